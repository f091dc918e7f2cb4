"""`changes`: what is new, revised, told differently or gone since the edition compared with, by claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from briefgen.fields import Count
from briefgen.languages import Language, dates
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
    Table,
    Text,
    Verbatim,
)
from briefgen.model.content import cited_documents
from briefgen.model.edition import Against, Change, ChangeKind, Changes, Claim, NoneToCompare, Revision, Why
from briefgen.model.text import Document, Period, Source, Span
from briefgen.model.verbatim import ends_paragraph, is_printable
from briefgen.places import Locator
from briefgen.sections.attribution import reference
from briefgen.sections.evidence import evidence_of, say_measure
from briefgen.sections.kind import Kind, Made, Options, Told
from briefgen.sections.words import own_words, short_name
from briefgen.store import Query

# In the order in which a reader wants them.
_ORDER = (
    ChangeKind.NEW,
    ChangeKind.REVISED,
    ChangeKind.CONTRADICTED,
    ChangeKind.SECOND_SOURCED,
    ChangeKind.SINGLE_SOURCED,
    ChangeKind.SETTLED,
    ChangeKind.GONE,
)
# What a person took out is told, and its words are not printed again.
_NOT_REPEATED = frozenset({Why.DROPPED, Why.UNTAGGED, Why.WITHDRAWN, Why.CORRECTED})


class ChangesOptions(Options):
    """`max` is of each kind of change; what is over is counted."""

    max: Count = 5


def _tell(options: ChangesOptions, locator: Locator, told: Told) -> Made:
    changes, say = told.changes or Changes(NoneToCompare.UNWANTED), told.language.say
    against = changes.against
    if not isinstance(against, Against):
        return Made((Empty(say(f"changes.{against}")),))
    date = dates.say_day(against.as_of, told.language)
    if not (changes.items or changes.new_sources):
        return Made((Empty(say("changes.nothing", edition=against.edition, date=date)),))
    counts = [
        say(f"changes.count.{kind}", count=len(found)) for kind in _ORDER if (found := changes.of(kind))
    ] or [say("changes.none")]
    summary = say("changes.summary", edition=against.edition, date=date, changes=told.language.join(counts))
    teller = _Teller(told)
    blocks: list[Block] = [Paragraph((Text(summary),), is_frame=True)]
    if fresh := [source for source in told.cited if source.id in changes.new_sources]:
        blocks.append(Paragraph(tuple(_new_sources(fresh, told.language))))
    for kind in _ORDER:
        if found := changes.of(kind):
            blocks += [Subheading(say(f"changes.{kind}")), _list(found, options.max, teller)]
    return Made(tuple(blocks), tuple(teller.evidence))


def _new_sources(sources: Sequence[Source], language: Language) -> Iterator[Inline]:
    """The cited documents that came into the corpus since, each with its number."""
    yield Text(language.say("changes.new_sources", count=len(sources)))
    for at, source in enumerate(sources):
        yield Text(f"{', ' if at else ''}{reference(source, language)}")
        yield Cite((source.id,))


def _list(changes: tuple[Change, ...], most: int, teller: _Teller) -> Bullets:
    """Changes one by one; what stood in a section that is gone, in one line."""
    single = [change for change in changes if change.why is not Why.SECTION_GONE]
    items = [Paragraph(teller.tell(change)) for change in single[:most]]
    if together := [change.claim for change in changes if change.why is Why.SECTION_GONE]:
        items.append(Paragraph(tuple(teller.tell_section(together))))
    if (over := len(single) - most) > 0:
        items.append(Paragraph((Text(teller.language.say("changes.more", count=over)),)))
    return Bullets(tuple(items))


@dataclass(slots=True)
class _Teller:
    """Tells changes as list items, and keeps the evidence that no other section prints."""

    told: Told
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def language(self) -> Language:
        return self.told.language

    def tell(self, change: Change) -> Inlines:
        if change.after is None:
            return tuple(self._gone(change))
        return (*self._claim(change.after), *self._respects(change), *self._also(change))

    # What stands in this edition: in evidence that its own section prints.

    def _claim(self, claim: Claim) -> Iterator[Inline]:
        item = claim.main
        document = self.told.store.document(item.cited.document)
        match item.type:
            case EvidenceType.FIGURE:
                yield from self._figure(claim)
            case EvidenceType.EVENT:
                yield from (*self._of(self._date(item)), _words(item))
            case _:
                yield from (_words(item), Text(f" — {self._signed(item, document)}"))
        yield Cite(tuple(dict.fromkeys((document.id, *self._elsewhere(claim)))))

    def _figure(self, claim: Claim) -> Iterator[Inline]:
        """What is measured, how much and when, in the words of the source; else the sentence that says so."""
        item = claim.main
        measure, period = item.fields.get("measure"), own_words(_field(item, "period_text"))
        if not measure and claim.support:
            yield _words(claim.support[0])
            return
        yield from (*self._of(str(measure or "")), *self._value(item))
        if period:
            yield Text(f" ({period})")

    def _value(self, item: Evidence) -> Inlines:
        """A figure as its table prints it: with the direction where it is a change."""
        for section in self.told.sections:
            for block in section.blocks:
                if isinstance(block, Table) and (cell := _cell(block, item.id)):
                    return cell
        return (_words(item, marks=False),)

    def _elsewhere(self, claim: Claim) -> Iterator[str]:
        """The other documents that report a claim, as the section that prints it names them."""
        yield from (report.cited.document for report in claim.reports)
        ids = {report.id for report in claim.reports}
        for section in self.told.sections:
            for block in section.blocks:
                if isinstance(block, Quotation) and block.words.evidence in ids:
                    yield from (document for note in block.notes for document in cited_documents(note))

    def _respects(self, change: Change) -> Iterator[Inline]:
        """In what it is revised; and the value that a figure had, where its source still stands as it was."""
        if not change.revised or change.before is None:
            return
        said = [self.language.say(f"changes.by.{respect}") for respect in change.revised]
        yield Text(f" ({self.language.join(said)})")
        document = self._untouched(change.before)
        if Revision.VALUE in change.revised and document is not None:
            yield Text(self.language.say("changes.before"))
            yield from (self._again(change.before.main, document), Cite((document.id,)))

    def _also(self, change: Change) -> Iterator[Text]:
        others = [kind for kind in change.also if kind is not ChangeKind.CONTRADICTED]
        if others:
            said = self.language.join([self.language.say(f"changes.also.{kind}") for kind in others])
            yield Text(self.language.say("changes.and", what=said))
        if ChangeKind.CONTRADICTED in change.kinds:
            title = next((s.title for s in self.told.sections if s.kind == "disagreements"), None)
            if title:
                yield Text(self.language.say("quotes.see", section=title))

    # What stood in the earlier edition.

    def _gone(self, change: Change) -> Iterator[Inline]:
        """What is gone, and why; in its own words where they still stand in the corpus."""
        claim, why = change.claim, change.why or Why.UNKNOWN
        item = claim.main
        document = self._untouched(claim)
        if document is None or why in _NOT_REPEATED:
            yield Text(self._described(item))
        elif item.type is EvidenceType.FIGURE:
            measure = say_measure(document, _measure_spans(item, document))
            yield from (*self._of(measure or ""), self._again(item, document))
        else:
            yield from (self._again(item, document), Text(f" — {self._signed(item, document)}"))
        if self._there(item.cited.document) is not None:
            yield Cite((item.cited.document,))
        yield self._because(why)

    def tell_section(self, claims: Sequence[Claim]) -> Iterator[Inline]:
        """How many quotations, figures … stood in sections that are gone, and from which documents."""
        types = [claim.main.type for claim in claims]
        counts = [
            self.language.say(f"count.{'dated_event' if kind is EvidenceType.EVENT else kind}", count=number)
            for kind in EvidenceType
            if (number := types.count(kind))
        ]
        yield Text(self.language.join(counts))
        documents = dict.fromkeys(claim.main.cited.document for claim in claims)
        if there := tuple(document for document in documents if self._there(document) is not None):
            yield Cite(there)
        yield self._because(Why.SECTION_GONE)

    def _because(self, why: Why) -> Text:
        return Text(self.language.say("changes.because", why=self.language.say(f"changes.why.{why}")))

    def _again(self, item: Evidence, document: Document) -> Verbatim:
        """Words that the earlier edition printed, addressed anew: no quotation or figure of this one."""
        again = evidence_of(EvidenceType.PASSAGE, document, item.slices)
        self.evidence.append(again)
        return _words(again)

    def _untouched(self, claim: Claim) -> Document | None:
        """The document of a claim if it stands there as it was cited, and its words can be printed."""
        cited = claim.main.cited
        document = self._there(cited.document)
        if document is None or document.source.sha256 != cited.sha256:
            return None
        return document if _can_be_printed(document, claim.main.slices) else None

    def _there(self, document: str) -> Document | None:
        """A document that was in the corpus on the day of this edition."""
        known = self.told.store.sources(Query(documents=(document,), added_by=self.told.scope.as_of))
        return self.told.store.document(document) if known else None

    def _described(self, item: Evidence) -> str:
        """What it was, whose, and in which source, as the earlier edition knew it; none of its words."""
        sources = self.told.changes.sources if self.told.changes else {}
        source = sources.get(item.cited.document)
        named = (own_words(source.title) or short_name(source)) if source else item.cited.document
        speaker = own_words(_field(item, "speaker"))
        if item.type is EvidenceType.QUOTE and speaker:
            return self.language.say("changes.quote_of", speaker=speaker, source=named)
        return self.language.say(f"changes.{item.type}", source=named)

    # How it is said.

    def _of(self, what: str) -> Inlines:
        return (Text(self.language.say("changes.of", what=what)),) if what else ()

    def _date(self, item: Evidence) -> str:
        when = _field(item, "when")
        return dates.say_period(Period.parse(when), self.language) if when else ""

    def _signed(self, item: Evidence, document: Document) -> str:
        speaker, signed = _field(item, "speaker"), reference(document.source, self.language)
        if item.type is not EvidenceType.QUOTE or (speaker and speaker == document.source.narrator):
            return signed
        named = own_words(speaker) or self.language.say("attribution.unattributed")
        return self.language.say("key_points.speaker_in", speaker=named, source=signed)


def _can_be_printed(document: Document, slices: Sequence[Span]) -> bool:
    """Whether the check would pass them: a sidecar may have declared page debris since."""
    gaps = [Span(one.end, other.start) for one, other in pairwise(slices)]
    return (
        bool(slices)
        and slices[-1].end <= len(document.text)
        and all(piece.start < piece.end for piece in slices)
        and all(gap.start <= gap.end and not ends_paragraph(document, gap) for gap in gaps)
        and all(is_printable(piece.of(document.text)) for piece in slices)
        and not any(piece.overlaps(debris) for piece in slices for debris in document.furniture)
        and any(not character.isspace() for piece in slices for character in piece.of(document.text))
    )


def _words(item: Evidence, *, marks: bool = True) -> Verbatim:
    return Verbatim(item.id, item.printed_text, marks=marks)


def _field(item: Evidence, name: str) -> str | None:
    said = item.fields.get(name)
    return said if isinstance(said, str) and said else None


def _cell(table: Table, evidence: str) -> Inlines:
    """The cell that prints some evidence, without marks: the value of a figure."""
    for row in table.rows:
        if evidence in row.evidence:
            for cell in row.cells:
                if any(isinstance(part, Verbatim) and part.evidence == evidence for part in cell):
                    return cell
    return ()


def _measure_spans(item: Evidence, document: Document) -> tuple[Span, ...]:
    """Where what is measured stands, as the earlier edition recorded it; what does not fit is left out."""
    spans = item.fields.get("measure_spans")
    pairs = [pair for pair in spans if isinstance(pair, list)] if isinstance(spans, list) else []
    numbers = [pair for pair in pairs if len(pair) == 2 and all(isinstance(n, int) for n in pair)]
    return tuple(Span(*pair) for pair in numbers if 0 <= pair[0] < pair[1] <= len(document.text))


KIND = Kind("changes", ChangesOptions, tell=_tell, comes_first=True)
