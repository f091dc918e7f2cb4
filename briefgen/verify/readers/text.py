"""Plain text: paragraphs are apart by empty lines."""

from __future__ import annotations

import re

from briefgen.verify.draft import Draft, Kind, block
from briefgen.verify.readers.references import split_references

_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:\n[^\S\n]*\S.*)*")


def read(content: bytes) -> Draft:
    """ValueError where the bytes are no text."""
    written = decode(content)
    paragraphs = []
    line, at = 1, 0
    for match in _PARAGRAPH.finditer(written):
        line += written.count("\n", at, match.start())
        at = match.start()
        paragraphs.append((match[0], str(line)))
    body, sources = split_references(paragraphs)
    return Draft(tuple(block(Kind.TEXT, words, place) for words, place in body), sources)


def decode(content: bytes) -> str:
    """UTF-8, UTF-16 by its mark, else Windows-1252; line ends as `\\n`. ValueError for what is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        written = content.decode("utf-16")
    else:
        try:
            written = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            written = content.decode("cp1252")
    if "\0" in written:
        raise ValueError("this is no text")
    return written.replace("\r\n", "\n").replace("\r", "\n")
