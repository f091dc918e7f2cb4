"""Values of a brief file that need a word of explanation: periods counted back, and schedules."""

from __future__ import annotations

import difflib
import re
import zoneinfo
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from briefgen.fields import fault
from briefgen.languages import LANGUAGES
from briefgen.model.text import PartialDate, Period
from briefgen.places.fitting import did_you_mean
from briefgen.places.visible import shown

LONGEST_YEARS = 100  # that a brief may look back
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LATEST_DAY = 28  # of a month: later ones do not come every month
_LENGTH = re.compile(r"(?P<number>[1-9]\d{0,4}) (?P<unit>day|week|month|year)s?")
# A host and a path: nothing that is answered differently from one day to the next.
_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9][A-Za-z0-9.-]{0,200}(?::\d{1,5})?(?:/[A-Za-z0-9._~%+-]{1,80}){0,20}/?"
)
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_DAYS_A_UNIT = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in calendar units: a month before 31 March is the last day of February."""

    number: int
    unit: str  # day, week, month or year

    def before(self, day: date) -> date:
        """The first day of the time that ends with `day`."""
        if self.unit in ("day", "week"):
            return day - timedelta(days=min(self.days, day.toordinal() - 1))
        months = day.year * 12 + day.month - 1 - self.number * (12 if self.unit == "year" else 1)
        if months < 12:
            return date.min
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, PartialDate(year, month + 1).last().day))

    @property
    def days(self) -> int:
        """About how many days it has."""
        return self.number * _DAYS_A_UNIT[self.unit]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which documents a brief uses by their date: fixed bounds, or the time before the edition's day."""

    since: PartialDate | None = None
    until: PartialDate | None = None
    last: Length | None = None

    def on(self, day: date) -> Period:
        """The period of the edition of that day."""
        if self.last is not None:
            return Period(PartialDate.of(self.last.before(day)), PartialDate.of(day))
        return Period(self.since, self.until)


def _length(value: Any) -> Length:
    match = _LENGTH.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise fault(f"{shown(value)} is not a length of time", "write 180 days, 8 weeks or 12 months")
    length = Length(int(match["number"]), match["unit"])
    if length.days > LONGEST_YEARS * 365:
        raise fault(f"{shown(value)} is longer than {LONGEST_YEARS} years")
    return length


def _length_or_off(value: Any) -> Length | None:
    return None if value == "off" else _length(value)


def _clock(value: Any) -> str:
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        raise fault(f"{shown(value)} is not a time of day", 'write hours and minutes: "06:00"')
    return value


def _language(value: Any) -> str:
    if isinstance(value, str) and value in LANGUAGES:
        return value
    known = ", ".join(f"{language.tag} ({language.name})" for language in LANGUAGES.values())
    if not isinstance(value, str):
        raise fault(f"expected a language, found {shown(value)}", f"known: {known}")
    meant = f"did you mean '{tag}'? " if (tag := _meant(value)) else ""
    raise fault(f"briefs are not made in the language {shown(value)}", f"{meant}known: {known}")


def _meant(written: str) -> str | None:
    """`de` for German, Deutsch, de-AT and DE; None for what is like no language that there is."""
    tag = written.casefold().replace("_", "-").partition("-")[0]
    if tag in LANGUAGES:
        return tag
    names = {name.casefold(): one.tag for one in LANGUAGES.values() for name in one.names}
    near = difflib.get_close_matches(written.casefold(), names, n=1)
    return names[near[0]] if near else None


def _zone(value: Any) -> str:
    if value == "UTC":  # known even where the machine has no time zones
        return "UTC"
    if not isinstance(value, str):
        raise fault(f"expected a time zone, found {shown(value)}", "write Europe/Brussels")
    known = _zones()
    if value not in known:
        raise fault(f"{shown(value)} is not a time zone", _near(value, known))
    return value


@cache
def _zones() -> frozenset[str]:
    """Reading them takes longer than reading a brief."""
    return frozenset(zoneinfo.available_timezones())


def _web_address(value: Any) -> str:
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value):
        raise fault(f"{shown(value)} is not a web address", "write https://www.example.org/briefs")
    return value.rstrip("/")


def _near(value: str, known: Set[str]) -> str:
    hint = did_you_mean(value, sorted(known))
    return hint if hint.startswith("did") else "write Europe/Brussels"


# What an editor's YAML mode may know of them (JSON Schema).
_LENGTH_SCHEMA = {
    "type": "string",
    "pattern": "^[1-9][0-9]{0,4} (?:day|week|month|year)s?$",
    "examples": ["180 days", "8 weeks", "12 months"],
}
_OFF_SCHEMA = {**_LENGTH_SCHEMA, "pattern": "^(?:off|[1-9][0-9]{0,4} (?:day|week|month|year)s?)$"}
_CLOCK_SCHEMA = {"type": "string", "pattern": "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$", "examples": ["06:00"]}
_ZONE_SCHEMA = {"type": "string", "pattern": "^[A-Za-z0-9_+/-]+$", "examples": ["Europe/Brussels", "UTC"]}
_ADDRESS_SCHEMA = {"type": "string", "pattern": f"^{_ADDRESS.pattern}$"}

LengthField = Annotated[Length, PlainValidator(_length), WithJsonSchema(_LENGTH_SCHEMA)]
LengthOrOff = Annotated[Length | None, PlainValidator(_length_or_off), WithJsonSchema(_OFF_SCHEMA)]
Clock = Annotated[str, PlainValidator(_clock), WithJsonSchema(_CLOCK_SCHEMA)]
LanguageField = Annotated[str, PlainValidator(_language), WithJsonSchema({"enum": list(LANGUAGES)})]
Zone = Annotated[str, PlainValidator(_zone), WithJsonSchema(_ZONE_SCHEMA)]
# Of a folder: no query, no slash at its end.
WebAddress = Annotated[str, PlainValidator(_web_address), WithJsonSchema(_ADDRESS_SCHEMA)]
