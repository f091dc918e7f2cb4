"""What a chart of some rows shows: points, title and unit, before it is given a form and words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from briefgen.model.brief import By, Evidence, Inlines, Point, Text, Verbatim
from briefgen.model.facts import Change, FigureKind
from briefgen.model.lettering import width
from briefgen.model.verbatim import fold
from briefgen.relate.comparable import Comparable
from briefgen.relate.exactness import bound_of, is_change, is_range
from briefgen.relate.measured import Measured
from briefgen.sections.words import own_words

WIDEST_WORDS = 20.0  # em: one line of a telephone
_TRAILING = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "per", "the", "to")
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table before it is one: its figure, the evidence for it, and its cells by column."""

    measured: Measured
    item: Evidence
    cells: Mapping[str, Inlines]


@dataclass(frozen=True, slots=True)
class Sketch:
    """Rows that may be compared, in the order of their points."""

    group: Comparable
    lines: tuple[Line, ...]
    points: tuple[Point, ...]
    title: str
    unit: str


def sketch(lines: Sequence[Line], group: Comparable) -> Sketch | None:
    """The sketch of a group; None where it has no title, or words too long for their line."""
    chosen = tuple(lines[at] for at in group.positions)
    points = tuple(_point(line, group) for line in chosen)
    title, unit = _title(chosen), own_words(_unit(chosen[0]))
    names = {(point.label, point.series) for point in points}
    too_wide = any(width(point.words.text) + width(point.change) > WIDEST_WORDS for point in points)
    if not (title and unit) or too_wide or len(names) < len(points):
        return None
    return Sketch(group, chosen, points, title, unit)


def _point(line: Line, group: Comparable) -> Point:
    figure = line.measured.figure
    falls = is_change(line.measured) and figure.change is Change.DECREASE
    ranges = is_range(line.measured)
    return Point(
        cell(line, group.by),
        Verbatim(line.item.id, line.item.printed_text, marks=False),
        -figure.value if falls and figure.value is not None else figure.value,
        low=figure.low if ranges else None,
        high=figure.high if ranges else None,
        bound=bound_of(figure),
        period=figure.period,
        series=cell(line, By.PERIOD) if group.pairs else "",
        change=cell(line, "value").strip() if is_change(line.measured) else "",
    )


def cell(line: Line, column: str) -> str:
    """The program's own words in a cell."""
    return "".join(part.text for part in line.cells.get(column, ()) if isinstance(part, Text))


def _title(lines: Sequence[Line]) -> str:
    """The words with which all measures begin, without a preposition; else the first, if all say it."""
    measures = [str(line.item.fields["measure"] or "").split() for line in lines]
    same = takewhile(lambda words: len(set(words)) == 1, zip(*measures, strict=False))
    words = [words[0] for words in same]
    if not words and all(sorted(measure) == sorted(measures[0]) for measure in measures):
        words = measures[0]
    while words and words[-1].casefold() in _TRAILING:
        words.pop()
    return " ".join(words).rstrip(",;:")


def _unit(line: Line) -> str:
    """The unit in the letters of the source, where it stands before the figure or in its sentence."""
    figure, text = line.measured.figure, line.measured.text
    unit = figure.unit or ""
    if figure.kind is not FigureKind.COUNT:
        return unit
    words = re.compile(r"\b" + r"\s+".join(map(re.escape, unit.split())) + r"\b", re.IGNORECASE)
    written = [match[0] for match in words.finditer(text, 0, figure.sentence.end)]
    return fold(written[-1]) if written else unit
