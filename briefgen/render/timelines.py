"""A line over time: periods to scale from left to right, joined where they follow each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import pairwise

from briefgen.model.brief import Chart, Point
from briefgen.model.lettering import width, wrapped
from briefgen.model.timescale import follows, is_month, label_width, plot_width, shares
from briefgen.render.drawing import Dot, Drawing, Label, Piece, Stroke, number, plain
from briefgen.render.rows import LINE, LINE_WIDTH, say_unit
from briefgen.render.scale import Scale, Tick, scale_of
from briefgen.render.words import Words

HEIGHT = 11.0  # em from the highest tick to the lowest
HEAD = 1.8  # em from what the scale counts to the highest tick: the words of a point stand there
BESIDE = 0.6  # em between a point and its words, and between a tick and its line
LOWERED = 1.2  # em that the names of the periods give way to the words of a point near the floor


class Side(Enum):
    """Where the words of a point stand: away from the line that comes and goes."""

    ABOVE = "middle"
    BELOW = "below"
    LEFT = "end"
    RIGHT = "start"


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where things stand: `left`, `before` and `after` are em for the scale and the words at both ends."""

    points: tuple[Point, ...]
    sides: tuple[Side, ...]
    scale: Scale
    ticks: tuple[Tick, ...]
    top: float
    left: float
    before: float
    after: float

    @classmethod
    def of(cls, chart: Chart, scale: Scale, ticks: tuple[Tick, ...], top: float) -> _Plot:
        points = chart.points
        sides = tuple(_side(points, at) for at in range(len(points)))
        left = max(width(tick.label) for tick in ticks) + BESIDE
        before, after = _overhang(points[0], sides[0], -1), _overhang(points[-1], sides[-1], 1)
        return cls(points, sides, scale, ticks, top, left, before, after)

    @property
    def least(self) -> float:
        return self.left + self.before + plot_width(self.points) + self.after

    @property
    def across(self) -> list[float]:
        """The points from left to right, in percent."""
        start, end = self.percent(self.left + self.before), 100 - self.percent(self.after)
        return [start + (end - start) * share for share in shares(self.points)]

    @property
    def down(self) -> list[float]:
        """The points from above, in em."""
        return [self.y(self.scale.share(value)) for point in self.points for value in point.drawn]

    @property
    def floor(self) -> float:
        """Where the names of the periods begin."""
        bottom = self.top + HEIGHT
        lows = (y for side, y in zip(self.sides, self.down, strict=True) if side is Side.BELOW)
        return bottom + (LOWERED if any(y > bottom - LOWERED for y in lows) else 0)

    def percent(self, em: float) -> float:
        return 100 * em / self.least

    def y(self, share: Decimal) -> float:
        return self.top + HEIGHT * (1 - float(share) / 100)


def lay_out_line(chart: Chart, words: Words) -> Drawing:
    """Each value is one number: `relate.forms` lets nothing else be a line."""
    scale = scale_of([value for point in chart.points for value in point.drawn])
    counted = wrapped(say_unit(scale, chart.unit, words), LINE_WIDTH)
    plot = _Plot.of(chart, scale, scale.ticks(words), float(LINE) * len(counted) + HEAD)
    labels = [
        *(_words(*told) for told in zip(plot.points, plot.across, plot.down, plot.sides, strict=True)),
        *_times(plot, words),
        *_tick_labels(plot),
        *(plain(0, 1 + at * float(LINE), line, "axis") for at, line in enumerate(counted)),
    ]
    dots = tuple(Dot.of(x, y) for x, y in zip(plot.across, plot.down, strict=True))
    height = max(Decimal(label.y) for label in labels) + Decimal("0.4")
    strokes = (*_grid(plot), *_line(plot))
    return Drawing(number(height), number(plot.least), strokes, (), dots, tuple(labels))


def _side(points: Sequence[Point], at: int) -> Side:
    """Beside a slope, above a peak or a level, below a hollow."""
    comes = _slope(points[at - 1], points[at]) if at else None
    goes = _slope(points[at], points[at + 1]) if at + 1 < len(points) else None
    match comes, goes:
        case (1, 1) | (None, 1) | (1, None):
            return Side.LEFT
        case (-1, -1) | (None, -1) | (-1, None):
            return Side.RIGHT
        case (-1, _) | (_, 1):
            return Side.BELOW
        case _:
            return Side.ABOVE


def _slope(before: Point, after: Point) -> int | None:
    """Which way the line goes between two points: up (1), down (-1) or level (0); None where it is broken."""
    if before.value is None or after.value is None or not follows(before, after):
        return None
    return (after.value > before.value) - (after.value < before.value)


def _overhang(point: Point, side: Side, way: int) -> float:
    """How many em the words at an end of the line reach beyond it, to the left (-1) or to the right (1)."""
    told = width(point.words.text)
    beyond = {Side.LEFT: told if way < 0 else 0, Side.RIGHT: told if way > 0 else 0}.get(side, told / 2)
    return max(beyond, label_width(point) / 2) + BESIDE


def _words(point: Point, x: float, y: float, side: Side) -> Label:
    rise = 1.3 if side is Side.BELOW else -0.55
    anchor = "middle" if side is Side.BELOW else side.value
    return Label(number(x), number(y + rise), (Piece(point.words.text, point),), anchor)


def _grid(plot: _Plot) -> Iterator[Stroke]:
    for tick in plot.ticks:
        y = plot.y(tick.at)
        yield Stroke.of("zero" if tick.is_zero else "grid", plot.percent(plot.left), y, 100, y)


def _tick_labels(plot: _Plot) -> Iterator[Label]:
    for tick in plot.ticks:
        yield plain(plot.percent(plot.left - BESIDE / 2), plot.y(tick.at) + 0.35, tick.label, "tick", "end")


def _line(plot: _Plot) -> Iterator[Stroke]:
    """The line, broken where a period is missing: what was then is not known."""
    for (before, x1, y1), (after, x2, y2) in pairwise(zip(plot.points, plot.across, plot.down, strict=True)):
        if follows(before, after):
            yield Stroke.of("line", x1, y1, x2, y2)


def _times(plot: _Plot, words: Words) -> Iterator[Label]:
    """The name of each period below its point: months in short, and their year where it begins."""
    at = shares(plot.points)
    room = plot_width(plot.points) * min(after - before for before, after in pairwise(at))
    year: str | None = None
    for point, x in zip(plot.points, plot.across, strict=True):
        lines = wrapped(point.label, room)
        if point.period and point.period.start and is_month(point.period):
            month = words["months.short"].split()[(point.period.start.month or 1) - 1]
            new = _year(point, point.period.start.year)
            lines = (month,) if new == year else (month, new)
            year = new
        for row, line in enumerate(lines):
            yield plain(x, plot.floor + 1.3 + row * float(LINE), line, "tick", "middle")


def _year(point: Point, year: int) -> str:
    """The year of a label with the mark of a note behind it: "2025 *"."""
    _, _, mark = point.label.rpartition(str(year))
    return f"{year}{mark}" if mark.startswith(" ") else str(year)
