"""What charts of invented figures say: caption, legend, and a text alternative that computes nothing."""

from __future__ import annotations

import re

import pytest

from briefgen.extract.analyse import analyse
from briefgen.languages import LANGUAGES
from briefgen.languages.dates import say_period
from briefgen.model.brief import By, Cite, Form, Text, Verbatim
from briefgen.model.text import Document, Period, Source
from briefgen.relate.exactness import is_change
from briefgen.relate.measured import Measured
from briefgen.sections.charts import MOST_CHARTS, Drawn, draw
from briefgen.sections.evidence import figure_evidence
from briefgen.sections.sketches import Line

COLUMNS = ("measure", "value", "period", "place", "source")


def lines(text: str, tag: str = "en") -> list[Line]:
    """A row for each figure of a text, as a table of figures would print it."""
    analysis = analyse(Document(Source("d", "0", issued=Period.parse("2025-09-01")), text))
    made: list[Line] = []
    for figure in analysis.figures:
        measured = Measured.of(figure, analysis.document, analysis.passages[figure.passage])
        item = figure_evidence(analysis.document, figure)
        change = (Text(f" {figure.change}"),) if is_change(measured) else ()
        said = say_period(figure.period, LANGUAGES[tag]) if figure.period else "not stated"
        cells = {
            "value": (Verbatim(item.id, item.printed_text, marks=False), *change),
            "period": (Text(said),),
            "place": (Text(figure.place or "not stated"),),
        }
        made.append(Line(measured, item, cells))
    return made


def drawn(text: str, form: Form | None = None, tag: str = "en") -> Drawn:
    return draw(lines(text, tag), COLUMNS, LANGUAGES[tag], form)


YEARS = "Arrivals in Italy were 3,000 in 2021. Arrivals in Italy were 4,000 in 2022. "
RISING = YEARS + "Arrivals in Italy were 5,000 in 2023."
PAIRS = (
    "Arrivals by sea in Italy were 3,000 in May 2023. Arrivals by sea in Italy were 2,000 in May 2024. "
    "Arrivals by sea in Spain were 1,000 in May 2023. Arrivals by sea in Spain were 4,000 in May 2024."
)


@pytest.mark.parametrize(
    ("text", "form", "alternative"),
    [
        (
            RISING,
            Form.BAR,
            "Bar chart. Arrivals in Italy: 2021, 3,000; 2022, 4,000; 2023, 5,000. "
            "The figures rise from each period to the next.",
        ),
        (
            YEARS + "Arrivals in Italy were 2,000 in 2023.",
            Form.LINE,
            "Line chart. Arrivals in Italy: 2021, 3,000; 2022, 4,000; 2023, 2,000. "
            "Highest figure: 2022; lowest figure: 2023.",
        ),
        (  # which is the highest is not said where a source leaves one open, or where two are alike
            YEARS + "Arrivals in Italy were more than 2,000 in 2023.",
            Form.BAR,
            "Bar chart. Arrivals in Italy: 2021, 3,000; 2022, 4,000; 2023, more than 2,000.",
        ),
        (
            YEARS + "Arrivals in Italy were 4,000 in 2023.",
            Form.BAR,
            "Bar chart. Arrivals in Italy: 2021, 3,000; 2022, 4,000; 2023, 4,000.",
        ),
        (
            "Arrivals in Italy fell by 20% in 2022, rose by 5% in 2023 and fell by 12% in 2024.",
            Form.BAR,
            "Bar chart. Arrivals in Italy: 2022, 20% decrease; 2023, 5% increase; 2024, 12% decrease. "
            "Highest figure: 2023; lowest figure: 2022.",
        ),
        (
            PAIRS,
            Form.DOT,
            "Dot chart. Arrivals by sea: Spain, May 2023, 1,000; Spain, May 2024, 4,000; Italy, May 2023, 3,000; "
            "Italy, May 2024, 2,000. Higher in May 2024: Spain. Lower in May 2024: Italy.",
        ),
    ],
)
def test_the_alternative_tells_the_figures_and_their_order(text: str, form: Form, alternative: str) -> None:
    (chart,) = drawn(text, form).charts
    assert chart.alt == alternative


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        (RISING, "Unit: Arrivals, by period; period: 2021 to 2023 "),
        (PAIRS, "Unit: Arrivals, by place and period; period: May 2023 to May 2024 "),
        (
            "Irregular arrivals fell by 20% in 2022, rose by 5% in 2023 and fell by 12% in 2024.",
            "Unit: %, change, by period; period: 2022 to 2024; place: not stated ",
        ),
        (
            "Arrivals by sea:\n\n- 300 arrivals in Spain\n- 500 arrivals in Italy\n- 100 arrivals in Malta\n",
            "Unit: arrivals, by place; period: not stated ",
        ),
    ],
)
def test_the_caption_tells_unit_basis_period_and_place(text: str, caption: str) -> None:
    (chart,) = drawn(text).charts
    assert chart.caption == (Text(caption), Cite(("d",)))


@pytest.mark.parametrize(
    ("text", "form", "legend"),
    [
        (RISING, None, []),
        (
            YEARS + "Arrivals in Italy were more than 5,000 in 2023 and up to 2,000 in 2024.",
            None,
            [
                "An arrow to the right: the source says at least so many, or more.",
                "Drawn empty: the source says at most so many, or fewer.",
            ],
        ),
        (
            YEARS + "Arrivals in Italy were between 5,000 and 6,000 in 2023.",
            None,
            ["A stretch with both ends marked: the source gives a range."],
        ),
        (
            RISING + " Arrivals in Italy were between 5,000 and 6,000 in 2024.",
            Form.BAR,
            ["Not drawn from the table: a row that gives a range."],
        ),
        (
            YEARS + "Arrivals in Italy were 5,000 in 2024.",
            Form.LINE,
            ["The line stops where no figure is given for a period."],
        ),
        (PAIRS, None, ["Empty mark: May 2023; full mark: May 2024."]),
        (
            RISING
            + " Arrivals in Spain rose by 20% in 2023. Dozens of boats left Libya. Dozens of boats sank.",
            None,
            ["Not drawn from the table: rows that give no number and a row that tells a change."],
        ),
    ],
)
def test_the_legend_tells_what_is_drawn_and_what_is_not(
    text: str, form: Form | None, legend: list[str]
) -> None:
    (chart,) = drawn(text, form).charts
    assert list(chart.legend) == legend


def test_a_decrease_is_drawn_below_zero_and_an_increase_above() -> None:
    (chart,) = drawn(
        "Arrivals in Italy fell by 20% in 2022, rose by 5% in 2023 and fell by 12% in 2024."
    ).charts
    assert [point.value for point in chart.points] == [-20, 5, -12]


def test_a_table_has_two_charts_at_most_and_the_last_tells_what_none_shows() -> None:
    text = " ".join(
        f"{what} in Italy were {value},000 in {year}."
        for what, count in (("Arrivals", 4), ("Returns", 3), ("Departures", 3))
        for value, year in zip(range(3, 3 + count), range(2020, 2020 + count), strict=True)
    )
    charts = drawn(text).charts
    assert [len(chart.points) for chart in charts] == [4, 3] and len(charts) == MOST_CHARTS
    assert charts[0].legend == ()
    assert charts[1].legend == ("Not drawn from the table: rows that are not clearly comparable with these.",)


def test_no_chart_is_forced_where_nothing_may_be_compared() -> None:
    assert drawn("There were 300 arrivals in Malta in 2023.") == Drawn(())
    assert drawn("There were 300 arrivals in Malta in 2023.", Form.BAR).charts == ()


@pytest.mark.parametrize("columns", [("measure", "value"), ("measure", "value", "place")])
def test_what_tells_the_points_apart_is_a_column(columns: tuple[str, ...]) -> None:
    assert draw(lines(RISING), columns, LANGUAGES["en"], Form.BAR).charts == ()


@pytest.mark.parametrize("tag", list(LANGUAGES))
@pytest.mark.parametrize("text", [RISING, PAIRS, YEARS + "Arrivals in Italy were more than 2,000 in 2024."])
def test_a_chart_says_no_number_of_its_own_in_any_language(tag: str, text: str) -> None:
    (chart,) = drawn(text, tag=tag).charts
    assert chart.by in By
    said = " ".join(
        (chart.alt, *chart.legend, *(part.text for part in chart.caption if isinstance(part, Text)))
    )
    printed = " ".join(f"{one.label} {one.series} {one.words.text}" for one in chart.points)
    assert set(re.findall(r"\d[\d,]*\d", said)) <= set(re.findall(r"\d[\d,]*\d", printed))
