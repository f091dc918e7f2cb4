"""The lines of a text, each with what its layout tells: blank lines before it, list mark, trailing space."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefgen.extract.normalise import has_ink
from briefgen.model.text import Document, Span

# A longer line is cut at a space: a passage is at most this many characters per line.
LONGEST_LINE = 8_000
_LONGEST_ROW = 1_000

_MARK = re.compile(
    r"""(?P<mark>
        [•‣⁃◦▪▫■□●○·∙➢➤►▶→⇒>*+–—-](?=[^\S\n])  # bullets, arrows and dashes before a space
      | [•▪■●➢➤►▶](?=\w)                     # bullets that lost their space
      | o(?=\ [A-Z0-9“"])                    # the word processor's second bullet, read as a letter
      | \(?(?:\d{1,3}|[a-z]|[ivx]{1,5})\)(?=\s)    # (1)  1)  a)  (iv)
      | (?:\d{1,3}\.){1,4}(?=\s+\S)          # 1.  12.  3.2.
      | (?:[A-Z]|[IVX]{2,5})\.(?=\s+[A-Z][^.]{0,90}$)   # A. Findings   IV. Recommendations
    )\s*""",
    re.VERBOSE,
)
_TERMINAL = re.compile(r"(?:[.!?;:…。]|\.\.\.)[\"'”’»›)\]*]*(?:\[\d{1,3}\]|\d{1,2})?$")
_END = re.compile(r"[.!?…。][\"'”’»›)\]*]*(?:\[\d{1,3}\])*$")

# Words that no sentence, heading or list item ends with.
_LEADING = """
    a an the this these those of in on at to for from by with without under over into onto upon between among
    and or nor but as than that which who whose where when while if because via per its their his her our your
    is are was were be been being has have had will would shall should can could may might must do does not
    including towards toward against during about within through across whole several some both eur usd gbp
    no nos mr mrs ms dr gen prof
"""
_LEADING_WORDS = frozenset(_LEADING.split())
_STOPS = ".!?…。"
_PAUSES = ";:"
_JOINS = ",-–—(/&"
_RUN = re.compile(r"[\w$€£]+")
_LAST_WORD = re.compile(r"([\w$€£]+)\W*$")


@dataclass(slots=True)
class Line:
    """One line without the white space around it.

    `blanks` counts the blank lines before it; None: it goes on the same line as the one before.
    `is_finished`: it ends as a sentence does; `is_closed`: as a sentence, clause or lead-in does;
    `starts_low`: it begins with a small letter, as the rest of something.
    """

    start: int
    end: int
    text: str
    blanks: int | None
    indent: int
    has_trailing_space: bool
    mark: str  # its list mark
    body: int  # where the words begin: after the mark
    is_debris: bool
    is_finished: bool
    is_closed: bool
    starts_low: bool
    is_cell: bool = False  # of a table whose cells tabs or bars keep apart
    _is_torn: bool | None = None  # not yet known

    @property
    def words(self) -> str:
        return self.text[self.body - self.start :]

    @property
    def is_torn(self) -> bool:
        """Breaks off where no sentence, heading or item can end."""
        if self._is_torn is None:
            self._is_torn = not self.is_closed and (
                self.text[-1] in _JOINS
                or self._last_word().lower() in _LEADING_WORDS
                or self.text.count("(") > self.text.count(")")
            )
        return self._is_torn

    def _last_word(self) -> str:
        end = self.text[-40:]
        word = end[end.rfind(" ") + 1 :]
        if word.isalpha():
            return word
        if end[-1].isalnum():
            runs: list[str] = _RUN.findall(end)
            return runs[-1]
        last = _LAST_WORD.search(end)
        return last[1] if last else ""


def read_lines(document: Document) -> list[Line]:
    """All lines that hold a character other than white space, in order, furniture of a person set apart."""
    text = document.text
    found: list[Line] = []
    blanks = 0
    start = 0
    for raw in text.splitlines(keepends=True):
        body = raw.strip()
        if not body:
            blanks += not (raw == "\n" and start and text[start - 1] == "\r")
        else:
            trailing = raw.rstrip("\r\n\f\v")[-1:].isspace()
            if len(raw) <= LONGEST_LINE:
                indent = len(raw) - len(raw.lstrip())
                found.append(_line(body, start + indent, blanks, indent, trailing))
            else:
                found.extend(_pieces(raw, start, blanks, trailing))
            blanks = 0
        start += len(raw)
    if "\t" in text or "|" in text:
        found = _with_cells(found)
    return _set_apart(text, found, document.furniture)


def _pieces(raw: str, start: int, blanks: int, trailing: bool) -> list[Line]:
    """The pieces of a line that is longer than anybody reads as one."""
    found: list[Line] = []
    offset = 0
    while offset < len(raw):
        window = raw[offset : offset + LONGEST_LINE]
        if offset + LONGEST_LINE < len(raw):
            window = window[: _cut(window)]
        body = window.strip()
        if body:
            indent = len(window) - len(window.lstrip())
            found.append(_line(body, start + offset + indent, 0 if found else blanks, indent, trailing))
        offset += len(window)
    return found


def _cut(window: str) -> int:
    """Where a long stretch may be cut: after a sentence, else at a space, else anywhere."""
    for sign in (". ", "; ", ", ", " "):
        cut = window.rfind(sign, LONGEST_LINE // 2)
        if cut >= 0:
            return cut + len(sign)
    return len(window)


_BAR = re.compile(r"\t+|\|")


def _with_cells(lines: Sequence[Line]) -> list[Line]:
    """Rows of a table cut into cells: neighbouring lines with as many tabs or bars each."""
    bars = [_bars(line) for line in lines]
    found: list[Line] = []
    for at, (line, count) in enumerate(zip(lines, bars, strict=True)):
        above = at > 0 and bars[at - 1] == count and line.blanks == 0
        below = at + 1 < len(lines) and bars[at + 1] == count and lines[at + 1].blanks == 0
        found.extend(_cells(line) if count and (above or below) else [line])
    return found


def _bars(line: Line) -> int:
    may_be_row = not line.mark and len(line.text) <= _LONGEST_ROW and ("\t" in line.text or "|" in line.text)
    return len(_BAR.findall(line.text)) if may_be_row else 0


def _cells(line: Line) -> list[Line]:
    """The cells of a row; a bar at its edge goes with its neighbour."""
    edges = [0, *(bar.end() for bar in _BAR.finditer(line.text)), len(line.text)]
    found: list[Line] = []
    start = 0
    for end in edges[1:]:
        raw = line.text[start:end]
        if end < len(line.text) and not raw.strip("|\t "):
            continue  # a bar with no cell before it: taken into the next
        cell = raw.strip()
        if cell:
            at = line.start + start + len(raw) - len(raw.lstrip())
            first = not found
            piece = _line(cell, at, line.blanks if first else 0, line.indent if first else 0, trailing=False)
            found.append(replace(piece, mark="", body=at, is_cell=True, starts_low=cell[0].islower()))
        start = end
    return found


def _line(body: str, start: int, blanks: int | None, indent: int, trailing: bool) -> Line:
    mark = _MARK.match(body) if blanks is not None and _may_be_marked(body) else None
    words = mark.end() if mark else 0
    is_finished, is_closed = _ending(body)
    return Line(
        start,
        start + len(body),
        body,
        blanks,
        indent,
        trailing,
        mark["mark"] if mark else "",
        start + words,
        is_debris=not body[0].isalnum() and len(body) < 200 and not has_ink(body),
        is_finished=is_finished,
        is_closed=is_closed,
        starts_low=body[words : words + 1].islower(),
    )


def _may_be_marked(body: str) -> bool:
    """A quick look: a list mark of letters has its bracket or full stop near, or is a lone "o"."""
    head = body[:7]
    return not head[0].isalpha() or "." in head or ")" in head or head.startswith("o ")


def _ending(body: str) -> tuple[bool, bool]:
    """Whether it ends as a sentence, and as a sentence, clause or lead-in."""
    last = body[-1]
    if last.isalpha():
        return False, False
    if last in _STOPS:
        return True, True
    if last in _PAUSES:
        return False, True
    end = body[-12:]
    return _END.search(end) is not None, _TERMINAL.search(end) is not None


def _set_apart(text: str, lines: Sequence[Line], furniture: Sequence[Span]) -> list[Line]:
    """Cut the lines at the ends of declared furniture and mark what lies inside."""
    if not furniture:
        return list(lines)
    apart: list[Line] = []
    for line in lines:
        touching = [span for span in furniture if span.start < line.end and line.start < span.end]
        apart.extend(_cut_out(text, line, touching) if touching else [line])
    return apart


def _cut_out(text: str, line: Line, furniture: Sequence[Span]) -> list[Line]:
    edges = {line.start, line.end}
    edges.update(max(line.start, span.start) for span in furniture)
    edges.update(min(line.end, span.end) for span in furniture)
    cuts = sorted(edges)
    found: list[Line] = []
    for start, end in pairwise(cuts):
        body = text[start:end].strip()
        if not body:
            continue
        left = start + len(text[start:end]) - len(text[start:end].lstrip())
        declared = any(span.start <= start and end <= span.end for span in furniture)
        blanks = None if any(not piece.is_debris for piece in found) else line.blanks
        piece = _line(body, left, blanks, line.indent, line.has_trailing_space)
        piece.is_debris = declared
        found.append(piece)
    return found
