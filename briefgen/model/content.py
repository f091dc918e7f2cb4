"""Walk through what a block says: its inline content, and the documents that it cites."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from briefgen.model.brief import (
    Block,
    Bullets,
    Chart,
    Cite,
    Emphasis,
    Empty,
    Inline,
    Inlines,
    Link,
    Paragraph,
    PullFigures,
    Quotation,
    Section,
    SourceList,
    Strong,
    Subheading,
    Table,
)


def leaves(content: Inlines) -> Iterator[Inline]:
    """The inlines in order, with what stands inside emphasis and links, and each link before its content."""
    for inline in content:
        if isinstance(inline, Link):
            yield inline
        if isinstance(inline, (Emphasis, Strong, Link)):
            yield from leaves(inline.content)
        else:
            yield inline


def cited_documents(content: Inlines) -> Iterator[str]:
    """The documents that inline content cites, in reading order, each as often as it is cited."""
    for inline in leaves(content):
        if isinstance(inline, Cite):
            yield from inline.documents


def with_opening(section: Section) -> tuple[Block, ...]:
    """The blocks of a section, its opening sentence first."""
    return ((section.opening,) if section.opening else ()) + section.blocks


def contents(block: Block) -> Iterator[Inlines]:
    """All inline content of a block, in reading order."""
    match block:
        case Paragraph():
            yield block.content
        case Bullets():
            yield from (item.content for item in block.items)
        case Quotation():
            yield from ((block.words,), block.attribution, block.frame, *block.notes)
        case Table():
            yield from (cell for row in block.rows for cell in row.cells)
            yield from block.notes
        case PullFigures():
            yield from (cell for row in block.rows for cell in row.cells)
            yield from block.notes
        case Chart():
            yield block.caption
            yield from ((point.words,) for point in block.points)
        case SourceList():
            yield from (entry.text for entry in block.entries)
        case Empty() | Subheading():
            return
        case _:
            assert_never(block)
