"""A passage as its writer's own words: tokens, with every quotation folded into one token.

Speakers are looked for in this frame only, so that no name inside a quotation is taken for its speaker.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from briefgen.extract.lexicon import words
from briefgen.extract.marks import Pair
from briefgen.extract.tokens import Token, quotation, tokens_in
from briefgen.model.text import Span

SHORT = words(
    """
    mr mrs ms dr prof gen lt col sgt capt cmdr adm maj brig sen sens rep reps gov govs st jr sr rev hon pres
    supt sec amb no vs etc inc ltd corp co dept jan feb mar apr jun jul aug sep sept oct nov dec art
    """
)
_STOPS = frozenset(".?!")
_FEW = 8  # marks that may stand before a quotation at the start of a sentence


class Unit(NamedTuple):
    """A sentence of the frame: tokens from `start` to `end` (exclusive) in the frame's list."""

    start: int
    end: int


@dataclass(frozen=True)
class Frame:
    """The tokens of one passage of `text`; nothing but white space stands between two of them.

    `starts` tells where the text goes on behind page debris, by the position of the token there.
    """

    text: str
    tokens: tuple[Token, ...]
    pairs: tuple[Pair, ...]
    starts: Mapping[int, int]

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        """Where the tokens stand, as far as somebody asked."""
        return []

    def place(self, position: int) -> tuple[int, int]:
        """Where the token at `position` begins and ends in the text."""
        known = self._places
        if position >= len(known):
            find, starts = self.text.find, self.starts
            end = known[-1][1] if known else 0
            for at, token in enumerate(self.tokens[len(known) : position + 1], len(known)):
                word = token.text
                start = find(word, starts.get(at, end))
                end = start + len(word)
                known.append((start, end))
        return known[position]

    @cached_property
    def units(self) -> list[Unit]:
        """Its sentences."""
        found: list[Unit] = []
        start = 0
        for at, token in enumerate(self.tokens[:-1]):
            if (token.text in _STOPS or token.quote is not None) and self._ends(at):
                found.append(Unit(start, at + 1))
                start = at + 1
        if self.tokens:
            found.append(Unit(start, len(self.tokens)))
        return found

    def _ends(self, at: int) -> bool:
        """Whether the stop or quotation at `at` ends a sentence."""
        stop, following = self.tokens[at], self.tokens[at + 1]
        begins = following.quote is not None or following.text[0].isupper() or following.text[0].isdigit()
        if not begins:
            return False
        if stop.quote is not None:
            words = self.pairs[stop.quote].inner.of(self.text).rstrip()
            return bool(words) and words[-1] in ".?!…"
        return stop.text != "." or at == 0 or not self.is_short(at - 1)

    def is_short(self, at: int) -> bool:
        """The stop behind the word at `at` belongs to it: "Mr.", "J."."""
        word = self.tokens[at]
        is_short = word.low in SHORT or (len(word.text) == 1 and word.is_capital)
        return is_short and self.place(at)[1] == self.place(at + 1)[0]

    @cached_property
    def position(self) -> dict[int, int]:
        """Index of a pair to the position of its token."""
        return {t.quote: i for i, t in enumerate(self.tokens) if t.quote is not None}

    @cached_property
    def _starts(self) -> list[int]:
        return [unit.start for unit in self.units]

    def span(self, first: int, after: int) -> Span:
        """The characters from token `first` up to token `after`."""
        end = self.place(after - 1)[1]
        return Span(self._places[first][0], end)

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
    starts = {0: where.start}
    at = where.start
    folded = [(pair.outer, index) for index, pair in enumerate(pairs)] + [(gap, None) for gap in gaps]
    for span, index in sorted(folded, key=lambda item: item[0]):
        if span.start < at:
            continue
        tokens += tokens_in(text[at : span.start])
        if index is not None:
            tokens.append(quotation(span.of(text), index))
        at = starts[len(tokens)] = span.end
    tokens += tokens_in(text[at : where.end])
    return Frame(text, tuple(tokens), tuple(pairs), starts)
