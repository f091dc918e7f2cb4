"""A chart of the rows of a table of figures that may be compared; each point is one of its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from briefgen.model.brief import By, Chart, Cite, Evidence, Inlines, Point, Text, Verbatim
from briefgen.model.facts import FigureKind
from briefgen.model.verbatim import fold
from briefgen.relate.comparable import comparable
from briefgen.relate.measured import Measured
from briefgen.sections.words import own_words

LONGEST = 44  # characters of a label and its words: so many stand on one line of a telephone
_TRAILING = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "per", "the", "to")
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table before it is one: its figure, the evidence for it, and its cells by column."""

    measured: Measured
    item: Evidence
    cells: Mapping[str, Inlines]


def draw(lines: Sequence[Line], columns: Sequence[str]) -> Chart | None:
    """The largest group of rows that may be compared as bars; None where there is none.

    What tells the bars apart must be a column of the table: a chart says nothing that the table does not.
    """
    group = comparable([line.measured for line in lines], [by for by in By if by in columns])
    if group is None:
        return None
    chosen = [lines[at] for at in group.positions]
    points = tuple(_point(line, group.by) for line in chosen)
    title, unit = _title(chosen), own_words(_unit(chosen[0]))
    if not (title and unit) or any(len(p.label) + len(p.words.text) > LONGEST for p in points):
        return None
    return Chart(title, unit, group.by, points, _caption(chosen, unit, group.by), _alt(title, points))


def _point(line: Line, by: By) -> Point:
    label = "".join(part.text for part in line.cells[by] if isinstance(part, Text))
    value = line.measured.figure.value
    assert value is not None  # what has none is not comparable
    return Point(label, Verbatim(line.item.id, line.item.printed_text, marks=False), value)


def _title(lines: Sequence[Line]) -> str:
    """The words with which all their measures begin, without a preposition at the end."""
    measures = [str(line.item.fields["measure"] or "").split() for line in lines]
    same = takewhile(lambda words: len(set(words)) == 1, zip(*measures, strict=False))
    words = [words[0] for words in same]
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


def _caption(lines: Sequence[Line], unit: str, by: By) -> Inlines:
    """What a bar counts, who says so, and what all bars have in common."""
    tellers = {str(line.item.fields["attributed_to"] or "") for line in lines}
    told_by = f" ({tellers.pop()})" if len(tellers) == 1 and "" not in tellers else ""
    periods = {
        "".join(part.text for part in line.cells.get("period", ()) if isinstance(part, Text))
        for line in lines
    }
    period = (
        f"; period: {periods.pop()}" if by is By.PLACE and len(periods) == 1 and "" not in periods else ""
    )
    documents = dict.fromkeys(line.item.cited.document for line in lines)
    return Text(f"Unit: {unit}, by {by}{told_by}{period} "), Cite(tuple(documents))


def _alt(title: str, points: Sequence[Point]) -> str:
    told = "; ".join(f"{point.label.removesuffix(' *')}, {point.words.text}" for point in points)
    return f"Bar chart. {title}: {told}."
