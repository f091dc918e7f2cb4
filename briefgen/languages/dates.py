"""Dates and periods in words, with the precision that they have: a month stays a month in every language."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from briefgen.languages.language import Language
from briefgen.model.text import PartialDate, Period

_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_PARTS = {
    33: "quarter.first", 34: "quarter.second", 35: "quarter.third", 36: "quarter.fourth",
    40: "half.first", 41: "half.second",
}  # fmt: skip
# How approximate parts of a month (its first day) and of a year (its first month) are called.
_PARTS_OF_MONTH = {1: "early", 11: "mid", 21: "late"}
_PARTS_OF_YEAR = {1: "early", 5: "mid", 9: "late"}


class _Without(StrEnum):
    """What the start of a range leaves to its end: `9` of `9 and 31 August 2025`."""

    NOTHING = "nothing"
    YEAR = "year"
    MONTH = "month"


def say_day(day: date, language: Language) -> str:
    """`16 November 2026`."""
    return say_date(PartialDate.of(day), language)


def say_date(when: PartialDate, language: Language) -> str:
    """`6 June 2021`, `June 2021`, `autumn 2025`, `about 2019`."""
    said = _named(when, language)
    if not when.approximate:
        return said
    return _finished(language, "date.about.day" if when.day else "date.about", date=said)


def say_on(when: PartialDate, language: Language) -> str:
    """When something happened: `on 22 July 2025`, `in December 2023`."""
    if when.approximate:
        return _finished(language, "date.on.about", date=say_date(when, language))
    return _finished(language, f"date.on.{_precision(when)}", date=_the(when, language))


def say_period(period: Period, language: Language) -> str:
    """`December 2023`, `January to November 2023`, `mid-November 2023`, `up to 26 November 2023`."""
    start, end = period.start, period.end
    if start is None and end is not None:
        return _finished(language, f"date.until.{_precision(end)}", date=_the(end, language))
    if end is None and start is not None:
        return _finished(language, "date.since", date=_the(start, language))
    assert start is not None and end is not None
    if period.is_single:
        return say_date(start, language)
    if part := _say_part(start, end, language):
        return part
    if start.day and end.day and _leaves(start, end) is _Without.MONTH:
        first = _named(start, language, _Without.MONTH)
        return language.say("date.days", start=first, end=say_date(end, language))
    return " ".join(say_bounds(start, end, language, _leaves(start, end)))


def say_bounds(
    start: PartialDate, end: PartialDate, language: Language, without: _Without = _Without.NOTHING
) -> tuple[str, str]:
    """The two halves of `6 June 2021 to autumn 2025`."""
    return (
        _finished(language, "date.from", date=_the(start, language, without)),
        _finished(language, f"date.to.{_precision(end)}", date=_the(end, language)),
    )


def say_one_of(period: Period | None, language: Language) -> str:
    """A day somewhere in a period: `11 or 12 December 2023`, `between October and December 2025`."""
    if period is None:
        return language.say("date.undated")
    start, end = period.start, period.end
    if period.is_single or start is None or end is None:
        return say_period(period, language)
    without = _leaves(start, end)
    if (end.first() - start.last()).days == 1 and start.day:
        first = _named(start, language, without)
        return language.say("date.or", start=first, end=say_date(end, language))
    first, last = _the(start, language, without), _the(end, language)
    return _finished(language, "date.between", start=first, end=last)


def _say_part(start: PartialDate, end: PartialDate, language: Language) -> str | None:
    """`mid-November 2023` for its second ten days, `late 2023` for its last four months; None for others."""
    if not (start.approximate and end.approximate) or start.year != end.year or start.month is None:
        return None
    if start.day is None and end.day is None and start.month in _PARTS_OF_YEAR:
        is_third = end.month is not None and end.month - start.month == 3
        return _part(_PARTS_OF_YEAR[start.month], PartialDate(start.year), language) if is_third else None
    if start.month != end.month or start.day not in _PARTS_OF_MONTH or end.day is None:
        return None
    if end.day - start.day < 7:
        return None
    return _part(_PARTS_OF_MONTH[start.day], PartialDate(start.year, start.month), language)


def _part(part: str, of: PartialDate, language: Language) -> str:
    return language.say(f"date.{part}", date=_named(of, language))


def _leaves(start: PartialDate, end: PartialDate) -> _Without:
    """What need not be said twice. A winter ends in the next year, so both years are said."""
    if start.year != end.year or start.month is None or start.approximate:
        return _Without.NOTHING
    if start.month == end.month and start.day and end.day:
        return _Without.MONTH
    return _Without.YEAR


def _precision(when: PartialDate) -> str:
    if when.month is None:
        return "year"
    if when.month > 12:
        return "part"
    return "day" if when.day else "month"


def _named(
    when: PartialDate, language: Language, without: _Without = _Without.NOTHING, form: str = ""
) -> str:
    """The date alone, approximate or not; `form` is `.the` for what follows a preposition."""
    year = str(when.year)
    if when.month is None:
        return year
    if when.month > 12:
        return _named_part(when.month, year, language, without, form)
    month = language.month(when.month)
    if when.day is None:
        return month if without is _Without.YEAR else language.pattern("month").format(month=month, year=year)
    day = language.say("date.first_day", day=str(when.day)) if when.day == 1 else str(when.day)
    if without is _Without.MONTH:
        return language.say("date.day_alone", day=day)
    pattern = language.pattern("day" if without is _Without.NOTHING else "day_of_month")
    return pattern.format(day=day, month=month, year=year)


def _named_part(month: int, year: str, language: Language, without: _Without, form: str) -> str:
    part = _SEASONS.get(month) or _PARTS[month]
    said = language.say(f"date.{part}{form}")
    if without is not _Without.NOTHING:
        return said
    return language.say(f"date.{'season' if month in _SEASONS else 'part'}_of_year", part=said, year=year)


def _the(when: PartialDate, language: Language, without: _Without = _Without.NOTHING) -> str:
    """As it stands after a preposition: `le 6 juin 2021`, `dem ersten Quartal 2024`."""
    precision = _precision(when)
    said = _named(when, language, without, ".the")
    if precision != "part":
        said = language.say(f"date.the.{precision}", date=said)
    return language.say("date.about.the", date=said) if when.approximate else said


def _finished(language: Language, key: str, **values: str) -> str:
    return language.contracted(language.say(key, **values))
