"""Which heading governs a block, and which sentence introduces a list.

Texts taken from a two-column table give the columns in turn: the items of the answer column (arrows)
have headings and lead-ins of their own, and the first column goes on after them as if they were not there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefgen.extract.blocks import Block
from briefgen.model.text import PassageKind

_ARROWS = frozenset(">➢➤►▶→⇒")
_FEWEST_ITEMS = 3  # of each kind that make two columns
_TITLE, _CAPITALS, _PHRASE, _NAME = range(4)  # how high a heading stands


class _Column:
    """The headings and lead-ins in force while a column is read."""

    def __init__(self, headings: Sequence[int] = ()) -> None:
        self.headings = list(headings)
        self.leads: dict[str, int] = {}
        self.candidate: int | None = None  # the last block, if it can introduce a list

    def enter(self, at: int, block: Block, blocks: Sequence[Block], parent: int | None) -> None:
        """Begin a heading below `parent`, or below the last one that stands higher."""
        while self.headings and (
            blocks[self.headings[-1]].level >= block.level
            or (parent is not None and self.headings[-1] > parent)
        ):
            self.headings.pop()
        if parent is not None and parent not in self.headings:
            self.headings.append(parent)
        block.heading = self.headings[-1] if self.headings else None
        self.headings.append(at)
        self.leads.clear()
        self.candidate = at

    def read(self, at: int, block: Block, blocks: Sequence[Block]) -> None:
        block.heading = self.headings[-1] if self.headings else None
        kind = mark_kind(block)
        if not kind:
            self.leads.clear()
            self.candidate = at if _introduces(block) else None
            return
        if kind not in self.leads and self.candidate is not None:
            lead = blocks[self.candidate]
            if lead.kind is not PassageKind.HEADING and mark_kind(lead) != kind:
                self.leads[kind] = self.candidate
        block.lead = self.leads.get(kind)
        self.candidate = at if _introduces(block) else None
        if self.candidate is not None:
            self.leads = {mark: lead for mark, lead in self.leads.items() if mark == kind}


def set_outline(blocks: Sequence[Block]) -> None:
    """Fill `heading`, `lead` and `level` of all blocks (indexes into `blocks`)."""
    two_columns = _has_two_columns(blocks)
    first = _Column()
    second: _Column | None = None
    is_first_text = True
    names = Counter(block.text for block in blocks if block.kind is PassageKind.HEADING)
    parents: dict[str, int | None] = {}  # the answer column repeats the headings of the first
    above: Block | None = None
    for at, block in enumerate(blocks):
        if block.kind is PassageKind.FURNITURE:
            continue
        if two_columns and _is_answer(blocks, at, in_answers=second is not None):
            second = second or _Column(first.headings)
            column = second
        else:
            second = None
            column = first
        if block.kind is PassageKind.HEADING:
            is_repeated = names[block.text] > 1
            is_below = above is not None and above.kind is PassageKind.HEADING
            block.level = _TITLE if is_first_text else _level(block.text, may_be_name=is_repeated or is_below)
            parent = parents.get(block.text) if column is second else None
            column.enter(at, block, blocks, parent)
            if column is first:
                parents[block.text] = block.heading
        else:
            column.read(at, block, blocks)
        is_first_text = False
        above = block


def mark_kind(block: Block) -> str:
    """Items with the same kind of mark are one list: "•", "o", "1", "a"."""
    mark = block.first.mark
    if not mark:
        return ""
    word = mark.strip("().")
    if word[:1].isdigit():
        return "1"
    return "a" if word[:1].isalpha() and word != "o" else word or mark


def _introduces(block: Block) -> bool:
    end = block.last.text[-1]
    return end in ":," or (end in "-–—" and len(block.text) < 300)


def _has_two_columns(blocks: Sequence[Block]) -> bool:
    marks = [mark_kind(block) for block in blocks]
    arrows = sum(1 for mark in marks if mark in _ARROWS)
    bullets = sum(1 for mark in marks if mark and mark not in _ARROWS and mark != "o")
    return arrows >= _FEWEST_ITEMS and bullets >= _FEWEST_ITEMS


def _is_answer(blocks: Sequence[Block], at: int, *, in_answers: bool) -> bool:
    """An arrow item, a second-level item below one, or the headings right above one."""
    kind = mark_kind(blocks[at])
    if kind:
        return kind in _ARROWS or (kind == "o" and in_answers)
    if blocks[at].kind is not PassageKind.HEADING or blocks[at].first.indent:
        return False
    for below in blocks[at + 1 : at + 4]:
        if below.kind is PassageKind.FURNITURE:
            continue
        if below.kind is not PassageKind.HEADING:
            return mark_kind(below) in _ARROWS
    return False


def _level(text: str, *, may_be_name: bool) -> int:
    """A short heading is a lower one only where it follows a heading at once or stands more than once."""
    if text.isupper():
        return _CAPITALS
    return _NAME if may_be_name and len(text.split()) <= 3 else _PHRASE
