"""A line over time: periods to scale from left to right, joined where they follow each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from itertools import pairwise

from briefgen.model.brief import Chart, Point
from briefgen.model.lettering import width, wrapped
from briefgen.model.timescale import follows, is_month, label_width, plot_width, shares
from briefgen.render.drawing import Dot, Drawing, Label, Piece, Stroke, number, plain
from briefgen.render.rows import LINE, say_unit
from briefgen.render.scale import Scale, scale_of
from briefgen.render.words import Words

TOP, HEIGHT = 3.0, 11.0  # em: above the highest tick, and from it to the lowest
BESIDE = 0.6  # em between a point and its words, and between a tick and its line


class Side(Enum):
    """Where the words of a point stand: away from the line that comes and goes."""

    ABOVE = "middle"
    BELOW = "below"
    LEFT = "end"
    RIGHT = "start"


def lay_out_line(chart: Chart, words: Words) -> Drawing:
    points = chart.points
    scale = scale_of([value for point in points for value in point.drawn])
    sides = [_side(points, at) for at in range(len(points))]
    ticks = scale.ticks(words)
    left = max(width(tick.label) for tick in ticks) + BESIDE
    before, after = _overhang(points[0], sides[0], -1), _overhang(points[-1], sides[-1], 1)
    least = left + before + plot_width(points) + after
    start, end = 100 * (left + before) / least, 100 - 100 * after / least
    across = [start + (end - start) * share for share in shares(points)]
    down = [_down(scale, point) for point in points]
    strokes = [*_grid(scale, 100 * left / least), *_line(points, across, down)]
    floor = TOP + HEIGHT + (LOWERED if _reaches_below(sides, down) else 0)
    labels = [_words(*told) for told in zip(points, across, down, sides, strict=True)]
    room = plot_width(points) * min(after - before for before, after in pairwise(shares(points)))
    labels += _times(points, across, floor, room, words)
    labels += [
        plain(100 * (left - BESIDE / 2) / least, _y(tick.at) + 0.35, tick.label, "tick", "end")
        for tick in ticks
    ]
    labels.append(plain(0, 1.0, say_unit(scale, chart.unit, words), "axis"))
    dots = tuple(Dot(number(x), number(y), "dot") for x, y in zip(across, down, strict=True))
    height = max(Decimal(label.y) for label in labels) + Decimal("0.4")
    return Drawing(number(height), number(least), tuple(strokes), (), dots, tuple(labels))


LOWERED = 1.2  # em that the names of the periods give way to the words of a point near zero


def _y(share: Decimal) -> float:
    return TOP + HEIGHT * (1 - float(share) / 100)


def _down(scale: Scale, point: Point) -> float:
    assert point.value is not None  # a range is drawn as dots
    return _y(scale.share(point.value))


def _side(points: Sequence[Point], at: int) -> Side:
    """Beside a slope, above a peak, below a hollow."""
    comes = _slope(points[at - 1], points[at]) if at else 0
    goes = _slope(points[at], points[at + 1]) if at + 1 < len(points) else 0
    if comes < 0 < goes:
        return Side.BELOW
    if comes > 0 > goes or comes == goes == 0:
        return Side.ABOVE
    return Side.LEFT if comes + goes > 0 else Side.RIGHT


def _slope(before: Point, after: Point) -> int:
    """Which way the line goes between two points; 0 where it is level or broken."""
    if before.value is None or after.value is None or not follows(before, after):
        return 0
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


def _reaches_below(sides: Sequence[Side], down: Sequence[float]) -> bool:
    return any(side is Side.BELOW and y > TOP + HEIGHT - 0.6 for side, y in zip(sides, down, strict=True))


def _grid(scale: Scale, left: float) -> Iterator[Stroke]:
    for value in scale.values:
        y = _y(scale.share(value))
        yield Stroke.of("zero" if value == 0 else "grid", left, y, 100, y)


def _line(points: Sequence[Point], across: Sequence[float], down: Sequence[float]) -> Iterator[Stroke]:
    """The line, broken where a period is missing: what was then is not known."""
    for (before, x1, y1), (after, x2, y2) in pairwise(zip(points, across, down, strict=True)):
        if follows(before, after):
            yield Stroke.of("line", x1, y1, x2, y2)


def _times(
    points: Sequence[Point], across: Sequence[float], floor: float, room: float, words: Words
) -> Iterator[Label]:
    """The name of each period below its point: months in short, and their year where it begins."""
    year: str | None = None
    for point, x in zip(points, across, strict=True):
        lines = list(wrapped(point.label, room))
        if point.period and point.period.start and is_month(point.period):
            month = words["months.short"].split()[(point.period.start.month or 1) - 1]
            own = point.label.rpartition(str(point.period.start.year))
            new = f"{own[1]}{own[2]}" if own[1] else str(point.period.start.year)
            lines = [month] if new == year else [month, new]
            year = new
        for at, line in enumerate(lines):
            yield plain(x, floor + 1.3 + at * float(LINE), line, "tick", "middle")
