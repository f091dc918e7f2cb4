"""What a brief's changes are, and why something is gone: the last edition beside the store and the spec."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.editions.contents import STANDFIRST, contents_of
from briefgen.editions.diff import compare
from briefgen.editions.earlier import Earlier, find_earlier, read_earlier
from briefgen.model.brief import EvidenceType, Scope
from briefgen.model.edition import Change, ChangeKind, Changes, Claim, Compare, NoneToCompare, Selected, Why
from briefgen.model.text import Document, Span
from briefgen.sections import KINDS, Wanted
from briefgen.sections.kind import Context
from briefgen.sections.matching import find_words
from briefgen.sections.pins import Pins, find_pins
from briefgen.store import Query, Reading

CHANGES = "changes"
SELECTING = frozenset(kind.name for kind in KINDS.values() if kind.select)
NO_EDITION = "none"  # what `--against` says for it
_PROSE = frozenset({STANDFIRST, "text"})

Untagged = Mapping[
    str, Sequence[tuple[str, Span]]
]  # document → themes that a person took from stretches of it
Against = Path | NoneToCompare | None  # what to compare with; None: the last edition of an earlier period


def earlier_edition(
    wanted: Iterable[Wanted], output: Path, brief: str, period: str, against: Against
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
            return read_earlier(against, brief, SELECTING)
        case reason:
            return Earlier(reason)


def comparing(earlier: Earlier, reasons: Reasons) -> Compare:
    """The step between selecting and telling: what has changed, and of what is gone, why."""

    def changes(selected: Selected) -> Changes:
        if earlier.contents is None:
            return Changes(earlier.against)
        items, unchanged = compare(earlier.contents, contents_of(selected))
        new = [change.claim for change in items if change.kind is ChangeKind.NEW]
        told = tuple(_explained(change, new, reasons) for change in items)
        return Changes(earlier.against, told, unchanged, earlier.contents.sources)

    return changes


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
        """The first reason that holds, what a person decided before what followed from it."""
        context = Context(self.scope, self.store, CHANGES)
        document = self._document(claim)
        if document is None:
            return Why.WITHDRAWN
        span = _place(claim, document)
        if span is None:
            return Why.CORRECTED
        reasons = (
            (Why.DROPPED, lambda: self._is_dropped(document, span, context)),
            (Why.REWRITTEN, lambda: self._was_prose(claim)),
            (Why.OUT_OF_PERIOD, lambda: not self.store.sources(_of(document, context.open_query))),
            (Why.UNTAGGED, lambda: self._is_untagged(document, span)),
            (Why.OFF_THEME, lambda: self._is_off_theme(document, span)),
            (Why.SECTION_GONE, lambda: not self._kinds & set(claim.sections)),
            (Why.REREAD, lambda: not self._is_read(claim, document, span)),
            (Why.OUTRANKED, lambda: any(set(other.sections) & set(claim.sections) for other in new)),
            (Why.EDITED, lambda: self.is_edited),
        )
        return next((reason for reason, holds in reasons if holds()), Why.UNKNOWN)

    @property
    def _kinds(self) -> set[str]:
        return {one.kind for one in self.wanted}

    def _document(self, claim: Claim) -> Document | None:
        """The document of a claim, if it was in the corpus on the day of the edition."""
        id_ = claim.main.cited.document
        known = self.store.sources(Query(documents=(id_,), added_by=self.scope.as_of))
        return self.store.document(id_) if known else None

    def _is_dropped(self, document: Document, span: Span, context: Context) -> bool:
        return any(drops.touching(document.id, span) for drops in self._drops(context))

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


def _of(document: Document, query: Query) -> Query:
    return replace(query, documents=(document.id,))


def _place(claim: Claim, document: Document) -> Span | None:
    """Where the words of a claim stand now; None where they do not."""
    cited = claim.main.cited
    if cited.sha256 == document.source.sha256:
        return cited.span
    found = find_words(document, claim.main.source_text)
    return Span(found[0][0].start, found[0][-1].end) if found else None
