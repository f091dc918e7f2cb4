"""An edition: one published state of a brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Rhythm(StrEnum):
    """How often a brief appears; it decides the name of an edition."""

    WEEKLY = "week"
    MONTHLY = "month"
    DAILY = "day"


def edition_name(rhythm: Rhythm, day: date) -> str:
    """`2026-W47` (ISO 8601 week and its year), `2026-11`, `2026-11-22`."""
    match rhythm:
        case Rhythm.WEEKLY:
            year, week, _ = day.isocalendar()
            return f"{year:04d}-W{week:02d}"
        case Rhythm.MONTHLY:
            return f"{day.year:04d}-{day.month:02d}"
        case Rhythm.DAILY:
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
