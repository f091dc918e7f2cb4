"""`figures`: a table of what the sources count and measure, each as its source writes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from pydantic import field_validator

from briefgen.errors import Level, Problem
from briefgen.fields import Count, Words, fault
from briefgen.languages import Language
from briefgen.languages.dates import say_period
from briefgen.model.brief import (
    Align,
    Chart,
    Cite,
    Column,
    Empty,
    Evidence,
    Form,
    Inlines,
    Row,
    Table,
    Text,
    Verbatim,
)
from briefgen.model.facts import Figure, FigureKind
from briefgen.model.text import Document, PassageKind
from briefgen.model.verbatim import fold, is_printable
from briefgen.places import Locator
from briefgen.relate.exactness import is_level
from briefgen.relate.measured import Measured
from briefgen.sections.charts import draw
from briefgen.sections.evidence import figure_evidence, is_quotable, passage_evidence
from briefgen.sections.figure_pins import Choice, FigurePin, pinned_figures
from briefgen.sections.kind import Context, Kind, Made, Options, Selector
from briefgen.sections.pins import Pins, find_pins
from briefgen.sections.reasons import Unfit
from briefgen.sections.select import Candidate, Standing, choose, on_theme, rank, standing
from briefgen.sections.sketches import Line
from briefgen.sections.substance import substance
from briefgen.sections.words import own_words

ColumnName = Literal["measure", "value", "period", "place", "source"]
MEASURED = 0.8  # what a row tells whose measure is named


class FiguresOptions(Options):
    max: Count = 10
    columns: tuple[ColumnName, ...] = ("measure", "value", "period", "place", "source")
    caption: Words | None = None
    chart: Literal["none", "auto", "bar", "line", "dot"] = "none"
    pin: tuple[FigurePin, ...] = ()
    drop: tuple[Selector, ...] = ()

    @field_validator("columns")
    @classmethod
    def _has_what_and_how_much(cls, columns: tuple[ColumnName, ...]) -> tuple[ColumnName, ...]:
        if columns[:1] != ("measure",) or "value" not in columns or len(set(columns)) < len(columns):
            raise fault("columns begin with measure, hold value, and stand once each")
        return columns


@dataclass(slots=True)
class Printed:
    """The rows of a table of figures as they come, and whether a year in them is inferred."""

    rows: list[Row] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    inferred: bool = False


def _select(options: FiguresOptions, locator: Locator, context: Context) -> Made:
    pins = find_pins(options.pin, locator, "pin", context)
    drops = find_pins(options.drop, locator, "drop", context)
    choices, misfits = _choices(options, locator, context, pins, drops)
    printed = Printed()
    for at in _choose(options, context, choices):
        add_row(options.columns, choices[at], printed, context.language)
    problems = pins.problems + drops.problems + misfits
    if not printed.rows:
        return Made((Empty(context.language.say("figures.none")),), problems=problems)
    table = Table(
        options.caption or context.language.say("figures.caption"),
        columns_of(options.columns, context.language),
        tuple(printed.rows),
        notes_on(printed, context.language),
    )
    charts, warnings = _charts(options, locator, printed, context.language)
    taken = [(item.cited.document, item.cited.span) for item in printed.evidence]
    return Made((table, *charts), tuple(printed.evidence), tuple(taken), problems + warnings)


def _charts(
    options: FiguresOptions, locator: Locator, printed: Printed, language: Language
) -> tuple[tuple[Chart, ...], tuple[Problem, ...]]:
    """The charts of the table; a warning where its figures do not allow the form that is asked for."""
    if options.chart == "none":
        return (), ()
    form = None if options.chart == "auto" else Form(options.chart)
    drawn = draw(printed.lines, options.columns, language, form)
    if drawn.refused is None:
        return drawn.charts, ()
    hint = "chart: auto draws what the figures allow"
    refused = Problem(
        f"no {form} chart is drawn: {drawn.refused}", locator.place("chart"), hint, Level.WARNING
    )
    return (), (refused,)


def _choices(
    options: FiguresOptions, locator: Locator, context: Context, pins: Pins, drops: Pins
) -> tuple[list[Choice], tuple[Problem, ...]]:
    choices, problems = pinned_figures(options.pin, "pin", pins, locator, context)
    pinned = {(c.hit.source.id, c.hit.fact.cited.start) for c in choices}
    for hit in drops.leave("figure", context.store.figures(context.query), context):
        if (hit.source.id, hit.fact.cited.start) not in pinned:
            choices.append(Choice(hit, context.document(hit.source.id)))
    return choices, problems


def _choose(options: FiguresOptions, context: Context, choices: Sequence[Choice]) -> list[int]:
    candidates: list[Candidate] = []
    for at, choice in enumerate(choices):
        figure, source = choice.hit.fact, choice.hit.source
        stands = standing(choice.hit, figure.cited.span, context.scope.themes)
        if choice.pin is None and (unfit := _unfit(choice, stands, context)):
            context.leave("figure", source.id, figure.cited.span, unfit)
            continue
        # A row shows the measure in place of the sentence, however long that is.
        sentence = fold(figure.sentence.of(choice.document.text))
        tells = MEASURED if figure.measures else substance(sentence)
        strength = on_theme(choice.hit, figure.cited.span, context.scope.themes)
        merit = rank(strength, tells, source, context.scope.as_of, bonus=_clarity(figure))
        pinned = choice.pin.at if choice.pin else None
        order = (source.id, figure.cited.start)
        is_beside = stands is Standing.BESIDE
        end = figure.cited.end
        candidates.append(Candidate(at, merit, source.id, None, order, pinned, is_beside, end=end))
    return choose(candidates, options.max, tell=context.telling("figure"))


def _unfit(choice: Choice, stands: Standing, context: Context) -> Unfit | None:
    """Why a figure that nobody pinned is not weighed: a reader would not miss it, or it cannot be printed."""
    if stands is Standing.OFF:
        return Unfit.OFF_THEME
    figure = choice.hit.fact
    small = (
        figure.kind is FigureKind.COUNT
        and figure.value is not None
        and figure.value < 3
        and not figure.change
    )
    if small or choice.hit.passage.kind is PassageKind.HEADING:
        return Unfit.SMALL
    if not is_printable(figure.cited.span.of(choice.document.text)):
        return Unfit.NOT_QUOTABLE
    if not is_quotable(choice.document, choice.hit.passage, figure.sentence):
        return Unfit.NOT_QUOTABLE
    if context.taken.elsewhere(choice.hit.source.id, figure.cited.span, context.anchor):
        return Unfit.ELSEWHERE
    return None


def _clarity(figure: Figure) -> float:
    """What makes a row readable by itself."""
    weight = {FigureKind.DURATION: -0.5, FigureKind.OTHER: -0.6}.get(figure.kind, 0.1)
    weight += 0.4 * bool(figure.measures) + 0.3 * bool(figure.period) + 0.15 * bool(figure.change)
    return weight + _size(figure)


def _size(figure: Figure) -> float:
    """More for what counts thousands, less for "5 key actions" and for what is vague."""
    if figure.value is None:
        return -0.2
    if figure.kind is not FigureKind.COUNT:
        return 0.0
    digits = max(figure.value, Decimal(1)).log10()
    return 0.1 * float(min(digits, Decimal(4))) - 0.15


def columns_of(names: Sequence[ColumnName], language: Language) -> tuple[Column, ...]:
    """The columns of a table of figures, in that order; values stand at the right."""
    titles = {name: f"figures.{name}" if name != "source" else "column.source" for name in names}
    return tuple(
        Column(name, language.say(title), Align.RIGHT if name == "value" else Align.LEFT)
        for name, title in titles.items()
    )


def add_row(columns: Sequence[ColumnName], choice: Choice, printed: Printed, language: Language) -> None:
    """One figure as a row: what is measured in its source's words, else in the sentence that holds it."""
    figure = choice.hit.fact
    item = figure_evidence(choice.document, figure, choice.measures)
    used = [item]
    measure: Inlines
    if item.fields["measure"]:
        measure = (Text(str(item.fields["measure"])),)
        if given_by := item.fields["attributed_to"]:
            measure = (*measure, Text(f" ({given_by})"))
    elif not is_quotable(choice.document, choice.hit.passage, figure.sentence):  # a pin chose it
        measure = (Text(language.say("not_stated")),)
    else:
        sentence = passage_evidence(choice.document, (figure.sentence,), choice.hit.passage)
        used.append(sentence)
        measure = (Verbatim(sentence.id, sentence.printed_text),)
    period, is_inferred = _period(figure, language)
    printed.inferred |= is_inferred
    cells: dict[str, Inlines] = {
        "measure": measure,
        "value": tuple(_value(figure, item, choice.document, language)),
        "period": (Text(period),),
        "place": (Text(str(item.fields["place"] or language.say("not_stated"))),),
        "source": (Cite((choice.document.id,)),),
    }
    told = replace(figure, measures=choice.measures or figure.measures)
    printed.lines.append(Line(Measured.of(told, choice.document, choice.hit.passage), item, cells))
    printed.rows.append(Row(tuple(cells[name] for name in columns), tuple(e.id for e in used)))
    printed.evidence.extend(used)


def _value(
    figure: Figure, item: Evidence, document: Document, language: Language
) -> Iterator[Verbatim | Text]:
    """The source's own characters, and the direction where the figure itself is the change."""
    yield Verbatim(item.id, item.printed_text, marks=False)
    if figure.kind is FigureKind.PERCENT and not is_level(figure, document.text):
        yield Text(f" {language.say(f'figures.{figure.change}')}")


def _period(figure: Figure, language: Language) -> tuple[str, bool]:
    """The period in words, and whether its year comes from the date of the document."""
    if figure.period is None:
        return own_words(figure.period_text) or language.say("not_stated"), False
    said = say_period(figure.period, language)
    years = {str(end.year) for end in (figure.period.start, figure.period.end) if end}
    inferred = not any(year in (figure.period_text or "") for year in years)
    return (f"{said} *" if inferred else said), inferred


def notes_on(printed: Printed, language: Language) -> tuple[Inlines, ...]:
    if not printed.inferred:
        return ()
    return ((Text(f"* {language.say('figures.year_inferred')}"),),)


KIND = Kind("figures", FiguresOptions, select=_select)
