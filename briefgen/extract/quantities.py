"""Amounts with a currency, percent sign, duration or physical unit beside them."""

from __future__ import annotations

import re
from decimal import Decimal

from briefgen.extract.counted import counted_noun
from briefgen.extract.exclusions import is_part_of_name, looks_like_year, previous_word
from briefgen.extract.scan import PARTS_OF_TIME, Amount, Candidate, Sentence, after_of
from briefgen.extract.units import Unit, currency_before, unit_after
from briefgen.extract.wordsets import word_set
from briefgen.model.facts import FigureKind

_LETTER_SCALE = re.compile(r" ?(?P<letter>[mMbB])(?![\w/]|\.\w)")
_LETTERS_BEHIND = (*"mMbB", " m", " M", " b", " B")
_LETTERS = {"m": 10**6, "b": 10**9}
# Nouns of people and things that come in millions, where "5m migrants" means million and not metres.
_POPULATION = re.compile(
    r"\s{0,3}(?:[a-z-]+\s){0,2}(?:people|persons|migrants|refugees|users|jobs|homes|households|voters|children|women"
    r"|men|workers|visitors|arrivals|crossings|inhabitants|citizens|customers|subscribers|viewers|deaths|tourists"
    r"|passengers|displaced|views|copies|vehicles|cars|barrels|doses|Syrians|Ukrainians|Afghans)\b"
)
_FOLD = re.compile(r"[ -]?fold\b|[ -]times(?= (?:as|more|less|higher|lower|larger|greater|the)\b)")
_FOLDS = ("fold", " fold", "-fold", " times", "-times")
_OF_AGE = re.compile(r"\b(?:the ages? of|aged(?: between| from)?)\s{1,3}$", re.IGNORECASE)
_YEARS = frozenset({"year", "years"})
_OF_TIME = word_set("in since by until till of during")


def measured(sentence: Sentence, candidate: Candidate) -> Amount | None:
    """The amount with a currency, percent, duration or physical unit beside it."""
    text = sentence.text
    number = candidate.last
    if text.startswith(_FOLDS, number.end) and (fold := _FOLD.match(text, number.end)):
        values = candidate.value, candidate.low, candidate.high
        return Amount(candidate.start, fold.end(), number, FigureKind.RATIO, *values, "times")
    if number.is_fraction and previous_word(text, candidate.start).lower() in PARTS_OF_TIME:
        return None  # "the first half of the year"
    if (
        looks_like_year(text[number.start : number.end])
        and previous_word(text, candidate.start).lower() in _OF_TIME
    ):
        return None
    before = currency_before(text, candidate.first.start)
    end, factor = number.end, 1
    has_letter = number.is_digits and not number.scale and text.startswith(_LETTERS_BEHIND, number.end)
    letter = _LETTER_SCALE.match(text, number.end) if has_letter else None
    if letter and _is_scale(text, letter, before):
        end, factor = letter.end(), _LETTERS[letter["letter"].lower()]
    after = unit_after(text, after_of(text, candidate, end))
    if before and after and after.kind is FigureKind.MONEY and after.name != before.name:
        after = None
    opening = text[max(0, candidate.first.start - 24) : candidate.first.start]
    if (after is None or after.name in _YEARS) and "age" in opening.lower() and _OF_AGE.search(opening):
        after = Unit(end, after.end if after else end, "years old", FigureKind.OTHER)
    unit = _unit_of(before, after)
    if unit is None:
        if factor == 1:
            return None
        noun = counted_noun(sentence.words, sentence.token_at(end))
        values = _scaled(candidate, factor)
        return Amount(
            candidate.start, end, number, FigureKind.COUNT, *values, noun.text if noun else None, noun
        )
    if after is None and is_part_of_name(text, number.start, end) and text[end : end + 1].isalnum():
        return None
    start = min(candidate.start, before.start if before else candidate.start)
    values = _scaled(candidate, factor * unit.factor)
    end = max(end, after.end if after else end)
    if unit.kind in (FigureKind.DURATION, FigureKind.OTHER) and _is_name_like(sentence, candidate, end):
        return None
    return Amount(start, end, number, unit.kind, *values, unit.name)


def _unit_of(before: Unit | None, after: Unit | None) -> Unit | None:
    if before and after and after.kind is not FigureKind.MONEY:
        return before if after.kind is not FigureKind.PERCENT else after
    return after or before


def _is_name_like(sentence: Sentence, candidate: Candidate, end: int) -> bool:
    """`5 Years Plan`: a capital after the number and before a capital is part of a name."""
    words = sentence.text[candidate.last.end : end].strip(" -")
    rest = sentence.text[end : end + 2].strip()
    return len(words) > 2 and words.istitle() and rest[:1].isupper() and candidate.last.is_digits


def _is_scale(text: str, letter: re.Match[str], currency: Unit | None) -> bool:
    if currency or (unit_after(text, letter.end()) is not None and letter["letter"] != "m"):
        return True
    following = unit_after(text, letter.end())
    if following is not None and following.kind is FigureKind.MONEY:
        return True
    if letter["letter"] in "MB" and not letter.group().startswith(" "):
        return True
    return bool(_POPULATION.match(text, letter.end()))


def _scaled(candidate: Candidate, factor: int) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    def times(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * factor

    return times(candidate.value), times(candidate.low), times(candidate.high)
