"""Text of documents as Markdown: no character of it may become markup, and as few as possible are escaped."""

from __future__ import annotations

import re

# Characters that no text format may hold: C0 and C1 controls (white space is folded before), lone surrogates.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_WHITE_SPACE = re.compile(r"[^\S\u00a0\u202f\u2007]+")

_MARKUP = re.compile(
    r"""
    (?P<always>[`*~|$])                                   # code, emphasis, strike, cells, formulas
  | (?P<backslash>\\(?=[!-/:-@\[-`{-~]|$))                # an escape
  | (?P<underscore>(?<![^\W_])_ | _(?![^\W_]))            # emphasis: never inside a word
  | (?P<angle><(?=[A-Za-z/!?]))                           # a tag or an automatic link
  | (?P<entity>&(?=\#?\w+;))                              # &amp; &#38;
  | (?P<address>(?<=[A-Za-z]):(?=//) | (?<=[Ww][Ww][Ww])\.)  # https://  www.
  | (?P<inline_note>\^(?=\[|$))                            # ^[a note in the line]
  | (?P<mail>(?<=[\w.+-])@(?=\w))                         # a@b
    """,
    re.VERBOSE,
)
_HARMLESS_PAIR = re.compile(r"\[(?P<inner>[^\[\]^][^\[\]]*)\](?![\[({:]|$)")
_TASK = re.compile(r"\[[ xX]\]")
_LINE_START = re.compile(
    r"""
    (?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)              # 1. an ordered list
  | (?P<mark>[-+=>:](?=[-+=>:\s]|$) | >| \#{1,6}(?=\s|$))  # bullet, rule, quotation, heading
    """,
    re.VERBOSE,
)


def printable(text: str) -> str:
    """Each run of white space as one space (no-break spaces stay), unprintable characters as U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", _WHITE_SPACE.sub(" ", text))


def escape_markdown(text: str) -> str:
    """Text inside a line: brackets stay where they cannot be a link, a note or a box to tick."""
    text = printable(text)
    out: list[str] = []
    at = 0
    for pair in _HARMLESS_PAIR.finditer(text):
        if _TASK.fullmatch(pair[0]):
            continue
        out += (_escape_brackets(text[at : pair.start()]), "[", _escape_signs(pair["inner"]), "]")
        at = pair.end()
    out.append(_escape_brackets(text[at:]))
    return "".join(out)


def escape_line_start(markdown: str) -> str:
    """A line of Markdown whose first characters must not open a block."""
    found = _LINE_START.match(markdown)
    if not found:
        return markdown
    at = found.start("dot") if found["dot"] else 0
    return f"{markdown[:at]}\\{markdown[at:]}"


def _escape_signs(text: str) -> str:
    return _MARKUP.sub(lambda found: "\\" + found[0], text)


def _escape_brackets(text: str) -> str:
    return re.sub(r"[\[\]]", lambda found: "\\" + found[0], _escape_signs(text))
