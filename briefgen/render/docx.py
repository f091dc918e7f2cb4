"""A brief as a .docx file for an editor to work on: real styles, footnotes and fields, its evidence inside.

The parts are written here and packed with the standard library: no Word library makes footnotes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from briefgen.errors import InputError, Problem
from briefgen.model.brief import (
    Brief,
    Bullets,
    Chart,
    CheckedBrief,
    Part,
    Section,
    SourceEntry,
    SourceList,
    Subheading,
    Title,
)
from briefgen.render.content import by_part, heading_level, steady_blocks
from briefgen.render.docx_columns import column_widths
from briefgen.render.docx_enclosed import evidence_members, properties
from briefgen.render.docx_inlines import Links, Writer, run
from briefgen.render.docx_package import HEAD, OFFICE, Member, Relationship, pack
from briefgen.render.docx_pictures import Picture, draw_chart, draw_logo, picture_xml
from briefgen.render.docx_setting import filled, text_filters, text_width, values_of
from briefgen.render.escape import printable
from briefgen.render.look import Look, template_place
from briefgen.render.typography import as_printed, typeset

DOCUMENT = "docx/document.xml.j2"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SUFFIXES = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
}
# Parts that the document reads, and what each is.
_TABLES = {"styles": "styles", "numbering": "numbering", "settings": "settings", "fonts": "fontTable"}
_DEEPEST = 4  # of the styles of headings
_FIRST_LIST = 10  # numbers below are those of the styles


@dataclass(slots=True)
class _Made:
    """What the document template has used and other parts must hold."""

    writer: Writer
    look: Look
    pictures: list[Picture] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)

    def count(self, block: Bullets) -> int:
        """A count of its own for a numbered list."""
        self.lists.append(_FIRST_LIST + len(self.lists))
        return self.lists[-1]

    def picture(self, chart: Chart) -> Markup:
        return self._placed(draw_chart(chart, CheckedBrief(self.writer.brief), self.look))

    def logo(self) -> Markup:
        """The logo of the look; nothing where it has none."""
        logo = self.look.house.logo
        if logo is None:
            return Markup("")
        return self._placed(draw_logo(logo, CheckedBrief(self.writer.brief), self.look))

    def _placed(self, picture: Picture) -> Markup:
        self.pictures.append(picture)
        number = len(self.pictures)
        return picture_xml(picture, number, f"rIdPicture{number}")


def render(checked: CheckedBrief, look: Look) -> bytes:
    """The file; InputError where a template fails or makes what Word cannot open."""
    made = _Made(Writer(checked), look)
    marks = _marks(checked)
    contents = () if checked.masthead.kind == "at-a-glance" else tuple(_contents(checked, marks))
    values = values_of(checked, look) | {
        "contents": contents,
        "depth": max((entry.level for entry in contents), default=1),
        "parts": by_part(checked.sections),
        "logo": made.logo(),
    }
    document = filled(look, DOCUMENT, _filters(checked, made, marks), values)
    _require_all_evidence(checked, made.writer)
    return pack(_parts(checked, look, made, document), _ROOT, _SUFFIXES)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the contents."""

    level: int
    title: str
    bookmark: str


def _marks(brief: Brief) -> Mapping[str, str]:
    """The bookmarks of headings, by the anchors of parts and sections."""
    anchors = [titled.anchor for part, held in by_part(brief.sections) for titled in (part, *held) if titled]
    return {anchor: f"_Toc{at:09}" for at, anchor in enumerate(anchors, start=1)}


def _contents(brief: Brief, marks: Mapping[str, str]) -> Iterator[_Entry]:
    for part, sections in by_part(brief.sections):
        if part:
            yield _Entry(1, part.title, marks[part.anchor])
        for section in sections:
            yield _Entry(2 if part else 1, section.title, marks[section.anchor])


def _filters(
    checked: CheckedBrief, made: _Made, marks: Mapping[str, str]
) -> Mapping[str, Callable[..., Any]]:
    writer = made.writer
    return {
        **text_filters(made.look),
        "inlines": writer.inlines,
        "prose": lambda prose: writer.inlines(as_printed(prose, checked.language)),
        "typeset": lambda content: typeset(content, checked.language),
        "slice": writer.slice,
        "cells": writer.cells,
        "source": writer.reference,
        "link": writer.link,
        "heading": lambda titled: _heading(titled, marks, writer),
        "heading_style": _heading_style,
        "bookmark": lambda anchor: marks[anchor],
        "blocks": steady_blocks,
        "widths": lambda table: column_widths(table, text_width(made.look)),
        "own_count": made.count,
        "picture": made.picture,
    }


def _heading(titled: Section | Part, marks: Mapping[str, str], writer: Writer) -> Markup:
    start, end = writer.mark(marks[titled.anchor])
    return start + run(printable(titled.title)) + end


def _heading_style(titled: Section | Subheading, below: int = 0) -> str:
    """Headings begin at 1, since a brief's title has its own style; `below` is how much deeper one stands."""
    level = titled.level if isinstance(titled, Subheading) else heading_level(titled)
    return f"Heading{min(level + below - 1, _DEEPEST)}"


def _require_all_evidence(checked: CheckedBrief, writer: Writer) -> None:
    missing = sorted(checked.evidence.keys() - writer.bookmarks.values())
    if missing:
        message = f"the document does not hold the evidence {', '.join(missing[:3])}"
        raise InputError([Problem(message, template_place(DOCUMENT))])


_ROOT = (
    Relationship("rId1", f"{OFFICE}/officeDocument", "word/document.xml"),
    Relationship("rId2", _PACKAGE, "docProps/core.xml"),
    Relationship("rId3", f"{OFFICE}/extended-properties", "docProps/app.xml"),
)


def _parts(checked: CheckedBrief, look: Look, made: _Made, document: bytes) -> Iterator[Member]:
    """The parts in the order of the file: the document first, its evidence last."""
    values, filters = values_of(checked, look), text_filters(look)
    note_links = Links()
    notes = _footnotes(checked, made.writer, note_links)
    yield Member("word/document.xml", document, f"{_MAIN}.document.main+xml", _document_links(made))
    yield Member("word/footnotes.xml", notes, f"{_MAIN}.footnotes+xml", _outside(note_links))
    for name, kind in _TABLES.items():
        content = filled(look, f"docx/{name}.xml.j2", filters, values | {"lists": made.lists})
        yield Member(f"word/{name}.xml", content, f"{_MAIN}.{kind}+xml")
    for name in ("header", "footer"):
        content = filled(look, f"docx/{name}.xml.j2", filters, values)
        yield Member(f"word/{name}.xml", content, f"{_MAIN}.{name}+xml")
    for number, picture in enumerate(made.pictures, start=1):
        yield Member(f"word/media/picture{number}.png", picture.png)
    yield from properties(checked, look)
    yield from evidence_members(checked, look, made.writer)


def _document_links(made: _Made) -> tuple[Relationship, ...]:
    inside = [
        Relationship(f"rId{name.capitalize()}", f"{OFFICE}/{kind}", f"{name}.xml")
        for name, kind in (_TABLES | {name: name for name in ("footnotes", "header", "footer")}).items()
    ]
    inside += [
        Relationship(f"rIdPicture{number}", f"{OFFICE}/image", f"media/picture{number}.png")
        for number in range(1, len(made.pictures) + 1)
    ]
    inside.append(Relationship("rIdEvidence", f"{OFFICE}/customXml", "../customXml/item1.xml"))
    return (*inside, *_outside(made.writer.links))


def _outside(links: Links) -> tuple[Relationship, ...]:
    return tuple(
        Relationship(name, f"{OFFICE}/hyperlink", address, is_outside=True)
        for address, name in links.names.items()
    )


def _footnotes(checked: CheckedBrief, writer: Writer, links: Links) -> bytes:
    """The notes, after the two lines that Word draws above them."""
    entries = {
        number: SourceEntry(number, source, (Title(source.title or source.id),), (), ())
        for number, source in enumerate(checked.sources, start=1)
    }
    entries |= {
        entry.number: entry
        for section in checked.sections
        for block in section.blocks
        if isinstance(block, SourceList)
        for entry in block.entries
    }
    line = Markup(
        '<w:footnote w:type="{0}" w:id="{1}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
        'w:lineRule="auto"/></w:pPr><w:r><w:{0}/></w:r></w:p></w:footnote>'
    )
    lines = line.format("separator", -1) + line.format("continuationSeparator", 0)
    notes = Markup("\n").join(writer.footnotes(entries, links))
    frame = Markup('{}<w:footnotes xmlns:w="{}" xmlns:r="{}">{}\n{}</w:footnotes>\n')
    return frame.format(HEAD, _W, OFFICE, lines, notes).encode()
