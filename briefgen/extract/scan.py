"""A sentence as the rules on amounts look at it, and what they find there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from briefgen.extract.counted import Phrase
from briefgen.extract.exclusions import never_figures
from briefgen.extract.numbers import Number, find_numbers
from briefgen.extract.reading import GAP
from briefgen.extract.spelling import Words, words_and_marks
from briefgen.extract.wordsets import word_set
from briefgen.model.facts import FigureKind

# Words before "half" or "quarter" that make it a part of a time and no share.
PARTS_OF_TIME = word_set("first second last latter former next other early late")
_BEFORE_NUMBER = frozenset(("a", "an", "."))  # a hundred, .5
MAX_SENTENCE = 4000  # characters; the rest of a longer sentence is not read


class Amount(NamedTuple):
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


class Sentence:
    """A sentence as read, with its tokens and numbers: what the rules on amounts look at."""

    def __init__(self, text: str, language: str | None = None, dated: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text[:MAX_SENTENCE]
        self.words = words_and_marks(self.text)
        self.tokens = self.words.tokens
        self.numbers = find_numbers(self.text, language, _number_places(self.words))
        self.dated = dated
        self._never: tuple[tuple[int, int], ...] | None = None

    def token_at(self, offset: int) -> int:
        """The first token that begins at or after `offset`."""
        return bisect_left(self.words.starts, offset)

    def word_before(self, offset: int) -> str:
        """The word or mark before `offset`, in small letters; "" where there is none."""
        at = self.token_at(offset) - 1
        while at >= 0 and self.tokens[at].text == GAP:
            at -= 1
        return self.tokens[at].lower if at >= 0 else ""

    def is_blocked(self, number: Number) -> bool:
        """The number counts nothing: it belongs to a date, an address, a label."""
        if self.dated and _lies_in(number, self.dated):
            return True
        if self._never is None:
            self._never = never_figures(self.text, self.tokens)
        return bool(self._never) and _lies_in(number, self._never)


def _number_places(words: Words) -> tuple[list[int], list[int]]:
    """Where the words begin and end that may hold a number, each with an "a" or a point before it."""
    tokens, starts, places = words
    openings = [at - (at > 0 and tokens[at - 1].lower in _BEFORE_NUMBER) for at in places]
    return [starts[at] for at in openings], [words.end(at) for at in places]


def _lies_in(number: Number, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start < number.end and number.start < end for start, end in ranges)


class Candidate(NamedTuple):
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
