"""Dates: the precision of the words, seen from the document's own date, and never a guess."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.dates import expressions_in, find_dates, periods_in
from briefgen.extract.datescan import DateWords, date_words, date_words_of, own_ranges
from briefgen.extract.segment import segment
from briefgen.model.text import Correction, Document, PassageKind, Period, Source, Span
from briefgen.model.verbatim import fold

CASES = Path(__file__).parent / "cases" / "dates.md"


def document(text: str, issued: str = "-", *corrections: Correction) -> Document:
    period = None if issued == "-" else Period.parse(issued)
    return Document(Source("text", "0" * 64, issued=period), text, corrections=corrections)


def found(doc: Document) -> list[tuple[str, str]]:
    mentions = find_dates(doc, segment(doc))
    return [(fold(mention.cited.span.of(doc.text)), mention.value.edtf) for mention in mentions]


def cases() -> list[tuple[str, str, list[tuple[str, str]]]]:
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in CASES.read_text("utf-8").splitlines()
        if line.startswith("|") and not re.match(r"\|\s*(?:sentence|---)", line)
    ]
    return [(sentence, issued, _expected(dates)) for sentence, issued, dates in rows]


def _expected(cell: str) -> list[tuple[str, str]]:
    if cell == "none":
        return []
    pairs = (pair.rpartition(" = ") for pair in cell.split(";"))
    return [(words.strip(), edtf.strip()) for words, _, edtf in pairs]


@pytest.mark.parametrize(("sentence", "issued", "expected"), cases())
def test_dates_are_read_as_they_are_written(
    sentence: str, issued: str, expected: list[tuple[str, str]]
) -> None:
    assert found(document(sentence, issued)) == expected


def test_a_wrapped_line_does_not_cut_a_date() -> None:
    doc = document("It was signed on 24 October \n2022 and applies since \n 1 \nApril 2023.")
    dates = periods_in(doc, Span(0, len(doc.text)))
    assert [(fold(d.span.of(doc.text)), d.period.edtf) for d in dates] == [
        ("24 October 2022", "2022-10-24"),
        ("since 1 April 2023", "2023-04-01/.."),
    ]


def test_dates_are_read_through_corrections() -> None:
    text = "She hosted a meeting on I December, as agreed on 2 December."
    at = text.index("I December")
    corrected = document(text, "2023-12", Correction(Span(at, at + 1), "1"))
    assert found(corrected) == [("I December", "2023-12-01"), ("2 December", "2023-12-02")]
    assert found(document(text, "2023-12")) == [("2 December", "2023-12-02")]


def test_a_correction_that_changes_the_length_keeps_the_addresses() -> None:
    text = "On the lst of June 2023, and on 5 July 2023."
    at = text.index("lst")
    doc = document(text, "-", Correction(Span(at, at + 3), "first"))
    assert found(doc) == [("the lst of June 2023", "2023-06-01"), ("5 July 2023", "2023-07-05")]


def test_periods_tell_whether_they_needed_the_documents_date() -> None:
    doc = document("In May 2023 it rose, in June it fell.", "2023-12")
    first, second = periods_in(doc, Span(0, len(doc.text)))
    assert (first.period.edtf, first.is_relative) == ("2023-05", False)
    assert (second.period.edtf, second.is_relative) == ("2023-06", True)


def test_words_that_nothing_places_in_time_are_still_words() -> None:
    doc = document("Arrivals rose this year.")
    (words,) = expressions_in(doc, Span(0, len(doc.text)))
    assert (words.span.of(doc.text), words.value, words.is_relative) == ("this year", None, True)


def test_page_debris_has_no_dates() -> None:
    assert found(document("They met.\n\nPublished on 4 May 2024, 10:30\n\nThey left in 2023.")) == [
        ("2023", "2023")
    ]


_WORDS = st.lists(
    st.sampled_from(
        ["May", "2024", "7", "of", "and", "-", "/", "to", "between", "since", "last", "year", "the", "first", "half",
         "Q1", "March", "19", ",", ".", "\n", "31", "February", "in", "end", "2024-13-40", "11/20", "1990s", "Tuesday"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


@given(
    text=st.one_of(_WORDS, st.text(max_size=80)),
    issued=st.sampled_from(["-", "2024", "2023-12", "2024-02-29", "2021/2025"]),
)
def test_expressions_are_in_order_apart_and_inside(text: str, issued: str) -> None:
    doc = document(text, issued)
    end = 0
    for expression in expressions_in(doc, Span(0, len(text))):
        assert end <= expression.span.start < expression.span.end <= len(text)
        end = expression.span.end


@pytest.mark.parametrize(
    "unit", [" ", "1", "1/", "2021 ", "2021-", "May ", "last ", "first half of ", "between ", "A", "."]
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    started = time.process_time()
    expressions_in(document(text, "2023-12"), Span(0, len(text)))
    assert time.process_time() - started < 2


_PIECES = (
    "last",
    "year",
    "May",
    "may",
    "5",
    "2021",
    "the",
    "of",
    "end",
    "12/",
    "to",
    ",",
    " ",
    "  ",
    "\n",
    "\n\n",
    ". ",
)


@given(st.lists(st.sampled_from(_PIECES), max_size=60))
def test_a_text_looked_through_once_has_the_dates_of_its_stretches(pieces: list[str]) -> None:
    doc = document(" ".join(pieces))
    passages = tuple(each for each in segment(doc) if each.kind is not PassageKind.FURNITURE)
    stretches = [date_words(doc, Span(*where)) for passage in passages for where in own_ranges(passage)]
    at_once = date_words_of(doc, passages)
    assert [_places(each) for each in at_once] == [_places(each) for each in stretches if each.found]


def _places(words: DateWords) -> tuple[str, list[Span]]:
    return words.text, [words.back.span(*match.span()) for match in words.found]
