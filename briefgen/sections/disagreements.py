"""`disagreements`: where sources tell the same thing differently, set side by side and never merged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import field_validator

from briefgen.errors import Problem
from briefgen.fields import Count, Model, Words, fault
from briefgen.model.brief import Empty
from briefgen.model.facts import Figure, Quote, QuoteKind
from briefgen.model.text import PassageKind, Span
from briefgen.model.verbatim import fold
from briefgen.places import Locator
from briefgen.relate.events import Account, told_differently
from briefgen.relate.figures import differing, grouped
from briefgen.relate.measured import Measured
from briefgen.relate.totals import breakdowns
from briefgen.relate.utterances import Utterance, same_utterances
from briefgen.sections.comparisons import (
    Comparison,
    Side,
    compare_accounts,
    compare_figures,
    compare_wordings,
    tell_total,
)
from briefgen.sections.evidence import is_quotable, without_gaps
from briefgen.sections.kind import Context, Kind, Made, Options, Selector
from briefgen.sections.pins import Pin, Pins, find_pins
from briefgen.sections.select import Standing, standing
from briefgen.sections.words import own_words, print_name
from briefgen.store import Hit, Query


class Between(Model):
    """Two accounts of one thing that an editor has found; `about` says of what."""

    between: tuple[Selector, ...]
    about: Words

    @field_validator("between")
    @classmethod
    def _names_two(cls, between: tuple[Selector, ...]) -> tuple[Selector, ...]:
        if len(between) != 2:
            raise fault(f"'between' names {len(between)} of two accounts", "pin them in pairs")
        return between


class DisagreementsOptions(Options):
    max: Count = 6
    kinds: tuple[Literal["events", "wordings", "figures"], ...] = ("events", "wordings", "figures")
    pin: tuple[Between, ...] = ()
    drop: tuple[Selector, ...] = ()


def _select(options: DisagreementsOptions, locator: Locator, context: Context) -> Made:
    drops = find_pins(options.drop, locator, "drop", context)
    chosen, problems = _pinned(options, locator, context)
    for found in _found(options.kinds, context):
        if len(chosen) >= options.max:
            break
        if not _is_dropped(found, drops) and not _is_told(found, chosen):
            chosen.append(found)
    found_wrong = (*drops.problems, *problems)
    if not chosen:
        empty = Empty(context.language.say("disagreements.none"))
        return Made((empty,), problems=found_wrong)
    taken = tuple(side for found in chosen if found.is_taken for side in found.sides)
    compared = tuple(side for found in chosen if not found.is_taken for side in found.sides)
    return Made(
        tuple(block for found in chosen for block in found.blocks),
        tuple(item for found in chosen for item in found.evidence),
        taken,
        found_wrong,
        compared,
    )


def _found(kinds: tuple[str, ...], context: Context) -> Iterator[Comparison]:
    finders = {"events": _events, "wordings": _wordings, "figures": _figures}
    for kind in dict.fromkeys(kinds):
        yield from finders[kind](context)


def _pinned(
    options: DisagreementsOptions, locator: Locator, context: Context
) -> tuple[list[Comparison], list[Problem]]:
    found: list[Comparison] = []
    problems: list[Problem] = []
    for at, pin in enumerate(options.pin):
        here = locator.below("pin", at)
        pins = find_pins(pin.between, here, "between", context)
        problems.extend(pins.problems)
        if len(pins.found) < 2:
            continue
        one, other = pins.found
        if one.touches(other.document.id, other.whole):
            problems.append(Problem("both accounts are the same words", here.place("between", 1, "exact")))
            continue
        sides = (_side(one, context), _side(other, context))
        found.append(compare_accounts(*sides, pin.about, context))
    return found, problems


def _side(pin: Pin, context: Context) -> Side:
    """The pinned words, with the date of the event whose sentence they stand in."""
    events = context.store.events(Query(documents=(pin.document.id,)))
    dated = (hit.fact for hit in events if hit.fact.cited.span.covers(pin.whole))
    return Side(pin.document, pin.slices, next(dated, None))


def _is_dropped(found: Comparison, drops: Pins) -> bool:
    return any(drops.touching(document, span) for document, span in found.sides)


def _is_told(found: Comparison, chosen: list[Comparison]) -> bool:
    """Whether an earlier comparison is about the same words: an editor's own, say."""
    return any(
        all(
            any(d == other and span.overlaps(piece) for other, piece in told.sides) for d, span in found.sides
        )
        for told in chosen
    )


def _wordings(context: Context) -> Iterator[Comparison]:
    """Each utterance that documents report in different words: its fullest report beside the others."""
    hits = [hit for hit in context.store.quotes(context.query) if _is_said(hit, context)]
    utterances = [
        Utterance.of(_words(hit.source.id, hit.fact.cited.span, context), _voice(hit)) for hit in hits
    ]
    for group in same_utterances(utterances):
        ranked = sorted(group, key=lambda at: (-len(utterances[at].words), hits[at].source.id, at))
        wordings = {utterances[ranked[0]].words}
        for at in ranked[1:]:
            elsewhere = hits[at].source.id != hits[ranked[0]].source.id
            if elsewhere and utterances[at].words not in wordings:
                wordings.add(utterances[at].words)
                yield compare_wordings([hits[i] for i in group], hits[ranked[0]], hits[at], context)


def _is_said(hit: Hit[Quote], context: Context) -> bool:
    span = hit.fact.cited.span
    is_off = standing(hit, span, context.scope.themes) is Standing.OFF and bool(context.scope.themes)
    return is_quotable(context.document(hit.source.id), hit.passage, span) and not (
        is_off and hit.fact.kind is QuoteKind.STATEMENT
    )


def _events(context: Context) -> Iterator[Comparison]:
    """Two accounts of a visit, talks, a wreck … that say in other words how it went, the earlier first."""
    say = context.language.say
    events = {(hit.source.id, hit.fact.cited.span): hit.fact for hit in context.store.events(context.query)}
    sides: list[Side] = []
    accounts: list[Account] = []
    for hit in context.store.passages(context.query):
        if hit.passage.kind not in (PassageKind.PARAGRAPH, PassageKind.LIST_ITEM):
            continue
        document = context.document(hit.source.id)
        for sentence in hit.passage.sentences:
            words = _words(hit.source.id, sentence, context)
            event = events.get((hit.source.id, sentence))
            when = event.when if event else None
            account = Account.of(words, hit.source.id, when=when, issued=hit.source.issued)
            if account and is_quotable(document, hit.passage, sentence) and _is_on(hit, sentence, context):
                accounts.append(account)
                sides.append(Side(document, without_gaps(hit.passage, sentence), event))
    for one, other in told_differently(accounts):
        place = own_words(accounts[one].shared_place(accounts[other])) or say("disagreements.one_place")
        occasion = say(f"disagreements.{accounts[one].occasion}")
        caption = say("disagreements.two_accounts", occasion=occasion, place=place)
        earlier, later = sorted((sides[one], sides[other]), key=_age)
        yield compare_accounts(earlier, later, caption, context)


def _age(side: Side) -> tuple[date, str]:
    issued = side.document.source.issued
    return (issued.first() if issued else date.max, side.document.id)


def _figures(context: Context) -> Iterator[Comparison]:
    """Figures for one thing that differ, contradictions first; then totals and their parts."""
    hits = [hit for hit in context.store.figures(context.query) if _is_counted(hit, context)]
    measured = [Measured.of(hit.fact, context.document(hit.source.id), hit.passage) for hit in hits]
    groups = grouped(differing(measured))
    for group in sorted(groups, key=lambda group: not all(d.is_contradiction for d in group)):
        positions = sorted({at for difference in group for at in (difference.one, difference.other)})
        yield compare_figures([hits[at] for at in positions], group, context)
    for breakdown in breakdowns(measured):
        yield tell_total(hits, breakdown, context)


def _is_counted(hit: Hit[Figure], context: Context) -> bool:
    return (
        hit.passage.kind is not PassageKind.HEADING
        and is_quotable(context.document(hit.source.id), hit.passage, hit.fact.sentence)
        and _is_on(hit, hit.fact.sentence, context)
    )


def _is_on(hit: Hit[object], span: Span, context: Context) -> bool:
    themes = context.scope.themes
    return not themes or standing(hit, span, themes) is not Standing.OFF


def _words(document: str, span: Span, context: Context) -> str:
    return fold(span.of(context.document(document).text))


def _voice(hit: Hit[Quote]) -> str | None:
    return hit.actor.id if hit.actor else print_name(hit.fact, None)


KIND = Kind("disagreements", DisagreementsOptions, select=_select, comes_first=True)
