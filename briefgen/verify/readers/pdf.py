"""A PDF: by its tags where it has them, so that no running head stands in a sentence; else page by page."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefgen.verify.draft import Block, Draft, Kind, block
from briefgen.verify.readers.references import is_heading_of_sources, numbered

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES = 2000
DEEPEST = 60  # tags in tags
_KINDS = {"TR": Kind.ROW, "BlockQuote": Kind.QUOTATION}
_KINDS |= dict.fromkeys(("H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"), Kind.HEADING)
_BLOCKS = {*_KINDS, "P", "LBody", "Caption", "Note", "FENote", "TOCI"}
_UNSEEN = {"Lbl", "TOC", "Artifact"}
# „so “: a tag that ends before the mark leaves a space, and the mark would open what follows.
_LOOSE = re.compile(r"(„[^„“”]{1,5000}) “")
_RAISED = 0.75  # of a line's height: less of a step is a raised sign on the same line


def read(content: bytes) -> Draft:
    """ValueError where the bytes are no PDF, or one that is locked."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"this PDF cannot be read: {error}") from error
    try:
        found = list(_tagged(document)) or list(_untagged(document))
    finally:
        document.close()
    return _draft(_joined(found))


@dataclass(slots=True)
class _Piece:
    """One block on one page, as the words of its lines come."""

    kind: Kind
    page: int
    number: str = ""  # the label of a list item
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return _LOOSE.sub(r"\1“", " ".join("".join(self.words).split()))


def _draft(pieces: list[_Piece]) -> Draft:
    sources: dict[str, str] = {}
    blocks: list[Block] = []
    is_listing = False
    for piece in pieces:
        place = f"page {piece.page}"
        if piece.kind is Kind.HEADING:
            is_listing = is_heading_of_sources(piece.text)
        elif is_listing and (reference := numbered(f"{piece.number} {piece.text}".strip())):
            sources.setdefault(*reference)
            continue
        elif is_listing and sources:
            last = list(sources)[-1]
            sources[last] += f" {piece.text}"
            continue
        blocks.append(block(piece.kind, piece.text, place))
    return Draft(tuple(blocks), sources)


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """Blocks that a page's end cuts in two are one: the first has no end, or the second no beginning."""
    joined: list[_Piece] = []
    for piece in (piece for piece in pieces if piece.text):
        before = joined[-1] if joined else None
        if (
            before
            and before.kind is piece.kind is not Kind.HEADING
            and piece.page == before.page + 1
            and not piece.number
            and (_is_open(before.text) or piece.text[:1].islower())
        ):
            before.words += [" ", *piece.words]
            before.page = piece.page
        else:
            joined.append(piece)
    return joined


def _is_open(text: str) -> bool:
    """Whether a quotation in it has no end; “ ends one that „ began."""
    english = not text.count("„") and text.count("“") > text.count("”")
    return english or text.count("„") > text.count("“") or text.count("«") > text.count("»")


# By tags ------------------------------------------------------------------------------------------------


def _tagged(document: PdfDocument) -> Iterator[_Piece]:
    import pypdfium2.raw as c

    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        texts = _texts(page)
        tree = c.FPDF_StructTree_GetForPage(page.raw)
        if not tree:
            continue
        walk = _Walk(texts, number + 1)
        for at in range(max(0, c.FPDF_StructTree_CountChildren(tree))):
            walk.visit(c.FPDF_StructTree_GetChildAtIndex(tree, at), None, 0)
        c.FPDF_StructTree_Close(tree)
        yield from walk.pieces


class _Walk:
    """The blocks of one page in the order of their tags."""

    def __init__(self, texts: Mapping[int, list[str]], page: int) -> None:
        self.pieces: list[_Piece] = []
        self._texts = texts
        self._page = page
        self._label = ""

    def visit(self, element: Any, within: _Piece | None, depth: int) -> None:
        import pypdfium2.raw as c

        if not element or depth > DEEPEST:
            return
        name = _name(element)
        if name in _UNSEEN:
            self._label = "".join(self._own(element, deep=True)).strip() if name == "Lbl" else self._label
            return
        if name in _BLOCKS and (within is None or within.kind is not Kind.ROW):
            kind = _KINDS.get(name, within.kind if within else Kind.TEXT)
            within = _Piece(kind, self._page, self._label if name == "LBody" else "")
            self.pieces.append(within)
            self._label = ""
        elif name in ("TD", "TH") and within is not None and within.words:
            within.words.append(" | ")
        if within is not None:
            within.words += self._own(element, deep=False)
        for at in range(max(0, c.FPDF_StructElement_CountChildren(element))):
            if child := c.FPDF_StructElement_GetChildAtIndex(element, at):
                self.visit(child, within, depth + 1)

    def _own(self, element: Any, *, deep: bool) -> list[str]:
        import pypdfium2.raw as c

        count = c.FPDF_StructElement_GetMarkedContentIdCount(element)
        words: list[str] = []
        for at in range(max(0, count)):
            words += self._texts.get(c.FPDF_StructElement_GetMarkedContentIdAtIndex(element, at), [])
        if deep:
            for at in range(max(0, c.FPDF_StructElement_CountChildren(element))):
                if child := c.FPDF_StructElement_GetChildAtIndex(element, at):
                    words += self._own(child, deep=True)
        return words


def _texts(page: PdfPage) -> dict[int, list[str]]:
    """Words by the number of their marked content, a space where a new line begins."""
    import pypdfium2.raw as c

    textpage = page.get_textpage()
    texts: dict[int, list[str]] = {}
    line = 0.0
    for found in page.get_objects(filter=(c.FPDF_PAGEOBJ_TEXT,), max_depth=8):
        number = c.FPDFPageObj_GetMarkedContentID(found.raw)
        words = _wide(c.FPDFTextObj_GetText, found.raw, textpage.raw)
        if number < 0 or not words:
            continue
        _, bottom, _, top = found.get_bounds()
        is_new_line = abs(bottom - line) > _RAISED * max(top - bottom, 4.0)
        line = bottom if is_new_line else line
        texts.setdefault(number, []).append(f" {words}" if is_new_line else words)
    textpage.close()
    return texts


def _name(element: Any) -> str:
    import pypdfium2.raw as c

    return _wide(c.FPDF_StructElement_GetType, element)


def _wide(ask: Any, *arguments: Any) -> str:
    """What one of PDFium's functions writes into a buffer, in UTF-16."""
    import pypdfium2.raw as c

    is_text = ask is c.FPDFTextObj_GetText
    size = ask(*arguments, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(*arguments, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)) if is_text else buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", errors="replace")


# Without tags ---------------------------------------------------------------------------------------------


def _untagged(document: PdfDocument) -> Iterator[_Piece]:
    """Paragraphs by their lines; what stands at the head or foot of most pages is left out."""
    pages = [_lines(document[number]) for number in range(min(len(document), MOST_PAGES))]
    seen = Counter(_anonymous(line) for lines in pages for line in {*lines[:2], *lines[-2:]})
    repeated = {line for line, count in seen.items() if count > 1 and 2 * count > len(pages)}
    for number, lines in enumerate(pages, start=1):
        piece = _Piece(Kind.TEXT, number)
        for at, line in enumerate(lines):
            if _anonymous(line) in repeated and (at < 2 or at >= len(lines) - 2):
                continue
            piece.words += [line, " "] if not line.endswith("\u00ad") else [line[:-1]]
        yield piece


def _lines(page: PdfPage) -> list[str]:
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    textpage.close()
    return [line for line in text.replace("\ufffe", "\u00ad").splitlines() if line.strip()]


def _anonymous(line: str) -> str:
    """A line without its numbers: pages differ in theirs."""
    return re.sub(r"\d+", "#", line.strip())
