"""A page: blocks as a browser would set them, quotations by their element, sources by their list."""

from __future__ import annotations

from html.parser import HTMLParser

from briefgen.verify.draft import Block, Draft, Kind, block
from briefgen.verify.readers.references import is_heading_of_sources, numbered
from briefgen.verify.readers.text import decode

_UNSEEN = {"script", "style", "template", "head", "nav", "svg", "noscript"}
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_BLOCKS = {"p", "li", "dt", "dd", "caption", "div", "section", "article", "main", "header", "footer"}
_BLOCKS |= {"aside", "figure", "figcaption", "blockquote", "tr", "ul", "ol", "dl", "table"} | _HEADINGS
_VOID = {"br", "img", "hr", "input", "meta", "link", "source", "wbr", "col", "area", "base", "embed", "track"}
_CELLS = {"td", "th"}


def read(content: bytes) -> Draft:
    """ValueError where the bytes are no text."""
    reader = _Reader()
    reader.feed(decode(content))
    reader.close()
    reader.finish()
    return Draft(tuple(reader.blocks), reader.sources)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.sources: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []  # tag, id
        self._words: list[str] = []
        self._line = 1
        self._is_listing = False
        self._number = 0  # of an item in an ordered list

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS and not (self._within("tr") and tag != "tr"):
            self.finish()
        if tag in _VOID:
            self._words.append("\n" if tag == "br" else "")
            return
        if tag in _CELLS and self._words:
            self._words.append(" | ")
        if tag in ("ol", "section"):
            self._number = 0
        self._open.append((tag, dict(attrs).get("id") or ""))
        self._number += tag == "li"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._within(tag):
            return
        if tag in _BLOCKS and not (self._within("tr") and tag != "tr"):
            self.finish()
        while self._open.pop()[0] != tag:
            pass
        if tag == "section":
            self._is_listing = False

    def handle_data(self, data: str) -> None:
        if any(tag in _UNSEEN for tag, _ in self._open):
            return
        if data.strip() and not self._words:
            self._line = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
        if self._words or data.strip():
            self._words.append(data)

    def finish(self) -> None:
        """What was gathered is a block."""
        words, self._words = " ".join("".join(self._words).split()), []
        if not words:
            return
        tags = {tag for tag, _ in self._open}
        id_ = next((id_ for _, id_ in reversed(self._open) if id_.startswith("source-")), "")
        is_sources = self._is_listing or any(id_ == "sources" for _, id_ in self._open)
        if tags & _HEADINGS:
            self._is_listing = is_heading_of_sources(words)
            self.blocks.append(block(Kind.HEADING, words, str(self._line)))
        elif is_sources and ("li" in tags or numbered(words)):
            key, reference = self._reference(words, id_)
            self.sources[key] = f"{self.sources.get(key, '')} {reference}".strip()
        else:
            self.blocks.append(block(_kind(tags), words, str(self._line)))

    def _reference(self, words: str, id_: str) -> tuple[str, str]:
        if id_:
            return id_.removeprefix("source-"), words
        return numbered(words) or (str(self._number), words)

    def _within(self, tag: str) -> bool:
        return any(tag == open_ for open_, _ in self._open)


def _kind(tags: set[str]) -> Kind:
    if "blockquote" in tags:
        return Kind.ATTRIBUTION if tags & {"footer", "cite"} else Kind.QUOTATION
    if "figcaption" in tags:
        return Kind.ATTRIBUTION
    return Kind.ROW if "tr" in tags else Kind.TEXT
