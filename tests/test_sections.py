"""Sections choose and print: every kind on the five documents, and the rules of choosing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from briefgen.ingest import ingest
from briefgen.languages import LANGUAGES
from briefgen.languages.dates import say_period
from briefgen.model.brief import (
    Bullets,
    Cite,
    Empty,
    EvidenceType,
    Paragraph,
    Quotation,
    Scope,
    Section,
    SourceList,
    Subheading,
    Table,
    Verbatim,
)
from briefgen.model.text import Citation, Passage, PassageKind, Period, Span
from briefgen.paths import Project
from briefgen.places import Locator, fit, parse_yaml
from briefgen.sections import KINDS, Assembled, Wanted, assemble
from briefgen.sections.evidence import without_gaps
from briefgen.store import Store, open_store
from tests.conftest import ROOT

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store("sqlite:///:memory:") as opened:
        ingest(Project.at(ROOT), opened, workers=1)
        yield opened


def make(
    store: Store, sections: str, *, themes: str = "libya-engagement", since: str | None = None
) -> Assembled:
    """The sections of a spec, written as its editor would write them."""
    yaml = parse_yaml(sections, "briefs/test.yaml")
    wanted = []
    for at, item in enumerate(yaml.data):
        kind = item if isinstance(item, str) else next(iter(item))
        path = (at,) if isinstance(item, str) else (at, kind)
        options = KINDS[kind].options() if isinstance(item, str) else fit(yaml, KINDS[kind].options, at=path)
        wanted.append(Wanted(kind, options, Locator(yaml, path)))
    period = Period.parse(since + "/..") if since else None
    return assemble(wanted, KINDS, Scope(tuple(themes.split()), period, AS_OF), store)


def section(made: Assembled, kind: str) -> Section:
    return next(s for s in made.sections if s.kind == kind)


def quotations(made: Assembled) -> list[Quotation]:
    return [block for block in section(made, "quotes").blocks if isinstance(block, Quotation)]


def table(made: Assembled, kind: str) -> Table:
    (block,) = section(made, kind).blocks
    assert isinstance(block, Table)
    return block


def words(content: tuple[object, ...]) -> str:
    return "".join(getattr(item, "text", "") for item in content)


def test_one_utterance_is_printed_once_in_its_fullest_wording(store: Store) -> None:
    made = make(store, "[quotes: {max: 20, per_speaker: 20}]", themes="russian-hybrid-threat")
    danger = [q for q in quotations(made) if "danger that Russia" in q.words.text]
    assert len(danger) == 1
    assert danger[0].words.text.endswith("Russia intends to do the same with Libya")
    assert "as a weapon against Europe. This weaponisation is taking place" in words(danger[0].notes[0])


def test_two_reports_of_one_interview_are_one_origin(store: Store) -> None:
    made = make(store, "[quotes: {max: 20, per_speaker: 20}, limits]", themes="russian-hybrid-threat")
    (danger,) = [q for q in quotations(made) if "danger that Russia" in q.words.text]
    assert made.evidence[str(danger.words.evidence)].fields["origins"] == 1


def test_a_fragment_comes_with_the_sentence_that_reports_it(store: Store) -> None:
    made = make(
        store,
        "[quotes: {max: 1, pin: [{document: europe-times-2025, exact: morally bankrupt}]}]",
    )
    (quotation,) = quotations(made)
    assert quotation.words.text == "morally bankrupt"
    assert words(quotation.attribution).startswith("Groups like Amnesty International")
    frame = quotation.frame[0]
    assert isinstance(frame, Verbatim) and "have described the EU’s cooperation as" in frame.text


def test_a_pin_comes_first_and_is_printed_whole(store: Store) -> None:
    pin = "{document: bondarieva-2025-07-22, exact: put our options on the table}"
    made = make(store, f"[quotes: {{max: 3, pin: [{pin}]}}]")
    assert (
        quotations(made)[0].words.text == "put our options on the table when it comes to migration diplomacy"
    )


def test_any_sentence_of_a_letter_can_be_pinned_as_its_authors_words(store: Store) -> None:
    pin = "{document: von-der-leyen-2023-12, exact: those who have no right to come to Europe must know}"
    made = make(store, f"[quotes: {{max: 1, pin: [{pin}]}}]", themes="returns")
    (quotation,) = quotations(made)
    assert words(quotation.attribution).startswith(
        "Ursula von der Leyen, President of the European Commission"
    )
    assert quotation.words.text.startswith("As part of a functioning asylum and migration system")


def test_words_that_nobody_said_cannot_be_pinned_as_a_quotation(store: Store) -> None:
    pin = "{document: europe-times-2025, exact: Libya is a primary transit country}"
    made = make(store, f"[quotes: {{pin: [{pin}]}}]")
    assert "nobody is reported to have said" in made.problems[0].message


def test_a_drop_is_never_printed(store: Store) -> None:
    drop = "{document: europe-times-2025, exact: morally bankrupt}"
    made = make(store, f"[quotes: {{max: 50, per_speaker: 50, drop: [{drop}]}}]")
    assert not [q for q in quotations(made) if "bankrupt" in q.words.text]


def test_a_speaker_does_not_fill_the_section(store: Store) -> None:
    made = make(store, "[quotes: {max: 20, per_speaker: 1}]", themes="returns libya-engagement")
    speakers = [words(q.attribution).split(",")[0] for q in quotations(made)]
    assert len(speakers) == len(set(speakers)) > 2


def test_courtesies_never_win_over_substance(store: Store) -> None:
    made = make(
        store,
        "[quotes: {max: 8}, key-points: {max: 8}]",
        themes="returns libya-engagement russian-hybrid-threat",
    )
    printed = " ".join(item.printed_text for item in made.evidence.values())
    for vacuous in ("Yours sincerely", "Dear colleagues", "We have already started working", "I am grateful"):
        assert vacuous not in printed


@pytest.mark.parametrize(
    ("themes", "kind", "words_off_theme"),
    [
        ("returns", "timeline", "roundtable on the Talent Partnership"),
        ("returns", "timeline", "Tunisian Coast Guard had executed"),
        ("returns", "figures", "73 185"),
        ("returns", "figures", "more than 4 million"),
        ("returns", "key-points", "more than 4 million refugees"),
        ("returns", "quotes", "Finland can rely on"),
        ("libya-engagement", "figures", "about 5,000"),
        ("libya-engagement", "timeline", "about 5,000 illegal crossings"),
        ("libya-engagement", "quotes", "while also stepping up returns"),
    ],
)
def test_a_sentence_off_the_theme_needs_a_pin(
    store: Store, themes: str, kind: str, words_off_theme: str
) -> None:
    options = "{max: 40, per_speaker: 40}" if kind == "quotes" else "{max: 40}"
    made = make(store, f"[{kind}: {options}]", themes=themes)
    assert made.evidence
    assert not [e for e in made.evidence.values() if words_off_theme in e.printed_text]


def test_an_off_theme_figure_can_be_pinned(store: Store) -> None:
    pin = "{document: united24-2025-08, exact: 'about 5,000'}"
    made = make(store, f"[figures: {{max: 1, pin: [{pin}]}}]")
    assert words(table(made, "figures").rows[0].cells[1]) == "about 5,000"


def test_the_theme_of_another_brief_lends_no_weight(store: Store) -> None:
    together = make(store, "[quotes: {max: 40, per_speaker: 40}]", themes="returns russian-hybrid-threat")
    alone = make(store, "[quotes: {max: 40, per_speaker: 40}]", themes="returns")
    attack = "new order of hybrid attack"
    assert any(attack in e.printed_text for e in together.evidence.values())
    assert not any(attack in e.printed_text for e in alone.evidence.values())


def test_an_event_that_a_sentence_only_mentions_dates_no_row_while_there_are_others(store: Store) -> None:
    made = make(store, "[timeline: {max: 9}]", themes="returns")
    assert len(table(made, "timeline").rows) == 9
    assert not [e for e in made.evidence.values() if "already adopted in 2022" in e.printed_text]


def test_no_fact_stands_in_two_sections(store: Store) -> None:
    made = make(
        store,
        "[quotes: {max: 30, per_speaker: 30}, figures: {max: 30}, timeline: {max: 30}]",
        themes="returns libya-engagement russian-hybrid-threat",
    )
    printed: dict[str, list[tuple[str, int, int]]] = {}
    for made_section in made.sections:
        if made_section.kind not in ("quotes", "figures", "timeline"):
            continue
        for item in _evidence_of(made_section):
            evidence = made.evidence[item]
            if evidence.type is not EvidenceType.PASSAGE:
                span = (evidence.cited.document, evidence.cited.start, evidence.cited.end)
                printed.setdefault(made_section.kind, []).append(span)
    for one in printed:
        for other in printed:
            if one < other:
                for a in printed[one]:
                    for b in printed[other]:
                        assert a[0] != b[0] or a[2] <= b[1] or b[2] <= a[1], (one, a, other, b)


def _evidence_of(made_section: Section) -> Iterator[str]:
    for block in made_section.blocks:
        match block:
            case Quotation(words=said):
                yield str(said.evidence)
            case Table(rows=rows):
                for row in rows:
                    yield from row.evidence
            case _:
                pass


def test_a_figure_keeps_the_words_of_its_source(store: Store) -> None:
    made = make(store, "[figures: {max: 10}]")
    values = {words(row.cells[0]): words(row.cells[1]) for row in table(made, "figures").rows}
    assert "approximately 280% increase" in values.values()
    assert all(key for key in values)


def test_a_level_after_a_change_is_not_called_a_change(store: Store) -> None:
    made = make(
        store,
        "[figures: {max: 3, pin: [{document: united24-2025-08, exact: five in June}]}]",
        themes="russian-hybrid-threat",
    )
    assert words(table(made, "figures").rows[0].cells[1]) == "five"


def test_a_period_that_is_inferred_says_so(store: Store) -> None:
    made = make(store, "[figures: {max: 1, pin: [{document: europe-times-2025, exact: 280%}]}]")
    block = table(made, "figures")
    assert words(block.rows[0].cells[2]) == "September 2025 *"
    assert "follows from the date of the source" in words(block.notes[0])


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2023-11-11~/2023-11-20~", "mid-November 2023"),
        ("2023-02-21~/2023-02-28~", "late February 2023"),
        ("2024-01~/2024-04~", "early 2024"),
        ("2025-05~/2025-08~", "mid-2025"),
        ("2025-05/2025-08", "May to August 2025"),
        ("2023-11-11/2023-11-20", "11–20 November 2023"),
        ("2023-01/2023-11", "January to November 2023"),
        ("../2023-11-26", "up to 26 November 2023"),
    ],
)
def test_a_period_is_said_as_a_reader_would(edtf: str, said: str) -> None:
    assert say_period(Period.parse(edtf), LANGUAGES["en"]) == said


def test_a_figure_without_a_period_does_not_get_one(store: Store) -> None:
    made = make(store, "[figures: {max: 1, pin: [{document: europe-times-2025, exact: about 50%}]}]")
    assert words(table(made, "figures").rows[0].cells[2]) == "not stated"


def test_an_editor_may_say_what_a_figure_measures_in_the_words_of_its_passage(store: Store) -> None:
    pin = (
        "{document: von-der-leyen-2023-12, exact: 18 Readmission agreements, measure: Readmission agreements}"
    )
    made = make(store, f"[figures: {{max: 1, pin: [{pin}]}}]", themes="returns")
    assert words(table(made, "figures").rows[0].cells[0]) == "Readmission agreements"
    pin = (
        "{document: von-der-leyen-2023-12, exact: 18 Readmission agreements, measure: treaties of all kinds}"
    )
    made = make(store, f"[figures: {{max: 1, pin: [{pin}]}}]", themes="returns")
    (problem,) = made.problems
    assert "does not stand in the passage" in problem.message


def test_the_timeline_is_in_order_of_dates(store: Store) -> None:
    made = make(store, "[timeline: {max: 12}]", themes="returns")
    assert len(table(made, "timeline").rows) == 12
    dates = [
        Period.parse(str(made.evidence[row.evidence[0]].fields["when"])).first()
        for row in table(made, "timeline").rows
    ]
    assert dates == sorted(dates)


def test_plans_can_be_left_out_of_a_timeline(store: Store) -> None:
    made = make(store, "[timeline: {max: 50, planned: no}]", themes="returns")
    assert not [row for row in table(made, "timeline").rows if "planned" in words(row.cells[0])]


def test_a_quotation_in_editors_prose_has_its_evidence(store: Store) -> None:
    text = "[text: {title: Now, body: 'She wrote that it “remains  too low across the EU” [@von-der-leyen-2023-12].'}]"
    made = make(store, text, themes="returns")
    (paragraph,) = made.sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    said = next(item for item in paragraph.content if isinstance(item, Verbatim))
    assert said.evidence in made.evidence and said.text == "remains too low across the EU"
    assert made.evidence[said.evidence].fields["speaker"] == "Ursula von der Leyen"


def test_a_changed_quotation_in_prose_has_no_evidence_and_keeps_its_place(store: Store) -> None:
    text = "- text:\n    body: |\n      It is said\n      that it “remains far too low” [@von-der-leyen-2023-12].\n"
    made = make(store, text, themes="returns")
    (paragraph,) = made.sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    said = next(item for item in paragraph.content if isinstance(item, Verbatim))
    assert said.evidence is None
    assert str(said.place) == "briefs/test.yaml:4:16"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("| a | b |", None),
        ("```\ncode\n```", "fence"),
        ("> a quotation", "blockquote"),
        ("![x](y.png)", "image"),
        ("`code`", "code"),
    ],
)
def test_what_prose_cannot_hold_is_a_placed_problem(store: Store, body: str, what: str | None) -> None:
    indented = "\n".join(f"      {line}" for line in body.split("\n"))
    made = make(store, f"- text:\n    body: |\n{indented}\n")
    messages = [str(problem) for problem in made.problems]
    assert (
        (not messages)
        if what is None
        else any(what in m and m.startswith("briefs/test.yaml:3:") for m in messages)
    )


def test_lists_and_subheadings_of_prose_are_kept(store: Store) -> None:
    made = make(
        store,
        "- text:\n    body: |\n      ## West\n\n      - one [@europe-times-2025]\n      - two\n\n      1. first\n",
    )
    kinds = [type(block) for block in made.sections[0].blocks]
    assert kinds == [Subheading, Bullets, Bullets]


def test_empty_sections_say_so(store: Store) -> None:
    made = make(
        store, "[quotes, figures, timeline, key-points]", themes="libya-engagement", since="2026-01-01"
    )
    for made_section in made.sections[:4]:
        (block,) = made_section.blocks
        assert isinstance(block, Empty) and block.text.startswith("No source in the corpus")


def test_sources_are_numbered_in_order_of_first_citation(store: Store) -> None:
    text = "'First [@united24-2025-08]. Then [@bondarieva-2025-07-22].'"
    made = make(store, f"[text: {{body: {text}}}]")
    assert [source.id for source in made.sources] == ["united24-2025-08", "bondarieva-2025-07-22"]
    (block,) = section(made, "sources").blocks
    assert isinstance(block, SourceList)
    assert [entry.number for entry in block.entries] == [1, 2]
    assert block.entries[0].cited_in == (("text", "Background"),)


def test_a_brief_has_its_sources_even_if_its_spec_forgets_them(store: Store) -> None:
    made = make(store, "[quotes]")
    assert made.sections[-1].kind == "sources"


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("What next?", "what-next"),
        ("Sources", "text-sources"),
        ("Source 1", "text-source-1"),
        ("Page 2", "text-page-2"),
        ("???", "text"),
        ("Überblick", "uberblick"),
    ],
)
def test_anchors_of_editors_sections_leave_those_of_the_page_alone(
    store: Store, title: str, anchor: str
) -> None:
    made = make(store, f"[text: {{title: '{title}', body: 'x'}}, sources]")
    assert [s.anchor for s in made.sections] == [anchor, "sources"]


def test_actors_have_one_name_in_all_documents(store: Store) -> None:
    made = make(store, "[quotes: {max: 20, per_speaker: 5}, actors]", themes="russian-hybrid-threat")
    names = [words(row.cells[0]) for row in table(made, "actors").rows]
    assert names.count("Magnus Brunner") == 1
    cites = [item for row in table(made, "actors").rows for item in row.cells[3] if isinstance(item, Cite)]
    assert all(cite.documents for cite in cites)


@pytest.mark.parametrize("kind", ["quotes", "key-points", "figures", "timeline"])
def test_a_pin_that_no_longer_fits_is_a_placed_problem(store: Store, kind: str) -> None:
    pins = "[{document: europe-times-2025, exact: these words are nowhere}, {document: nowhere, exact: x}]"
    made = make(store, f"[{kind}: {{pin: {pins}}}]")
    assert len(made.problems) == 2
    assert all(str(problem).startswith("briefs/test.yaml:1:") for problem in made.problems)


def test_limits_tell_what_is_missing(store: Store) -> None:
    made = make(store, "[figures: {max: 5}, limits: {notes: [Nobody asked the fishermen.]}]")
    (block,) = section(made, "limits").blocks
    assert isinstance(block, Bullets)
    lines = [words(item.content) for item in block.items]
    assert any(line.startswith("Newest source cited:") for line in lines)
    assert lines[-1] == "Nobody asked the fishermen."


@pytest.mark.parametrize(
    ("gaps", "span", "pieces"),
    [
        ((), (0, 10), [(0, 10)]),
        (((3, 5),), (0, 10), [(0, 3), (5, 10)]),
        (((3, 5), (7, 8)), (0, 10), [(0, 3), (5, 7), (8, 10)]),
        (((0, 4),), (2, 10), [(4, 10)]),
        (((8, 12),), (2, 10), [(2, 8)]),
        (((20, 22),), (2, 10), [(2, 10)]),
        (((0, 12),), (2, 10), [(2, 10)]),
    ],
)
def test_page_debris_inside_a_sentence_is_left_out(
    gaps: tuple[tuple[int, int], ...], span: tuple[int, int], pieces: list[tuple[int, int]]
) -> None:
    passage = Passage(
        Citation("x", "", 0, 30), 0, PassageKind.PARAGRAPH, gaps=tuple(Span(*gap) for gap in gaps)
    )
    assert [(piece.start, piece.end) for piece in without_gaps(passage, Span(*span))] == pieces


def test_the_same_store_gives_the_same_brief(store: Store) -> None:
    sections = "[key-points, quotes, figures, timeline, actors, limits, sources, method]"
    assert make(store, sections) == make(store, sections)
