"""Which form of a chart some comparable figures allow, and which of them tells most."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefgen.model.brief import By, Form, Point
from briefgen.model.timescale import WIDEST, follows, plot_width

FEWEST_OF_A_LINE = 5  # periods from which on a line is read faster than bars
MARGINS = 9.5  # em beside the points of a line: the scale on the left, half a label on the right


def obstacle(form: Form, by: By, points: Sequence[Point]) -> str | None:
    """Why these figures cannot be drawn so, in words for the brief's editor; None where they can."""
    match form:
        case Form.BAR:
            return _obstacle_to_bars(points)
        case Form.LINE:
            return _obstacle_to_a_line(by, points)
        case Form.DOT:
            return None


def best_form(by: By, points: Sequence[Point]) -> Form:
    """Dots for ranges and pairs, a line for five periods and more without a gap, else bars."""
    if _obstacle_to_bars(points):
        return Form.DOT
    is_long = len(points) >= FEWEST_OF_A_LINE and all(follows(*two) for two in pairwise(points))
    return Form.LINE if is_long and _obstacle_to_a_line(by, points) is None else Form.BAR


def _obstacle_to_bars(points: Sequence[Point]) -> str | None:
    if any(point.series for point in points):
        return "there are two figures of each place, and a bar shows one"
    if any(point.value is None for point in points):
        return "a range has two ends, and a bar has one"
    return None


def _obstacle_to_a_line(by: By, points: Sequence[Point]) -> str | None:
    if by is not By.PERIOD:
        return "a line needs periods, and these figures differ in their places"
    if any(point.value is None or point.bound for point in points):
        return (
            "a line needs a number for each period, and one of these is a range or is left open on one side"
        )
    if not any(follows(*two) for two in pairwise(points)):
        return "a line joins periods that follow each other, and none of these do"
    if plot_width(points) + MARGINS > WIDEST:
        return "its labels would not fit side by side"
    return None
