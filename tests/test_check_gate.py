"""The gate: a true brief passes, and each way to break it is refused with words that say what is wrong."""

from __future__ import annotations

from collections.abc import Callable
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
    of_slices,
    prose,
    quotation,
    table,
)
from hypothesis import assume, given
from hypothesis import strategies as st

from briefgen.check import check
from briefgen.errors import InputError, Level, Problem
from briefgen.model.brief import (
    Brief,
    Cite,
    Empty,
    Evidence,
    EvidenceType,
    Link,
    Masthead,
    Paragraph,
    SourceList,
    Text,
    Title,
    Verbatim,
)
from briefgen.model.text import Correction, Document, PartialDate, Period, Source, Span
from briefgen.model.verbatim import print_slices


@pytest.fixture(scope="session")
def documents(corpus: dict[str, Document]) -> dict[str, Document]:
    return dated(corpus)


# A brief that tells the truth -----------------------------------------------------------------------


@pytest.fixture(scope="session")
def danger(documents: dict[str, Document]) -> Evidence:
    return evidence(
        documents[BONDARIEVA],
        "There is certainly a danger that Russia",
        "as a weapon against Europe.",
        speaker="Magnus Brunner",
        speaker_in_source="Magnus Brunner",
        kind_of="direct",
    )


@pytest.fixture(scope="session")
def arrivals(documents: dict[str, Document]) -> Evidence:
    text = documents[BLOG].text
    sentence = text.index("More than 13 000 migrants")
    measure = text.index("migrants arrived in Italy")
    return evidence(
        documents[BLOG],
        "More than 13 000",
        kind=EvidenceType.FIGURE,
        value=13000,
        unit="migrants",
        qualifier="More than",
        measure="migrants arrived in Italy",
        measure_spans=[[measure, measure + len("migrants arrived in Italy")]],
        period="2021",
        period_text="this year",
        place="Italy",
        sentence_start=sentence,
        sentence_end=text.index("Tunisia.", sentence) + len("Tunisia."),
    )


@pytest.fixture(scope="session")
def true_brief(documents: dict[str, Document], danger: Evidence, arrivals: Evidence) -> Brief:
    technical = evidence(documents[TIMES], "technical", kind=EvidenceType.PASSAGE)
    return brief(
        documents,
        quotation(danger, "Magnus Brunner, European Commissioner, to Politico, 22 July 2025"),
        prose(
            Text("The EU calls its contacts "),
            Verbatim(technical.id, technical.printed_text, place=PLACE),
            Text("; crossings rose by 280 % in September, and Libya’s east is not recognised"),
            Cite((TIMES,)),
            Text(". EUR 600 million were promised in December 2023"),
            Cite((LETTER,)),
            Text("."),
        ),
        table(("migrants arrived in Italy", "more than 13 000 (6 June 2021)"), arrivals),
        given=(danger, technical, arrivals),
    )


def test_a_true_brief_passes_and_keeps_its_warnings(
    true_brief: Brief, documents: dict[str, Document]
) -> None:
    noticed = Problem("a pin is close to another", level=Level.WARNING)
    checked = check(replace(true_brief, problems=(noticed,)), documents)
    messages = [problem.message for problem in checked.problems]
    assert messages[0] == noticed.message
    assert {problem.level for problem in checked.problems} == {Level.WARNING}
    assert any("4 of 4 sources are older than 180 days" in message for message in messages)
    assert any("1 of 1 rows rest on one source" in message for message in messages)


def test_what_was_wrong_before_the_check_stops_it_too(
    true_brief: Brief, documents: dict[str, Document]
) -> None:
    pin = Problem("the pinned words are not there", PLACE)
    assert "12:7: the pinned words" in faults(replace(true_brief, problems=(pin,)), documents)


def test_all_problems_come_in_one_run(true_brief: Brief, documents: dict[str, Document]) -> None:
    section = replace(true_brief.sections[0], title="What “they” said", anchor="sources")
    told = faults(replace(true_brief, sections=(section, *true_brief.sections[1:])), documents)
    assert "quotation marks" in told
    assert "two sections have the anchor 'sources'" in told


# Evidence ---------------------------------------------------------------------------------------------

Break = Callable[[Evidence], Evidence]

BROKEN_EVIDENCE: list[tuple[Break, str]] = [
    (lambda e: replace(e, id=e.id + " b"), "has no usable id"),
    (lambda e: replace(e, cited=replace(e.cited, document="nowhere")), "there is no such document"),
    (lambda e: replace(e, cited=replace(e.cited, sha256="0" * 64)), "sha256 differs"),
    (lambda e: replace(e, cited=replace(e.cited, end=10**6)), "are not in the document"),
    (lambda e: replace(e, cited=replace(e.cited, start=-5)), "are not in the document"),
    (lambda e: replace(e, cited=replace(e.cited, start=e.cited.start + 1)), "slices are not in order"),
    (lambda e: replace(e, slices=e.slices[::-1]), "slices are not in order"),
    (lambda e: replace(e, slices=()), "slices are not in order"),
    (lambda e: replace(e, source_text=e.source_text.upper()), "source text is not what stands there"),
    (lambda e: replace(e, printed_text="There is a danger"), "printed text is not what stands there"),
    (lambda e: replace(e, normalisations=()), "differences from the source is not complete"),
]  # fmt: skip


@pytest.mark.parametrize(("breaks", "message"), BROKEN_EVIDENCE)
def test_evidence_that_does_not_fit_its_source_is_refused(
    documents: dict[str, Document], danger: Evidence, breaks: Break, message: str
) -> None:
    broken = breaks(danger)
    block = quotation(broken, "Magnus Brunner")
    assert message in faults(brief(documents, block, given=(broken,)), documents)


def test_a_document_that_is_gone_or_changed_is_named(
    true_brief: Brief, documents: dict[str, Document]
) -> None:
    assert f"{BLOG}, figure-{BLOG}" in faults(true_brief, {k: d for k, d in documents.items() if k != BLOG})


def test_evidence_in_page_debris_is_refused(documents: dict[str, Document], danger: Evidence) -> None:
    document = replace(
        documents[BONDARIEVA], furniture=(Span(danger.cited.start - 3, danger.cited.start + 1),)
    )
    told = faults(
        brief(documents, quotation(danger, "Magnus Brunner"), given=(danger,)),
        documents | {BONDARIEVA: document},
    )
    assert "page debris" in told


def test_an_elision_ends_with_its_paragraph(documents: dict[str, Document]) -> None:
    document = documents[BONDARIEVA]
    apart = evidence(document, "Russian leader Vladimir Putin", "is a matter of concern", speaker=None)
    told = faults(brief(documents, quotation(apart, "unattributed"), given=(apart,)), documents)
    assert "elision reaches over the end of a paragraph" in told


def test_an_elision_may_leave_out_page_debris(documents: dict[str, Document]) -> None:
    text = "The cooperation goes on,\n\nPage 3\n\nand Frontex supports it."
    debris = Span(text.index("Page"), text.index("Page") + len("Page 3"))
    source = Source("report", "1" * 64, issued=Period.at(PartialDate(2026, 11)))
    report = Document(source, text, furniture=(debris,))
    joined = evidence(report, "The cooperation goes on,", "and Frontex supports it.")
    built = brief({"report": report}, quotation(joined, "unattributed"), given=(joined,))
    assert check(built, {"report": report}).problems == ()


@pytest.mark.parametrize("hidden", ["\x1b", "\u202e", "\u2066", "\U000e0041", "\ud800", "\x9b", "\u200f"])
def test_no_printed_word_holds_what_is_obeyed_but_not_seen(hidden: str) -> None:
    text = f"Frontex {hidden}supports the cooperation."
    report = Document(Source(f"report{hidden}"[:6], "1" * 64, title=f"A{hidden}B"), text)
    item = evidence(report, text)
    block = quotation(item, "unattributed")
    assert "invisible character" in faults(
        brief({"report": report}, block, given=(item,)), {"report": report}
    )
    titled = brief({"report": report}, Paragraph((Title(f"A{hidden}B"), Cite(("report",)))))
    assert "'A" not in faults(titled, {"report": report})
    assert "invisible character" in faults(titled, {"report": report})


def test_a_declared_correction_is_printed_in_brackets(documents: dict[str, Document]) -> None:
    document = documents[LETTER]
    at = document.text.index("NA TO")
    read_right = replace(document, corrections=(Correction(Span(at, at + 5), "NATO"),))
    item = evidence(read_right, "Finland joined NA TO, that requires")
    assert "[NATO]" in item.printed_text
    built = brief(documents, quotation(item, "unattributed"), given=(item,))
    check(built, documents | {LETTER: read_right})
    assert "printed text is not what stands there" in faults(built, documents)


# Quotations -------------------------------------------------------------------------------------------


def test_printed_words_are_their_evidence(documents: dict[str, Document], danger: Evidence) -> None:
    block = replace(quotation(danger, "Magnus Brunner"), words=Verbatim(danger.id, "There is a danger"))
    assert "is not the text of its evidence" in faults(brief(documents, block, given=(danger,)), documents)


def test_words_that_stand_nowhere_get_the_nearest_wording(documents: dict[str, Document]) -> None:
    wrong = Verbatim(None, "addressing the migration and humanitarian situation in Libya", place=PLACE)
    told = faults(brief(documents, prose(Text("Johansson wrote "), wrong, Cite((BLOG,)))), documents)
    assert told.startswith("briefs/libya.yaml:12:7: these words do not stand in the cited source")
    assert "“addressing the migratory and humanitarian situation in Libya" in told


def test_words_like_nothing_get_no_suggestion(documents: dict[str, Document]) -> None:
    wrong = Verbatim(None, "xyzzy plugh qwfp 8888", place=PLACE)
    assert "quote the source as it stands" in faults(
        brief(documents, prose(wrong, Cite((UNITED,)))), documents
    )


@pytest.mark.parametrize(
    ("fields", "attribution", "message"),
    [
        ({"speaker": "Magnus Brunner"}, "Magnus Brunner, to Politico", None),
        ({"speaker": None}, "unattributed, 22 July 2025", None),
        ({"speaker": "Magnus Brunner"}, "Vladimir Putin, to Politico", "begins with neither its speaker"),
        ({"speaker": "Magnus Brunner"}, "Magnus Brunners, to Politico", "begins with neither its speaker"),
        ({"speaker": None}, "Khrystyna Bondarieva", "begins with neither its speaker"),
        ({"speaker": "Ursula von der Leyen"}, "Ursula von der Leyen", "is not named in the source"),
        # A person's printed name may come from the list of actors; the source's own must stand in it.
        ({"speaker": "M. Brunner", "speaker_in_source": "Magnus Brunner"}, "M. Brunner", None),
        ({"speaker": "M. Brunner", "speaker_in_source": "M. Brunner"}, "M. Brunner", "is not named"),
        ({"speaker": "Magnus Brunner", "speaker_start": 9**9, "speaker_end": 9**9 + 3}, "Magnus Brunner", "mention"),
    ],
)  # fmt: skip
def test_an_attribution_begins_with_whom_the_source_names(
    documents: dict[str, Document], fields: dict[str, object], attribution: str, message: str | None
) -> None:
    item = evidence(documents[BONDARIEVA], "put our options on the table", **fields)
    built = brief(documents, quotation(item, attribution), given=(item,))
    if message is None:
        check(built, documents)
    else:
        assert message in faults(built, documents)


def test_a_statement_may_be_said_by_the_narrator_that_the_sidecar_names(
    documents: dict[str, Document],
) -> None:
    source = replace(documents[BLOG].source, narrator="Ylva Johansson")
    item = evidence(documents[BLOG], "Some didn’t make it.", speaker="Ylva Johansson")
    built = brief(documents, quotation(item, "Ylva Johansson, blog"), given=(item,))
    check(built, documents | {BLOG: replace(documents[BLOG], source=source)})
    assert "is not named in the source" in faults(built, documents)


def test_a_sentence_in_a_source_s_own_voice_is_signed_by_the_source(documents: dict[str, Document]) -> None:
    source = replace(documents[TIMES].source, container_title="The Europe Times")
    known = documents | {TIMES: replace(documents[TIMES], source=source)}
    item = evidence(documents[TIMES], "This new approach has been rocky.", kind=EvidenceType.PASSAGE)
    check(brief(known, quotation(item, "The Europe Times, 2025"), given=(item,)), known)
    wrong = brief(known, quotation(item, "Politico, 2025"), given=(item,))
    assert "begins with neither its speaker" in faults(wrong, known)


# What is printed and what is given --------------------------------------------------------------------


def test_evidence_is_exactly_what_is_printed(documents: dict[str, Document], danger: Evidence) -> None:
    block = quotation(danger, "Magnus Brunner")
    assert "is printed, but not given" in faults(brief(documents, block), documents)
    aside = evidence(documents[BLOG], "Some didn’t make it.")
    told = faults(brief(documents, block, given=(danger, aside)), documents)
    assert f"evidence 'quote-{BLOG}" in told
    assert "is given, but not printed" in told


def test_sources_are_exactly_the_cited_ones(documents: dict[str, Document]) -> None:
    built = brief(documents, prose(Text("So it is"), Cite((TIMES,))))
    assert "is cited, but not among the sources" in faults(replace(built, sources=()), documents)
    more = (*built.sources, documents[BLOG].source)
    told = faults(replace(built, sources=more), documents)
    assert "is among the sources, but not cited" in told
    assert "is not that of the cited sources" in told
    assert "among the sources twice" in faults(replace(built, sources=built.sources * 2), documents)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//host", ""]
)
def test_a_link_goes_where_a_reader_may_follow(documents: dict[str, Document], url: str) -> None:
    linked = prose(Link(url, (Text("here"),)), Cite((TIMES,)))
    assert "cannot be a link" in faults(brief(documents, linked), documents)


def test_a_table_is_a_rectangle(documents: dict[str, Document], arrivals: Evidence) -> None:
    built = table(("arrivals", "13 000"), arrivals)
    ragged = replace(built, columns=built.columns[:2])
    assert "has not one cell a column" in faults(brief(documents, ragged, given=(arrivals,)), documents)


# The program's own words ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("the EU’s member states' borders and '90s law", None),
        ("5,000 crossings’ worth", None),
        ("O‘Brien", None),
        ("so “technical” a mission", "quotation marks"),
        ('so "technical" a mission', "quotation marks"),
        ("so „technical“ a mission", "quotation marks"),
        ("so «technical» a mission", "quotation marks"),
        ("so ‹technical› a mission", "quotation marks"),
        ("so ‘technical’ a mission", "quotation marks"),
        ("so 'technical' a mission", "quotation marks"),
        ("so ’technical work’ a mission", "quotation marks"),
        ("so ``technical'' a mission", "quotation marks"),
        ("so 「technical」 a mission", "quotation marks"),
        ("value: None", "'None'"),
        ("value: nan", "'nan'"),
        ("undefined", "'undefined'"),
        ("nonetheless, a nanny", None),
    ],
)  # fmt: skip
def test_the_program_s_words_look_neither_like_a_quotation_nor_like_a_slip(
    documents: dict[str, Document], words: str, message: str | None
) -> None:
    told = [
        brief(documents, Empty(words)),
        brief(documents, Paragraph((Text(words),))),
        replace(brief(documents), masthead=Masthead(words, "briefing", "2026-W47", PUBLISHED)),
    ]
    for built in told:
        if message is None:
            check(built, documents)
        else:
            assert message in faults(built, documents)


def test_only_the_title_of_a_source_may_hold_quotation_marks(documents: dict[str, Document]) -> None:
    title = "EU Deepens “Technical” Migration Cooperation"
    built = brief(documents, Paragraph((Title(title), Cite((TIMES,)))))
    named = tuple(replace(source, title=title) for source in built.sources)
    (listed,) = built.sections[1].blocks
    assert isinstance(listed, SourceList)
    entries = tuple(
        replace(e, source=s, text=(Title(title),)) for e, s in zip(listed.entries, named, strict=True)
    )
    sections = (built.sections[0], replace(built.sections[1], blocks=(SourceList(entries),)))
    check(replace(built, sources=named, sections=sections), documents)
    assert "is not the title of a cited source" in faults(built, documents)


# Any evidence that print_slices makes passes, and no other -------------------------------------------


@st.composite
def slices_of(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A paragraph of words and white space of all sorts, and slices of it that hold some words."""
    text = draw(st.text(st.sampled_from("ab é’ \t\u00a0\u2009“.7"), min_size=2, max_size=60)) + "z"
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True)))
    slices = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    assume(print_slices(text, slices).text)
    return text, slices


@given(slices_of(), st.data())
def test_evidence_stands_or_falls_with_each_character(
    case: tuple[str, list[Span]], data: st.DataObject
) -> None:
    text, slices = case
    report = Document(Source("report", "1" * 64), text)
    item = of_slices(report, slices, EvidenceType.QUOTE)

    def built(one: Evidence) -> Brief:
        return brief({"report": report}, quotation(one, "unattributed"), given=(one,))

    check(built(item), {"report": report})
    at = data.draw(st.integers(0, len(item.printed_text) - 1))
    other = "x" if item.printed_text[at] != "x" else "y"
    later = Span(slices[0].start + 1, slices[0].end)
    broken = [
        replace(item, printed_text=item.printed_text[:at] + other + item.printed_text[at + 1 :]),
        replace(item, printed_text=item.printed_text[:at] + item.printed_text[at + 1 :]),
        replace(item, cited=replace(item.cited, start=later.start)),
        replace(item, cited=replace(item.cited, start=later.start), slices=(later, *item.slices[1:])),
        replace(item, cited=replace(item.cited, end=item.cited.end - 1)),
        replace(item, cited=replace(item.cited, sha256="2" + item.cited.sha256[1:])),
    ]
    for one in broken:
        with pytest.raises(InputError):
            check(built(one), {"report": report})
