"""Pins and drops: an editor's hand on the selection, by the words of a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from briefgen.errors import Problem
from briefgen.model.facts import Event, Figure, Quote
from briefgen.model.matching import find_words
from briefgen.model.text import Document, Span
from briefgen.places import Locator
from briefgen.sections.kind import Context, Selector
from briefgen.sections.reasons import Unfit
from briefgen.store import Hit

Cited = TypeVar("Cited", Quote, Figure, Event)


@dataclass(frozen=True, slots=True)
class Pin:
    """A selector that was found: its slices, and its place in the editor's list."""

    at: int
    document: Document
    slices: tuple[Span, ...]

    @property
    def whole(self) -> Span:
        return Span(self.slices[0].start, self.slices[-1].end)

    def touches(self, document: str, span: Span) -> bool:
        return self.document.id == document and self.whole.overlaps(span)


@dataclass(frozen=True, slots=True)
class Pins:
    """All of one list, with a problem for each that no longer fits."""

    found: tuple[Pin, ...]
    problems: tuple[Problem, ...]

    def touching(self, document: str, span: Span) -> Pin | None:
        return next((pin for pin in self.found if pin.touches(document, span)), None)

    def leave(self, sort: str, hits: Iterable[Hit[Cited]], context: Context) -> Iterator[Hit[Cited]]:
        """The hits that these do not drop; of the others it is written down."""
        for hit in hits:
            if self.touching(hit.source.id, hit.fact.cited.span):
                context.leave(sort, hit.source.id, hit.fact.cited.span, Unfit.DROPPED)
            else:
                yield hit


def find_pins(selectors: Sequence[Selector], locator: Locator, option: str, context: Context) -> Pins:
    """Look each selector up in its document; one that fits nowhere, or in several places, is a problem."""
    found: list[Pin] = []
    problems: list[Problem] = []
    for at, selector in enumerate(selectors):
        result = _find(at, selector, locator, option, context)
        if isinstance(result, Pin):
            found.append(result)
        else:
            problems.append(result)
    return Pins(tuple(found), tuple(problems))


def _find(at: int, selector: Selector, locator: Locator, option: str, context: Context) -> Pin | Problem:
    try:
        document = context.document(selector.document)
    except KeyError:
        return Problem(
            f"there is no document {selector.document!r}",
            locator.place(option, at, "document"),
            "`briefgen corpus list` names them",
        )
    places = find_words(document, selector.exact, prefix=selector.prefix, suffix=selector.suffix)
    where = locator.place(option, at, "exact")
    if not places:
        return Problem(
            f"these words do not stand in {selector.document}: {selector.exact[:60]!r}",
            where,
            "copy them from the source as they stand there",
        )
    if len(places) > 1:
        return Problem(
            f"these words stand {len(places)} times in {selector.document}: {selector.exact[:60]!r}",
            where,
            "add `prefix` or `suffix`: the words before or after",
        )
    return Pin(at, document, places[0])
