"""A text as a person corrected it, on one line, with the way back to the untouched characters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from briefgen.model.text import Document, Span


@dataclass(frozen=True, slots=True)
class Back:
    """The way from what was read to the document.

    `changes` are (start, end) as read, and (start, end) of what stands there in the document.
    """

    offset: int
    changes: Sequence[tuple[int, int, int, int]] = ()

    def span(self, start: int, end: int) -> Span:
        return Span(self._place(start, is_end=False), self._place(end, is_end=True))

    def _place(self, at: int, *, is_end: bool) -> int:
        before = bisect_left(self.changes, (at + (not is_end),)) - 1
        if before < 0:
            return self.offset + at
        _, stop, first, after = self.changes[before]
        if at < stop or (is_end and at == stop):
            return after if is_end else first
        return after + at - stop


_RUN = re.compile(r"\s\s+")


class OnOneLine:
    """A whole text that nobody corrected, with every run of white space as one space."""

    def __init__(self, text: str) -> None:
        self._runs: list[int] = []  # where in the text each begins
        self._spaces: list[int] = []  # where its space stands here
        self._shifts = [0]  # by how much what stands behind so many of them has moved
        parts, at, shift = [], 0, 0
        for run in _RUN.finditer(text):
            start, end = run.span()
            parts.append(text[at:start])
            self._runs.append(start)
            self._spaces.append(start - shift)
            shift += end - start - 1
            self._shifts.append(shift)
            at = end
        self.text = " ".join((*parts, text[at:]))

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the untouched text, neither end of which lies in a run, stands here."""
        runs, shifts = self._runs, self._shifts
        return start - shifts[bisect_left(runs, start)], end - shifts[bisect_left(runs, end)]

    def source(self, start: int, end: int) -> Span:
        """What of the untouched text stands here from `start` to `end`."""
        spaces, shifts = self._spaces, self._shifts
        return Span(start + shifts[bisect_left(spaces, start)], end + shifts[bisect_left(spaces, end)])


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text on one line, with the way back as `Back` has it."""

    line: OnOneLine
    start: int

    def span(self, start: int, end: int) -> Span:
        return self.line.source(self.start + start, self.start + end)


def read_through(document: Document, span: Span) -> str:
    """The text of a span with a person's corrections, and every run of white space as one space."""
    if not document.corrections:
        return _RUN.sub(" ", document.text[span.start : span.end])
    return "".join(_parts(document.text, span, _changes(document, span)))


def way_back(document: Document, span: Span) -> Back:
    """The way from what `read_through` gives of a span to the document."""
    read, at, changes = 0, span.start, []
    for first, after, reading in _changes(document, span):
        read += first - at
        changes.append((read, read + len(reading), first, after))
        read, at = read + len(reading), after
    return Back(span.start, changes)


def _changes(document: Document, span: Span) -> list[tuple[int, int, str]]:
    """What is read otherwise than it stands there, in order and apart from one another."""
    runs = [(*run.span(), " ") for run in _RUN.finditer(document.text, span.start, span.end)]
    if not document.corrections:
        return runs
    declared = [(c.span.start, c.span.end, c.reading) for c in document.corrections if span.covers(c.span)]
    changes: list[tuple[int, int, str]] = []
    for change in sorted((*declared, *runs), key=itemgetter(0, 1)):
        if not changes or change[0] >= changes[-1][1]:
            changes.append(change)
    return changes


def _parts(text: str, span: Span, changes: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    at = span.start
    for first, after, reading in changes:
        yield text[at:first]
        yield reading
        at = after
    yield text[at : span.end]
