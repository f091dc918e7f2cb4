"""The store in one SQLite file, or in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

from briefgen.model.facts import Actor, Analysis, DateMention, Event, Figure, Quote, Tag, Theme
from briefgen.model.text import Correction, Document, Passage, Source, Span
from briefgen.store import EVERYTHING, Hit, Query
from briefgen.store.database import damaged, in_plain_words, open_database
from briefgen.store.rows import decode, decode_all, encode, encode_all
from briefgen.store.selection import (
    Selection,
    searchable,
    select_documents,
    select_passages,
    theme_tokens,
    year_tokens,
)

Fact = TypeVar("Fact", Quote, Figure, Event)
Cell = TypeVar("Cell")


class SqliteStore:
    """Implements `Store`. One connection, for one thread; close it, or use it in `with`."""

    def __init__(self, path: str) -> None:
        """Raises StorageError when the file cannot be read or written, BusyError when another run has it."""
        self._path = path
        self._database = open_database(path)

    def put(
        self, analysis: Analysis, tags: Sequence[Tag], *, key: str, actors: Mapping[int, str] | None = None
    ) -> None:
        """Keep a document's analysis in the place of any earlier one of the same id; whole or not at all."""
        document = analysis.document
        with self._transaction():
            self._delete(document.id)
            self._put_document(analysis, key)
            for passage in analysis.passages:
                self._put_passage(document, passage, [tag for tag in tags if tag.passage == passage.index])
            self._put_facts(analysis.quotes, document.id, actors or {})
            self._put_facts(analysis.figures, document.id)
            self._put_facts(analysis.events, document.id)

    def remove(self, documents: Iterable[str]) -> None:
        with self._transaction():
            for document in documents:
                self._delete(document)

    def keys(self) -> dict[str, str]:
        """Document id to the key it was put with: equal keys need no new analysis."""
        return dict(self._rows("SELECT id, key FROM documents ORDER BY id"))

    def put_reference(self, themes: Sequence[Theme], actors: Sequence[Actor]) -> None:
        with self._transaction():
            self._run("DELETE FROM themes")
            self._run("DELETE FROM actors")
            for position, theme in enumerate(themes):
                self._run("INSERT INTO themes VALUES (?, ?)", position, encode(theme))
            for position, actor in enumerate(actors):
                self._run("INSERT INTO actors VALUES (?, ?, ?)", position, actor.id, encode(actor))

    def themes(self) -> tuple[Theme, ...]:
        rows = self._rows("SELECT theme FROM themes ORDER BY position")
        return tuple(self._cell(Theme, cell) for (cell,) in rows)

    def actors(self) -> tuple[Actor, ...]:
        rows = self._rows("SELECT actor FROM actors ORDER BY position")
        return tuple(self._cell(Actor, cell) for (cell,) in rows)

    def sources(self, query: Query = EVERYTHING) -> tuple[Source, ...]:
        """Documents that fit the query; with themes, kinds or words, those that hold such a passage."""
        if query.themes or query.kinds or query.is_search:
            chosen = self._passages(query)
        else:
            chosen = select_documents(query)
        rows = self._rows(chosen.statement("DISTINCT d.id, d.source", order="d.id"), *chosen.values)
        return tuple(self._cell(Source, cell) for _, cell in rows)

    def document(self, document: str) -> Document:
        """KeyError when there is none of that id."""
        statement = (
            "SELECT source, text, furniture, corrections, pages FROM documents JOIN texts ON document = id "
            "WHERE id = ?"
        )
        for source, text, furniture, corrections, pages in self._rows(statement, document):
            return Document(
                self._cell(Source, source),
                text,
                self._cells(Span, furniture),
                self._cells(Correction, corrections),
                self._cells(tuple[int, int], pages),
            )
        raise KeyError(document)

    def analysis(self, document: str) -> Analysis:
        """What was put for a document. KeyError when there is none of that id."""
        whole = self.document(document)
        statement = "SELECT version, dates FROM documents JOIN texts ON document = id WHERE id = ?"
        ((version, dates),) = self._rows(statement, document)
        passages = self._rows("SELECT passage FROM passages WHERE document = ? ORDER BY position", document)
        return Analysis(
            whole,
            version,
            tuple(self._cell(Passage, cell) for (cell,) in passages),
            self._facts_of(Quote, document),
            self._facts_of(Figure, document),
            self._facts_of(Event, document),
            self._cells(DateMention, dates),
        )

    def tags(self, document: str) -> tuple[Tag, ...]:
        """The tags of a document's passages, in their order; none for an id that is not there."""
        rows = self._rows("SELECT tags FROM passages WHERE document = ? ORDER BY position", document)
        return tuple(tag for (cell,) in rows for tag in self._cells(Tag, cell))

    def passages(self, query: Query = EVERYTHING) -> tuple[Hit[Passage], ...]:
        chosen = self._passages(query)
        statement = chosen.statement("p.passage, p.tags, d.source", order="d.id, p.start, p.position")
        rows = self._rows(statement, *chosen.values)
        source_of = self._remembering(Source)
        hits = []
        for cell, tags, source in rows:
            passage = self._cell(Passage, cell)
            themes, at = _themes(self._cells(Tag, tags))
            hits.append(Hit(passage, passage, source_of(source), themes, at=at))
        return tuple(hits)

    def quotes(self, query: Query = EVERYTHING) -> tuple[Hit[Quote], ...]:
        return self._facts(Quote, query)

    def figures(self, query: Query = EVERYTHING) -> tuple[Hit[Figure], ...]:
        return self._facts(Figure, query)

    def events(self, query: Query = EVERYTHING) -> tuple[Hit[Event], ...]:
        return self._facts(Event, query)

    def close(self) -> None:
        with in_plain_words(self._path):
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()

    def _put_document(self, analysis: Analysis, key: str) -> None:
        document, issued = analysis.document, analysis.document.source.issued
        added = document.source.added
        self._run(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
            document.id,
            key,
            analysis.version,
            issued.first().isoformat() if issued else None,
            issued.last().isoformat() if issued else None,
            added.isoformat() if added else None,
            encode(document.source),
        )
        self._run(
            "INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?)",
            document.id,
            document.text,
            encode_all(Span, document.furniture),
            encode_all(Correction, document.corrections),
            encode_all(tuple[int, int], document.pages),
            encode_all(DateMention, analysis.dates),
        )

    def _put_passage(self, document: Document, passage: Passage, tags: Sequence[Tag]) -> None:
        row = self._run(
            "INSERT INTO passages (document, position, start, kind, passage, tags) VALUES (?, ?, ?, ?, ?, ?)",
            document.id,
            passage.index,
            passage.cited.start,
            passage.kind,
            encode(passage),
            encode_all(Tag, tags),
        ).lastrowid
        self._run(
            "INSERT INTO words (rowid, text, themes, years) VALUES (?, ?, ?, ?)",
            row,
            searchable(_words_of(document, passage)),
            theme_tokens(tag.theme for tag in tags),
            year_tokens(document.source.issued),
        )

    def _put_facts(
        self, facts: Sequence[Quote | Figure | Event], document: str, actors: Mapping[int, str] | None = None
    ) -> None:
        for position, fact in enumerate(facts):
            self._run(
                "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)",
                document,
                type(fact).__name__,
                position,
                fact.passage,
                fact.cited.start,
                (actors or {}).get(position),
                encode(fact),
            )

    def _delete(self, document: str) -> None:
        self._run("DELETE FROM words WHERE rowid IN (SELECT id FROM passages WHERE document = ?)", document)
        self._run("DELETE FROM passages WHERE document = ?", document)
        self._run("DELETE FROM facts WHERE document = ?", document)
        self._run("DELETE FROM texts WHERE document = ?", document)
        self._run("DELETE FROM documents WHERE id = ?", document)

    def _facts_of(self, kind: type[Fact], document: str) -> tuple[Fact, ...]:
        statement = "SELECT fact FROM facts WHERE document = ? AND sort = ? ORDER BY position"
        return tuple(self._cell(kind, cell) for (cell,) in self._rows(statement, document, kind.__name__))

    def _facts(self, kind: type[Fact], query: Query) -> tuple[Hit[Fact], ...]:
        chosen = self._passages(query)
        chosen = chosen.with_facts(kind.__name__)
        statement = chosen.statement(
            "f.fact, f.actor, p.passage, p.tags, d.source", order="d.id, f.start, f.position"
        )
        rows = self._rows(statement, *chosen.values)
        source_of, passage_of = self._remembering(Source), self._remembering(Passage)
        actors = {actor.id: actor for actor in self.actors()}
        hits = []
        for fact, actor, passage, tags, source in rows:
            themes, at = _themes(self._cells(Tag, tags))
            found = self._cell(kind, fact)
            hits.append(Hit(found, passage_of(passage), source_of(source), themes, actors.get(actor), at))
        return tuple(hits)

    def _passages(self, query: Query) -> Selection:
        return select_passages(query, self._years())

    def _years(self) -> range | None:
        """The years that dated documents are of."""
        statement = "SELECT min(first_day), max(last_day) FROM documents"
        ((first, last),) = self._rows(statement)
        return range(int(first[:4]), int(last[:4]) + 1) if first else None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._run("BEGIN IMMEDIATE")
        try:
            yield
            self._run("COMMIT")
        except BaseException:
            if self._database.in_transaction:
                self._run("ROLLBACK")
            raise

    def _cell(self, kind: type[Cell], cell: str) -> Cell:
        """What a cell holds; a store with a faulty one is damaged like any other."""
        try:
            return decode(kind, cell)
        except ValueError as error:
            raise damaged(self._path) from error

    def _cells(self, kind: type[Cell], cell: str) -> tuple[Cell, ...]:
        try:
            return decode_all(kind, cell)
        except ValueError as error:
            raise damaged(self._path) from error

    def _remembering(self, kind: type[Cell]) -> Callable[[str], Cell]:
        """`_cell` that reads the same cell once: many facts share a source or a passage."""
        seen: dict[str, Cell] = {}

        def read(cell: str) -> Cell:
            if cell not in seen:
                seen[cell] = self._cell(kind, cell)
            return seen[cell]

        return read

    def _run(self, statement: str, *values: str | int | None) -> sqlite3.Cursor:
        with in_plain_words(self._path):
            return self._database.execute(statement, values)

    def _rows(self, statement: str, *values: str | int | None) -> list[tuple[Any, ...]]:
        with in_plain_words(self._path):
            return self._database.execute(statement, values).fetchall()


def _words_of(document: Document, passage: Passage) -> str:
    """The text of a passage without the page debris inside it."""
    parts, at = [], passage.cited.start
    for gap in passage.gaps:
        parts.append(document.text[at : gap.start])
        at = gap.end
    return " ".join([*parts, document.text[at : passage.cited.end]])


def _themes(tags: Sequence[Tag]) -> tuple[dict[str, float], dict[str, tuple[Span, ...]]]:
    """Theme to strength, the strongest of several tags, and to the sentences of all; themes in order."""
    strengths: dict[str, float] = {}
    at: dict[str, tuple[Span, ...]] = {}
    for tag in sorted(tags, key=lambda tag: (tag.theme, tag.strength)):
        is_whole = not tag.at or (tag.theme in strengths and not at[tag.theme])
        at[tag.theme] = () if is_whole else tuple(sorted({*at.get(tag.theme, ()), *tag.at}))
        strengths[tag.theme] = tag.strength
    return strengths, at
