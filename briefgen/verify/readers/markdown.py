"""Markdown, as CommonMark reads it: with tables, footnotes and quotations that are set off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefgen.verify.draft import Block, Draft, Kind, block
from briefgen.verify.readers.references import defined, is_heading_of_sources, numbered
from briefgen.verify.readers.text import decode

_READER = MarkdownIt("commonmark", {"html": False}).enable("table")
_SPACE = {"softbreak": " ", "hardbreak": " "}


def read(content: bytes) -> Draft:
    """ValueError where the bytes are no text."""
    written = decode(content)
    first_line = 1
    if written.startswith("---\n") and (end := written.find("\n---", 4)) > 0:  # metadata
        first_line += written.count("\n", 0, end + 1)
        written = written[end + 1 :]
    sources: dict[str, str] = {}
    blocks = list(_blocks(_READER.parse(written), first_line, sources))
    return Draft(tuple(blocks), sources)


def _blocks(tokens: Sequence[Token], first_line: int, sources: dict[str, str]) -> Iterator[Block]:
    quoted, in_quote, is_listing, row, row_line = 0, 0, False, list[str](), 0
    ordered: list[int] = []
    for at, token in enumerate(tokens):
        match token.type:
            case "blockquote_open":
                quoted, in_quote = quoted + 1, 0
            case "blockquote_close":
                quoted -= 1
            case "tr_open":
                row, row_line = [], (token.map or [0])[0]
            case "tr_close":
                yield block(Kind.ROW, " | ".join(row), str(row_line + first_line))
            case "ordered_list_open":
                ordered.append(int(token.attrGet("start") or 1) - 1)
            case "ordered_list_close":
                ordered.pop()
            case "list_item_open" if ordered:
                ordered[-1] += 1
            case "inline":
                words = _words(token)
                before = tokens[at - 1].type
                if before in ("td_open", "th_open"):
                    row.append(words)
                    continue
                place = str((token.map or [0])[0] + first_line)
                if before == "heading_open":
                    is_listing = is_heading_of_sources(words)
                    yield block(Kind.HEADING, words, place)
                elif reference := defined(words) or (numbered(words) if is_listing else None):
                    sources[reference[0]] = reference[1]
                elif is_listing and ordered:
                    sources[str(ordered[-1])] = words
                elif quoted:
                    in_quote += 1
                    yield block(Kind.QUOTATION if in_quote == 1 else Kind.ATTRIBUTION, words, place)
                else:
                    yield block(Kind.TEXT, words, place)


def _words(token: Token) -> str:
    return "".join(_SPACE.get(child.type, child.content) for child in token.children or ())
