"""Figures: numbers that count or measure something, each with what its sentence says about it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.extract.amounts import find_amounts
from briefgen.extract.attribution import Attributions
from briefgen.extract.changes import change_said
from briefgen.extract.circumstances import Circumstances
from briefgen.extract.dates import Expression, read_expressions
from briefgen.extract.elisions import fill_units
from briefgen.extract.measures import measure_of
from briefgen.extract.numbers import may_hold_number
from briefgen.extract.reading import Transcript
from briefgen.extract.scan import Amount, Sentence
from briefgen.model.facts import Figure, FigureKind
from briefgen.model.text import Document, Passage, PassageKind, Span

_SILENT = frozenset({PassageKind.HEADING, PassageKind.FURNITURE})


def find_figures(
    document: Document, passages: tuple[Passage, ...], expressions: Sequence[Expression] | None = None
) -> tuple[Figure, ...]:
    """All figures of a document in order; headings and page debris have none.

    `expressions` are those of `read_expressions` where they are known.
    """
    known = read_expressions(document, passages) if expressions is None else expressions
    page = _Page(document, passages, Transcript(document), _Dates(known))
    found: list[Figure] = []
    for passage in passages:
        if passage.kind in _SILENT:
            continue
        unit: str | None = None  # what the sentence before counted: "… 488. Figures per partner are 162 to …"
        for span in passage.sentences:
            figures = _figures_of(page, passage, span, unit)
            unit = next((f.unit for f in reversed(figures) if f.kind is FigureKind.COUNT), unit)
            found.extend(figures)
    return tuple(found)


class _Dates:
    """The words for dates of a document, by where they stand."""

    def __init__(self, expressions: Sequence[Expression]) -> None:
        self.expressions = expressions
        self.starts = [found.span.start for found in expressions]

    def inside(self, sentence: Span, passage: Passage) -> list[Expression]:
        """Those of a sentence, as far as they lie in the passage itself."""
        first = bisect_left(self.starts, sentence.start)
        return [
            found
            for found in self.expressions[first : bisect_left(self.starts, sentence.end)]
            if sentence.covers(found.span) and not any(gap.overlaps(found.span) for gap in passage.gaps)
        ]


@dataclass(frozen=True, slots=True)
class _Page:
    """What the figures of every sentence are read with."""

    document: Document
    passages: Sequence[Passage]
    transcript: Transcript
    dates: _Dates


def _figures_of(page: _Page, passage: Passage, span: Span, unit_before: str | None) -> list[Figure]:
    """The figures of one sentence."""
    if not may_hold_number(page.transcript.glance(span)):
        return []
    reading = page.transcript.read(span, passage.gaps)
    expressions = page.dates.inside(span, passage)
    dated = [(reading.index(found.span.start), reading.index(found.span.end)) for found in expressions]
    sentence = Sentence(reading.text, page.document.source.language, dated)
    amounts = fill_units(sentence, find_amounts(sentence), unit_before)
    if not amounts:
        return []
    around = Circumstances(page.document, page.passages, passage, span, reading, expressions)
    told = Attributions(reading.text)
    return [_figure(around, sentence, amounts, at, told) for at in range(len(amounts))]


def _figure(
    around: Circumstances, sentence: Sentence, amounts: Sequence[Amount], at: int, told: Attributions
) -> Figure:
    """Amount `at` of the sentence, with all that is said of it."""
    amount, reading = amounts[at], around.reading
    measures = measure_of(reading, sentence, amounts, at)
    period, period_text = around.period_of(amounts, at)
    who = told.of(amount.start, amount.end)
    return Figure(
        cited=around.document.cite(reading.span(amount.start, amount.end)),
        kind=amount.kind,
        passage=around.passage.index,
        sentence=around.sentence,
        value=amount.value,
        low=amount.low,
        high=amount.high,
        unit=amount.unit,
        qualifier=amount.qualifier,
        change=change_said(sentence.text, amount.start, amount.end),
        measures=measures,
        period=period,
        period_text=period_text,
        place=around.place_of(amounts, at, measures),
        attributed_to=around.words(*who) if who else None,
    )
