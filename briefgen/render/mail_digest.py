"""What a mail prints of a brief: what leads it, short enough that no mail program cuts the mail off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from briefgen.model.brief import (
    Block,
    Brief,
    Bullets,
    Chart,
    Cite,
    Empty,
    Inlines,
    Paragraph,
    PullFigures,
    Quotation,
    Row,
    Section,
    SourceEntry,
    SourceList,
    Subheading,
    Table,
    Verbatim,
)
from briefgen.model.content import cited_documents, contents, leaves, with_opening
from briefgen.render.typography import as_printed

LEADING_KINDS = ("key-points", "changes")
APPARATUS_KINDS = ("sources", "method", "limits", "actors")  # about the brief, not about its subject
_SILENT = (Empty, Subheading, Chart, SourceList)  # a chart draws what a table says
MOST_OPENED = 3  # sections whose beginning is printed where a brief has no key points
MOST_ITEMS = 5  # of a list or a table that such a section begins with


@dataclass(frozen=True, slots=True)
class Digest:
    """The sections that a mail prints, shortened, and what the full brief has besides them."""

    sections: tuple[Section, ...]
    others: tuple[Section, ...]
    sources: tuple[SourceEntry, ...]
    is_cut: bool  # whether one of them is not printed whole


def digest(brief: Brief, most: int | None = None) -> Digest:
    """Key points and changes, else how the first sections begin; with `most`, no more items than that."""
    printed = tuple(section for section in brief.sections if section.kind in LEADING_KINDS and _says(section))
    if not any(section.kind == "key-points" for section in printed):
        opened = (s for s in brief.sections if s.kind not in (*LEADING_KINDS, *APPARATUS_KINDS) and _says(s))
        beginnings = (_beginning(section) for _, section in zip(range(MOST_OPENED), opened, strict=False))
        printed += tuple(beginnings)
    kept = tuple(_shortened(printed, most)) if most is not None else printed
    names = {section.anchor for section in kept}
    others = tuple(section for section in brief.sections if section.anchor not in names)
    return Digest(kept, others, tuple(_cited(brief, kept)), any(s not in brief.sections for s in kept))


def item_count(sections: Iterable[Section]) -> int:
    """How much a digest prints: list items and rows one each, any other block as one."""
    return sum(_size(block) for section in sections for block in section.blocks)


def evidence_of(brief: Brief, sections: Iterable[Section]) -> set[str]:
    """The evidence that the standfirst and some sections print."""
    blocks = [block for section in sections for block in with_opening(section)]
    runs = [brief.masthead.standfirst, *(content for block in blocks for content in contents(block))]
    words = (part for content in runs for part in leaves(content) if isinstance(part, Verbatim))
    found = {part.evidence for part in words if part.evidence}
    return found | {name for row in _rows(blocks) for name in row.evidence}


def without_citations(content: Inlines) -> Inlines:
    """The same words for a place that has no list of sources."""
    return tuple(part for part in content if not isinstance(part, Cite))


def first_words(found: Digest, language: str) -> Inlines:
    """What the digest says first, for the line that a mail program shows beside the subject."""
    for section in found.sections:
        for block in section.blocks:
            match block:
                case (Paragraph() as prose) | Bullets(((Paragraph() as prose), *_)):
                    return without_citations(as_printed(prose, language))
                case Quotation():
                    return (replace(block.words, marks=True),)
                case _:
                    pass
    return ()


def _says(section: Section) -> bool:
    """Whether it has anything of its own to say."""
    return any(not isinstance(block, _SILENT) for block in section.blocks)


def _beginning(section: Section) -> Section:
    """Its opening sentence and its first block, of a long one the first items."""
    first = next(block for block in section.blocks if not isinstance(block, _SILENT))
    return replace(section, blocks=(_cut(first, MOST_ITEMS),))


def _shortened(sections: Iterable[Section], most: int) -> Iterator[Section]:
    left = most
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if left > 0:
                blocks.append(_cut(block, left))
            left -= _size(block)
        while blocks and isinstance(blocks[-1], Subheading):
            blocks.pop()
        if blocks:
            yield replace(section, blocks=tuple(blocks))


def _size(block: Block) -> int:
    match block:
        case Bullets(items):
            return len(items)
        case Table() | PullFigures():
            return len(block.rows)
        case _:
            return 1


def _cut(block: Block, most: int) -> Block:
    match block:
        case Bullets(items):
            return replace(block, items=items[:most])
        case Table() | PullFigures():
            return replace(block, rows=block.rows[:most])
        case _:
            return block


def _rows(blocks: Iterable[Block]) -> Iterator[Row]:
    for block in blocks:
        if isinstance(block, (Table, PullFigures)):
            yield from block.rows


def _cited(brief: Brief, sections: Iterable[Section]) -> Iterator[SourceEntry]:
    """The entries of the sources that the digest cites, under the numbers of the brief."""
    runs = [content for section in sections for block in with_opening(section) for content in contents(block)]
    cited = {
        document for content in (brief.masthead.standfirst, *runs) for document in cited_documents(content)
    }
    for section in brief.sections:
        for block in section.blocks:
            if isinstance(block, SourceList):
                yield from (entry for entry in block.entries if entry.source.id in cited)
