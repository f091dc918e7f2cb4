"""Characters that cannot be seen, shown by their number: for messages, and to keep them out of a terminal."""

from __future__ import annotations

import re

# C0 and C1 controls, DEL, and the Unicode controls of writing direction.
CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]"
)
# Besides, what has no width or looks like a space but is none.
_UNSEEN = re.compile(
    CONTROLS.pattern[:-1]
    + "\t\n\xa0\xad\u180e\u1680\u2000-\u200d\u202f\u205f\u2060-\u2065\u3000\ufeff\ufff9-\ufffb]"
)
LONGEST_SHOWN = 60  # characters of somebody's text in a message


def code_point(char: str) -> str:
    """`U+200B`."""
    return f"U+{ord(char):04X}"


def visible(text: str) -> str:
    """`text` with each character that cannot be seen as its number: `ti[U+200B]tle`."""
    return _UNSEEN.sub(lambda match: f"[{code_point(match[0])}]", text)


def shown(value: object) -> str:
    """A value as a message names it: in single marks, visible and short; lists and mappings by their sort."""
    match value:
        case None:
            return "nothing"
        case dict():
            return "a mapping (key: value)"
        case list():
            return "a list"
    text = visible(str(value))
    if len(text) > LONGEST_SHOWN:
        text = text[: LONGEST_SHOWN - 1] + "…"
    return f"'{text}'"


def holds_unseen(text: str) -> bool:
    """Whether a character in it cannot be seen; line breaks and tabs count."""
    return _UNSEEN.search(text) is not None
