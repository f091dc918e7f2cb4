"""What the store holds of some words, filtered as a person wishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from itertools import islice

from briefgen.model.facts import Figure, Quote
from briefgen.model.text import Passage, PassageKind, Source, Span
from briefgen.search.terms import Term, places_of, read_terms, words_of
from briefgen.store import Hit, Query, Reading

_MOST_READ = 500  # documents that are read for a word that stands nowhere


class Sort(StrEnum):
    """What is looked for."""

    PASSAGE = "passage"
    QUOTE = "quote"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person looks for. `speaker` are the words of a name; a figure has one where it is attributed."""

    terms: tuple[Term, ...] = ()
    themes: tuple[str, ...] = ()
    speaker: str | None = None
    since: date | None = None
    sort: Sort = Sort.PASSAGE

    @property
    def query(self) -> Query:
        """The same as the store is asked: each word somewhere in the passage."""
        return Query(
            themes=self.themes,
            since=self.since,
            words=" ".join(term.written for term in self.terms if not term.is_open),
            beginnings=" ".join(term.written for term in self.terms if term.is_open),
        )


@dataclass(frozen=True, slots=True)
class Found:
    """One find: its words, and the places in the document of the words that were looked for."""

    sort: Sort
    source: Source
    hit: Hit[Passage] | Hit[Quote] | Hit[Figure]
    span: Span  # what is shown
    text: str  # of `span`
    places: tuple[Span, ...]  # in the document

    @property
    def id(self) -> str:
        """As editions name evidence: `quote-DOCUMENT-START-END`."""
        cited = self.hit.fact.cited.span
        return f"{self.sort}-{self.source.id}-{cited.start}-{cited.end}"

    @property
    def speaker(self) -> str | None:
        """Who says it, under the name that all documents share where it is known."""
        fact = self.hit.fact
        if isinstance(fact, Quote):
            said_by = fact.speaker.name if fact.speaker else None
            return self.hit.actor.name if self.hit.actor else said_by
        return fact.attributed_to if isinstance(fact, Figure) else None


def find(store: Reading, wish: Wish) -> Iterator[Found]:
    """Everything that fits, by document and place."""
    texts: dict[str, str] = {}
    for hit in _hits(store, wish):
        if hit.passage.kind is PassageKind.FURNITURE:
            continue
        id_ = hit.source.id
        if id_ not in texts:
            texts[id_] = store.document(id_).text
        span = _shown(hit)
        words = span.of(texts[id_])
        places = places_of(wish.terms, _without(hit.passage.gaps, words, span.start))
        if wish.terms and not places:
            continue
        moved = tuple(Span(place.start + span.start, place.end + span.start) for place in places)
        found = Found(wish.sort, hit.source, hit, span, words, moved)
        if wish.speaker is None or _is_called(wish.speaker, _names(found)):
            yield found


def _hits(store: Reading, wish: Wish) -> Sequence[Hit[Passage] | Hit[Quote] | Hit[Figure]]:
    match wish.sort:
        case Sort.PASSAGE:
            return store.passages(wish.query)
        case Sort.QUOTE:
            return store.quotes(wish.query)
        case Sort.FIGURE:
            return store.figures(wish.query)


def _without(gaps: Sequence[Span], words: str, start: int) -> str:
    """Some words of a document, page debris inside them blanked: nobody finds that."""
    for gap in gaps:
        first, after = max(gap.start - start, 0), min(gap.end - start, len(words))
        if first < after:
            words = words[:first] + " " * (after - first) + words[after:]
    return words


def _shown(hit: Hit[Passage] | Hit[Quote] | Hit[Figure]) -> Span:
    """The words of a find: a quotation, the sentence of a figure, a whole passage."""
    return hit.fact.sentence if isinstance(hit.fact, Figure) else hit.fact.cited.span


def _names(found: Found) -> Iterator[str]:
    fact, actor = found.hit.fact, found.hit.actor
    if isinstance(fact, Quote) and fact.speaker:
        yield fact.speaker.name
    if isinstance(fact, Figure) and fact.attributed_to:
        yield fact.attributed_to
    if actor is not None:
        yield from (actor.name, actor.id, *actor.aliases)


def _is_called(wanted: str, names: Iterable[str]) -> bool:
    """Whether each word of a name stands in one of the names."""
    words = read_terms(wanted.split())
    return any(places_of(words, name) for name in names)


def near_words(store: Reading, term: Term) -> str | None:
    """A word of the corpus that one which stands nowhere may be a slip for; of several the more frequent."""
    if len(term.words) != 1 or term.is_open:
        return None
    counted: Counter[str] = Counter()
    for source in islice(store.sources(), _MOST_READ):
        counted.update(words_of(store.document(source.id).text))
    if term.words[0] in counted:
        return None
    near = get_close_matches(term.words[0], counted, n=5, cutoff=0.75)
    return max(near, key=lambda word: (counted[word], word), default=None)


def near_name(written: str, names: Sequence[str]) -> str | None:
    """The name that was meant, whole or in a part: `Bruner` for Magnus Brunner."""
    known = {part.casefold(): name for name in reversed(names) for part in (*name.split(), name)}
    for part in (written, *reversed(written.split())):
        if near := get_close_matches(part.casefold(), known, n=1):
            return known[near[0]]
    return None


def speakers_called(store: Reading) -> list[str]:
    """The names of all speakers in the corpus, for those who misspell one."""
    quotes = store.quotes()
    known = {hit.actor.name for hit in quotes if hit.actor}
    return sorted(known | {hit.fact.speaker.name for hit in quotes if hit.fact.speaker and not hit.actor})
