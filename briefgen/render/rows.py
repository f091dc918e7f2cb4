"""Bars and dots: a row a period or place, its words above its mark, and one scale below all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from briefgen.model.brief import Bound, Chart, Form, Point
from briefgen.model.lettering import width, wrapped
from briefgen.render.drawing import Bar, Dot, Drawing, Label, Piece, Stroke, number, plain
from briefgen.render.scale import Scale, Tick, scale_of
from briefgen.render.words import Words

LINE_WIDTH = 20.0  # em: what a telephone of 320 px shows of a line
LINE, ASCENT = Decimal("1.3"), Decimal("0.95")
MARK, GAP = Decimal("0.8"), Decimal("0.75")  # height of a bar; from one row to the next
BELOW = Decimal("0.35")  # from the words to their mark
TICK = Decimal("0.5")  # from the last row to the labels of the scale
BETWEEN = 0.3  # em between two of them
TIP = Decimal("1.4")  # percent: the reach of the point of an arrow
ARROW = Decimal("3.8")  # percent: the reach of an arrow from a dot


def lay_out_rows(chart: Chart, words: Words) -> Drawing:
    """One row for each label, from the top down, and the scale under them."""
    scale = _scale(chart.points)
    y = Decimal(0)
    strokes: list[Stroke] = []
    bars: list[Bar] = []
    dots: list[Dot] = []
    labels: list[Label] = []
    for _, group in groupby(chart.points, key=lambda point: point.label):
        row = tuple(group)
        lines = _lines(row)
        labels += [Label("0", number(y + ASCENT + at * LINE), line) for at, line in enumerate(lines)]
        top = y + len(lines) * LINE + BELOW
        strokes += _grid(scale, top - BELOW / 2, top + MARK + BELOW / 2)
        if chart.form is Form.BAR:
            bars += [_bar(point, scale, top) for point in row]
            strokes += [tip for point in row for tip in _tip(point, scale, top)]
        else:
            strokes += _spans(row, scale, top + MARK / 2)
            strokes += [arrow for point in row for arrow in _arrow(point, scale, top + MARK / 2)]
            dots += _dots(row, scale, top + MARK / 2)
        y = top + MARK + GAP
    labels += _axis(scale, chart.unit, y, words)
    height = max(Decimal(label.y) for label in labels) + Decimal("0.4")
    return Drawing(number(height), "0", tuple(strokes), tuple(bars), tuple(dots), tuple(labels))


def _scale(points: Sequence[Point]) -> Scale:
    values = [value for point in points for value in point.drawn]
    return scale_of(
        values, open_at=[p.value for p in points if p.bound is Bound.AT_LEAST and p.value is not None]
    )


def _lines(row: Sequence[Point]) -> list[tuple[Piece, ...]]:
    """The label of a row, wrapped, and the words of its figures behind it where they fit, else below."""
    lines: list[tuple[Piece, ...]] = [(Piece(line),) for line in wrapped(row[0].label, LINE_WIDTH)]
    here: list[Piece] = []
    if not row[0].series and lines:
        here = list(lines.pop())
    for point in row:
        told = _told(point, is_first=not here)
        if here and sum(width(f"{piece.text} ") for piece in (*here, *told)) > LINE_WIDTH:
            lines.append(tuple(here))
            here, told = [], _told(point, is_first=True)
        here += told
    return [*lines, tuple(here)]


def _told(point: Point, *, is_first: bool) -> list[Piece]:
    """The words of a figure, behind its period where its row has two, and with the way of a change."""
    mark = "" if is_first else "· "
    period = [Piece(f"{mark}{point.series}")] if point.series else []
    return [*period, Piece(point.words.text, point), *([Piece(point.change)] if point.change else [])]


def _grid(scale: Scale, top: Decimal, bottom: Decimal) -> Iterator[Stroke]:
    """A piece of each gridline beside the mark: words are not crossed."""
    for value in scale.values:
        at = scale.share(value)
        yield Stroke.of("zero" if value == 0 else "grid", at, top, at, bottom)


def _bar(point: Point, scale: Scale, top: Decimal) -> Bar:
    assert point.value is not None  # a range is drawn as dots
    ends = sorted((scale.zero, scale.share(point.value)))
    kind = "bar open" if point.bound is Bound.AT_MOST else "bar"
    return Bar(number(ends[0]), number(top), number(ends[1] - ends[0]), number(MARK), kind)


def _tip(point: Point, scale: Scale, top: Decimal) -> Iterator[Stroke]:
    """An arrow beyond the value that a source calls the least."""
    if point.value is None or point.bound is not Bound.AT_LEAST:
        return
    at = scale.share(point.value)
    reach = at + (TIP if point.value >= 0 else -TIP)
    yield Stroke.of("tip", at, top, reach, top + MARK / 2)
    yield Stroke.of("tip", reach, top + MARK / 2, at, top + MARK)


def _arrow(point: Point, scale: Scale, y: Decimal) -> Iterator[Stroke]:
    """From a dot to the side on which its source leaves it open, no farther than zero."""
    if point.value is None or point.bound is None:
        return
    at, way = scale.share(point.value), 1 if point.bound is Bound.AT_LEAST else -1
    end = at + way * ARROW
    if (at - scale.zero) * (end - scale.zero) < 0:
        end = scale.zero
    yield Stroke.of("tip", at, y, end, y)
    yield from (Stroke.of("tip", end, y, end - way * TIP, y + side * MARK / 3) for side in (-1, 1))


def _spans(row: Sequence[Point], scale: Scale, y: Decimal) -> Iterator[Stroke]:
    """What lies between the ends of a range, and between the two figures of one place."""
    for point in row:
        if point.low is not None and point.high is not None:
            low, high = scale.share(point.low), scale.share(point.high)
            yield Stroke.of("range", low, y, high, y)
            yield from (Stroke.of("range", end, y - MARK / 2, end, y + MARK / 2) for end in (low, high))
    values = [point.value for point in row if point.value is not None]
    if len(values) == 2:
        yield Stroke.of("link", scale.share(values[0]), y, scale.share(values[1]), y)


def _dots(row: Sequence[Point], scale: Scale, y: Decimal) -> Iterator[Dot]:
    for at, point in enumerate(row):
        if point.value is not None:
            is_open = point.bound is Bound.AT_MOST or (len(row) > 1 and at == 0)
            yield Dot.of(scale.share(point.value), y, is_open=is_open)


def _axis(scale: Scale, unit: str, y: Decimal, words: Words) -> Iterator[Label]:
    """The labels of the ticks, and what they count below them."""
    for tick in _apart(scale.ticks(words)):
        yield plain(tick.at, y + TICK, tick.label, "tick", _anchor(tick))
    for at, line in enumerate(wrapped(say_unit(scale, unit, words), LINE_WIDTH), start=1):
        yield plain(0, y + TICK + at * LINE, line, "axis")


def _anchor(tick: Tick) -> str:
    return "start" if tick.at == 0 else "end" if tick.at == 100 else "middle"


def _apart(ticks: Sequence[Tick]) -> tuple[Tick, ...]:
    """Every tick, or every second or third from zero: as many as leave room between their labels."""
    zero = next(at for at, tick in enumerate(ticks) if tick.is_zero)
    for every in range(1, len(ticks)):
        kept = tuple(tick for at, tick in enumerate(ticks) if (at - zero) % every == 0)
        ends = [_ends(tick) for tick in kept]
        if all(before[1] + BETWEEN <= after[0] for before, after in pairwise(ends)):
            return kept
    return (ticks[zero],)


def _ends(tick: Tick) -> tuple[float, float]:
    """Where its label begins and ends on the narrowest page, in em."""
    at, long = float(tick.at) / 100 * LINE_WIDTH, width(tick.label)
    before = {"start": 0.0, "middle": long / 2, "end": long}[_anchor(tick)]
    return at - before, at - before + long


def say_unit(scale: Scale, unit: str, words: Words) -> str:
    """What the ticks count: "flights", "EUR, in millions"."""
    large, _ = scale.large
    return f"{unit}, {words[f'scale.{large}']}" if large else unit
