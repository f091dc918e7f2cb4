"""Fonts made for a test: every glyph is a box, the rest is what a font says of itself."""

from __future__ import annotations

import io
from collections.abc import Iterable

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

LETTERS = [*map(chr, range(0x20, 0x7F))]
SIGNS = "“”‘’–—…·€§\u00a0"


def make_font(
    characters: Iterable[str] = (*LETTERS, *SIGNS),
    *,
    family: str = "Boxes",
    is_variable: bool = False,
    fs_type: int = 0,
    flavor: str | None = None,
) -> bytes:
    """The bytes of a TrueType font, or of a WOFF2 file (`flavor`), that knows these characters."""
    cmap = {ord(character): f"u{ord(character):04X}" for character in characters}
    names = [".notdef", *cmap.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(cmap)
    builder.setupGlyf({name: _box() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": f"{family}-Regular"})
    builder.setupOS2(
        sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200, fsType=fs_type
    )
    builder.setupPost()
    builder.setupHead(unitsPerEm=1000, created=0, modified=0)
    if is_variable:
        builder.setupFvar([("wght", 400, 400, 700, "Weight")], [])
    builder.font.flavor = flavor
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def _box() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 700), (550, 700), (550, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()
