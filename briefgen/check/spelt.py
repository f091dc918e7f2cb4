"""Numbers in words as the check reads them: which values they may mean."""

from __future__ import annotations

import re
from decimal import Decimal

SPACE = r"[ \t\n\u00a0\u2007\u2009\u202f]"

_ONES = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "dozen": 12,
}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_FRACTIONS = _PARTS | {f"{word}s": parts for word, parts in _PARTS.items()}

_WORD = "|".join([*_ONES, *_TENS, *SCALES, *_FRACTIONS])
_LARGE = "|".join([*SCALES, "dozen"])
# What may stand between the words of one number.
_LINK = rf"""
    (?: {SPACE}{{1,3}} (?: and {SPACE}{{1,3}} )? | - ) (?={_WORD})
  | {SPACE}{{1,3}} and {SPACE} an? {SPACE} (?=half|third|quarter)                # two and a half
  | (?<=half|rter|hird) {SPACE} (?: of {SPACE} )? an? {SPACE} (?={_LARGE})       # half a million
  | (?<=rters|hirds) {SPACE} of {SPACE} an? {SPACE} (?={_LARGE})
  | {SPACE} point {SPACE} (?={"|".join(_ONES)})                                  # zero point four
"""
SPELT = rf"\b (?P<words> (?:{_WORD}) (?: (?:{_LINK}) (?:{_WORD}) ){{0,8}} ) \b"


def read_words(written: str) -> frozenset[Decimal]:
    """`twenty-five`, `two and a half million`, `half a dozen`; a fraction is itself and its percentage."""
    whole, _, decimals = written.lower().partition("point")
    total, part, is_share, is_added = Decimal(0), Decimal(0), False, False
    for word in re.split(rf"{SPACE}+|-", whole.strip()):
        if word in _FRACTIONS:
            one = part * _FRACTIONS[word] + 1 if is_added else total + part or Decimal(1)
            total, part, is_share = total if is_added else Decimal(0), one / _FRACTIONS[word], not is_added
        elif word in SCALES and word != "hundred":
            of_all = total if total < SCALES[word] else Decimal(0)  # five thousand two hundred million
            amount = (of_all + part or Decimal(1)) * SCALES[word]
            total, part, is_share = total - of_all + amount, Decimal(0), False
        elif word in ("hundred", "dozen"):
            part, is_share = (part or Decimal(1)) * (100 if word == "hundred" else 12), False
        else:
            part += _ONES.get(word) or _TENS.get(word) or 0
        is_added = word in ("a", "an") and bool(part) and not is_share
    value = total + part
    if decimals:
        return frozenset({Decimal(f"{value}." + "".join(str(_ONES[word]) for word in decimals.split()))})
    return frozenset({value, value * 100} if is_share else {value})
