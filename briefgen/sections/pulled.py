"""Figures set large beside the key points: two to four that an editor pins."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.errors import Problem
from briefgen.model.brief import Evidence, PullFigures, Row, Text
from briefgen.places import Locator
from briefgen.sections.figure_pins import FigurePin, pinned_figures
from briefgen.sections.figures import ColumnName, Printed, add_row, notes_on
from briefgen.sections.kind import Context
from briefgen.sections.pins import find_pins

OPTION = "figures"
MOST = 4
_CELLS: tuple[ColumnName, ...] = ("value", "measure", "period", "source")
_PERIOD = _CELLS.index("period")


def pull(
    wanted: Sequence[FigurePin], locator: Locator, context: Context
) -> tuple[PullFigures | None, tuple[Evidence, ...], tuple[Problem, ...]]:
    """The block with its evidence; None without figures. A figure is named in a few words of its source."""
    pins = find_pins(wanted, locator, OPTION, context)
    choices, problems = pinned_figures(wanted, OPTION, pins, locator, context)
    printed, unnamed = Printed(), []
    for choice in choices:
        if choice.pin and not (choice.measures or choice.hit.fact.measures):
            place = locator.place(OPTION, choice.pin.at, "exact")
            hint = "add `measure`: words of its paragraph that say it"
            unnamed.append(Problem("what this figure measures is not clear", place, hint))
        else:
            add_row(_CELLS, choice, printed, context.language)
    problems = (*pins.problems, *problems, *unnamed)
    if not printed.rows:
        return None, (), problems
    rows = tuple(_with_its_period(row, context) for row in printed.rows)
    block = PullFigures(context.language.say("key_points.figures"), rows, notes_on(printed, context.language))
    return block, tuple(printed.evidence), problems


def _with_its_period(row: Row, context: Context) -> Row:
    """The row where a missing period says that it is one: no head of a column does."""
    if row.cells[_PERIOD] != (Text(context.language.say("not_stated")),):
        return row
    cells = list(row.cells)
    cells[_PERIOD] = (Text(context.language.say("figures.period_not_stated")),)
    return Row(tuple(cells), row.evidence)
