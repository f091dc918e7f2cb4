"""Which sentences may hold a figure: those with a number word, or with a digit that belongs to no date."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefgen.extract.dates import Expression
from briefgen.extract.numbers import digits_of, letters_of, makes_number
from briefgen.extract.reading import Reading, Transcript
from briefgen.model.text import Passage, PassageKind, Span

_SILENT = frozenset({PassageKind.HEADING, PassageKind.FURNITURE})


class Counting(NamedTuple):
    """A sentence that may hold a figure, and the words for dates in it."""

    passage: Passage
    span: Span
    dates: Sequence[Expression]

    def dated(self, reading: Reading) -> list[tuple[int, int]]:
        """Where the dates stand in the sentence as read."""
        return [(reading.index(date.span.start), reading.index(date.span.end)) for date in self.dates]


def sentences_that_may_count(
    transcript: Transcript, passages: Sequence[Passage], dates: Sequence[Expression]
) -> Iterator[Counting]:
    """The sentences of a document that may hold a figure; headings and page debris have none."""
    text = transcript.plain
    digits, letters = digits_of(text), letters_of(text)
    starts = [date.span.start for date in dates]
    for passage in passages:
        if passage.kind in _SILENT:
            continue
        for span in passage.sentences:
            first = bisect_left(starts, span.start)
            after = bisect_left(starts, span.end, first)
            inside = _inside(span, passage, dates[first:after]) if after > first else ()
            if (
                _has_free_digit(digits, text, span, inside)
                or makes_number(letters[span.start : span.end])
                or transcript.is_corrected(span)
            ):
                yield Counting(passage, span, inside)


def _inside(sentence: Span, passage: Passage, dates: Sequence[Expression]) -> list[Expression]:
    """Those of a sentence, as far as they lie in the passage itself."""
    return [
        date
        for date in dates
        if sentence.covers(date.span) and not any(gap.overlaps(date.span) for gap in passage.gaps)
    ]


def _has_free_digit(digits: re.Pattern[str], text: str, sentence: Span, dates: Sequence[Expression]) -> bool:
    """Whether a digit stands outside the dates."""
    at = sentence.start
    for date in dates:
        if digits.search(text, at, date.span.start):
            return True
        at = max(at, date.span.end)
    return digits.search(text, at, sentence.end) is not None
