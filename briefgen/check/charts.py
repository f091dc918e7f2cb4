"""A chart draws rows of a table beside it: same evidence, same words, same value, no number of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefgen.check.blocks import blocks
from briefgen.check.numbers import decimal_of, read_numbers, stands_in
from briefgen.check.tables import known_numbers
from briefgen.check.wording import short
from briefgen.errors import Problem
from briefgen.model.brief import (
    Brief,
    Chart,
    Evidence,
    EvidenceType,
    Point,
    Row,
    Section,
    Table,
    Text,
    Verbatim,
)
from briefgen.model.content import leaves
from briefgen.model.text import Document


def check_charts(brief: Brief, documents: Mapping[str, Document]) -> Iterator[Problem]:
    for section, block in blocks(brief):
        if isinstance(block, Chart):
            for message in _faults(block, section, brief, documents):
                yield Problem(f"the chart {short(block.title)!r}: {message}")


def _faults(chart: Chart, section: Section, brief: Brief, documents: Mapping[str, Document]) -> Iterator[str]:
    rows = [row for block in section.blocks if isinstance(block, Table) for row in block.rows]
    for point in chart.points:
        yield from _faults_of_point(point, chart, rows, brief)
    if len({(point.label, point.series) for point in chart.points}) < len(chart.points):
        yield "two of its points have one label"
    if not any(at for point in chart.points for at in point.drawn):
        yield "it has nothing to draw"
    ids = [point.words.evidence or "" for point in chart.points]
    kinds = {
        (str(e.fields.get("unit")), e.fields.get("kind")) for id_ in ids if (e := brief.evidence.get(id_))
    }
    if len(kinds) > 1:
        yield "its points have several units or kinds"
    known = tuple(number for id_ in ids for number in known_numbers(id_, brief, documents))
    caption = "".join(inline.text for inline in leaves(chart.caption) if isinstance(inline, Text))
    for words in (chart.title, chart.unit, caption, chart.alt, *chart.legend):
        for number in read_numbers(words):
            if not stands_in(number, known):
                yield f"{number.text!r} in {short(words)!r} is in no evidence of its points"


def _faults_of_point(point: Point, chart: Chart, rows: Sequence[Row], brief: Brief) -> Iterator[str]:
    item = brief.evidence.get(point.words.evidence or "")
    row = next((row for row in rows if item and item.id in row.evidence), None)
    if item is None or row is None:
        yield f"{point.label!r} is no row of a table in its section"
        return
    if point.words not in [inline for cell in row.cells for inline in leaves(cell)]:
        yield f"{point.words.text!r} is not what the row of {point.label!r} prints"
    cells = ["".join(_texts(row, at)) for at in range(1, len(row.cells))]
    yield from (
        f"{name!r} is no cell of its row"
        for name in (point.label, point.series)
        if name not in cells and (name or not point.label)
    )
    if f"{point.words.text} {point.change}".strip() not in cells:
        yield f"the change {point.change!r} of {point.label!r} is not in its row"
    yield from _faults_of_fields(point, chart, item)


def _texts(row: Row, at: int) -> Iterator[str]:
    return (inline.text for inline in leaves(row.cells[at]) if isinstance(inline, (Text, Verbatim)))


def _faults_of_fields(point: Point, chart: Chart, item: Evidence) -> Iterator[str]:
    fields = item.fields
    if item.type is not EvidenceType.FIGURE or fields.get(chart.by) is None:
        yield f"{point.label!r} is no figure with a {chart.by} of its own"
    if not _is_drawn_as_given(point, item):
        yield f"the value {_shown(point)} of {point.label!r} is not that of its evidence"
    if point.bound is not None and not fields.get("qualifier"):
        yield f"{point.label!r} is drawn as left open, and its source does not say so"
    if point.period is not None and point.period.edtf != fields.get("period"):
        yield f"the period {point.period.edtf} of {point.label!r} is not that of its evidence"
    if str(fields.get("unit") or "").casefold() != chart.unit.casefold():
        yield f"its unit {chart.unit!r} is not that of {point.label!r}"
    measure = Counter(str(fields.get("measure") or "").split())
    if not Counter(chart.title.split()) <= measure + Counter(_without_stop(measure)):
        yield f"the words of its title are not in the measure of {point.label!r}"


def _is_drawn_as_given(point: Point, item: Evidence) -> bool:
    """The number of its evidence, below zero for a decrease that its row names; else both ends of a range."""
    value, low, high = (decimal_of(item.fields.get(name)) for name in ("value", "low", "high"))
    if point.value is None:
        return value is None and low is not None and (low, high) == (point.low, point.high)
    if (point.low, point.high) != (None, None) or value is None:
        return False
    falls = bool(point.change) and item.fields.get("change") == "decrease"
    return point.value == (-value if falls else value)


def _shown(point: Point) -> str:
    return " to ".join(str(at) for at in point.drawn)


def _without_stop(words: Iterable[str]) -> Iterator[str]:
    return (word.rstrip(",;:") for word in words)
