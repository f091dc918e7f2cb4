"""Lines put together to paragraphs, over columns and pages; a page's notes come after its last paragraph."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from briefgen.acquire.pdf_layout import Line
from briefgen.acquire.taken import Block, Piece, Sort, one_line

_SIZES = 0.07  # of a line's height: lines of one paragraph differ by less
_LEADING = 1.3  # times the usual step from line to line: more begins a paragraph
_INDENT = 0.6  # of a line's height
_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*[⁰¹²³⁴-⁹]*$")
_ITEM = re.compile(r"(?P<bullet>[•‣⁃◦▪▫■□●○·∙➢➤►▶–—*\uf0b7-])\s+\S|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+\S")
_NOTE = re.compile(r"(?:[⁰¹²³⁴-⁹]+|\(?\d{1,3}[.)]?|\[\d{1,3}\]|[*†‡§])\s?(?=[^\W\d_]|[“\"«‘(]|https?:)")
_HYPHEN = re.compile(r"(?P<before>[^\W\d_]+)[-\u2010\u00ad]$")
_FIRST_WORD = re.compile(r"(?P<after>[^\W\d_]+)")
_SMALL_PRINT = 0.93  # of the usual size: footnotes are smaller
_TITLE = 1.12  # of the usual size: headings are larger


@dataclass(slots=True)
class Hyphens:
    """What was decided at the ends of lines: `joined` lost their hyphen, `kept` have it."""

    words: Counter[str]
    joined: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def end_of(self, above: str, below: str) -> str:
        """`above` as it goes on in `below`: without its hyphen only where the word had none."""
        ends, begins = _HYPHEN.search(above), _FIRST_WORD.match(below)
        if not ends:
            return above if above.endswith(("–", "—", "/")) and above[-2:-1] != " " else f"{above} "
        bare = above[: ends.end("before")]
        if not begins or not begins["after"][0].islower():
            return f"{bare}-"
        before, after = ends["before"], begins["after"]
        compound = f"{before}-{after}"
        if "\u00ad" in ends[0] or self._is_one_word(before, after):
            self.joined.append(before + after)
            return bare
        self.kept.append(compound)
        return f"{bare}-"

    def _is_one_word(self, before: str, after: str) -> bool:
        """As the document writes it elsewhere; else one word, unless both halves are words of their own."""
        whole, compound = (before + after).casefold(), f"{before}-{after}".casefold()
        if self.words[whole] != self.words[compound]:
            return self.words[whole] > self.words[compound]
        return not (self.words[before.casefold()] and self.words[after.casefold()])


def words_of(lines: Sequence[Line]) -> Counter[str]:
    """Words inside lines, compounds whole as well: what the end of a line tore is not counted."""
    found: Counter[str] = Counter()
    is_torn = False
    for line in lines:
        inner = _HYPHEN.sub("", line.words)
        inner = _FIRST_WORD.sub("", inner, count=1) if is_torn else inner
        is_torn = inner != line.words and bool(_HYPHEN.search(line.words))
        found.update(re.findall(r"[^\W\d_]+", inner.casefold()))
        found.update(re.findall(r"[^\W\d_]+-[^\W\d_]+", inner.casefold()))
    return found


def usual_size(lines: Sequence[Line]) -> float:
    """The size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.words)
    return sizes.most_common(1)[0][0] if sizes else 0.0


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line]
    sort: Sort

    @property
    def last(self) -> Line:
        return self.lines[-1]


def blocks_of(lines: Sequence[Line], hyphens: Hyphens) -> Iterator[Block]:
    """Paragraphs in reading order; each page's notes come after the paragraph that ends or leaves it."""
    size = usual_size(lines)
    body, notes = _apart(lines, size)
    step = _usual_steps(body)
    paragraphs: list[_Paragraph] = []
    for line in body:
        above = paragraphs[-1] if paragraphs else None
        if above and _goes_on(above, line, step):
            above.lines.append(line)
        else:
            paragraphs.append(_Paragraph([line], _sort(line, size)))
    waiting = sorted(notes, key=lambda paragraph: paragraph.lines[0].page)
    for paragraph in paragraphs:
        while waiting and waiting[0].lines[0].page < paragraph.lines[0].page:
            yield _block(waiting.pop(0), hyphens)
        yield _block(paragraph, hyphens)
    for paragraph in waiting:
        yield _block(paragraph, hyphens)


def _apart(lines: Sequence[Line], size: float) -> tuple[list[Line], list[_Paragraph]]:
    """The body, and the notes in small print at the foot of each column."""
    body: list[Line] = []
    notes: list[_Paragraph] = []
    columns: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        columns.setdefault((line.page, line.column), []).append(line)
    for column in columns.values():
        at = len(column)
        while at and column[at - 1].size <= size * _SMALL_PRINT:
            at -= 1
        while at < len(column) and not _NOTE.match(column[at].words):
            at += 1
        body += column[:at]
        for line in column[at:]:
            if _NOTE.match(line.words) or not notes or notes[-1].last.page != line.page:
                notes.append(_Paragraph([line], Sort.NOTE))
            else:
                notes[-1].lines.append(line)
    return body, notes


def _sort(line: Line, size: float) -> Sort:
    if line.is_row:
        return Sort.ROW
    is_set_off = line.size >= size * _TITLE or line.is_bold
    if (item := _ITEM.match(line.words)) and not (is_set_off and not item["bullet"]):
        return Sort.ITEM
    return Sort.HEADING if is_set_off else Sort.PARAGRAPH


def _usual_steps(lines: Sequence[Line]) -> dict[float, float]:
    """From line to line, by size."""
    steps: dict[float, list[float]] = {}
    for above, below in pairwise(lines):
        if (above.page, above.column) == (below.page, below.column) and _same_size(above, below):
            gap = above.base - below.base
            if 0 < gap < 3 * above.size:
                steps.setdefault(round(above.size), []).append(gap)
    return {size: statistics.median_low(gaps) for size, gaps in steps.items()}


def _goes_on(above: _Paragraph, line: Line, steps: dict[float, float]) -> bool:
    last = above.last
    if line.is_row or last.is_row or not _same_size(last, line) or last.is_bold != line.is_bold:
        return False
    if _ITEM.match(line.words):
        return False
    if (last.page, last.column) != (line.page, line.column):
        return _goes_on_over(above, line)
    gap = last.base - line.base
    if gap > _LEADING * steps.get(round(last.size), last.size) or gap <= 0:
        return False
    if above.sort is Sort.HEADING:
        return not _ENDS.search(last.words)
    is_indented = line.left > last.left + _INDENT * line.size
    if is_indented and not (above.sort is Sort.ITEM and len(above.lines) == 1):
        return False
    return not _has_room(last, line)


def _goes_on_over(above: _Paragraph, line: Line) -> bool:
    """Over the end of a column or page: the sentence does not end, and the line was full."""
    last = above.last
    if above.sort is Sort.HEADING or _ENDS.search(last.words):
        return False
    return line.words[:1].islower() or bool(_HYPHEN.search(last.words)) or not _has_room(last, line)


def _has_room(last: Line, line: Line) -> bool:
    """Whether the first word of a line had stood in the one above, so that it was broken on purpose."""
    if _HYPHEN.search(last.words):
        return False
    first = line.words.split(maxsplit=1)[0]
    letter = (last.right - last.left) / max(1, len(last.words))
    return last.right + letter * (len(first) + 1) < last.end - letter


def _same_size(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= _SIZES * max(one.size, other.size)


def _block(paragraph: _Paragraph, hyphens: Hyphens) -> Block:
    """Its lines joined, each page's words apart."""
    pieces: list[Piece] = []
    written = ""
    for at, line in enumerate(paragraph.lines):
        words = _marked(line.words) if at == 0 and paragraph.sort is Sort.ITEM else line.words
        words = words if line.is_row else one_line(words)
        below = paragraph.lines[at + 1] if at + 1 < len(paragraph.lines) else None
        written += hyphens.end_of(words, one_line(below.words)) if below else words
        if below is None or below.page != line.page:
            pieces.append(Piece(written, line.page))
            written = ""
    return Block(paragraph.sort, tuple(pieces))


def _marked(words: str) -> str:
    """A bullet of any form as the dash that lists are set with."""
    match = _ITEM.match(words)
    if match and match["bullet"]:
        return f"- {words[match.end('bullet') :].strip()}"
    return words
