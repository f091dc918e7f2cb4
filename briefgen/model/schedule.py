"""When a brief appears, and what becomes of an edition that would say nothing new."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from briefgen.model.edition import Rhythm


class WhenUnchanged(StrEnum):
    """What a regeneration does when an edition would say what the last one says."""

    SKIP = "skip"  # nothing
    NOTE = "note"  # no edition, but the archive says that there was nothing new
    PUBLISH = "publish"  # an edition all the same


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a brief appears. `on` is a weekday, or the day of a month; None where it does not matter."""

    every: Rhythm
    on: str | int | None = None
    at: str | None = None  # "06:00"
    timezone: str | None = None  # None: the project's
