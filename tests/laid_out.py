"""Sheets of a laid-out brief as a reader sees them: how full, what stands last on each, what sticks out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Box = Any  # WeasyPrint's boxes bear no types

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TOLERANCE = 1.0  # of a CSS pixel: what rounding may do


@dataclass(frozen=True)
class Sheet:
    """One sheet; positions are in CSS pixels from its upper left corner."""

    page: Any

    @cached_property
    def _box(self) -> Box:
        return self.page._page_box

    @cached_property
    def _body(self) -> Box:
        return next(child for child in self._box.children if child.element_tag == "html")

    @cached_property
    def lines(self) -> list[tuple[Box, tuple[Box, ...]]]:
        """Every line of text in the flow, with the boxes around it from the outside in."""
        return [
            (box, around)
            for box, around in _walk(self._body, ())
            if type(box).__name__ == "LineBox" and any(_says(child) for child in box.children)
        ]

    @property
    def filled(self) -> float:
        """How far down its text comes: a share of the room for it."""
        bottom = max((line.position_y + line.height for line, _ in self.lines), default=0.0)
        return float((bottom - self._box.content_box_y()) / self._box.height)

    @property
    def ends_in(self) -> str:
        """The element of the last line in the main column: a heading there is stranded."""
        column = [around for line, around in self.lines if not any(box.is_floated() for box in around)]
        around = column[-1]
        names = [(box.element_tag, _classes(box)) for box in reversed(around) if box.element is not None]
        for tag, classes in names:
            if tag in (*HEADINGS, "caption", "thead") or classes & {"lead", "chart-title"}:
                return str(tag)
        return str(names[0][0])

    @property
    def begins_in(self) -> frozenset[str]:
        """The classes of what is around its first line."""
        return frozenset(name for box in self.lines[0][1] for name in _classes(box))

    @property
    def rows(self) -> list[int]:
        """The rows of tables with something of theirs on it, each by its element."""
        return [id(box.element) for box, _ in _walk(self._body, ()) if type(box).__name__ == "TableRowBox"]

    @property
    def outside(self) -> list[str]:
        """Text that comes over the edge of the sheet, or into its lower margin."""
        foot = self._box.content_box_y() + self._box.height + _TOLERANCE
        side = self._box.margin_left - _TOLERANCE
        return [
            around[-1].element_tag
            for line, around in self.lines
            if line.position_y + line.height > foot
            or line.position_x < side
            or line.position_x + _width(line) > self.page.width - side
        ]


def _walk(box: Box, around: tuple[Box, ...]) -> Iterator[tuple[Box, tuple[Box, ...]]]:
    yield box, around
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)  # what is placed absolutely stands behind a placeholder
        yield from _walk(child, (*around, box))


def _says(box: Box) -> bool:
    text = getattr(box, "text", None)
    return bool(text and text.strip()) or any(_says(child) for child in getattr(box, "children", ()))


def _width(line: Box) -> float:
    return float(sum(child.margin_width() for child in line.children if child.is_in_normal_flow()))


def _classes(box: Box) -> set[str]:
    return set((box.element.get("class") or "").split()) if box.element is not None else set()
