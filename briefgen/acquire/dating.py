"""Dates as pages, properties and headers write them, in EDTF; and the words of the text that show them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from email.utils import parsedate_to_datetime
from functools import cache

from babel.dates import get_month_names

from briefgen.extract.dates import periods_in
from briefgen.model.text import Document, Period, Source, Span
from briefgen.model.verbatim import fold

_ISO = re.compile(r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?(?![\d/.-])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_EARLIEST = 1800
_HEAD_LINES = 12
_LANGUAGES = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt",
    "nl", "pl", "pt", "ro", "sk", "sl", "sv", "ru", "uk",
)  # fmt: skip
_DAY_IN_WORDS = re.compile(
    r"\b(?P<day>\d{1,2})(?:er|\.)?\s+(?:de\s+)?(?P<month>[^\W\d_]{3,15})\s+(?:de\s+)?(?P<year>\d{4})\b"
)
_HEAD, _TAIL = 4_000, 2_000  # characters in which a document says its date
_LONGEST = 100


def as_edtf(written: str, today: date) -> str | None:
    """`2025-07-22T10:00+02:00`, `2025/07`, `20250722`, `22 July 2025` or a header's date; None for others.

    A day is the one that is written, whatever the time zone; one that has not come is none.
    """
    written = written.strip()[:_LONGEST]
    for period in (_of_digits(written), _of_words(written), _of_header(written)):
        if period is not None and period.first() <= today and period.first().year >= _EARLIEST:
            return period.edtf
    return None


def _of_digits(written: str) -> Period | None:
    if match := _COMPACT.match(written):
        return _parsed("-".join(match.groups()))
    if match := _ISO.match(written):
        parts = [match["year"], *(part.zfill(2) for part in (match["month"], match["day"]) if part)]
        return _parsed("-".join(parts))
    return None


def _parsed(edtf: str) -> Period | None:
    try:
        return Period.parse(edtf)
    except ValueError:
        return None


def _of_words(written: str) -> Period | None:
    found = periods_in(_bare(written), Span(0, len(written)))
    return found[0].period if len(found) == 1 else None


def date_at_head(text: str, language: str | None) -> tuple[str, str] | None:
    """The one day that short lines at the head give in a language of the EU, and the line: `le 14 mai 2025`.

    A month that is another one in another language (`listopad`) counts only where the language is known.
    """
    found: dict[str, str] = {}
    for line in [line for line in text.splitlines() if line.strip()][:_HEAD_LINES]:
        match = _DAY_IN_WORDS.search(line) if len(line) <= _LONGEST else None
        months = _months(match["month"].casefold(), language) if match else set()
        if match and len(months) == 1:
            day = _parsed(f"{match['year']}-{months.pop():02d}-{int(match['day']):02d}")
            if day is not None:
                found.setdefault(day.edtf, fold(match[0]))
    return next(iter(found.items())) if len(found) == 1 else None


def _months(name: str, language: str | None) -> set[int]:
    known = (language or "")[:2].lower()
    languages = (known,) if known in _LANGUAGES else _LANGUAGES
    return {number for tag in languages for number in _month_names(tag).get(name, ())}


@cache
def _month_names(language: str) -> Mapping[str, set[int]]:
    """Numbers of months by their names in running text and on their own."""
    names: dict[str, set[int]] = {}
    for context in ("format", "stand-alone"):
        for number, name in get_month_names("wide", context, language).items():
            names.setdefault(name.casefold(), set()).add(number)
    return names


def _bare(text: str) -> Document:
    return Document(Source(id="", sha256=""), text)


def _of_header(written: str) -> Period | None:
    try:
        return Period.parse(parsedate_to_datetime(written).date().isoformat())
    except (ValueError, TypeError, OverflowError):
        return None


def words_that_say(text: str, issued: str) -> str | None:
    """The words at the head or foot of a text that name this very date; None where none do."""
    wanted = Period.parse(issued)
    document = _bare(text)
    for start, end in ((0, min(len(text), _HEAD)), (max(_HEAD, len(text) - _TAIL), len(text))):
        for found in periods_in(document, Span(start, end)) if start < end else ():
            if found.period == wanted:
                return fold(found.span.of(text))
    return None
