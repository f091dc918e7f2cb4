"""A sentence as the rules on amounts look at it, and what they find there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from briefgen.extract.counted import Phrase
from briefgen.extract.exclusions import never_figures
from briefgen.extract.numbers import Number, find_numbers
from briefgen.extract.words import Token, tokens
from briefgen.extract.wordsets import word_set
from briefgen.model.facts import FigureKind

# Words before "half" or "quarter" that make it a part of a time and no share.
PARTS_OF_TIME = word_set("first second last latter former next other early late")
MAX_SENTENCE = 4000  # characters; the rest of a longer sentence is not read


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that counts, in offsets of the reading. `start`–`end` is what is cited.

    `noun` is the counted noun phrase; `unit` the name that is printed, None where the words name none.
    """

    start: int
    end: int
    number: Number
    kind: FigureKind
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    noun: Phrase | None = None
    qualifier: str | None = None
    is_elided: bool = False  # its noun stands elsewhere in the sentence

    @property
    def core(self) -> tuple[int, int]:
        return self.number.start, self.number.end


class Sentence:
    """A sentence as read, with its tokens and numbers: what the rules on amounts look at."""

    def __init__(self, text: str, language: str | None = None, dated: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text[:MAX_SENTENCE]
        self.numbers = find_numbers(self.text, language)
        self._dated = dated

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tokens(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _never(self) -> tuple[tuple[int, int], ...]:
        return never_figures(self.text)

    def token_at(self, offset: int) -> int:
        """The first token that begins at or after `offset`."""
        return bisect_left(self._starts, offset)

    def is_blocked(self, number: Number) -> bool:
        """The number counts nothing: it belongs to a date, an address, a label."""
        return _lies_in(number, self._dated) or _lies_in(number, self._never)


def _lies_in(number: Number, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start < number.end and number.start < end for start, end in ranges)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number or a pair of them, before it is known what it counts."""

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    first: Number
    last: Number
    is_ratio: bool = False


_OF = re.compile(r"\s{1,3}of\s{1,3}(?:the |its |their |his |her |our |all |these |those )?")


def after_of(text: str, candidate: Candidate, end: int) -> int:
    """Where the noun of a vague number or a share begins: `hundreds of`, `a third of the`."""
    if candidate.first.value is not None and not candidate.last.is_fraction:
        return end
    match = _OF.match(text, end)
    return match.end() if match else end
