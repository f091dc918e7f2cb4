"""What a .docx file knows of itself: properties that Word shows, and the evidence of the brief."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Iterator

from markupsafe import Markup

from briefgen.model.brief import CheckedBrief
from briefgen.render import json
from briefgen.render.content import plain_words
from briefgen.render.docx_inlines import Writer
from briefgen.render.docx_package import HEAD, OFFICE, Member, Relationship
from briefgen.render.escape import printable
from briefgen.render.look import Look
from briefgen.render.typography import typeset
from briefgen.render.words import kind_name

EVIDENCE_NAMESPACE = "urn:briefgen:evidence:1"


def properties(checked: CheckedBrief, look: Look) -> Iterator[Member]:
    """What Word shows of a file: title, author and the like, and by what it was made."""
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    yield Member("docProps/core.xml", _core(checked, look), core)
    app = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    yield Member("docProps/app.xml", _app(checked), app)


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


def evidence_members(checked: CheckedBrief, look: Look, writer: Writer) -> Iterator[Member]:
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
    properties = Relationship("rId1", f"{OFFICE}/customXmlProps", "itemProps1.xml")
    yield Member("customXml/item1.xml", item.encode(), relationships=(properties,))
    about = Markup(
        '{}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
        ' ds:itemID="{{{}}}"><ds:schemaRefs><ds:schemaRef ds:uri="{}"/></ds:schemaRefs></ds:datastoreItem>\n'
    )
    identity = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{EVIDENCE_NAMESPACE}:{digest}")).upper()
    type_ = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    yield Member("customXml/itemProps1.xml", about.format(HEAD, identity, EVIDENCE_NAMESPACE).encode(), type_)
