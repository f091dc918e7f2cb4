"""A text to verify, whatever file it came from: blocks in order, and the sources that its citations name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sentencex import get_sentence_boundaries


class Kind(StrEnum):
    TEXT = "text"
    QUOTATION = "quotation"  # set off: its words need no marks
    ATTRIBUTION = "attribution"  # follows a quotation that is set off
    ROW = "row"  # of a table, its cells one after the other
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation: where it stands in the text of its block, and the key that it names."""

    at: int
    key: str  # "1", or the id of a document


@dataclass(frozen=True, slots=True)
class Block:
    """`text` has no citations in it; `place` says where a person finds it ("12", "page 3")."""

    kind: Kind
    text: str
    place: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """`sources` maps the key of a citation to its reference, as the text prints it."""

    blocks: tuple[Block, ...]
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Statement:
    """The words of a block that a citation covers; `keys` is empty where none does."""

    start: int
    end: int
    keys: tuple[str, ...]


_END = re.compile(r"[.!?…][”\"’')\]]*\s*\Z")
_BY_ID = re.compile(r"\[(?P<ids>(?:-?@[\w:.-]*\w(?:,[^\];]*)?;?\s*)+)\]")
_BY_NUMBER = re.compile(r"\[\s?(?P<numbers>\^?\d{1,3}(?:\s*[,;–-]\s*\^?\d{1,3})*)\s?\]")
_ID = re.compile(r"@([\w:.-]*\w)")


def block(kind: Kind, text: str, place: str) -> Block:
    """A block from text with citations as they are written: `[^1]`, `[1, 2]`, `[@id]`."""
    marks: list[Mark] = []
    kept = ""
    at = 0
    for match in sorted((*_BY_ID.finditer(text), *_BY_NUMBER.finditer(text)), key=lambda m: m.start()):
        kept = (kept + text[at : match.start()]).rstrip(" ")
        found = match.groupdict()
        keys = _ID.findall(found["ids"]) if "ids" in found else _numbers(found["numbers"])
        marks.extend(Mark(len(kept), key) for key in keys)
        at = match.end()
    return Block(kind, kept + text[at:], place, tuple(marks))


def _numbers(written: str) -> list[str]:
    """`1, 3` and `2–4` as single numbers."""
    keys: list[str] = []
    for part in re.split(r"\s*[,;]\s*", written.replace("^", "")):
        first, _, last = part.replace("–", "-").partition("-")
        keys += [str(number) for number in range(int(first), int(last or first) + 1)][:50]
    return keys


def statements(block: Block, language: str = "en") -> Iterator[Statement]:
    """The parts of a block, each with the keys that cover it: back to the citation before, as in a brief.

    What follows the last citation inside its own sentence belongs to it; so does the rest of a table's row.
    """
    start = 0
    pending: Statement | None = None
    for mark in block.marks:
        if pending and not block.text[pending.end : mark.at].strip(" .,;:|"):
            pending = Statement(pending.start, max(pending.end, mark.at), (*pending.keys, mark.key))
            start = pending.end
            continue
        if pending:
            yield pending
        pending = Statement(start, mark.at, (mark.key,))
        start = mark.at
    if pending is None:
        yield Statement(0, len(block.text), ())
        return
    end = (
        len(block.text)
        if block.kind is not Kind.TEXT
        else _end_of_sentence(block.text, pending.end, language)
    )
    yield Statement(pending.start, end, pending.keys)
    if block.text[end:].strip():
        yield Statement(end, len(block.text), ())


def _end_of_sentence(text: str, at: int, language: str) -> int:
    if _END.search(text[:at]):
        return at
    ends = (found["end_index"] for found in get_sentence_boundaries(language, text))
    return next((end for end in ends if end > at), len(text))
