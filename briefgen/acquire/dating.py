"""Dates as pages, properties and headers write them, in EDTF; and the words of the text that show them."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

from briefgen.extract.dates import periods_in
from briefgen.model.text import Document, Period, Source, Span
from briefgen.model.verbatim import fold

_ISO = re.compile(r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?(?![\d/.-])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_EARLIEST = 1800
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
