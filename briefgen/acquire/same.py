"""The same story again: by its bytes, its address or its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

_WORD = re.compile(r"\w+")
_WORDS_IN_A_ROW = 5
_NEAR = 0.7  # of all rows of five words that either has: two editions of one wire story share more
_HELD = 0.8  # of the shorter text's rows: the longer one holds it
_TOLD = 0.25
_FEWEST = 40  # rows of words: shorter texts share phrases by chance


class Likeness(StrEnum):
    SAME_BYTES = "same bytes"
    SAME_TEXT = "same text"
    NEAR = "nearly the same text"
    HELD = "one holds the other"
    SAME_ADDRESS = "same address"
    SHARED = "shared words"  # told, and no reason to hold it back


@dataclass(frozen=True, slots=True)
class Print:
    """What a document is known again by."""

    id: str
    rows: frozenset[int]
    words: int
    digests: frozenset[str]  # of its text and of its original
    addresses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    id: str
    likeness: Likeness
    share: float = 1.0

    def __str__(self) -> str:
        percent = f"{self.share:.0%}".replace("%", " %")
        return {
            Likeness.SAME_BYTES: f"is in the corpus already as {self.id}: the same bytes",
            Likeness.SAME_TEXT: f"is in the corpus already as {self.id}: the same words",
            Likeness.NEAR: f"is nearly the same text as {self.id} ({percent} of the words)",
            Likeness.HELD: f"tells the same as {self.id}: one holds {percent} of the other's words",
            Likeness.SAME_ADDRESS: f"comes from the address of {self.id}, with other words",
            Likeness.SHARED: f"shares {percent} of its words with {self.id}",
        }[self.likeness]


def print_of(id_: str, text: str, digests: Iterable[str] = (), addresses: Iterable[str | None] = ()) -> Print:
    words = _WORD.findall(text.casefold())
    rows = zip(*(words[at:] for at in range(_WORDS_IN_A_ROW)), strict=False)
    hashes = frozenset(hash(row) for row in rows) or frozenset({hash(tuple(words))})
    known = frozenset(_plain(address) for address in addresses if address)
    return Print(id_, hashes, len(words), frozenset(digests), known)


def _plain(address: str) -> str:
    """An address as it is compared: scheme, `www.` and a last slash tell nothing."""
    return re.sub(r"^https?://(?:www\.)?|#.*$|/$", "", address.strip(), flags=re.IGNORECASE)


@dataclass(slots=True)
class Shelf:
    """All that is there, and what is added in this run."""

    prints: list[Print] = field(default_factory=list)

    def find_bytes(self, digest: str) -> Match | None:
        """The document whose text or original has these bytes."""
        ids = (known.id for known in self.prints if digest in known.digests)
        return next((Match(id_, Likeness.SAME_BYTES) for id_ in ids), None)

    def find(self, new: Print) -> Match | None:
        """The document that is most like a new one; None where nothing is worth telling."""
        matches = [match for known in self.prints if (match := _compare(new, known))]
        order = list(Likeness)
        return min(matches, key=lambda match: (order.index(match.likeness), -match.share), default=None)


def _compare(new: Print, known: Print) -> Match | None:
    if new.digests & known.digests:
        return Match(known.id, Likeness.SAME_BYTES)
    if new.words == known.words and new.rows == known.rows:
        return Match(known.id, Likeness.SAME_TEXT)
    shared = len(new.rows & known.rows)
    fewer = min(len(new.rows), len(known.rows))
    if fewer >= _FEWEST:
        near = shared / (len(new.rows) + len(known.rows) - shared)
        if near >= _NEAR:
            return Match(known.id, Likeness.NEAR, shared / fewer)
        if shared >= _HELD * fewer:
            return Match(known.id, Likeness.HELD, shared / fewer)
    if new.addresses & known.addresses:
        return Match(known.id, Likeness.SAME_ADDRESS)
    if fewer >= _FEWEST and shared >= _TOLD * len(new.rows):
        return Match(known.id, Likeness.SHARED, shared / len(new.rows))
    return None
