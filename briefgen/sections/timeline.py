"""`timeline`: dated events in order, each in the words of its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.errors import Problem
from briefgen.fields import Count, Flag, Words
from briefgen.languages import Language
from briefgen.languages.dates import say_period
from briefgen.model.brief import Cite, Column, Empty, Evidence, Row, Table, Text, Verbatim
from briefgen.model.facts import Event
from briefgen.model.text import Document, Span
from briefgen.model.verbatim import fold, is_printable
from briefgen.places import Locator
from briefgen.sections.dating import is_incidental
from briefgen.sections.evidence import event_evidence
from briefgen.sections.kind import Context, Kind, Made, Options, Selector
from briefgen.sections.pins import Pin, Pins, find_pins
from briefgen.sections.reasons import Unfit
from briefgen.sections.select import Candidate, Standing, choose, key_words, on_theme, rank, standing
from briefgen.sections.substance import substance
from briefgen.store import Hit, Query

COLUMNS = {"when": "timeline.when", "event": "timeline.event", "source": "column.source"}
MOST_WORDS = 60
INCIDENTAL = -0.6  # an event whose date is that of something it only mentions


class TimelineOptions(Options):
    max: Count = 10
    planned: Flag = True
    caption: Words | None = None
    pin: tuple[Selector, ...] = ()
    drop: tuple[Selector, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    hit: Hit[Event]
    document: Document
    slices: tuple[Span, ...]
    pin: Pin | None = None


def _select(options: TimelineOptions, locator: Locator, context: Context) -> Made:
    pins = find_pins(options.pin, locator, "pin", context)
    drops = find_pins(options.drop, locator, "drop", context)
    choices, misfits = _choices(locator, context, pins, drops)
    chosen = sorted(
        (choices[at] for at in _choose(options, context, choices)),
        key=lambda c: (c.hit.fact.when.first(), c.hit.fact.when.last(), c.hit.source.id, c.slices[0].start),
    )
    problems, say = pins.problems + drops.problems + misfits, context.language.say
    if not chosen:
        return Made((Empty(say("timeline.none")),), problems=problems)
    evidence = [event_evidence(c.document, c.hit.fact, c.slices) for c in chosen]
    rows = tuple(_row(c, item, context.language) for c, item in zip(chosen, evidence, strict=True))
    taken = [(item.cited.document, piece) for item in evidence for piece in item.slices]
    columns = tuple(Column(key, say(title)) for key, title in COLUMNS.items())
    table = Table(options.caption or say("timeline.caption"), columns, rows)
    return Made((table,), tuple(evidence), tuple(taken), problems)


def _choices(
    locator: Locator, context: Context, pins: Pins, drops: Pins
) -> tuple[list[Choice], tuple[Problem, ...]]:
    choices: list[Choice] = []
    problems: list[Problem] = []
    for pin in pins.found:
        there = context.store.events(Query(documents=(pin.document.id,)))
        hits = [hit for hit in there if hit.fact.cited.span.overlaps(pin.whole)]
        if hits:
            choices.append(Choice(hits[0], pin.document, (hits[0].fact.cited.span,), pin))
        else:
            problems.append(
                Problem("no dated event stands in these words", locator.place("pin", pin.at, "exact"))
            )
    for hit in drops.leave("event", context.store.events(context.query), context):
        span = hit.fact.cited.span
        if not pins.touching(hit.source.id, span):
            choices.append(Choice(hit, context.document(hit.source.id), (span,)))
    return choices, tuple(problems)


def _choose(options: TimelineOptions, context: Context, choices: Sequence[Choice]) -> list[int]:
    candidates: list[Candidate] = []
    for at, choice in enumerate(choices):
        event, source = choice.hit.fact, choice.hit.source
        words = fold(event.cited.span.of(choice.document.text))
        stands = standing(choice.hit, event.cited.span, context.scope.themes)
        if choice.pin is None and (unfit := _unfit(choice, words, stands, options, context)):
            context.leave("event", source.id, event.cited.span, unfit)
            continue
        strength = on_theme(choice.hit, event.cited.span, context.scope.themes)
        bonus = INCIDENTAL if is_incidental(words, event.when_text) else 0.0
        merit = rank(strength, substance(words), source, context.scope.as_of, bonus=bonus)
        candidates.append(
            Candidate(
                at,
                merit,
                source.id,
                None,
                (source.id, event.cited.start),
                choice.pin.at if choice.pin else None,
                stands is Standing.BESIDE,
                key_words(words),
                event.cited.end,
            )
        )
    return choose(candidates, options.max, tell=context.telling("event"))


def _unfit(
    choice: Choice, words: str, stands: Standing, options: TimelineOptions, context: Context
) -> Unfit | None:
    """Why an event that nobody pinned is not weighed; None where it is."""
    event = choice.hit.fact
    if stands is Standing.OFF:
        return Unfit.OFF_THEME
    if event.is_planned and not options.planned:
        return Unfit.PLANNED
    if len(words.split()) > MOST_WORDS:
        return Unfit.LONG
    if not is_printable(words):
        return Unfit.NOT_QUOTABLE
    if context.taken.elsewhere(choice.hit.source.id, event.cited.span, context.anchor):
        return Unfit.ELSEWHERE
    return None


def _row(choice: Choice, item: Evidence, language: Language) -> Row:
    when = say_period(choice.hit.fact.when, language)
    if choice.hit.fact.is_planned:
        when = language.say("timeline.planned", when=when)
    words = Verbatim(item.id, item.printed_text)
    return Row(((Text(when),), (words,), (Cite((choice.document.id,)),)), (item.id,))


KIND = Kind("timeline", TimelineOptions, select=_select)
