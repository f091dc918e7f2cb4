"""What editors write is held against what they cite."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checked_briefs import (
    BLOG,
    BONDARIEVA,
    LETTER,
    PLACE,
    PUBLISHED,
    TIMES,
    UNITED,
    brief,
    dated,
    evidence,
    faults,
    prose,
    quotation,
    table,
)

from briefgen.check import check
from briefgen.check.blocks import Run
from briefgen.check.prose import statements
from briefgen.check.wording import short
from briefgen.errors import Level, Problem
from briefgen.model.brief import Bullets, Cite, EvidenceType, Inline, Masthead, Strong, Text, Verbatim
from briefgen.model.origins import origin
from briefgen.model.text import Document, Source


@pytest.fixture(scope="session")
def documents(corpus: dict[str, Document]) -> dict[str, Document]:
    return dated(corpus)


def written(text: str) -> tuple[Inline, ...]:
    """`[id]` is a citation; the rest is the editor's."""
    out: list[Inline] = []
    for position, part in enumerate(text.replace("]", "[").split("[")):
        if part:
            out.append(Cite(tuple(part.split("; "))) if position % 2 else Text(part))
    return tuple(out)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("One thing [a]. Another [b].", [("One thing", "a"), (". Another.", "b")]),
        ("One thing. Another. [a]", [("One thing. Another.", "a")]),
        ("As Johansson [a] wrote in June. It changed.", [("As Johansson wrote in June.", "a"), ("It changed.", "")]),
        ("It is so. [a] And more.", [("It is so.", "a"), ("And more.", "")]),
        ("It is so [a] [b].", [("It is so.", "a b")]),
        ("Mr. Brunner spoke. He left.", [("Mr. Brunner spoke.", ""), ("He left.", "")]),
        ("[a]", [("", "a")]),
        (" … ", []),
    ],
)  # fmt: skip
def test_a_citation_covers_the_words_before_it_and_the_rest_of_its_sentence(
    text: str, covered: list[tuple[str, str]]
) -> None:
    found = statements(Run(written(text), "Background"))
    assert [(short(one.words), " ".join(one.documents)) for one in found] == covered


PROSE = [
    (f"The cooperation is technical [{TIMES}].", None),
    (f"Departures rose by 50 % [{TIMES}], crossings by about 280 per cent [{TIMES}].", None),
    (f"Some 13,000 migrants came, 9 000 of them from Libya, by 6 June 2021 [{BLOG}].", None),
    (f"One of them, in the last 7 months [{UNITED}].", None),
    (f"The EU gives EUR 600 million [{LETTER}] to borders.", None),
    ("The cooperation is technical.", "a sentence without a citation: “The cooperation is technical.”"),
    (f"It is so [{TIMES}]. Nobody says why.", "a sentence without a citation: “Nobody says why.”"),
    (f"Departures rose by 60 % [{TIMES}].", f"'60' does not stand in {TIMES}"),
    (f"Departures rose by 50 % [{BONDARIEVA}].", f"'50' does not stand in {BONDARIEVA}"),
    (f"Departures rose by sixty per cent [{TIMES}].", f"'sixty' does not stand in {TIMES}"),
    (f"It cost EUR 280 [{TIMES}].", "'280' does not stand"),
    (f"Tens of thousands came [{BLOG}].", "'Tens of thousands' does not stand"),
    (f"So “technical” it is [{TIMES}].", "a quotation mark in the editor's text"),
    (f"So 'technical' it is [{TIMES}].", "a quotation mark in the editor's text"),
    ("So it is [nowhere].", "there is no document 'nowhere' to cite"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), PROSE)
def test_prose_says_what_its_citations_say(
    documents: dict[str, Document], text: str, message: str | None
) -> None:
    for built in (
        brief(documents, prose(*written(text))),
        brief(documents, Bullets((prose(Strong(written(text))),))),
    ):
        if message is None:
            check(built, documents, single_source=None)
        else:
            told = faults(built, documents)
            assert message in told
            assert told.startswith(str(PLACE))


def test_the_place_and_the_remedy_are_told(documents: dict[str, Document]) -> None:
    told = faults(brief(documents, prose(Text("Nobody says why."))), documents)
    assert told == (
        "briefs/libya.yaml:12:7: a sentence without a citation: “Nobody says why.” "
        "(name the document that says so before its full stop: [@id])"
    )


def test_an_uncited_sentence_may_be_a_warning_or_nothing(documents: dict[str, Document]) -> None:
    built = brief(documents, prose(*written(f"Nobody says why. It rose by 50 % [{TIMES}]. Why is open.")))
    warned = check(built, documents, uncited=Level.WARNING, stale=None, single_source=None)
    assert [problem.level for problem in warned.problems] == [Level.WARNING]
    assert check(built, documents, uncited=None, stale=None, single_source=None).problems == ()


@pytest.mark.parametrize("uncited", [Level.WARNING, None])
def test_an_uncited_number_stands_in_some_source_of_the_brief(
    documents: dict[str, Document], uncited: Level | None
) -> None:
    text = f"It is technical [{TIMES}]. Departures rose by {{}} %."
    check(brief(documents, prose(*written(text.format(50)))), documents, uncited=uncited)
    told = faults(brief(documents, prose(*written(text.format(60)))), documents, uncited=uncited)
    assert "'60' does not stand in any source of this brief" in told


def test_the_standfirst_needs_no_citation_but_true_numbers(documents: dict[str, Document]) -> None:
    built = brief(documents, prose(*written(f"It is technical [{TIMES}].")))

    def standing(words: str) -> Masthead:
        return Masthead("Libya", "briefing", "2026-W47", PUBLISHED, standfirst=(Text(words),))

    check(replace(built, masthead=standing("Departures rose by 50 %; Europe keeps talking.")), documents)
    assert "'60' does not stand" in faults(replace(built, masthead=standing("It rose by 60 %.")), documents)
    assert "quotation mark" in faults(replace(built, masthead=standing("It is “technical”.")), documents)


def test_an_opening_is_prose_too(documents: dict[str, Document]) -> None:
    built = brief(documents)
    opened = replace(built.sections[0], opening=prose(Text("Why it matters.")))
    assert "Why it matters." in faults(replace(built, sections=(opened, *built.sections[1:])), documents)


def test_a_quotation_in_prose_needs_its_citation(documents: dict[str, Document]) -> None:
    item = evidence(documents[TIMES], "by any means", kind=EvidenceType.PASSAGE)
    words = Verbatim(item.id, item.printed_text, place=PLACE)
    cited = prose(Text("It stops departures "), words, Cite((TIMES,)), Text("."))
    check(brief(documents, cited, given=(item,)), documents)
    built = brief(documents, cited, prose(words), given=(item,))
    assert "a sentence without a citation: “…”" in faults(built, documents)


# Origins and age --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "venue", "expected"),
    [
        (Source("letter", ""), None, "document letter"),
        (Source("annex", "", part_of="letter"), None, "document letter"),
        (Source("annex-fr", "", part_of="annex"), None, "document letter"),
        (Source("other", "", part_of="not-here"), None, "document not-here"),
        (Source("report", "", venue="Politico"), None, "venue politico"),
        (Source("report", ""), "POLITICO", "venue politico"),
        (Source("loop", "", part_of="loop"), None, "document loop"),
    ],
)
def test_two_reports_of_one_interview_are_one_origin(
    source: Source, venue: str | None, expected: str
) -> None:
    known = {one.id: one for one in (Source("letter", ""), Source("annex", "", part_of="letter"), source)}
    assert origin(source, venue, known) == expected


def test_a_claim_of_one_origin_is_told_at_its_place(documents: dict[str, Document]) -> None:
    both = f"{BONDARIEVA}; {UNITED}"
    text = brief(documents, prose(*written(f"Brunner fears a weapon [{both}].")))
    assert check(text, documents, stale=None).problems == ()
    of_politico = {
        id_: replace(documents[id_], source=replace(documents[id_].source, venue="Politico"))
        for id_ in (BONDARIEVA, UNITED)
    }
    known = documents | of_politico
    (problem,) = check(
        brief(known, prose(*written(f"Brunner fears a weapon [{both}]."))), known, stale=None
    ).problems
    assert problem == Problem(
        "this rests on 2 documents of one origin: “Brunner fears a weapon.”", PLACE, None, Level.WARNING
    )


def test_several_claims_of_one_origin_are_told_in_one_line(documents: dict[str, Document]) -> None:
    one, other = (prose(*written(f"It is {what} [{TIMES}].")) for what in ("technical", "political"))
    (problem,) = check(brief(documents, one, other), documents, stale=None).problems
    line = PLACE.line
    assert str(problem) == (
        f"{PLACE.file}: warning: 2 of the editor's paragraphs rest on one origin each: lines {line}, {line}"
    )


def test_one_origin_may_be_an_error_or_nothing(documents: dict[str, Document]) -> None:
    built = brief(documents, prose(*written(f"It is technical [{TIMES}].")))
    assert "this rests on one source" in faults(built, documents, single_source=Level.ERROR)
    assert check(built, documents, single_source=None, stale=None).problems == ()


def test_a_quotation_needs_no_second_source(documents: dict[str, Document]) -> None:
    item = evidence(documents[TIMES], "This new approach has been rocky.")
    built = brief(documents, quotation(item, "unattributed"), given=(item,))
    assert check(built, documents, stale=None).problems == ()


def test_rows_of_a_table_are_counted(documents: dict[str, Document]) -> None:
    item = evidence(documents[TIMES], "about 50%", kind=EvidenceType.FIGURE, value=50)
    (problem,) = check(
        brief(documents, table(("departures", "50 %"), item), given=(item,)), documents, stale=None
    ).problems
    assert problem.message == "section 'Background': 1 of 1 rows rest on one source each"


def test_old_sources_are_told_on_the_day_of_the_edition(documents: dict[str, Document]) -> None:
    built = brief(documents, prose(*written(f"It is so [{TIMES}; {BLOG}].")))
    (problem,) = check(built, documents, single_source=None, stale_after_days=400).problems
    assert problem.message.startswith("1 of 2 sources are older than 400 days")
    assert problem.message.endswith(BLOG)
    assert check(built, documents, single_source=None, stale_after_days=None).problems == ()
