"""`key-points`: the editor's own points, each cited; or the sentences of the corpus that tell most."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from briefgen.fields import Count, Prose
from briefgen.languages import Language
from briefgen.languages.pages import say_pages
from briefgen.model.brief import Block, Bullets, Cite, Empty, Evidence, Paragraph, Text, Verbatim
from briefgen.model.text import Document, Passage, PassageKind, Span
from briefgen.model.verbatim import fold
from briefgen.places import Locator
from briefgen.sections.attribution import reference
from briefgen.sections.evidence import is_quotable, passage_evidence
from briefgen.sections.figure_pins import FigurePin
from briefgen.sections.kind import Context, Kind, Made, Options, Selector
from briefgen.sections.pins import Pin, Pins, find_pins
from briefgen.sections.prose import read_line, words_evidence
from briefgen.sections.pulled import MOST, pull
from briefgen.sections.reasons import Merit, Unfit
from briefgen.sections.select import Candidate, Standing, choose, key_words, on_theme, rank, standing
from briefgen.sections.substance import substance
from briefgen.store import Hit

FEWEST_WORDS, MOST_WORDS = 8, 60


class KeyPointsOptions(Options):
    """With `points` the editor speaks; else sentences of the corpus are chosen, up to `max`, pins first.

    `figures` are set large beside them.
    """

    max: Count = 5
    points: tuple[Prose, ...] = ()
    figures: tuple[FigurePin, ...] = Field((), max_length=MOST)
    pin: tuple[Selector, ...] = ()
    drop: tuple[Selector, ...] = ()


def _select(options: KeyPointsOptions, locator: Locator, context: Context) -> Made:
    items: list[Paragraph] = []
    evidence: list[Evidence] = []
    pins = find_pins(options.pin, locator, "pin", context)
    drops = find_pins(options.drop, locator, "drop", context)
    problems = list(pins.problems + drops.problems)
    for at, point in enumerate(options.points):
        prose = read_line(point, locator, ("points", at), context)
        items.extend(block for block in prose.blocks if isinstance(block, Paragraph))
        evidence.extend(prose.evidence)
        problems.extend(prose.problems)
    room = max(options.max - len(items), 0) if not options.points else len(pins.found)
    for paragraph, item in _extracted(room, context, pins, drops):
        items.append(paragraph)
        evidence.append(item)
    blocks: tuple[Block, ...] = (
        (Bullets(tuple(items)),) if items else (Empty(context.language.say("key_points.none")),)
    )
    pulled, held, misfits = pull(options.figures, locator, context)
    blocks = ((pulled,) if pulled else ()) + blocks
    return Made(blocks, (*held, *evidence), (), (*problems, *misfits))


def _extracted(room: int, context: Context, pins: Pins, drops: Pins) -> Iterator[tuple[Paragraph, Evidence]]:
    """Pinned words first, then whole sentences by merit; each printed as a quotation of its source."""
    sentences = list(_sentences(context, pins, drops)) if room > len(pins.found) else []
    candidates = [_pinned(pin) for pin in pins.found]
    candidates += [_candidate(len(pins.found) + at, *found, context) for at, found in enumerate(sentences)]
    for at in choose(candidates, room, tell=context.telling("passage")):
        if at < len(pins.found):
            pin = pins.found[at]
            document = pin.document
            item = words_evidence(context.store, document, pin.slices)
        else:
            hit, span = sentences[at - len(pins.found)]
            document = context.document(hit.source.id)
            item = passage_evidence(document, (span,), hit.passage)
        yield _point(document, item, context.language), item


def _point(document: Document, item: Evidence, language: Language) -> Paragraph:
    speaker, signed = item.fields.get("speaker"), reference(document.source, language)
    if speaker:
        signed = language.say("key_points.speaker_in", speaker=str(speaker), source=signed)
    if pages := say_pages(item.fields, language):
        signed = f"{signed}, {pages}"
    return Paragraph((Verbatim(item.id, item.printed_text), Text(f" — {signed}"), Cite((document.id,))))


def _sentences(context: Context, pins: Pins, drops: Pins) -> Iterator[tuple[Hit[Passage], Span]]:
    for hit in context.store.passages(context.query):
        if hit.passage.kind not in (PassageKind.PARAGRAPH, PassageKind.LIST_ITEM):
            continue
        document = context.document(hit.source.id)
        for span in hit.passage.sentences:
            if pins.touching(hit.source.id, span):
                continue
            if unfit := _unfit(document, hit, span, drops, context):
                context.leave("passage", document.id, span, unfit)
            else:
                yield hit, span


def _unfit(document: Document, hit: Hit[Passage], span: Span, drops: Pins, context: Context) -> Unfit | None:
    """Why a sentence that nobody pinned is not weighed; None where it is."""
    words = fold(span.of(document.text))
    if standing(hit, span, context.scope.themes) is Standing.OFF:
        return Unfit.OFF_THEME
    if len(words.split()) < FEWEST_WORDS:
        return Unfit.SHORT
    if len(words.split()) > MOST_WORDS:
        return Unfit.LONG
    if words[-1] not in ".!?”\"'":
        return Unfit.NO_SENTENCE
    if not is_quotable(document, hit.passage, span):
        return Unfit.NOT_QUOTABLE
    return Unfit.DROPPED if drops.touching(hit.source.id, span) else None


def _pinned(pin: Pin) -> Candidate:
    words = key_words(pin.whole.of(pin.document.text))
    order = (pin.document.id, pin.whole.start)
    merit = Merit(0.0, 0.0, 0.0)  # an editor's choice is not weighed
    return Candidate(pin.at, merit, pin.document.id, None, order, pin.at, words=words, end=pin.whole.end)


def _candidate(at: int, hit: Hit[Passage], span: Span, context: Context) -> Candidate:
    words = fold(span.of(context.document(hit.source.id).text))
    themes = context.scope.themes
    merit = rank(on_theme(hit, span, themes), substance(words), hit.source, context.scope.as_of)
    return Candidate(
        at,
        merit,
        hit.source.id,
        hit.source.id,
        (hit.source.id, span.start),
        is_beside=standing(hit, span, themes) is Standing.BESIDE,
        words=key_words(words),
        end=span.end,
    )


KIND = Kind("key-points", KeyPointsOptions, select=_select)
