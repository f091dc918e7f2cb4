"""A house style: the colours, fonts, logo and words of those who publish a brief.

It is read from a look (a folder with a `look.yaml`) and changes how a brief is dressed, never what it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType

Colours = Mapping[str, str]  # role -> "#rrggbb"

LIGHT, DARK, PRINT = "light", "dark", "print"

# What the packaged style sheets say, role by role; paper is white where it is paper.
_LIGHT = {
    "paper": "#ffffff",
    "panel": "#edf2f7",
    "ink": "#1b2430",
    "quiet": "#52606d",
    "line": "#c9d3dd",
    "brand": "#0b3d70",
    "brand-ink": "#ffffff",
    "accent": "#c08a1e",
    "heading": "#0b5394",
    "link": "#0b5394",
    "mark": "#fdeab3",
    "target": "#f6c945",
}
_DARK = {
    "paper": "#12181f",
    "panel": "#1c2630",
    "ink": "#e4e9ee",
    "quiet": "#a9b5c1",
    "line": "#3a4754",
    "brand": "#0d2f54",
    "brand-ink": "#f4f7fa",
    "accent": "#d9a843",
    "heading": "#8fc1f2",
    "link": "#8fc1f2",
    "mark": "#4b3a0c",
    "target": "#7a5c08",
}
_PRINT = {**_LIGHT, "heading": "#0b3d70", "link": "#0b4a8a"}
PACKAGED: Mapping[str, Colours] = MappingProxyType({LIGHT: _LIGHT, DARK: _DARK, PRINT: _PRINT})


@dataclass(frozen=True, slots=True)
class Cut:
    """One font file: `file` is its path in the folder of the look; `weight` and `style` are those of CSS."""

    family: str
    weight: int
    style: str
    file: str


@dataclass(frozen=True, slots=True)
class Typeface:
    """What one part of a brief is set in: font files for the page and for the PDF, and what stands in."""

    family: str
    page: tuple[Cut, ...] = ()
    pdf: tuple[Cut, ...] = ()
    fallback: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture for the masthead. Width and height in millimetres; `plate` is a colour to stand on."""

    kind: str  # image/svg+xml, image/png
    content: bytes
    alternative: str
    width: float
    height: float
    plate: str | None = None


@dataclass(frozen=True, slots=True)
class HouseWords:
    """What is printed of the publisher; None where it has nothing to say."""

    publisher: str | None = None
    contact: str | None = None
    series: str | None = None
    marking: str | None = None
    imprint: str | None = None

    def before(self, other: HouseWords) -> HouseWords:
        """These words, and where there are none those of `other`."""
        named = (field.name for field in fields(self))
        return HouseWords(**{name: getattr(self, name) or getattr(other, name) for name in named})


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """A look as it was read: `folder` holds its files, `name` is what messages call it.

    `colours` are all roles by scheme (light, dark, print), empty where the look sets none.
    """

    folder: Path | None = None
    name: str = ""
    colours: Mapping[str, Colours] = field(default_factory=dict)
    text: Typeface | None = None
    headings: Typeface | None = None
    logo: Logo | None = None
    words: HouseWords = HouseWords()
