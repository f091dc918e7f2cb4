"""Charts: which figures may be compared, what is drawn of them, and that nothing else is.

Of the five documents, one counts flights month by month and one deployments partner by partner; texts
written for these tests hold what may not be compared.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from printed_html import read_html

from briefgen.check import check
from briefgen.errors import InputError
from briefgen.ingest import ingest
from briefgen.model.brief import (
    Block,
    Bound,
    Brief,
    By,
    Chart,
    CheckedBrief,
    Cite,
    EvidenceType,
    Form,
    Point,
    Table,
    Text,
    Verbatim,
)
from briefgen.model.text import Document, Period
from briefgen.paths import Project
from briefgen.relate.comparable import MOST, comparable
from briefgen.relate.exactness import bound_of
from briefgen.render import FORMATS, Look
from briefgen.store import Store, open_store
from tests.checked_briefs import LETTER, UNITED, brief, dated, evidence, faults
from tests.conftest import ROOT
from tests.test_relate_figures import measure
from tests.test_sections import make, section

FLIGHTS = ("two in May", "five in June", "four in July")
PARTNERS = ("162 to Albania", "12 Kosovo", "30 to Montenegro", "131 to North Macedonia", "153 to Serbia")
CARRIER = "flights on Libya’s national carrier between Benghazi and Minsk"
ALT = (
    f"Bar chart. {CARRIER}: May 2025, two; June 2025, five; July 2025, four. "
    "Highest figure: June 2025; lowest figure: May 2025."
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store("sqlite:///:memory:") as opened:
        ingest(Project.at(ROOT), opened, workers=1)
        yield opened


def figures(store: Store, document: str, *pins: str, options: str = "chart: auto") -> tuple[Block, ...]:
    """The blocks of a section of figures that prints these pins and no more."""
    listed = ", ".join(f"{{document: {document}, exact: '{pin}'}}" for pin in pins)
    spec = f"[figures: {{max: {len(pins)}, {options}, pin: [{listed}]}}]"
    return section(make(store, spec, themes="russian-hybrid-threat"), "figures").blocks


def chart(blocks: tuple[Block, ...]) -> Chart:
    (found,) = [block for block in blocks if isinstance(block, Chart)]
    return found


# Which figures may be compared -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "by", "values"),
    [
        (
            "Arrivals in Italy rose from 3,000 in May 2025 to 5,000 in June 2025 and about 4,500 in July 2025.",
            By.PERIOD,
            [3000, 5000, 4500],
        ),
        (
            "Irregular arrivals by sea in Italy were 4,000 in 2024. Irregular arrivals by sea in Italy were 5,000 "
            "in 2023. Irregular arrivals by sea in Italy were 3,000 in 2022.",
            By.PERIOD,
            [3000, 5000, 4000],
        ),
        ("The share of returns was 20% in 2022, 25% in 2023 and 27% in 2024.", By.PERIOD, [20, 25, 27]),
        (
            "Arrivals by sea:\n\n- 3,000 arrivals in Spain\n- 5,000 arrivals in Italy\n- 1,000 arrivals in Greece\n",
            By.PLACE,
            [5000, 3000, 1000],
        ),
        (  # rises and falls in percent, and no share among them
            "Arrivals in Italy fell by 20% in 2022, rose by 5% in 2023 and fell by 12% in 2024.",
            By.PERIOD,
            [20, 5, 12],
        ),
        (  # what a source says twice alike counts once
            "Arrivals in Italy were 3,000 in 2022. Arrivals in Italy were 2,000 in 2023. "
            "Arrivals in Italy were 1,000 in 2024. Arrivals in Italy were 2,000 in 2023.",
            By.PERIOD,
            [3000, 2000, 1000],
        ),
        (  # the whole beside its parts is left out
            "Arrivals by sea:\n\n- 9,000 arrivals in Europe\n- 3,000 arrivals in Spain\n- 5,000 arrivals in Italy\n"
            "- 900 arrivals in Greece\n",
            By.PLACE,
            [5000, 3000, 900],
        ),
        (  # also where only the numbers say that it is the whole
            "Arrivals by sea:\n\n- 9,000 arrivals in Malta\n- 3,000 arrivals in Spain\n- 5,000 arrivals in Italy\n"
            "- 1,000 arrivals in Greece\n",
            By.PLACE,
            [5000, 3000, 1000],
        ),
        (  # a direction belongs to the name of its place
            "Detections by route:\n\n- Central Mediterranean: 4,000 detections\n- Western Africa: 3,000 detections\n"
            "- Western Balkans: 1,000 detections\n",
            By.PLACE,
            [4000, 3000, 1000],
        ),
        (  # regions stand beside regions
            "Arrivals by sea:\n\n- 300 arrivals in Africa\n- 500 arrivals in Europe\n- 100 arrivals in Asia\n",
            By.PLACE,
            [500, 300, 100],
        ),
    ],
)
def test_one_measure_in_several_periods_or_places_is_compared(text: str, by: By, values: list[int]) -> None:
    told = measure(text, issued="2025-09-01")
    (group,) = comparable(told)
    assert (group.by, group.pairs) == (by, ())
    assert [told[at].figure.value for at in group.positions] == values


def test_two_periods_of_each_place_are_pairs() -> None:
    told = measure(
        "Arrivals in Italy were 3,000 in May 2023. Arrivals in Italy were 2,000 in May 2024. "
        "Arrivals in Spain were 1,000 in May 2023. Arrivals in Spain were 4,000 in May 2024.",
        issued="2025",
    )
    (group,) = comparable(told)
    assert [period.edtf for period in group.pairs] == ["2023-05", "2024-05"]
    assert [told[at].figure.value for at in group.positions] == [1000, 4000, 3000, 2000]
    assert comparable(told, (By.PLACE,)) == comparable(told, (By.PERIOD,)) == ()


def test_a_range_is_compared_where_a_chart_can_show_it() -> None:
    told = measure(
        "Arrivals in Italy were 3,000 in 2021. Arrivals in Italy were between 2,000 and 4,000 in 2022. "
        "Arrivals in Italy were 2,000 in 2023. Arrivals in Italy were 2,500 in 2024.",
        issued="2025-09-01",
    )
    assert [len(group.positions) for group in comparable(told)] == [4]
    assert [len(group.positions) for group in comparable(told, ranges=False)] == [3]


@pytest.mark.parametrize(
    ("qualifier", "bound"),
    [
        ("more than", Bound.AT_LEAST),
        ("at least", Bound.AT_LEAST),
        ("over", Bound.AT_LEAST),
        ("or more", Bound.AT_LEAST),
        ("no fewer than", Bound.AT_LEAST),
        ("up to", Bound.AT_MOST),
        ("fewer than", Bound.AT_MOST),
        ("not more than", Bound.AT_MOST),
        ("at most", Bound.AT_MOST),
        ("about", None),
        ("nearly", None),
        ("as many as", None),
        (None, None),
    ],
)
def test_a_qualifier_leaves_a_figure_open_on_one_side(qualifier: str | None, bound: Bound | None) -> None:
    (told,) = measure("There were 300 arrivals in Italy in 2022.")
    assert bound_of(replace(told.figure, qualifier=qualifier)) is bound


@pytest.mark.parametrize(
    ("why", "text"),
    [
        (
            "two are said in a sentence",
            "There were 300 crossings in May 2025 and 200 crossings in June 2025.",
        ),
        (
            "a year is no month",
            "Frontex recorded 3,000 crossings in 2023, 4,000 crossings in 2024 and 200 crossings in May 2025.",
        ),
        (
            "dozens are no number",
            "Frontex recorded 3,000 crossings in 2022, 4,000 crossings in 2023 and dozens of crossings in 2024.",
        ),
        (
            "by how much is not how many",
            "Arrivals fell by 300 in April 2025, by 200 in May 2025, by 100 in June 2025 and by 400 in July 2025.",
        ),
        (
            "a rise is no share",
            "Returns rose by 20% in 2022. Returns were 25% in 2023. Returns were 27% in 2024. Returns rose by 2% in 2021.",
        ),
        (
            "a year that goes on is not over",
            "Arrivals in Italy were 3,000 in 2023. Arrivals in Italy were 2,000 in 2024. Arrivals in Italy were 1,000 "
            "in 2025.",
        ),
        (
            "people who came and people who are named are not one count",
            "There were 300 migrants in Italy, 200 migrants in Spain and 100 migrants in Greece.",
        ),
        (
            "who tells it is not what is told",
            "The IOM counted 3,000 migrants in Libya in 2022, 2,000 migrants in Libya in 2023 and 1,000 migrants in "
            "Libya in 2024.",
        ),
        (
            "places that hold each other",
            "Arrivals:\n\n- 300 arrivals in Libya\n- 200 arrivals in eastern Libya\n- 100 arrivals in Tunisia\n",
        ),
        (
            "euro are not dollars",
            "Payments to the fund were EUR 3 million in 2022. Payments to the fund were USD 4 million in 2023. "
            "Payments to the fund were EUR 5 million in 2024.",
        ),
        (
            "what is counted differs",
            "There were 5,000 arrivals in Italy, 3,000 departures from Spain and 1,000 returns to Greece.",
        ),
        (
            "people may be counted for anything",
            "In 2022 we met 300 people. In 2023 there were 200 people there. In 2024 we lost 100 people.",
        ),
        (
            "the places differ, and so do the periods",
            "Arrivals in Italy were 3,000 in 2022. Arrivals in Spain were 2,000 in 2023. Arrivals in Malta were 5,000 "
            "in 2024.",
        ),
        (
            "one month is told in two ways",
            "Arrivals in Italy were 300 in May 2025. Arrivals in Italy were 200 in June 2025. "
            "Arrivals in Italy were 310 in May 2025.",
        ),
    ],
)
def test_what_may_not_be_compared(why: str, text: str) -> None:
    told = measure(text, issued="2025-09-01")
    assert len(told) >= 2 and all(one.figure.unit and one.figure.measures for one in told)
    assert comparable(told) == (), why


def test_two_documents_are_compared_only_where_one_source_speaks_in_both() -> None:
    years = ("2022", "2023", "2024")
    assert comparable(measure(*(f"There were 300 arrivals in Italy in {year}." for year in years))) == ()
    told = measure(
        *(f"According to Frontex, there were 300 arrivals in Italy in {year}." for year in years),
        issued="2025",
    )
    assert {figure.figure.attributed_to for figure in told} == {"Frontex"}
    assert comparable(told)


def test_more_points_than_a_reader_compares_are_left_to_the_table() -> None:
    years = range(2024 - MOST, 2025)
    told = measure(" ".join(f"Arrivals in Italy were 3,000 in {year}." for year in years), issued="2025")
    assert len(told) == MOST + 1
    assert comparable(told) == ()
    assert comparable(told[1:])


# What is drawn ---------------------------------------------------------------------------------------


def test_months_are_drawn_one_after_the_other_as_their_source_writes_them(store: Store) -> None:
    found = chart(figures(store, UNITED, *reversed(FLIGHTS)))
    assert (found.by, found.title, found.unit) == (By.PERIOD, CARRIER, "flights")
    assert [(point.label, point.words.text, point.value) for point in found.points] == [
        ("May 2025 *", "two", 2),
        ("June 2025 *", "five", 5),
        ("July 2025 *", "four", 4),
    ]
    assert found.alt == ALT
    assert found.caption == (
        Text("Unit: flights, by period (Open-source data); period: May 2025 to July 2025 "),
        Cite((UNITED,)),
    )


def test_places_are_drawn_from_the_largest_down(store: Store) -> None:
    found = chart(figures(store, LETTER, *PARTNERS))
    assert (found.by, found.title, found.unit) == (
        By.PLACE,
        "Deployment figures per partner",
        "Frontex deployments",
    )
    assert [point.value for point in found.points] == [162, 153, 131, 30, 12]
    assert found.points[0].label == "Albania"
    assert found.caption[0] == Text("Unit: Frontex deployments, by place; period: not stated ")


def test_the_table_keeps_all_rows_and_the_chart_draws_those_that_may_be_compared(store: Store) -> None:
    pins = (*FLIGHTS, "about 5,000 illegal crossings", "tens of thousands of migrants")
    table, found = figures(store, UNITED, *pins)
    assert isinstance(table, Table) and isinstance(found, Chart)
    assert (len(table.rows), len(found.points)) == (5, 3)
    assert found.legend == (
        "Not drawn from the table: a row that gives no number and "
        "a row that is not clearly comparable with these.",
    )


@pytest.mark.parametrize(
    ("why", "pins", "options"),
    [
        ("unless it is asked for", FLIGHTS, "drop: []"),
        ("where it is declined", FLIGHTS, "chart: none"),
        ("of two figures", FLIGHTS[:2], "chart: auto"),
        (
            "by a period that the table does not show",
            FLIGHTS,
            "chart: auto, columns: [measure, value, place]",
        ),
    ],
)
def test_nothing_is_drawn(why: str, pins: tuple[str, ...], options: str, store: Store) -> None:
    assert [type(block) for block in figures(store, UNITED, *pins, options=options)] == [Table], why


def test_a_chart_is_auto_or_none(store: Store) -> None:
    with pytest.raises(InputError, match=r"test.yaml:1:\d+: .*pie.*auto"):
        make(store, "[figures: {chart: pie}]")


@pytest.mark.parametrize(
    ("form", "pins", "why"),
    [
        (
            "bar",
            ("about 5,000 illegal crossings", "tens of thousands of migrants"),
            "fewer than three rows say",
        ),
        ("dot", (*FLIGHTS[:2], "about 5,000 illegal crossings"), "no three rows count the same thing"),
    ],
)
def test_a_form_that_the_figures_do_not_allow_is_a_warning_at_its_place(
    form: str, pins: tuple[str, ...], why: str, store: Store
) -> None:
    listed = ", ".join(f"{{document: {UNITED}, exact: '{pin}'}}" for pin in pins)
    made = make(store, f"[figures: {{max: {len(pins)}, chart: {form}, pin: [{listed}]}}]")
    (warning,) = made.problems
    assert str(warning).startswith(f"briefs/test.yaml:1:27: warning: no {form} chart is drawn: {why}")
    assert [type(block) for block in section(made, "figures").blocks] == [Table]


@pytest.mark.parametrize("form", list(Form))
def test_a_form_that_the_figures_allow_is_drawn(form: Form, store: Store) -> None:
    assert chart(figures(store, UNITED, *FLIGHTS, options=f"chart: {form}")).form is form


def test_a_line_needs_periods(store: Store) -> None:
    listed = ", ".join(f"{{document: {LETTER}, exact: '{pin}'}}" for pin in PARTNERS)
    made = make(store, f"[figures: {{max: 5, chart: line, pin: [{listed}]}}]", themes="returns")
    assert "a line needs periods, and these figures differ in their places" in str(made.problems[0])


# The check -------------------------------------------------------------------------------------------


@pytest.fixture
def documents(corpus: dict[str, Document]) -> dict[str, Document]:
    return dated(corpus)


@pytest.fixture
def drawn(store: Store) -> Brief:
    """A brief that prints the flights month by month, as a table and as a chart."""
    listed = ", ".join(f"{{document: {UNITED}, exact: '{pin}'}}" for pin in FLIGHTS)
    made = make(store, f"[figures: {{max: 3, chart: auto, pin: [{listed}]}}]", themes="russian-hybrid-threat")
    read = {source.id: store.document(source.id) for source in made.sources}
    plain = brief(read)
    return replace(plain, sections=made.sections, evidence=made.evidence, sources=made.sources)


def with_chart(made: Brief, **changed: Any) -> Brief:
    """The brief with its chart changed."""
    sections = tuple(
        replace(
            part,
            blocks=tuple(
                replace(block, **changed) if isinstance(block, Chart) else block for block in part.blocks
            ),
        )
        for part in made.sections
    )
    return replace(made, sections=sections)


def read_again(store: Store) -> dict[str, Document]:
    return {source.id: store.document(source.id) for source in store.sources()}


def test_a_chart_of_rows_passes_the_check(drawn: Brief, store: Store) -> None:
    check(drawn, read_again(store))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"value": Decimal(6)}, "the value 6 of 'May 2025 \\*' is not that of its evidence"),
        ({"label": "March 2025"}, "'March 2025' is no cell of its row"),
        ({"series": "March 2025"}, "'March 2025' is no cell of its row"),
        (
            {"value": Decimal(-2), "change": "decrease"},
            "the change 'decrease' of 'May 2025 \\*' is not in its row",
        ),
        (
            {"value": None, "low": Decimal(1), "high": Decimal(3)},
            "the value 1 to 3 of 'May 2025 \\*' is not that",
        ),
        ({"low": Decimal(1)}, "the value 1 to 2 of 'May 2025 \\*' is not that of its evidence"),
        ({"bound": Bound.AT_LEAST}, "'May 2025 \\*' is drawn as left open, and its source does not say so"),
        (
            {"period": Period.parse("2025-04")},
            "the period 2025-04 of 'May 2025 \\*' is not that of its evidence",
        ),
        (
            {"words": Verbatim("figure-nowhere-0-3", "two", marks=False)},
            "is no row of a table in its section",
        ),
    ],
)
def test_a_point_that_is_not_its_row_is_refused(
    changed: dict[str, Any], told: str, drawn: Brief, store: Store
) -> None:
    points = chart(drawn.sections[0].blocks).points
    broken = with_chart(drawn, points=(replace(points[0], **changed), *points[1:]))
    assert re.search(told, faults(broken, read_again(store)))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"title": "people on board"}, "the words of its title are not in the measure of 'May 2025 *'"),
        ({"unit": "passengers"}, "its unit 'passengers' is not that of 'May 2025 *'"),
        ({"by": By.PLACE, "unit": "flight"}, "its unit 'flight' is not that"),
        ({"legend": ("Of 11 flights.",)}, "'11' in 'Of 11 flights.' is in no evidence of its points"),
        ({"alt": "In all 11 flights."}, "'11' in 'In all 11 flights.' is in no evidence of its points"),
        ({"caption": (Text("Up by 150 %"), Cite((UNITED,)))}, "is in no evidence of its points"),
    ],
)
def test_words_that_its_figures_do_not_bear_out_are_refused(
    changed: dict[str, Any], told: str, drawn: Brief, store: Store
) -> None:
    assert told in faults(with_chart(drawn, **changed), read_again(store))


def test_a_chart_without_its_table_is_refused(drawn: Brief, store: Store) -> None:
    first, *others = drawn.sections
    alone = replace(first, blocks=tuple(block for block in first.blocks if isinstance(block, Chart)))
    assert "is no row of a table" in faults(replace(drawn, sections=(alone, *others)), read_again(store))


def test_a_quotation_is_no_point(documents: dict[str, Document]) -> None:
    item = evidence(
        documents[UNITED], "two in May", kind=EvidenceType.QUOTE, value=2, unit="flights", period="2025-05"
    )
    points = (Point("May 2025", Verbatim(item.id, item.printed_text, marks=False), Decimal(2)),)
    false = Chart("flights", "flights", By.PERIOD, points, (Cite((UNITED,)),), "Bar chart.")
    assert "is no row of a table" in faults(brief(documents, false, given=(item,)), documents)


# The formats -----------------------------------------------------------------------------------------


SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


@pytest.fixture(scope="module")
def page(published: Path) -> str:
    return (published / "output/russian-hybrid-threat/latest/russian-hybrid-threat.html").read_text()


def test_the_picture_says_what_it_shows_before_all_else(page: str) -> None:
    (svg,) = SVG.findall(page)
    root = ET.fromstring(svg)
    assert [child.tag for child in root][:2] == ["title", "desc"]
    assert (root.get("role"), root[0].text) == ("img", ALT)


def test_each_bar_bears_the_words_of_its_row_and_is_as_long_as_its_figure(page: str) -> None:
    root = ET.fromstring(SVG.findall(page)[0])
    said = {kind: [words(text) for text in root.iter("text") if text.get("class") == kind] for kind in KINDS}
    assert said["label"] == ["May 2025 * two", "June 2025 * five", "July 2025 * four"]
    assert said["tick"] == ["0", "1", "2", "3", "4", "5"]
    assert said["axis"] == ["flights"]
    assert [bar.get("width") for bar in root.iter("rect")] == ["40%", "100%", "80%"]


KINDS = ("label", "tick", "axis")


def words(text: ET.Element) -> str:
    return "".join(text.itertext()).replace("\xa0", " ")


def test_a_chart_says_nothing_that_its_table_does_not(page: str) -> None:
    printed = read_html(page)
    (found,) = printed.charts
    (table,) = [t for t in printed.tables if t.section == found.section]
    cells = " ".join(cell.words for row in table.rows for cell in row)
    for number in re.findall(r"\d+", re.sub(r"⟦\d+⟧", "", found.words)):
        assert number in cells


def test_the_json_holds_the_chart_and_markdown_its_table_alone(published: Path) -> None:
    folder = published / "output/russian-hybrid-threat/latest"
    whole = json.loads((folder / "russian-hybrid-threat.json").read_text())
    (found,) = [b for s in whole["sections"] for b in s["blocks"] if b["type"] == "chart"]
    assert [(p["label"], p["text"], p["value"]) for p in found["points"]] == [
        ("May 2025 *", "two", 2),
        ("June 2025 *", "five", 5),
        ("July 2025 *", "four", 4),
    ]
    assert {p["evidence"] for p in found["points"]} <= {item["id"] for item in whole["evidence"]}
    assert "Unit: flights" not in (folder / "russian-hybrid-threat.md").read_text()


def test_words_of_a_source_stay_words_in_the_picture(drawn: Brief, store: Store) -> None:
    points = chart(drawn.sections[0].blocks).points
    hostile = with_chart(
        drawn,
        title="</title><script>alert(1)</script>",
        alt="</title><script>alert(1)</script>",
        points=(replace(points[0], label='"><rect onload=alert(1)>'), *points[1:]),
    )
    made = FORMATS["html"].render(CheckedBrief(hostile), Look.of())
    assert b"<script>" not in made and b"<rect onload" not in made
