"""The fonts of a look: each file is opened and asked what it is before a brief is set in it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefgen.errors import Place
from briefgen.looks.folder import Folder, Placing
from briefgen.looks.form import PACKAGED_FAMILIES, CutsForm, TypefaceForm
from briefgen.model.house import Cut, Typeface

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

MAX_PDF_FONT = 4 * 1024 * 1024
MAX_PAGE_FONT = 512 * 1024  # it travels inside each page
_SUFFIXES = {"pdf": (".ttf", ".otf"), "page": (".woff2",)}
_LIMITS = {"pdf": MAX_PDF_FONT, "page": MAX_PAGE_FONT}
# Name in the file -> CSS weight and style. Headings and strong words ask for 600 and 700: one file has both.
_CUTS = {
    "regular": (400, "normal"),
    "italic": (400, "italic"),
    "bold": (600, "normal"),
    "bold_italic": (600, "italic"),
}
_LETTERS = frozenset(map(chr, range(0x21, 0x7F)))
# What the program itself prints besides: quotation marks, dashes, spaces that hold words together.
_SIGNS = frozenset("“”‘’–—…·€§ \u00a0")
_RESTRICTED = (
    0x0002  # OS/2 fsType: may not be embedded, https://learn.microsoft.com/typography/opentype/spec/os2
)


def read_typeface(folder: Folder, form: TypefaceForm, placing: Placing) -> Typeface:
    """The typeface of one part of a brief; problems go to the folder."""
    cuts = {
        use: tuple(_cuts(folder, form.family, use, written, placing))
        for use, written in (("pdf", form.pdf), ("page", form.page))
        if written is not None
    }
    if not cuts and form.family not in PACKAGED_FAMILIES:
        hint = "name files for the page, the PDF or both"
        folder.warn(f"'{form.family}' has no font files: it is used where a reader has it", placing(), hint)
    return Typeface(form.family, cuts.get("page", ()), cuts.get("pdf", ()), form.fallback)


def _cuts(folder: Folder, family: str, use: str, written: CutsForm, placing: Placing) -> Iterator[Cut]:
    for name, (weight, style) in _CUTS.items():
        file = getattr(written, name)
        if file is None:
            continue
        place = placing(use, name.replace("_", "-"))
        content = folder.read(file, place, _SUFFIXES[use], _LIMITS[use])
        if content is not None and _is_usable(folder, file, content, place):
            yield Cut(family, weight, style, file)


def _is_usable(folder: Folder, file: str, content: bytes, place: Place) -> bool:
    """Whether a brief can be set in it; what is wrong with it is told."""
    from fontTools.ttLib import TTFont

    try:
        with TTFont(io.BytesIO(content), lazy=True) as font:
            return _says_usable(folder, file, font, place)
    except Exception:  # noqa: BLE001 - fontTools raises whatever its parsers do: all means "not a font"
        folder.tell(f"'{file}' is not a font that can be read", place, "take it anew from its publisher")
        return False


def _says_usable(folder: Folder, file: str, font: TTFont, place: Place) -> bool:
    if "fvar" in font:
        hint = "name one static file a cut: regular, italic, bold"
        folder.tell(f"'{file}' is a variable font", place, hint)
        return False
    if "OS/2" in font and font["OS/2"].fsType & 0x000F == _RESTRICTED:
        folder.tell(f"'{file}' says that it may not be embedded", place, "ask its maker for a licence")
        return False
    known = {chr(code) for code in font.getBestCmap() or {}}
    if missing := sorted(_LETTERS - known):
        hint = "choose a font for text"
        folder.tell(f"'{file}' lacks letters or digits: {_some(missing)}", place, hint)
        return False
    if missing := sorted(_SIGNS - known):
        hint = "the fallback fonts print them"
        folder.warn(f"'{file}' lacks {_some(missing)}", place, hint)
    return True


def _some(characters: list[str]) -> str:
    named = [sign if sign.strip() else f"U+{ord(sign):04X}" for sign in characters[:8]]
    more = f" and {len(characters) - 8} more" if len(characters) > 8 else ""
    return " ".join(named) + more


def tell_missing_cuts(folder: Folder, part: str, form: TypefaceForm, placing: Placing) -> None:
    """Cuts that a brief asks for and the look does not name: letters would be slanted or smeared."""
    wanted = "italic" if part == "text" else "bold"
    for use, written in (("pdf", form.pdf), ("page", form.page)):
        if written is not None and getattr(written, wanted) is None:
            made = "slanted by machine" if wanted == "italic" else "thickened by machine"
            folder.warn(f"no {wanted} cut of '{form.family}': letters are {made}", placing(use), "name one")
