"""Counts of right answers as precision, recall and F1, in per cent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the `given` answers are right, and how many of the `wanted` ones that makes."""

    right: int
    given: int
    wanted: int

    @property
    def precision(self) -> float:
        return share(self.right, self.given) or 0.0

    @property
    def recall(self) -> float:
        return share(self.right, self.wanted) or 0.0

    @property
    def f1(self) -> float:
        return share(2 * self.right, self.given + self.wanted) or 0.0


def share(part: int, whole: int) -> float | None:
    """Per cent; None of nothing."""
    return 100 * part / whole if whole else None
