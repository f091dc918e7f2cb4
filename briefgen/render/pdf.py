"""A brief as PDF/A-3a and PDF/UA-1: the same page, laid out on A4, with its JSON inside.

WeasyPrint is imported when a PDF is made and no earlier: it costs a second.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import partial
from typing import TYPE_CHECKING, Any

from briefgen.errors import InputError, Place, Problem
from briefgen.model.brief import CheckedBrief
from briefgen.render import archival, html, json
from briefgen.render.dress import paged_faces, paged_style
from briefgen.render.look import MAX_FONT_BYTES, Look, template_place
from briefgen.render.sheets import SHIPPED, Setting, lay_out, nothing_but
from briefgen.render.words import marks_style

if TYPE_CHECKING:
    from weasyprint import Attachment, Document

LOG = logging.getLogger("weasyprint.brief")  # heard together with what WeasyPrint says

STYLE = "css/paged.css"
# family, weight, style, file: six static cuts as Adobe publishes them, WeasyPrint subsets into the PDF.
CUTS = (
    ("Source Serif 4", 400, "normal", "fonts/SourceSerif4-Regular.ttf"),
    ("Source Serif 4", 400, "italic", "fonts/SourceSerif4-It.ttf"),
    ("Source Serif 4", 600, "normal", "fonts/SourceSerif4-Semibold.ttf"),
    ("Source Sans 3", 400, "normal", "fonts/SourceSans3-Regular.ttf"),
    ("Source Sans 3", 400, "italic", "fonts/SourceSans3-It.ttf"),
    ("Source Sans 3", 600, "normal", "fonts/SourceSans3-Semibold.ttf"),
)
BRIEFING = range(2, 7)  # sheets of a briefing
TRIES = 4  # each fails with 1 in 128


@dataclass(frozen=True, slots=True)
class _Copy:
    """All that one PDF is made from."""

    setting: Setting
    families: frozenset[str]
    attached: bytes
    attached_name: str
    attached_as: str
    made: datetime
    kind: str
    place: Place  # of the brief

    @property
    def digest(self) -> bytes:
        """Names the file inside itself: the same for the same input."""
        return hashlib.sha256(self.setting.digest + self.attached).digest()[:16]


def render(checked: CheckedBrief, look: Look) -> bytes:
    """The PDF; InputError where templates fail or ask for what cannot be laid out.

    SOURCE_DATE_EPOCH of this process becomes the edition's date: fonts are cut down with it.
    """
    copy = _Copy(
        setting(checked, look),
        frozenset(family for family, *_ in paged_faces(look, CUTS)),
        json.render(checked, look),
        f"{checked.name}.json",
        look.words["evidence_file"],
        datetime.combine(checked.masthead.as_of, time(), UTC),
        checked.masthead.kind,
        Place(f"briefs/{checked.name}.yaml"),
    )
    os.environ["SOURCE_DATE_EPOCH"] = str(int(copy.made.timestamp()))
    with _told_when_too_deep():
        return _whole(copy)


def page_count(checked: CheckedBrief, look: Look) -> int:
    """How many sheets `render` would print: laid out, and nothing written. InputError as there."""
    return len(laid_out(checked, look).pages)


def laid_out(checked: CheckedBrief, look: Look) -> Document:
    """The sheets as `render` prints them. InputError as there."""
    with _told_when_too_deep():
        return lay_out(setting(checked, look))


@contextmanager
def _told_when_too_deep() -> Iterator[None]:
    try:
        yield
    except RecursionError as error:
        problem = Problem("pdf: elements lie too deep in each other", template_place(html.PAGE))
        raise InputError([problem]) from error


def setting(checked: CheckedBrief, look: Look) -> Setting:
    """What is laid out: the page without links to pages of sources, since it travels alone."""
    faces = paged_faces(look, CUTS)
    return Setting(
        html.page(checked, replace(look, source_pages=frozenset()), style=""),
        html.faces(faces, lambda file: SHIPPED + file) + look.text(STYLE) + _sheet(look) + paged_style(look),
        {file: look.read(file, MAX_FONT_BYTES) for *_, file in faces},
    )


def _sheet(look: Look) -> str:
    return f"@page {{ size: {look.paper} }}\n{marks_style(look.language)}"


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
        "attachments": [_attachment(copy)],
        "pdf_variant": "pdf/a-3a",
        "pdf_identifier": copy.digest,
    }
    document = lay_out(copy.setting, options)
    pdf: bytes = document.write_pdf(finisher=partial(archival.finish, padding=padding), **options)
    _tell_length(copy, len(document.pages))
    _tell_foreign_fonts(document, copy.families)
    return pdf


def _attachment(copy: _Copy) -> Attachment:
    from weasyprint import Attachment

    return Attachment(
        string=copy.attached,
        url_fetcher=nothing_but({}),
        name=copy.attached_name,
        description=copy.attached_as,
        created=copy.made,
        modified=copy.made,
        relationship="Data",
    )


def _tell_length(copy: _Copy, pages: int) -> None:
    """Say that a briefing is shorter or longer than its readers expect."""
    if copy.kind != "briefing" or pages in BRIEFING:
        return
    shorter = "lower `max`, leave sections out, or write `kind: dossier`"
    hint = shorter if pages >= BRIEFING.stop else "add sections, or write `kind: at-a-glance`"
    told = f"a briefing has {BRIEFING.start} to {BRIEFING.stop - 1} pages, this one has {pages}"
    LOG.warning(told, extra={"place": copy.place, "hint": hint})


def _tell_foreign_fonts(document: Document, shipped: frozenset[str]) -> None:
    """Say which fonts of this machine filled in: another machine would print another file."""
    for family in sorted({str(font.family) for font in document.fonts.values()} - shipped):
        LOG.warning("the font %s of this machine prints what the shipped fonts do not have", family)
