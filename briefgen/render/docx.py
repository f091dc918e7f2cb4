"""A brief as a .docx file for an editor to work on: real styles, footnotes and fields, its evidence inside.

The parts are written here and packed with the standard library: no Word library makes footnotes.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

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
)
from briefgen.render import json
from briefgen.render.content import by_part, heading_level, plain_words, steady_blocks
from briefgen.render.docx_columns import column_widths
from briefgen.render.docx_inlines import Links, Signs, Writer, run
from briefgen.render.docx_package import HEAD, Member, Relationship, pack
from briefgen.render.docx_pictures import Picture, draw_chart, draw_logo, picture_xml
from briefgen.render.dress import paper_colours
from briefgen.render.environment import fill
from briefgen.render.escape import printable
from briefgen.render.look import Look, template_place
from briefgen.render.typography import as_printed, typeset
from briefgen.render.words import bind_numbers, kind_name, long_date

DOCUMENT = "docx/document.xml.j2"
EVIDENCE_NAMESPACE = "urn:briefgen:evidence:1"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SUFFIXES = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
}
# What a language is called to a spelling checker, where the brief names no country.
_COUNTRIES = {"en": "en-GB", "fr": "fr-FR", "de": "de-DE", "it": "it-IT"}
_FONTS = (
    "Cambria",
    "Calibri",
)  # of text and headings: what an editor's Word has, unlike the fonts of the page
# Width and height of paper by its name in CSS, and the margins at its sides: twentieths of a point.
_SHEETS = {"a4": (11906, 16838), "letter": (12240, 15840)}
_MARGIN = 1418
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
    values = _values(checked, look) | {
        "contents": contents,
        "depth": max((entry.level for entry in contents), default=1),
        "parts": by_part(checked.sections),
        "logo": made.logo(),
    }
    document = _filled(look, DOCUMENT, _filters(checked, made, marks), values)
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


def _values(checked: CheckedBrief, look: Look) -> dict[str, object]:
    return {
        "brief": checked,
        "masthead": checked.masthead,
        "words": look.words,
        "language": _COUNTRIES.get(checked.language, checked.language),
        "sheet": _sheet(look),
        "margin": _MARGIN,
        "text_width": _text_width(look),
        "c": {role: shade.lstrip("#").upper() for role, shade in paper_colours(look).items()},
        "fonts": {
            "text": look.house.text.family if look.house.text else _FONTS[0],
            "headings": look.house.headings.family if look.house.headings else _FONTS[1],
        },
    }


def _sheet(look: Look) -> tuple[int, int]:
    return _SHEETS.get(look.paper.lower(), _SHEETS["a4"])


def _text_width(look: Look) -> int:
    return _sheet(look)[0] - 2 * _MARGIN


def _filters(
    checked: CheckedBrief, made: _Made, marks: Mapping[str, str]
) -> Mapping[str, Callable[..., Any]]:
    writer = made.writer
    return {
        **_text_filters(made.look),
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
        "widths": lambda table: column_widths(table, _text_width(made.look)),
        "own_count": made.count,
        "picture": made.picture,
    }


def _text_filters(look: Look) -> Mapping[str, Callable[..., Any]]:
    return {
        "run": lambda text, style="": run(bind_numbers(printable(text), look.language), Signs(style)),
        "text": lambda text: escape(printable(text)),
        "long_date": lambda day: long_date(day, look.words),
        "kind_name": lambda kind: kind_name(kind, look.words),
    }


def _heading(titled: Section | Part, marks: Mapping[str, str], writer: Writer) -> Markup:
    start, end = writer.mark(marks[titled.anchor])
    return start + run(printable(titled.title)) + end


def _heading_style(titled: Section | Subheading, below: int = 0) -> str:
    """Headings begin at 1, since a brief's title has its own style; `below` is how much deeper one stands."""
    level = titled.level if isinstance(titled, Subheading) else heading_level(titled)
    return f"Heading{min(level + below - 1, _DEEPEST)}"


def _filled(
    look: Look, name: str, filters: Mapping[str, Callable[..., Any]], values: Mapping[str, object]
) -> bytes:
    """What a template makes, if it is XML that declares nothing of its own."""
    made = str(HEAD) + fill(look, name, filters, values).strip() + "\n"
    if "<!" in made:
        raise InputError(
            [Problem("a part of a document declares and comments nothing", template_place(name))]
        )
    try:
        ET.fromstring(made)  # noqa: S314 - without declarations there are no entities
    except ET.ParseError as error:
        line = max(error.position[0] - 1, 1)
        message = f"makes no XML: {str(error).partition(':')[0]} in line {line} of what it makes"
        raise InputError([Problem(message, template_place(name))]) from error
    return made.encode()


def _require_all_evidence(checked: CheckedBrief, writer: Writer) -> None:
    missing = sorted(checked.evidence.keys() - writer.bookmarks.values())
    if missing:
        message = f"the document does not hold the evidence {', '.join(missing[:3])}"
        raise InputError([Problem(message, template_place(DOCUMENT))])


_ROOT = (
    Relationship("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
    Relationship("rId2", _PACKAGE, "docProps/core.xml"),
    Relationship("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
)


def _parts(checked: CheckedBrief, look: Look, made: _Made, document: bytes) -> Iterator[Member]:
    """The parts in the order of the file: the document first, its evidence last."""
    values, filters = _values(checked, look), _text_filters(look)
    note_links = Links()
    notes = _footnotes(checked, made.writer, note_links)
    yield Member("word/document.xml", document, f"{_MAIN}.document.main+xml", _document_links(made))
    yield Member("word/footnotes.xml", notes, f"{_MAIN}.footnotes+xml", _outside(note_links))
    for name, kind in (("styles", "styles"), ("numbering", "numbering"), ("settings", "settings")):
        content = _filled(look, f"docx/{name}.xml.j2", filters, values | {"lists": made.lists})
        yield Member(f"word/{name}.xml", content, f"{_MAIN}.{kind}+xml")
    for name in ("header", "footer"):
        content = _filled(look, f"docx/{name}.xml.j2", filters, values)
        yield Member(f"word/{name}.xml", content, f"{_MAIN}.{name}+xml")
    for number, picture in enumerate(made.pictures, start=1):
        yield Member(f"word/media/picture{number}.png", picture.png)
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    yield Member("docProps/core.xml", _core(checked, look), core)
    app = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    yield Member("docProps/app.xml", _app(checked), app)
    yield from _evidence(checked, look, made.writer)


def _document_links(made: _Made) -> tuple[Relationship, ...]:
    inside = [
        Relationship(f"rId{name.capitalize()}", f"{_OFFICE}/{name}", f"{name}.xml")
        for name in ("styles", "numbering", "settings", "footnotes", "header", "footer")
    ]
    inside += [
        Relationship(f"rIdPicture{number}", f"{_OFFICE}/image", f"media/picture{number}.png")
        for number in range(1, len(made.pictures) + 1)
    ]
    inside.append(Relationship("rIdEvidence", f"{_OFFICE}/customXml", "../customXml/item1.xml"))
    return (*inside, *_outside(made.writer.links))


def _outside(links: Links) -> tuple[Relationship, ...]:
    return tuple(
        Relationship(name, f"{_OFFICE}/hyperlink", address, is_outside=True)
        for address, name in links.names.items()
    )


def _footnotes(checked: CheckedBrief, writer: Writer, links: Links) -> bytes:
    """The notes, after the two lines that Word draws above them."""
    entries: dict[int, SourceEntry] = {
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
    return frame.format(HEAD, _W, _OFFICE, lines, notes).encode()


def _core(checked: CheckedBrief, look: Look) -> bytes:
    """Title, author and the like, as Word shows them; the only clock is the day of the edition."""
    head = checked.masthead
    kind = kind_name(head.kind, look.words)
    day = f"{head.as_of.isoformat()}T00:00:00Z"
    told = {
        "dc:title": head.title,
        "dc:subject": f"{kind}, {look.words['edition_within']} {head.edition}",
        "dc:creator": head.publisher or "briefgen",
        "cp:keywords": ", ".join((*head.themes, *((head.series,) if head.series else ()))) or kind,
        "dc:description": plain_words(typeset(head.standfirst, look.language), look.language),
        "dc:language": checked.language,
        "cp:category": kind,
        "cp:contentStatus": head.marking or "",
    }
    lines = [Markup("<{0}>{1}</{0}>").format(tag, printable(text)) for tag, text in told.items() if text]
    when = Markup('<dcterms:{0} xsi:type="dcterms:W3CDTF">{1}</dcterms:{0}>')
    lines += [when.format(name, day) for name in ("created", "modified")]
    frame = Markup(
        '{}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}</cp:coreProperties>\n'
    )
    return frame.format(HEAD, Markup("").join(lines)).encode()


def _app(checked: CheckedBrief) -> bytes:
    frame = Markup(
        '{}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>briefgen</Application><Company>{}</Company></Properties>\n"
    )
    return frame.format(HEAD, printable(checked.masthead.publisher or "")).encode()


def _evidence(checked: CheckedBrief, look: Look, writer: Writer) -> Iterator[Member]:
    """The JSON of the brief, byte for byte, and which bookmark holds which evidence; Word keeps both."""
    content = json.render(checked, look)
    digest = hashlib.sha256(content).hexdigest()
    mark = Markup('<bookmark name="{}" evidence="{}"/>')
    marks = Markup("\n").join(mark.format(*pair) for pair in writer.bookmarks.items())
    frame = Markup(
        '{}<brief xmlns="{}" file="{}.json" sha256="{}">\n{}\n<json encoding="base64">{}</json>\n</brief>\n'
    )
    kept = base64.b64encode(content).decode()
    item = frame.format(HEAD, EVIDENCE_NAMESPACE, checked.name, digest, marks, kept)
    properties = Relationship("rId1", f"{_OFFICE}/customXmlProps", "itemProps1.xml")
    yield Member("customXml/item1.xml", item.encode(), relationships=(properties,))
    about = Markup(
        '{}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
        ' ds:itemID="{{{}}}"><ds:schemaRefs><ds:schemaRef ds:uri="{}"/></ds:schemaRefs></ds:datastoreItem>\n'
    )
    identity = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{EVIDENCE_NAMESPACE}:{digest}")).upper()
    type_ = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    yield Member("customXml/itemProps1.xml", about.format(HEAD, identity, EVIDENCE_NAMESPACE).encode(), type_)
