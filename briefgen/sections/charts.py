"""Charts of the rows of a table of figures that may be compared; each point is one of its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from briefgen.languages import Language
from briefgen.model.brief import By, Chart, Cite, Evidence, Form, Inlines, Point, Text, Verbatim
from briefgen.model.facts import Change, FigureKind
from briefgen.model.lettering import width
from briefgen.model.timescale import follows
from briefgen.model.verbatim import fold
from briefgen.relate.comparable import Comparable, can_be_drawn, comparable
from briefgen.relate.exactness import bound_of, is_change, is_level, is_range
from briefgen.relate.forms import best_form, obstacle
from briefgen.relate.measured import Measured
from briefgen.sections.words import own_words

MOST_CHARTS = 2  # of one table: more are a page of pictures
WIDEST_WORDS = 20.0  # em: one line of a telephone
_INFERRED = " *"
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
    sketches = [sketch for group in groups if (sketch := _sketch(lines, group, language))]
    if not sketches:
        return Drawn((), _why_nothing(measured, by) if form else None)
    obstacles = [obstacle(form, chart.by, chart.points) if form else None for chart, _ in sketches]
    fit = [sketch for sketch, against in zip(sketches, obstacles, strict=True) if against is None]
    if not fit:
        return Drawn((), obstacles[0])
    chosen = fit[:MOST_CHARTS]
    undrawn = _undrawn(lines, {at for _, group in chosen for at in group.positions}, language)
    charts = [
        _finished(chart, form or best_form(chart.by, chart.points), group, language)
        for chart, group in chosen
    ]
    charts[-1] = replace(charts[-1], legend=charts[-1].legend + undrawn)
    return Drawn(tuple(charts))


def _sketch(lines: Sequence[Line], group: Comparable, language: Language) -> tuple[Chart, Comparable] | None:
    """A chart without a form; None where it has no title, or words too long for their line."""
    chosen = [lines[at] for at in group.positions]
    points = tuple(_point(line, group) for line in chosen)
    title, unit = _title(chosen), own_words(_unit(chosen[0]))
    names = [(point.label, point.series) for point in points]
    too_wide = any(width(point.words.text) + width(point.change) > WIDEST_WORDS for point in points)
    if not (title and unit) or too_wide or len(set(names)) < len(names):
        return None
    return Chart(title, unit, group.by, points, _caption(chosen, unit, group, points, language), ""), group


def _point(line: Line, group: Comparable) -> Point:
    figure = line.measured.figure
    falls = is_change(line.measured) and figure.change is Change.DECREASE
    ranges = is_range(line.measured)
    return Point(
        _cell(line, group.by),
        Verbatim(line.item.id, line.item.printed_text, marks=False),
        -figure.value if falls and figure.value is not None else figure.value,
        low=figure.low if ranges else None,
        high=figure.high if ranges else None,
        bound=bound_of(figure),
        period=figure.period,
        series=_cell(line, By.PERIOD) if group.pairs else "",
        change=_cell(line, "value").strip() if is_change(line.measured) else "",
    )


def _cell(line: Line, column: str) -> str:
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


def _caption(
    lines: Sequence[Line], unit: str, group: Comparable, points: Sequence[Point], language: Language
) -> Inlines:
    """What is counted in which unit, who says so, for which time and place, and in which documents."""
    by = language.say("chart.by.pairs" if group.pairs else f"chart.by.{group.by}")
    key = "chart.unit.change" if is_change(lines[0].measured) else "chart.unit"
    tellers = {str(line.item.fields["attributed_to"] or "") for line in lines}
    told_by = f" ({tellers.pop()})" if len(tellers) == 1 and "" not in tellers else ""
    words = [language.say(key, unit=unit, by=by) + told_by]
    if group.pairs or group.by is By.PERIOD:
        spans = (points[0].series, points[1].series) if group.pairs else (points[0].label, points[-1].label)
        first, last = (span.removesuffix(_INFERRED) for span in spans)
        words.append(language.say("chart.periods", first=first, last=last))
    for column in (By.PERIOD, By.PLACE):
        cells = {_cell(line, column) for line in lines}
        if column != group.by and not group.pairs and len(cells) == 1 and "" not in cells:
            words.append(language.say(f"chart.{column}", **{str(column): cells.pop()}))
    documents = dict.fromkeys(line.item.cited.document for line in lines)
    return Text("".join(words) + " "), Cite(tuple(documents))


def _finished(chart: Chart, form: Form, group: Comparable, language: Language) -> Chart:
    points = language.say("chart.told", title=chart.title, points=_told(chart.points))
    told = language.say(f"chart.form.{form}"), points, *_order(chart, group, language)
    return replace(chart, form=form, alt=" ".join(told), legend=_legend(form, chart.points, language))


def _told(points: Sequence[Point]) -> str:
    """Each point in the words of its source."""
    return "; ".join(
        ", ".join(
            part.removesuffix(_INFERRED)
            for part in (point.label, point.series, f"{point.words.text} {point.change}".strip())
            if part
        )
        for point in points
    )


def _order(chart: Chart, group: Comparable, language: Language) -> list[str]:
    """How the printed figures follow each other, where each is one number: no new one is computed."""
    points = chart.points
    values = [point.value for point in points if point.value is not None and point.bound is None]
    if len(values) < len(points):
        return []
    if group.pairs:
        return _order_of_pairs(points, language)
    steps = [(after > before) - (after < before) for before, after in pairwise(values)]
    if group.by is By.PERIOD and abs(sum(steps)) == len(steps):
        return [language.say("chart.rises" if steps[0] > 0 else "chart.falls")]
    top, low = max(values), min(values)
    if values.count(top) > 1 or values.count(low) > 1:
        return []
    one, other = (points[values.index(value)].label.removesuffix(_INFERRED) for value in (top, low))
    return [language.say("chart.highest", one=one, other=other)]


def _order_of_pairs(points: Sequence[Point], language: Language) -> list[str]:
    told: list[str] = []
    pairs = list(zip(points[::2], points[1::2], strict=True))
    for key, sign in (("chart.higher_in", 1), ("chart.lower_in", -1)):
        places = [
            after.label
            for before, after in pairs
            if before.value is not None
            and after.value is not None
            and sign * (after.value - before.value) > 0
        ]
        if places:
            period = points[1].series.removesuffix(_INFERRED)
            told.append(language.say(key, period=period, places=language.join(places)))
    return told


def _legend(form: Form, points: Sequence[Point], language: Language) -> tuple[str, ...]:
    """What the signs mean that are drawn here, and no others."""
    bounds = {str(point.bound) for point in points if point.bound}
    says = [language.say(f"chart.{key}") for key in ("least", "most") if f"at {key}" in bounds]
    if any(point.value is None for point in points):
        says.append(language.say("chart.range"))
    if points[0].series:
        first, last = (point.series.removesuffix(_INFERRED) for point in points[:2])
        says.append(language.say("chart.pairs", first=first, last=last))
    if form is Form.LINE and not all(follows(*two) for two in pairwise(points)):
        says.append(language.say("chart.gap"))
    return tuple(says)


def _undrawn(lines: Sequence[Line], drawn: set[int], language: Language) -> tuple[str, ...]:
    """Which rows of the table no chart shows, and why."""
    left = [_reason(line.measured) for at, line in enumerate(lines) if at not in drawn]
    reasons = [
        language.say(f"chart.undrawn.{reason}", count=left.count(reason))
        for reason in ("vague", "range", "change", "other")
        if reason in left
    ]
    return (language.say("chart.undrawn", reasons=language.join(reasons)),) if reasons else ()


def _reason(measured: Measured) -> str:
    if measured.figure.value is None:
        return "range" if is_range(measured) else "vague"
    return "other" if is_level(measured.figure, measured.text) else "change"


def _why_nothing(figures: Sequence[Measured], by: Sequence[By]) -> str:
    """Why no rows may be compared, in words for the brief's editor."""
    if not by:
        return "the table has neither a column period nor a column place to tell figures apart"
    if sum(can_be_drawn(one) for one in figures) < 3:
        return "fewer than three rows say what is counted and give a number and a unit"
    return (
        "no three rows count the same thing in the same unit, told by one source, "
        "in periods of one length or at different places"
    )
