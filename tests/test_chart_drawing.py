"""How charts are drawn: lengths are true, nothing lies outside, no words meet, and all of it can be read."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_reader import show
from playwright.sync_api import Browser
from printed_pdf import read_pdf

from briefgen.languages import LANGUAGES
from briefgen.model.brief import By, Chart, CheckedBrief, Evidence, EvidenceType, Form, Section, Text
from briefgen.model.lettering import width, wrapped
from briefgen.model.text import Citation, Span
from briefgen.model.timescale import shares
from briefgen.relate.forms import best_form, obstacle
from briefgen.render import FORMATS, Look
from briefgen.render.charts import lay_out
from briefgen.render.drawing import NARROW, Drawing, Label
from briefgen.render.scale import MOST_STEPS, say_number, scale_of
from briefgen.render.words import words_for
from tests.checked_briefs import brief
from tests.invented_charts import CHARTS, over_time, point

pytestmark = pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")

WORDS = words_for("en")
amounts = st.decimals(0, 10**12, places=2) | st.integers(0, 300).map(Decimal)
changes = st.decimals(-100, 1000, places=1)


# The scale -------------------------------------------------------------------------------------------


@given(st.lists(amounts | changes, min_size=1, max_size=12).filter(any))
def test_a_scale_holds_zero_and_every_value_between_few_round_ticks(values: list[Decimal]) -> None:
    scale = scale_of(values)
    assert 2 <= len(scale.values) <= MOST_STEPS + 1
    assert scale.values[0] == scale.low <= min(values) and max(values) <= scale.high == scale.values[-1]
    assert Decimal(0) in scale.values
    assert {after - before for before, after in pairwise(scale.values)} == {scale.step}
    assert scale.step.normalize().as_tuple().digits in ((1,), (2,), (5,))


@given(st.lists(amounts, min_size=1, max_size=12).filter(any))
def test_an_open_value_leaves_room_for_its_arrow(values: list[Decimal]) -> None:
    scale = scale_of(values, open_at=[max(values)])
    assert scale.share(max(values)) <= Decimal("96.5")


@pytest.mark.parametrize(
    ("tag", "number", "said"),
    [
        ("en", "12500", "12,500"),
        ("en", "-0.5", "−0.5"),
        ("en", "20", "20"),
        ("fr", "12500", "12 500"),
        ("fr", "0.5", "0,5"),
        ("de", "1000000", "1.000.000"),
        ("it", "12500.25", "12.500,25"),
    ],
)
def test_ticks_are_written_as_the_language_writes_numbers(tag: str, number: str, said: str) -> None:
    assert re.sub(r"\s", " ", say_number(Decimal(number), words_for(tag))) == said


# Bars and dots ---------------------------------------------------------------------------------------


@given(st.lists(amounts | changes, min_size=3, max_size=12).filter(any))
def test_bars_keep_their_proportions_from_one_zero(values: list[Decimal]) -> None:
    points = tuple(point(str(at), str(value), value) for at, value in enumerate(values))
    drawn = lay_out(Chart("", "arrivals", By.PLACE, points, (), ""), WORDS)
    scale = scale_of(values)
    assert [len(drawn.bars), len(drawn.dots)] == [len(values), 0]
    for value, bar in zip(values, drawn.bars, strict=True):
        start, long = Decimal(bar.x), Decimal(bar.width)
        assert abs(long - 100 * abs(value) / (scale.high - scale.low)) <= Decimal("0.01")
        assert abs((start if value >= 0 else start + long) - scale.zero) <= Decimal("0.01")


def test_an_arrow_points_where_a_source_leaves_a_figure_open() -> None:
    drawn = lay_out(CHARTS["open figures as dots"], WORDS)
    arrows = [(Decimal(s.x1), Decimal(s.x2)) for s in drawn.strokes if s.kind == "tip" and s.y1 == s.y2]
    assert [end > start for start, end in arrows] == [True, False, True]
    assert [dot.kind for dot in drawn.dots] == ["dot", "dot open", "dot", "dot"]
    bars = lay_out(CHARTS["open figures"], WORDS)
    assert [bar.kind for bar in bars.bars] == ["bar", "bar open", "bar", "bar"]
    assert len([stroke for stroke in bars.strokes if stroke.kind == "tip"]) == 2 * 2


labels = st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs")), min_size=1, max_size=90).map(
    lambda text: " ".join(text.split()) or "x"
)


@given(st.lists(st.tuples(labels, amounts), min_size=3, max_size=12, unique_by=lambda row: row[0]))
def test_rows_stand_below_each_other_and_fit_a_telephone(rows: list[tuple[str, Decimal]]) -> None:
    points = tuple(point(label, f"{value:,}", value) for label, value in rows)
    drawn = lay_out(Chart("", "arrivals", By.PLACE, points, (), ""), WORDS)
    assert not drawn.is_wide
    assert_apart(drawn, NARROW)
    marks = [(Decimal(bar.y), Decimal(bar.y) + Decimal(bar.height)) for bar in drawn.bars]
    lines = [Decimal(label.y) for label in drawn.labels]
    assert not [(y, mark) for y in lines for mark in marks if mark[0] < y < mark[1] + Decimal("0.3")]


# A line ----------------------------------------------------------------------------------------------


@st.composite
def series(draw: st.DrawFn) -> Chart:
    """Years or months in order, some of them missing, each with a number and perhaps a word before it."""
    size = draw(st.integers(3, 12))
    is_monthly = draw(st.booleans())
    gaps = draw(st.lists(st.integers(1, 3), min_size=size, max_size=size))
    starts = [sum(gaps[: at + 1]) for at in range(size)]
    periods = [f"{2000 + at // 12}-{at % 12 + 1:02}" if is_monthly else str(1990 + at) for at in starts]
    values = draw(st.lists(st.integers(0, 20_000), min_size=size, max_size=size).filter(any))
    words = draw(st.sampled_from(["", "about ", "an estimated "]))
    return over_time(
        Form.LINE, {period: f"{words}{value:,}" for period, value in zip(periods, values, strict=True)}
    )


@given(series())
def test_a_line_keeps_time_and_values_to_scale_inside_its_plot(chart: Chart) -> None:
    drawn = lay_out(chart, WORDS)
    across, down = [float(dot.x) for dot in drawn.dots], [float(dot.y) for dot in drawn.dots]
    grid = [stroke for stroke in drawn.strokes if stroke.kind in ("grid", "zero")]
    top, bottom = min(float(g.y1) for g in grid), max(float(g.y1) for g in grid)
    assert all(float(grid[0].x1) <= x <= 100 for x in across) and all(top <= y <= bottom for y in down)
    whole = across[-1] - across[0]
    for x, share in zip(across, shares(chart.points), strict=True):
        assert x == pytest.approx(across[0] + whole * share, abs=0.02)
    high = scale_of([value for one in chart.points for value in one.drawn]).high
    for y, one in zip(down, chart.points, strict=True):
        assert y == pytest.approx(bottom - (bottom - top) * float((one.value or 0) / high), abs=0.02)


@given(series())
def test_words_on_a_line_never_meet(chart: Chart) -> None:
    drawn = lay_out(chart, WORDS)
    assert_apart(drawn, float(drawn.least_width))
    assert_apart(drawn, float(drawn.least_width) * 2)


@given(series())
def test_a_line_that_is_let_through_fits_a_page(chart: Chart) -> None:
    if obstacle(Form.LINE, chart.by, chart.points) is None:
        assert float(lay_out(chart, WORDS).least_width) <= 54  # em: 168 mm of A4 in letters of 8.8 pt


def test_a_line_is_drawn_between_periods_that_follow_each_other_alone() -> None:
    drawn = lay_out(CHARTS["gaps in time"], WORDS)
    lines = [(stroke.x1, stroke.x2) for stroke in drawn.strokes if stroke.kind == "line"]
    across = [dot.x for dot in drawn.dots]
    assert lines == [(across[0], across[1]), (across[3], across[4])]


def test_months_are_named_in_short_and_a_year_where_it_begins() -> None:
    told = {f"2023-{month:02}": "3,000" for month in range(10, 13)} | {"2024-01": "3,000"}
    drawn = lay_out(over_time(Form.LINE, told), WORDS)
    times = [
        label.pieces[0].text for label in drawn.labels if label.kind == "tick" and label.anchor == "middle"
    ]
    assert times == ["Oct", "2023", "Nov", "Dec", "Jan", "2024"]


# Which form ------------------------------------------------------------------------------------------

FIVE = {str(year): "3,000" for year in range(2019, 2024)}


@pytest.mark.parametrize(
    ("chart", "best"),
    [
        (over_time(Form.BAR, FIVE), Form.LINE),
        (over_time(Form.BAR, {k: FIVE[k] for k in list(FIVE)[:4]}), Form.BAR),
        (over_time(Form.BAR, FIVE | {"2023": "more than 3,000"}), Form.BAR),
        (CHARTS["gaps in time"], Form.BAR),
        (CHARTS["an outlier"], Form.BAR),
        (CHARTS["a range"], Form.DOT),
        (CHARTS["two periods of each place"], Form.DOT),
    ],
)
def test_the_best_form_of_some_figures(chart: Chart, best: Form) -> None:
    assert best_form(chart.by, chart.points) is best


@pytest.mark.parametrize(
    ("form", "chart", "why"),
    [
        (Form.BAR, CHARTS["a range"], "a range has two ends"),
        (Form.BAR, CHARTS["two periods of each place"], "two figures of each place"),
        (Form.LINE, CHARTS["an outlier"], "a line needs periods"),
        (Form.LINE, CHARTS["open figures"], "is left open on one side"),
        (Form.LINE, over_time(Form.LINE, {"2019": "3", "2021": "4", "2023": "5"}), "none of these do"),
        (
            Form.LINE,
            over_time(Form.LINE, {f"2023-{m:02}": "an estimated 13,000" for m in range(1, 13)}),
            "would not fit side by side",
        ),
    ],
)
def test_why_a_form_is_not_drawn(form: Form, chart: Chart, why: str) -> None:
    assert why in str(obstacle(form, chart.by, chart.points))
    assert obstacle(Form.DOT, chart.by, chart.points) is None


# Words that meet -------------------------------------------------------------------------------------


def assert_apart(drawn: Drawing, em: float) -> None:
    """No two lines of words overlap, and none leaves the drawing, on a page that is so many em wide."""
    boxes = [(label, box(label, em)) for label in drawn.labels]
    for label, (left, _, right, _) in boxes:
        assert left >= -0.05 and right <= em + 0.05, label
    for (one, a), (other, b) in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, other)


def box(label: Label, em: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a line of words in em, without the air around its letters."""
    long = width(" ".join(piece.text for piece in label.pieces))
    x, y = float(label.x) / 100 * em, float(label.y)
    left = x - {"start": 0.0, "middle": long / 2, "end": long}[label.anchor]
    return left, y - 0.75, left + long, y + 0.2


def test_two_labels_in_one_place_are_seen_to_meet() -> None:
    drawn = lay_out(CHARTS["an outlier"], WORDS)
    first = drawn.labels[0]
    with pytest.raises(AssertionError):
        assert_apart(
            replace(drawn, labels=(*drawn.labels, replace(first, y=str(float(first.y) + 0.5)))), NARROW
        )


@given(st.text(max_size=60), st.floats(2, 20))
def test_wrapped_words_are_the_same_words_in_lines_that_fit(text: str, most: float) -> None:
    lines = wrapped(text, most)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= most for line in lines)


# On the page -----------------------------------------------------------------------------------------


def gallery() -> CheckedBrief:
    """A brief that holds every invented chart."""
    item = Evidence("e", EvidenceType.FIGURE, Citation("d", "0", 0, 1), (Span(0, 1),), "1", "1")
    sections = tuple(
        Section(
            "figures",
            name.capitalize(),
            f"chart-{at}",
            (replace(chart, alt=f"{name}.", caption=(Text("Unit: invented"),), legend=(name,)),),
        )
        for at, (name, chart) in enumerate(CHARTS.items())
    )
    return CheckedBrief(replace(brief({}), sections=sections, evidence={"e": item}))


@pytest.fixture(scope="module")
def gallery_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = tmp_path_factory.mktemp("gallery") / "gallery.html"
    page.write_bytes(FORMATS["html"].render(gallery(), Look.of()))
    return page


_MEETING = """() => [...document.querySelectorAll('.chart svg')].flatMap(svg => {
  const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
  return boxes.flatMap(([one, a], i) => boxes.slice(i + 1).filter(([_, b]) =>
    a.right > b.left + 1 && b.right > a.left + 1 && a.bottom > b.top + 4 && b.bottom > a.top + 4
  ).map(([other]) => [one, other]));
})"""
_OUTSIDE = """() => [...document.querySelectorAll('.chart svg')].flatMap(svg => {
  const s = svg.getBoundingClientRect();
  return [...svg.children].map(e => [e.outerHTML, e.getBoundingClientRect()]).filter(([_, b]) => b.width && (b.left < s.left - 8 || b.right > s.right + 8 || b.bottom > s.bottom + 3)).map(([e, _]) => e);
})"""
_SIZES = (
    "() => [...document.querySelectorAll('.chart text')].map(t => parseFloat(getComputedStyle(t).fontSize))"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("wide", [1280, 375, 320])
def test_every_chart_can_be_read_on_every_screen(
    wide: int, scheme: str, browser: Browser, gallery_page: Path
) -> None:
    with show(browser, gallery_page, wide, scheme=scheme) as shown:
        assert shown.too_wide() == []
        assert shown.page.evaluate(_MEETING) == []
        assert shown.page.evaluate(_OUTSIDE) == []
        assert min(shown.page.evaluate(_SIZES)) >= 11
        if wide == 1280:
            assert shown.hard_to_read() == []


def test_every_chart_of_a_pdf_has_its_alternative_and_text_that_can_be_copied() -> None:
    made = FORMATS["pdf"].render(gallery(), Look.of())
    pdf = read_pdf(made)
    for name, chart in CHARTS.items():
        assert pdf.holds(name)
        assert all(pdf.holds(one.words.text) for one in chart.points), name


@pytest.mark.parametrize("tag", list(LANGUAGES))
def test_a_chart_can_be_drawn_in_every_language(tag: str) -> None:
    for chart in CHARTS.values():
        assert lay_out(chart, words_for(tag)).labels
