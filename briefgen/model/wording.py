"""Which words a brief may print as its own: nothing that looks like a quotation, a slip or an order."""

from __future__ import annotations

import re

# Controls, marks of writing direction, tag characters, halves of surrogate pairs and noncharacters: what a
# reader cannot see and a terminal, a browser or a search obeys. Line ends are white space and were folded.
FORBIDDEN = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)

# Every mark that some language sets around words; an apostrophe inside or at the end of a word is none.
_MARKS = re.compile(
    r"""
      ["“”„‟«»‹›‚‛「」『』〝〞〟＂] | `` | ''          # marks that are nothing else
    | (?<!\w)‘ | ‘(?!\w)                             # single, unless inside a word
    | (?<!\w)['’](?=[^\W\d])[^'’]{0,500}\w['’](?!\w)  # a pair of what may be apostrophes
    """,
    re.VERBOSE,
)
# What a missing value looks like when a program prints it.
_SLIPS = re.compile(r"\b(?:None|nan|NaN|undefined)\b")


def quotation_mark(text: str) -> re.Match[str] | None:
    """The first quotation mark in some words, if there is one."""
    return _MARKS.search(text)


def slip(text: str) -> re.Match[str] | None:
    """The first word that stands for a missing value, if there is one."""
    return _SLIPS.search(text)


def is_own(text: str) -> bool:
    """Whether the program may print some words of a source (a role, a place) without quoting them."""
    return not (quotation_mark(text) or slip(text) or FORBIDDEN.search(text))
