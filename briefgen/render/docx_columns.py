"""How wide the columns of a table are: Word and LibreOffice lay a table out alike only where it is told."""

from __future__ import annotations

from briefgen.model.brief import Cite, Inlines, Table
from briefgen.model.content import leaves
from briefgen.render.content import plain_words
from briefgen.render.words import bind_numbers

_A_LETTER = 104  # mean width of a letter of the tables' text, 9 pt
_PADDING = 180
_LONGEST_WORD = 18  # letters that a column is made wide enough for; a longer word breaks
_FILLS = 90  # letters beyond which more of them make no column wider


def column_widths(table: Table, text_width: int) -> tuple[int, ...]:
    """Each column as wide as its longest word, and the rest shared by how much the cells say.

    Widths are twentieths of a point, and make up `text_width` but for what rounding leaves.
    """
    columns = [
        [column.title, *(_said(row.cells[at]) for row in table.rows)]
        for at, column in enumerate(table.columns)
    ]
    least = [_PADDING + _A_LETTER * max(map(_longest, cells)) for cells in columns]
    if sum(least) >= text_width:
        return tuple(width * text_width // sum(least) for width in least)
    wanted = [min(max(map(len, cells)), _FILLS) * _A_LETTER + _PADDING for cells in columns]
    more = [max(want - width, 0) for want, width in zip(wanted, least, strict=True)]
    spare = text_width - sum(least)
    return tuple(width + spare * add // max(sum(more), 1) for width, add in zip(least, more, strict=True))


def _said(cell: Inlines) -> str:
    """The words of a cell, and a sign for each citation."""
    marks = "".join(" 00" for part in leaves(cell) if isinstance(part, Cite))
    return plain_words(cell) + marks


def _longest(text: str) -> int:
    return min(max(map(len, bind_numbers(text).split(" ")), default=1), _LONGEST_WORD)
