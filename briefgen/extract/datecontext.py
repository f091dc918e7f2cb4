"""Whether the words around a number or name make it a date: "May" and "2019" are not always one."""

from __future__ import annotations

import re

from briefgen.extract.datewords import MONTHS

_LEFT = 32  # characters that are looked at
_TIME_WORD = re.compile(
    r"(?:\b(?:in|since|until|till|by|before|after|during|from|between|of|to|early|late|mid|end|beginning|start|through"
    r"|throughout|last|next|this|year|years|spring|summer|autumn|winter|for|on)|[(/–-])\s{0,2}$",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"(?:\b(?:the|my|our|its|his|her|their|a|this|that)|['’]s?)\s$", re.IGNORECASE)
# Words before a number that make it a reference, an amount or a count.
_REFERENCE = re.compile(
    r"(?:\b(?:nos?|nr|numbers?|arts?|articles?|resolutions?|directives?|regulations?|decisions?|opinions?|cases?"
    r"|paragraphs?|pages?|pp?|rooms?|box|id|code|flights?|route|sections?|chapters?|figures?|tables?|versions?|tel"
    r"|phone|fax|ref|about|nearly|almost|over|than|some|around|approximately|least|most|exactly|only|total\sof|roughly"
    r"|up\sto|eur|usd|gbp|euros?|all|these|those|document|doc|isbn|issn|postcode|zip|vote|votes)\.?"
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
_PREPOSITION_AFTER = re.compile(r"\s(?:on|for|of|to|in|against|with|at|from|by)\b")
_THE = re.compile(r"\bthe\s$", re.IGNORECASE)
_NO_DAY = re.compile(r"\b(?:black|super|good|easter|cyber|ash|palm|whit|every|each)\s$", re.IGNORECASE)


def is_date(text: str, match: re.Match[str]) -> bool:
    """Whether a match of POINT is a date where it stands."""
    start, end = match.span()
    left = text[max(0, start - _LEFT) : start]
    right = text[end : end + _LEFT]
    if match["year"]:
        return is_year(int(match["year"]), left, right)
    if match["alone"]:
        return is_month(match["alone"], left, right)
    if match["relation"]:  # "in the last year" reaches back twelve months: no calendar year
        return match["within"] is not None or not _THE.search(left)
    if match["weekday"]:
        return match["weekday"][0].isupper() and not _NO_DAY.search(left)
    if match["us_month"]:
        return not _REFERENCE.search(left) and not re.match(r"\s[a-z]{4,}", right)
    if match["number_month"] or match["number_year_first"] or match["span_year"] or match["solid"]:
        return not _REFERENCE.search(left) and not _UNIT.match(right)
    if match["day_month"] == "may" and not match["day_year"]:
        return not re.match(r"\s[a-z]{2,}", right)  # "boys aged 12 to 15 may join"
    if match["month_day_month"]:
        return is_spelled(match["month_day_month"], left) and not _UNIT.match(right)
    if match["year_month_year"]:
        return is_spelled(match["year_month"], " in ")
    return True


def is_year(year: int, left: str, right: str) -> bool:
    """ "in 2021", "the 2021 crisis", "(2019)"; not "more than 2000", "2015 votes", "Resolution 1973"."""
    if (
        _REFERENCE.search(left)
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
