"""What was published, for a page on which people browse it: every brief with its editions and its claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of an edition: what kind it is, in whose words, from which source."""

    kind: str  # a member of model.edition.ChangeKind
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class ShelvedEdition:
    """One edition as it stands in its folder; `files` are formats that are there, with their file names.

    `changes` is None where the edition does not say what changed, empty where nothing did.
    """

    name: str
    as_of: date
    files: tuple[tuple[str, str], ...]
    changes: tuple[ChangeLine, ...] | None = None
    against: str | None = None
    reason: str | None = None
    key_points: tuple[str, ...] = ()
    is_damaged: bool = False


@dataclass(frozen=True, slots=True)
class ShelvedClaim:
    """Something that editions of a brief have printed, from the first to the last that did."""

    id: str
    type: str  # quote, figure, event or passage
    words: str
    speaker: str | None
    source: str
    first: str
    last: str
    href: str | None  # to its place in its source, in the last edition that printed it
    is_current: bool


@dataclass(frozen=True, slots=True)
class ShelvedBrief:
    """A brief with its editions, the newest first, and the periods in which there was nothing new."""

    name: str
    title: str
    kind: str
    standfirst: str
    language: str
    editions: tuple[ShelvedEdition, ...]
    claims: tuple[ShelvedClaim, ...]
    unchanged: tuple[tuple[str, str], ...] = ()  # period, and the edition that still holds


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that a project has published; `address` is where its output folder stands in the web."""

    briefs: tuple[ShelvedBrief, ...]
    publisher: str | None = None
    series: str | None = None
    address: str | None = None
    language: str = "en"
