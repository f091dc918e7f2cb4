"""What the words of one date say: which year, month and days, and which of them they leave open."""

from __future__ import annotations

from typing import NamedTuple

from briefgen.extract.anchor import last_day
from briefgen.model.text import PartialDate, Period, YearlessDate


class Point(NamedTuple):
    """What the words say. `year` None: not said. `period` is set where the words, or the document's date,
    settle everything; a relative point that nothing settles has neither.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None  # 21-24 are seasons
    day: int | None = None
    last_day: int | None = None  # "6-7 December"
    period: Period | None = None
    is_relative: bool = False
    part: str | None = None  # "early", "mid", "late", "start", "end" of its month or year

    @property
    def is_open(self) -> bool:
        """A month or day that lacks its year."""
        return self.period is None and self.year is None and self.month is not None

    def in_year(self, year: int) -> Point:
        return self._replace(year=year)

    def value(self) -> Period | YearlessDate | None:
        if self.period is not None:
            return self.period
        if self.year is None:
            if self.month is None or self.month > 12 or self.last_day:
                return None
            return yearless(self.month, self.day)
        if self.part and self.day is None:
            return part_of(self.part, self.year, self.month)
        first = dated(self.year, self.month, self.day)
        last = dated(self.year, self.month, self.last_day) if self.last_day else first
        return between(first, last)


def dated(
    year: int, month: int | None = None, day: int | None = None, *, about: bool = False
) -> PartialDate | None:
    """None for a day that is in no calendar."""
    try:
        return PartialDate(year, month, day, approximate=about)
    except ValueError:
        return None


def yearless(month: int, day: int | None) -> YearlessDate | None:
    try:
        return YearlessDate(month, day)
    except ValueError:
        return None


def between(first: PartialDate | None, last: PartialDate | None) -> Period | None:
    """None where an end is missing or comes before the start."""
    if first is None or last is None or (first is not last and last.last() < first.first()):
        return None
    return Period(first, last)


# Parts of a year in months and of a month in days; both ends are approximate.
_YEAR_PARTS = {"early": (1, 4), "start": (1, 1), "mid": (5, 8), "late": (9, 12), "end": (12, 12)}
_MONTH_PARTS = {"early": (1, 10), "start": (1, 10), "mid": (11, 20), "late": (21, 31), "end": (21, 31)}


def part_of(part: str, year: int, month: int | None) -> Period | None:
    """ "mid-2025" is about May to about August; of a season or quarter only "about" is kept."""
    if month is None:
        first, last = _YEAR_PARTS[part]
        return between(dated(year, first, about=True), dated(year, last, about=True))
    if month > 12:
        return between(dated(year, month, about=True), dated(year, month, about=True))
    first, last = _MONTH_PARTS[part]
    last = min(last, last_day(year, month))
    return between(dated(year, month, first, about=True), dated(year, month, last, about=True))
