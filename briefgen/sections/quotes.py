"""`quotes`: what people said, each utterance once, in its fullest wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from briefgen.errors import Problem
from briefgen.fields import Count
from briefgen.model.brief import Block, Cite, Empty, Evidence, Inlines, Quotation, Text, Verbatim
from briefgen.model.facts import Quote, QuoteKind, Speaker
from briefgen.model.origins import count_origins
from briefgen.model.text import Document, Passage, PassageKind, Span
from briefgen.model.verbatim import fold, is_printable
from briefgen.places import Locator
from briefgen.relate.utterances import Utterance, same_utterances
from briefgen.sections.attribution import attribution
from briefgen.sections.evidence import is_quotable, passage_evidence, quote_evidence
from briefgen.sections.kind import Context, Kind, Made, Options, Selector
from briefgen.sections.pins import Pin, Pins, find_pins
from briefgen.sections.reasons import Unfit
from briefgen.sections.select import Candidate, Standing, choose, key_words, on_theme, rank, standing
from briefgen.sections.substance import says_something, substance
from briefgen.sections.words import print_name, short_name
from briefgen.store import Hit, Query

BONUS = {QuoteKind.DIRECT: 0.5, QuoteKind.PARTIAL: 0.15, QuoteKind.STATEMENT: 0.0}
# What someone is quoted with belongs to its passage; a sentence of a letter stands by itself.
_FOR_WANT_OF_OTHERS = {
    QuoteKind.DIRECT: Standing.OFF,
    QuoteKind.PARTIAL: Standing.OFF,
    QuoteKind.STATEMENT: Standing.BESIDE,
}
FEWEST_WORDS = 3  # a shorter fragment needs a pin: two words are a label, not a quotation


class QuotesOptions(Options):
    max: Count = 8
    per_speaker: Count = 2
    kinds: tuple[Literal["direct", "partial", "statement"], ...] = ("direct", "partial", "statement")
    pin: tuple[Selector, ...] = ()
    drop: tuple[Selector, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One utterance: its fullest report (parts of one passage in order) and its other reports.

    A pin chooses the utterance, not the words: it is printed whole.
    """

    parts: tuple[Hit[Quote], ...]
    others: tuple[Hit[Quote], ...]
    slices: tuple[Span, ...]
    pin: Pin | None = None

    @property
    def first(self) -> Hit[Quote]:
        return self.parts[0]


def _select(options: QuotesOptions, locator: Locator, context: Context) -> Made:
    pins = find_pins(options.pin, locator, "pin", context)
    drops = find_pins(options.drop, locator, "drop", context)
    said, misfits = _utterances(options, locator, context, pins, drops)
    chosen = [said[at] for at in _choose(options, context, said)]
    blocks: list[Block] = []
    evidence: list[Evidence] = []
    for utterance in chosen:
        quotation, items = _print(utterance, context)
        blocks.append(quotation)
        evidence.extend(items)
    if not blocks:
        blocks.append(Empty(context.language.say("quotes.none")))
    taken = [(item.cited.document, piece) for item in evidence for piece in item.slices]
    return Made(tuple(blocks), tuple(evidence), tuple(taken), pins.problems + drops.problems + misfits)


def _utterances(
    options: QuotesOptions, locator: Locator, context: Context, pins: Pins, drops: Pins
) -> tuple[list[Said], tuple[Problem, ...]]:
    """Every utterance that may be printed; a pin counts wherever it stands, whatever its theme."""
    hits = list(context.store.quotes(context.query))
    problems: list[Problem] = []
    for pin in pins.found:
        covering = _at_pin(pin, context)
        if not covering:
            problems.append(
                Problem(
                    "nobody is reported to have said these words",
                    locator.place("pin", pin.at, "exact"),
                    "pin them under `key-points`, or cite them in a text section",
                )
            )
        hits.extend(hit for hit in covering if hit not in hits)
    hits = list(drops.leave("quote", hits, context))
    groups = same_utterances([Utterance.of(_text(hit, context), _voice(hit)) for hit in hits])
    said = [_fullest([hits[at] for at in group], context, pins) for group in groups]
    return _joined(said), tuple(problems)


def _at_pin(pin: Pin, context: Context) -> list[Hit[Quote]]:
    """The quotations at a pin; in a first-person document any sentence of running text is its narrator's."""
    query = Query(documents=(pin.document.id,))
    found = [h for h in context.store.quotes(query) if h.fact.cited.span.overlaps(pin.whole)]
    narrator = pin.document.source.narrator
    if found or narrator is None:
        return found
    kinds = (PassageKind.PARAGRAPH, PassageKind.LIST_ITEM)
    actor = next((a for a in context.store.actors() if narrator in (a.name, *a.aliases)), None)
    return [
        Hit(
            _statement(pin.document, hit.passage, sentence, narrator),
            hit.passage,
            hit.source,
            hit.themes,
            actor,
            hit.at,
        )
        for hit in context.store.passages(replace(query, kinds=kinds))
        for sentence in hit.passage.sentences
        if sentence.covers(pin.whole)
    ]


def _statement(document: Document, passage: Passage, sentence: Span, narrator: str) -> Quote:
    speaker = Speaker(narrator, role=document.source.narrator_role)
    group = -1 - sentence.start  # no group of the extracted quotations
    return Quote(document.cite(sentence), QuoteKind.STATEMENT, passage.index, sentence, group, speaker)


def _fullest(reports: Sequence[Hit[Quote]], context: Context, pins: Pins) -> Said:
    """The report to print: a pinned one, else the one with most words, the earlier document on a tie."""
    pinned = [(hit, pins.touching(hit.source.id, hit.fact.cited.span)) for hit in reports]
    best, pin = min(
        pinned,
        key=lambda p: (
            p[1] is None,
            -len(_text(p[0], context).split()),
            p[0].source.id,
            p[0].fact.cited.start,
        ),
    )
    others = tuple(hit for hit in reports if hit is not best and hit.source.id != best.source.id)
    return Said((best,), others, (best.fact.cited.span,), pin)


def _joined(said: Sequence[Said]) -> list[Said]:
    """Parts of one utterance in one passage become one quotation with an elision between them."""
    joined: dict[tuple[str, int, int], Said] = {}
    out: list[tuple[str, int, int]] = []
    for at, one in enumerate(said):
        fact = one.first.fact
        key = (one.first.source.id, fact.passage, fact.group)
        if one.others or one.pin:
            key = (*key[:2], -1 - at)  # printed by itself
        if key in joined:
            before = joined[key]
            joined[key] = Said(before.parts + one.parts, (), before.slices + one.slices)
        else:
            joined[key] = one
            out.append(key)
    return [joined[key] for key in out]


def _choose(options: QuotesOptions, context: Context, said: Sequence[Said]) -> list[int]:
    candidates = []
    for at, one in enumerate(said):
        fact = one.first.fact
        span = Span(one.slices[0].start, one.slices[-1].end)
        words = fold(span.of(context.document(one.first.source.id).text))
        if not is_printable(words):
            context.leave("quote", one.first.source.id, span, Unfit.NOT_QUOTABLE)
            continue
        stands = standing(one.first, span, context.scope.themes)
        if one.pin is None and (unfit := _unfit(one, words, stands, options, context)):
            context.leave("quote", one.first.source.id, span, unfit)
            continue
        for other in one.others:
            context.leave("quote", other.source.id, other.fact.cited.span, Unfit.OTHER_REPORT)
        strength = on_theme(one.first, span, context.scope.themes)
        bonus = BONUS[fact.kind] + _standing_of(fact.speaker)
        merit = rank(strength, substance(words), one.first.source, context.scope.as_of, bonus=bonus)
        order = (one.first.source.id, span.start)
        pinned = one.pin.at if one.pin else None
        is_beside = stands is _FOR_WANT_OF_OTHERS[fact.kind]
        candidates.append(
            Candidate(
                at,
                merit,
                one.first.source.id,
                _voice(one.first),
                order,
                pinned,
                is_beside,
                key_words(words),
                span.end,
            )
        )
    return choose(candidates, options.max, per_voice=options.per_speaker, tell=context.telling("quote"))


def _unfit(one: Said, words: str, stands: Standing, options: QuotesOptions, context: Context) -> Unfit | None:
    """Why an utterance that nobody pinned is not weighed; None where it is."""
    kind = one.first.fact.kind
    if not is_quotable(context.document(one.first.source.id), one.first.passage, *one.slices):
        return Unfit.NOT_QUOTABLE
    if stands is Standing.OFF and kind is QuoteKind.STATEMENT:
        return Unfit.OFF_THEME
    if str(kind) not in options.kinds:
        return Unfit.OTHER_KIND
    if len(words.split()) < FEWEST_WORDS or (kind is QuoteKind.PARTIAL and not says_something(words)):
        return Unfit.SHORT
    reports = one.parts + one.others
    if any(context.taken.elsewhere(h.source.id, h.fact.cited.span, context.anchor) for h in reports):
        return Unfit.ELSEWHERE
    return None


def _standing_of(speaker: Speaker | None) -> float:
    """A named person's words weigh more than those of "officials", and those more than nobody's."""
    if speaker is None:
        return -0.5
    return 0.0 if speaker.is_named else -0.15


def _print(said: Said, context: Context) -> tuple[Quotation, list[Evidence]]:
    document = context.document(said.first.source.id)
    main = _counted(quote_evidence(document, said.parts, said.slices), said, context)
    evidence = [main]
    frame: Inlines = ()
    sentence = said.first.fact.sentence
    if said.first.fact.kind is QuoteKind.PARTIAL and is_quotable(document, said.first.passage, sentence):
        reported = passage_evidence(document, (sentence,), said.first.passage)
        evidence.append(reported)
        frame = (Verbatim(reported.id, reported.printed_text), Cite((document.id,)))
    notes = []
    for other in (other for other in said.others if is_printable(_text(other, context))):
        note, item = _other_wording(other, main, context)
        notes.append(note)
        evidence.extend(item)
    told = tuple(dict.fromkeys(notes))  # a document may report the same words twice
    quotation = Quotation(
        Verbatim(main.id, main.printed_text), attribution(said.first, context.language, main), frame, told
    )
    return quotation, evidence


def _counted(main: Evidence, said: Said, context: Context) -> Evidence:
    """With the number of origins that its reports go back to: two reports of one interview are one."""
    sources = {source.id: source for source in context.store.sources()}
    reports = [(hit.source, hit.fact.venue) for hit in (said.first, *said.others)]
    return replace(main, fields={**main.fields, "origins": count_origins(reports, sources)})


def _other_wording(other: Hit[Quote], main: Evidence, context: Context) -> tuple[Inlines, list[Evidence]]:
    """Where else it is reported: in the same words, or word for word in the others.

    Where a section compares the two, the other wording is printed there alone.
    """
    document, say = context.document(other.source.id), context.language.say
    item = quote_evidence(document, (other,))
    cite = Cite((other.source.id,))
    place = context.taken.comparing(other.source.id, other.fact.cited.span)
    if place and context.taken.comparing(main.cited.document, main.cited.span):
        see = Text(say("quotes.see", section=place))
        return (Text(say("quotes.differently", source=short_name(other.source))), cite, see), []
    if fold(item.printed_text).strip(".,;") in main.printed_text:
        return (Text(say("quotes.also", source=short_name(other.source))), cite), []
    return (
        Text(say("quotes.as", source=short_name(other.source))),
        Verbatim(item.id, item.printed_text),
        cite,
    ), [item]


def _text(hit: Hit[Quote], context: Context) -> str:
    return hit.fact.cited.span.of(context.document(hit.source.id).text)


def _voice(hit: Hit[Quote]) -> str | None:
    return hit.actor.id if hit.actor else print_name(hit.fact, None)


KIND = Kind("quotes", QuotesOptions, select=_select)
