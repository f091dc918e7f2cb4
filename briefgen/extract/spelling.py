"""A sentence as words and marks: what a spelling tells is looked up once and remembered.

A token knows nothing of its place; `Words` keeps the places beside the tokens, in lists of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from briefgen.extract.numbers import NUMBER_WORDS, may_hold_number
from briefgen.extract.remembered import Remembered
from briefgen.extract.words import (
    ALSO_NOUNS,
    DETERMINER,
    NOUN,
    NUMBER,
    PARTICIPLE,
    POSSESSIVES,
    PREPOSITION,
    PRONOUN,
    Kind,
    is_plural,
    kind_of,
)
from briefgen.extract.wordsets import word_set

REMEMBERED = 1 << 14  # spellings: a text repeats its words
_TOKEN = re.compile(
    r"([^\W\d_]\w*(?:(?:'+[-/]?|[-/]|'*\.(?=[^\W\d_]\.))\w+)*"  # Libya-to-Crete  EU's  U.S
    r"|\d+(?:[.,]\d+)*[^\W\d_]*(?:-[^\W_]+)*"  # 13,000  27m  10-point
    r"|\f|[^\w\s])"
)
_TIME = re.compile(
    r"(?:1[5-9]|20|21)\d\d|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Q[1-4]|spring|summer|autumn|winter|today|yesterday",
)
TIME_NOUNS = word_set("year years month months week weeks day days quarter half decade period time")
WHICH_TIME = frozenset(("this", "last", "next", "each", "every", "earlier", "later"))
# Nouns that name nothing by themselves: "the first of two", "the total", "EUR".
EMPTY_HEADS = word_set(
    "first second third last next other latter former early late year month week day date gap i ii iii "
    "iv eur usd gbp euro euros million billion phase total number value sum amount one ones part figure "
    "figures share way case rest addition end context order top result basis least time others same "
    "framework number"
)
_NO_HEADS = EMPTY_HEADS | TIME_NOUNS


@dataclass(frozen=True, slots=True, eq=False)  # one object for each word and class
class Token:
    """A word or mark, the same object wherever it is written.

    `is_time` names a time ("2023", "May"); `is_head` can be what a phrase is about; `is_number_word` is
    written in letters, `is_value` a number of digits without letters behind them ("13,000", not "27m").
    """

    text: str
    lower: str
    kind: Kind
    is_capital: bool
    is_plural: bool
    is_time: bool
    is_head: bool
    is_number_word: bool
    is_value: bool
    may_hold_number: bool  # it, or a part of it: "COVID-19", "mid-twenties"
    may_be_noun: bool  # a verb by its spelling, and in some places a noun
    is_looked_at: bool  # either of the two: what a sentence is gone through for
    is_plain_noun: bool  # goes on with any phrase, as "last" before "year" does not
    is_pointing: bool  # a pronoun or possessive: leads out of its phrase


class Words(NamedTuple):
    """The tokens of a text, in order, where each begins, and which of them may hold a number."""

    tokens: Sequence[Token]
    starts: Sequence[int]
    numbers: Sequence[int]

    def end(self, at: int) -> int:
        """Where token `at` ends."""
        return self.starts[at] + len(self.tokens[at].text)


def words_and_marks(text: str) -> Words:
    """The words and marks of `text`."""
    each, steps = zip(*map(_PIECES.__getitem__, text.split(" ")), strict=True)
    tokens = list(chain.from_iterable(each))
    starts = list(accumulate(chain.from_iterable(steps), initial=0))
    if starts[-1] != len(text) + len(" "):  # a piece was left out
        tokens, starts = _one_by_one(text)
    looked_at = [at for at, token in enumerate(tokens) if token.is_looked_at]
    for at in looked_at:
        if tokens[at].may_be_noun and _is_noun_here(tokens, at):
            tokens[at] = _spelled_as_noun(tokens[at].text)
    numbers = [at for at in looked_at if tokens[at].may_hold_number]
    return Words(tokens, starts[: len(tokens)], numbers)


def _one_by_one(text: str) -> tuple[list[Token], list[int]]:
    found = list(_TOKEN.finditer(text))
    return [_spelled(match[0]) for match in found], [match.start() for match in found]


_Piece = tuple[Sequence[Token], Sequence[int]]  # tokens, and how far it is from each to the next


def _piece(text: str) -> _Piece:
    """What stands between two spaces, as no word reaches over one; nothing where it begins with no token."""
    tokens, starts = _one_by_one(text)
    if not tokens or starts[0] > 0:
        return (), ()
    after = [*starts[1:], len(text) + len(" ")]
    return tokens, [end - start for start, end in zip(starts, after, strict=True)]


_PIECES = Remembered(_piece)


@lru_cache(maxsize=REMEMBERED)
def _spelled(word: str) -> Token:
    """What the tables say of a word by itself."""
    return _of_kind(word, kind_of(word))


@lru_cache(maxsize=len(ALSO_NOUNS))
def _spelled_as_noun(word: str) -> Token:
    return _of_kind(word, NOUN)


def _of_kind(word: str, kind: Kind) -> Token:
    lower = word.lower()
    may_be_noun, holds_number = lower in ALSO_NOUNS, may_hold_number(word)
    is_time = _TIME.fullmatch(word) is not None
    return Token(
        word,
        lower,
        kind,
        word[0].isupper(),
        is_plural(word),
        is_time,
        is_head=kind is NOUN and lower not in _NO_HEADS and len(word) > 1 and not is_time,
        is_number_word=lower in NUMBER_WORDS,
        is_value=kind is NUMBER and not word[-1].isalpha(),
        may_hold_number=holds_number,
        may_be_noun=may_be_noun,
        is_looked_at=may_be_noun or holds_number,
        is_plain_noun=kind is NOUN and lower not in WHICH_TIME,
        is_pointing=kind is PRONOUN or lower in POSSESSIVES,
    )


def _is_noun_here(found: Sequence[Token], at: int) -> bool:
    """A word that is a verb and a noun ("support") is a noun behind a determiner and before "of" or "for"."""
    before = found[at - 1] if at else None
    following = found[at + 1] if at + 1 < len(found) else None
    if before is not None and before.lower == "to":
        return False
    if before is None or before.kind in (DETERMINER, PREPOSITION, PARTICIPLE):
        return True
    if before.kind is NOUN and following is not None and following.lower in ("of", "for"):
        return True
    opener = found[at - 2] if at > 1 else None  # "three main work strands"
    opens = opener is not None and (opener.kind is NUMBER or opener.is_number_word)
    return opens and before.kind is NOUN and following is not None and following.is_plural
