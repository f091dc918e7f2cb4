"""Numbers without a noun that are amounts all the same: "nearly 9,000 from Libya"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.extract.exclusions import follows_name
from briefgen.extract.numbers import Number
from briefgen.extract.pairs import CHANGE_OF_LEVEL
from briefgen.extract.qualifiers import REACH, is_qualified
from briefgen.extract.scan import Amount, Candidate, Sentence
from briefgen.extract.words import PARTICIPLE, VERB
from briefgen.model.facts import FigureKind

_FOLLOWS_AMOUNT = re.compile(
    r"""\s{0,3}(?:[.,;:)!?\f]|$|(?:from|to|in|on|of|and|or|but|with|for|at|by|were|was|are|is|have|had|who|that
    |since|during|per|between|through|before|after|a|more|so\ far|this|last|each|across|under|over|among|as
    |compared|against|came|while|respectively|when)\b)""",
    re.VERBOSE,
)
_ARE = re.compile(r"\b(?:are|were|including|namely)\s$")
_AT_PLACE = re.compile(r" (?:in|to|from|for|at|with|on) (?:the )?[A-Z]")
_MARKS = " \f.;:,()[]\"'“”-–—•"
_LEVEL_OR_LIST = re.compile(
    r"(?:\b(?:to|at|and|from|of|is|are|was|were|by|with|including|plus|or|another|total|which|whom)|[,(;:])\s{0,3}$",
    re.IGNORECASE,
)
_LEVEL_STRONG = re.compile(
    r"""\b(?:currently|totall?(?:ed|ing|s)?|reach(?:ed|es|ing)|stood\ at|stands\ at|numbered
    |numbers?\ (?:is|was|of)|(?:is|are|was|were)\ (?:at|to|now|set\ at)
    |figures?\ (?:is|are|was|were|per\ \w+\ (?:is|are))|minus|score\ of
    |total\ (?:of|to)|equals?(?:\ to)?)\s{1,3}$""",
    re.VERBOSE | re.IGNORECASE,
)


def stands_alone(sentence: Sentence, candidate: Candidate, before: Sequence[Amount]) -> bool:
    """May a number without a noun be an amount: "nearly 9,000 from Libya", "jumped from two in May"?"""
    text, number = sentence.text, candidate.last
    own = text[candidate.start : number.end]
    if number.value is None:
        return False  # "hundreds of" nobody knows what
    if not text[: candidate.start].strip(_MARKS) and not text[number.end :].strip(_MARKS):
        return True  # the whole of a table cell
    is_large = number.scale >= 100 or (("," in own or " " in own.strip()) and (candidate.value or 0) >= 1000)
    if number.is_fraction or candidate.is_ratio:
        return True
    if is_large or (candidate.low is not None and number.is_digits):
        return True
    if follows_name(text, candidate.start):
        return False
    before_text = text[max(0, candidate.start - REACH) : candidate.start]
    if is_qualified(sentence, candidate.start) and (
        _FOLLOWS_AMOUNT.match(text, number.end) or _is_next_verb(sentence, number)
    ):
        return number.is_digits or bool(before)
    if not (_FOLLOWS_AMOUNT.match(text, number.end) or _is_next_name(sentence, number)):
        return False
    if any(amount.kind is FigureKind.COUNT for amount in before) and (
        _LEVEL_OR_LIST.search(before_text) or _is_object(sentence, candidate)
    ):
        return True
    if _is_next_name(sentence, number):
        return False
    if number.is_digits and _ARE.search(before_text) and _AT_PLACE.match(text, number.end):
        return True
    if CHANGE_OF_LEVEL.search(before_text) and re.search(r"\b(?:from|to|by)\s{1,3}$", before_text):
        return True
    return number.is_digits and bool(_LEVEL_STRONG.search(before_text))


def _is_object(sentence: Sentence, candidate: Candidate) -> bool:
    """`killed 17 fishermen and injured | 52`: the verb stands directly before."""
    position = sentence.token_at(candidate.start) - 1
    return position >= 0 and sentence.tokens[position].kind in (VERB, PARTICIPLE)


def _is_next_verb(sentence: Sentence, number: Number) -> bool:
    """`Some 200 | drowned`, `about 1000 | come from Asia`."""
    position = sentence.token_at(number.end)
    return position < len(sentence.tokens) and sentence.tokens[position].kind in (VERB, PARTICIPLE)


def _is_next_name(sentence: Sentence, number: Number) -> bool:
    position = sentence.token_at(number.end)
    return position < len(sentence.tokens) and sentence.tokens[position].is_capital
