"""Points put together: "between January and November 2023", "6-7 December", "since 2022"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.extract.datecontext import may_end_with
from briefgen.extract.points import Point, between
from briefgen.extract.wordsets import word_set
from briefgen.model.text import Period, YearlessDate

_OPENER = re.compile(
    r"\b(?:(?P<since>since(?:\sat\sleast)?|ever\ssince|starting\sfrom|as\sfrom)"
    r"|(?P<until>(?<!not\s)(?:until|till|up\suntil|up\sto)))\s(?:the\s)?$",
    re.IGNORECASE,
)
_LAST_OF_OPENER = word_set("since least from until till to the")
_RANGE_OPENER = re.compile(r"\b(?P<opener>between|from)\s{1,2}(?:the\s)?$", re.IGNORECASE)
CONNECTOR = re.compile(
    r"\s{0,3}(?:(?P<to>-|–|—|\bto\b|\bthrough\b|\buntil\b|\btill\b|\bup\sto\b)|(?P<and>\band\b|&)|(?P<slash>/))"
    r"\s{0,3}(?:the\s)?(?:in\s|on\s)?",
    re.IGNORECASE,
)

Joined = tuple[int, int, Period | YearlessDate | None, bool]


def joined(text: str, points: Sequence[Point]) -> Iterator[Joined]:
    """Ranges put together, each with the words that open it."""
    at = 0
    while at < len(points):
        here = points[at]
        after = points[at + 1] if at + 1 < len(points) else None
        span = _range(text, here, after) if after else None
        if after and span:
            opener = _RANGE_OPENER.search(text, max(0, here.start - 12), here.start)
            start = opener.start() if opener else here.start
            yield start, after.end, span, here.is_relative or after.is_relative
            at += 2
            continue
        at += 1
        if _is_part_of_date(text, here, after):
            continue
        yield _opened(text, here)


def _range(text: str, first: Point, last: Point) -> Period | None:
    """The period from one point to the other, where the words between them say so."""
    connector = CONNECTOR.fullmatch(text, first.end, last.start)
    if (
        not connector
        or (first.month is None) != (last.month is None)
        or (first.day is None) != (last.day is None)
    ):
        return None
    start, end = first.value(), last.value()
    if not isinstance(start, Period) or not isinstance(end, Period):
        return None
    if connector["and"] and not _says_between(text, first) and not _are_neighbours(start, end, first):
        return None
    if first.is_relative and last.is_relative and start.first() > end.last() and end.end:
        end = Period.at(replace(end.end, year=end.end.year + 1))  # "December/January"
    return between(start.start, end.end)


def _says_between(text: str, first: Point) -> bool:
    opener = _RANGE_OPENER.search(text, max(0, first.start - 12), first.start)
    return opener is not None and opener["opener"].lower() == "between"


def _are_neighbours(start: Period, end: Period, first: Point) -> bool:
    """ "May and June 2023" is one stretch; "2007 and 2009" are two years."""
    return first.month is not None and (end.first() - start.last()).days == 1


def _is_part_of_date(text: str, here: Point, after: Point | None) -> bool:
    """A weekday before the date it belongs to: "Tuesday, 22 July 2025"."""
    if after is None or here.month or here.year or (here.period and not here.is_relative):
        return False
    return here.is_relative and after.day is not None and text[here.end : after.start].strip(" ,.") == ""


def _opened(text: str, point: Point) -> Joined:
    """One point, with "since" or "until" before it as an open period."""
    value = point.value()
    first = max(0, point.start - 22)
    may_be_open = may_end_with(_LAST_OF_OPENER, text[first : point.start])
    opener = _OPENER.search(text, first, point.start) if may_be_open else None
    if opener is None or not isinstance(value, Period):
        return point.start, point.end, value, point.is_relative
    since = opener["since"] is not None
    opened = Period(value.start, None) if since else Period(None, value.end)
    return opener.start(), point.end, opened, point.is_relative
