"""What a reader takes from a file: its text as blocks, where the pages begin, what it guesses and doubts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from pydantic import ConfigDict

PageBreaks = tuple[tuple[int, int], ...]  # offset in the text, page from there on


class RefusedError(Exception):
    """A file that cannot be added: what is wrong with it, and what to do."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Sort(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"  # of a table, its cells apart by tabs
    NOTE = "note"  # a footnote


@dataclass(frozen=True, slots=True)
class Piece:
    """Words on one page; 0 where a document has no pages."""

    words: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """What is read as one; a paragraph that goes on over the page has a piece on each."""

    sort: Sort
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, sort: Sort, words: str, page: int = 0) -> Block:
        return cls(sort, (Piece(words, page),))

    @property
    def words(self) -> str:
        return "".join(piece.words for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Guess:
    """A value for a key of the sidecar, and where it was found: "the meta tag article:published_time"."""

    values: tuple[str, ...]
    where: str

    @property
    def value(self) -> str:
        return self.values[0]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a message."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as it was read; `guesses` stand in the order of trust, `notes` are for the person who checks."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    text: str
    read_with: str
    pages: PageBreaks = ()
    guesses: dict[str, tuple[Guess, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    is_as_it_came: bool = False  # the text's bytes are those of the file: nothing was converted


def set_text(blocks: Iterable[Block]) -> tuple[str, PageBreaks]:
    """Blocks as a text that is segmented as they were: an empty line between, items and rows in a row."""
    parts: list[str] = []
    pages: list[tuple[int, int]] = []
    at = 0
    before: Sort | None = None
    for block in blocks:
        gap = "" if before is None else "\n" if before is block.sort in (Sort.ITEM, Sort.ROW) else "\n\n"
        parts.append(gap)
        at += len(gap)
        for piece in block.pieces:
            if piece.page and (not pages or pages[-1][1] != piece.page):
                pages.append((at, piece.page))
            parts.append(piece.words)
            at += len(piece.words)
        before = block.sort
    return "".join([*parts, "\n"]), tuple(pages)


# What lays out a page and is no part of its words: soft hyphens, zero-width spaces, marks of byte order,
# and the tag characters in which a text can be hidden.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\U000e0000-\U000e007f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_SUPERSCRIPTS = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")


def one_line(words: str) -> str:
    """White space folded, unseen characters and controls taken out, ligatures written as letters."""
    seen = _CONTROL.sub(" ", _UNSEEN.sub("", words))
    spelt = _LIGATURE.sub(lambda sign: _LIGATURES[sign[0]], seen)
    return re.sub(r"[^\S\u00a0\u202f]+", " ", spelt).strip()


def raised(words: str) -> str:
    """A raised number as raised digits, so that a reference to a note joins no number: `2025` + `³`."""
    return words.translate(_SUPERSCRIPTS) if re.fullmatch(r"[\d+()n-]{1,6}", words.strip()) else words


def unseen_in(words: str) -> Counter[str]:
    return Counter(_UNSEEN.findall(words))


def counted(count: int, noun: str, plural: str | None = None) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {plural or noun + 's'}"


def listed(items: Sequence[str], most: int = 5) -> str:
    """Some of several things, in a sentence."""
    more = f" and {len(items) - most} more" if len(items) > most else ""
    return ", ".join(items[:most]) + more
