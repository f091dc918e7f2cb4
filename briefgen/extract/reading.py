"""A stretch of a document as the rules read it, with the way back to the untouched text.

Declared corrections are read instead of the exact words, white space and look-alike characters are made
one, and what does not belong to a passage (`gaps`) becomes a form feed, which no number crosses.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefgen.extract.normalise import plain
from briefgen.model.text import Document, Span

GAP = "\f"

_RUN = re.compile(r"\s{2,}")
_BLANK = re.compile(r"[^\S ]")


@dataclass(frozen=True, slots=True)
class Reading:
    """`text` as read; character i of it stands at `starts[i]:ends[i]` of the document."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The source characters behind `text[start:end]`, which must not be empty."""
        return Span(self.starts[start], self.ends[end - 1])

    def index(self, offset: int) -> int:
        """Where a source offset stands in `text` (the next character that is read, if it is left out)."""
        return bisect_left(self.starts, offset)


class Transcript:
    """A document, read stretch by stretch; `plain` is its text with look-alike characters made one."""

    def __init__(self, document: Document) -> None:
        self.plain = plain(document.text)
        self._corrections = sorted((c.span, plain(c.reading)) for c in document.corrections)

    def glance(self, span: Span) -> str:
        """All words that `read` may give of `span`, for a quick look at what is among them."""
        read_otherwise = (words for _, words in self._changes(span, ()))
        return " ".join((self.plain[span.start : span.end], *read_otherwise))

    def read(self, span: Span, gaps: Iterable[Span] = ()) -> Reading:
        """What `span` says, without its gaps and with the document's corrections."""
        changes = self._changes(span, gaps)
        if changes or _RUN.search(self.plain, span.start, span.end):
            return self._changed(span, changes)
        text = _BLANK.sub(" ", self.plain[span.start : span.end])
        return Reading(text, range(span.start, span.end), range(span.start + 1, span.end + 1))

    def _changes(self, span: Span, gaps: Iterable[Span]) -> list[tuple[Span, str]]:
        """What is read otherwise than it stands there, in order."""
        changes = [(gap, GAP) for gap in gaps if gap.overlaps(span)]
        first = bisect_left(self._corrections, span.start, key=_start)
        for correction in self._corrections[first:]:
            if correction[0].start >= span.end:
                break
            if span.covers(correction[0]):
                changes.append(correction)
        return sorted(changes, key=_place)

    def _changed(self, span: Span, changes: Sequence[tuple[Span, str]]) -> Reading:
        copy = _Copy(self.plain)
        at = span.start
        for replaced, words in changes:
            if replaced.start < at:
                continue
            copy.take(at, replaced.start)
            copy.put(words, replaced.start, min(replaced.end, span.end))
            at = replaced.end
        if at < span.end:
            copy.take(at, span.end)
        return Reading("".join(copy.parts), copy.starts, copy.ends)


class _Copy:
    """What is read so far, and where each character of it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def take(self, start: int, end: int) -> None:
        """Go on with `text[start:end]`; a run of white space is read as one space."""
        at = start
        if self.parts and self.parts[-1].endswith(" "):
            at += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        for run in _RUN.finditer(self.text, at, end):
            self._add(at, run.start() + 1)
            at = run.end()
        self._add(at, end)

    def _add(self, start: int, end: int) -> None:
        if start < end:
            self.parts.append(_BLANK.sub(" ", self.text[start:end]))
            self.starts.extend(range(start, end))
            self.ends.extend(range(start + 1, end + 1))

    def put(self, words: str, start: int, end: int) -> None:
        """Go on with other words for what stands from `start` to `end`."""
        if words:
            self.parts.append(words)
            self.starts.extend([start] * len(words))
            self.ends.extend([end] * len(words))


def _start(change: tuple[Span, str]) -> int:
    return change[0].start


def _place(change: tuple[Span, str]) -> Span:
    return change[0]
