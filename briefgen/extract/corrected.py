"""A text as a person corrected it, on one line, with the way back to the untouched characters."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from briefgen.model.text import Document, Span


@dataclass(frozen=True, slots=True)
class Back:
    """The way from what was read to the document: `changes` are (start, end) as read, and their source."""

    offset: int
    changes: tuple[tuple[int, int, Span], ...] = ()

    def span(self, start: int, end: int) -> Span:
        return Span(self._place(start, is_end=False), self._place(end, is_end=True))

    def _place(self, at: int, *, is_end: bool) -> int:
        before = bisect_left(self.changes, at + (not is_end), key=lambda change: change[0]) - 1
        if before < 0:
            return self.offset + at
        _, stop, source = self.changes[before]
        if at < stop or (is_end and at == stop):
            return source.end if is_end else source.start
        return source.end + at - stop


_RUN = re.compile(r"\s{2,}")


def read_through(document: Document, span: Span) -> tuple[str, Back]:
    """The text of a span with a person's corrections, and every run of white space as one space."""
    if not document.corrections and not _RUN.search(document.text, span.start, span.end):
        return document.text[span.start : span.end], Back(span.start)
    changed = [(c.span, c.reading) for c in document.corrections if span.covers(c.span)]
    runs = _RUN.finditer(document.text, span.start, span.end)
    changed += [(Span(run.start(), run.end()), " ") for run in runs]
    out, changes, at, length = [], [], span.start, 0
    for source, reading in sorted(changed, key=_by_place):
        if source.start < at:
            continue
        before = document.text[at : source.start]
        begin = length + len(before)
        length = begin + len(reading)
        out += [before, reading]
        changes.append((begin, length, source))
        at = source.end
    out.append(document.text[at : span.end])
    return "".join(out), Back(span.start, tuple(changes))


def _by_place(change: tuple[Span, str]) -> Span:
    return change[0]
