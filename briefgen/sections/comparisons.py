"""Two accounts side by side: a table of what they say, and in plain words how they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
from briefgen.sections.figures import COLUMNS as FIGURE_COLUMNS
from briefgen.sections.figures import NOT_STATED, Choice, ColumnName, Printed, add_row, notes_on
from briefgen.sections.kind import Context
from briefgen.sections.prose import words_evidence
from briefgen.sections.words import (
    join_words,
    own_words,
    print_name,
    said_where,
    say_issued,
    say_period,
    short_name,
)
from briefgen.store import Hit

NOT_THERE = "not in this report"
_DEPARTURES = {
    Departure.LEFT_OUT: "Left out without a mark",
    Departure.LEFT_OUT_MARKED: "Left out, with a mark",
    Departure.BEGINS_LATER: "Left out at the beginning",
    Departure.ENDS_EARLIER: "Left out at the end",
    Departure.IN_OTHER_WORDS: "In other words",
    Departure.MARKED: "Marked by one report only",
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
    documents = [context.document(hit.source.id) for hit in (one, other)]
    spans = [one.fact.cited.span, other.fact.cited.span]
    sources = {source.id: source for source in context.store.sources()}
    origins = count_origins([(hit.source, hit.fact.venue) for hit in reports], sources)
    whole = [
        replace(item, fields={**item.fields, "origins": origins})
        for item in (quote_evidence(documents[0], (one,)), quote_evidence(documents[1], (other,)))
    ]
    rows = [_said("Wording", whole)]
    evidence = list(whole)
    for departing in departures(documents[0].text, spans[0], documents[1].text, spans[1]):
        row, items = _departure(departing, documents, (one.passage, other.passage))
        rows.append(row)
        evidence.extend(items)
    name = print_name(one.fact, one.actor) or "An unnamed speaker"
    venue = own_words(one.fact.venue)
    where = f" {said_where(venue)}" if venue else ""
    caption = f"{name}{where}: one utterance in two reports"
    table = Table(caption, _columns(documents), tuple(rows), _one_origin(one, other, sources))
    sides = tuple((document.id, span) for document, span in zip(documents, spans, strict=True))
    return Comparison((table,), tuple(evidence), sides, is_taken=False)


def compare_accounts(one: Side, other: Side, caption: str, context: Context) -> Comparison:
    """Two accounts of one event, in the order given."""
    sides = (one, other)
    whole = [_account(side, context) for side in sides]
    used = tuple(item.id for item in whole)
    dates = tuple((Text(say_period(side.event.when) if side.event else NOT_STATED),) for side in sides)
    rows = (
        _said("Account", whole),
        Row(((Text("Date given"),), *dates), used),
        Row(((Text("Source dated"),), *((Text(say_issued(side.document.source)),) for side in sides)), used),
    )
    sources = {source.id: source for source in context.store.sources()}
    origins = {origin(side.document.source, None, sources) for side in sides}
    notes: tuple[Inlines, ...] = ()
    if len(origins) == 1:
        notes = ((Text("Both accounts go back to one origin."),),)
    table = Table(caption, _columns([side.document for side in sides]), rows, notes)
    return Comparison((table,), tuple(whole), tuple((side.document.id, side.whole) for side in sides))


def compare_figures(
    hits: Sequence[Hit[Figure]], differences: Sequence[Difference], context: Context
) -> Comparison:
    """Figures for one thing, a row each, and what else is not the same about them."""
    printed = Printed()
    names: tuple[ColumnName, ...] = ("measure", "value", "period", "place", "source")
    for hit in hits:
        add_row(names, Choice(hit, context.document(hit.source.id)), printed)
    place = next((named for hit in hits if (named := own_words(hit.fact.place))), None)
    caption = f"{place}: figures that differ" if place else "Figures that differ"
    how = f"{_how_they_differ(hits, differences)}{_where_from(hits, context)}"
    notes = ((Text(how),), *notes_on(printed))
    columns = tuple(FIGURE_COLUMNS[name] for name in names)
    table = Table(caption, columns, tuple(printed.rows), notes)
    return Comparison(
        (table,), tuple(printed.evidence), tuple((hit.source.id, hit.fact.cited.span) for hit in hits)
    )


def tell_total(hits: Sequence[Hit[Figure]], breakdown: Breakdown, context: Context) -> Comparison:
    """A total and the parts that its source names, in one line: no sum is printed, no fault is found."""
    total = hits[breakdown.total]
    document = context.document(total.source.id)
    items = [figure_evidence(document, hits[at].fact) for at in (breakdown.total, *breakdown.parts)]
    parts: list[Text | Verbatim] = []
    for at, item in enumerate(items[1:]):
        joint = " and " if at == len(items) - 2 else ", "
        parts.extend(([Text(joint)] if at else []) + _figure(item))
    sides = tuple((document.id, hits[at].fact.cited.span) for at in (breakdown.total, *breakdown.parts))
    names = Text(", the source names as parts ")
    line = (Text("Of "), *_figure(items[0]), names, *parts, Cite((document.id,)))
    content = (*line, Text(f". {_sum(breakdown)}"))
    return Comparison((Paragraph(content),), tuple(items), sides, is_taken=False)


def _sum(breakdown: Breakdown) -> str:
    if breakdown.are_all:
        return "It presents them as all the parts, and they do not make up its total."
    if breakdown.exceeds:
        return "The parts named are more than the total: they may overlap."
    return "The parts named do not make up the total; the source does not say that they are all."


def _figure(item: Evidence) -> list[Text | Verbatim]:
    measure = item.fields["measure"]
    words = [Text(f" {measure}")] if measure else []
    return [Verbatim(item.id, item.printed_text, marks=False), *words]


def _columns(documents: Sequence[Document]) -> tuple[Column, ...]:
    one, other = (short_name(document.source) for document in documents)
    return (Column("compared", "Compared"), Column("one", one), Column("other", other))


def _said(label: str, items: Sequence[Evidence]) -> Row:
    cells = ((Verbatim(item.id, item.printed_text), Cite((item.cited.document,))) for item in items)
    return Row(((Text(label),), *cells), tuple(item.id for item in items))


def _departure(
    departing: Departing, documents: Sequence[Document], passages: Sequence[Passage]
) -> tuple[Row, list[Evidence]]:
    items: list[Evidence] = []
    cells: list[Inlines] = []
    spans = (departing.one, departing.other)
    for document, passage, span in zip(documents, passages, spans, strict=True):
        if span is None:
            cells.append((Text(NOT_THERE),))
            continue
        item = passage_evidence(document, (span,), passage)
        items.append(item)
        cells.append((Verbatim(item.id, item.printed_text),))
    return Row(((Text(_DEPARTURES[departing.kind]),), *cells), tuple(item.id for item in items)), items


def _one_origin(one: Hit[Quote], other: Hit[Quote], sources: dict[str, Source]) -> tuple[Inlines, ...]:
    origins = {origin(hit.source, hit.fact.venue, sources) for hit in (one, other)}
    if len(origins) > 1:
        return ()
    venue = own_words(one.fact.venue or one.source.venue)
    return ((Text(f"Both reports go back to one origin{f': {venue}' if venue else ''}."),),)


def _account(side: Side, context: Context) -> Evidence:
    if side.event is not None:
        return event_evidence(side.document, side.event, side.slices)
    return words_evidence(context.store, side.document, side.slices)


def _how_they_differ(hits: Sequence[Hit[Figure]], differences: Sequence[Difference]) -> str:
    """Why the figures need not contradict each other; that they do only where everything else agrees."""
    one_source = len({hit.source.id for hit in hits}) == 1
    if all(difference.is_contradiction for difference in differences):
        who = "the source contradicts itself" if one_source else "the sources contradict each other"
        return f"Measure, place and period agree, and the figures do not: {who}."
    return f"No contradiction as they stand: {join_words(list(_respects(hits, differences)))}."


def _where_from(hits: Sequence[Hit[Figure]], context: Context) -> str:
    """That all are of one source, or go back to one origin; nothing where they do not."""
    all_of_them = " Both" if len(hits) == 2 else " All"
    if len({hit.source.id for hit in hits}) == 1:
        return f"{all_of_them} are of one source."
    sources = {source.id: source for source in context.store.sources()}
    is_one = len({origin(hit.source, None, sources) for hit in hits}) == 1
    return f"{all_of_them} go back to one origin." if is_one else ""


def _respects(hits: Sequence[Hit[Figure]], differences: Sequence[Difference]) -> Iterator[str]:
    """What else differs, or is not stated, between any two of the figures."""
    measures = {difference.measure for difference in differences}
    places = {difference.place for difference in differences}
    periods = {difference.period for difference in differences}
    if Relation.NEAR in measures:
        yield "the measures are worded differently"
    if Relation.UNSTATED in places:
        yield "not each names a place" if any(hit.fact.place for hit in hits) else "no place is stated"
    if Relation.NEAR in periods:
        yield "the periods are not the same"
    if Relation.UNSTATED in periods:
        yield "no period is stated"
    if any(difference.is_rounded for difference in differences):
        yield "none is exact" if all(hit.fact.qualifier for hit in hits) else "not each is exact"
