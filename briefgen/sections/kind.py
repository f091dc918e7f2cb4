"""What a kind of section is, and what it is given: scope, store, and what others print already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Generic, TypeVar

from pydantic import StringConstraints

from briefgen.errors import Problem
from briefgen.fields import Model, Standfirst, Words
from briefgen.languages import Language, language_of
from briefgen.model.brief import Block, Evidence, Scope, Section
from briefgen.model.edition import Changes
from briefgen.model.text import Document, Source, Span
from briefgen.places import Locator
from briefgen.sections.reasons import Considered, Log, Tell, Unfit, Weighed
from briefgen.store import Query, Reading

SourceWords = Annotated[str, StringConstraints(min_length=1, max_length=4000)]


class Options(Model):
    """What an editor may say about any section; `opening` is a sentence that says why it matters."""

    title: Words | None = None
    opening: Standfirst | None = None


class Selector(Model):
    """Words of a document, found as W3C TextQuoteSelector does: `exact`, told apart by what stands around."""

    document: Words
    exact: SourceWords
    prefix: SourceWords | None = None
    suffix: SourceWords | None = None


O = TypeVar("O", bound=Options)  # noqa: E741 - the options of a kind, in one letter as type variables are


@dataclass(frozen=True, slots=True)
class Taken:
    """What is printed so far: a fact stands in one section only (key points aside)."""

    spans: tuple[tuple[str, Span, str], ...] = ()  # document, span, anchor of the section
    compared: tuple[tuple[str, Span, str], ...] = ()  # document, span, title of the section

    def elsewhere(self, document: str, span: Span, anchor: str) -> bool:
        """Whether another section prints some of these words."""
        return any(d == document and a != anchor and s.overlaps(span) for d, s, a in self.spans)

    def comparing(self, document: str, span: Span) -> str | None:
        """The title of the section that sets these words beside another report of them."""
        return next((title for d, s, title in self.compared if d == document and s == span), None)

    def adding(self, made: Made, anchor: str, title: str) -> Taken:
        """With what a section prints."""
        return Taken(
            self.spans + tuple((document, span, anchor) for document, span in made.taken),
            self.compared + tuple((document, span, title) for document, span in made.compared),
        )


@dataclass(frozen=True, slots=True)
class Context:
    """What a section is made from."""

    scope: Scope
    store: Reading
    anchor: str
    taken: Taken = field(default_factory=Taken)
    read: dict[str, Document] = field(default_factory=dict)  # documents read so far
    log: Log | None = None  # where it is asked why something is chosen

    def leave(self, sort: str, document: str, span: Span, why: Unfit) -> None:
        """Write down why something is not weighed."""
        if self.log is not None:
            self.log.considered.append(Considered(self.anchor, sort, document, span, why))

    def telling(self, sort: str) -> Tell | None:
        """What writes down how each candidate stood; None where nobody asks."""
        log = self.log
        if log is None:
            return None

        def tell(document: str, span: Span, weighed: Weighed) -> None:
            log.considered.append(Considered(self.anchor, sort, document, span, weighed))

        return tell

    @property
    def language(self) -> Language:
        """The words that the brief prints by itself."""
        return language_of(self.scope.language)

    def document(self, document: str) -> Document:
        """A document of the store, read once. KeyError when there is none of that id."""
        if document not in self.read:
            self.read[document] = self.store.document(document)
        return self.read[document]

    @property
    def query(self) -> Query:
        """Everything on the brief's themes and within its period, as the corpus stood on the day."""
        period = self.scope.period
        return Query(
            themes=self.scope.themes,
            since=period.start.first() if period and period.start else None,
            until=period.end.last() if period and period.end else None,
            added_by=self.scope.as_of,
        )

    @property
    def open_query(self) -> Query:
        """The same without the themes: what an editor may cite."""
        query = self.query
        return Query(since=query.since, until=query.until, added_by=query.added_by)


@dataclass(frozen=True, slots=True)
class Made:
    """A section with the evidence it prints, the words it takes, and what was wrong with its options.

    `compared` are words that it sets beside another report of them, and that others may print as well.
    """

    blocks: tuple[Block, ...]
    evidence: tuple[Evidence, ...] = ()
    taken: tuple[tuple[str, Span], ...] = ()
    problems: tuple[Problem, ...] = ()
    compared: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a section that tells about the brief is given: what the others print."""

    scope: Scope
    store: Reading
    sections: tuple[Section, ...]
    evidence: tuple[Evidence, ...]
    cited: tuple[Source, ...]  # in order of first citation
    cited_in: dict[str, tuple[tuple[str, str], ...]]  # document -> (anchor, title) of sections
    anchor: str
    changes: Changes | None = None  # since the edition compared with, where a section asks for them

    @property
    def language(self) -> Language:
        """The words that the brief prints by itself."""
        return language_of(self.scope.language)


@dataclass(frozen=True, slots=True)
class Kind(Generic[O]):
    """One kind of section: its name in the spec, its options, and exactly one of the two ways to make it.

    `select` chooses from the store; `tell` speaks about the sections made so far. What comes first is
    made before the others of its pass, wherever it stands: they leave out or count what it prints.
    """

    name: str
    options: type[O]
    select: Callable[[O, Locator, Context], Made] | None = None
    tell: Callable[[O, Locator, Told], Made] | None = None
    comes_first: bool = False

    def title_in(self, language: Language) -> str:
        """Its heading where the editor gives none; the name itself where the tables have no words for it."""
        key = f"section.{self.name}"
        return language.say(key) if language.has(key) else self.name.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A section as a spec asks for it; `locator` knows where each option was written.

    `part` is the title of the part that it stands in.
    """

    kind: str
    options: Options
    locator: Locator
    part: str | None = None
