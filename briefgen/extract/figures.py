"""Figures: numbers that count or measure something, each with what its sentence says about it."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.extract.amounts import find_amounts
from briefgen.extract.attribution import Attributions
from briefgen.extract.changes import Changes
from briefgen.extract.circumstances import Circumstances
from briefgen.extract.counting import Counting, sentences_that_may_count
from briefgen.extract.dates import Expression, read_expressions
from briefgen.extract.elisions import fill_units
from briefgen.extract.lookaround import Marked
from briefgen.extract.measures import measure_of
from briefgen.extract.reading import Transcript
from briefgen.extract.scan import Sentence
from briefgen.model.facts import Figure, FigureKind
from briefgen.model.text import Document, Passage

_COUNT = FigureKind.COUNT


def find_figures(
    document: Document, passages: Sequence[Passage], expressions: Sequence[Expression] | None = None
) -> tuple[Figure, ...]:
    """All figures of a document in order; headings and page debris have none.

    `expressions` are those of `read_expressions` where they are known.
    """
    known = read_expressions(document, passages) if expressions is None else expressions
    transcript = Transcript(document)
    found: list[Figure] = []
    passage: Passage | None = None
    unit: str | None = None  # what the sentence before counted: "… 488. Figures per partner are 162 to …"
    for counting in sentences_that_may_count(transcript, passages, known):
        if counting.passage is not passage:
            passage, unit = counting.passage, None
        figures = _figures_of(document, passages, transcript, counting, unit)
        if figures:
            unit = next((figure.unit for figure in reversed(figures) if figure.kind is _COUNT), unit)
            found.extend(figures)
    return tuple(found)


def _figures_of(
    document: Document,
    passages: Sequence[Passage],
    transcript: Transcript,
    counting: Counting,
    unit_before: str | None,
) -> list[Figure]:
    """The figures of one sentence."""
    reading = transcript.read(counting.span, counting.passage.gaps)
    sentence = Sentence(reading.text, document.source.language, counting.dated(reading))
    amounts = fill_units(sentence, find_amounts(sentence), unit_before)
    if not amounts:
        return []
    around = Circumstances(document, passages, counting, reading, sentence)
    told = Attributions(reading.text)
    changes = Changes(sentence.text, sentence.words)
    marked = Marked(sentence, amounts)
    return [_figure(counting, around, marked, at, told, changes) for at in range(len(amounts))]


def _figure(
    counting: Counting, around: Circumstances, marked: Marked, at: int, told: Attributions, changes: Changes
) -> Figure:
    """Amount `at` of the sentence, with all that is said of it."""
    amounts = marked.amounts
    amount, reading = amounts[at], around.reading
    measures = measure_of(marked, at)
    period, period_text = around.period_of(amounts, at)
    who = told.of(amount.start, amount.end)
    return Figure(
        cited=around.document.cite(reading.span(amount.start, amount.end)),
        kind=amount.kind,
        passage=counting.passage.index,
        sentence=counting.span,
        value=amount.value,
        low=amount.low,
        high=amount.high,
        unit=amount.unit,
        qualifier=amount.qualifier,
        change=changes.said(amount.start, amount.end),
        measures=tuple([reading.span(start, end) for start, end in measures]),
        period=period,
        period_text=period_text,
        place=around.place_of(amounts, at, measures),
        attributed_to=around.words(*who) if who else None,
    )
