"""The fragments of a page as lines in reading order: column after column, the cells of a row side by side."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.acquire.pdf_glyphs import Fragment

_GUTTER = 0.5  # of a line's height at least: the white between two columns
_FEWEST_LINES = 4  # a column has
_LONG_ENOUGH = 16  # characters of a column's usual line; cells of a table are shorter
_OVERLAP = 0.5  # of the lower column's height: columns stand side by side
_SAME_LINE = 0.35  # of a line's height
_MARK = re.compile(
    r"[•‣⁃◦▪▫■□●○·∙➢➤►▶–—*†‡§\uf0b7-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]?|[⁰¹²³⁴-⁹]+|\[\d{1,3}\]"
)
_DEEPEST = 3  # columns in columns


@dataclass(slots=True)
class Line:
    """A line of a column, from `left` to `right`; the column reaches from `start` to `end`."""

    words: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool
    is_row: bool  # of cells
    page: int
    column: int  # of the page, counted in reading order
    start: float = 0.0
    end: float = 0.0


def lines_of(fragments: Sequence[Fragment], page: int) -> list[Line]:
    """All lines of a page in reading order."""
    found: list[Line] = []
    for number, column in enumerate(_columns(list(fragments), 0)):
        lines = [_line(row, page, number) for row in rows_of(column)]
        if not lines:
            continue
        start, end = min(line.left for line in lines), max(line.right for line in lines)
        for line in lines:
            line.start, line.end = start, end
        found += lines
    return found


def rows_of(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Fragments that stand on one line, from top to bottom, each row from left to right."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda one: (-one.base, one.left)):
        if (
            rows
            and abs(rows[-1][0].base - fragment.base)
            <= _SAME_LINE * max(rows[-1][0].size, fragment.size) * 0.6
        ):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    for row in rows:
        row.sort(key=lambda one: one.left)
    return rows


def _line(row: Sequence[Fragment], page: int, column: int) -> Line:
    marks = 1 if len(row) > 1 and _MARK.fullmatch(row[0].words) else 0  # of an item or note, set apart
    is_row = len(row) > 1 + marks
    words = ("\t" if is_row else " ").join(fragment.words for fragment in row)
    largest = max(row, key=lambda one: len(one.words))
    return Line(
        words,
        row[0].left,
        max(fragment.right for fragment in row),
        largest.base,
        largest.size,
        all(fragment.is_bold for fragment in row),
        is_row,
        page,
        column,
    )


def _columns(fragments: list[Fragment], depth: int) -> list[list[Fragment]]:
    """Stretches of text in reading order: what runs over all columns parts those above from those below."""
    gutter = _gutter(fragments) if depth < _DEEPEST else None
    if gutter is None:
        return [fragments]
    ordered: list[list[Fragment]] = []
    left: list[Fragment] = []
    right: list[Fragment] = []
    across: list[Fragment] = []

    def close() -> None:
        for side in (left, right):
            if side:
                ordered.extend(_columns(list(side), depth + 1))
                side.clear()

    for row in rows_of(fragments):
        crossing = [one for one in row if one.left < gutter < one.right]
        if crossing:
            close()
            across += row
            continue
        if across:
            ordered.append(list(across))
            across.clear()
        for one in row:
            (left if one.right <= gutter else right).append(one)
    close()
    if across:
        ordered.append(across)
    return ordered


def _gutter(fragments: Sequence[Fragment]) -> float | None:
    """Where a white strip parts two columns of running text; None where there is none."""
    if len(fragments) < 2 * _FEWEST_LINES:
        return None
    start, end = min(one.left for one in fragments), max(one.right for one in fragments)
    narrow = [one for one in fragments if one.width < 0.62 * (end - start)]
    size = statistics.median(one.size for one in fragments)
    best: tuple[float, float] | None = None
    for low, high in _white(narrow):
        middle = (low + high) / 2
        if high - low < _GUTTER * size or not start + 0.15 * (end - start) < middle < end - 0.15 * (
            end - start
        ):
            continue
        if _parts_columns(fragments, narrow, middle):
            off_centre = abs(middle - (start + end) / 2)
            if best is None or off_centre < best[0]:
                best = (off_centre, middle)
    return best[1] if best else None


def _white(fragments: Sequence[Fragment]) -> list[tuple[float, float]]:
    """Strips that no narrow fragment reaches into."""
    found: list[tuple[float, float]] = []
    reached: float | None = None
    for one in sorted(fragments, key=lambda one: one.left):
        if reached is not None and one.left > reached:
            found.append((reached, one.left))
        reached = one.right if reached is None else max(reached, one.right)
    return found


def _parts_columns(fragments: Sequence[Fragment], narrow: Sequence[Fragment], middle: float) -> bool:
    """Running text on both sides, side by side, and hardly anything across."""
    sides = [one for one in narrow if one.right <= middle], [one for one in narrow if one.left >= middle]
    if any(len(rows_of(side)) < _FEWEST_LINES for side in sides):
        return False
    if any(statistics.median(len(one.words) for one in side) < _LONG_ENOUGH for side in sides):
        return False
    (low, high), (other_low, other_high) = (
        (min(one.base for one in side), max(one.base for one in side)) for side in sides
    )
    shared = min(high, other_high) - max(low, other_low)
    if shared < _OVERLAP * min(high - low, other_high - other_low):
        return False
    across = sum(1 for one in fragments if one.left < middle < one.right)
    return across <= 0.5 * len(fragments)
