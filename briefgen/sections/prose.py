"""Editor's Markdown as blocks: its citations, and its quotations found in the sources they cite.

A citation `[@key]` covers the text before it, back to the last citation or the start of the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefgen.errors import Place, Problem
from briefgen.model.brief import (
    Block,
    Bullets,
    Cite,
    Emphasis,
    Evidence,
    Inline,
    Inlines,
    Link,
    Paragraph,
    Strong,
    Subheading,
    Text,
    Verbatim,
)
from briefgen.model.matching import find_words
from briefgen.model.text import Document, Span
from briefgen.places import Locator
from briefgen.sections.evidence import passage_evidence, quote_evidence
from briefgen.sections.kind import Context
from briefgen.store import Query, Reading

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
_PIECE = re.compile(
    r"""
      \[(?P<cites>@[^\[\]]+)\]             # [@key] or [@key; @other]
    | “(?P<curly>[^“”]+)”
    | "(?P<straight>[^"]+)"
    | «(?P<angle>[^«»]+)»
    | „(?P<low>[^„“”]+)[“”]
    | »(?P<inverted>[^«»]+)«               # as German books have them
    """,
    re.VERBOSE,
)
_KEY = re.compile(r"@(?P<key>[\w.:-]*\w)")
_SCHEMES = ("https://", "http://", "mailto:")


@dataclass(frozen=True, slots=True)
class Prose:
    """What an editor wrote, as blocks, with the evidence of its quotations and what could not be read."""

    blocks: tuple[Block, ...]
    evidence: tuple[Evidence, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def taken(self) -> tuple[tuple[str, Span], ...]:
        return tuple((item.cited.document, piece) for item in self.evidence for piece in item.slices)


@dataclass(slots=True)
class _Reader:
    """Reads one text; `path` is where it stands in the spec's options."""

    text: str
    locator: Locator
    path: tuple[str | int, ...]
    context: Context
    evidence: list[Evidence] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def place(self, offset: int) -> Place:
        return self.locator.place(*self.path, offset=offset)

    def line(self, token: Token) -> int:
        """Where the token's first line begins in the text."""
        lines = self.text.split("\n")
        return sum(len(line) + 1 for line in lines[: token.map[0] if token.map else 0])


def read_prose(text: str, locator: Locator, path: tuple[str | int, ...], context: Context) -> Prose:
    """Paragraphs, lists and subheadings of an editor's text; anything else is a problem with its place."""
    reader = _Reader(text, locator, path, context)
    tokens = _MARKDOWN.parse(text)
    blocks = tuple(_blocks(reader, tokens))
    return Prose(blocks, tuple(reader.evidence), tuple(reader.problems))


def read_line(
    text: str, locator: Locator, path: tuple[str | int, ...], context: Context, *, is_frame: bool = False
) -> Prose:
    """One paragraph: a key point, or with `is_frame` a standfirst, an opening, a limit."""
    reader = _Reader(text, locator, path, context)
    (inline,) = _MARKDOWN.parseInline(text)
    paragraph = replace(_paragraph(reader, inline, 0), is_frame=is_frame)
    return Prose((paragraph,), tuple(reader.evidence), tuple(reader.problems))


def _blocks(reader: _Reader, tokens: Sequence[Token]) -> Iterator[Block]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _closing(tokens, at)
        match token.type:
            case "paragraph_open":
                yield _paragraph(reader, tokens[at + 1], reader.line(token))
            case "heading_open":
                yield Subheading(tokens[at + 1].content, level=3)
            case "bullet_list_open" | "ordered_list_open":
                inner = tokens[at + 1 : end]
                items = [_paragraph(reader, t, reader.line(t)) for t in inner if t.type == "inline"]
                yield Bullets(tuple(items), is_ordered=token.type == "ordered_list_open")
            case _:
                name = token.type.removesuffix("_open").replace("_", " ")
                reader.problems.append(
                    Problem(
                        f"a text section cannot hold a {name}",
                        reader.place(reader.line(token)),
                        "use paragraphs, lists and headings",
                    )
                )
        at = end + 1


def _closing(tokens: Sequence[Token], at: int) -> int:
    """The index of the token that closes the one at `at`: itself when it opens nothing."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    return len(tokens) - 1


def _paragraph(reader: _Reader, inline: Token, start: int) -> Paragraph:
    content = _inlines(reader, inline.children or [], start)
    return Paragraph(_resolved(reader, content), is_editors=True, place=reader.place(start))


def _inlines(reader: _Reader, tokens: Sequence[Token], start: int) -> Inlines:
    found: list[Inline] = []
    run: list[str] = []

    def flush() -> None:
        if run:
            found.extend(_pieces(reader, "".join(run), start))
            run.clear()

    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _closing(tokens, at)
        inner = tokens[at + 1 : end]
        match token.type:
            case "text" | "text_special":
                run.append(token.content)
            case "softbreak" | "hardbreak":
                run.append(" ")
            case "em_open":
                flush()
                found.append(Emphasis(_inlines(reader, inner, start)))
            case "strong_open":
                flush()
                found.append(Strong(_inlines(reader, inner, start)))
            case "link_open":
                flush()
                found.append(_link(reader, token, _inlines(reader, inner, start), start))
            case _:
                name = token.type.removesuffix("_open").replace("_", " ")
                reader.problems.append(
                    Problem(f"editor's text cannot hold {name}", reader.place(start), "write plain words")
                )
        at = end + 1
    flush()
    return tuple(found)


def _link(reader: _Reader, token: Token, content: Inlines, start: int) -> Link:
    url = str(token.attrs.get("href", ""))
    if not url.lower().startswith(_SCHEMES):
        reader.problems.append(
            Problem(f"a link goes to {url!r}", reader.place(start), "use https://, http:// or mailto:")
        )
    return Link(url, content)


def _pieces(reader: _Reader, text: str, start: int) -> Iterator[Inline]:
    """Plain text, quotations still without evidence, and citations, in order."""
    at = 0
    for match in _PIECE.finditer(text):
        before = text[at : match.start()]
        if match["cites"]:
            keys = tuple(found["key"] for found in _KEY.finditer(match["cites"]))
            if before.rstrip():
                yield Text(before.rstrip())
            yield Cite(keys)
        else:
            if before:
                yield Text(before)
            words = next(group for name, group in match.groupdict().items() if group and name != "cites")
            yield Verbatim(None, words, place=reader.place(_offset(reader.text, words, start)))
        at = match.end()
    if text[at:]:
        yield Text(text[at:])


def _offset(text: str, words: str, start: int) -> int:
    """Where the words begin in the editor's text; its line breaks were folded to spaces."""
    pattern = r"\s+".join(re.escape(word) for word in words.split()[:8])
    match = re.compile(pattern).search(text, start) if pattern else None
    return match.start() if match else start


def _resolved(reader: _Reader, content: Inlines) -> Inlines:
    """Each quotation with its evidence in the documents of the citation that covers it."""
    cover: list[tuple[str, ...]] = []
    _covers(content, [], cover)
    keys = iter(cover)

    def walk(inlines: Inlines) -> Inlines:
        out: list[Inline] = []
        for item in inlines:
            match item:
                case Verbatim():
                    out.append(_found(reader, item, next(keys)))
                case Emphasis() | Strong() | Link():
                    out.append(replace(item, content=walk(item.content)))
                case _:
                    out.append(item)
        return tuple(out)

    return walk(content)


def _covers(content: Inlines, waiting: list[int], cover: list[tuple[str, ...]]) -> None:
    """For each quotation in reading order, the keys of the next citation; empty when none follows."""
    for item in content:
        match item:
            case Verbatim():
                waiting.append(len(cover))
                cover.append(())
            case Cite(documents):
                for at in waiting:
                    cover[at] = documents
                waiting.clear()
            case Emphasis(inner) | Strong(inner) | Link(_, inner):
                _covers(inner, waiting, cover)
            case _:
                pass


def _found(reader: _Reader, words: Verbatim, documents: Sequence[str]) -> Verbatim:
    for key in documents:
        try:
            document = reader.context.document(key)
        except KeyError:
            continue
        places = find_words(document, words.text)
        if places:
            evidence = words_evidence(reader.context.store, document, places[0])
            reader.evidence.append(evidence)
            return Verbatim(evidence.id, evidence.printed_text, place=words.place)
    return words


def words_evidence(store: Reading, document: Document, slices: Sequence[Span]) -> Evidence:
    """Evidence for words of a document: a quotation where they lie inside one, else a passage."""
    whole = Span(slices[0].start, slices[-1].end)
    hits = store.quotes(Query(documents=(document.id,)))
    inside = [hit for hit in hits if hit.fact.cited.span.covers(whole)]
    if inside:
        return quote_evidence(document, inside[:1], slices)
    return passage_evidence(document, slices)
