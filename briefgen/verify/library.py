"""The corpus as a text is compared with it: words, numbers, dates and speakers of its documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from briefgen.check.numbers import Number, read_numbers
from briefgen.model.facts import Actor, Quote
from briefgen.model.matching import SAME, find_words
from briefgen.model.text import Document, Period, Span
from briefgen.model.verbatim import fold

CANDIDATES = 8  # documents in which something like a quotation is looked for
LIKE = 72.0  # of 100: how like its source an altered quotation must be (rapidfuzz's partial ratio)
_AROUND = " “”„‟‘’‚‛«»‹›\"'"
_WORD = re.compile(r"[^\W_]{4,}")


@dataclass(frozen=True, slots=True)
class Said:
    """Who a document reports to have said some of its words, and every name that it may be called by."""

    span: Span
    name: str
    names: frozenset[str]
    is_person: bool = True


@dataclass(frozen=True, slots=True)
class Like:
    """The words of a document that are most like some others; `likeness` of 100 are the same."""

    document: str
    words: str
    likeness: float


class Shelf:
    """One document with what is asked of it, worked out when it is first asked."""

    def __init__(
        self,
        document: Document,
        quotes: Sequence[tuple[Quote, Actor | None]] = (),
        dates: Sequence[Period] = (),
    ) -> None:
        self.document = document
        self.dates = tuple(dates)
        self._quotes = quotes

    @cached_property
    def plain(self) -> str:
        """The text with its white space folded."""
        return fold(self.document.text)

    @cached_property
    def folded(self) -> str:
        """The same, character for character, with one kind of marks and hyphens."""
        return self.plain.translate(SAME)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(word.casefold() for word in _WORD.findall(self.document.text))

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        return read_numbers(self.document.text)

    @property
    def name(self) -> str:
        """What it is called; that may hold a number or a month that its text does not."""
        source = self.document.source
        names = (source.title, source.container_title, source.publisher)
        return " ; ".join(name for name in names if name)

    @cached_property
    def numbers_in_its_name(self) -> tuple[Number, ...]:
        return read_numbers(self.name)

    @cached_property
    def said(self) -> tuple[Said, ...]:
        return tuple(
            Said(
                quote.cited.span,
                actor.name if actor else quote.speaker.name,
                _names(quote, actor),
                actor.kind == "person" if actor else quote.speaker.is_named,
            )
            for quote, actor in self._quotes
            if quote.speaker
        )

    def places(self, words: str) -> tuple[tuple[Span, ...], ...]:
        """Where some words stand in the document, each place as its slices."""
        first = fold(words.split("[")[0].translate(SAME))
        if first not in self.folded and not self.document.corrections:
            return ()
        return find_words(self.document, words)

    def sayers(self, place: tuple[Span, ...]) -> tuple[Said, ...]:
        """Who is reported to have said the words at a place; else the narrator of a first-person document."""
        said = tuple(said for said in self.said if any(said.span.overlaps(piece) for piece in place))
        narrator = self.document.source.narrator
        if said or narrator is None:
            return said
        return (Said(Span(place[0].start, place[-1].end), narrator, frozenset({_plain(narrator)})),)


class Library:
    """All documents by their id, and how the text of a reference leads to one of them."""

    def __init__(self, shelves: Iterable[Shelf]) -> None:
        self.shelves: Mapping[str, Shelf] = {shelf.document.id: shelf for shelf in shelves}

    def named(self, reference: str) -> str | None:
        """The document that a reference names: by its id, or by its title; None where it names none."""
        if reference in self.shelves:
            return reference
        text = _plain(reference)
        titled = [
            (len(title), id_)
            for id_, shelf in self.shelves.items()
            if (title := _plain(shelf.document.source.title or "")) and title in text
        ]
        return max(titled)[1] if titled else None

    def holding(self, words: str) -> Iterator[tuple[Shelf, tuple[tuple[Span, ...], ...]]]:
        """The documents that hold some words, with every place."""
        for shelf in self.shelves.values():
            if places := shelf.places(words):
                yield shelf, places

    def most_like(self, words: str, first: Sequence[str] = ()) -> Like | None:
        """What of the corpus is most like some words; documents named `first` win a tie."""
        sought = fold(words.translate(SAME))
        found: Like | None = None
        for id_ in dict.fromkeys((*(i for i in first if i in self.shelves), *self._near(sought))):
            shelf = self.shelves[id_]
            aligned = fuzz.partial_ratio_alignment(sought, shelf.folded, score_cutoff=LIKE)
            if aligned and (found is None or aligned.score > found.likeness + 0.5):
                start, end = _whole_words(shelf.plain, aligned.dest_start, aligned.dest_end)
                found = Like(id_, shelf.plain[start:end].strip(_AROUND), aligned.score)
        return found

    @cached_property
    def people(self) -> frozenset[str]:
        """Every name of a person whom the corpus quotes."""
        return frozenset(
            name
            for shelf in self.shelves.values()
            for said in shelf.said
            if said.is_person
            for name in said.names
        )

    def _near(self, words: str) -> list[str]:
        """Documents that share most of the rarer words, the most likely first."""
        sought = {word.casefold() for word in _WORD.findall(words)}
        shared = Counter(
            {
                id_: sum(1 / self._rarity[w] for w in sought & shelf.words)
                for id_, shelf in self.shelves.items()
            }
        )
        return [id_ for id_, weight in shared.most_common(CANDIDATES) if weight > 0]

    @cached_property
    def _rarity(self) -> Counter[str]:
        """In how many documents a word stands."""
        return Counter(word for shelf in self.shelves.values() for word in shelf.words)


def _names(quote: Quote, actor: Actor | None) -> frozenset[str]:
    names = [quote.speaker.name] if quote.speaker else []
    names += [actor.name, *actor.aliases] if actor else []
    return frozenset(_plain(name) for name in names)


def _plain(text: str) -> str:
    """Letters and digits alone, for titles and names: marks, dashes and case do not count."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1] != " ":
        start -= 1
    while end < len(text) and text[end] != " ":
        end += 1
    return start, end
