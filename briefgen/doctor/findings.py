"""One thing that was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it stands; what is missing or faulty keeps briefs from being made as promised."""

    OK = "ok"
    ABSENT = "absent"  # and needed for an option alone
    MISSING = "missing"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Finding:
    """`found` is a version or what is wrong; `remedy` a command, or words where there is none."""

    name: str
    state: State
    found: str
    remedy: str | None = None

    @property
    def is_fault(self) -> bool:
        return self.state in (State.MISSING, State.FAULTY)
