"""Quotations: what is one, whose it is, and that every one is a slice of its text."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.extract.marks import pair_marks
from briefgen.extract.quotes import find_quotes
from briefgen.extract.segment import segment
from briefgen.model.facts import Quote, QuoteKind
from briefgen.model.text import Document, Period, Source, Span

CASES = Path(__file__).parent / "cases" / "quotes.md"
SEEDS = Path(__file__).parent.parent / "seeds"


@dataclass(frozen=True)
class Case:
    title: str
    text: str
    rows: tuple[dict[str, str], ...]


def read_cases() -> list[Case]:
    cases = []
    long = CASES.read_text(encoding="utf-8").partition("# One line each")[0]
    for block in re.split(r"^### ", long, flags=re.MULTILINE)[1:]:
        title, _, rest = block.partition("\n")
        body = re.split(r"^## ", rest, flags=re.MULTILINE)[0].strip()
        text, _, table = body.partition("\n\n|")
        rows: tuple[dict[str, str], ...] = ()
        if table:
            lines = [
                [c.strip() for c in line.strip().strip("|").split("|")] for line in f"|{table}".splitlines()
            ]
            rows = tuple(dict(zip(lines[0], line, strict=True)) for line in lines[2:])
        else:
            text = text.removesuffix("*No quotation.*").strip()
        cases.append(Case(title, text, rows))
    return cases


def read_lines() -> list[tuple[str, str, str]]:
    """The cases that have a row each: title, text, what is to be found in it."""
    found = []
    lines = CASES.read_text(encoding="utf-8").partition("# One line each")[2].splitlines()
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] not in {"title", "---"}:
            title, text, expected = cells
            found.append((title, text.replace(" ¶ ", "\n\n"), expected))
    return found


def document(text: str, issued: str | None = None) -> Document:
    return Document(Source("x", "0" * 64, issued=Period.parse(issued) if issued else None), text)


def quotes_of(text: str, issued: str | None = None) -> tuple[Quote, ...]:
    read = document(text, issued)
    return find_quotes(read, segment(read))


def seed(name: str, issued: str | None = None) -> tuple[str, tuple[Quote, ...]]:
    text = (SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    return text, quotes_of(text, issued)


def as_row(quote: Quote, text: str) -> dict[str, str]:
    speaker = quote.speaker
    return {
        "words": quote.cited.span.of(text),
        "speaker": speaker.name if speaker else "–",
        "role": (speaker.role if speaker else None) or "–",
        "named": "yes" if speaker and speaker.is_named else "no",
        "kind": quote.kind.value,
        "cue": quote.cue or "–",
        "group": str(quote.group),
        "venue": quote.venue or "–",
    }


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.title)
def test_case_of_the_table(case: Case) -> None:
    found = [as_row(quote, case.text) for quote in quotes_of(case.text)]
    columns = case.rows[0].keys() if case.rows else ("words",)
    assert [{c: row[c] for c in columns} for row in found] == list(case.rows)


@pytest.mark.parametrize(("title", "text", "expected"), read_lines(), ids=lambda cell: cell[:40])
def test_case_in_one_line(title: str, text: str, expected: str) -> None:
    found = [
        f"{quote.cited.span.of(text)} = {quote.speaker.name if quote.speaker else '–'}"
        for quote in quotes_of(text)
    ]
    assert (" // ".join(found) or "-") == expected


# The documents of the first corpus, quotation by quotation --------------------------------------------


def test_interview_told_by_another_outlet() -> None:
    text, (long, fragment) = seed("bondarieva-2025-07-22")
    assert long.cited.span.of(text).startswith(
        "There is certainly a danger that Russia … [will] use migrants"
    )
    assert long.cited.span.of(text).endswith("intends to do the same with Libya")
    assert (long.kind, long.cue, long.venue) == (QuoteKind.DIRECT, "said", "Politico")
    assert fragment.cited.span.of(text) == "put our options on the table when it comes to migration diplomacy"
    assert fragment.kind is QuoteKind.PARTIAL
    for quote in (long, fragment):
        assert quote.speaker is not None
        assert quote.speaker.name == "Magnus Brunner"
        assert quote.speaker.role == "European Commissioner for Internal Affairs and Migration"


def test_utterances_of_three_speakers() -> None:
    text, quotes = seed("united24-2025-08", issued="2025-08")
    spokesperson, first, second, migrants, tool = quotes
    assert [q.speaker.name if q.speaker else None for q in quotes] == [
        "European Commission spokesperson",
        "Magnus Brunner",
        "Magnus Brunner",
        "Sviatlana Tsikhanouskaya",
        "Sviatlana Tsikhanouskaya",
    ]
    assert spokesperson.speaker is not None
    assert not spokesperson.speaker.is_named
    assert first.group == second.group
    assert first.venue == second.venue == "Politico"
    assert first.said == second.said == Period.parse("2025-07")
    assert first.speaker is not None
    assert first.speaker.role == "EU migration commissioner"
    assert migrants.speaker is not None
    assert migrants.speaker.role == "Belarusian opposition leader"
    assert spokesperson.venue == migrants.venue == "The Telegraph"
    assert tool.cue is None
    assert all(q.kind is QuoteKind.DIRECT for q in quotes)
    assert tool.cited.span.of(text).endswith("supporting democracy.")


def test_fragments_and_scare_quotes_apart() -> None:
    text, quotes = seed("europe-times-2025")
    assert [(q.cited.span.of(text), q.speaker.name if q.speaker else None) for q in quotes] == [
        ("authorities in the West and East", "Ursula von der Leyen"),
        ("morally bankrupt", "Groups like Amnesty International"),
        ("by any means", "Critics"),
    ]
    assert all(q.kind is QuoteKind.PARTIAL for q in quotes)


def test_names_of_projects_in_a_letter_are_no_quotations() -> None:
    assert seed("von-der-leyen-2023-12")[1] == ()


# When ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“The boats are old,” Ana Horvat told Reuters on 3 May 2024.", "2024-05-03"),
        ("“The boats are old,” Ana Horvat told Reuters last month.", "2024-05"),
        ("On 3 May 2024, Ana Horvat said the boats were “old and unsafe”.", "2024-05-03"),
        ("“The boats sank in 2015,” Ana Horvat said.", None),
        ("Ana Horvat said that the boats of 2015 were “old and unsafe”.", None),
    ],
)
def test_time_of_saying_is_what_the_reporting_clause_states(text: str, said: str | None) -> None:
    (quote,) = quotes_of(text, issued="2024-06-10")
    assert (quote.said.edtf if quote.said else None) == said


def test_frame_of_a_fragment_is_its_sentence() -> None:
    text = "The talks failed. Ana Horvat called the plan “a blank cheque”. The envoys left."
    (quote,) = quotes_of(text)
    assert quote.sentence.of(text) == "Ana Horvat called the plan “a blank cheque”."


# What always holds --------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        '"',
        "“",
        "”",
        "‘",
        "’",
        "'",
        "«",
        "»",
        "„",
        "``",
        "''",
        " ",
        ", ",
        ". ",
        "\n\n",
        ": ",
        " — ",
        "(",
        ")",
        "said",
        "Ana Horvat",
        "he",
        "told Reuters",
        "the minister",
        "Boats are old",
        "according to",
        "who",
        "[",
        "]",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200)


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_quotation_is_a_slice_inside_its_sentence_and_passage(text: str) -> None:
    read = document(text)
    passages = segment(read)
    quotes = find_quotes(read, passages, "Ana Horvat")
    last = -1
    for quote in quotes:
        words = quote.cited.span.of(text)
        assert words
        assert words == words.strip()
        assert quote.sentence.covers(quote.cited.span)
        assert passages[quote.passage].cited.span.covers(quote.cited.span)
        assert quote.cited.start >= last
        last = quote.cited.start
        if quote.speaker and quote.speaker.mention:
            assert quote.speaker.mention.of(text)
    assert find_quotes(read, passages, "Ana Horvat") == quotes


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_pairs_are_apart_and_between_their_marks(text: str) -> None:
    (pairs,) = pair_marks(text, [Span(0, len(text))])
    end = 0
    for pair in pairs:
        assert pair.outer.start >= end
        assert pair.outer.covers(pair.inner)
        end = pair.outer.end


@pytest.mark.parametrize(
    "unit",
    [
        " ",
        '"',
        "“",
        "'",
        "’",
        "“a” ",
        "'a' ",
        "Abc ",
        "said ",
        "Ana, ",
        "“a b” — Ana ",
        "Ana told Bo ",
        "who ",
        "(",
        "A.",
    ],
)
def test_time_grows_with_the_text_alone(unit: str) -> None:
    text = unit * (20_000 // len(unit)) + " said “one two three.”"
    read = document(text)
    passages = segment(document("x"))[:0]
    whole = read.cite(Span(0, len(text)))
    from briefgen.model.text import Passage, PassageKind

    started = time.process_time()
    find_quotes(read, (*passages, Passage(whole, 0, PassageKind.PARAGRAPH, (whole.span,))))
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Er sprach „von einer Waffe gegen Europa“[1]. Und ging.", ["von einer Waffe gegen Europa"]),
        ("„Das ist so“, sagte er [2], „und bleibt so“[3].", ["Das ist so", "und bleibt so"]),
        ("He said “[We] must go” twice.", ["[We] must go"]),
    ],
)
def test_a_low_mark_is_closed_by_a_high_one_before_the_number_of_a_note(text: str, quoted: list[str]) -> None:
    (pairs,) = pair_marks(text, [Span(0, len(text))])
    assert [pair.inner.of(text) for pair in pairs] == quoted
