"""Charts of the rows of a table of figures that may be compared; each point is one of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefgen.languages import Language
from briefgen.model.brief import By, Chart, Form
from briefgen.relate.comparable import FEWEST, can_be_drawn, comparable
from briefgen.relate.forms import best_form, obstacle
from briefgen.relate.measured import Measured
from briefgen.sections.chart_words import alternative, caption, legend, undrawn
from briefgen.sections.sketches import Line, Sketch, sketch

MOST_CHARTS = 2  # of one table: more are a page of pictures


@dataclass(frozen=True, slots=True)
class Drawn:
    """The charts of a table, and why the one that was asked for is not among them."""

    charts: tuple[Chart, ...]
    refused: str | None = None


def draw(
    lines: Sequence[Line], columns: Sequence[str], language: Language, form: Form | None = None
) -> Drawn:
    """Charts of the largest groups of rows that may be compared, in a form that is asked for or the best.

    What tells the points apart must be a column of the table: a chart says nothing that the table does not.
    A form that no group allows is refused, and nothing is drawn in its place.
    """
    measured = [line.measured for line in lines]
    by = [by for by in By if by in columns]
    groups = comparable(measured, by, ranges=form in (None, Form.DOT))
    sketches = [made for group in groups if (made := sketch(lines, group))]
    if not sketches:
        return Drawn((), _why_nothing(measured, by) if form else None)
    obstacles = [obstacle(form, made.group.by, made.points) if form else None for made in sketches]
    fit = [made for made, against in zip(sketches, obstacles, strict=True) if against is None]
    if not fit:
        return Drawn((), obstacles[0])
    chosen = fit[:MOST_CHARTS]
    charts = [_chart(made, form or best_form(made.group.by, made.points), language) for made in chosen]
    left = undrawn(lines, {at for made in chosen for at in made.group.positions}, language)
    charts[-1] = replace(charts[-1], legend=charts[-1].legend + left)
    return Drawn(tuple(charts))


def _chart(made: Sketch, form: Form, language: Language) -> Chart:
    return Chart(
        made.title,
        made.unit,
        made.group.by,
        made.points,
        caption(made, language),
        alternative(made, form, language),
        form,
        legend(form, made.points, language),
    )


def _why_nothing(figures: Sequence[Measured], by: Sequence[By]) -> str:
    """Why no rows may be compared, in words for the brief's editor."""
    if not by:
        return "the table has neither a column period nor a column place to tell figures apart"
    if sum(can_be_drawn(one) for one in figures) < FEWEST:
        return "fewer than three rows say what is counted and give a number and a unit"
    return (
        "no three rows count the same thing in the same unit, told by one source, "
        "in periods of one length or at different places"
    )
