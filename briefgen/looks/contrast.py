"""Whether colours can be told apart: WCAG's contrast ratio, and the nearest colour that has enough."""

from __future__ import annotations

import re

ENOUGH_FOR_TEXT = 4.5  # WCAG 2.2, 1.4.3 (AA)
ENOUGH_FOR_SIGNS = 3.0  # WCAG 2.2, 1.4.11 (AA): what is no text, such as the frame of what has the focus
_STEPS = 256
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def read_colour(text: str) -> str | None:
    """`#1AF` and `#11aaff` as `#11aaff`; None for what is no colour of that form."""
    if not _HEX.fullmatch(text):
        return None
    digits = text[1:].lower()
    return f"#{digits}" if len(digits) == 6 else "#" + "".join(digit * 2 for digit in digits)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (`#rrggbb`), from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, on: str, enough: float = ENOUGH_FOR_TEXT) -> str:
    """The colour, mixed with as little black or white as gives it enough contrast with `on`.

    Which of the two is told by what it stands on.
    """
    end = "#000000" if contrast("#000000", on) >= contrast("#ffffff", on) else "#ffffff"
    tones = (_mixed(colour, end, step / _STEPS) for step in range(_STEPS + 1))
    return next((tone for tone in tones if contrast(tone, on) >= enough), end)


def _luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
