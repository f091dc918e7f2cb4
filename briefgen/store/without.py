"""A store that leaves some facts out: what the gate refused is not chosen again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from briefgen.model.facts import Actor, Event, Figure, Quote, Theme
from briefgen.model.text import Document, Passage, Source, Span
from briefgen.store import EVERYTHING, Hit, Query, Reading

F = TypeVar("F", Quote, Figure, Event)


class Without:
    """What a brief is made from, less some stretches of documents: a fact goes when it overlaps one."""

    def __init__(self, store: Reading, refused: Iterable[tuple[str, Span]]) -> None:
        self._store = store
        self._refused: dict[str, list[Span]] = {}
        for document, span in refused:
            self._refused.setdefault(document, []).append(span)

    def themes(self) -> tuple[Theme, ...]:
        return self._store.themes()

    def actors(self) -> tuple[Actor, ...]:
        return self._store.actors()

    def sources(self, query: Query = EVERYTHING) -> tuple[Source, ...]:
        return self._store.sources(query)

    def document(self, document: str) -> Document:
        return self._store.document(document)

    def passages(self, query: Query = EVERYTHING) -> tuple[Hit[Passage], ...]:
        return tuple(self._less_sentences(hit) for hit in self._store.passages(query))

    def quotes(self, query: Query = EVERYTHING) -> tuple[Hit[Quote], ...]:
        return tuple(self._left(self._store.quotes(query), lambda quote: quote.cited.span))

    def figures(self, query: Query = EVERYTHING) -> tuple[Hit[Figure], ...]:
        return tuple(self._left(self._store.figures(query), lambda figure: figure.cited.span))

    def events(self, query: Query = EVERYTHING) -> tuple[Hit[Event], ...]:
        return tuple(self._left(self._store.events(query), lambda event: event.cited.span))

    def _left(self, hits: Iterable[Hit[F]], span: Callable[[F], Span]) -> Iterator[Hit[F]]:
        return (hit for hit in hits if not self._is_refused(hit.source.id, span(hit.fact)))

    def _less_sentences(self, hit: Hit[Passage]) -> Hit[Passage]:
        sentences = tuple(s for s in hit.passage.sentences if not self._is_refused(hit.source.id, s))
        if sentences == hit.passage.sentences:
            return hit
        passage = replace(hit.passage, sentences=sentences)
        return replace(hit, fact=passage, passage=passage)

    def _is_refused(self, document: str, span: Span) -> bool:
        return any(refused.overlaps(span) for refused in self._refused.get(document, ()))
