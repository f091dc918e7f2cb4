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
from hypothesis import given
from hypothesis import strategies as st
from printed_html import read_html

from briefgen.check import check
from briefgen.errors import InputError
from briefgen.ingest import ingest
from briefgen.model.brief import (
    Block,
    Brief,
    By,
    Chart,
    CheckedBrief,
    Cite,
    EvidenceType,
    Point,
    Table,
    Text,
    Verbatim,
)
from briefgen.model.text import Document
from briefgen.paths import Project
from briefgen.relate.comparable import MOST, comparable
from briefgen.render import FORMATS, Look
from briefgen.render.charts import lay_out
from briefgen.store import Store, open_store
from tests.checked_briefs import LETTER, UNITED, brief, dated, evidence, faults
from tests.conftest import ROOT
from tests.test_relate_figures import measure
from tests.test_sections import make, section

FLIGHTS = ("two in May", "five in June", "four in July")
PARTNERS = ("162 to Albania", "12 Kosovo", "30 to Montenegro", "131 to North Macedonia", "153 to Serbia")
CARRIER = "flights on Libya’s national carrier between Benghazi and Minsk"


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
    ],
)
def test_one_measure_in_several_periods_or_places_is_compared(text: str, by: By, values: list[int]) -> None:
    told = measure(text, issued="2025-09-01")
    group = comparable(told)
    assert group is not None and group.by is by
    assert [told[at].figure.value for at in group.positions] == values


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
            "a rise is no level",
            "Arrivals rose by 20% in 2022. Arrivals rose by 25% in 2023. Arrivals rose by 27% in 2024.",
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
            "Arrivals in Italy were 300 in 2022. Arrivals in Spain were 200 in 2023. Arrivals in Malta were 50 in 2024.",
        ),
        (
            "months lie in what they are compared with",
            "Arrivals in Italy were 300 in May 2025. Arrivals in Italy were 200 in June 2025. "
            "Arrivals in Italy were 310 in May 2025.",
        ),
    ],
)
def test_what_may_not_be_compared(why: str, text: str) -> None:
    assert comparable(measure(text, issued="2025-09-01")) is None, why


def test_two_documents_are_compared_only_where_one_source_speaks_in_both() -> None:
    years = ("2022", "2023", "2024")
    assert comparable(measure(*(f"There were 300 arrivals in Italy in {year}." for year in years))) is None
    told = measure(*(f"According to Frontex, there were 300 arrivals in Italy in {year}." for year in years))
    assert {figure.figure.attributed_to for figure in told} == {"Frontex"}
    assert comparable(told) is not None


def test_more_points_than_a_reader_compares_are_left_to_the_table() -> None:
    years = range(2024 - MOST, 2025)
    told = measure(" ".join(f"Arrivals in Italy were 3,000 in {year}." for year in years))
    assert len(told) == MOST + 1
    assert comparable(told) is None
    assert comparable(told[1:]) is not None


# What is drawn ---------------------------------------------------------------------------------------


def test_months_are_drawn_one_after_the_other_as_their_source_writes_them(store: Store) -> None:
    found = chart(figures(store, UNITED, *reversed(FLIGHTS)))
    assert (found.by, found.title, found.unit) == (By.PERIOD, CARRIER, "flights")
    assert [(point.label, point.words.text, point.value) for point in found.points] == [
        ("May 2025 *", "two", 2),
        ("June 2025 *", "five", 5),
        ("July 2025 *", "four", 4),
    ]
    assert found.alt == f"Bar chart. {CARRIER}: May 2025, two; June 2025, five; July 2025, four."
    assert found.caption == (Text("Unit: flights, by period (Open-source data) "), Cite((UNITED,)))


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
        ({"title": "people on board"}, "its title does not begin the measure of 'May 2025 *'"),
        ({"unit": "passengers"}, "its unit 'passengers' is not that of 'May 2025 *'"),
        ({"by": By.PLACE, "unit": "flight"}, "its unit 'flight' is not that"),
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
    assert (root.get("role"), root[0].text) == (
        "img",
        f"Bar chart. {CARRIER}: May 2025, two; June 2025, five; July 2025, four.",
    )


def test_each_bar_bears_the_words_of_its_row_and_is_as_long_as_its_figure(page: str) -> None:
    root = ET.fromstring(SVG.findall(page)[0])
    said = ["".join(text.itertext()).replace("\xa0", " ") for text in root.iter("text")]
    assert said == ["May 2025 * two", "June 2025 * five", "July 2025 * four"]
    assert [bar.get("width") for bar in root.iter("rect")] == ["40%", "100%", "80%"]


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


@given(st.lists(st.decimals(0, 10**12, places=2), min_size=3, max_size=12).filter(any))
def test_bars_keep_their_proportions(values: list[Decimal]) -> None:
    points = tuple(Point(str(at), Verbatim("e", "x"), value) for at, value in enumerate(values))
    widths = [Decimal(bar.width) for bar in lay_out(Chart("", "", By.PLACE, points, (), "")).bars]
    assert max(widths) == 100
    for value, width in zip(values, widths, strict=True):
        assert abs(width - 100 * value / max(values)) <= Decimal("0.005")


def test_words_of_a_source_stay_words_in_the_picture(drawn: Brief, store: Store) -> None:
    points = chart(drawn.sections[0].blocks).points
    hostile = with_chart(
        drawn,
        title="</title><script>alert(1)</script>",
        alt="</title><script>alert(1)</script>",
        points=(replace(points[0], label='"><rect onload=alert(1)>'), *points[1:]),
    )
    made = FORMATS["html"].render(CheckedBrief(hostile), Look.of())
    assert b"<script" not in made and b"<rect onload" not in made
