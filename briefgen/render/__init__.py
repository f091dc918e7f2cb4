"""Formats: what turns a checked brief into bytes. They know blocks, never sections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from briefgen.model.brief import CheckedBrief
from briefgen.render import docx, html, json, mail, markdown, pdf
from briefgen.render.look import Look

__all__ = ["FORMATS", "Format", "Look"]


@dataclass(frozen=True, slots=True)
class Format:
    """One output: its name in a spec, the suffix of its file, and what makes it.

    `beside` are the suffixes of further files that belong to it, and what makes each.
    """

    name: str
    suffix: str
    render: Callable[[CheckedBrief, Look], bytes]
    beside: Mapping[str, Callable[[CheckedBrief, Look], bytes]] = field(default_factory=dict)

    @property
    def files(self) -> Mapping[str, Callable[[CheckedBrief, Look], bytes]]:
        """Every file of it by its suffix."""
        return {self.suffix: self.render, **self.beside}


FORMATS: Mapping[str, Format] = {
    made.name: made
    for made in (
        Format("markdown", ".md", markdown.render),
        Format("html", ".html", html.render),
        Format("pdf", ".pdf", pdf.render),
        Format("json", ".json", json.render),
        Format("docx", ".docx", docx.render),
        Format("mail", ".mail.html", mail.render, {".mail.txt": mail.render_plain}),
    )
}
