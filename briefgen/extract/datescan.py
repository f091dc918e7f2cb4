"""Where a text has words for dates: found once for each stretch, before anything is placed in time.

A cheap look finds what every date holds (its core); the long expression `POINT` is tried only at the words
around it that a date can begin with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.extract.corrected import Back, read_through, way_back
from briefgen.extract.datecontext import is_date
from briefgen.extract.datewords import (
    CAPITALS,
    FIGURES,
    OPENING_WORDS,
    OPENINGS,
    POINT,
    SMALL,
    SMALL_MONTH,
)
from briefgen.model.text import Document, Passage, PassageKind, Span

_BEFORE, _AFTER = 36, 44  # characters around a word that makes a date likely
_LONGEST_MONTH = 40  # characters from the first letter of a month to the figure behind it
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
    text = read_through(document, span)
    found = [match for window in _windows(text) for match in _matches(text, *window)]
    return DateWords(text, way_back(document, span) if found else Back(span.start), tuple(found))


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
    for first, after in _cores(text):
        left, right = max(0, first - _BEFORE), min(len(text), after + _AFTER)
        if left <= end:
            end = right
            continue
        if end:
            yield _snapped(text, start, end)
        start, end = left, right
    if end:
        yield _snapped(text, start, end)


def _cores(text: str) -> list[tuple[int, int]]:
    """Where something stands that a date holds, in order and apart from one another."""
    found = [core.span() for core in CAPITALS.finditer(text)]
    found += [core.span() for core in SMALL.finditer(text)]
    seen = 0
    for figure in FIGURES.finditer(text):
        start, end = figure.span()
        if figure["behind"] is None:
            found.append((start, end))
            continue
        if figure["year"]:
            found.append((start, end))
        month = SMALL_MONTH.search(text, max(seen, start - _LONGEST_MONTH), start + 1)
        if month:
            found.append(month.span())
        seen = start + 1
    return _apart(sorted(found))


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without those that begin inside the one before."""
    kept: list[tuple[int, int]] = []
    at = 0
    for start, end in spans:
        if start >= at:
            kept.append((start, end))
            at = end
    return kept


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
        if word.start() < at or not _may_open(text, word):
            continue
        match = POINT.match(text, word.start(), end)
        if match is not None:
            at = match.end()
            if is_date(text, match):
                yield match


def _may_open(text: str, match: re.Match[str]) -> bool:
    """A quick look: whether a date may begin with this word."""
    word = match[0].lower()
    if word == "the":
        after = match.end() + 1
        return text[after : after + 1] in "0123456789qQhH" or text[after : after + 3].lower() in OPENINGS
    if word.isalpha() and word.isascii():
        return word in OPENING_WORDS
    return word[0].isdigit() or word[:3] in OPENINGS
