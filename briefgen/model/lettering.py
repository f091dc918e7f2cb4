"""How wide words stand: an estimate from above, for words that are placed without a page to ask."""

from __future__ import annotations

# Advance widths in em, at least those of Source Sans 3 Semibold, by what a character looks like.
_NARROW = frozenset(" .,;:'’‘|!()[]/ijltfrI-\u00a0\u202f")
_WIDE = frozenset("mwMWÆŒ@%&—…")
_EAST_ASIAN = 0x2E80


def width(text: str) -> float:
    """The width of one line of text in em.

    >>> width("5,000") < width("50,000") < 4
    True
    """
    return round(sum(_advance(char) for char in text), 2)


def _advance(char: str) -> float:
    if char in _NARROW:
        return 0.34
    if char in _WIDE:
        return 0.9
    if ord(char) >= _EAST_ASIAN:
        return 1.05
    if char.isdigit():
        return 0.53  # of one width, as in a table
    return 0.67 if char.isupper() else 0.56


def wrapped(text: str, most: float) -> tuple[str, ...]:
    """The text in lines of at most so many em; a word that is longer is cut."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}".strip(" ")
        if width(joined) <= most:
            lines[-1] = joined
            continue
        *full, rest = _cut(word, most)
        lines += [*full, rest]
    return tuple(line for line in lines if line)


def _cut(word: str, most: float) -> list[str]:
    pieces = [""]
    for char in word:
        if pieces[-1] and width(pieces[-1] + char) > most:
            pieces.append("")
        pieces[-1] += char
    return pieces
