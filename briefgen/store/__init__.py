"""Where analysed documents are kept, and the only way the rest of the program sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from briefgen.model.facts import Actor, Analysis, Event, Figure, Quote, Tag, Theme
from briefgen.model.text import Document, Passage, PassageKind, Source, Span

F_co = TypeVar("F_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Query:
    """What to select; an empty tuple or None asks for anything.

    `since` and `until` bound the document's own date: a document counts when any day it may be of lies
    between them, and an undated one always does. `added_by` leaves out what entered the corpus later.
    `words` are searched in the passage, all of them, in any order; so are `beginnings`, of which only how a
    word begins is given.
    """

    themes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    added_by: date | None = None
    kinds: tuple[PassageKind, ...] = ()
    words: str = ""
    beginnings: str = ""

    @property
    def is_search(self) -> bool:
        """Whether words are searched."""
        return bool(self.words.strip() or self.beginnings.strip())


EVERYTHING = Query()


@dataclass(frozen=True, slots=True)
class Hit(Generic[F_co]):
    """A fact with what surrounds it.

    `themes` maps the passage's themes to their strength (0..1), `at` to the sentences that speak of them:
    none where the passage does as a whole.
    """

    fact: F_co
    passage: Passage
    source: Source
    themes: dict[str, float]
    actor: Actor | None = None  # who the speaker of a quote is across documents
    at: dict[str, tuple[Span, ...]] = field(default_factory=dict)


class Reading(Protocol):
    """What a brief is made from. Hits come in a fixed order: by document id, then by place in it."""

    def themes(self) -> tuple[Theme, ...]: ...

    def actors(self) -> tuple[Actor, ...]: ...

    def sources(self, query: Query = EVERYTHING) -> tuple[Source, ...]:
        """Documents that fit the query; with themes, kinds or words, those that hold such a passage."""

    def document(self, document: str) -> Document:
        """KeyError when there is none of that id."""

    def passages(self, query: Query = EVERYTHING) -> tuple[Hit[Passage], ...]: ...

    def quotes(self, query: Query = EVERYTHING) -> tuple[Hit[Quote], ...]: ...

    def figures(self, query: Query = EVERYTHING) -> tuple[Hit[Figure], ...]: ...

    def events(self, query: Query = EVERYTHING) -> tuple[Hit[Event], ...]: ...


class Store(Reading, Protocol):
    """The whole of it: what `ingest` keeps documents with."""

    def put(
        self, analysis: Analysis, tags: Sequence[Tag], *, key: str, actors: Mapping[int, str] | None = None
    ) -> None:
        """Keep a document's analysis in the place of any earlier one of the same id; whole or not at all.

        `actors` maps the position of a quote in `analysis.quotes` to the id of its speaker.
        """

    def remove(self, documents: Iterable[str]) -> None: ...

    def keys(self) -> dict[str, str]:
        """Document id to the key it was put with: equal keys need no new analysis."""

    def put_reference(self, themes: Sequence[Theme], actors: Sequence[Actor]) -> None: ...

    def analysis(self, document: str) -> Analysis:
        """What was put for a document. KeyError when there is none of that id."""

    def tags(self, document: str) -> tuple[Tag, ...]:
        """The tags of a document's passages, in their order; none for an id that is not there."""

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


def open_store(url: str) -> Store:
    """`sqlite:///path/to/file` or `sqlite:///:memory:`; ValueError for another kind.

    Raises StorageError when the file cannot be read or written, BusyError when another run holds it.
    """
    kind, separator, path = url.partition(":///")
    if kind != "sqlite" or not separator:
        raise ValueError(f"unknown store {url!r}: it begins with sqlite:///")
    from briefgen.store.sqlite import SqliteStore

    return SqliteStore(path)
