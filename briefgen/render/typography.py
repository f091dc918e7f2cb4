"""Small typography in an editor's own prose: true dashes, ellipses and apostrophes.

It is done where a brief is printed, never in the brief: what was checked is what the editor wrote. Words of a
source, titles of documents and addresses stay as they are, letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefgen.model.brief import Emphasis, Inline, Inlines, Link, Paragraph, Strong, Text
from briefgen.render.words import NO_BREAK_SPACE

APOSTROPHE, ELLIPSIS, DASH, NARROW_SPACE = "\u2019", "\u2026", "\u2013", "\u202f"

_APOSTROPHE = re.compile(
    r"""
    (?<=[^\W\d_])'(?=[^\W\d_])   # Russia's, l'Europe
  | (?<=s)'(?=[\s.,;:)]|$)       # the ministers'
  | (?<!\w)'(?=\d0s\b)           # the '90s
  | ^'(?=s\b)                    # after words of a source, which stand by themselves
    """,
    re.VERBOSE,
)
_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_DASH = re.compile(r"(?<=[^\s-])[ ]--?[ ](?=[^\s-])|(?<=[^\W\d_])--(?=[^\W\d_])")
_ADDRESS = re.compile(r"://|\bwww\.|@")
# French sets a space before these signs: it is one that holds, and narrow before the high ones.
_FRENCH = (
    (re.compile(r"(?<=\S)[ ](?=[;!?])"), NARROW_SPACE),
    (re.compile(r"(?<=\S)[ ](?=:)"), NO_BREAK_SPACE),
)


def as_printed(prose: Paragraph, language: str) -> Inlines:
    """The content of a paragraph; of an editor's, as a printer sets it."""
    return typeset(prose.content, language) if prose.is_editors else prose.content


def typeset(content: Inlines, language: str) -> Inlines:
    """An editor's content with its own words as a printer sets them."""
    return tuple(_typeset(content, language))


def _typeset(content: Inlines, language: str) -> Iterator[Inline]:
    for part in content:
        match part:
            case Text(text):
                yield Text(set_words(text, language))
            case Emphasis() | Strong() | Link():
                yield replace(part, content=typeset(part.content, language))
            case _:
                yield part


def set_words(text: str, language: str) -> str:
    """Some words of an editor's own; an address in them is left alone."""
    if _ADDRESS.search(text):
        return text
    text = _APOSTROPHE.sub(APOSTROPHE, text)
    text = _DOTS.sub(ELLIPSIS, text)
    text = _DASH.sub(lambda found: f" {DASH} " if found[0].startswith(" ") else DASH, text)
    if language == "fr":
        for sign, space in _FRENCH:
            text = sign.sub(space, text)
    return text
