"""Where a text has words for dates: found once for each stretch, before anything is placed in time.

A cheap look finds what every date holds (`CORE`); the long expression `POINT` is tried only at the words
around it that a date can begin with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.extract.corrected import Back, read_through
from briefgen.extract.datecontext import is_date
from briefgen.extract.datewords import CORE, OPENINGS, POINT
from briefgen.model.text import Document, Passage, PassageKind, Span

_BEFORE, _AFTER = 36, 44  # characters around a word that makes a date likely
_SNAP = 24  # characters in which a stretch is widened to white space
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class DateWords:
    """A stretch of a document as it is read, and the words in it that are dates where they stand."""

    text: str
    back: Back
    found: tuple[re.Match[str], ...]


def date_words_of(document: Document, passages: Sequence[Passage]) -> tuple[DateWords, ...]:
    """Those of all passages, stretches without any left out; page debris has dates, but not the text's."""
    stretches = (
        date_words(document, own)
        for passage in passages
        if passage.kind is not PassageKind.FURNITURE
        for own in own_ranges(passage)
    )
    return tuple(words for words in stretches if words.found)


def date_words(document: Document, span: Span) -> DateWords:
    text, back = read_through(document, span)
    found = [match for window in _windows(text) for match in _matches(text, *window)]
    return DateWords(text, back, tuple(found))


def own_ranges(passage: Passage) -> Iterator[Span]:
    """The passage without its gaps."""
    at = passage.cited.start
    for gap in passage.gaps:
        yield Span(at, gap.start)
        at = gap.end
    yield Span(at, passage.cited.end)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches around the words that every date holds: the rest of the text need not be read closely."""
    start, end = 0, 0
    for core in CORE.finditer(text):
        left, right = max(0, core.start() - _BEFORE), min(len(text), core.end() + _AFTER)
        if left <= end:
            end = right
            continue
        if end:
            yield _snapped(text, start, end)
        start, end = left, right
    if end:
        yield _snapped(text, start, end)


def _snapped(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the ends outwards to white space, not far."""
    for _ in range(_SNAP):
        if start == 0 or text[start - 1].isspace():
            break
        start -= 1
    for _ in range(_SNAP):
        if end == len(text) or text[end].isspace():
            break
        end += 1
    return start, end


def _matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The dates of a window: POINT begins at a word, and its first three letters tell whether it may."""
    at = start
    for word in _WORD.finditer(text, start, end):
        if word.start() < at or not _may_open(word[0]):
            continue
        match = POINT.match(text, word.start(), end)
        if match is not None:
            at = match.end()
            if is_date(text, match):
                yield match


def _may_open(word: str) -> bool:
    return word[0].isdigit() or word[:3].lower() in OPENINGS
