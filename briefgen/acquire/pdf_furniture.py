"""Running heads and feet and page numbers: what stands at the edge of page after page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from briefgen.acquire.pdf_glyphs import Fragment, PageText
from briefgen.acquire.pdf_layout import rows_of

_EDGE = 0.16  # of a page's height: heads and feet stand there
_OUTERMOST = 4  # rows at an edge
_STEP = 4  # points: a head stands at the same height on every page
_FEWEST_PAGES = 3  # with a head, or both pages of two
_NUMBER = re.compile(
    r"(?:(?:page|seite|pagina|página|s\.|p\.)\s*)?[-–—|]?\s*(?P<number>\d{1,4}|[ivxlc]{1,7})\s*[-–—|]?"
    r"(?:\s*(?:/|of|von|sur|di|de)\s*\d{1,4})?",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

Row = list[Fragment]
Key = tuple[str, int]  # its words without numbers, and its height in steps


class Furniture:
    """What is to be left out of each page, and how it reads."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self._edges = {page.number: _edges(page) for page in pages}
        self._repeated = self._find_repeated(len(pages))
        self._numbered = self._find_numbered()
        self._gone: dict[int, set[int]] = defaultdict(set)
        self.heads: Counter[str] = Counter()
        self.first_number: tuple[int, str] | None = None  # the page of the file, and what is printed on it
        for page, edges in self._edges.items():
            for edge in edges:
                self._take_out(page, edge)

    def without(self, page: PageText) -> list[Fragment]:
        gone = self._gone[page.number]
        return [fragment for fragment in page.fragments if id(fragment) not in gone]

    def _take_out(self, page: int, edge: Sequence[Row]) -> None:
        """From the edge inwards, up to the first row that belongs to the text."""
        for row in edge:
            words = _words(row)
            is_number = _NUMBER.fullmatch(words) is not None
            if not ((page, words) in self._numbered or any(key in self._repeated for key in _keys(row))):
                return
            if is_number:
                self.first_number = self.first_number or (page, words)
            else:
                self.heads[re.sub(r"\d+", "…", words)] += 1
            self._gone[page] |= {id(fragment) for fragment in row}

    def _find_repeated(self, pages: int) -> set[Key]:
        """Rows of the same words, but for numbers, at the same height of several pages."""
        seen: Counter[Key] = Counter()
        for edges in self._edges.values():
            seen.update({key for edge in edges for row in edge for key in _keys(row)})
        fewest = min(_FEWEST_PAGES, max(2, pages))
        return {key for key, count in seen.items() if count >= fewest and re.search(r"[^\W\d_]{2}", key[0])}

    def _find_numbered(self) -> set[tuple[int, str]]:
        """Rows of a number that counts with the pages, alone or at the end of a head: `2 Returns … 3`."""
        steps: dict[int, list[tuple[int, str]]] = defaultdict(list)
        beside: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for page, edges in self._edges.items():
            for row in (edge[0] for edge in edges if edge):
                words = _words(row)
                if (match := _NUMBER.fullmatch(words)) and (value := _value(match["number"])):
                    steps[value - page].append((page, words))
                elif len(row) > 1:
                    ends = {one.words for one in (row[0], row[-1]) if one.words.isdecimal()}
                    for number in ends:
                        beside[int(number) - page].append((page, words))
        usual = {step for step in {*steps, *beside} if len({at for at, _ in steps[step] + beside[step]}) > 1}
        return {found for step in usual for found in steps[step] + beside[step]}


def _edges(page: PageText) -> tuple[list[Row], list[Row]]:
    """The rows at the head and at the foot, each from the edge inwards."""
    rows = rows_of(page.fragments)
    if not rows:
        return [], []
    bases = [row[0].base for row in rows]
    # A turned page has other coordinates: then its own text is the measure.
    is_level = min(bases) >= 0 and max(bases) <= page.height
    low, high = (0.0, page.height) if is_level else (min(bases), max(bases))
    reach = (high - low) * _EDGE
    head = [row for row in rows[:_OUTERMOST] if row[0].base > high - reach]
    foot = [row for row in reversed(rows[-_OUTERMOST:]) if row[0].base < low + reach]
    return head, foot


def _words(row: Sequence[Fragment]) -> str:
    return " ".join(fragment.words for fragment in row)


def _keys(row: Sequence[Fragment]) -> Iterator[Key]:
    """Two heights each, so that what lies on the border of a step is found again."""
    anonymous = re.sub(r"\d+", "#", _words(row).casefold())
    base = row[0].base
    yield anonymous, int(base // _STEP) * 2
    yield anonymous, int((base + _STEP / 2) // _STEP) * 2 + 1


def _value(written: str) -> int:
    if written.isdigit():
        return int(written)
    values = [_ROMAN[letter] for letter in written.lower()]
    total = 0
    for at, value in enumerate(values):
        total += -value if any(later > value for later in values[at + 1 : at + 2]) else value
    return total
