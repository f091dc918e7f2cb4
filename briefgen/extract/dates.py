"""Dates and periods that a text names, as EDTF with the precision of its words.

Expressions are found and read one by one (`points`), put together to ranges here, and given their year
from the document's own date where they lack one. What cannot be decided is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from briefgen.extract.anchor import Anchor, direction
from briefgen.extract.datecontext import may_end_with
from briefgen.extract.dateforms import read_point
from briefgen.extract.datescan import DateWords, date_words, date_words_of
from briefgen.extract.datewords import WEEKDAYS
from briefgen.extract.points import Point
from briefgen.extract.ranges import CONNECTOR, joined
from briefgen.extract.wordsets import word_set
from briefgen.model.facts import DateMention
from briefgen.model.text import Document, Passage, PassageKind, Period, Span, YearlessDate

_PART = re.compile(
    r"""\b(?:(?P<early>early|earlier\ in) | (?P<start>(?:the\ )?(?:beginning|start)(?:\ of)?)
      | (?P<mid>mid|(?:the\ )?middle\ of) | (?P<late>late|later\ in) | (?P<end>(?:the\ )?end(?:\ of)?))
      (?:\s|-)(?:the\s)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_LAST_OF_PART = word_set("early in beginning start of mid middle late end the")
_LIST = re.compile(
    r"\s{0,3}(?:,|\band\b|,\s?and\b|\bor\b|&|-|–|—|\bto\b|\bthrough\b|\buntil\b|/)\s{0,3}(?:in\s|on\s|the\s)?",
    re.IGNORECASE,
)

_SENTENCE = 200  # characters in which a year sets the time of what follows
_ENDS = re.compile(r"[.!?;]\s+[A-Z“\"(]")
_SETTING = re.compile(r"(?:\b(?:[Ii]n|[Dd]uring|[Tt]hroughout|[Oo]f)|\b[A-Z][a-z]+)\s$")


@dataclass(frozen=True, slots=True)
class Dated:
    """A resolved date or period and its words; relative when the document's own date was needed."""

    span: Span
    period: Period
    is_relative: bool


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that name a date or period; `value` is None where nothing tells which ("last year" undated)."""

    span: Span
    value: Period | YearlessDate | None
    is_relative: bool


PLACE = attrgetter("span.start", "span.end")  # to sort by


def find_dates(
    document: Document, passages: Sequence[Passage], expressions: Sequence[Expression] | None = None
) -> tuple[DateMention, ...]:
    """All dates of the text itself, and the document's own date where a byline or dateline gives it.

    `expressions` are those of `read_expressions` where they are known.
    """
    found = read_expressions(document, passages) if expressions is None else expressions
    told = sorted((*found, *_own_date(document, passages)), key=PLACE)
    return tuple(
        DateMention(document.cite(expression.span), expression.value)
        for expression in told
        if expression.value is not None
    )


def _own_date(document: Document, passages: Sequence[Passage]) -> Iterator[Expression]:
    """Where page debris gives the day of the document; its other dates are of other pages."""
    issued = document.source.issued
    if issued is None or issued.start is None or issued.start.day is None or not issued.is_single:
        return
    for passage in passages:
        if passage.kind is PassageKind.FURNITURE:
            here = expressions_in(document, passage.cited.span)
            yield from (expression for expression in here if expression.value == issued)


def read_expressions(document: Document, passages: Sequence[Passage]) -> tuple[Expression, ...]:
    """The date expressions of all passages in order; page debris has dates, but not the text's."""
    return placed_in_time(date_words_of(document, passages), Anchor.of(document.source.issued))


def as_said(found: Sequence[DateWords]) -> tuple[tuple[Expression, ...], ...]:
    """The date expressions of each stretch, as far as its words alone place them in time."""
    return tuple(tuple(_expressions(words, None)) for words in found)


def placed_in_time(
    found: Sequence[DateWords],
    anchor: Anchor | None,
    said: Sequence[tuple[Expression, ...]] | None = None,
) -> tuple[Expression, ...]:
    """The date expressions of several stretches in order, as seen from the document's own date.

    `said` are those of `as_said` where they are known.
    """
    expressions: list[Expression] = []
    for words, alone in zip(found, as_said(found) if said is None else said, strict=True):
        is_placed = anchor is None or all(map(_is_placed, alone))
        expressions += alone if is_placed else _expressions(words, anchor)
    return tuple(sorted(expressions, key=PLACE))


def _is_placed(expression: Expression) -> bool:
    """By its own words: the document's date changes nothing."""
    return not expression.is_relative and isinstance(expression.value, Period)


def periods_in(document: Document, span: Span) -> tuple[Dated, ...]:
    """The dates and periods inside `span` that can be placed in time, in order, apart from one another."""
    return periods(expressions_in(document, span))


def periods(expressions: Iterable[Expression]) -> tuple[Dated, ...]:
    """Those expressions that can be placed in time."""
    return tuple(
        Dated(found.span, found.value, found.is_relative)
        for found in expressions
        if isinstance(found.value, Period)
    )


def expressions_in(document: Document, span: Span) -> tuple[Expression, ...]:
    """All words for dates and periods inside `span`, placed in time or not."""
    return tuple(_expressions(date_words(document, span), Anchor.of(document.source.issued)))


def _expressions(words: DateWords, anchor: Anchor | None) -> Iterator[Expression]:
    text = words.text
    read = [(match, read_point(match, anchor)) for match in words.found]
    points = [_with_weekday(text, point, match, anchor) for match, point in read if point]
    points = _with_shared_years(text, [_with_part(text, point) for point in points])
    placed = [_placed(text, points, at, anchor) for at in range(len(points))]
    for start, end, value, is_relative in joined(text, placed):
        yield Expression(words.back.span(start, end), value, is_relative)


def _with_weekday(text: str, point: Point, match: re.Match[str], anchor: Anchor | None) -> Point:
    """A weekday is a day only seen from a document whose day is known."""
    if not match["weekday"] or anchor is None:
        return point
    towards = direction(text, point.start, point.end)
    day = anchor.weekday(WEEKDAYS[match["weekday"].lower()], towards)
    return point._replace(period=Period.at(day)) if day else point


def _with_part(text: str, point: Point) -> Point:
    """Take in "early", "mid-", "end of" before a month or year."""
    if point.period or point.day or (point.year is None and point.month is None):
        return point
    first = max(0, point.start - 20)
    may_be_part = may_end_with(_LAST_OF_PART, text[first : point.start])
    part = _PART.search(text, first, point.start) if may_be_part else None
    return point._replace(start=part.start(), part=part.lastgroup) if part else point


def _with_shared_years(text: str, points: Sequence[Point]) -> list[Point]:
    """ "January and November 2023", "between 5 June 2023 and 3 July": one year for both."""
    shared = list(points)
    if len(shared) < 2:
        return shared
    for at in range(len(shared) - 2, -1, -1):
        here, below = shared[at], shared[at + 1]
        if here.is_open and below.year and below.month and _are_listed(text, here, below):
            shared[at] = here.in_year(below.year - _is_later(here, below))
    for at, (above, here) in enumerate(pairwise(shared), start=1):
        connector = CONNECTOR.fullmatch(text, above.end, here.start)
        if here.is_open and above.year and above.month and connector:
            shared[at] = here.in_year(above.year + _is_later(above, here))
    return shared


def _are_listed(text: str, above: Point, below: Point) -> bool:
    same_kind = (above.day is None) == (below.day is None)
    return same_kind and _LIST.fullmatch(text, above.end, below.start) is not None


def _is_later(one: Point, other: Point) -> bool:
    """Whether the first comes later in a year: "November to March 2024" begins the year before."""
    return (one.month or 0, one.day or 0) > (other.month or 0, other.day or 0)


def _placed(text: str, points: Sequence[Point], at: int, anchor: Anchor | None) -> Point:
    """Give an open point its year: the one its sentence is about, else as seen from the document."""
    point = points[at]
    if not point.is_open or point.month is None:
        return point
    relative = point._replace(is_relative=True)
    stated = _stated(text, points, at)
    if stated and stated.year and stated.month is None:
        return relative.in_year(stated.year)
    if anchor is None:
        return point
    year = anchor.place(point.month, point.day, direction(text, point.start, point.end))
    if year is None or (stated is not None and stated.year != year):
        return relative  # "signed on 17 March 2022 and in force on 1 April": of which year?
    return relative.in_year(year)


def _stated(text: str, points: Sequence[Point], at: int) -> Point | None:
    """The nearest year before that sets the time of its sentence: "in 2021, … in May", "on 5 May 2021 …"."""
    for above in reversed(points[max(0, at - 4) : at]):
        words = text[above.end : points[at].start]
        if len(words) > _SENTENCE or _ENDS.search(words):
            return None
        if above.year is None or above.is_relative:
            continue
        if above.month is not None or _SETTING.search(text, max(0, above.start - 24), above.start):
            return above
    return None
