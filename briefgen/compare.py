"""What a brief's changes are, and why something is gone: the last edition beside the store and the spec."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from briefgen.editions.archive import read_edition
from briefgen.editions.contents import STANDFIRST, contents_of, recorded_reasons
from briefgen.editions.diff import compare
from briefgen.editions.earlier import Earlier, Recorded, find_earlier, read_recorded
from briefgen.model.brief import EvidenceType, Scope
from briefgen.model.edition import Change, ChangeKind, Changes, Claim, Compare, NoneToCompare, Selected, Why
from briefgen.model.matching import find_words
from briefgen.model.text import Document, Source, Span
from briefgen.sections import KINDS, Wanted
from briefgen.sections.kind import Context
from briefgen.sections.pins import Pins, find_pins
from briefgen.store import Query, Reading

CHANGES = "changes"
SELECTING = frozenset(kind.name for kind in KINDS.values() if kind.select)
_PROSE = frozenset({STANDFIRST, "text"})

Untagged = Mapping[str, Sequence[tuple[str, Span]]]  # document → themes taken from stretches by a person
Wish = Path | NoneToCompare | None  # what to compare with; None: the last edition of an earlier period


def earlier_edition(
    wanted: Iterable[Wanted], output: Path, brief: str, period: str, against: Wish
) -> Earlier | None:
    """The edition that a brief's `changes` are counted from; None for a brief that does not ask for them.

    Raises StorageError where a folder is named that holds no edition of the brief.
    """
    if not any(one.kind == CHANGES for one in wanted):
        return None
    match against:
        case None:
            return find_earlier(output, brief, period, SELECTING)
        case Path():
            return Earlier(read_recorded(against, brief, SELECTING))
        case reason:
            return Earlier(reason)


def changes_between(before: Path, after: Path) -> Changes:
    """What has changed between two published editions; why something is gone, where the later one tells it.

    Raises StorageError where one of them cannot be read.
    """
    brief = after.parent.name
    earlier, later = (read_recorded(folder, brief, SELECTING) for folder in (before, after))
    items, unchanged = compare(earlier.contents, later.contents)
    told = recorded_reasons(read_edition(after, f"{brief}.json"), earlier.against)
    items = tuple(_recorded(change, told, later.made_from) for change in items)
    fresh = _new_sources(later.contents.sources.values(), earlier)
    return Changes(earlier.against, items, unchanged, earlier.contents.sources, fresh)


def _recorded(change: Change, told: Mapping[str, Why], made_from: Mapping[str, str]) -> Change:
    """A change with the reason that the later edition recorded, or that its inputs show."""
    if change.kind is not ChangeKind.GONE:
        return change
    cited = change.claim.main.cited
    shown = Why.UNKNOWN
    if cited.sha256 not in made_from.values():
        is_there = any(PurePath(name).stem == cited.document for name in made_from)
        shown = Why.CORRECTED if is_there else Why.WITHDRAWN
    return replace(change, why=told.get(change.claim.main.id, shown))


def comparing(earlier: Earlier, reasons: Reasons) -> Compare:
    """The step between selecting and telling: what has changed, and of what is gone, why."""

    def changes(selected: Selected) -> Changes:
        found = earlier.found
        if isinstance(found, NoneToCompare):
            return Changes(found)
        items, unchanged = compare(found.contents, contents_of(selected))
        new = [change.claim for change in items if change.kind is ChangeKind.NEW]
        told = tuple(_explained(change, new, reasons) for change in items)
        fresh = _new_sources(selected.sources, found)
        return Changes(found.against, told, unchanged, found.contents.sources, fresh)

    return changes


def _new_sources(cited: Iterable[Source], earlier: Recorded) -> tuple[str, ...]:
    """The cited documents that the corpus of the earlier edition did not hold, under any sha256."""
    known = {PurePath(name).stem for name in earlier.made_from} | earlier.contents.sources.keys()
    shas = set(earlier.made_from.values())
    return tuple(s.id for s in cited if s.id not in known and s.sha256 not in shas)


def _explained(change: Change, new: Sequence[Claim], reasons: Reasons) -> Change:
    if change.kind is not ChangeKind.GONE:
        return change
    return replace(change, why=reasons.why(change.claim, new))


@dataclass(frozen=True, slots=True)
class Reasons:
    """Knows why a claim is no longer in a brief, as far as its spec and the store of today can tell.

    `is_edited` says that the spec is not the one of the edition compared with.
    """

    wanted: Sequence[Wanted]
    scope: Scope
    store: Reading
    untagged: Untagged
    is_edited: bool

    def why(self, claim: Claim, new: Sequence[Claim]) -> Why:
        """The first reason that holds; what a person decided goes before what followed from it."""
        return next(self._reasons(claim, new), Why.UNKNOWN)

    def _reasons(self, claim: Claim, new: Sequence[Claim]) -> Iterator[Why]:
        document = self._document(claim)
        if document is None:
            yield Why.WITHDRAWN
            return
        span = _place(claim, document)
        if span is None:
            yield Why.CORRECTED
            return
        context = Context(self.scope, self.store, CHANGES)
        if any(drops.touching(document.id, span) for drops in self._drops(context)):
            yield Why.DROPPED
        if self._was_prose(claim):
            yield Why.REWRITTEN
        if not self.store.sources(replace(context.open_query, documents=(document.id,))):
            yield Why.OUT_OF_PERIOD
        if self._is_untagged(document, span):
            yield Why.UNTAGGED
        if self._is_off_theme(document, span):
            yield Why.OFF_THEME
        if not {one.kind for one in self.wanted} & set(claim.sections):
            yield Why.SECTION_GONE
        if not self._is_read(claim, document, span):
            yield Why.REREAD
        if any(set(other.sections) & set(claim.sections) for other in new):
            yield Why.OUTRANKED
        if self.is_edited:
            yield Why.EDITED

    def _document(self, claim: Claim) -> Document | None:
        """The document of a claim, if it was in the corpus on the day of the edition."""
        id_ = claim.main.cited.document
        known = self.store.sources(Query(documents=(id_,), added_by=self.scope.as_of))
        return self.store.document(id_) if known else None

    def _drops(self, context: Context) -> Iterator[Pins]:
        for one in self.wanted:
            if selectors := getattr(one.options, "drop", ()):
                yield find_pins(selectors, one.locator, "drop", context)

    def _was_prose(self, claim: Claim) -> bool:
        """Whether only an editor's own words quoted it."""
        has_points = any(
            getattr(one.options, "points", ()) for one in self.wanted if one.kind == "key-points"
        )
        prose = _PROSE | {"key-points"} if has_points else _PROSE
        return set(claim.sections) <= prose

    def _is_untagged(self, document: Document, span: Span) -> bool:
        return any(
            theme in self.scope.themes and place.overlaps(span)
            for theme, place in self.untagged.get(document.id, ())
        )

    def _is_off_theme(self, document: Document, span: Span) -> bool:
        hits = self.store.passages(Query(documents=(document.id,)))
        around = [hit for hit in hits if hit.passage.cited.span.overlaps(span)]
        return bool(self.scope.themes) and not any(set(hit.themes) & set(self.scope.themes) for hit in around)

    def _is_read(self, claim: Claim, document: Document, span: Span) -> bool:
        """Whether the words are still found as what they were printed as."""
        query = Query(documents=(document.id,))
        match claim.main.type:
            case EvidenceType.QUOTE:
                found = [hit.fact.cited.span for hit in self.store.quotes(query)]
            case EvidenceType.FIGURE:
                found = [hit.fact.cited.span for hit in self.store.figures(query)]
            case EvidenceType.EVENT:
                found = [hit.fact.cited.span for hit in self.store.events(query)]
            case EvidenceType.PASSAGE:
                return True
        return any(one.overlaps(span) for one in found)


def _place(claim: Claim, document: Document) -> Span | None:
    """Where the words of a claim stand now; None where they do not."""
    cited = claim.main.cited
    if cited.sha256 == document.source.sha256:
        return cited.span
    found = find_words(document, claim.main.source_text)
    return Span(found[0][0].start, found[0][-1].end) if found else None


# Whether there is anything new at all ------------------------------------------------------------------


def repeats(record: bytes, earlier: bytes) -> bool:
    """Whether the JSON of a brief says what that of an earlier edition says, whatever day either bears.

    Sections that tell about the brief (limits, changes, …) and the date are left out: a document that
    nothing is taken from is no news. So are the numbers of sources, which such a section may shift.
    """
    one, other = (json.loads(content) for content in (record, earlier))
    return bool(_said(one) == _said(other))


def _said(record: Mapping[str, Any]) -> dict[str, Any]:
    standfirst = record.get("masthead", {}).get("standfirst")
    sections = [section for section in record.get("sections", ()) if section["kind"] in SELECTING]
    printed = json.dumps([standfirst, sections])
    evidence = {item["id"]: item for item in record["evidence"] if f'"{item["id"]}"' in printed}
    cited = {item["document"] for item in evidence.values()}
    return {
        **{key: record.get(key) for key in ("title", "kind", "language")},
        "standfirst": _without_numbers(standfirst),
        "sections": _without_numbers(sections),
        "evidence": evidence,
        "sources": {
            source["id"]: source | {"number": 0} for source in record["sources"] if source["id"] in cited
        },
    }


def _without_numbers(content: Any) -> Any:
    """Blocks and inlines with citations that name their documents alone."""
    match content:
        case {"type": "citation", "documents": documents}:
            return documents
        case dict():
            return {key: _without_numbers(value) for key, value in content.items()}
        case list():
            return [_without_numbers(value) for value in content]
    return content
