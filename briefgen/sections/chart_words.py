"""What a chart says in the language of its brief: caption, legend and text alternative."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefgen.languages import Language
from briefgen.model.brief import By, Cite, Form, Inlines, Point, Text
from briefgen.model.timescale import follows
from briefgen.relate.exactness import is_change, is_level, is_range
from briefgen.relate.measured import Measured
from briefgen.sections.sketches import Line, Sketch, cell

_INFERRED = " *"  # marks a year that its source does not name


def caption(sketch: Sketch, language: Language) -> Inlines:
    """What is counted in which unit, who says so, for which time and place, and in which documents."""
    group, lines = sketch.group, sketch.lines
    by = language.say("chart.by.pairs" if group.pairs else f"chart.by.{group.by}")
    key = "chart.unit.change" if is_change(lines[0].measured) else "chart.unit"
    tellers = {str(line.item.fields["attributed_to"] or "") for line in lines}
    told_by = f" ({tellers.pop()})" if len(tellers) == 1 and "" not in tellers else ""
    words = [language.say(key, unit=sketch.unit, by=by) + told_by, *_in_common(sketch, language)]
    documents = dict.fromkeys(line.item.cited.document for line in lines)
    return Text("".join(words) + " "), Cite(tuple(documents))


def _in_common(sketch: Sketch, language: Language) -> list[str]:
    """From when to when, or the one period or place of all; a place that the title names is left out."""
    group, points = sketch.group, sketch.points
    if group.pairs:
        first, last = _bare(points[0].series), _bare(points[1].series)
        return [language.say("chart.periods", first=first, last=last)]
    other = By.PERIOD if group.by is By.PLACE else By.PLACE
    cells = {cell(line, other) for line in sketch.lines} - {""}
    shared = cells.pop() if len(cells) == 1 else ""
    is_told = not shared or shared.casefold() in sketch.title.casefold()
    common = [] if is_told else [language.say(f"chart.{other}", **{str(other): shared})]
    if group.by is By.PLACE:
        return common
    first, last = _bare(points[0].label), _bare(points[-1].label)
    return [language.say("chart.periods", first=first, last=last), *common]


def alternative(sketch: Sketch, form: Form, language: Language) -> str:
    """The form, the figures in the words of their sources, and how they follow each other."""
    points = language.say("chart.told", title=sketch.title, points=_told(sketch.points))
    return " ".join((language.say(f"chart.form.{form}"), points, *_order(sketch, language)))


def _bare(label: str) -> str:
    return label.removesuffix(_INFERRED)


def _told(points: Sequence[Point]) -> str:
    """Each point in the words of its source."""
    return "; ".join(
        ", ".join(
            _bare(part)
            for part in (point.label, point.series, f"{point.words.text} {point.change}".strip())
            if part
        )
        for point in points
    )


def _order(sketch: Sketch, language: Language) -> list[str]:
    """How the printed figures follow each other, where each is one number: no new one is computed."""
    points, group = sketch.points, sketch.group
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
    one, other = (_bare(points[values.index(value)].label) for value in (top, low))
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
            period = _bare(points[1].series)
            told.append(language.say(key, period=period, places=language.join(places)))
    return told


def legend(form: Form, points: Sequence[Point], language: Language) -> tuple[str, ...]:
    """What the signs mean that are drawn here, and no others."""
    bounds = {str(point.bound) for point in points if point.bound}
    says = [language.say(f"chart.{key}") for key in ("least", "most") if f"at {key}" in bounds]
    if any(point.value is None for point in points):
        says.append(language.say("chart.range"))
    if points[0].series:
        first, last = (_bare(point.series) for point in points[:2])
        says.append(language.say("chart.pairs", first=first, last=last))
    if form is Form.LINE and not all(follows(*two) for two in pairwise(points)):
        says.append(language.say("chart.gap"))
    return tuple(says)


def undrawn(lines: Sequence[Line], drawn: set[int], language: Language) -> tuple[str, ...]:
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
