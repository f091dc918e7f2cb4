"""Inline content as runs of WordprocessingML, with the notes, bookmarks and links that it needs.

A source is a real footnote where it is first cited, and a cross-reference to that note from then on, so that
the numbers stay those of the sources, and Word counts anew when an editor adds a note.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from briefgen.languages import language_of
from briefgen.model.brief import (
    Brief,
    Cite,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Row,
    SourceEntry,
    Strong,
    Text,
    Title,
    Verbatim,
)
from briefgen.model.content import leaves
from briefgen.render.content import close_up, foreign_language, numbers, safe_url
from briefgen.render.escape import printable
from briefgen.render.words import bind_numbers

MAX_NAME = 40  # characters of a bookmark's name; Word drops longer ones
MAX_ADDRESS = 2000  # characters of a link; Word refuses files with more than 2,083
_SIGNS = "!#$%&'()*+,/:;=?@[]~"  # those of an address, RFC 3986
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_MAILBOX = re.compile(r"mailto:[A-Za-z0-9.+_-]+@[A-Za-z0-9.-]+(?:\?[!-~]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signs:
    """How a run looks: its character style, what stands around it, and its language if that is another."""

    style: str = ""
    is_bold: bool = False
    is_italic: bool = False
    is_raised: bool = True  # where its style says so
    language: str | None = None

    @property
    def properties(self) -> Markup:
        style = Markup('<w:rStyle w:val="{}"/>').format(self.style) if self.style else ""
        bold = "<w:b/><w:bCs/>" if self.is_bold else ""
        italic = "<w:i/><w:iCs/>" if self.is_italic else ""
        language = Markup('<w:lang w:val="{}"/>').format(self.language) if self.language else ""
        level = "" if self.is_raised else '<w:vertAlign w:val="baseline"/>'
        inner = f"{style}{bold}{italic}{level}{language}"
        return Markup(f"<w:rPr>{inner}</w:rPr>") if inner else Markup("")  # noqa: S704 - made of fixed parts


_FOOTNOTE = Markup(
    '<w:footnote w:id="{}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>{}{}{}</w:p></w:footnote>'
)
PLAIN = Signs()
NOTE_MARK = Signs("FootnoteReference")
NOTE_IN_CELL = Signs("FootnoteReference", is_raised=False)  # of a cell that holds nothing else


@dataclass(slots=True)
class Links:
    """The addresses that one part of the file leads to; each has a name there."""

    names: dict[str, str] = field(default_factory=dict)

    def name(self, address: str) -> str:
        return self.names.setdefault(address, f"rIdLink{len(self.names) + 1}")


@dataclass(slots=True)
class Writer:
    """Writes the content of one document in reading order and keeps what it has used.

    `bookmarks` are the names under which evidence stands in the text, `noted` the sources with a footnote.
    """

    brief: Brief
    links: Links = field(default_factory=Links)
    bookmarks: dict[str, str] = field(default_factory=dict)  # name -> evidence id
    noted: dict[int, bool] = field(default_factory=dict)  # number -> whether Word counts it by itself
    _marks: int = 0

    def inlines(self, content: Inlines, signs: Signs = PLAIN, links: Links | None = None) -> Markup:
        """Runs for the content; with `links`, those of another part than the body."""
        return Markup("").join(self._inline(part, signs, links or self.links) for part in close_up(content))

    def _inline(self, part: Inline, signs: Signs, links: Links) -> Markup:
        match part:
            case Text(text):
                return run(bind_numbers(printable(text), self.brief.language), signs)
            case Title(text):
                return run(printable(text), replace(signs, style="SourceTitle"))
            case Emphasis(inner):
                return self.inlines(inner, replace(signs, style="Emphasis", is_italic=True), links)
            case Strong(inner):
                return self.inlines(inner, replace(signs, style="Strong", is_bold=True), links)
            case Link(url, inner):
                return self._link(url, inner, signs, links)
            case Verbatim():
                return self._verbatim(part, signs)
            case Cite():
                return self._citation(numbers(self.brief, part))
            case _:
                assert_never(part)

    def _link(self, url: str, inner: Inlines, signs: Signs, links: Links) -> Markup:
        address = target(url)
        words = self.inlines(inner, replace(signs, style="Hyperlink") if address else signs, links)
        return linked(words, links.name(address)) if address else words

    def _verbatim(self, words: Verbatim, signs: Signs) -> Markup:
        slice_ = self.slice(words, signs)
        opening, closing = language_of(self.brief.language).marks
        return run(opening, signs) + slice_ + run(closing, signs) if words.marks else slice_

    def slice(self, words: Verbatim, signs: Signs = PLAIN) -> Markup:
        """The words alone, in the bookmark of their evidence."""
        language = foreign_language(self.brief, words.evidence)
        signs = replace(signs, style=signs.style or "SourceWords", language=language)
        text = run(printable(words.text), signs)
        return self._bookmarked(text, [words.evidence] if words.evidence else [])

    def cells(self, row: Row, style: str = "") -> list[Markup]:
        """The cells of a row, the first in a style; evidence that no cell names has a bookmark over all."""
        named = {part.evidence for cell in row.cells for part in leaves(cell) if isinstance(part, Verbatim)}
        cells = [self._cell(cell, Signs("" if at else style)) for at, cell in enumerate(row.cells)]
        for evidence in row.evidence if cells else ():
            if evidence not in named:
                start, end = self._bookmark(evidence)
                cells[0], cells[-1] = start + cells[0], cells[-1] + end
        return cells

    def _cell(self, cell: Inlines, signs: Signs) -> Markup:
        match cell:
            case (Cite() as cite,):
                return self._citation(numbers(self.brief, cite), NOTE_IN_CELL)
            case _:
                return self.inlines(cell, signs)

    def _bookmarked(self, content: Markup, evidence: Iterable[str]) -> Markup:
        for name in evidence:
            start, end = self._bookmark(name)
            content = start + content + end
        return content

    def _bookmark(self, evidence: str) -> tuple[Markup, Markup]:
        name = _bookmark_name(evidence, self.bookmarks)
        self.bookmarks[name] = evidence
        return self.mark(name)

    def mark(self, name: str) -> tuple[Markup, Markup]:
        """The two ends of a bookmark."""
        self._marks += 1
        start = Markup('<w:bookmarkStart w:id="{}" w:name="{}"/>').format(self._marks, name)
        return start, Markup('<w:bookmarkEnd w:id="{}"/>').format(self._marks)

    def _citation(self, cited: tuple[int, ...], mark: Signs = NOTE_MARK) -> Markup:
        return run(", ", mark).join(self._note(number, mark) for number in cited)

    def _note(self, number: int, mark: Signs) -> Markup:
        """A footnote for the first citation, a cross-reference to it for each later one."""
        if number in self.noted:
            return _field(f"NOTEREF {note_bookmark(number)} \\h", str(number), mark)
        counted = number == 1 + sum(self.noted.values())
        self.noted[number] = counted
        start, end = self.mark(note_bookmark(number))
        note = Markup('<w:r>{}<w:footnoteReference w:id="{}"{}</w:r>')
        own = Markup(' w:customMarkFollows="1"/><w:t>{}</w:t>').format(number)
        return start + note.format(mark.properties, len(self.noted), Markup("/>") if counted else own) + end

    def footnotes(self, entries: Mapping[int, SourceEntry], links: Links) -> Iterator[Markup]:
        """What stands below the line for each cited source, in the order of the notes."""
        for at, (number, counted) in enumerate(self.noted.items(), start=1):
            mark = Markup("<w:r>{}<w:footnoteRef/></w:r>").format(NOTE_MARK.properties)
            mark = mark if counted else run(str(number), NOTE_MARK)
            text = self.reference(entries[number], links)
            yield _FOOTNOTE.format(at, mark, run(" "), text)

    def reference(self, entry: SourceEntry, links: Links | None = None) -> Markup:
        """A source as it is listed, with its address in words: paper has no links."""
        links = links or self.links
        text = self.inlines(entry.text, links=links)
        return text + run(" ") + self.link(entry.source.url, links) if target(entry.source.url) else text

    def link(self, url: str | None, links: Links | None = None) -> Markup:
        """An address in words, as a link where Word can hold it."""
        address = target(url)
        words = run(printable(url or ""), Signs("Hyperlink") if address else PLAIN)
        return linked(words, (links or self.links).name(address)) if address else words


def run(text: str, signs: Signs = PLAIN) -> Markup:
    """Text as one run; nothing for no text."""
    made = Markup('<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>')
    return made.format(signs.properties, text) if text else Markup("")


def linked(words: Markup, name: str) -> Markup:
    return Markup('<w:hyperlink r:id="{}" w:history="1">{}</w:hyperlink>').format(name, words)


def _field(code: str, shown: str, signs: Signs) -> Markup:
    """A field with what it showed when the file was made."""
    properties = signs.properties
    sign = Markup('<w:r>{}<w:fldChar w:fldCharType="{}"/></w:r>')
    order = Markup('<w:r>{}<w:instrText xml:space="preserve"> {} </w:instrText></w:r>').format(
        properties, code
    )
    begin, middle, end = (sign.format(properties, kind) for kind in ("begin", "separate", "end"))
    return begin + order + middle + run(shown, signs) + end


def note_bookmark(number: int) -> str:
    return f"_Note{number}"


def _bookmark_name(evidence: str, taken: Mapping[str, str]) -> str:
    """Letters, digits and `_`, no longer than Word keeps; another one where the same words stand again."""
    plain = re.sub(r"\W", "_", evidence, flags=re.ASCII)
    name, again = plain, 0
    while len(name) > MAX_NAME or name in taken:
        digest = hashlib.sha256(f"{evidence} {again}".encode(errors="replace")).hexdigest()[:8]
        name, again = f"{plain[: MAX_NAME - 9]}_{digest}", again + 1
    return name


def target(url: str | None) -> str | None:
    """An address that Word accepts in a file; None for any other, whose words are printed without a link."""
    safe = safe_url(url)
    if safe is None:
        return None
    address = quote(printable(safe), safe=_SIGNS)
    if len(address) > MAX_ADDRESS:
        return None
    if address.lower().startswith("mailto:"):
        return address if _MAILBOX.fullmatch(address) else None
    try:
        parts = urlsplit(address)
        is_fit = parts.port is None or parts.port < 65536
    except ValueError:
        return None
    return address if is_fit and parts.hostname and _HOST.fullmatch(parts.hostname) else None
