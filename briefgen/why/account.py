"""A brief as it was put together: its sections, what each has looked at, and what each prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.model import brief as parts
from briefgen.model.brief import Scope
from briefgen.model.content import cited_documents, contents, leaves, with_opening
from briefgen.model.text import Source, Span
from briefgen.sections import Assembled
from briefgen.sections.reasons import Considered, Weighed
from briefgen.store import Query, Reading


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document."""

    document: str
    span: Span

    def touches(self, other: Considered | Place) -> bool:
        return self.document == other.document and self.span.overlaps(other.span)


@dataclass(frozen=True, slots=True)
class Section:
    """One section: what it chose, in order, and what it weighed and left, the nearest first."""

    title: str
    considered: tuple[Considered, ...]
    printed: tuple[Place, ...]
    cited: tuple[str, ...]

    @property
    def chosen(self) -> list[Considered]:
        return sorted((one for one in self.considered if one.is_chosen), key=_place)

    @property
    def next(self) -> list[Considered]:
        left = (one for one in self.considered if isinstance(one.came, Weighed) and not one.is_chosen)
        return sorted(left, key=lambda one: (-score(one), one.document, one.span.start))


@dataclass(frozen=True, slots=True)
class Account:
    """All that is asked about a brief."""

    scope: Scope
    store: Reading
    sections: tuple[Section, ...]

    @classmethod
    def of(
        cls, scope: Scope, store: Reading, assembled: Assembled, considered: Sequence[Considered]
    ) -> Account:
        """From what was assembled, and what was written down meanwhile."""
        sections = tuple(
            Section(
                one.title,
                tuple(item for item in considered if item.anchor == one.anchor),
                tuple(_printed(one, assembled.evidence)),
                tuple(dict.fromkeys(_cited(one))) if one.kind != "sources" else (),
            )
            for one in assembled.sections
        )
        return cls(scope, store, sections)

    @property
    def query(self) -> Query:
        """What sections may choose from, by the date of the documents."""
        period = self.scope.period
        return Query(
            since=period.start.first() if period and period.start else None,
            until=period.end.last() if period and period.end else None,
            added_by=self.scope.as_of,
        )

    def source(self, document: str) -> Source | None:
        return next((one for one in self.store.sources() if one.id == document), None)

    def words(self, place: Considered | Place) -> str:
        """The characters of the document there."""
        return place.span.of(self.store.document(place.document).text)

    def printing(self, place: Considered | Place) -> list[str]:
        """The titles of the sections that print some of these words."""
        here = Place(place.document, place.span)
        return [one.title for one in self.sections if any(here.touches(printed) for printed in one.printed)]


def score(one: Considered) -> float:
    return one.came.score if isinstance(one.came, Weighed) else 0.0


def _place(one: Considered) -> int:
    return (one.came.place if isinstance(one.came, Weighed) else None) or 0


def _printed(section: parts.Section, evidence: Mapping[str, parts.Evidence]) -> Iterator[Place]:
    for block in with_opening(section):
        for content in contents(block):
            for leaf in leaves(content):
                if isinstance(leaf, parts.Verbatim) and (item := evidence.get(leaf.evidence or "")):
                    yield from (Place(item.cited.document, span) for span in item.slices)


def _cited(section: parts.Section) -> Iterator[str]:
    for block in with_opening(section):
        for content in contents(block):
            yield from cited_documents(content)
