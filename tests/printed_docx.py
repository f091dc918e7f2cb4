"""Read a .docx file back with the standard library: what it prints, and what Word needs it to hold."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from printed import Printed, Quotation, Run, Source, Table, UnreadableError, cited, fold

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
KINDS = {
    "Kicker": "kind",
    "Title": "title",
    "Subtitle": "standfirst",
    "Facts": "facts",
    "Heading1": "heading",
    "Heading2": "subheading",
    "Heading3": "subheading",
    "Lead": "paragraph",
    "BodyText": "paragraph",
    "NothingFound": "paragraph",
    "ListBullet": "item",
    "ListNumber": "item",
    "KeyPoint": "item",
    "PullFigure": "item",
    "Caption": "caption",
    "Note": "note",
    "Source": "source",
    "Colophon": "colophon",
    "Imprint": "imprint",
}


@dataclass(frozen=True)
class Note:
    """A footnote: what stands below the line, and the number that the text prints for it."""

    number: int
    words: str


class Docx:
    """The parts of a file, and its document in reading order."""

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.parts: Mapping[str, bytes] = {name: self.archive.read(name) for name in self.archive.namelist()}

    def xml(self, name: str) -> ET.Element:
        return ET.fromstring(self.parts[name])

    @cached_property
    def document(self) -> ET.Element:
        return self.xml("word/document.xml")

    @cached_property
    def style_names(self) -> dict[str, str]:
        styles = self.xml("word/styles.xml").iter(f"{W}style")
        return {style.get(f"{W}styleId", ""): style.find(f"{W}name").get(f"{W}val") for style in styles}  # type: ignore[union-attr,misc]

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The number that is printed for each footnote, by its id: Word counts those without a mark of their own."""
        found, counted = {}, 0
        for reference in self.document.iter(f"{W}footnoteReference"):
            id_ = int(reference.get(f"{W}id", "0"))
            if reference.get(f"{W}customMarkFollows"):
                mark = next(run for run in self.document.iter(f"{W}r") if reference in run).find(f"{W}t")
                found[id_] = int(mark.text or "0")  # type: ignore[union-attr]
            else:
                counted += 1
                found[id_] = counted
        return found

    @cached_property
    def notes(self) -> list[Note]:
        notes = self.xml("word/footnotes.xml").findall(f"{W}footnote")
        return [
            Note(self.numbers[int(note.get(f"{W}id", "0"))], fold("".join(self._words(note))))
            for note in notes
            if note.get(f"{W}type") is None
        ]

    @cached_property
    def bookmarks(self) -> dict[str, str]:
        """The words that each bookmark holds, without the marks of notes."""
        open_: dict[str, str] = {}
        found: dict[str, str] = {}
        for element in self.document.iter():
            if element.tag == f"{W}bookmarkStart":
                name = element.get(f"{W}name", "")
                if name in found:
                    raise UnreadableError(f"two bookmarks are called {name}")
                open_[element.get(f"{W}id", "")] = name
                found[name] = ""
            elif element.tag == f"{W}bookmarkEnd":
                del open_[element.get(f"{W}id", "")]
            elif element.tag == f"{W}t":
                for name in open_.values():
                    found[name] += element.text or ""
        if open_:
            raise UnreadableError(f"bookmarks without an end: {open_}")
        return found

    def links(self, part: str = "document") -> dict[str, str]:
        """Addresses outside the file, by the names that a part has for them."""
        relationships = self.parts.get(f"word/_rels/{part}.xml.rels")
        listed = ET.fromstring(relationships).iter(RELATIONSHIP) if relationships else ()
        return {r.get("Id", ""): r.get("Target", "") for r in listed if r.get("TargetMode") == "External"}

    @cached_property
    def printed(self) -> Printed:
        reader = _Body(self)
        for block in self.document.find(f"{W}body"):  # type: ignore[union-attr]
            reader.block(block)
        return Printed(
            tuple(reader.runs),
            tuple(reader.tables),
            tuple(reader.quotations),
            tuple(reader.sources),
            tuple(self.links().values()),
            tuple(reader.charts),
        )

    def words(self, paragraph: ET.Element) -> str:
        return fold("".join(self._words(paragraph)))

    def _words(self, paragraph: ET.Element) -> Iterator[str]:
        """Words, and the numbers of citations; what a field is told is none of them."""
        is_field = False
        for run in paragraph.iter(f"{W}r"):
            is_mark = run.find(f"{W}rPr/{W}rStyle[@{W}val='FootnoteReference']") is not None
            for part in run:
                match part.tag.removeprefix(W):
                    case "fldChar":
                        is_field = part.get(f"{W}fldCharType") == "separate"
                    case "footnoteReference":
                        yield cited(self.numbers[int(part.get(f"{W}id", "0"))])
                    case "t" if not is_mark:
                        yield part.text or ""
                    case "t" if is_field:
                        yield cited(part.text)
                    case "tab":
                        yield " "


def style_of(paragraph: ET.Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "Normal" if style is None else style.get(f"{W}val", "")


class _Body:
    def __init__(self, docx: Docx) -> None:
        self.docx = docx
        self.runs: list[Run] = []
        self.tables: list[Table] = []
        self.quotations: list[Quotation] = []
        self.sources: list[Source] = []
        self.charts: list[Run] = []
        self.title = ""

    def block(self, block: ET.Element) -> None:
        match block.tag.removeprefix(W):
            case "p" if style_of(block) == "Quote":
                self.quotations.append(
                    Quotation(self.title, self.docx.words(block), self.run("none", block), ())
                )
            case "p" if style_of(block) == "Attribution":
                self.attribution(block)
            case "p" if style_of(block) == "Logo":
                pass
            case "p" if block.find(f".//{W}drawing") is not None:
                self.charts.append(self.chart())
            case "p":
                self.paragraph(KINDS[style_of(block)], block)
            case "tbl":
                self.table(block)
            case "sdt" | "sectPr":
                pass
            case name:
                raise UnreadableError(f"the document holds {name}")

    def run(self, kind: str, block: ET.Element) -> Run:
        return Run(kind, self.title, self.docx.words(block))

    def paragraph(self, kind: str, block: ET.Element) -> None:
        if kind == "heading":
            self.title = self.docx.words(block)
        if kind == "source":
            links = self.docx.links()
            names = [link.get(f"{R}id") for link in block.iter(f"{W}hyperlink")]
            address = next((links[name] for name in reversed(names) if name), None)
            self.sources.append(Source(len(self.sources) + 1, self.docx.words(block), address))
        self.runs.append(self.run(kind, block))

    def chart(self) -> Run:
        """What is written above a picture: it belongs to no text, since Markdown does not print it."""
        above = []
        while not above or above[-1].kind != "caption":
            above.append(self.runs.pop())
        return Run("chart", self.title, " ".join(run.words for run in reversed(above)))

    def attribution(self, block: ET.Element) -> None:
        last = self.quotations.pop()
        made = self.run("attribution" if last.attribution.kind == "none" else "note", block)
        if made.kind == "attribution":
            last = Quotation(last.section, last.slice, made, ())
        else:
            last = Quotation(last.section, last.slice, last.attribution, (*last.notes, made))
        self.quotations.append(last)

    def table(self, table: ET.Element) -> None:
        head, *body = (
            [list(cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")
        )
        columns = tuple(self.docx.words(cell[0]) for cell in head)
        rows = tuple(tuple(self.run("cell", cell[0]) for cell in row) for row in body)
        self.tables.append(Table(self.title, self.runs[-1].words, columns, rows))
