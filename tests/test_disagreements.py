"""Where sources tell it differently: two accounts, two wordings, figures that differ, totals and parts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from briefgen.check import check
from briefgen.ingest import ingest
from briefgen.model.brief import Block, Brief, Empty, EvidenceType, Masthead, Paragraph, Table
from briefgen.model.text import Document
from briefgen.paths import Project
from briefgen.sections import Assembled
from briefgen.store import Store, open_store
from tests.conftest import ROOT
from tests.test_sections import AS_OF, make, quotations, section, words

NO_THEME = ""  # everything in the corpus
EXPELLED = "expelled after refusing to pose for a photo-op"
CANCELED = "abruptly canceled after officials landed"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store("sqlite:///:memory:") as opened:
        ingest(Project.at(ROOT), opened, workers=1)
        yield opened


def tables(made: Assembled) -> dict[str, Table]:
    return {b.caption: b for b in section(made, "disagreements").blocks if isinstance(b, Table)}


def cells(table: Table) -> dict[str, tuple[str, ...]]:
    """The cells of a comparison by the label of their row."""
    return {words(row.cells[0]): tuple(words(cell) for cell in row.cells[1:]) for row in table.rows}


def notes(table: Table) -> list[str]:
    return [words(note) for note in table.notes]


def test_two_accounts_of_one_visit_stand_side_by_side(store: Store) -> None:
    table = tables(make(store, "[disagreements: {kinds: [events]}]"))["Visit, Benghazi: two accounts"]
    told = cells(table)
    # The source of August comes before that of autumn.
    assert [column.title for column in table.columns[1:]] == ["United24 Media", "The Europe Times"]
    assert CANCELED in told["Account"][0] and EXPELLED in told["Account"][1]
    assert told["Date given"] == ("not stated", "July 2025")
    assert notes(table) == []  # Euronews and The Telegraph: two origins


def test_what_the_other_report_leaves_out_is_named_by_its_words(store: Store) -> None:
    caption = "Magnus Brunner to Politico: one utterance in two reports"
    made = make(store, "[disagreements]", themes="russian-hybrid-threat")
    table = tables(made)[caption]
    told = cells(table)
    assert [column.title for column in table.columns[1:]] == ["European Pravda", "United24 Media"]
    assert told["Wording"][0].endswith("Russia intends to do the same with Libya")
    assert told["Wording"][1].endswith("This weaponisation is taking place.")
    assert told["Left out without a mark"] == ("as a whole", "not in this report")
    assert told["Left out at the end"][0].startswith("and of course we also fear")
    assert told["Marked by one report only"] == ("… [will]", "will")
    assert notes(table) == ["Both reports go back to one origin: Politico."]


def test_a_wording_that_is_compared_is_not_printed_under_the_quotation_as_well(store: Store) -> None:
    pin = "quotes: {max: 1, pin: [{document: bondarieva-2025-07-22, exact: certainly a danger}]}"
    alone = make(store, f"[{pin}]")
    (note,) = quotations(alone)[0].notes
    assert words(note).startswith("Reported by United24 Media as There is certainly a danger")
    beside = make(store, f"[{pin}, disagreements: {{title: Two stories}}]")
    (note,) = quotations(beside)[0].notes
    assert words(note) == "Reported differently by United24 Media: see Two stories"
    without = make(store, f"[{pin}, disagreements: {{kinds: [figures]}}]")
    (note,) = quotations(without)[0].notes
    assert words(note).startswith("Reported by United24 Media as")


@pytest.mark.parametrize(
    "sections", ["timeline: {max: 40}, disagreements", "disagreements, timeline: {max: 40}"]
)
def test_an_account_is_not_printed_in_another_section_as_well(store: Store, sections: str) -> None:
    made = make(store, f"[{sections}]".replace("disagreements", "disagreements: {max: 6}"))
    (events,) = section(made, "timeline").blocks
    assert isinstance(events, Table)
    assert not [row for row in events.rows if EXPELLED in words(row.cells[1])]
    assert [item for item in made.evidence.values() if EXPELLED in item.printed_text]


def test_figures_that_differ_say_what_else_differs(store: Store) -> None:
    made = make(store, "[disagreements: {kinds: [figures]}]", themes=NO_THEME)
    route, deployed = (
        tables(made)["Western Balkans route: figures that differ"],
        tables(made)["Western Balkans: figures that differ"],
    )
    assert [words(row.cells[1]) for row in route.rows] == ["27% decrease", "26% decrease"]
    assert notes(route)[0] == (
        "No contradiction as they stand: the measures are worded differently, not each names a place "
        "and the periods are not the same. Both are of one source."
    )
    assert [words(row.cells[1]) for row in deployed.rows] == ["almost 500", "488"]
    assert notes(deployed)[0] == (
        "No contradiction as they stand: the measures are worded differently, no period is stated "
        "and not each is exact. Both are of one source."
    )


def test_a_total_and_its_parts_are_told_without_a_sum(store: Store) -> None:
    made = make(store, "[disagreements]", themes="returns")
    (line,) = section(made, "disagreements").blocks
    assert isinstance(line, Paragraph)
    assert words(line.content) == (
        "Of 35 036 third country nationals, the source names as parts 18 657 assisted voluntary returns and "
        "3 369 third country nationals, returned with Frontex assistance. The parts named do not make up the "
        "total; the source does not say that they are all."
    )


PIN = """
- disagreements:
    kinds: [wordings]
    pin:
      - about: The boats of Crete
        between:
          - {document: bondarieva-2025-07-22, exact: constantly intercepting boats}
          - {document: %s, exact: %s}
"""


def test_an_editor_may_set_two_accounts_beside_each_other(store: Store) -> None:
    made = make(store, PIN % ("united24-2025-08", "'about 5,000 illegal crossings'"))
    assert not made.problems
    first = next(iter(tables(made).values()))
    assert first.caption == "The boats of Crete"
    assert cells(first)["Account"] == ("constantly intercepting boats", "about 5,000 illegal crossings")
    assert cells(first)["Date given"] == ("not stated", "January to July 2025")


def test_a_pinned_comparison_is_not_found_again(store: Store) -> None:
    pin = PIN.replace("kinds: [wordings]", "kinds: [events]").replace(
        "{document: bondarieva-2025-07-22, exact: constantly intercepting boats}",
        f"{{document: europe-times-2025, exact: {EXPELLED}}}",
    )
    made = make(store, pin % ("united24-2025-08", CANCELED))
    assert list(tables(made)) == ["The boats of Crete"]


@pytest.mark.parametrize(
    ("document", "exact", "problem"),
    [
        ("united24-2025-08", "cancelled abruptly", "8:49: these words do not stand in united24-2025-08"),
        ("nowhere", "abruptly", "8:24: there is no document 'nowhere'"),
        ("bondarieva-2025-07-22", "intercepting", "8:54: both accounts are the same words"),
    ],
)
def test_a_pin_that_fits_nowhere_is_a_placed_problem(
    store: Store, document: str, exact: str, problem: str
) -> None:
    (found,) = make(store, PIN % (document, exact)).problems
    assert str(found).startswith(f"briefs/test.yaml:{problem}")


def test_a_drop_leaves_the_whole_comparison_out(store: Store) -> None:
    drop = f"drop: [{{document: united24-2025-08, exact: {CANCELED}}}]"
    assert not tables(make(store, f"[disagreements: {{kinds: [events], {drop}}}]"))


def test_max_counts_comparisons(store: Store) -> None:
    made = make(store, "[disagreements: {max: 1}]", themes=NO_THEME)
    assert len(section(made, "disagreements").blocks) == 1


def test_where_sources_agree_the_section_says_so(store: Store) -> None:
    (block,) = section(
        make(store, "[disagreements: {kinds: [events]}]", themes="returns"), "disagreements"
    ).blocks
    assert block == Empty("No two sources in the corpus tell the same thing differently.")


def test_all_that_is_compared_is_evidence_and_passes_the_check(store: Store) -> None:
    made = make(store, "[disagreements: {max: 50}, sources]", themes=NO_THEME)
    documents: dict[str, Document] = {s.id: store.document(s.id) for s in made.sources}
    brief = Brief(
        "b", "en", Masthead("B", "briefing", "2026-W47", AS_OF), made.sections, made.evidence, made.sources
    )
    assert check(brief, documents)
    assert {item.type for item in made.evidence.values()} == set(EvidenceType)
    blocks: tuple[Block, ...] = section(made, "disagreements").blocks
    assert len(blocks) == len({str(block) for block in blocks}) >= 5
