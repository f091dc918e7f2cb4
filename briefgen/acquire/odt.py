"""An OpenDocument text (.odt): headings, paragraphs, lists, tables and notes in the order of the text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator

from briefgen import office
from briefgen.acquire.taken import (
    Block,
    Guess,
    RefusedError,
    Sort,
    Taken,
    counted,
    one_line,
    raised,
    set_text,
)

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DEEPEST = 50
_MOST_SPACES = 100  # `text:s` says how many
# Lists of contents repeat the headings; tracked changes hold what was struck out; comments are no text.
_APART = {f"{_TEXT}table-of-content", f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}forms"}


def read(content: bytes) -> Taken:
    """Raises RefusedError for what is no .odt file with text in it."""
    try:
        with office.opened(content) as package:
            root = office.part(package, "content.xml")
            reader = _Reader(root, office.part_if_there(package, "styles.xml"))
            body = root.find(f"{_OFFICE}body/{_OFFICE}text")
            blocks = list(reader.blocks(body)) if body is not None else []
            guesses = _properties(package)
            notes = [*reader.told(root), *_furniture(package)]
    except office.PackageError as error:
        locked = "save it without a password" if "password" in str(error) else "save it anew as .odt"
        raise RefusedError(f"this OpenDocument text cannot be read: {error}", locked) from error
    if not any(re.search(r"\w", block.words) for block in blocks):
        raise RefusedError("holds no text", "a scan in it has none: recognise it with an OCR program")
    text, _ = set_text([*blocks, *reader.endnotes])
    return Taken(text, "the package's own XML", guesses=guesses, notes=tuple(notes))


def _properties(package: zipfile.ZipFile) -> dict[str, tuple[Guess, ...]]:
    meta = office.part_if_there(package, "meta.xml")
    if meta is None:
        return {}
    said = {element.tag: one_line(element.text or "") for element in meta.iter()}
    found: dict[str, tuple[Guess, ...]] = {}
    for key, tags in {
        "title": (f"{_DC}title",),
        "author": (f"{_META}initial-creator", f"{_DC}creator"),
        "language": (f"{_DC}language",),
        "file-dates": (f"{_META}creation-date", f"{_DC}date"),
    }.items():
        guesses = [
            Guess((said[tag],), f"the file's property {tag.rpartition('}')[2]}")
            for tag in tags
            if said.get(tag)
        ]
        if guesses:
            found[key] = tuple(guesses)
    return found


def _furniture(package: zipfile.ZipFile) -> Iterator[str]:
    styles = office.part_if_there(package, "styles.xml")
    for name in ("header", "footer"):
        for part in styles.iter(f"{_STYLE}{name}") if styles is not None else ():
            if words := one_line("".join(part.itertext())):
                yield f"left out, at the {'head' if name == 'header' else 'foot'} of pages: {words[:200]}"


class _Reader:
    def __init__(self, *roots: ET.Element | None) -> None:
        self.endnotes: list[Block] = []
        self._footnotes: list[Block] = []
        self._cited = 0
        styles = [style for root in roots if root is not None for style in root.iter()]
        self._raised = {
            style.get(f"{_STYLE}name")
            for style in styles
            for form in style.findall(f"{_STYLE}text-properties")
            if re.match(r"super|[1-9]", form.get(f"{_STYLE}text-position") or "")
        }
        self._hidden = {
            style.get(f"{_STYLE}name")
            for style in styles
            for form in style.findall(f"{_STYLE}text-properties")
            if form.get(f"{_TEXT}display") == "none"
        }
        self._numbered = {
            style.get(f"{_STYLE}name")
            for style in styles
            for level in style.findall(f"{_TEXT}list-level-style-number")
            if level.get(f"{_TEXT}level") == "1" and level.get(f"{_STYLE}num-format")
        }

    def told(self, root: ET.Element) -> Iterator[str]:
        struck = sum(1 for _ in root.iter(f"{_TEXT}deletion"))
        if struck:
            yield f"tracked changes are read as accepted: {counted(struck, 'deletion')} left out"
        if any(True for _ in root.iter(f"{_OFFICE}annotation")):
            yield "comments in the margin are left out"

    def blocks(self, parent: ET.Element, depth: int = 0) -> Iterator[Block]:
        if depth > _DEEPEST:
            raise office.PackageError(f"its parts stand more than {_DEEPEST} deep in each other")
        for child in parent:
            if child.tag == f"{_TEXT}h":
                yield from self._lines(Sort.HEADING, child)
            elif child.tag == f"{_TEXT}p":
                yield from self._lines(Sort.PARAGRAPH, child)
            elif child.tag == f"{_TEXT}list":
                yield from self._list(child, depth)
            elif child.tag == f"{_TABLE}table":
                yield from self._table(child)
            elif child.tag not in _APART:
                yield from self.blocks(child, depth + 1)

    def _lines(self, sort: Sort, paragraph: ET.Element, mark: str = "") -> Iterator[Block]:
        for line in self._words(paragraph).split("\n"):
            if words := one_line(line):
                yield Block.of(sort, f"{mark} {words}" if mark else words)
                mark = ""
        yield from self._footnotes
        self._footnotes = []

    def _list(self, items: ET.Element, depth: int, style: str | None = None) -> Iterator[Block]:
        if depth > _DEEPEST:
            raise office.PackageError(f"its lists stand more than {_DEEPEST} deep in each other")
        style = items.get(f"{_TEXT}style-name") or style
        for number, item in enumerate(items.findall(f"{_TEXT}list-item"), start=1):
            mark = f"{number}." if style in self._numbered else "-"
            for child in item:
                if child.tag == f"{_TEXT}list":
                    yield from self._list(child, depth + 1, style)
                elif child.tag == f"{_TEXT}h":
                    yield from self._lines(Sort.HEADING, child)
                elif child.tag == f"{_TEXT}p":
                    yield from self._lines(Sort.ITEM, child, mark)
                    mark = "-"

    def _table(self, table: ET.Element) -> Iterator[Block]:
        for row in table.iter(f"{_TABLE}table-row"):
            cells = [
                one_line(" ".join(self._words(paragraph) for paragraph in cell.iter(f"{_TEXT}p")))
                for cell in row
                if cell.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
            ]
            if any(cells):
                yield Block.of(Sort.ROW, "\t".join(cells))
        yield from self._footnotes
        self._footnotes = []

    def _words(self, element: ET.Element, depth: int = 0) -> str:
        parts = [element.text or ""]
        for child in element if depth < _DEEPEST else ():
            parts.append(self._inner(child, depth))
            parts.append(child.tail or "")
        return "".join(parts)

    def _inner(self, child: ET.Element, depth: int) -> str:
        match child.tag.removeprefix(_TEXT):
            case "s":
                count = child.get(f"{_TEXT}c", "1")
                return " " * (min(int(count), _MOST_SPACES) if count.isdecimal() else 1)
            case "tab":
                return " "
            case "line-break":
                return "\n"
            case "note":
                return self._note(child, depth)
            case "span" if child.get(f"{_TEXT}style-name") in self._hidden:
                return ""
            case "span":
                words = self._words(child, depth + 1)
                return raised(words) if child.get(f"{_TEXT}style-name") in self._raised else words
        return (
            ""
            if child.tag in _APART or child.tag == f"{_TEXT}soft-page-break"
            else self._words(child, depth + 1)
        )

    def _note(self, note: ET.Element, depth: int) -> str:
        body = note.find(f"{_TEXT}note-body")
        words = (
            one_line(" ".join(self._words(p, depth + 1) for p in body.iter(f"{_TEXT}p")))
            if body is not None
            else ""
        )
        if not words:
            return ""
        self._cited += 1
        mark = raised(str(self._cited))
        is_end = note.get(f"{_TEXT}note-class") == "endnote"
        (self.endnotes if is_end else self._footnotes).append(Block.of(Sort.NOTE, f"{mark} {words}"))
        return mark
