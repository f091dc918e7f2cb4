"""Read a brief's page back with the parser of the standard library."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser

from printed import Printed, Quotation, Run, Source, Table, UnreadableError, cited, fold

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
# Stand for words that are not the brief's own; a figure is printed as its source writes it, without marks.
EVIDENCE, FIGURE, TITLE = "\ufffc", "\ue010", "\ufffb"


class _Tree(HTMLParser):
    """The page as a tree; every element that is opened must be closed, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = ET.TreeBuilder()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise UnreadableError(f"</{tag}> at {self.getpos()} closes what is not open")
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.builder.data(data)


def tree_of(page: str) -> ET.Element:
    """The root element; UnreadableError where an element is not closed."""
    reader = _Tree()
    reader.feed(page)
    reader.close()
    if reader.open:
        raise UnreadableError(f"not closed: {reader.open}")
    return reader.builder.close()


def read_html(page: str) -> Printed:
    root = tree_of(page)
    head, main, foot = (_one(root, f".//{tag}") for tag in ("header", "main", "footer[@class='colophon']"))
    reader = _Sections()
    for part in head:
        kind = {"h1": "title", "p": part.get("class", "")}[part.tag]
        reader.add(kind, part)
    for part in main.iter("section"):
        reader.section(part)
    reader.title = ""
    for part in foot:
        reader.add("colophon", part)
    addresses = (link.get("href", "") for link in root.iter("a"))
    links = tuple(address for address in addresses if not address.startswith("#"))
    return Printed(
        tuple(reader.runs),
        tuple(reader.tables),
        tuple(reader.quotations),
        tuple(reader.sources),
        links,
        tuple(reader.charts),
    )


def words_of(element: ET.Element, *, own: bool = False) -> str:
    """The words inside an element; with `own` those of sources are one character each."""
    return fold("".join(_words(element, own)))


def _words(element: ET.Element, own: bool) -> Iterator[str]:
    if element.get("class") == "cite" and element.tag == "sup":
        inner = "".join(element.itertext()).strip("[]")
        yield "".join(cited(number) for number in inner.replace("][", ",").replace(" ", "").split(","))
        return
    if own and element.get("data-evidence") is not None and element.tag in ("span", "blockquote", "tspan"):
        yield FIGURE if element.get("data-evidence", "").startswith("figure-") else EVIDENCE
        return
    if own and element.tag == "cite":
        yield TITLE
        return
    if element.tag == "text" and element.get("class") in ("axis", "tick"):
        return  # the scale of a chart
    if element.tag == "br":
        yield " "
    yield element.text or ""
    for child in element:
        yield from _words(child, own)
        yield child.tail or ""


class _Sections:
    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.tables: list[Table] = []
        self.quotations: list[Quotation] = []
        self.charts: list[Run] = []
        self.sources: list[Source] = []
        self.title = ""

    def run(self, kind: str, element: ET.Element) -> Run:
        return Run(kind, self.title, words_of(element), words_of(element, own=True))

    def add(self, kind: str, element: ET.Element) -> None:
        self.runs.append(self.run(kind, element))

    def section(self, section: ET.Element) -> None:
        heading, *blocks = section
        if heading.tag != "h2":
            raise UnreadableError(f"a section begins with <{heading.tag}>")
        self.title = words_of(heading)
        self.add("heading", heading)
        for block in blocks:
            self.block(block)

    def block(self, block: ET.Element) -> None:
        names = block.get("class", "").split()
        match block.tag:
            case "p":
                self.add("note" if "note" in names else "paragraph", block)
            case "ol" if "sources" in names:
                self.sources += [self.source(item) for item in block]
            case "ul" | "ol":
                for item in block:
                    self.add("item", item)
            case "h3" | "h4" | "h5" | "h6":
                self.add("subheading", block)
            case "figure" if "quotation" in names:
                self.quotations.append(self.quotation(block))
            case "table":
                self.table(block)
            case "div" if "pulled" in names:
                for part in block:
                    if part.tag == "p":
                        self.add("paragraph", part)
                    else:
                        self.block(part)
            case "figure" if "chart" in names:
                self.charts.append(self.run("chart", block))
            case _:
                raise UnreadableError(f"a section holds <{block.tag} class={block.get('class')!r}>")

    def source(self, item: ET.Element) -> Source:
        address = next((a.get("href") for a in item.iter("a") if a.get("class") == "address"), None)
        number = int(item.get("value", "0"))
        if item.get("id") != f"source-{number}":
            raise UnreadableError(f"source {number} has the id {item.get('id')!r}")
        run = self.run("source", item)
        self.runs.append(run)
        return Source(number, run.text, address)

    def quotation(self, figure: ET.Element) -> Quotation:
        if [part.tag for part in figure] != ["blockquote", "figcaption"]:
            raise UnreadableError("a quotation is not followed at once by its attribution")
        quote, caption = figure
        first, *notes = caption
        return Quotation(
            self.title,
            words_of(quote),
            self.run("attribution", first),
            tuple(self.run("note", note) for note in notes),
            quote.get("data-evidence"),
        )

    def table(self, table: ET.Element) -> None:
        caption, head, body = table
        self.add("caption", caption)
        columns = tuple(words_of(cell) for cell in head.iter("th"))
        rows = tuple(tuple(self.run("cell", cell) for cell in row) for row in body)
        self.tables.append(Table(self.title, words_of(caption), columns, rows))


def _one(root: ET.Element, path: str) -> ET.Element:
    found = root.findall(path)
    if len(found) != 1:
        raise UnreadableError(f"{len(found)} elements are {path}")
    return found[0]
