"""The glyphs of a PDF's page put together to fragments: words on one line with no wide gap between them.

Coordinates are points from the lower left corner, turned so that most of the page's text runs level.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from briefgen.acquire.taken import raised

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MOST_GLYPHS = 100_000  # of a page
_BULLET = re.compile(r"^[\ue000-\uf8ff](?=\s|$)")  # of a symbol font
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_HYPHENS = "\x02\ufffe"  # PDFium's own sign for a hyphen that ends a line
_WIDE_GAP = 1.4  # of the size: more between two words is a column or a cell
_UNEVEN = 1.35  # the widest to the narrowest space of a justified line
_RAISED = 0.12  # of the size: a smaller sign that stands this much higher is a note's mark
_SMALL = 0.88  # of the size


@dataclass(slots=True)
class Glyph:
    sign: str
    left: float
    right: float
    base: float  # of the line it stands on
    size: float  # of its font
    is_bold: bool


@dataclass(slots=True)
class Fragment:
    """Words on one line; `base` is the line they stand on."""

    words: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool
    spaces: tuple[float, ...] = ()  # between its words

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(slots=True)
class PageText:
    """A page as it was printed; `turned` counts glyphs that stand across the others, as stamps do."""

    number: int
    width: float
    height: float
    fragments: list[Fragment] = field(default_factory=list)
    glyphs: int = 0
    unknown: int = 0  # glyphs that the file gives no letter for
    turned: int = 0
    images: int = 0


def read_page(page: PdfPage, number: int) -> PageText:
    import pypdfium2.raw as c

    width, height = page.get_size()
    text = PageText(number, width, height)
    textpage = page.get_textpage()
    try:
        glyphs = list(_glyphs(textpage.raw, text))
    finally:
        textpage.close()
    angle = Counter(turn for turn, _ in glyphs).most_common(1)[0][0] if glyphs else 0
    level = [_turned(glyph, angle) for turn, glyph in glyphs if turn == angle]
    text.turned = sum(1 for turn, glyph in glyphs if turn != angle and glyph.sign.strip())
    text.fragments = joined(list(_fragments(level)))
    for fragment in text.fragments:
        fragment.words, unknown = _PRIVATE.subn("\ufffd", fragment.words)
        text.unknown += unknown
    if not text.fragments:
        text.images = sum(1 for _ in page.get_objects(filter=(c.FPDF_PAGEOBJ_IMAGE,), max_depth=4))
    return text


def joined(fragments: list[Fragment]) -> list[Fragment]:
    """Words that a justified line drew apart are one fragment again: all its gaps are alike."""
    kept: list[Fragment] = []
    run: list[Fragment] = []
    for fragment in [*fragments, None]:
        if run and (
            fragment is None or abs(fragment.base - run[-1].base) > 0.5 or fragment.left < run[-1].right
        ):
            kept += [_as_one(run)] if is_stretched(run) else run
            run = []
        if fragment is not None:
            run.append(fragment)
    return kept


def is_stretched(run: Sequence[Fragment]) -> bool:
    """Whether the gaps between some fragments of a line are no wider than those inside them."""
    gaps = [after.left - before.right for before, after in pairwise(run)]
    spaces = [*gaps, *(space for one in run for space in one.spaces)]
    has_words = sum(one.words[:1].isalpha() for one in run) * 2 > len(run)
    return bool(gaps) and len(spaces) > 1 and has_words and max(spaces) <= _UNEVEN * max(min(spaces), 0.1)


def _as_one(run: Sequence[Fragment]) -> Fragment:
    first = run[0]
    return Fragment(
        " ".join(one.words for one in run),
        first.left,
        run[-1].right,
        first.base,
        max(one.size for one in run),
        all(one.is_bold for one in run),
    )


def _glyphs(raw: Any, text: PageText) -> Iterator[tuple[int, Glyph]]:
    """Each glyph with its direction in quarter turns."""
    import pypdfium2.raw as c

    x, y = ctypes.c_double(), ctypes.c_double()
    box = c.FS_RECTF()
    fonts: dict[int, tuple[float, bool]] = {}
    for at in range(min(c.FPDFText_CountChars(raw), MOST_GLYPHS)):
        code = c.FPDFText_GetUnicode(raw, at)
        sign = "-" if chr(code) in _HYPHENS else chr(code) if code < 0x110000 else "\ufffd"
        if sign in "\r\n":
            continue
        text.glyphs += 1
        if code == 0 or sign == "\ufffd" or c.FPDFText_HasUnicodeMapError(raw, at) == 1:
            text.unknown += 1
            sign = "\ufffd"
        if not c.FPDFText_GetLooseCharBox(raw, at, box) or not c.FPDFText_GetCharOrigin(raw, at, x, y):
            continue
        turn = round(c.FPDFText_GetCharAngle(raw, at) / (math.pi / 2)) % 4
        owner = ctypes.cast(c.FPDFText_GetTextObject(raw, at), ctypes.c_void_p).value or 0
        if owner not in fonts:
            fonts[owner] = _size(raw, at), _is_bold(raw, at)
        size, is_bold = fonts[owner]
        if turn % 2:
            glyph = Glyph(sign, box.bottom, box.top, x.value, size, is_bold)
        else:
            glyph = Glyph(sign, box.left, box.right, y.value, size, is_bold)
        yield turn, glyph


def _size(raw: Any, at: int) -> float:
    """The size of the font as it is drawn, in points."""
    import pypdfium2.raw as c

    matrix = c.FS_MATRIX()
    if not c.FPDFText_GetMatrix(raw, at, matrix):
        return float(c.FPDFText_GetFontSize(raw, at))
    return float(c.FPDFText_GetFontSize(raw, at)) * math.hypot(matrix.c, matrix.d)


def _is_bold(raw: Any, at: int) -> bool:
    import pypdfium2.raw as c

    if c.FPDFText_GetFontWeight(raw, at) >= 600:
        return True
    buffer = ctypes.create_string_buffer(200)
    size = c.FPDFText_GetFontInfo(raw, at, buffer, 200, ctypes.c_int())
    name = buffer.raw[: max(0, min(size, 200))].lower()
    return b"bold" in name or b"black" in name or b"heavy" in name


def _turned(glyph: Glyph, angle: int) -> Glyph:
    """As it stands when the page is turned so that its text runs level; offsets below zero do no harm."""
    match angle:
        case 1:
            glyph.base = -glyph.base
        case 2:
            glyph.left, glyph.right, glyph.base = -glyph.right, -glyph.left, -glyph.base
        case 3:
            glyph.left, glyph.right = -glyph.right, -glyph.left
    return glyph


class _Line:
    """A fragment that grows glyph by glyph."""

    def __init__(self, first: Glyph) -> None:
        self.parts: list[str] = []
        self.small = ""  # raised signs that are not yet written down
        self.left, self.right = first.left, first.right
        self.base, self.size = first.base, first.size
        self.bold = 0
        self.letters = 0
        self.last = first
        self.spaces: list[float] = []
        self.sizes: Counter[float] = Counter()  # a bullet may be set in another size than its words

    def takes(self, glyph: Glyph) -> bool:
        is_ligature = abs(glyph.left - self.last.left) < 0.01 and glyph.right - self.right < 0.01
        if glyph.left < self.right - self.size * 0.6 and not is_ligature:
            return False
        if glyph.left > self.right + self.size * _WIDE_GAP:
            return False
        if abs(glyph.base - self.base) <= self.size * 0.1:
            return True
        if self.is_mark(glyph):
            return True
        # The line began with a note's mark, and its words stand lower.
        began_small = not self.parts and glyph.size * _SMALL >= self.size and glyph.base < self.base
        return began_small and self.base - glyph.base <= glyph.size * 0.6

    def is_mark(self, glyph: Glyph) -> bool:
        step = glyph.base - self.base
        return glyph.size <= self.size * _SMALL and self.size * _RAISED <= step <= self.size * 0.6

    def add(self, glyph: Glyph) -> None:
        if not self.parts and glyph.size * _SMALL >= self.size and glyph.base < self.base:
            self.base, self.size = glyph.base, glyph.size
        if self.is_mark(glyph) and glyph.sign.strip():
            self.small += glyph.sign
        else:
            self._write(glyph)
        if glyph.sign.strip():
            self.right = max(self.right, glyph.right)
            self.last = glyph

    def _write(self, glyph: Glyph) -> None:
        if glyph.sign.isspace():
            self._settle()
            self.parts.append(" ")
            return
        if glyph.left > self.right + self.size * 0.25 and (self.parts or self.small):
            self._settle()
            self.parts.append(" ")
        self._settle()
        if self.parts and self.parts[-1] == " ":
            self.spaces.append(glyph.left - self.right)
        self.parts.append(glyph.sign)
        self.sizes[glyph.size] += 1
        self.letters += 1
        self.bold += glyph.is_bold

    def _settle(self) -> None:
        if self.small:
            self.parts.append(raised(self.small))
            self.small = ""

    def fragment(self) -> Fragment | None:
        self._settle()
        words = "".join(self.parts).strip()
        if not words:
            return None
        is_bold = self.bold * 2 > self.letters
        words = _BULLET.sub("•", " ".join(words.split()))
        size = self.sizes.most_common(1)[0][0] if self.sizes else self.size
        return Fragment(words, self.left, self.right, self.base, size, is_bold, tuple(self.spaces))


def _fragments(glyphs: list[Glyph]) -> Iterator[Fragment]:
    line: _Line | None = None
    for glyph in glyphs:
        if glyph.sign.isspace() and (line is None or glyph.size == 0 or glyph.right <= glyph.left):
            if line is not None:
                line.parts.append(" ")
            continue
        if line is None or not line.takes(glyph):
            if line is not None and (made := line.fragment()):
                yield made
            if glyph.sign.isspace():
                line = None
                continue
            line = _Line(glyph)
        line.add(glyph)
    if line is not None and (made := line.fragment()):
        yield made
