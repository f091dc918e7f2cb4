"""What a chart is drawn with: strokes, bars, dots and words, each placed in lengths that follow its page.

Across, places are percent of the width, so that a chart fits every page; down, they are em of its letters.
Classes name what a thing is; templates say how that looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from briefgen.model.brief import Point

Length = Decimal | float
NARROW = 21.0  # em: the width of a chart on a telephone of 320 px


@dataclass(frozen=True, slots=True)
class Stroke:
    x1: str
    y1: str
    x2: str
    y2: str
    kind: str  # grid zero line tip range link

    @classmethod
    def of(cls, kind: str, x1: Length, y1: Length, x2: Length, y2: Length) -> Stroke:
        return cls(number(x1), number(y1), number(x2), number(y2), kind)


@dataclass(frozen=True, slots=True)
class Bar:
    x: str
    y: str
    width: str
    height: str
    kind: str  # bar, or bar open


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: str
    r: str
    kind: str  # dot, or dot open

    @classmethod
    def of(cls, x: Length, y: Length, *, is_open: bool = False) -> Dot:
        """An open one is larger, so that it is seen around a full one in the same place."""
        return cls(number(x), number(y), "0.42" if is_open else "0.3", "dot open" if is_open else "dot")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a label; a piece with a point holds the words of its source."""

    text: str
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """One line of words at a place, which is their `start`, `middle` or `end`."""

    x: str
    y: str
    pieces: tuple[Piece, ...]
    anchor: str = "start"
    kind: str = "label"  # label, tick or axis: a checker of editions leaves the scale out


@dataclass(frozen=True, slots=True)
class Drawing:
    """Things in the order of painting; `least_width` is how many em it needs to be read."""

    height: str
    least_width: str
    strokes: tuple[Stroke, ...]
    bars: tuple[Bar, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]

    @property
    def is_wide(self) -> bool:
        """Whether a telephone shows only a part of it at a time."""
        return float(self.least_width) > NARROW


def number(length: Length) -> str:
    """At most two places, and no exponent."""
    written = f"{Decimal(str(length)).quantize(Decimal('0.01')):f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def plain(x: Length, y: Length, text: str, kind: str, anchor: str = "start") -> Label:
    return Label(number(x), number(y), (Piece(text),), anchor, kind)
