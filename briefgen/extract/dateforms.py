"""One form of date after the other, read into points: the only place that knows the groups of POINT."""

from __future__ import annotations

import re

from briefgen.extract.anchor import Anchor, Direction, last_day
from briefgen.extract.datewords import MONTHS, NUMBER_WORDS, ORDINALS, SEASONS, WEEKDAYS
from briefgen.extract.points import Point, between, dated, part_of, yearless
from briefgen.model.text import PartialDate, Period

_QUARTER, _HALF_MONTHS = 32, {1: (1, 6), 2: (7, 12)}
_SHIFT = {"last": -1, "this": 0, "next": 1}
_WITHIN = {"early": "early", "late": "late", "end of": "end"}  # of a year; "earlier this year" is the year
_NUMBER = re.compile(r"\d{1,2}")


def read_point(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    """What a match of POINT says; None where it is no date after all."""
    return _READERS[match.lastgroup or ""](match, anchor)


def month_number(word: str) -> int:
    return int(word) if word.isdigit() else MONTHS[word.lower().rstrip(".")]


def _day_number(word: str) -> int:
    digits = _NUMBER.match(word)
    return int(digits[0]) if digits else ORDINALS[word.lower().replace("-", " ")]


def _whole(match: re.Match[str], year: int, month: int | None, day: int | None) -> Point | None:
    first = dated(year, month, day)
    return Point(*match.span(), period=Period.at(first)) if first else None


def _iso(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    return _whole(match, int(match["iso_year"]), month_number(match["iso_month"]), int(match["iso_day"]))


def _solid(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    digits = match["solid"]
    return _whole(match, int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _numeric(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    """17/05/2024 and 05/17/2024; 03/04/2024 may be either and is no date."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["their_year"])
    if first > 12 or first == second:
        return _whole(match, year, second, first)
    return _whole(match, year, first, second) if second > 12 else None


def _day_month(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    day = _day_number(match["day"])
    month = month_number(match["day_month"])
    from_day = _day_number(match["from_day"]) if match["from_day"] else None
    start = match.start()
    if from_day is not None and from_day >= day:
        start, from_day = match.start("day"), None
    year = int(match["day_year"]) if match["day_year"] else None
    if yearless(month, day) is None:
        return None
    return Point(start, match.end(), year, month, from_day or day, day if from_day else None)


def _month_day(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    day = _day_number(match["month_day"])
    month = month_number(match["month_day_month"])
    to_day = _day_number(match["to_day"]) if match["to_day"] else None
    if yearless(month, day) is None:
        return None
    year = int(match["month_day_year"]) if match["month_day_year"] else None
    if to_day is not None and to_day <= day:
        return Point(match.start(), match.end("month_day"), None, month, day)
    return Point(*match.span(), year, month, day, to_day)


def _month_year(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    return Point(*match.span(), int(match["month_year"]), month_number(match["month"]))


def _year_month(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    return Point(*match.span(), int(match["year_month_year"]), month_number(match["year_month"]))


def _number_year(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    return _whole(match, int(match["number_year"]), int(match["number_month"]), None)


def _year_number(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    """2016-11 is a month, 2016-19 and 2023/24 are years; 2010-12 may be either and is no date."""
    year, number = int(match["number_year_first"]), match["number_month_last"]
    later = year - year % 100 + int(number)
    is_month = 1 <= int(number) <= 12
    is_years = len(number) == 2 and later > year
    if is_month == is_years:
        return None
    if is_month:
        return _whole(match, year, int(number), None)
    return Point(*match.span(), period=between(dated(year), dated(later)))


def _part(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    """Quarters keep their EDTF code; halves are written as months, which more readers know."""
    if match["part"]:
        name, number = match["part"].lower(), int(match["part_number"])
    else:
        name = match["part_name"].lower()[0]
        ordinal = match["part_ordinal"].lower()
        number = int(ordinal[0]) if ordinal[0].isdigit() else ORDINALS.get(ordinal, 0)
        number = number or {"q": 4, "h": 2}[name]
    if match["half_month"]:
        return _half_of_month(match, name, number)
    if match["part_year"]:
        return _part_of(match, name, number, int(match["part_year"]), is_relative=False)
    relation = match["part_relative"].lower().split()[0]
    year = anchor.year(_SHIFT[relation]) if anchor else None
    if year is None:
        return Point(*match.span(), is_relative=True)
    return _part_of(match, name, number, year.year, is_relative=True)


def _part_of(match: re.Match[str], name: str, number: int, year: int, *, is_relative: bool) -> Point | None:
    if name == "q":
        return Point(*match.span(), year, _QUARTER + number, is_relative=is_relative)
    if number > 2:
        return None
    first, last = _HALF_MONTHS[number]
    period = between(dated(year, first), dated(year, last))
    return Point(*match.span(), period=period, is_relative=is_relative)


def _half_of_month(match: re.Match[str], name: str, number: int) -> Point | None:
    if name != "h" or number > 2:
        return None
    month = month_number(match["half_month"])
    year = int(match["half_year"]) if match["half_year"] else None
    first, last = (1, 15) if number == 1 else (16, last_day(year or 2001, month))
    return Point(*match.span(), year, month, first, last)


def _year_part(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    name, number = match["year_part"].lower(), int(match["year_part_number"])
    return _part_of(match, name, number, int(match["year_part_year"]), is_relative=False)


def _season(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    return Point(*match.span(), int(match["season_year"]), SEASONS[match["season"].lower()])


def _months(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    word = match["months"].lower()
    count = int(word) if word.isdigit() else NUMBER_WORDS[word]
    if match["months_year"]:
        year: int | None = int(match["months_year"])
    else:
        shift = _SHIFT.get(match["months_relative"].lower().split()[0], 0)
        found = anchor.year(shift) if anchor else None
        year = found.year if found else None
    is_relative = not match["months_year"]
    if year is None or not 1 <= count <= 12:
        return Point(*match.span(), is_relative=True)
    return Point(*match.span(), period=between(dated(year, 1), dated(year, count)), is_relative=is_relative)


def _relation(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    """ "last year", "later this month", "next December", "last year in December"."""
    nothing = Point(*match.span(), is_relative=True)
    unit, relation = match["unit"].lower(), match["relation"].lower()
    if unit.rstrip(".") in MONTHS and not match["unit"][0].isupper():
        return None  # "this may", "next march"
    if anchor is None:
        return nothing
    shift = _SHIFT[relation]
    found: PartialDate | Period | None
    match unit:
        case "year":
            found = anchor.year(shift)
            if found and match["in_month"]:
                found = dated(found.year, month_number(match["in_month"]))
        case "month":
            found = anchor.month(shift)
        case "week":
            found = anchor.week(shift)
        case _ if unit in WEEKDAYS:
            towards = Direction.FUTURE if shift > 0 else Direction.PAST
            found = anchor.weekday(WEEKDAYS[unit], towards) if shift else None
        case _:
            found = _named(anchor, SEASONS.get(unit) or month_number(unit), shift)
    if found is None:
        return nothing
    within = (match["within"] or "").lower()
    if isinstance(found, PartialDate) and within in _WITHIN and found.month is None:
        return nothing._replace(period=part_of(_WITHIN[within], found.year, None))
    return nothing._replace(period=Period.at(found) if isinstance(found, PartialDate) else found)


def _named(anchor: Anchor, month: int, shift: int) -> PartialDate | None:
    if shift:
        return anchor.strictly(month, Direction.FUTURE if shift > 0 else Direction.PAST)
    year = anchor.year()
    return dated(year.year, month) if year else None


def _year_end(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    year = anchor.year() if anchor else None
    end = dated(year.year, 12, about=True) if year else None
    return Point(*match.span(), period=Period.at(end) if end else None, is_relative=True)


def _today(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    shift = {"today": 0, "yesterday": -1, "tomorrow": 1}[match["today"].lower()]
    day = anchor.day(shift) if anchor and shift else None  # "today" often means "nowadays"
    return Point(*match.span(), period=Period.at(day) if day else None, is_relative=True)


def _decade(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    year = int(match["decade"])
    return Point(*match.span(), period=between(dated(year), dated(year + 9)))


def _span(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    year, to = int(match["span_year"]), match["span_to"]
    last = int(to) if len(to) == 4 else year - year % 100 + int(to)
    period = between(dated(year), dated(last)) if last > year else None
    return Point(*match.span(), period=period) if period else None


def _year(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    return Point(*match.span(), int(match["year"]))


def _alone(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    return Point(*match.span(), month=month_number(match["alone"]))


def _weekday(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    return Point(*match.span(), is_relative=True)


def _us_day(match: re.Match[str], anchor: Anchor | None) -> Point | None:
    month, day = int(match["us_month"]), int(match["us_day"])
    return Point(*match.span(), None, month, day) if yearless(month, day) else None


# Who reads a kind of expression: by the groups of which one is the last that it fills.
_READERS = {
    group: read
    for read, groups in (
        (_iso, "iso_day"),
        (_solid, "solid"),
        (_numeric, "their_year"),
        (_day_month, "day_month day_year"),
        (_month_day, "month_day to_day month_day_year"),
        (_month_year, "month_year"),
        (_year_month, "year_month"),
        (_number_year, "number_year"),
        (_year_number, "number_month_last"),
        (_part, "part_year part_relative half_month half_year"),
        (_year_part, "year_part_number"),
        (_season, "season_year"),
        (_months, "months_year months_relative"),
        (_relation, "unit in_month"),
        (_year_end, "year_end"),
        (_today, "today"),
        (_decade, "decade"),
        (_span, "span_to"),
        (_year, "year"),
        (_alone, "alone"),
        (_weekday, "weekday"),
        (_us_day, "us_day"),
    )
    for group in groups.split()
}
