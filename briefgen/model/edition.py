"""An edition: one published state of a brief, and what has changed since an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from briefgen.model.brief import Evidence, Inlines, Section
from briefgen.model.text import Source


class Rhythm(StrEnum):
    """How often a brief appears; it decides the name of an edition."""

    WEEKLY = "week"
    MONTHLY = "month"
    DAILY = "day"
    WEEKDAYS = "weekday"  # Monday to Friday


def edition_name(rhythm: Rhythm, day: date) -> str:
    """`2026-W47` (ISO 8601 week and its year), `2026-11`, `2026-11-22`."""
    match rhythm:
        case Rhythm.WEEKLY:
            year, week, _ = day.isocalendar()
            return f"{year:04d}-W{week:02d}"
        case Rhythm.MONTHLY:
            return f"{day.year:04d}-{day.month:02d}"
        case Rhythm.DAILY | Rhythm.WEEKDAYS:
            return day.isoformat()


@dataclass(frozen=True, slots=True)
class Edition:
    """A published folder of one brief.

    `period` is `2026-W47`; `revision` is 0 for the first, and later ones are named `2026-W47.1`.
    """

    brief: str
    period: str
    revision: int
    inputs: str  # digest of everything it was made from
    files: Mapping[str, str]  # name -> sha256

    @property
    def name(self) -> str:
        return f"{self.period}.{self.revision}" if self.revision else self.period


# What has changed from one edition to the next --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Selected:
    """What the selecting sections of a brief print, before anything is told about it."""

    standfirst: Inlines
    sections: tuple[Section, ...]
    evidence: Mapping[str, Evidence]
    sources: tuple[Source, ...]  # the cited ones


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that an edition says, with every report of it that it prints, the fullest first.

    `support` are sentences printed around it; `sections` are the kinds of section that print it;
    `origins` counts what its reports go back to.
    """

    reports: tuple[Evidence, ...]
    origins: int
    sections: tuple[str, ...] = ()
    support: tuple[Evidence, ...] = ()

    @property
    def main(self) -> Evidence:
        return self.reports[0]


@dataclass(frozen=True, slots=True)
class Contents:
    """What an edition says, as far as it can be compared with another.

    `disagreements` are the positions of claims that it sets against each other; None where no section of
    it tells any. A claim stands there alone where its own reports differ.
    """

    claims: tuple[Claim, ...]
    sources: Mapping[str, Source]
    disagreements: tuple[tuple[int, ...], ...] | None = None


class ChangeKind(StrEnum):
    """What has become of a claim; backwards in time each is the other of its pair, revised itself."""

    NEW = "new"
    GONE = "gone"
    REVISED = "revised"
    CONTRADICTED = "contradicted"  # told differently by another report, and was not before
    SETTLED = "settled"  # no longer told differently
    SECOND_SOURCED = "second-sourced"
    SINGLE_SOURCED = "single-sourced"  # had several origins and has one


class Revision(StrEnum):
    """In what respect a claim is another than before."""

    VALUE = "value"
    PERIOD = "period"
    PLACE = "place"
    DATE = "date"
    SPEAKER = "speaker"
    FULLER = "fuller"
    SHORTER = "shorter"
    WORDING = "wording"
    SOURCE = "source"  # the same words, now from another document


class Why(StrEnum):
    """Why a claim is gone, as far as the brief and the corpus can tell."""

    DROPPED = "dropped"  # the editor drops these words
    REWRITTEN = "rewritten"  # the editor's own prose no longer quotes them
    WITHDRAWN = "withdrawn"  # the document is no longer in the corpus
    CORRECTED = "corrected"  # the document is another than before and no longer says so
    OUT_OF_PERIOD = "out-of-period"
    UNTAGGED = "untagged"  # a person took the theme from the passage
    OFF_THEME = "off-theme"  # the passage is no longer on a theme of the brief
    SECTION_GONE = "section-gone"  # no section of its kind is left in the brief
    REREAD = "reread"  # it is no longer read as a quotation, figure or dated event
    OUTRANKED = "outranked"  # others took its place
    EDITED = "edited"  # the brief was changed, and nothing took its place
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one claim: its kind, the claim before and after, and what else is to be said.

    `also` are further kinds that hold for it; `opponents` are the claims that it is newly set against.
    """

    kind: ChangeKind
    before: Claim | None = None
    after: Claim | None = None
    also: tuple[ChangeKind, ...] = ()
    revised: tuple[Revision, ...] = ()
    opponents: tuple[Claim, ...] = ()
    why: Why | None = None

    @property
    def claim(self) -> Claim:
        """The claim as it stands, or as it stood."""
        claim = self.after or self.before
        assert claim is not None
        return claim

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        return (self.kind, *self.also)


@dataclass(frozen=True, slots=True)
class Against:
    """The edition that another is compared with; `sha256` is of its evidence, the JSON file."""

    edition: str
    as_of: date
    sha256: str


class NoneToCompare(StrEnum):
    """Why an edition is compared with none."""

    FIRST = "first"
    UNREADABLE = "unreadable"
    UNWANTED = "unwanted"


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that has changed since the edition compared with, or why there is none."""

    against: Against | NoneToCompare
    items: tuple[Change, ...] = ()
    unchanged: int = 0
    sources: Mapping[str, Source] = field(default_factory=dict)  # of the edition compared with, by id
    new_sources: tuple[str, ...] = ()  # cited documents that were not in its corpus

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        return tuple(change for change in self.items if change.kind is kind)


Compare = Callable[[Selected], Changes]
