"""A web page: its main text by trafilatura, without menus, banners and lists of other stories."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from briefgen.acquire.page_head import read_head
from briefgen.acquire.taken import (
    Block,
    Guess,
    RefusedError,
    Sort,
    Taken,
    counted,
    one_line,
    raised,
    set_text,
    unseen_in,
)

_MOST_ELEMENTS = 200_000
_DEEPEST = 1_000  # elements in each other: a browser stops at 512
_FEWEST_LETTERS = 25
_TAGS = re.compile(rb"<[a-zA-Z]")
_HELD_BACK = re.compile(
    r"(?:subscribe|sign in|log in|register)\b.{0,60}\b(?:read|continue|access)\b|enable javascript",
    re.IGNORECASE,
)
_SCRIPTED = "save the page in a browser when it is shown whole, or print it to PDF"


def read(content: bytes, url: str | None = None) -> Taken:
    """The main text and what the page says of itself. Raises RefusedError where no text stands in it."""
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    if len(_TAGS.findall(content)) > _MOST_ELEMENTS:
        raise RefusedError(f"has more than {_MOST_ELEMENTS} elements", _SCRIPTED)
    tree = load_html(_decoded(content))
    if tree is None:
        raise RefusedError("no text stands in this page", _SCRIPTED)
    if _depth(tree) > _DEEPEST:
        raise RefusedError(f"its elements stand more than {_DEEPEST} deep in each other", _SCRIPTED)
    guesses = read_head(tree, url)
    unseen = unseen_in(tree.text_content())
    found: Any = bare_extraction(
        tree,
        url=url,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        with_metadata=True,
    )
    blocks = list(_Blocks().walk(found.body)) if found is not None and found.body is not None else []
    if sum(len(block.words) for block in blocks) < _FEWEST_LETTERS:
        raise RefusedError("no main text was found in this page", _SCRIPTED)
    _add(guesses, found)
    text, _ = set_text(_with_title(blocks, guesses))
    return Taken(text, _program(), guesses=guesses, notes=tuple(_notes(unseen, text)))


def _decoded(content: bytes) -> bytes | str:
    """UTF-16 as text, which its first bytes announce; other pages name their encoding in themselves."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if content.startswith(mark):
            return content[2:].decode(encoding, "replace")
    return content


def _program() -> str:
    return f"trafilatura {version('trafilatura')}"


def _depth(tree: Any) -> int:
    """How deep elements stand, without a recursion that they could break."""
    deepest, level = 0, 0
    from lxml import etree

    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest


def _add(guesses: dict[str, tuple[Guess, ...]], found: Any) -> None:
    """What trafilatura makes out, where the page's own tags say nothing."""
    for key, value in (
        ("title", found.title),
        ("author", found.author),
        ("container-title", found.sitename),
    ):
        if value and not guesses.get(key):
            values = tuple(str(value).split("; ")) if key == "author" else (str(value),)
            guesses[key] = (Guess(values, "the page as trafilatura reads it"),)


def _with_title(blocks: list[Block], guesses: dict[str, tuple[Guess, ...]]) -> list[Block]:
    """The headline above the text, where the extraction took it for a part of the page's frame."""
    title = next((one_line(guess.value) for guess in guesses.get("title", ())), "")
    heads = [block for block in blocks[:3] if block.sort is Sort.HEADING]
    if not title or heads or any(title.casefold() in block.words.casefold() for block in blocks[:3]):
        return blocks
    return [Block.of(Sort.HEADING, title), *blocks]


def _notes(unseen: Counter[str], text: str) -> Iterator[str]:
    if unseen:
        yield f"{counted(unseen.total(), 'unseen character')} taken out (soft hyphens and the like)"
    if _HELD_BACK.search(text[-600:]):
        yield "the text may be cut off: its end asks to sign in, subscribe or allow scripts"


class _Blocks:
    """The blocks of an extracted body: `head p list item table row cell quote hi lb`."""

    def walk(self, body: Any) -> Iterator[Block]:
        yield from self._loose(body.text)
        for child in body:
            yield from self._one(child)
            yield from self._loose(child.tail)

    def _loose(self, words: str | None) -> Iterator[Block]:
        if words and one_line(words):
            yield Block.of(Sort.PARAGRAPH, one_line(words))

    def _one(self, element: Any) -> Iterator[Block]:
        match element.tag:
            case "head":
                yield from _if_any(Sort.HEADING, _inline(element))
            case "list":
                yield from self._list(element)
            case "table":
                yield from self._table(element)
            case "quote" | "div" if any(child.tag in _BLOCKS for child in element):
                yield from self.walk(element)
            case "graphic":
                return
            case _:
                for line in _inline(element).split("\n"):
                    yield from _if_any(Sort.PARAGRAPH, line)

    def _list(self, element: Any) -> Iterator[Block]:
        is_numbered = element.get("rend") == "ol"
        for number, item in enumerate(element.iterchildren("item"), start=1):
            mark = f"{number}." if is_numbered else "-"
            words = one_line(_inline(item, apart=("list",)))
            if words:
                yield Block.of(Sort.ITEM, f"{mark} {words}")
            for inner in item.iterchildren("list"):
                yield from self._list(inner)

    def _table(self, element: Any) -> Iterator[Block]:
        for row in element.iter("row"):
            cells = [one_line(_inline(cell)) for cell in row.iterchildren("cell")]
            if any(cells):
                yield Block.of(Sort.ROW, "\t".join(cells) if len(cells) > 1 else cells[0])


_BLOCKS = frozenset({"p", "head", "list", "table", "quote", "div"})


def _if_any(sort: Sort, words: str) -> Iterator[Block]:
    if line := one_line(words):
        yield Block.of(sort, line)


def _inline(element: Any, apart: tuple[str, ...] = ()) -> str:
    """The words of an element, line breaks kept as such; without its children called `apart`."""
    parts = [(element.text or "").replace("\n", " ")]
    for child in element:
        if child.tag == "lb":
            parts.append("\n")
        elif child.tag not in apart:
            words = _inline(child)
            parts.append(raised(words) if child.get("rend") == "#sup" else words)
            parts.append(" " if child.tag in _BLOCKS else "")
        parts.append((child.tail or "").replace("\n", " "))
    return "".join(parts)
