"""Lines put together to what is read as one: wrapped paragraphs, items torn by a page break or a column.

Three questions, in this order: does a line go on in the next one; does a block go on after a blank line;
is a block the end of an item that broke off further up.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from briefgen.extract.lines import Line
from briefgen.model.text import PassageKind

LONGEST_PASSAGE = 20_000
_WIDEST_WRAP = 130  # characters: a longer line was not wrapped by hand or by a page
_RUN_ON = 0.2  # share of lines that go on in the next: a text with fewer was not wrapped
_FEWEST_PAIRS = 5
NARROW = 30  # a column of labels
_FORM = 6  # lines
_REACH = 40  # blocks in which the rest of a torn item is looked for


@dataclass(frozen=True, slots=True)
class Layout:
    """How the text was set: hand-wrapped or one line a paragraph, and what its blanks tell."""

    is_wrapped: bool
    width: int
    spaces_tell: bool  # a wrapped line ends with a space, the last of a paragraph does not
    indent_tells: bool  # hardly a line is indented: one that is begins a page

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Layout:
        lengths: list[int] = []
        run_on = spaced = ends = spaced_ends = 0
        for above, below in pairwise(lines):
            if below.blanks:
                ends += above.is_finished
                spaced_ends += above.is_finished and above.has_trailing_space
            elif below.blanks == 0 and not below.mark:
                lengths.append(len(above.text))
                run_on += below.starts_low and not above.is_finished
                spaced += above.has_trailing_space
        if not lengths:
            return cls(is_wrapped=False, width=0, spaces_tell=False, indent_tells=False)
        lengths.sort()
        width = lengths[len(lengths) * 9 // 10]
        return cls(
            is_wrapped=width <= _WIDEST_WRAP and run_on >= _RUN_ON * len(lengths),
            width=width,
            spaces_tell=spaced >= 0.6 * len(lengths) and spaced_ends <= 0.3 * ends,
            indent_tells=sum(1 for line in lines if line.indent) <= 0.1 * len(lines),
        )


@dataclass(slots=True)
class Block:
    """Lines that are read as one; `lines` after the first may stand far below it."""

    lines: list[Line]
    kind: PassageKind = PassageKind.PARAGRAPH
    is_continued: bool = False  # the rest of it was found
    is_torn_start: bool = False  # begins in the middle of a sentence that was not found
    size: int = 0
    has_sentences: bool = True
    heading: int | None = None
    lead: int | None = None
    level: int = 0
    first: Line = field(init=False)
    last: Line = field(init=False)
    _text: str = ""  # not yet put together

    def __post_init__(self) -> None:
        self.first, self.last = self.lines[0], self.lines[-1]

    @property
    def text(self) -> str:
        """On one line, for the rules that look at its form: at most a heading's length matters."""
        if not self._text:
            self._text = " ".join([line.text for line in self.lines[:_FORM]])
        return self._text

    @property
    def is_torn_end(self) -> bool:
        if self.last.is_closed or self.is_continued:
            return False
        words = " ".join(line.text for line in self.lines[-12:])
        return self.last.is_torn or words.count("(") > words.count(")")

    def add(self, lines: Sequence[Line]) -> None:
        self.lines.extend(lines)
        self.last = self.lines[-1]
        self.size += sum([len(line.text) for line in lines])
        self._text = ""

    def pieces(self) -> list[tuple[int, int]]:
        """From where to where it goes line by line, without its list mark."""
        first = self.first
        pieces = [(first.body, first.end)] if first.body < first.end else []
        return pieces + [(line.start, line.end) for line in self.lines[1:]]


def build_blocks(lines: Sequence[Line]) -> list[Block]:
    """All blocks in the order of their first line; debris is known, other kinds are not yet."""
    text = _single_spaced([line for line in lines if not line.is_debris])
    layout = Layout.of(text)
    blocks = _rejoin(_across_blanks(_runs(text, layout), layout), layout)
    blocks.extend(Block([line], PassageKind.FURNITURE) for line in lines if line.is_debris)
    return sorted(blocks, key=lambda block: block.first.start)


def _single_spaced(lines: list[Line]) -> list[Line]:
    """A text with a blank line after every line of print reads as one without."""
    spacing = min((line.blanks for line in lines[1:] if line.blanks is not None), default=0)
    if not spacing:
        return lines
    pairs = [(above, below) for above, below in pairwise(lines) if below.blanks is not None]
    run_on = sum(1 for above, below in pairs if below.starts_low and not above.is_finished)
    if len(pairs) < _FEWEST_PAIRS or run_on < _RUN_ON * len(pairs):
        return lines
    return [replace(line, blanks=line.blanks and line.blanks - spacing) for line in lines]


def _runs(lines: Sequence[Line], layout: Layout) -> list[Block]:
    """Wrapped lines put together; a list mark, blank line or short line ends a block."""
    blocks: list[Block] = []
    widths = _run_widths(lines)
    for at, line in enumerate(lines):
        block = blocks[-1] if blocks else None
        if block and block.size < LONGEST_PASSAGE and _goes_on(block, line, layout, widths[at]):
            block.add([line])
        else:
            blocks.append(Block([line], size=len(line.text)))
    return blocks


def _run_widths(lines: Sequence[Line]) -> list[int]:
    """For each line the longest line of the run (lines with no blank between them) it stands in."""
    widths = [0] * len(lines)
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or lines[at].blanks:
            longest = max([len(line.text) for line in lines[start:at]], default=0)
            widths[start:at] = [longest] * (at - start)
            start = at
    return widths


def _goes_on(block: Block, line: Line, layout: Layout, width: int) -> bool:
    """Whether a line that follows without a blank line belongs to the block above."""
    last = block.last
    if line.blanks is None:
        return True
    if line.blanks or line.is_cell or last.is_cell or (line.mark and _is_mark(line, last, layout)):
        return False
    if line.indent and layout.is_wrapped and layout.indent_tells:
        return False
    if line.starts_low and not last.is_finished:
        return layout.is_wrapped or last.is_torn
    if not layout.is_wrapped:
        return False
    if layout.spaces_tell:
        return last.has_trailing_space or (last.is_torn and len(last.text) > NARROW)
    if width <= NARROW:
        return not last.is_finished
    room = len(last.text) + 1 + len(line.text.split(maxsplit=1)[0])
    return room >= 0.85 * min(width, layout.width)


def _is_mark(line: Line, last: Line, layout: Layout) -> bool:
    """A dash or number inside a wrapped paragraph is no list mark: "surveillance - ⏎ - including"."""
    if line.mark[0] in "•‣⁃◦▪▫■□●○·∙➢➤►▶→⇒>o(" or last.mark or not layout.is_wrapped:
        return True
    return (
        last.is_closed
        or last.text.endswith(",")
        or (not last.has_trailing_space and len(last.text) < 0.7 * layout.width)
    )


def _across_blanks(blocks: Sequence[Block], layout: Layout) -> list[Block]:
    """Blocks that a blank line or page break cut through, put together again."""
    joined: list[Block] = []
    for block in blocks:
        if joined and joined[-1].size < LONGEST_PASSAGE and _is_cut(joined[-1], block, layout):
            joined[-1].add(block.lines)
        else:
            joined.append(block)
    return joined


def _is_cut(above: Block, below: Block, layout: Layout) -> bool:
    last, first = above.last, below.first
    if first.mark or last.is_closed or first.is_cell or last.is_cell:
        return False
    if first.starts_low:
        return last.is_torn or (layout.is_wrapped and (last.has_trailing_space or len(last.text) >= 40))
    if not layout.is_wrapped or not first.blanks:
        return False
    if layout.spaces_tell and last.has_trailing_space:
        return True
    return last.is_torn and first.text[0].isdigit() and len(last.text) > NARROW


def _rejoin(blocks: Sequence[Block], layout: Layout) -> list[Block]:
    """Find the rest of items that another column tore apart: "(contract of EUR" … "4 million signed)"."""
    if not layout.is_wrapped:
        return list(blocks)
    kept: list[Block] = []
    torn: deque[tuple[int, Block]] = deque()
    for at, block in enumerate(blocks):
        while torn and torn[0][0] < at - _REACH:
            torn.popleft()
        home = next((item for item in reversed(torn) if _is_rest(item[1], block)), None)
        if home and home[1].size < LONGEST_PASSAGE:
            torn.remove(home)
            home[1].add(block.lines)
            block = home[1]
        else:
            block.is_torn_start = bool(kept) and _is_rest_of_something(block)
            kept.append(block)
        if not block.last.is_closed:
            torn.append((at, block))
    return kept


def _is_rest_of_something(block: Block) -> bool:
    return not block.first.mark and block.first.starts_low


def _is_rest(above: Block, below: Block) -> bool:
    """Whether `below` finishes what breaks off in `above`: by case, open bracket, or a stub that ends."""
    if below.first.mark or len(above.text) < NARROW:
        return False
    if below.first.starts_low:
        return _breaks_off(above)
    if below.first.text[0].isdigit():
        return above.is_torn_end and _closes_bracket(above, below)
    is_stub = len(below.lines) == 1 and below.first.is_finished and len(below.first.text.split()) <= 2
    return is_stub and bool(above.first.mark) and _breaks_off(above)


def _breaks_off(block: Block) -> bool:
    """Ends in the middle: torn, or a long line that no full stop ends."""
    return block.is_torn_end or len(block.last.text) >= 2 * NARROW


def _closes_bracket(above: Block, below: Block) -> bool:
    text = " ".join(line.text for line in above.lines[-12:])
    rest = " ".join(line.text for line in below.lines[:12])
    return text.count("(") <= text.count(")") or rest.count(")") > rest.count("(")
