"""Where a text has words for dates: found once for each stretch, before anything is placed in time.

A cheap look finds what every date holds (its core); the long expression `POINT` is tried only at the words
around it that a date can begin with.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefgen.extract.corrected import Back, OnOneLine, Stretch, read_through, way_back
from briefgen.extract.datecontext import is_date
from briefgen.extract.datewords import (
    CAPITALS,
    FIGURES,
    OPENING,
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


@dataclass(frozen=True, slots=True)
class DateWords:
    """A stretch of a document as it is read, and the words in it that are dates where they stand."""

    text: str
    back: Back | Stretch
    found: tuple[re.Match[str], ...]


def date_words_of(document: Document, passages: Sequence[Passage]) -> tuple[DateWords, ...]:
    """Those of all passages, stretches without any left out; page debris has dates, but not the text's."""
    own = (
        where
        for passage in passages
        if passage.kind is not PassageKind.FURNITURE
        for where in own_ranges(passage)
    )
    if document.corrections:
        found: Iterable[DateWords] = (date_words(document, Span(*where)) for where in own)
    else:
        found = _words_in_stretches(document.text, own)
    return tuple(words for words in found if words.found)


def date_words(document: Document, span: Span) -> DateWords:
    text = read_through(document, span)
    found = _found(text, _cores(text))
    return DateWords(text, way_back(document, span) if found else Back(span.start), found)


def _words_in_stretches(text: str, ranges: Iterable[tuple[int, int]]) -> Iterator[DateWords]:
    """The same for many stretches of a text that nobody corrected, which is looked through once."""
    line = OnOneLine(text)
    cores = _cores(line.text)
    for where in ranges:
        begin, end = line.range(*where)
        first = bisect_left(cores, (begin,))
        inside = cores[first : bisect_left(cores, (end,), first)]
        if inside and (own := [(start - begin, after - begin) for start, after in inside if after <= end]):
            stretch = line.text[begin:end]
            yield DateWords(stretch, Stretch(line, begin), _found(stretch, own))


def _found(text: str, cores: Sequence[tuple[int, int]]) -> tuple[re.Match[str], ...]:
    windows = _windows(text, _apart(cores))
    return tuple(match for window in windows for match in _matches(text, *window))


def own_ranges(passage: Passage) -> Iterator[tuple[int, int]]:
    """From where to where the passage goes between its gaps."""
    at = passage.cited.start
    for gap in passage.gaps:
        yield at, gap.start
        at = gap.end
    yield at, passage.cited.end


def _windows(text: str, cores: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches around the words that every date holds: the rest of the text need not be read closely."""
    start, end = 0, 0
    for first, after in cores:
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
    """Where something stands that a date holds, in order."""
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
    return sorted(found)


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
    """The dates of a window: POINT begins at a word that may open one."""
    at = start
    for word in OPENING.finditer(text, start, end):
        first = word.start()
        if first < at:
            continue
        match = POINT.match(text, first, end) if _may_open(text, word) else None
        if match is not None:
            at = match.end()
            if is_date(text, match):
                yield match


def _may_open(text: str, match: re.Match[str]) -> bool:
    """A quick look: whether a date may begin with a word that has the first letters of an opening one."""
    word = match[0].lower()
    if word == "the":
        after = match.end() + 1
        return text[after : after + 1] in "0123456789qQhH" or text[after : after + 3].lower() in OPENINGS
    return word in OPENING_WORDS or not (word.isalpha() and word.isascii())
