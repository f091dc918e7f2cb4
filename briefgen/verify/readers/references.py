"""Lists of sources as texts write them: which key leads to which reference."""

from __future__ import annotations

import re
from collections.abc import Iterable

Placed = tuple[str, str]  # words, and the place where they stand

_DEFINED = re.compile(r"\[\^(?P<key>\w{1,40})\]:\s+(?P<words>.+)", re.DOTALL)
_NUMBERED = re.compile(r"(?:\[(?P<key>\d{1,3})\]|(?P<number>\d{1,3})[.)])\s+(?P<words>\S.+)", re.DOTALL)
_HEADING = re.compile(
    r"(?:\d+\.?\s+)?(?:sources?(?: cited)?|references|bibliography|endnotes|notes|quellen(?:verzeichnis)?|"
    r"références|bibliographie|fonti|bibliografia|literatur(?:verzeichnis)?)\s*:?",
    re.IGNORECASE,
)


def is_heading_of_sources(words: str) -> bool:
    return bool(_HEADING.fullmatch(words.strip().strip("#*").strip()))


def defined(words: str) -> tuple[str, str] | None:
    """A footnote of Markdown, `[^1]: reference`: its key and its words."""
    match = _DEFINED.fullmatch(words.strip())
    return (match["key"], match["words"]) if match else None


def numbered(words: str) -> tuple[str, str] | None:
    """`[1] reference` or `1. reference`: its key and its words."""
    match = _NUMBERED.fullmatch(words.strip())
    return ((match["key"] or match["number"]), match["words"]) if match else None


def split_references(paragraphs: Iterable[Placed]) -> tuple[list[Placed], dict[str, str]]:
    """The body of a plain text, and its footnotes and list of sources."""
    body: list[Placed] = []
    sources: dict[str, str] = {}
    is_listing = False
    for words, place in paragraphs:
        lines = words.split("\n")
        if is_heading_of_sources(lines[0]):
            is_listing, lines = True, lines[1:]
        found = [defined(line) or (numbered(line) if is_listing else None) for line in lines]
        if (
            lines
            and not any(found)
            and (whole := defined(words) or (numbered(words) if is_listing else None))
        ):
            found, lines = [whole], []
        sources.update(key_and_words for key_and_words in found if key_and_words)
        left = [line for line, reference in zip(lines, found, strict=False) if not reference]
        if any(line.strip() for line in left) and not is_listing:
            body.append(("\n".join(left), place))
    return body, sources
