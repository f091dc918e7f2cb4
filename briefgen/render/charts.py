"""Where the bars of a chart stand, in lengths that a style sheet and every width of page can follow."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from briefgen.model.brief import Chart, Point

# In em, the height of a line of the chart's own text; a bar stands below its words.
STEP = Decimal("2.7")
BASELINE, BAR_TOP, BAR_HEIGHT = Decimal("0.9"), Decimal("1.3"), Decimal("0.7")
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Bar:
    """A point with its place: heights in em from above, `width` in percent of the chart's."""

    point: Point
    text_y: str
    bar_y: str
    width: str


@dataclass(frozen=True, slots=True)
class Bars:
    bars: tuple[Bar, ...]
    height: str  # em
    thickness: str  # em


def lay_out(chart: Chart) -> Bars:
    """Every bar begins at the left edge; the longest is as wide as the chart."""
    largest = max(point.value for point in chart.points)
    bars = tuple(
        Bar(
            point,
            _number(at * STEP + BASELINE),
            _number(at * STEP + BAR_TOP),
            _number(100 * point.value / largest),
        )
        for at, point in enumerate(chart.points)
    )
    return Bars(bars, _number((len(bars) - 1) * STEP + BAR_TOP + BAR_HEIGHT), _number(BAR_HEIGHT))


def _number(value: Decimal) -> str:
    """At most two places, and no exponent."""
    return f"{value.quantize(_HUNDREDTH):f}".rstrip("0").rstrip(".")
