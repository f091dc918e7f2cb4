"""A .docx file as an editor hands it on: paragraphs by style, tables by rows, footnotes as citations."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from briefgen import office
from briefgen.verify.draft import Block, Draft, Kind, block
from briefgen.verify.readers.references import is_heading_of_sources, numbered

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LIST = re.compile(r"(?:TOC|Inhaltsverzeichnis|TDM)\d*|TOCHeading", re.IGNORECASE)
_STYLES = (
    (re.compile(r"(?:Block)?Quote|IntenseQuote|Zitat|Citation|Citazione", re.IGNORECASE), Kind.QUOTATION),
    (re.compile(r"Attribution", re.IGNORECASE), Kind.ATTRIBUTION),
    (re.compile(r"Heading\d|Title|Titre\d?|berschrift\d|Titolo\d?", re.IGNORECASE), Kind.HEADING),
)


def read(content: bytes) -> Draft:
    """ValueError where the bytes are no .docx file."""
    try:
        with office.opened(content) as package:
            document = office.part(package, "word/document.xml")
            notes = office.part_if_there(package, "word/footnotes.xml")
    except office.PackageError as error:
        raise ValueError(f"this is no .docx file: {error}") from error
    body = document.find(f"{_W}body")
    reader = _Reader(_footnotes(notes))
    blocks = tuple(reader.blocks(body)) if body is not None else ()
    return Draft(blocks, reader.sources)


def _footnotes(notes: ET.Element | None) -> dict[str, str]:
    """Words of each footnote by its id."""
    if notes is None:
        return {}
    return {
        note.get(f"{_W}id", ""): " ".join("".join(t.text or "" for t in note.iter(f"{_W}t")).split())
        for note in notes.iter(f"{_W}footnote")
    }


class _Reader:
    def __init__(self, footnotes: dict[str, str]) -> None:
        self.sources: dict[str, str] = {}
        self._footnotes = footnotes
        self._cited = 0  # footnotes so far: they are numbered in the order of the text
        self._paragraph = 0
        self._is_listing = False

    def blocks(self, parent: ET.Element) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._one_paragraph(child)
            elif child.tag == f"{_W}tbl":
                for row in child.iter(f"{_W}tr"):
                    cells = [" ".join(map(self._words, cell.iter(f"{_W}p"))) for cell in row.iter(f"{_W}tc")]
                    self._paragraph += 1
                    yield block(Kind.ROW, " | ".join(cells), f"paragraph {self._paragraph}")
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
                yield from self.blocks(child)

    def _one_paragraph(self, paragraph: ET.Element) -> Iterator[Block]:
        words, style = self._words(paragraph).strip(), _style(paragraph)
        if not words or _LIST.fullmatch(style):
            return
        self._paragraph += 1
        kind = next((kind for form, kind in _STYLES if form.search(style)), Kind.TEXT)
        place = f"paragraph {self._paragraph}"
        if kind is Kind.HEADING:
            self._is_listing = is_heading_of_sources(words)
        elif self._is_listing:
            if reference := numbered(words):
                self.sources.setdefault(*reference)
            return
        yield block(kind, words, place)

    def _words(self, paragraph: ET.Element) -> str:
        """The words of a paragraph with its citations as `[n]`; what a reviser struck out is left out."""
        parts: list[str] = []
        for run in paragraph.iter(f"{_W}r"):
            for child in run:
                if child.tag == f"{_W}t":
                    written = child.text or ""
                    parts.append(f"[{written.strip()}]" if _is_citation(run, written) else written)
                elif child.tag in (f"{_W}tab", f"{_W}br"):
                    parts.append(" ")
                elif child.tag == f"{_W}footnoteReference":
                    self._cited += 1
                    self.sources[str(self._cited)] = self._footnotes.get(child.get(f"{_W}id", ""), "")
                    parts.append(f"[{self._cited}]")
        return "".join(parts)


def _style(paragraph: ET.Element) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return found.get(f"{_W}val", "") if found is not None else ""


def _is_citation(run: ET.Element, written: str) -> bool:
    """A raised number: a reference to a footnote that was cited before."""
    if not re.fullmatch(r"\s*\d{1,3}\s*", written):
        return False
    style = run.find(f"{_W}rPr/{_W}rStyle")
    raised = run.find(f"{_W}rPr/{_W}vertAlign")
    return (style is not None and "FootnoteReference" in style.get(f"{_W}val", "")) or (
        raised is not None and raised.get(f"{_W}val") == "superscript"
    )
