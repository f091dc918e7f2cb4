"""The scale of a chart: from zero to a round number that no value is beyond, with a few round ticks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import count

from briefgen.render.words import Words

MOST_STEPS = 5  # between ticks: labels of six ticks stand side by side on a telephone
_STEPS = (Decimal(1), Decimal(2), Decimal(5))
_LARGE = (("billion", Decimal(10**9)), ("million", Decimal(10**6)))
_HEADROOM = Decimal("0.04")  # of the scale beyond a value that its source leaves open


@dataclass(frozen=True, slots=True)
class Tick:
    at: Decimal  # percent of the scale
    label: str
    is_zero: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """`ticks` from low to high; values are told in `large` ("million") where that is named."""

    low: Decimal
    high: Decimal
    step: Decimal

    def share(self, value: Decimal) -> Decimal:
        """How far along the scale a value stands, in percent."""
        return 100 * (value - self.low) / (self.high - self.low)

    @property
    def zero(self) -> Decimal:
        return self.share(Decimal(0))

    @property
    def values(self) -> tuple[Decimal, ...]:
        steps = int((self.high - self.low) / self.step)
        return tuple(self.low + at * self.step for at in range(steps + 1))

    @property
    def large(self) -> tuple[str, Decimal]:
        """The word for what the ticks count in, and how much that is; no word for ones."""
        far = max(abs(self.low), abs(self.high))
        return next(((word, size) for word, size in _LARGE if far >= 2 * size), ("", Decimal(1)))

    def ticks(self, words: Words) -> tuple[Tick, ...]:
        _, size = self.large
        return tuple(
            Tick(self.share(value), say_number(value / size, words), value == 0) for value in self.values
        )


def scale_of(values: Sequence[Decimal], *, open_at: Sequence[Decimal] = ()) -> Scale:
    """A scale that holds zero and all values, with room beyond those that are open on their far side."""
    bottom, top = min(Decimal(0), *values), max(Decimal(0), *values)
    room = (top - bottom) * _HEADROOM
    top = max(top, *(value + room for value in open_at)) if open_at else top
    bottom = min(bottom, *(value - room for value in open_at if value < 0), bottom)
    step = _step(bottom, top)
    low = (bottom / step).to_integral_value(ROUND_FLOOR) * step
    high = (top / step).to_integral_value(ROUND_CEILING) * step
    return Scale(low, high, step)


def _step(bottom: Decimal, top: Decimal) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20 … that needs few steps from the one end to the other."""
    least = (top - bottom) / MOST_STEPS
    for power in count(least.adjusted()):
        for step in (digit.scaleb(power) for digit in _STEPS):
            floor = (bottom / step).to_integral_value(ROUND_FLOOR)
            if (top / step).to_integral_value(ROUND_CEILING) - floor <= MOST_STEPS:
                return step
    raise AssertionError("powers of ten have no end")


def say_number(number: Decimal, words: Words) -> str:
    """A number as the language of the brief writes it: 12,500 and 0.5 in English."""
    grouped = f"{number.normalize():,f}"
    marks = str.maketrans({",": words["digits.group"], ".": words["digits.point"], "-": "\u2212"})
    return grouped.translate(marks)
