"""A stretch of a document as the rules read it, with the way back to the untouched text.

Declared corrections are read instead of the exact words, white space and look-alike characters are made
one, and what does not belong to a passage (`gaps`) becomes a form feed, which no number crosses.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from briefgen.extract.normalise import plain
from briefgen.model.text import Document, Span

GAP = "\f"

_RUN = re.compile(r"\s{2,}")
_BLANK = re.compile(r"[^\S ]")


class Reading:
    """`text` as read, in pieces that each stand somewhere in the document."""

    def __init__(self, text: str, pieces: Callable[[], _Pieces]) -> None:
        self.text = text
        self._pieces_of = pieces  # asked for when needed: of most sentences nothing is cited
        self._known: _Pieces | None = None

    def span(self, start: int, end: int) -> Span:
        """The source characters behind `text[start:end]`, which must not be empty."""
        pieces = self._known or self._find_pieces()
        if len(pieces.at) == 1 and pieces.ends[0] is None:
            return Span(pieces.starts[0] + start, pieces.starts[0] + end)
        first, last = bisect_right(pieces.at, start) - 1, bisect_right(pieces.at, end - 1) - 1
        begins, ends = pieces.starts[first], pieces.ends[last]
        if pieces.ends[first] is None:
            begins += start - pieces.at[first]
        if ends is None:
            ends = pieces.starts[last] + end - pieces.at[last]
        return Span(begins, ends)

    def index(self, offset: int) -> int:
        """Where a source offset stands in `text` (the next character that is read, if it is left out)."""
        pieces = self._known or self._find_pieces()
        piece = bisect_left(pieces.starts, offset) - 1
        if piece < 0:
            return 0
        after = pieces.at[piece + 1] if piece + 1 < len(pieces.at) else len(self.text)
        if pieces.ends[piece] is not None:
            return after
        return min(after, pieces.at[piece] + offset - pieces.starts[piece])

    def _find_pieces(self) -> _Pieces:
        self._known = self._pieces_of()
        return self._known


class _Pieces(NamedTuple):
    """Where each piece begins in the text as read, and where it begins and ends in the source.

    An end is None where a piece is read as it stands, character for character.
    """

    at: list[int]
    starts: list[int]
    ends: list[int | None]


class Transcript:
    """A document, read stretch by stretch; `plain` is its text with look-alike characters made one."""

    def __init__(self, document: Document) -> None:
        self.plain = plain(document.text)
        self._corrections = sorted((c.span, plain(c.reading)) for c in document.corrections)

    def is_corrected(self, span: Span) -> bool:
        """Whether anything of `span` is read otherwise than it stands there."""
        return bool(self._corrections and self._changes(span, ()))

    def read(self, span: Span, gaps: Sequence[Span] = ()) -> Reading:
        """What `span` says, without its gaps and with the document's corrections."""
        changes = self._changes(span, gaps) if gaps or self._corrections else ()
        if changes:
            copy = self._copy(span, changes)
            return Reading("".join(copy.parts), lambda: copy.pieces)
        return Reading(_folded(self.plain[span.start : span.end]), lambda: self._as_it_stands(span))

    def _as_it_stands(self, span: Span) -> _Pieces:
        """The pieces of a stretch that is read as it stands: from each run of white space to the next."""
        pieces = _Pieces([0], [span.start], [None])
        for run in _RUN.finditer(self.plain, span.start, span.end):
            pieces.at.append(pieces.at[-1] + run.start() + 1 - pieces.starts[-1])
            pieces.starts.append(run.end())
            pieces.ends.append(None)
        return pieces

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

    def _copy(self, span: Span, changes: Sequence[tuple[Span, str]]) -> _Copy:
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
        return copy


class _Copy:
    """What is read so far, and where each piece of it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[str] = []
        self.pieces = _Pieces([], [], [])
        self.length = 0

    def take(self, start: int, end: int) -> None:
        """Go on with `text[start:end]`; a run of white space is read as one space."""
        at = start
        if self.parts and self.parts[-1].endswith(" "):
            at += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        for run in _RUN.finditer(self.text, at, end):
            self._add(_BLANK.sub(" ", self.text[at : run.start() + 1]), at, None)
            at = run.end()
        self._add(_BLANK.sub(" ", self.text[at:end]), at, None)

    def put(self, words: str, start: int, end: int) -> None:
        """Go on with other words for what stands from `start` to `end`."""
        self._add(words, start, end)

    def _add(self, words: str, start: int, end: int | None) -> None:
        if words:
            at, starts, ends = self.pieces
            at.append(self.length)
            starts.append(start)
            ends.append(end)
            self.parts.append(words)
            self.length += len(words)


def _folded(words: str) -> str:
    """With every run of white space as one space, as `_Copy` reads it."""
    text = " ".join(words.split())
    before, after = " " * words[:1].isspace(), " " * words[-1:].isspace()
    return f"{before}{text}{after}" if text else before


def _start(change: tuple[Span, str]) -> int:
    return change[0].start


def _place(change: tuple[Span, str]) -> Span:
    return change[0]
