"""Two accounts side by side: a table of what they say, and in plain words how they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen.languages import Language
from briefgen.languages.dates import say_period
from briefgen.model.brief import Block, Cite, Column, Evidence, Inlines, Paragraph, Row, Table, Text, Verbatim
from briefgen.model.facts import Event, Figure, Quote
from briefgen.model.origins import count_origins, origin
from briefgen.model.text import Document, Passage, Source, Span
from briefgen.relate.figures import Difference, Relation
from briefgen.relate.totals import Breakdown
from briefgen.relate.wordings import Departing, Departure, departures
from briefgen.sections.evidence import (
    event_evidence,
    figure_evidence,
    passage_evidence,
    quote_evidence,
)
from briefgen.sections.figure_pins import Choice
from briefgen.sections.figures import ColumnName, Printed, add_row, columns_of, notes_on
from briefgen.sections.kind import Context
from briefgen.sections.prose import words_evidence
from briefgen.sections.words import own_words, print_name, said_where, say_issued, short_name
from briefgen.store import Hit

_DEPARTURES = {
    Departure.LEFT_OUT: "disagreements.left_out",
    Departure.LEFT_OUT_MARKED: "disagreements.left_out_marked",
    Departure.BEGINS_LATER: "disagreements.begins_later",
    Departure.ENDS_EARLIER: "disagreements.ends_earlier",
    Departure.IN_OTHER_WORDS: "disagreements.in_other_words",
    Departure.MARKED: "disagreements.marked",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one difference prints; `sides` are the words it is about.

    `is_taken` says that no other section is to print them as well.
    """

    blocks: tuple[Block, ...]
    evidence: tuple[Evidence, ...]
    sides: tuple[tuple[str, Span], ...]
    is_taken: bool = True


@dataclass(frozen=True, slots=True)
class Side:
    """One of two accounts: its words, and the event that they date where there is one."""

    document: Document
    slices: tuple[Span, ...]
    event: Event | None = None

    @property
    def whole(self) -> Span:
        return Span(self.slices[0].start, self.slices[-1].end)


def compare_wordings(
    reports: Sequence[Hit[Quote]], one: Hit[Quote], other: Hit[Quote], context: Context
) -> Comparison:
    """An utterance in its fullest and in another report, and what the other leaves out or changes."""
    say = context.language.say
    documents = [context.document(hit.source.id) for hit in (one, other)]
    spans = [one.fact.cited.span, other.fact.cited.span]
    sources = {source.id: source for source in context.store.sources()}
    origins = count_origins([(hit.source, hit.fact.venue) for hit in reports], sources)
    whole = [
        replace(item, fields={**item.fields, "origins": origins})
        for item in (quote_evidence(documents[0], (one,)), quote_evidence(documents[1], (other,)))
    ]
    rows = [_said(say("disagreements.wording"), whole)]
    evidence = list(whole)
    for departing in departures(documents[0].text, spans[0], documents[1].text, spans[1]):
        row, items = _departure(departing, documents, (one.passage, other.passage), context.language)
        rows.append(row)
        evidence.extend(items)
    origin_note = _one_origin(one, other, sources, context.language)
    table = Table(
        _one_utterance(one, context.language), _columns(documents, context), tuple(rows), origin_note
    )
    sides = tuple((document.id, span) for document, span in zip(documents, spans, strict=True))
    return Comparison((table,), tuple(evidence), sides, is_taken=False)


def _one_utterance(hit: Hit[Quote], language: Language) -> str:
    speaker = print_name(hit.fact, hit.actor) or language.say("disagreements.unnamed_speaker")
    if venue := own_words(hit.fact.venue):
        where = said_where(venue, language)
        return language.say("disagreements.one_utterance_where", speaker=speaker, where=where)
    return language.say("disagreements.one_utterance", speaker=speaker)


def compare_accounts(one: Side, other: Side, caption: str, context: Context) -> Comparison:
    """Two accounts of one event, in the order given."""
    sides = (one, other)
    whole = [_account(side, context) for side in sides]
    used = tuple(item.id for item in whole)
    language, say = context.language, context.language.say
    given = [say_period(s.event.when, language) if s.event else say("not_stated") for s in sides]
    issued = [say_issued(side.document.source, language) for side in sides]
    rows = (
        _said(say("disagreements.account"), whole),
        Row(tuple((Text(cell),) for cell in (say("disagreements.date_given"), *given)), used),
        Row(tuple((Text(cell),) for cell in (say("disagreements.source_dated"), *issued)), used),
    )
    sources = {source.id: source for source in context.store.sources()}
    origins = {origin(side.document.source, None, sources) for side in sides}
    notes: tuple[Inlines, ...] = ()
    if len(origins) == 1:
        notes = ((Text(say("disagreements.accounts_one_origin")),),)
    table = Table(caption, _columns([side.document for side in sides], context), rows, notes)
    return Comparison((table,), tuple(whole), tuple((side.document.id, side.whole) for side in sides))


def compare_figures(
    hits: Sequence[Hit[Figure]], differences: Sequence[Difference], context: Context
) -> Comparison:
    """Figures for one thing, a row each, and what else is not the same about them."""
    printed = Printed()
    names: tuple[ColumnName, ...] = ("measure", "value", "period", "place", "source")
    for hit in hits:
        add_row(names, Choice(hit, context.document(hit.source.id)), printed, context.language)
    place = next((named for hit in hits if (named := own_words(hit.fact.place))), None)
    say = context.language.say
    caption = say("disagreements.figures_at", place=place) if place else say("disagreements.figures")
    how = f"{_how_they_differ(hits, differences, context.language)}{_where_from(hits, context)}"
    notes = ((Text(how),), *notes_on(printed, context.language))
    columns = columns_of(names, context.language)
    table = Table(caption, columns, tuple(printed.rows), notes)
    return Comparison(
        (table,), tuple(printed.evidence), tuple((hit.source.id, hit.fact.cited.span) for hit in hits)
    )


def tell_total(hits: Sequence[Hit[Figure]], breakdown: Breakdown, context: Context) -> Comparison:
    """A total and the parts that its source names, in one line: no sum is printed, no fault is found."""
    say = context.language.say
    total = hits[breakdown.total]
    document = context.document(total.source.id)
    items = [figure_evidence(document, hits[at].fact) for at in (breakdown.total, *breakdown.parts)]
    parts: list[Text | Verbatim] = []
    for at, item in enumerate(items[1:]):
        joint = say("disagreements.and_part") if at == len(items) - 2 else ", "
        parts.extend(([Text(joint)] if at else []) + _figure(item))
    sides = tuple((document.id, hits[at].fact.cited.span) for at in (breakdown.total, *breakdown.parts))
    names = Text(say("disagreements.parts"))
    line = (Text(say("disagreements.of_total")), *_figure(items[0]), names, *parts, Cite((document.id,)))
    content = (*line, Text(f". {say(_sum(breakdown))}"))
    return Comparison((Paragraph(content),), tuple(items), sides, is_taken=False)


def _sum(breakdown: Breakdown) -> str:
    if breakdown.are_all:
        return "disagreements.parts_are_all"
    if breakdown.exceeds:
        return "disagreements.parts_exceed"
    return "disagreements.parts_fall_short"


def _figure(item: Evidence) -> list[Text | Verbatim]:
    measure = item.fields["measure"]
    words = [Text(f" {measure}")] if measure else []
    return [Verbatim(item.id, item.printed_text, marks=False), *words]


def _columns(documents: Sequence[Document], context: Context) -> tuple[Column, ...]:
    one, other = (short_name(document.source) for document in documents)
    return (
        Column("compared", context.language.say("disagreements.compared")),
        Column("one", one),
        Column("other", other),
    )


def _said(label: str, items: Sequence[Evidence]) -> Row:
    cells = ((Verbatim(item.id, item.printed_text), Cite((item.cited.document,))) for item in items)
    return Row(((Text(label),), *cells), tuple(item.id for item in items))


def _departure(
    departing: Departing, documents: Sequence[Document], passages: Sequence[Passage], language: Language
) -> tuple[Row, list[Evidence]]:
    items: list[Evidence] = []
    cells: list[Inlines] = []
    spans = (departing.one, departing.other)
    for document, passage, span in zip(documents, passages, spans, strict=True):
        if span is None:
            cells.append((Text(language.say("disagreements.not_there")),))
            continue
        item = passage_evidence(document, (span,), passage)
        items.append(item)
        cells.append((Verbatim(item.id, item.printed_text),))
    return Row(
        ((Text(language.say(_DEPARTURES[departing.kind])),), *cells), tuple(item.id for item in items)
    ), items


def _one_origin(
    one: Hit[Quote], other: Hit[Quote], sources: dict[str, Source], language: Language
) -> tuple[Inlines, ...]:
    origins = {origin(hit.source, hit.fact.venue, sources) for hit in (one, other)}
    if len(origins) > 1:
        return ()
    if venue := own_words(one.fact.venue or one.source.venue):
        return ((Text(language.say("disagreements.reports_one_origin_named", origin=venue)),),)
    return ((Text(language.say("disagreements.reports_one_origin")),),)


def _account(side: Side, context: Context) -> Evidence:
    if side.event is not None:
        return event_evidence(side.document, side.event, side.slices)
    return words_evidence(context.store, side.document, side.slices)


def _how_they_differ(
    hits: Sequence[Hit[Figure]], differences: Sequence[Difference], language: Language
) -> str:
    """Why the figures need not contradict each other; that they do only where everything else agrees."""
    one_source = len({hit.source.id for hit in hits}) == 1
    if all(difference.is_contradiction for difference in differences):
        return language.say(f"disagreements.{'contradicts_itself' if one_source else 'contradict'}")
    respects = [language.say(f"disagreements.{key}") for key in _respects(hits, differences)]
    return language.say("disagreements.no_contradiction", respects=language.join(respects))


def _where_from(hits: Sequence[Hit[Figure]], context: Context) -> str:
    """That all are of one source, or go back to one origin; nothing where they do not."""
    say, them = context.language.say, "both" if len(hits) == 2 else "all"
    if len({hit.source.id for hit in hits}) == 1:
        return f" {say(f'disagreements.{them}_one_source')}"
    sources = {source.id: source for source in context.store.sources()}
    is_one = len({origin(hit.source, None, sources) for hit in hits}) == 1
    return f" {say(f'disagreements.{them}_one_origin')}" if is_one else ""


def _respects(hits: Sequence[Hit[Figure]], differences: Sequence[Difference]) -> Iterator[str]:
    """What else differs, or is not stated, between any two of the figures: keys of its words."""
    measures = {difference.measure for difference in differences}
    places = {difference.place for difference in differences}
    periods = {difference.period for difference in differences}
    if Relation.NEAR in measures:
        yield "measures_worded"
    if Relation.UNSTATED in places:
        yield "some_places" if any(hit.fact.place for hit in hits) else "no_place"
    if Relation.NEAR in periods:
        yield "periods_differ"
    if Relation.UNSTATED in periods:
        yield "no_period"
    if any(difference.is_rounded for difference in differences):
        yield "none_exact" if all(hit.fact.qualifier for hit in hits) else "some_exact"
