"""Amounts of things: with their noun after the number, or with a noun that stands elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.extract.counted import Phrase, counted_noun, predicate_noun
from briefgen.extract.exclusions import is_label, is_part_of_name, looks_like_year, previous_word
from briefgen.extract.numbers import Number
from briefgen.extract.qualifiers import is_qualified, qualifier_after
from briefgen.extract.scan import PARTS_OF_TIME, Amount, Candidate, Sentence, after_of
from briefgen.extract.standing import stands_alone
from briefgen.extract.words import GERUND, PARTICIPLE, VERB
from briefgen.extract.wordsets import word_set
from briefgen.model.facts import FigureKind

_SHARE_OF = re.compile(r" (?:of|the|a|an|its|their|his|her|our|that|this)\b")
_DASHES = frozenset("-–")
_AFTER_DIGIT = re.compile(r"\d[-–]$")  # what is left of 7-3, a score
# A number and a noun joined by a hyphen count where the noun is a part of the thing: a 27-member bloc.
_PARTS = re.compile(
    r"-(?:member|seat|person|strong|man|bed|storey|story|room|nation|country|state|page|judge|party|vessel|boat"
    r"|ship|cylinder|door|lane|engine|party)(?!\w)"
)
_AFTER_LETTER_HYPHEN = re.compile(r"\w[-–]$")
_NOT_BEFORE_ONE = word_set(
    "no this that which the any each every another other first last next only the's not-one each's day "
    "number's a and's some"
)
_NOT_AFTER_ONE = word_set("or of another day way hand thing time side reason moment point such")
_NUMERIC = re.compile(
    r"(?:more than|nearly|almost|about|some|approximately|roughly|fewer than|less than"
    r"|at least|up to)\s{1,3}$",
    re.I,
)
_AFTER_NUMBER = re.compile(r"\d to $")


def counted(sentence: Sentence, candidate: Candidate, before: Sequence[Amount]) -> Amount | None:
    """The amount of things: with its noun after it, or with a noun that stands elsewhere in the sentence."""
    text, number = sentence.text, candidate.last
    if text[candidate.start - 1 : candidate.start] in _DASHES and _AFTER_DIGIT.search(
        text[: candidate.start]
    ):
        return None
    first = candidate.first
    if is_part_of_name(text, number.start, number.end) or (
        first is not number and is_part_of_name(text, first.start, first.end)
    ):
        return _hyphenated(sentence, candidate)
    if text[number.end : number.end + 1] == "-" and text[number.end + 1 : number.end + 2].isalpha():
        return _hyphenated(sentence, candidate)
    if is_label(text, candidate.start) and not number.scale:
        return None
    is_one = candidate.value == 1 and not candidate.is_ratio
    is_share = number.is_fraction and not candidate.is_ratio
    or_more = qualifier_after(text, number.end)
    following = sentence.token_at(after_of(text, candidate, or_more.end() if or_more else number.end))
    noun = counted_noun(sentence.words, following, is_one=is_one or is_share)
    if noun and sentence.words.starts[noun.first] - number.end > 24:
        noun = None
    if noun is None and not is_one:
        noun = predicate_noun(sentence.words, sentence.token_at(number.end))
    if is_share and not _is_share(sentence, candidate):
        return None
    if is_one and not _one_counts(sentence, number, noun):
        return None
    if looks_like_year(text[number.start : number.end]) and not _is_no_year(sentence, candidate, noun):
        return None
    if noun is None and not stands_alone(sentence, candidate, before):
        return None
    kind = FigureKind.RATIO if candidate.is_ratio or number.is_fraction else FigureKind.COUNT
    return Amount(
        candidate.start,
        number.end,
        number,
        kind,
        candidate.value,
        candidate.low,
        candidate.high,
        noun.text if noun else None,
        noun,
        is_elided=noun is None,
    )


def _is_share(sentence: Sentence, candidate: Candidate) -> bool:
    """`half of them`, `nearly two thirds`; not the first half of a year or of a match, nor a half-day."""
    text = sentence.text
    if previous_word(text, candidate.start).lower() in PARTS_OF_TIME or text[candidate.last.end :][:1] == "-":
        return False
    return (
        bool(_SHARE_OF.match(text, candidate.last.end) or is_qualified(sentence, candidate.start))
        or candidate.last.end > len("a half") + candidate.start
    )


def _hyphenated(sentence: Sentence, candidate: Candidate) -> Amount | None:
    match = _PARTS.match(sentence.text, candidate.last.end)
    if (
        not match
        or candidate.value is None
        or _AFTER_LETTER_HYPHEN.search(sentence.text[: candidate.start][-2:])
    ):
        return None
    values = candidate.value, candidate.low, candidate.high
    unit = match.group()[1:]
    return Amount(candidate.start, candidate.last.end, candidate.last, FigureKind.COUNT, *values, unit)


def _one_counts(sentence: Sentence, number: Number, noun: Phrase | None) -> bool:
    """`one vessel` counts; `one of the`, `no one`, `the first one`, `one day` do not."""
    if number.is_digits or previous_word(sentence.text, number.start).lower() in ("minus", "negative"):
        return True
    following = sentence.token_at(number.end)
    word = sentence.tokens[following].lower if following < len(sentence.tokens) else ""
    if word in _NOT_AFTER_ONE or sentence.text[number.end : number.end + 1] == "-":
        return False
    if previous_word(sentence.text, number.start).lower() in _NOT_BEFORE_ONE:
        return False
    return noun is not None or word in ("in", "on", "from", "to", "out")


def _is_no_year(sentence: Sentence, candidate: Candidate, noun: Phrase | None) -> bool:
    """Four plain digits count only with a plural after them and no word before that dates something."""
    if noun is None or not noun.is_plural:
        return False
    before = sentence.text[: candidate.start]
    if _AFTER_NUMBER.search(before[-12:]) or _NUMERIC.search(before[-20:]) or not before.strip(" \f"):
        return True
    position = sentence.token_at(candidate.start) - 1
    return candidate.low is not None or sentence.tokens[position].kind in (
        VERB,
        PARTICIPLE,
        GERUND,
    )
