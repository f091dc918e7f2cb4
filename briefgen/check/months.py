"""The months that a text names: one that an editor names stands in its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from briefgen.languages import LANGUAGES
from briefgen.model.text import Document, Period, Span

# Words that lead to a date.
_LEADS = """
    in since until till by from to of early late mid before after through during between and
    en de d début fin mi depuis dès jusqu à entre et vers
    im seit bis von vom ab anfang mitte ende zwischen und vor nach
    nel nell dal dall da di a ad del inizio fine metà tra fra e fino entro
"""
_BEFORE = frozenset(_LEADS.split())
_WORD = re.compile(r"[^\W\d_]+")
_DAY_OR_YEAR = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|º|\.)?(?:\s+of)?\s*\Z")
_YEAR_OR_DAY = re.compile(r"\s+\d{1,2}\b|\s*,?\s*\d{4}\b")
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


def months_said(text: str, language: str = "en") -> Iterator[Month]:
    """The months that an editor's text names, in this language or in English.

    A word that only looks like one is none: "may", "march" and "august" are other words, Mars is a planet.
    """
    names = _names(language)
    for match in _WORD.finditer(text):
        word, span = match[0], Span(*match.span())
        is_dated = _has_day_or_year(text, span)
        number = names.get(word) or (names.get(word.lower()) if is_dated else None)
        if number and (is_dated or _is_led(text, span)):
            yield Month(number, word)


def months_of(document: Document) -> frozenset[int]:
    """Every month that a document may mean: named, written as a number, or of its own date."""
    text, issued = document.text, document.source.issued
    names = _names((document.source.language or "en").partition("-")[0])
    found = {names[word] for word in _WORD.findall(text) if word in names}
    capitals = (word.title() for word in _WORD.findall(text) if word.isupper())  # DECEMBER 2023
    found |= {names[word] for word in capitals if word in names}
    found |= {_SHORT_MONTHS.index(match[1]) + 1 for match in _SHORT.finditer(text)}
    for match in _NUMERIC.finditer(text):
        found |= {int(match[name]) for name in ("iso", "one", "other") if match[name]}
    own = _months_between(issued) if issued else set()
    if own and _NEXT_TO.search(text):
        own |= {(month + shift - 1) % 12 + 1 for month in own for shift in (-1, 1)}
    return frozenset(found | own)


def _months_between(period: Period) -> set[int]:
    """The months of a period of less than a year; of a longer one none can be told."""
    if period.start is None or period.end is None:
        return set()
    first, last = period.first(), period.last()
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return {(first.month + at - 1) % 12 + 1 for at in range(count)} if count < 12 else set()


def _has_day_or_year(text: str, span: Span) -> bool:
    before, after = text[max(0, span.start - 24) : span.start], text[span.end : span.end + 8]
    return bool(_DAY_OR_YEAR.search(before) or _YEAR_OR_DAY.match(after))


def _is_led(text: str, span: Span) -> bool:
    """Behind a word that leads to a date: "in May"."""
    led = _WORD.findall(text[max(0, span.start - 24) : span.start])
    return bool(led) and led[-1].casefold() in _BEFORE


@cache
def _names(language: str) -> dict[str, int]:
    """The months of a language and of English, with a capital where the language writes one."""
    spoken = [LANGUAGES[tag] for tag in {language, "en"} & LANGUAGES.keys()]
    return {one.month(number): number for one in spoken for number in range(1, 13)}
