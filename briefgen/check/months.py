"""The months that a text names, in any of the languages of briefs: an editor's month stands in its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from briefgen.languages import LANGUAGES
from briefgen.model.text import Document, Span

# Before a month that is one: "may", "march" and "august" are other words as well.
_LEADS = """
    in since until till by from to of early late mid before after through during between and
    en de d début fin mi depuis dès jusqu à entre et vers
    im seit bis von vom ab anfang mitte ende zwischen und vor nach
    nel nell dal dall da di a ad del inizio fine metà tra fra e fino entro
"""
_BEFORE = frozenset(_LEADS.split())
_WORD = re.compile(r"[^\W\d_]+")
_DAY_OR_YEAR = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|º|\.)?(?:\s+of)?\s*\Z")
_YEAR_OR_DAY = re.compile(r"\s*,?\s*\d{1,4}\b")
_NUMERIC = re.compile(
    r"(?<!\d)(?:\d{4}-(?P<iso>\d{2})(?:-\d{2})?|(?P<one>\d{1,2})[./](?P<other>\d{1,2})[./]\d{2,4})(?!\d)"
)
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SHORT = re.compile(rf"\b({'|'.join(_SHORT_MONTHS)})t?\b")
_NEXT_TO = re.compile(
    r"\b(?:last|next|previous|following|past|coming)\s+month\b|\bmonth\s+(?:ago|earlier)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Month:
    """A month in words of a text."""

    number: int
    text: str


def months_said(text: str) -> Iterator[Month]:
    """The months that an editor's text names; a word that only looks like one is none."""
    for match in _WORD.finditer(text):
        number = _names().get(match[0].casefold())
        if number and _is_month(text, Span(*match.span()), match[0]):
            yield Month(number, match[0])


def months_of(document: Document) -> frozenset[int]:
    """Every month that a document may mean: named, written as a number, or of its own date."""
    text, issued = document.text, document.source.issued
    found = {_names()[word.casefold()] for word in _WORD.findall(text) if word.casefold() in _names()}
    found |= {_SHORT_MONTHS.index(match[1]) + 1 for match in _SHORT.finditer(text)}
    for match in _NUMERIC.finditer(text):
        found |= {int(match[name]) for name in ("iso", "one", "other") if match[name]}
    dates = [date for date in (issued.start, issued.end) if date] if issued else []
    own = {month for date in dates if date.month for month in (date.first().month, date.last().month)}
    if own and _NEXT_TO.search(text):
        own |= {(month + shift - 1) % 12 + 1 for month in own for shift in (-1, 1)}
    return frozenset(found | own)


def _is_month(text: str, span: Span, word: str) -> bool:
    """A name that stands by a day or a year, or behind a word that leads to a date.

    English and German write it with a capital, French and Italian without: Mars is a planet.
    """
    if word[0].isupper() != (word.casefold() in _capital()) and word.casefold() != "mai":
        return False
    before, after = text[max(0, span.start - 24) : span.start], text[span.end : span.end + 8]
    led = _WORD.findall(before)
    is_led = bool(led) and led[-1].casefold() in _BEFORE
    return is_led or bool(_DAY_OR_YEAR.search(before) or _YEAR_OR_DAY.match(after))


@cache
def _names() -> dict[str, int]:
    """The months of all languages by their names in lower case."""
    return {
        language.month(number).casefold(): number
        for language in LANGUAGES.values()
        for number in range(1, 13)
    }


@cache
def _capital() -> frozenset[str]:
    names = (LANGUAGES[tag].month(number) for tag in ("en", "de") for number in range(1, 13))
    return frozenset(name.casefold() for name in names)
