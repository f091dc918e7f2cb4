"""A brief as PDF/A-3a and PDF/UA-1: the same page, laid out on A4, with its JSON inside.

WeasyPrint is imported when a PDF is made and no earlier: it costs a second.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import partial
from typing import TYPE_CHECKING, Any

from briefgen.errors import InputError, Problem
from briefgen.model.brief import CheckedBrief
from briefgen.render import archival, html, json
from briefgen.render.look import Look, template_place

if TYPE_CHECKING:
    from weasyprint import Attachment, Document
    from weasyprint.urls import URLFetcher

LOG = logging.getLogger("weasyprint.brief")  # heard together with what WeasyPrint says

STYLE, TIGHT_STYLE = "css/paged.css", "css/paged-tight.css"
# family, weight, style, file: six static cuts as Adobe publishes them, WeasyPrint subsets into the PDF.
CUTS = (
    ("Source Serif 4", 400, "normal", "fonts/SourceSerif4-Regular.ttf"),
    ("Source Serif 4", 400, "italic", "fonts/SourceSerif4-It.ttf"),
    ("Source Serif 4", 600, "normal", "fonts/SourceSerif4-Semibold.ttf"),
    ("Source Sans 3", 400, "normal", "fonts/SourceSans3-Regular.ttf"),
    ("Source Sans 3", 400, "italic", "fonts/SourceSans3-It.ttf"),
    ("Source Sans 3", 600, "normal", "fonts/SourceSans3-Semibold.ttf"),
)
END = "page-end"  # the id of what ends a page
MAX_STRAY = 0.36  # of a sheet's height: a last sheet with less on it than a third of its text
TRIES = 4  # each fails with 1 in 128
_NO_OPTIONS: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class _Copy:
    """All that one PDF is made from; the second style sheet makes the first tighter."""

    page: str
    styles: tuple[str, str]
    attached: bytes
    attached_name: str
    attached_as: str
    made: datetime

    @property
    def digest(self) -> bytes:
        """Names the file inside itself: the same for the same input."""
        parts = (self.page.encode(), *(style.encode() for style in self.styles), self.attached)
        return hashlib.sha256(b"\0".join(parts)).digest()[:16]


def render(checked: CheckedBrief, look: Look) -> bytes:
    """The PDF; InputError where templates fail or ask for what cannot be laid out.

    SOURCE_DATE_EPOCH of this process becomes the edition's date: fonts are cut down with it.
    """
    copy = _Copy(
        _text(checked, look),
        _styles(look),
        json.render(checked, look),
        f"{checked.name}.json",
        look.words["evidence_file"],
        datetime.combine(checked.masthead.as_of, time(), UTC),
    )
    os.environ["SOURCE_DATE_EPOCH"] = str(int(copy.made.timestamp()))
    with _told_when_too_deep():
        return _whole(copy)


def page_count(checked: CheckedBrief, look: Look) -> int:
    """How many sheets `render` would print: laid out, and nothing written. InputError as there."""
    with _told_when_too_deep():
        return len(_lay_out(_text(checked, look), _styles(look)).pages)


@contextmanager
def _told_when_too_deep() -> Iterator[None]:
    try:
        yield
    except RecursionError as error:
        problem = Problem("pdf: elements lie too deep in each other", template_place(html.PAGE))
        raise InputError([problem]) from error


def _text(checked: CheckedBrief, look: Look) -> str:
    """The page that is laid out: without links to pages of sources, since it travels alone."""
    return html.page(checked, replace(look, source_pages=frozenset()), style="")


def _styles(look: Look) -> tuple[str, str]:
    return html.font_faces(look, CUTS) + look.text(STYLE), look.text(TIGHT_STYLE)


def _whole(copy: _Copy) -> bytes:
    """The file, printed again with an empty object more where a stream happens to look cut short."""
    pdf = b""
    for padding in range(TRIES):
        pdf = _print(copy, padding)
        if archival.CUT_SHORT not in pdf:
            break
    return pdf


def _print(copy: _Copy, padding: int) -> bytes:
    options: dict[str, Any] = {
        "attachments": [_attachment(copy, nothing_but_data())],
        "pdf_variant": "pdf/a-3a",
        "pdf_identifier": copy.digest,
    }
    document = _lay_out(copy.page, copy.styles, options)
    pdf: bytes = document.write_pdf(finisher=partial(archival.finish, padding=padding), **options)
    _tell_foreign_fonts(document)
    return pdf


def _lay_out(text: str, styles: tuple[str, str], options: Mapping[str, Any] = _NO_OPTIONS) -> Document:
    """The sheets of a page; once more and tighter where the last one would be almost empty."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fetcher, fonts = nothing_but_data(), FontConfiguration()
    sheets = [CSS(string=style, url_fetcher=fetcher, font_config=fonts) for style in styles]
    page = HTML(string=text, url_fetcher=fetcher)
    document = page.render(font_config=fonts, stylesheets=sheets[:1], **options)
    if _ends_high(document):
        tighter = page.render(font_config=fonts, stylesheets=sheets, **options)
        document = tighter if len(tighter.pages) < len(document.pages) else document
    return document


def nothing_but_data() -> URLFetcher:
    """A fetcher that reads `data:` addresses and refuses every other one."""
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols=("data",), allow_redirects=False)


def _attachment(copy: _Copy, fetcher: URLFetcher) -> Attachment:
    from weasyprint import Attachment

    return Attachment(
        string=copy.attached,
        url_fetcher=fetcher,
        name=copy.attached_name,
        description=copy.attached_as,
        created=copy.made,
        modified=copy.made,
        relationship="Data",
    )


def _ends_high(document: Document) -> bool:
    """Whether the last sheet holds so little that a tighter layout may do without it."""
    last = document.pages[-1]
    end = last.anchors.get(END, (0, last.height))[1]
    return len(document.pages) > 1 and end < MAX_STRAY * last.height


def _tell_foreign_fonts(document: Document) -> None:
    """Say which fonts of this machine filled in: another machine would print another file."""
    shipped = {family for family, *_ in CUTS}
    for family in sorted({str(font.family) for font in document.fonts.values()} - shipped):
        LOG.warning("the font %s of this machine prints what the shipped fonts do not have", family)
