"""The logo of a look: an SVG that only draws, or a PNG. Whatever runs, fetches or grows is refused."""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from briefgen.errors import Place
from briefgen.looks.folder import Folder, Placing
from briefgen.looks.form import LogoForm
from briefgen.model.house import Logo

MAX_BYTES = 200 * 1024
MAX_PIXELS = 4000  # of either side of a PNG
MAX_HEIGHT = 40.0  # millimetres: more would push the title off the first screen
MAX_ELEMENTS, MAX_DEPTH = 2_000, 20
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_PNG = b"\x89PNG\r\n\x1a\n"
# What draws. No text, whose font would be that of the reader's machine; no use, which can multiply itself.
_DRAWS = (
    frozenset({"svg", "g", "defs", "clipPath", "mask", "title", "desc", "style"})
    | {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
    | {"linearGradient", "radialGradient", "stop"}
)
_WHY = {
    "script": "a logo does not run anything",
    "foreignObject": "a logo holds no page",
    "image": "draw it, or use a PNG",
    "text": "convert letters to paths",
    "use": "write out what it repeats",
    "metadata": "save it as plain SVG",
}
_HINT = "save it as plain SVG, with shapes alone"
_NUMBER = re.compile(r"\s*(\d{1,6}(?:\.\d{1,9})?)\s*(?:px)?\s*")
_FETCHES = re.compile(r"@import|image-set\s*\(|\\|url\s*\(\s*(?![\s\"']*#)|javascript:", re.IGNORECASE)


def read_logo(folder: Folder, form: LogoForm, placing: Placing) -> Logo | None:
    """The logo; None, with its problems told, where the file cannot be used."""
    place = placing("file")
    content = folder.read(form.file, place, (".svg", ".png"), MAX_BYTES)
    if content is None:
        return None
    is_png = form.file.endswith(".png")
    ratio = (
        _png_ratio(folder, form.file, content, place) if is_png else _svg_ratio(folder, form.file, content)
    )
    if ratio is None:
        return None
    height = form.width / ratio
    if not 1 <= height <= MAX_HEIGHT:
        hint = f"choose a width that makes it 1 to {MAX_HEIGHT:g} mm high"
        folder.tell(f"'{form.file}' would be {height:.1f} mm high", placing("width"), hint)
        return None
    kind = "image/png" if is_png else "image/svg+xml"
    return Logo(kind, content, form.alternative, form.width, round(height, 2), form.plate)


# PNG --------------------------------------------------------------------------------------------------


def _png_ratio(folder: Folder, file: str, content: bytes, place: Place) -> float | None:
    """Width to height of a whole PNG."""
    chunks = list(_chunks(content)) if content.startswith(_PNG) else []
    is_whole = len(_PNG) + sum(12 + len(body) for _, body in chunks) == len(content)
    if (
        not is_whole
        or not chunks
        or chunks[0][0] != b"IHDR"
        or len(chunks[0][1]) != 13
        or chunks[-1][0] != b"IEND"
    ):
        folder.tell(f"'{file}' is not a whole PNG", place, "export it again")
        return None
    width, height = (int.from_bytes(chunks[0][1][at : at + 4], "big") for at in (0, 4))
    if not (0 < width <= MAX_PIXELS and 0 < height <= MAX_PIXELS):
        folder.tell(f"'{file}' has {width} x {height} pixels", place, f"at most {MAX_PIXELS} a side")
        return None
    return width / height


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(type, body) of each chunk whose checksum is right, up to the first that is not."""
    at = len(_PNG)
    while at + 12 <= len(content):
        size = int.from_bytes(content[at : at + 4], "big")
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + size]
        check = content[at + 8 + size : at + 12 + size]
        if int.from_bytes(check, "big") != zlib.crc32(kind + body) or len(check) != 4:
            return
        yield kind, body
        at += 12 + size


# SVG --------------------------------------------------------------------------------------------------


class _RefusedError(Exception):
    """What is in the picture must not be there: the parser stops at once."""


def _svg_ratio(folder: Folder, file: str, content: bytes) -> float | None:
    """Width to height of a picture that only draws; its faults are placed in its own file."""
    reader = _Svg()
    try:
        reader.parser.Parse(content, True)
    except _RefusedError as error:
        message, hint = error.args
    except expat.ExpatError as error:
        message, hint = f"is not well-formed XML: {expat.ErrorString(error.code)}", "export it again"
        reader.at = error.lineno, error.offset
    except (LookupError, ValueError):  # an encoding that it names and nobody knows
        message, hint = "is not in UTF-8", "save it as UTF-8"
    else:
        if reader.ratio is not None:
            return reader.ratio
        message, hint = "has no size", "give <svg> a viewBox, or width and height in px"
        reader.at = 1, 0
    line, column = reader.at
    folder.tell(message, Place(f"{folder.name}/{file}", line, column + 1), hint)
    return None


@dataclass(slots=True)
class _Svg:
    """Reads a picture element by element and stops at the first that does more than draw."""

    ratio: float | None = None
    elements: int = 0
    at: tuple[int, int] = (1, 0)  # line from 1, column from 0: where what is looked at begins
    open: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    parser: expat.XMLParserType = field(init=False)

    def __post_init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words

    def _note_place(self) -> None:
        self.at = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber

    def _doctype(self, *_: object) -> None:
        self._note_place()
        raise _RefusedError("a document type stands here: it can declare entities", "delete the <!DOCTYPE>")

    def _instruction(self, target: str, _: str) -> None:
        self._note_place()
        raise _RefusedError(f"a processing instruction stands here (<?{target[:40]}?>)", "delete it")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._note_place()
        space, _, tag = name.rpartition(" ")
        self.elements += 1
        if space != _SVG or tag not in _DRAWS:
            shown = tag if space == _SVG else f"{tag} of another language"
            raise _RefusedError(f"<{shown[:60]}> must not stand in a logo", _WHY.get(tag, _HINT))
        if (tag == "svg") is not (not self.open):
            raise _RefusedError(f"<{tag}> must not stand here", "one <svg> holds everything")
        if self.elements > MAX_ELEMENTS or len(self.open) >= MAX_DEPTH:
            raise _RefusedError(
                f"more than {MAX_ELEMENTS} elements, or {MAX_DEPTH} in each other", "simplify the picture"
            )
        for attribute, value in attributes.items():
            _check_attribute(attribute, value)
        if not self.open:
            self.ratio = _ratio_of(attributes)
        self.open.append(tag)

    def _words(self, text: str) -> None:
        if self.open[-1] == "style":
            self.styles.append(text)

    def _end(self, _: str) -> None:
        if self.open.pop() == "style":
            if found := _FETCHES.search("".join(self.styles)):
                raise _RefusedError(f"the style asks for something else ({found[0]})", _HINT)
            self.styles.clear()


def _check_attribute(name: str, value: str) -> None:
    local = name.rpartition(" ")[2]
    if local.lower().startswith("on"):
        raise _RefusedError(f"the event handler {local[:40]} must not stand in a logo", "delete it")
    if local == "base":
        raise _RefusedError("xml:base must not stand in a logo", "delete it")
    if local in ("href", "src") and not value.startswith("#"):
        raise _RefusedError(f"{local} points outside the picture", "refer to parts of the picture alone")
    if _FETCHES.search(value):
        raise _RefusedError(f"{local[:40]} asks for something else", "refer to parts of the picture alone")


def _ratio_of(attributes: dict[str, str]) -> float | None:
    """Width to height, as the view box has it or else the size."""
    box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
    if len(box) == 4:
        sides = [_NUMBER.fullmatch(side) for side in box[2:]]
    else:
        sides = [_NUMBER.fullmatch(attributes.get(name, "")) for name in ("width", "height")]
    width, height = (float(side[1]) if side else 0.0 for side in sides)
    return width / height if width > 0 and height > 0 and math.isfinite(width / height) else None
