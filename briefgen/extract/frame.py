"""A passage as its writer's own words: tokens, with every quotation folded into one token.

Speakers are looked for in this frame only, so that no name inside a quotation is taken for its speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefgen.extract.lexicon import words
from briefgen.extract.marks import Pair
from briefgen.extract.tokens import Token, quotation, token
from briefgen.model.text import Span

TOKEN = re.compile(
    r"""
    (?:[^\W\d_]\.){2,8}                      # U.S., E.U., J.F.K.
  | [^\W_]{1,40}(?:[-’'&‑.][^\W_]{1,40}){0,6}(?:(?<=s)[’'](?=\s))?  # words, with hyphens and apostrophes
  | \$?\d                                    # what is left of long numbers
  | [^\w\s]                                  # one mark
  | \w
    """,
    re.VERBOSE,
)
SHORT = words(
    """
    mr mrs ms dr prof gen lt col sgt capt cmdr adm maj brig sen sens rep reps gov govs st jr sr rev hon pres
    supt sec amb no vs etc inc ltd corp co dept jan feb mar apr jun jul aug sep sept oct nov dec art
    """
)
_STOPS = frozenset(".?!")
_PRONOUNS = words("he she it they we i you who")
_FEW = 8  # marks that may stand before a quotation at the start of a sentence


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of the frame: tokens from `start` to `end` (exclusive) in the frame's list."""

    start: int
    end: int


@dataclass(frozen=True)
class Frame:
    """The tokens of one passage and its sentences; `places` are their offsets in the text."""

    tokens: tuple[Token, ...]
    places: tuple[tuple[int, int], ...]
    units: tuple[Unit, ...]
    pairs: tuple[Pair, ...]

    @cached_property
    def position(self) -> dict[int, int]:
        """Index of a pair to the position of its token."""
        return {t.quote: i for i, t in enumerate(self.tokens) if t.quote is not None}

    @cached_property
    def _starts(self) -> list[int]:
        return [unit.start for unit in self.units]

    def span(self, first: int, after: int) -> Span:
        """The characters from token `first` up to token `after`."""
        return Span(self.places[first][0], self.places[after - 1][1])

    def unit_of(self, at: int) -> int:
        """Index of the unit that holds the token at position `at`."""
        return max(0, bisect_left(self._starts, at + 1) - 1)

    def opens(self, position: int) -> bool:
        """No word of the writer stands before the quotation in its sentence."""
        start = self.units[self.unit_of(position)].start
        nearest = max(start, position - _FEW)
        return all(not t.is_word for t in self.tokens[nearest:position])


def read_frame(text: str, where: Span, pairs: Sequence[Pair], gaps: Sequence[Span] = ()) -> Frame:
    """The frame of the passage at `where`; `gaps` (page debris) are left out."""
    tokens: list[Token] = []
    places: list[tuple[int, int]] = []
    at = where.start
    folded = [(pair.outer, index) for index, pair in enumerate(pairs)] + [(gap, None) for gap in gaps]
    for span, index in sorted(folded, key=lambda item: item[0]):
        if span.start < at:
            continue
        places.extend(_words(text, at, span.start))
        tokens.extend(token(text[start:end]) for start, end in places[len(tokens) :])
        if index is not None:
            tokens.append(quotation(span.of(text), index))
            places.append((span.start, span.end))
        at = span.end
    places.extend(_words(text, at, where.end))
    tokens.extend(token(text[start:end]) for start, end in places[len(tokens) :])
    return Frame(tuple(tokens), tuple(places), tuple(_units(text, tokens, places, pairs)), tuple(pairs))


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where its words and marks stand; "he’s" is the pronoun and its verb."""
    places = [match.span() for match in TOKEN.finditer(text, start, end)]
    if text.find("'", start, end) < 0 and text.find("’", start, end) < 0:
        return places
    return [part for first, after in places for part in _parts(text, first, after)]


def _parts(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    word = text[start:end]
    cut = max(word.find("'"), word.find("’"))
    if cut > 0 and word[:cut].lower() in _PRONOUNS:
        return (start, start + cut), (start + cut, end)
    return ((start, end),)


def _units(
    text: str, tokens: Sequence[Token], places: Sequence[tuple[int, int]], pairs: Sequence[Pair]
) -> Iterator[Unit]:
    start = 0
    for at in range(len(tokens) - 1):
        ends = tokens[at].quote is not None or tokens[at].text in _STOPS
        if ends and _ends(text, tokens, places, at, pairs):
            yield Unit(start, at + 1)
            start = at + 1
    if tokens:
        yield Unit(start, len(tokens))


def _ends(
    text: str, tokens: Sequence[Token], places: Sequence[tuple[int, int]], at: int, pairs: Sequence[Pair]
) -> bool:
    """Whether the stop or quotation at `at` ends a sentence."""
    stop, following = tokens[at], tokens[at + 1]
    begins = following.quote is not None or following.text[0].isupper() or following.text[0].isdigit()
    if stop.quote is not None:
        words = pairs[stop.quote].inner.of(text).rstrip()
        return bool(words) and words[-1] in ".?!…" and begins
    if not begins:
        return False
    if stop.text != "." or at == 0:
        return True
    before = tokens[at - 1]
    touches = places[at - 1][1] == places[at][0]
    is_short = before.low in SHORT or (len(before.text) == 1 and before.text.isupper())
    return not (touches and is_short)
