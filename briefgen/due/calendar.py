"""The calendar of a brief: the moments at which its editions fall due, in its own time zone.

A time that a clock never shows (the hour that is skipped in spring) is taken as soon as the clock has passed
it; one that it shows twice, the first time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from briefgen.model.edition import Rhythm, edition_name
from briefgen.model.schedule import Schedule

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SATURDAY = 5
MOST_MISSED = 120  # editions that are made up for in one run: more is no gap but a new brief


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """An edition that falls due: when, its day in the brief's own time zone, and the name of its period."""

    at: datetime  # in the brief's time zone
    day: date
    period: str


def zone_of(schedule: Schedule, timezone: str) -> ZoneInfo:
    """The brief's time zone, else the project's."""
    return ZoneInfo(schedule.timezone or timezone)


def upcoming(schedule: Schedule, zone: ZoneInfo, now: datetime, count: int = 5) -> list[Slot]:
    """The next editions after `now` (aware)."""
    first = now.astimezone(zone).date() - timedelta(days=1)
    later = (slot for slot in _slots(schedule, zone, first) if slot.at.astimezone(UTC) > now.astimezone(UTC))
    return list(islice(later, count))


def last_due(schedule: Schedule, zone: ZoneInfo, now: datetime) -> Slot | None:
    """The edition that fell due last, at `now` or before; None in the first days of the calendar."""
    found = due_since(schedule, zone, now.astimezone(zone).date() - timedelta(days=63), now)
    return found[-1] if found else None


def due_since(schedule: Schedule, zone: ZoneInfo, first: date, now: datetime) -> list[Slot]:
    """The editions that fell due from a day on until `now`, the last `MOST_MISSED` of them."""
    until = now.astimezone(UTC)
    earliest = max(first, now.astimezone(zone).date() - timedelta(days=MOST_MISSED * 31))
    slots = takewhile(lambda slot: slot.at.astimezone(UTC) <= until, _slots(schedule, zone, earliest))
    return list(slots)[-MOST_MISSED:]


def _slots(schedule: Schedule, zone: ZoneInfo, first: date) -> Iterator[Slot]:
    """Every edition whose day is `first` or later, in order; it ends with the calendar."""
    clock = time.fromisoformat(schedule.at or "00:00")
    for day in _days(schedule, first):
        moment = datetime.combine(day, clock, zone).astimezone(UTC).astimezone(zone)
        yield Slot(moment, day, edition_name(schedule.every, day))


def _days(schedule: Schedule, first: date) -> Iterator[date]:
    day = first
    while day < date(9999, 12, 1):
        if _falls_on(schedule, day):
            yield day
        day += timedelta(days=1)


def _falls_on(schedule: Schedule, day: date) -> bool:
    match schedule.every:
        case Rhythm.DAILY:
            return True
        case Rhythm.WEEKDAYS:
            return day.weekday() < _SATURDAY
        case Rhythm.WEEKLY:
            return _WEEKDAYS[day.weekday()] == (schedule.on or _WEEKDAYS[0])
        case Rhythm.MONTHLY:
            return day.day == (schedule.on or 1)
