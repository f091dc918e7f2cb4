"""Two numbers that are one amount: a range ("5 to 7 million") or a ratio ("one in five")."""

from __future__ import annotations

import re

from briefgen.extract.exclusions import looks_like_year
from briefgen.extract.numbers import Number
from briefgen.extract.scan import Candidate, Sentence
from briefgen.extract.units import currency_before, unit_after

# "three- to five-year": the first number keeps the hyphen of the noun that both share.
_RANGE = re.compile(r"(?:\s{0,2}(?:-|–|—|~)\s{0,2}|-?\s{1,3}(?:to|or)(?:\s{1,3}|-))$")
_BETWEEN = re.compile(r"\bbetween\s{1,3}(?:the ages of )?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s{1,3}(?:about |around |nearly |just |roughly )?$", re.IGNORECASE)
_BY = re.compile(r"\bby\s{1,3}(?:[a-z]+\s{1,3}){0,2}$", re.IGNORECASE)
_RATIO = re.compile(r"\s{1,3}(?P<word>in every|in|out of every|out of|of)\s{1,3}$")
CHANGE_OF_LEVEL = re.compile(
    r"\b(?:rose|risen|rise|rising|grew|grown|grow|growing|increas\w+|jump\w*|climb\w*|surg\w+|soar\w*|fell|fallen|fall"
    r"|falling|drop\w*|declin\w+|decreas\w+|dip\w*|plung\w+|went|gone|going|up|down|rais\w+|reduc\w+|cut|lower\w*|expand\w*"
    r"|chang\w+|mov\w+|doubl\w+|tripl\w+|plummet\w*|slid|slipp\w+|improv\w+)\b",
    re.IGNORECASE,
)


def pair_at(sentence: Sentence, at: int) -> tuple[Candidate, int] | None:
    """Two numbers that are one amount: a range (5 to 7) or a ratio (one in five, 9 of 27)."""
    if at + 1 >= len(sentence.numbers):
        return None
    first, last = sentence.numbers[at], sentence.numbers[at + 1]
    if first.value is None or last.value is None or last.start - first.end > 24 or sentence.is_blocked(last):
        return None
    between = sentence.text[first.end : last.start]
    whose = currency_before(sentence.text, first.start)
    begins = whose.start if whose else first.start
    before = sentence.text[max(0, begins - 60) : begins]
    if _RATIO.match(between) and not first.is_fraction:
        return _ratio(sentence, first, last, between)
    return _range(sentence, first, last, between, before)


def _ratio(sentence: Sentence, first: Number, last: Number, between: str) -> tuple[Candidate, int] | None:
    if first.value is None or last.value is None or not 0 < first.value < last.value:
        return None
    plain = first.scale == last.scale == 0 and first.is_digits == last.is_digits
    joins = between.strip()
    if joins == "in" and (
        not plain or last.value > 1000 or looks_like_year(sentence.text[last.start : last.end])
    ):
        return None
    if unit_after(sentence.text, last.end) or currency_before(sentence.text, last.start):
        return None
    value = first.value / last.value
    return Candidate(first.start, last.end, value, None, None, first, last, is_ratio=True), 2


def _range(
    sentence: Sentence, first: Number, last: Number, between: str, before: str
) -> tuple[Candidate, int] | None:
    if first.value is None or last.value is None:
        return None
    currency = currency_before(sentence.text, last.start)
    joins = sentence.text[first.end : currency.start if currency else last.start]
    unit = unit_after(sentence.text, first.end)
    is_own = unit is not None and unit.end < last.start  # as in 5% to 7%, and not in 5 to 7%
    if unit and is_own:  # 5% to 7%, but not 5% to EUR 7
        other = currency or unit_after(sentence.text, last.end)
        if other is None or other.name != unit.name:
            return None
        joins = sentence.text[unit.end : currency.start if currency else last.start]
    whose, measured = currency_before(sentence.text, first.start), unit_after(sentence.text, last.end)
    if whose and measured and whose.name != measured.name:
        return None
    if (is_own or whose) and _BY.search(before) and CHANGE_OF_LEVEL.search(before):
        return None  # "rose by $5 million to $90 million": the change and what it led to
    low, high = first.value, last.value
    if last.scale and not first.scale and low < high:
        low *= last.scale if low * last.scale < high else 1
    start = whose.start if whose else first.start
    if (match := _BETWEEN.search(before)) and joins.strip() == "and":
        start -= len(before) - match.start()
    elif (match := _FROM.search(before)) and joins.strip() == "to":
        if CHANGE_OF_LEVEL.search(before):
            return None
        start -= len(before) - match.start()
    elif not _RANGE.match(joins):
        return None
    if not low < high:
        return None
    return Candidate(start, last.end, None, low, high, first, last), 2
