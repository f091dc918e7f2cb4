"""Read a brief's Markdown back with markdown-it: CommonMark with tables and footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode as Node
from mdit_py_plugins.footnote import footnote_plugin
from printed import Printed, Quotation, Run, Source, Table, UnreadableError, cited, fold


def read_markdown(text: str) -> Printed:
    """Everything but the program's own layout is refused: raw HTML, code, pictures."""
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin)  # HTML is on, so it would be seen
    tree = Node(parser.parse(text))
    for node in tree.walk():
        if node.type.startswith(("html_", "code_", "fence", "image")):
            raise UnreadableError(f"the Markdown holds {node.type}: {node.content!r}")
    reader = _Blocks()
    reader.read(tree.children)
    links = tuple(str(node.attrs["href"]) for node in tree.walk() if node.type == "link")
    return Printed(
        tuple(reader.runs), tuple(reader.tables), tuple(reader.quotations), tuple(reader.sources), links
    )


def words_of(node: Node) -> str:
    return fold("".join(_words(node)))


def _words(node: Node) -> Iterator[str]:
    match node.type:
        case "text" | "text_special":
            yield node.content
        case "softbreak" | "hardbreak":
            yield " "
        case "footnote_ref":
            yield cited(node.meta["label"])
        case "footnote_anchor":
            pass
        case _:
            for child in node.children:
                yield from _words(child)


class _Blocks:
    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.tables: list[Table] = []
        self.quotations: list[Quotation] = []
        self.sources: list[Source] = []
        self.title = ""
        self.kinds = iter(("facts", "standfirst"))  # of the paragraphs above the first section

    def add(self, kind: str, node: Node) -> None:
        self.runs.append(Run(kind, self.title, words_of(node)))

    def read(self, blocks: Sequence[Node]) -> None:
        *body, rule, colophon, notes = (*blocks, *[None] * (blocks[-1].type != "footnote_block"))
        if rule is None or rule.type != "hr":
            raise UnreadableError("no rule stands before the last line")
        for at, block in enumerate(body):
            before, after = body[at - 1 : at] or [None], body[at + 1 : at + 2] or [None]
            self.block(block, before[0], after[0])
        for note in notes.children if notes else ():
            self.source(note)
        self.title = ""
        self.add("colophon", colophon)

    def block(self, block: Node, before: Node | None, after: Node | None) -> None:
        match block.type:
            case "heading" if block.tag == "h1":
                self.add("title", block)
            case "heading" if block.tag == "h2":
                self.title = words_of(block)
                self.add("heading", block)
            case "heading":
                self.add("subheading", block)
            case "paragraph" if not self.title:
                self.add(next(self.kinds), block)
            case "paragraph" if after is not None and after.type == "table":
                self.add("caption", block)
            case "paragraph" if before is not None and before.type == "table":
                self.add("note", block)
            case "paragraph":
                self.add("paragraph", block)
            case "bullet_list" | "ordered_list":
                for item in block.children:
                    self.add("item", item)
            case "blockquote":
                self.quotations.append(self.quotation(block))
            case "table":
                self.table(block)
            case "hr":
                if before is None or after is None or {before.type, after.type} != {"blockquote"}:
                    raise UnreadableError("a rule stands somewhere else than between two quotations")
            case _:
                raise UnreadableError(f"the brief holds {block.type}")

    def source(self, note: Node) -> None:
        number = int(note.meta["label"])
        run = Run("source", "Sources", words_of(note))
        self.runs.append(run)
        address = next(
            (n.attrs.get("href") for n in note.walk() if n.type == "link" and "autolink" in n.markup), None
        )
        self.sources.append(Source(number, run.text, address))
        if note.meta["id"] + 1 != number:
            raise UnreadableError(f"source {number} is not the {note.meta['id'] + 1}th that is cited")

    def quotation(self, quote: Node) -> Quotation:
        if len(quote.children) < 2 or any(part.type != "paragraph" for part in quote.children):
            raise UnreadableError("a quotation is not followed at once by its attribution")
        words, first, *notes = quote.children
        return Quotation(
            self.title,
            words_of(words),
            Run("attribution", self.title, words_of(first)),
            tuple(Run("note", self.title, words_of(note)) for note in notes),
        )

    def table(self, table: Node) -> None:
        head, *body = table.children
        columns = tuple(words_of(cell) for cell in head.children[0].children)
        rows = tuple(
            tuple(Run("cell", self.title, words_of(cell)) for cell in row.children)
            for part in body
            for row in part.children
        )
        caption = self.runs[-1]
        if caption.kind != "caption":
            raise UnreadableError("a table has no caption")
        self.tables.append(Table(self.title, caption.words, columns, rows))
