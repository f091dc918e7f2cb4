"""What each block is: a heading, list item, table cell or paragraph, by its form and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.extract.blocks import NARROW, Block
from briefgen.model.text import PassageKind

_LONGEST_HEADING = 140
_QUOTED = re.compile(r"[“\"„«][^”\"»]{20,}[”\"»]")  # a quotation set off, with or without its speaker
_SECTION_MARK = re.compile(r"(?:[A-Z]|[IVX]{2,5})\.|(?:\d{1,3}\.){1,4}")
_FEWEST_WORDS = 6  # of a table cell that is a sentence
_CLOSINGS = (
    "yours sincerely", "yours faithfully", "sincerely", "kind regards", "best regards", "with best regards",
    "regards", "respectfully", "yours truly", "with kind regards", "faithfully",
)  # fmt: skip
_SALUTATIONS = ("dear ", "to whom it may concern", "excellenc", "ladies and gentlemen")


def set_kinds(blocks: Sequence[Block]) -> None:
    """Set the kind of each block; a heading must head something."""
    signature = False
    for at, block in enumerate(blocks):
        if block.first.is_cell:
            block.kind = PassageKind.TABLE_CELL
            block.has_sentences = block.last.is_finished or len(block.text.split()) >= _FEWEST_WORDS
        elif _is_numbered_heading(blocks, at):
            block.kind = PassageKind.HEADING
        elif block.first.mark:
            block.kind = PassageKind.LIST_ITEM
        elif (signature and _may_sign(block)) or _is_formula(block):
            block.has_sentences = False
        elif _is_heading(block):
            block.kind = PassageKind.HEADING
        signature = _is_closing(block)
    for block in reversed(blocks):
        if block.kind is not PassageKind.HEADING:
            break
        block.kind = PassageKind.PARAGRAPH


def _is_numbered_heading(blocks: Sequence[Block], at: int) -> bool:
    """ "I. Introduction", "2. Findings": a number of its own, not one item of a list."""
    block = blocks[at]
    if not _SECTION_MARK.fullmatch(block.first.mark) or block.last.is_closed or len(block.lines) > 2:
        return False
    is_letter = block.first.mark[0].isalpha()
    above = blocks[at - 1].first.mark if at else ""
    below = blocks[at + 1].first.mark if at + 1 < len(blocks) else ""
    beside = [_SECTION_MARK.fullmatch(mark) is not None for mark in (above, below)]
    return at + 1 < len(blocks) and len(block.text) <= 100 and (is_letter or not any(beside))


def _is_heading(block: Block) -> bool:
    """Short, without an end, no part of a sentence; or a narrow column of words."""
    text = block.text
    if (
        len(text) > _LONGEST_HEADING
        or len(block.lines) > 6
        or not (text[0].isalnum() or text[0] in "“\"'‘#«")
    ):
        return False
    if len(block.lines) >= 3 and all(len(line.text) <= NARROW for line in block.lines):
        return True
    if block.last.is_finished or text[-1] in ",;:" or block.is_torn_end:
        return False
    return not block.first.starts_low and not _QUOTED.match(text)


def _is_closing(block: Block) -> bool:
    return block.text.lower().rstrip(" ,.") in _CLOSINGS


def _may_sign(block: Block) -> bool:
    """The name, and office, below a closing formula."""
    return len(block.text) < 120 and not block.last.is_finished


def _is_formula(block: Block) -> bool:
    """A salutation or closing formula of a letter."""
    if len(block.text) > 80:
        return False
    return _is_closing(block) or (block.text.lower().startswith(_SALUTATIONS) and block.text[-1] in ",:!")
