"""A text cut into passages: paragraphs, headings, list items, cells and page debris."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefgen.extract.blocks import Block, build_blocks
from briefgen.extract.furniture import mark_debris
from briefgen.extract.headings import set_kinds
from briefgen.extract.lines import read_lines
from briefgen.extract.outline import set_outline
from briefgen.extract.sentences import declared_breaks, split_sentences
from briefgen.model.text import Citation, Document, Passage, PassageKind, Span

_NO_SENTENCES = frozenset({PassageKind.HEADING, PassageKind.FURNITURE})


def segment(document: Document) -> tuple[Passage, ...]:
    """All passages in the order of their first character; each visible character is in exactly one."""
    lines = read_lines(document)
    mark_debris(lines)
    blocks = build_blocks(lines)
    set_kinds([block for block in blocks if block.kind is not PassageKind.FURNITURE])
    set_outline(blocks)
    breaks = declared_breaks(document.text, document.corrections)
    return tuple(_passage(document, index, block, breaks) for index, block in enumerate(blocks))


def _passage(document: Document, index: int, block: Block, breaks: Sequence[int]) -> Passage:
    return Passage(
        cited=Citation(document.source.id, document.source.sha256, block.first.start, block.last.end),
        index=index,
        kind=block.kind,
        sentences=_sentences(document.text, block, breaks),
        heading=block.heading,
        lead=block.lead,
        gaps=_gaps(document.text, block) if len(block.lines) > 1 else (),
    )


def _gaps(text: str, block: Block) -> tuple[Span, ...]:
    """What stands between its lines and is not its own."""
    return tuple(
        Span(above.end, below.start)
        for above, below in pairwise(block.lines)
        if below.start > above.end and not text[above.end : below.start].isspace()
    )


def _sentences(text: str, block: Block, breaks: Sequence[int]) -> tuple[Span, ...]:
    """None of a heading or debris; not what is left of a sentence whose other end was not found."""
    if block.kind in _NO_SENTENCES or not block.has_sentences:
        return ()
    own = [place for place in breaks if block.first.start < place < block.last.end] if breaks else ()
    sentences = split_sentences(text, block.pieces(), own)
    if block.is_torn_start:
        sentences = sentences[1:]
    if block.is_torn_end and block.kind is PassageKind.LIST_ITEM:
        sentences = sentences[:-1]
    return sentences
