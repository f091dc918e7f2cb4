"""`changes`: what is new, revised, told differently or gone since the edition compared with, by claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from briefgen.fields import Count
from briefgen.model.brief import (
    Block,
    Bullets,
    Cite,
    Empty,
    Evidence,
    EvidenceType,
    Inline,
    Inlines,
    Paragraph,
    Quotation,
    Subheading,
    Text,
    Verbatim,
)
from briefgen.model.content import cited_documents
from briefgen.model.edition import Against, Change, ChangeKind, Changes, Claim, NoneToCompare, Revision, Why
from briefgen.model.text import Document, PartialDate, Period, Span
from briefgen.places import Locator
from briefgen.sections.attribution import reference
from briefgen.sections.evidence import evidence_of, say_measure
from briefgen.sections.kind import Kind, Made, Options, Told
from briefgen.sections.words import join_words, own_words, say_date, say_period, short_name
from briefgen.store import Query

_HEADINGS = {
    ChangeKind.NEW: "New",
    ChangeKind.REVISED: "Revised",
    ChangeKind.CONTRADICTED: "Now told differently",
    ChangeKind.SECOND_SOURCED: "Now from more than one source",
    ChangeKind.SINGLE_SOURCED: "Now from one source alone",
    ChangeKind.SETTLED: "No longer told differently",
    ChangeKind.GONE: "No longer in this brief",
}
_COUNTED = {
    ChangeKind.NEW: "new",
    ChangeKind.REVISED: "revised",
    ChangeKind.CONTRADICTED: "now told differently",
    ChangeKind.SECOND_SOURCED: "now from more than one source",
    ChangeKind.SINGLE_SOURCED: "now from one source alone",
    ChangeKind.SETTLED: "no longer told differently",
    ChangeKind.GONE: "gone",
}
_REVISED = {
    Revision.VALUE: "another value",
    Revision.PERIOD: "another period",
    Revision.PLACE: "another place",
    Revision.DATE: "another date",
    Revision.SPEAKER: "another speaker",
    Revision.FULLER: "a fuller wording",
    Revision.SHORTER: "a shorter wording",
    Revision.WORDING: "another wording",
    Revision.SOURCE: "another source",
}
_WHY = {
    Why.DROPPED: "dropped by the editor",
    Why.REWRITTEN: "no longer quoted in the text of the editor",
    Why.WITHDRAWN: "its source is no longer in the corpus",
    Why.CORRECTED: "its source was corrected and no longer says so",
    Why.OUT_OF_PERIOD: "its source is outside the period of the brief",
    Why.UNTAGGED: "found not to be on the subject of the brief",
    Why.OFF_THEME: "not on a theme of the brief",
    Why.SECTION_GONE: "its section was taken out of the brief",
    Why.REREAD: "its source is read otherwise than before",
    Why.OUTRANKED: "others took its place",
    Why.EDITED: "the brief was changed",
    Why.UNKNOWN: "why is not known",
}
_NOUNS = {
    EvidenceType.QUOTE: "A quotation",
    EvidenceType.FIGURE: "A figure",
    EvidenceType.EVENT: "A dated event",
    EvidenceType.PASSAGE: "A passage",
}
_NONE = {
    NoneToCompare.FIRST: "This is the first edition.",
    NoneToCompare.UNREADABLE: "No earlier edition could be read, so this one is compared with none.",
    NoneToCompare.UNWANTED: "This edition is compared with none.",
}
# What a person took out is told, and its words are not printed again.
_NOT_REPEATED = frozenset({Why.DROPPED, Why.UNTAGGED, Why.WITHDRAWN, Why.CORRECTED})


class ChangesOptions(Options):
    """`max` is of each kind of change; what is over is counted."""

    max: Count = 5


def _tell(options: ChangesOptions, locator: Locator, told: Told) -> Made:
    changes = told.changes or Changes(NoneToCompare.UNWANTED)
    if not isinstance(changes.against, Against):
        return Made((Empty(_NONE[changes.against]),))
    if not changes.items:
        return Made((Empty(f"No change since {_edition(changes.against)}."),))
    teller = _Teller(told)
    blocks: list[Block] = [Paragraph((Text(_summary(changes, changes.against)),), is_frame=True)]
    for kind, heading in _HEADINGS.items():
        if found := changes.of(kind):
            blocks += [Subheading(heading), _list(found, options.max, teller)]
    return Made(tuple(blocks), tuple(teller.evidence))


def _edition(against: Against) -> str:
    return f"edition {against.edition} of {say_date(PartialDate.of(against.as_of))}"


def _summary(changes: Changes, against: Against) -> str:
    parts = [f"{len(found)} {said}" for kind, said in _COUNTED.items() if (found := changes.of(kind))]
    return f"Since {_edition(against)}: {join_words(parts)}."


def _list(changes: tuple[Change, ...], most: int, teller: _Teller) -> Bullets:
    items = [Paragraph(teller.tell(change)) for change in changes[:most]]
    if (over := len(changes) - most) > 0:
        items.append(Paragraph((Text(f"and {over} more"),)))
    return Bullets(tuple(items))


@dataclass(slots=True)
class _Teller:
    """Tells changes as list items, and keeps the evidence that no other section prints."""

    told: Told
    evidence: list[Evidence] = field(default_factory=list)

    def tell(self, change: Change) -> Inlines:
        if change.after is None:
            return tuple(self._gone(change))
        said = list(self._claim(change.after))
        if change.revised:
            said.append(Text(f" ({join_words([_REVISED[one] for one in change.revised])})"))
        if Revision.VALUE in change.revised and change.before:
            said += self._before(change.before)
        said += self._also(change)
        return tuple(said)

    def _claim(self, claim: Claim) -> Iterator[Inline]:
        """A claim of this edition, in evidence that its own section prints."""
        item = claim.main
        document = self.told.store.document(item.cited.document)
        match item.type:
            case EvidenceType.FIGURE:
                yield from _figure(claim)
            case EvidenceType.EVENT:
                yield from (Text(f"{_period(item, 'when')}: "), _words(item))
            case _:
                yield from (_words(item), Text(f" — {_signed(item, document)}"))
        yield Cite(tuple(dict.fromkeys((document.id, *self._elsewhere(claim)))))

    def _elsewhere(self, claim: Claim) -> Iterator[str]:
        """The other documents that report a claim, as the section that prints it names them."""
        yield from (report.cited.document for report in claim.reports)
        ids = {report.id for report in claim.reports}
        for section in self.told.sections:
            for block in section.blocks:
                if isinstance(block, Quotation) and block.words.evidence in ids:
                    yield from (document for note in block.notes for document in cited_documents(note))

    def _before(self, claim: Claim) -> Iterator[Inline]:
        """The value that a figure had, where its source still stands as it was."""
        document = self._untouched(claim)
        if document is not None:
            yield from (
                Text("; before "),
                self._again(claim.main, document, marks=False),
                Cite((document.id,)),
            )

    def _also(self, change: Change) -> Iterator[Text]:
        kinds = change.kinds
        if ChangeKind.CONTRADICTED in kinds and (place := self._differences()):
            yield Text(f": see {place}")
        if more := [_COUNTED[kind] for kind in change.also if kind is not ChangeKind.CONTRADICTED]:
            yield Text(f"; {join_words(more)}")

    def _differences(self) -> str | None:
        return next((s.title for s in self.told.sections if s.kind == "disagreements"), None)

    def _gone(self, change: Change) -> Iterator[Inline]:
        """What is gone, and why; in its own words where they still stand in the corpus."""
        claim, why = change.claim, change.why or Why.UNKNOWN
        item = claim.main
        document = self._untouched(claim)
        if document is None or why in _NOT_REPEATED:
            yield Text(f"{_NOUNS[item.type]}{_of_whom(item)}, {self._named(claim)}")
        elif item.type is EvidenceType.FIGURE:
            measure = say_measure(document, _measure_spans(item))
            yield from ((Text(f"{measure}: "),) if measure else ())
            yield self._again(item, document, marks=not measure)
        else:
            yield from (self._again(item, document), Text(f" — {_signed(item, document)}"))
        if self._there(item.cited.document) is not None:
            yield Cite((item.cited.document,))
        yield Text(f": {_WHY[why]}")

    def _again(self, item: Evidence, document: Document, *, marks: bool = True) -> Verbatim:
        """Words that the earlier edition printed, addressed anew: no quotation or figure of this one."""
        again = evidence_of(EvidenceType.PASSAGE, document, item.slices)
        self.evidence.append(again)
        return Verbatim(again.id, again.printed_text, marks=marks)

    def _untouched(self, claim: Claim) -> Document | None:
        """The document of a claim if it stands in the corpus as it was cited."""
        cited = claim.main.cited
        document = self._there(cited.document)
        is_same = document is not None and document.source.sha256 == cited.sha256
        return document if is_same and cited.end <= len(document.text) else None  # type: ignore[union-attr]

    def _there(self, document: str) -> Document | None:
        """A document that was in the corpus on the day of this edition."""
        known = self.told.store.sources(Query(documents=(document,), added_by=self.told.scope.as_of))
        return self.told.store.document(document) if known else None

    def _named(self, claim: Claim) -> str:
        """The source as the earlier edition knew it."""
        document = claim.main.cited.document
        source = self.told.changes.sources.get(document) if self.told.changes else None
        return (own_words(source.title) or short_name(source)) if source else document


def _words(item: Evidence, *, marks: bool = True) -> Verbatim:
    return Verbatim(item.id, item.printed_text, marks=marks)


def _figure(claim: Claim) -> Iterator[Inline]:
    """What is measured, the figure, and for when and where; the sentence where no measure is named."""
    item = claim.main
    measure = item.fields.get("measure")
    if not measure and claim.support:
        yield _words(claim.support[0])
        return
    yield from ((Text(f"{measure}: "),) if measure else ())
    yield _words(item, marks=False)
    about = [
        part for part in (_period(item, "period"), own_words(str(item.fields.get("place") or ""))) if part
    ]
    if about:
        yield Text(f", {', '.join(about)}")


def _period(item: Evidence, name: str) -> str:
    said = item.fields.get(name)
    return say_period(Period.parse(said)) if isinstance(said, str) and said else ""


def _signed(item: Evidence, document: Document) -> str:
    speaker, signed = item.fields.get("speaker"), reference(document.source)
    if item.type is not EvidenceType.QUOTE or speaker == document.source.narrator:
        return signed
    return f"{own_words(str(speaker)) if speaker else 'unattributed'}, in {signed}"


def _of_whom(item: Evidence) -> str:
    name = own_words(str(item.fields.get("speaker") or ""))
    return f" of {name}" if name else ""


def _measure_spans(item: Evidence) -> tuple[Span, ...]:
    spans = item.fields.get("measure_spans")
    pairs = [pair for pair in spans if isinstance(pair, list)] if isinstance(spans, list) else []
    return tuple(Span(*pair) for pair in pairs if len(pair) == 2 and all(isinstance(n, int) for n in pair))


KIND = Kind("changes", "What has changed", ChangesOptions, tell=_tell, comes_first=True)
