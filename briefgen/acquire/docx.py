"""A .docx file: paragraphs, lists, tables and notes in the order of the text; what was struck out is not."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator

from briefgen import office
from briefgen.acquire.numbering import Numbering
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

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING = re.compile(
    r"Heading\d|Title|Subtitle|Titre\d?|berschrift\d|Titolo\d?|heading \d|title", re.IGNORECASE
)
_TOC = re.compile(r"TOC\d|TOCHeading|toc \d|Verzeichnis\d|TDM\d", re.IGNORECASE)
_DEEPEST = 50
_SUFFICES = re.compile(r"\w")


def read(content: bytes) -> Taken:
    """Raises RefusedError for what is no .docx file with text in it."""
    try:
        with office.opened(content) as package:
            body = office.part(package, "word/document.xml").find(f"{_W}body")
            reader = _Reader(package)
            blocks = list(reader.blocks(body)) if body is not None else []
            blocks += reader.left_over_notes()
            guesses = _properties(package)
            notes = [*reader.notes(), *_furniture(package)]
    except office.PackageError as error:
        raise RefusedError(f"this Word document cannot be read: {error}", "save it anew as .docx") from error
    if not any(_SUFFICES.search(block.words) for block in blocks):
        raise RefusedError(
            "holds no text", "a scan pasted into Word has none: recognise it with an OCR program"
        )
    text, _ = set_text(blocks)
    return Taken(text, "the package's own XML", guesses=guesses, notes=tuple(notes))


def _properties(package: zipfile.ZipFile) -> dict[str, tuple[Guess, ...]]:
    """Title, author and dates as the word processor noted them; templates often left theirs."""
    core = office.part_if_there(package, "docProps/core.xml")
    if core is None:
        return {}
    said = {element.tag.rpartition("}")[2]: one_line(element.text or "") for element in core}
    names = (("title", "title"), ("author", "creator"), ("language", "language"))
    found = {
        key: (Guess((said[name],), f"the file's property {name}"),) for key, name in names if said.get(name)
    }
    dates = [
        Guess((said[name],), f"the file's property {name}")
        for name in ("created", "modified")
        if said.get(name)
    ]
    return found | ({"file-dates": tuple(dates)} if dates else {})


def _furniture(package: zipfile.ZipFile) -> Iterator[str]:
    """Running heads and feet, told because they are not in the text."""
    for name in sorted(package.namelist()):
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
            root = office.part(package, name)
            words = one_line(" ".join(run.text or "" for run in root.iter(f"{_W}t")))
            if words:
                yield f"left out, at the {'head' if 'header' in name else 'foot'} of pages: {words[:200]}"


class _Reader:
    def __init__(self, package: zipfile.ZipFile) -> None:
        self._numbering = Numbering(office.part_if_there(package, "word/numbering.xml"))
        self._styles = _Styles(office.part_if_there(package, "word/styles.xml"))
        self._notes = {
            sort: _notes(office.part_if_there(package, f"word/{sort}s.xml"), sort)
            for sort in ("footnote", "endnote")
        }
        self._comments = "word/comments.xml" in package.namelist()
        self._struck = self._inserted = 0
        self._cited = 0
        self._pending: list[Block] = []  # footnotes of the paragraph at hand
        self._at_end: list[Block] = []

    def notes(self) -> Iterator[str]:
        if self._struck or self._inserted:
            yield (
                f"tracked changes are read as accepted: {counted(self._struck, 'deletion')} left out, "
                f"{counted(self._inserted, 'insertion')} kept"
            )
        if self._comments:
            yield "comments in the margin are left out"

    def left_over_notes(self) -> list[Block]:
        return self._at_end

    def blocks(self, parent: ET.Element, depth: int = 0) -> Iterator[Block]:
        if depth > _DEEPEST:
            raise office.PackageError(f"its parts stand more than {_DEEPEST} deep in each other")
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
                yield from self.blocks(child, depth + 1)

    def _paragraph(self, paragraph: ET.Element) -> Iterator[Block]:
        style = self._styles.name(paragraph)
        words = self._words(paragraph)
        if _TOC.match(style):
            return
        sort = Sort.HEADING if _HEADING.search(style) or _is_outlined(paragraph) else Sort.PARAGRAPH
        mark = self._numbering.mark(paragraph, self._styles.numbered(paragraph))
        for line in words.split("\n"):
            if not (line := one_line(line)):
                continue
            if mark and sort is Sort.PARAGRAPH:
                yield Block.of(Sort.ITEM, f"{mark} {line}")
            else:
                yield Block.of(sort, f"{mark} {line}" if mark and mark != "-" else line)
            mark = ""
        yield from self._pending
        self._pending = []
        for box in paragraph.iter(f"{_W}txbxContent"):
            if not any(box in fallback.iter() for fallback in paragraph.iter(f"{_COMPATIBLE}Fallback")):
                yield from self.blocks(box)

    def _table(self, table: ET.Element) -> Iterator[Block]:
        for row in table.iter(f"{_W}tr"):
            cells = [
                one_line(" ".join(self._words(paragraph) for paragraph in cell.iter(f"{_W}p")))
                for cell in row.findall(f"{_W}tc")
            ]
            if any(cells):
                yield Block.of(Sort.ROW, "\t".join(cells))
        yield from self._pending
        self._pending = []

    def _words(self, paragraph: ET.Element) -> str:
        parts: list[str] = []
        for element in _outside_of(paragraph, {f"{_W}txbxContent", f"{_COMPATIBLE}Fallback", f"{_W}pPr"}):
            if element.tag == f"{_W}ins":
                self._inserted += 1
            elif element.tag == f"{_W}del":
                self._struck += 1
            elif element.tag == f"{_W}r":
                parts.append(self._run(element))
        return "".join(parts)

    def _run(self, run: ET.Element) -> str:
        parts: list[str] = []
        for child in run:
            name = child.tag.removeprefix(_W)
            if name == "t":
                parts.append(child.text or "")
            elif name in ("tab", "ptab"):
                parts.append(" ")
            elif name in ("br", "cr"):
                parts.append("\n" if child.get(f"{_W}type") is None else " ")
            elif name == "noBreakHyphen":
                parts.append("\N{NON-BREAKING HYPHEN}")
            elif name in ("footnoteReference", "endnoteReference"):
                parts.append(self._cite(name.removesuffix("Reference"), child.get(f"{_W}id", "")))
        words = "".join(parts)
        place = run.find(f"{_W}rPr/{_W}vertAlign")
        is_raised = place is not None and place.get(f"{_W}val") == "superscript"
        step = run.find(f"{_W}rPr/{_W}position")
        is_raised = is_raised or (
            step is not None and re.fullmatch(r"[1-9]\d*", step.get(f"{_W}val", "")) is not None
        )
        hidden = run.find(f"{_W}rPr/{_W}vanish")
        if hidden is not None and hidden.get(f"{_W}val", "1") not in ("0", "false"):
            return ""
        return raised(words) if is_raised else words

    def _cite(self, sort: str, key: str) -> str:
        words = self._notes[sort].get(key)
        if not words:
            return ""
        self._cited += 1
        mark = raised(str(self._cited))
        home = self._pending if sort == "footnote" else self._at_end
        home.append(Block.of(Sort.NOTE, f"{mark} {words}"))
        return mark


class _Styles:
    """Names of styles by their ids, which are in the language of the word processor."""

    def __init__(self, styles: ET.Element | None) -> None:
        self._names: dict[str, str] = {}
        self._numbered: dict[str, ET.Element] = {}
        for style in styles.iter(f"{_W}style") if styles is not None else ():
            id_ = style.get(f"{_W}styleId", "")
            name = style.find(f"{_W}name")
            self._names[id_] = name.get(f"{_W}val", id_) if name is not None else id_
            properties = style.find(f"{_W}pPr/{_W}numPr")
            if properties is not None:
                self._numbered[id_] = properties

    def name(self, paragraph: ET.Element) -> str:
        return self._names.get(_style(paragraph), _style(paragraph))

    def numbered(self, paragraph: ET.Element) -> ET.Element | None:
        return self._numbered.get(_style(paragraph))


def _style(paragraph: ET.Element) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return found.get(f"{_W}val", "") if found is not None else ""


def _is_outlined(paragraph: ET.Element) -> bool:
    level = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
    return level is not None and level.get(f"{_W}val", "9") < "9"


def _notes(part: ET.Element | None, sort: str) -> dict[str, str]:
    """Words of each note by its id; the separators have a type."""
    if part is None:
        return {}
    return {
        note.get(f"{_W}id", ""): one_line("".join(run.text or "" for run in note.iter(f"{_W}t")))
        for note in part.iter(f"{_W}{sort}")
        if note.get(f"{_W}type") in (None, "normal")
    }


def _outside_of(element: ET.Element, apart: set[str]) -> Iterator[ET.Element]:
    """All that is inside an element in order, without what stands in `apart` or was struck out."""
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag not in apart:
            yield child
            if child.tag not in (f"{_W}del", f"{_W}moveFrom", f"{_W}r"):
                stack.append(iter(child))
