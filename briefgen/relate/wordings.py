"""What one report of an utterance leaves out or changes, named by slices of both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from briefgen.model.text import Span

# A number is one word, however it groups its digits: no report is cut inside of it.
_WORD = re.compile(r"\d{1,3}(?:[ ,.’'\u00a0]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*|\w+(?:['’]\w+)?")
_IN_NUMBER = re.compile(r"(?<=\d)[ ,’'\u00a0](?=\d{3})")
_GAP = re.compile(r"…|\.\.\.")
_INSERTED = re.compile(r"\[\s*\w[^\]]*\]")  # "[will]": a word that the report put in itself


class Departure(StrEnum):
    """How a report departs from the other."""

    LEFT_OUT = "left out"
    LEFT_OUT_MARKED = "left out, with a mark"
    BEGINS_LATER = "left out at the beginning"
    ENDS_EARLIER = "left out at the end"
    IN_OTHER_WORDS = "in other words"
    MARKED = "marked as changed"  # an omission or insertion that only one of them marks


@dataclass(frozen=True, slots=True)
class Departing:
    """One departure: the words of the one and of the other report, None where it has none there."""

    kind: Departure
    one: Span | None
    other: Span | None


def departures(text: str, words: Span, other_text: str, other_words: Span) -> tuple[Departing, ...]:
    """Where two reports part, in the order of the first; spans are in their texts.

    Words that only the second has are `LEFT_OUT` with `one` None.
    """
    one, other = _words(text, words), _words(other_text, other_words)
    matcher = SequenceMatcher(None, _folded(text, one), _folded(other_text, other), autojunk=False)
    found: list[Departing] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found += _marks(text, one[a:b], other_text, other[c:d])
            continue
        a, b = _leftmost(_folded(text, one), a, b) if c == d else (a, b)
        c, d = _leftmost(_folded(other_text, other), c, d) if a == b else (c, d)
        mine, theirs = _whole(one[a:b]), _whole(other[c:d])
        found.append(Departing(_kind(a, b, len(one), c, d, other, other_text), mine, theirs))
    return tuple(found)


def _kind(a: int, b: int, size: int, c: int, d: int, other: Sequence[Span], other_text: str) -> Departure:
    if a < b and c < d:
        return Departure.IN_OTHER_WORDS
    if c == d == 0 or a == b == 0:
        return Departure.BEGINS_LATER
    if c == d == len(other) or a == b == size:
        return Departure.ENDS_EARLIER
    if c == d and _GAP.search(other_text, other[c - 1].end, other[c].start):
        return Departure.LEFT_OUT_MARKED
    return Departure.LEFT_OUT


def _marks(text: str, one: Sequence[Span], other_text: str, other: Sequence[Span]) -> Iterator[Departing]:
    """Gaps and inserted words that one of two equal stretches marks and the other does not."""
    for at in range(1, len(one)):
        mine = _between(text, one[at - 1], one[at])
        theirs = _between(other_text, other[at - 1], other[at])
        if bool(mine) != bool(theirs):
            yield Departing(Departure.MARKED, mine or one[at], theirs or other[at])


def _between(text: str, before: Span, word: Span) -> Span | None:
    """The marked stretch from behind one word to the end of the next: `… [will]`."""
    gap = _GAP.search(text, before.end, word.start)
    inserted = next(
        (m for m in _INSERTED.finditer(text, before.end) if m.start() < word.end <= m.end()), None
    )
    if gap is None and inserted is None:
        return None
    start = gap.start() if gap else inserted.start() if inserted else word.start
    return Span(start, inserted.end() if inserted else word.end)


def _words(text: str, span: Span) -> list[Span]:
    return [Span(*match.span()) for match in _WORD.finditer(text, span.start, span.end)]


def _folded(text: str, words: Sequence[Span]) -> list[str]:
    return [_IN_NUMBER.sub("", span.of(text)).casefold().replace("’", "'") for span in words]


def _leftmost(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The same omission as far left as it can stand: "as a whole" and not "whole as a"."""
    while 0 < start < end and words[start - 1] == words[end - 1]:
        start, end = start - 1, end - 1
    return start, end


def _whole(words: Sequence[Span]) -> Span | None:
    return Span(words[0].start, words[-1].end) if words else None
