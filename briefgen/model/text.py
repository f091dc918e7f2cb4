"""Documents and addresses in them: everything that can be quoted is a slice of a document's text."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import itemgetter

from briefgen.model.making import setters


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Half-open range of characters: `text[start:end]`."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        _span_start(self, start)
        _span_end(self, end)

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


_span_start, _span_end = setters(Span)

# EDTF (Library of Congress, 2019): 21-24 are seasons (level 1), 33-36 quarters and 40-41 halves (level 2).
SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24
_MONTHS_OF_PART = {
    SPRING: (3, 5),
    SUMMER: (6, 8),
    AUTUMN: (9, 11),
    WINTER: (12, 14),  # from December into February of the next year
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
    40: (1, 6),
    41: (7, 12),
}
_EDTF_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<approximate>~?)")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date with the precision that the source gives: `2023-12` stays a month.

    `month` also takes the EDTF codes of seasons, quarters and halves.
    Raises ValueError for a date that does not exist.
    """

    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999:
            raise ValueError(f"no such year: {self.year}")
        if self.month is None and self.day is not None:
            raise ValueError("a day needs its month")
        if self.month is not None and not (1 <= self.month <= 12 or self.month in _MONTHS_OF_PART):
            raise ValueError(f"no such month: {self.month}")
        if self.day is not None:
            date(self.year, self.month or 0, self.day)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @property
    def edtf(self) -> str:
        month = f"-{self.month:02d}" if self.month else ""
        day = f"-{self.day:02d}" if self.day else ""
        return f"{self.year:04d}{month}{day}{'~' if self.approximate else ''}"

    def first(self) -> date:
        """The earliest day it can mean."""
        if self.month is None:
            return date(self.year, 1, 1)
        start = _MONTHS_OF_PART.get(self.month, (self.month, self.month))[0]
        return date(self.year, start, self.day or 1)

    def last(self) -> date:
        """The latest day it can mean."""
        if self.month is None:
            return date(self.year, 12, 31)
        end = _MONTHS_OF_PART.get(self.month, (self.month, self.month))[1]
        year, end = self.year + (end - 1) // 12, (end - 1) % 12 + 1
        return date(year, end, self.day or calendar.monthrange(year, end)[1])


@dataclass(frozen=True, slots=True)
class Period:
    """An EDTF date or interval; a single date has `start == end`, an open end is None."""

    start: PartialDate | None
    end: PartialDate | None

    def __post_init__(self) -> None:
        if self.start is None and self.end is None:
            raise ValueError("a period needs a start or an end")
        if self.start is not self.end and self.start and self.end and self.end.last() < self.start.first():
            raise ValueError(f"{self.edtf} ends before it starts")

    @classmethod
    def at(cls, when: PartialDate) -> Period:
        return cls(when, when)

    @classmethod
    def parse(cls, edtf: str) -> Period:
        """Read `2023-12`, `2025~`, `2025-10/2025-12`, `2021/..`; ValueError for anything else."""
        start, slash, end = edtf.partition("/")
        if not slash:
            return cls.at(_parse_date(start))
        return cls(
            None if start == ".." else _parse_date(start),
            None if end == ".." else _parse_date(end),
        )

    @property
    def is_single(self) -> bool:
        return self.start == self.end

    @property
    def edtf(self) -> str:
        if self.start is not None and self.is_single:
            return self.start.edtf
        return "/".join(end.edtf if end else ".." for end in (self.start, self.end))

    def first(self) -> date:
        return self.start.first() if self.start else date.min

    def last(self) -> date:
        return self.end.last() if self.end else date.max

    def overlaps(self, other: Period) -> bool:
        return self.first() <= other.last() and other.first() <= self.last()


@dataclass(frozen=True, slots=True)
class YearlessDate:
    """A day or month whose year nothing tells, `XXXX-05-09` in EDTF: no place in time, so no Period."""

    month: int
    day: int | None = None

    def __post_init__(self) -> None:
        date(2000, self.month, self.day or 1)  # 29 February exists in some year

    @property
    def edtf(self) -> str:
        return f"XXXX-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")


def _parse_date(text: str) -> PartialDate:
    match = _EDTF_DATE.fullmatch(text)
    if not match:
        raise ValueError(f"not an EDTF date: {text!r}")
    month, day = match["month"], match["day"]
    return PartialDate(
        int(match["year"]),
        int(month) if month else None,
        int(day) if day else None,
        approximate=bool(match["approximate"]),
    )


@dataclass(frozen=True, slots=True, init=False)
class Citation:
    """The address of some characters: which document, which bytes of it, from where to where."""

    document: str
    sha256: str
    start: int
    end: int

    def __init__(self, document: str, sha256: str, start: int, end: int) -> None:
        _cited_document(self, document)
        _cited_sha256(self, sha256)
        _cited_start(self, start)
        _cited_end(self, end)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


_cited_document, _cited_sha256, _cited_start, _cited_end = setters(Citation)


@dataclass(frozen=True, slots=True)
class Source:
    """What is known about a document, in CSL-JSON's terms; None is "not known".

    `outside` names the fields that are known from outside the document's text, each with how.
    """

    id: str
    sha256: str
    title: str | None = None
    author: tuple[str, ...] = ()
    container_title: str | None = None
    publisher: str | None = None
    issued: Period | None = None
    issued_basis: str | None = None
    url: str | None = None
    type: str | None = None
    language: str | None = None
    narrator: str | None = None
    narrator_role: str | None = None
    narrator_basis: str | None = None
    occasion: str | None = None  # "letter to EU leaders": how a statement of the narrator is introduced
    reliability: str | None = None
    venue: str | None = None  # the outlet or occasion whose words this document repeats
    part_of: str | None = None  # the document it is an annex or a translation of: one origin
    added: date | None = None
    outside: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Correction:
    """A reading that a person declared for an OCR fault; printed in square brackets."""

    span: Span
    reading: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source and its untouched text; furniture is page debris, never quoted and never counted.

    `pages` tells from which character on which page of the original the text stands; empty without pages.
    """

    source: Source
    text: str
    furniture: tuple[Span, ...] = ()
    corrections: tuple[Correction, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()

    @property
    def id(self) -> str:
        return self.source.id

    def page_of(self, offset: int) -> int | None:
        """The page on which a character stands; None where the pages are not known."""
        at = bisect_right(self.pages, offset, key=itemgetter(0))
        return self.pages[at - 1][1] if at else None

    def cite(self, span: Span) -> Citation:
        return Citation(self.source.id, self.source.sha256, span.start, span.end)


class PassageKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is read as one: a paragraph, heading, list item or cell.

    `index` counts the passages of a document from 0. `heading` is the index of the heading that governs
    it, `lead` of the sentence that introduces its list; `sentences` are spans inside `cited`.
    A passage that goes on after page debris covers it: the debris is a furniture passage of its own,
    and `gaps` names the ranges inside this passage that do not belong to it.
    """

    cited: Citation
    index: int
    kind: PassageKind
    sentences: tuple[Span, ...] = ()
    heading: int | None = None
    lead: int | None = None
    gaps: tuple[Span, ...] = ()
