"""Points on an axis of time that is to scale: where they stand, and how wide a drawing of them must be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from briefgen.model.brief import Point
from briefgen.model.lettering import width
from briefgen.model.text import Period

WIDEST = 47.5  # em: what stands across the text of a page in the letters of a chart
SPACE = 0.4  # em between two labels
MONTH = 2.8  # em: the longest short name of a month


def shares(points: Sequence[Point]) -> tuple[float, ...]:
    """How far along the axis the middle of each period stands: 0 the first, 1 the last."""
    middles = [_middle(point.period) for point in points if point.period]
    whole = middles[-1] - middles[0]
    return tuple((middle - middles[0]) / whole for middle in middles)


def plot_width(points: Sequence[Point]) -> float:
    """The em between the first and the last point at which no label of the points meets the next."""
    at = shares(points)
    labels = [max(width(point.words.text), label_width(point)) + SPACE for point in points]
    needs = (_apart(points, labels, i) / (after - before) for i, (before, after) in enumerate(pairwise(at)))
    return max(needs)


def _apart(points: Sequence[Point], labels: Sequence[float], at: int) -> float:
    """The em between a point and the next: along a line, words stand on the same side of both."""
    one, other = labels[at : at + 2]
    return max(one, other) if follows(points[at], points[at + 1]) else one + other


def label_width(point: Point) -> float:
    """Of what stands below a point: a short month over its year, else its label word by word."""
    if is_month(point.period):
        return max(
            MONTH, max(width(word) for word in point.label.split()[-2:] if any(map(str.isdigit, word)))
        )
    return max(width(word) for word in point.label.split(" "))


def is_month(period: Period | None) -> bool:
    """Whether it is one month of a year and no part of one."""
    start = period.start if period and period.is_single else None
    return bool(start and start.month and start.month <= 12 and start.day is None)


def follows(before: Point, after: Point) -> bool:
    """Whether the one period begins on the day after the other ends."""
    if before.period is None or after.period is None:
        return False
    return after.period.first() - before.period.last() == timedelta(days=1)


def _middle(period: Period) -> float:
    return (period.first().toordinal() + period.last().toordinal() + 1) / 2
