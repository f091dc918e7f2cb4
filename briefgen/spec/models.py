"""The brief file: how it is written (pydantic, at the edge) and what the program keeps of it (`Spec`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PlainValidator, model_validator

from briefgen.errors import Level
from briefgen.fields import EdtfDate, Model, Standfirst, Words, fault
from briefgen.model.brief import Scope
from briefgen.model.edition import Rhythm
from briefgen.model.notice import Wishes
from briefgen.model.schedule import Schedule, WhenUnchanged
from briefgen.places import Locator
from briefgen.places.visible import shown
from briefgen.sections import Wanted
from briefgen.spec.notify import WishesModel
from briefgen.spec.values import (
    LATEST_DAY,
    WEEKDAYS,
    Clock,
    Coverage,
    LanguageField,
    Length,
    LengthField,
    LengthOrOff,
    Zone,
)

OUTPUTS = ("markdown", "html", "pdf", "json", "docx", "mail")
DEFAULT_OUTPUTS = ("markdown", "html", "pdf", "json")
MAX_ITEMS = 50  # themes, and sections, of one brief
STALE_AFTER = Length(180, "day")

Paper = Literal["A4", "letter"]  # as CSS calls them
Severity = Literal["off", "warn", "error"]
_LEVELS = {"off": None, "warn": Level.WARNING, "error": Level.ERROR}


@dataclass(frozen=True, slots=True)
class Checks:
    """How strict the check is where an editor may choose; None is off."""

    single_source: Level | None = Level.WARNING
    stale_after_days: int | None = STALE_AFTER.days
    uncited: Level | None = Level.ERROR


@dataclass(frozen=True, slots=True)
class Spec:
    """One brief as its editor wants it. `locator` finds the place of each value in the file."""

    name: str
    title: str
    themes: tuple[str, ...]
    sections: tuple[Wanted, ...]
    locator: Locator
    standfirst: str | None = None
    kind: str = "briefing"
    coverage: Coverage | None = None
    schedule: Schedule | None = None
    when_unchanged: WhenUnchanged = WhenUnchanged.SKIP
    output: tuple[str, ...] = DEFAULT_OUTPUTS
    checks: Checks = Checks()
    marking: str | None = None
    contact: str | None = None
    publisher: str | None = None
    paper: Paper | None = None  # None for that of the project
    language: str | None = None  # None: the project's
    series: str | None = None
    look: str | None = None  # the folder of its own look
    notify: Wishes | None = None

    @property
    def rhythm(self) -> Rhythm:
        """How often it appears; a brief without a schedule has editions by the day."""
        return self.schedule.every if self.schedule else Rhythm.DAILY

    def scope(self, as_of: date, language: str = "en") -> Scope:
        """What its sections are about in the edition of that day; `language` is the project's."""
        period = self.coverage.on(as_of) if self.coverage else None
        return Scope(self.themes, period, as_of, self.language or language, self.checks.stale_after_days)


# How it is written ----------------------------------------------------------------------------------


class PeriodModel(Model):
    since: EdtfDate | None = None
    until: EdtfDate | None = None
    last: LengthField | None = None

    @model_validator(mode="after")
    def _has_one_sense(self) -> Self:
        if self.last and (self.since or self.until):
            raise fault("'last' does not go with 'since' or 'until'", "keep one of them", key="last")
        if not (self.last or self.since or self.until):
            raise fault("the period has no bounds", "write since, until or last")
        if self.since and self.until and self.until.last() < self.since.first():
            raise fault(
                f"the period ends ({self.until.edtf}) before it begins ({self.since.edtf})", key="until"
            )
        return self

    def coverage(self) -> Coverage:
        return Coverage(self.since, self.until, self.last)


class ScheduleModel(Model):
    every: Rhythm
    on: str | None = None
    at: Clock | None = None
    timezone: Zone | None = None

    @model_validator(mode="after")
    def _day_fits_rhythm(self) -> Self:
        match self.every:
            case Rhythm.DAILY | Rhythm.WEEKDAYS if self.on is not None:
                raise fault(f"'on' does not go with 'every: {self.every}'", "remove it", key="on")
            case Rhythm.WEEKLY if self.on is not None and self.on not in WEEKDAYS:
                raise fault(
                    f"{shown(self.on)} is not a weekday", f"write one of {', '.join(WEEKDAYS)}", key="on"
                )
            case Rhythm.MONTHLY if self.on is not None and not _is_day_of_month(self.on):
                raise fault(
                    f"{shown(self.on)} is not a day of every month", f"write 1 to {LATEST_DAY}", key="on"
                )
        return self

    def schedule(self) -> Schedule:
        on = int(self.on) if self.on and self.every is Rhythm.MONTHLY else self.on
        return Schedule(self.every, on, self.at, self.timezone)


def _is_day_of_month(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= LATEST_DAY


class CheckModel(Model):
    single_source: Severity = "warn"
    stale_after: LengthOrOff = STALE_AFTER
    uncited: Severity = "error"

    def checks(self) -> Checks:
        stale = self.stale_after.days if self.stale_after else None
        return Checks(_LEVELS[self.single_source], stale, _LEVELS[self.uncited])


def _list(value: Any) -> Any:
    if not isinstance(value, list):
        raise fault(f"expected a list, found {shown(value)}", "write it as '- item' lines or in [ ]")
    if not value:
        raise fault("the list is empty", "name at least one")
    if len(value) > MAX_ITEMS:
        raise fault(f"more than {MAX_ITEMS} items")
    return value


List = Annotated[list[Any], PlainValidator(_list)]


class BriefModel(Model):
    """The keys of a brief file; `load` looks through its lists, so that each item has its fault."""

    title: Words
    themes: List
    sections: List
    standfirst: Standfirst | None = None
    kind: Literal["at-a-glance", "briefing", "dossier"] = "briefing"
    period: PeriodModel | None = None
    schedule: ScheduleModel | None = None
    when_unchanged: WhenUnchanged = WhenUnchanged.SKIP
    output: List = Field(default_factory=lambda: list(DEFAULT_OUTPUTS))
    check: CheckModel = CheckModel()
    marking: Words | None = None
    contact: Words | None = None
    publisher: Words | None = None
    paper: Paper | None = None
    language: LanguageField | None = None
    series: Words | None = None
    look: Words | None = None
    notify: WishesModel | None = None
