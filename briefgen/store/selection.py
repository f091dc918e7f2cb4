"""A Query as SQL: which rows it asks for, and what is searched inside MATCH."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.model.text import Period
from briefgen.store import Query

# Years that are searched one by one; a longer stretch is filtered by day alone.
_MOST_YEARS = 60
_ANY_YEAR = "any"  # of a document that is undated, or whose date spans too much


@dataclass(frozen=True, slots=True)
class Selection:
    """The tables, conditions and values that follow `SELECT …`."""

    tables: str
    conditions: tuple[str, ...]
    values: tuple[str, ...]

    def statement(self, columns: str, *, order: str) -> str:
        where = " AND ".join(self.conditions) or "1"
        # Only words of this program are put together here; what a user wrote is bound as a value.
        return f"SELECT {columns} FROM {self.tables} WHERE {where} ORDER BY {order}"  # noqa: S608

    def with_facts(self, sort: str) -> Selection:
        """The facts `f` of one sort in the passages that are selected."""
        tables = f"{self.tables} CROSS JOIN facts f ON f.document = p.document AND f.passage = p.position"
        return Selection(tables, (*self.conditions, "f.sort = ?"), (*self.values, sort))


def select_documents(query: Query) -> Selection:
    conditions, values = _document_conditions(query)
    return Selection("documents d", tuple(conditions), tuple(values))


def select_passages(query: Query, years: range | None) -> Selection:
    """Passages `p` of documents `d`; `years` are those of the store."""
    conditions, values = _document_conditions(query)
    tables = "documents d CROSS JOIN passages p ON p.document = d.id"
    if query.themes or query.is_search:
        # The search comes first and hands on row numbers; CROSS JOIN keeps the planner to that order.
        tables = (
            "words CROSS JOIN passages p ON p.id = words.rowid CROSS JOIN documents d ON d.id = p.document"
        )
        conditions.append("words MATCH ?")
        values.append(_match(query, years))
    if query.kinds:
        conditions.append("p.kind IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(list(query.kinds)))
    return Selection(tables, tuple(conditions), tuple(values))


def _document_conditions(query: Query) -> tuple[list[str], list[str]]:
    conditions: list[str] = []
    values: list[str] = []
    if query.documents:
        conditions.append("d.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(list(query.documents)))
    for condition, day in (
        ("(d.last_day IS NULL OR d.last_day >= ?)", query.since),
        ("(d.first_day IS NULL OR d.first_day <= ?)", query.until),
        ("(d.added IS NULL OR d.added <= ?)", query.added_by),
    ):
        if day is not None:
            conditions.append(condition)
            values.append(day.isoformat())
    return conditions, values


def _match(query: Query, years: range | None) -> str:
    """The search: all words, any of the themes, any of the years."""
    parts = []
    if query.words.strip():
        parts.append(f"text : ({' AND '.join(map(_quoted, _terms(query.words)))})")
    if query.beginnings.strip():
        begun = (f"{_quoted(term)} *" for term in _terms(query.beginnings))
        parts.append(f"text : ({' AND '.join(begun)})")
    if query.themes:
        parts.append(f"themes : ({' OR '.join(_quoted(theme_token(theme)) for theme in query.themes)})")
    if years is not None and (query.since or query.until):
        first = query.since.year if query.since else years.start
        last = query.until.year if query.until else years.stop - 1
        asked = range(max(first, years.start), min(last, years.stop - 1) + 1)
        if len(asked) <= _MOST_YEARS:
            tokens = (_ANY_YEAR, *map(str, asked))
            parts.append(f"years : ({' OR '.join(map(_quoted, tokens))})")
    return " AND ".join(parts)


def _quoted(term: str) -> str:
    """A term as FTS5 takes it literally: `anti-smuggling` and NEAR are words, not operators."""
    return '"' + term.replace('"', '""') + '"'


def _terms(words: str) -> tuple[str, ...]:
    """The terms that can be found at all, those with a letter or digit; an empty one finds nothing."""
    terms = searchable(words).split()
    return tuple(term for term in terms if any(character.isalnum() for character in term)) or ("",)


def searchable(text: str) -> str:
    """Text as it is indexed and searched: ligatures undone, soft hyphens and zero-width signs left out."""
    plain = unicodedata.normalize("NFKC", text)
    kept = "".join(character for character in plain if unicodedata.category(character) not in ("Cf", "Cs"))
    return kept.replace("\0", " ")


def theme_token(theme: str) -> str:
    """A theme as one token, whatever characters its id has."""
    return f"t{theme.encode('utf-8', 'replace').hex()}"


def theme_tokens(themes: Iterable[str]) -> str:
    return " ".join(sorted({theme_token(theme) for theme in themes}))


def year_tokens(issued: Period | None) -> str:
    """The years a document may be of."""
    if issued is None or issued.start is None or issued.end is None:
        return _ANY_YEAR
    years = range(issued.first().year, issued.last().year + 1)
    return " ".join(map(str, years)) if len(years) <= _MOST_YEARS else _ANY_YEAR
