"""A brief's blocks as the check reads them: runs of inline content, words, and what they refer to."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from briefgen.errors import Place, Problem
from briefgen.model.brief import (
    Block,
    Brief,
    Bullets,
    Chart,
    Empty,
    Evidence,
    Inline,
    Inlines,
    Link,
    Paragraph,
    PullFigures,
    Quotation,
    Section,
    SourceList,
    Subheading,
    Table,
    Verbatim,
)
from briefgen.model.content import cited_documents, contents, leaves, with_opening

PULLED_CELLS = 4  # of a figure that is set large
SCHEMES = ("https://", "http://", "mailto:")


@dataclass(frozen=True, slots=True)
class Run:
    """Inline content that is read as one, where an editor wrote it, and the section it stands in."""

    content: Inlines
    section: str
    place: Place | None = None
    is_editors: bool = False
    is_frame: bool = False

    def leaves(self) -> Iterator[Inline]:
        return leaves(self.content)


def runs(brief: Brief) -> Iterator[Run]:
    """Everything in a brief that is inline content, from the standfirst to the sources."""
    yield Run(brief.masthead.standfirst, brief.masthead.title, is_editors=True, is_frame=True)
    for section in brief.sections:
        for block in with_opening(section):
            yield from _runs_of(block, section.title)


def blocks(brief: Brief) -> Iterator[tuple[Section, Block]]:
    for section in brief.sections:
        for block in with_opening(section):
            yield section, block


def paragraphs(brief: Brief) -> Iterator[Paragraph]:
    """Openings, paragraphs and list items."""
    for _, block in blocks(brief):
        match block:
            case Paragraph():
                yield block
            case Bullets():
                yield from block.items
            case _:
                pass


def plain_words(brief: Brief) -> Iterator[str]:
    """Words that are no inline content: titles, captions, heads of columns, notes on sources."""
    head = brief.masthead
    yield from (head.title, head.kind, head.edition, head.coverage, *head.counts)
    said = (head.marking, head.publisher, head.contact, head.series, head.imprint)
    yield from (text for text in said if text)
    for section in brief.sections:
        yield section.title
        for block in section.blocks:
            yield from _words_of(block)


def check_references(brief: Brief, documents: Container[str]) -> Iterator[Problem]:
    """What is printed has evidence, what is evidence is printed, and the sources are the cited ones."""
    printed = _printed_evidence(brief)
    for missing in sorted(printed - brief.evidence.keys()):
        yield Problem(f"evidence {missing!r} is printed, but not given")
    for idle in sorted(brief.evidence.keys() - printed):
        yield Problem(f"evidence {idle!r} is given, but not printed")
    sources = [source.id for source in brief.sources]
    cited: set[str] = set()
    for run in runs(brief):
        for document in cited_documents(run.content):
            if document not in documents:
                yield Problem(f"there is no document {document!r} to cite", run.place)
            elif document not in sources:
                yield Problem(f"document {document!r} is cited, but not among the sources", run.place)
            cited.add(document)
    for document in sorted(set(sources) - cited):
        yield Problem(f"document {document!r} is among the sources, but not cited")
    for twice in sorted({source for source in sources if sources.count(source) > 1}):
        yield Problem(f"document {twice!r} is among the sources twice")


def check_shapes(brief: Brief) -> Iterator[Problem]:
    """Tables are rectangles, anchors differ, links go to pages or addresses, sources keep their numbers."""
    anchors = [section.anchor for section in brief.sections]
    for twice in sorted({anchor for anchor in anchors if anchors.count(anchor) > 1}):
        yield Problem(f"two sections have the anchor {twice!r}")
    for section, block in blocks(brief):
        match block:
            case PullFigures() if any(len(row.cells) != PULLED_CELLS for row in block.rows):
                yield Problem(f"a figure of {block.title!r} is not value, measure, period and source")
            case Table() if any(len(row.cells) != len(block.columns) for row in block.rows):
                yield Problem(f"a row of the table {block.caption!r} has not one cell a column")
            case SourceList():
                yield from _check_numbers(brief, section, block)
            case _:
                pass
    for run in runs(brief):
        for inline in run.leaves():
            if isinstance(inline, Link) and not inline.url.lower().startswith(SCHEMES):
                hint = "a link begins with https://, http:// or mailto:"
                yield Problem(f"{inline.url!r} cannot be a link", run.place, hint)


def about(evidence: Evidence, message: str) -> Problem:
    """A problem of something extracted: it has no place in a file that a person edits."""
    where = f"{evidence.cited.document}, {evidence.id}"
    return Problem(f"{where}: {message}", evidence=evidence.id)


def _runs_of(block: Block, section: str) -> Iterator[Run]:
    """What an editor wrote has its place; what was extracted is read all the same."""
    match block:
        case Paragraph():
            yield Run(block.content, section, block.place, block.is_editors, block.is_frame)
        case Bullets():
            for item in block.items:
                yield Run(item.content, section, item.place, item.is_editors, item.is_frame)
        case Quotation():
            yield from (Run(content, section, block.words.place) for content in contents(block))
        case _:
            yield from (Run(content, section) for content in contents(block))


def _words_of(block: Block) -> Iterator[str]:
    match block:
        case Empty() | Subheading():
            yield block.text
        case PullFigures():
            yield block.title
        case Table():
            yield block.caption
            yield from (column.title for column in block.columns)
        case Chart():
            yield from (block.title, block.unit, *(point.label for point in block.points))
            yield from (block.alt, *block.legend, *(point.series for point in block.points))
        case SourceList():
            for entry in block.entries:
                yield from entry.notes
        case _:
            pass


def _printed_evidence(brief: Brief) -> set[str]:
    verbatim = {
        inline.evidence
        for run in runs(brief)
        for inline in run.leaves()
        if isinstance(inline, Verbatim) and inline.evidence is not None
    }
    rows = {
        evidence
        for _, block in blocks(brief)
        if isinstance(block, (Table, PullFigures))
        for row in block.rows
        for evidence in row.evidence
    }
    return verbatim | rows


def _check_numbers(brief: Brief, section: Section, block: SourceList) -> Iterator[Problem]:
    expected = [(number, source.id) for number, source in enumerate(brief.sources, start=1)]
    if [(entry.number, entry.source.id) for entry in block.entries] != expected:
        yield Problem(f"the list in {section.title!r} is not that of the cited sources")
