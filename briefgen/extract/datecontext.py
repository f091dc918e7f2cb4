"""Whether the words around a number or name make it a date: "May" and "2019" are not always one."""

from __future__ import annotations

import re
from collections.abc import Callable, Set

from briefgen.extract.datewords import MONTHS

_LEFT = 32  # characters that are looked at
_TIME_WORD = re.compile(
    r"(?:\b(?:in|since|until|till|by|before|after|during|from|between|of|to|early|late|mid|end|beginning|start|through"
    r"|throughout|last|next|this|year|years|spring|summer|autumn|winter|for|on)|[(/–-])\s{0,2}$",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"(?:\b(?:the|my|our|its|his|her|their|a|this|that)|['’]s?)\s$", re.IGNORECASE)
# Words before a number that make it a reference, an amount or a count.
_REFERENCES = """
    no nos nr number numbers art arts article articles resolution resolutions directive directives
    regulation regulations decision decisions opinion opinions case cases paragraph paragraphs page pages pp
    room rooms box id code flight flights route section sections chapter chapters figure figures table tables
    version versions tel phone fax ref about nearly almost over than some around approximately least most
    exactly only roughly eur usd gbp euro euros all these those document doc isbn issn postcode zip vote votes
"""
_REFERRING = frozenset((*_REFERENCES.split(), "of", "to"))  # "a total of", "up to"
_REFERENCE = re.compile(
    rf"(?:\b(?:{'|'.join(_REFERENCES.split())}|total\sof|up\sto)\.?"
    r"|(?-i:\([A-Z]{2,4}\)|\b[A-Z]{1,4}[-/])|[#№$€£+])\s{0,2}$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s{0,2}(?:%|°|percent|per\scent|k?m\b|km2|kg|tonnes?|tons?|miles|metres|meters|feet|hours|hrs|euros?|dollars"
    r"|pounds|million|billion|thousand|people|persons|men|women|children|and\sa\shalf|[ap]\.?m\b)",
    re.IGNORECASE,
)
_DIGITS_LEFT, _DIGITS_RIGHT = re.compile(r"\d\s$"), re.compile(r"\s\d")  # groups of a telephone number
_PLURAL = re.compile(r"\s(?:[a-z]+\s)?[a-z]{3,}s\b")
_YEARLIKE = re.compile(
    r"(?:\b(?:in|since|until|till|by|during|before|after|year|early|late|mid|end|the|this|through|throughout)"
    r"|['’]s|\bof\sthe|[(=–-])\s{0,2}$",
    re.IGNORECASE,
)
_AMBIGUOUS_MONTHS = frozenset({"march", "april", "may", "june", "august"})  # also names of people, and verbs
_MONTH_AFTER = re.compile(
    r"\s{0,2}(?:,|/|–|-|and|or|to|until|through)\s{0,2}(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\b",
    re.IGNORECASE,
)
_WORD_AFTER = re.compile(r"\s[a-z]{4,}")
_PREPOSITION_AFTER = re.compile(r"\s(?:on|for|of|to|in|against|with|at|from|by)\b")
_THE = re.compile(r"\bthe\s$", re.IGNORECASE)
_NO_DAY = re.compile(r"\b(?:black|super|good|easter|cyber|ash|palm|whit|every|each)\s$", re.IGNORECASE)


def may_end_with(words: Set[str], text: str) -> bool:
    """A quick look before a long expression: the last word is one of `words`, or none that is plain."""
    text = text.rstrip()
    last = text[text.rfind(" ") + 1 :]
    return not last.isalpha() or last.lower() in words


def is_date(text: str, match: re.Match[str]) -> bool:
    """Whether a match of POINT is a date where it stands."""
    check = _CHECKS.get(match.lastgroup or "")
    if check is None:
        return True
    start, end = match.span()
    return check(match, text[max(0, start - _LEFT) : start], text[end : end + _LEFT])


def _year(match: re.Match[str], left: str, right: str) -> bool:
    return is_year(int(match["year"]), left, right)


def _month(match: re.Match[str], left: str, right: str) -> bool:
    return is_month(match["alone"], left, right)


def _relation(match: re.Match[str], left: str, right: str) -> bool:
    """ "in the last year" reaches back twelve months: no calendar year."""
    return match["within"] is not None or not _THE.search(left)


def _weekday(match: re.Match[str], left: str, right: str) -> bool:
    return match["weekday"][0].isupper() and not _NO_DAY.search(left)


def _fraction(match: re.Match[str], left: str, right: str) -> bool:
    return not _is_reference(left) and not _WORD_AFTER.match(right)


def _figures(match: re.Match[str], left: str, right: str) -> bool:
    return not _is_reference(left) and not _UNIT.match(right)


def _day_month(match: re.Match[str], left: str, right: str) -> bool:
    """Not "boys aged 12 to 15 may join"."""
    return match["day_month"] != "may" or not re.match(r"\s[a-z]{2,}", right)


def _month_day(match: re.Match[str], left: str, right: str) -> bool:
    return is_spelled(match["month_day_month"], left) and not _UNIT.match(right)


def _year_month(match: re.Match[str], left: str, right: str) -> bool:
    return is_spelled(match["year_month"], " in ")


# The last group that a kind of expression fills -> what its surroundings have to show.
_CHECKS: dict[str, Callable[[re.Match[str], str, str], bool]] = {
    "year": _year,
    "alone": _month,
    "unit": _relation,
    "in_month": _relation,
    "weekday": _weekday,
    "us_day": _fraction,
    "number_year": _figures,
    "number_month_last": _figures,
    "span_to": _figures,
    "solid": _figures,
    "day_month": _day_month,
    "month_day": _month_day,
    "to_day": _month_day,
    "month_day_year": _month_day,
    "year_month": _year_month,
}


def is_year(year: int, left: str, right: str) -> bool:
    """ "in 2021", "the 2021 crisis", "(2019)"; not "more than 2000", "2015 votes", "Resolution 1973"."""
    if (
        _is_reference(left)
        or _UNIT.match(right)
        or (_DIGITS_LEFT.search(left) and _DIGITS_RIGHT.match(right))
    ):
        return False
    if not 1900 <= year <= 2099:
        return bool(re.search(r"\b(?:in|since|until|year|of|to)\s$", left)) and not _PLURAL.match(right)
    return bool(_YEARLIKE.search(left)) or not _PLURAL.match(right)


def is_month(word: str, left: str, right: str) -> bool:
    """ "in May", "May and June", "my March letter"; not "May I", "Theresa May", "the March on Rome"."""
    name = word.lower().rstrip(".")
    if len(name) < 4 and name != "may":
        return False
    if word[0].islower():
        return bool(re.search(r"\b(?:in|last|next|since|until)\s$", left)) and not re.match(
            r"\s[a-z]+ly\b", right
        )
    if _TIME_WORD.search(left) or _MONTH_AFTER.match(right):
        return not re.match(r"\s(?:I|we|he|she|they|it)\b", right) or name != "may"
    if _DETERMINER.search(left):
        return re.match(r"\s[a-z]", right) is not None and not _PREPOSITION_AFTER.match(right)
    if re.search(r"(?:,|\band|\bor|&)\s$", left):
        return name not in _AMBIGUOUS_MONTHS and not re.match(r"\s[A-Z]", right)
    return (
        name not in _AMBIGUOUS_MONTHS
        and not re.match(r"\s[A-Z]", right)
        and not re.search(r"[A-Za-z]\s$", left)
    )


def is_spelled(word: str, left: str) -> bool:
    """A month before a day or after a year: "may 5" in running text is more often a verb."""
    name = word.lower().rstrip(".")
    return name in MONTHS and (
        word[0].isupper() or name not in {"may", "mar", "march"} or _TIME_WORD.search(left) is not None
    )


def _is_reference(left: str) -> bool:
    """The words before a number make it a reference, an amount or a count."""
    return may_end_with(_REFERRING, left) and _REFERENCE.search(left) is not None
