"""Data and where it was written: a place for each value, each key and each character of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from yaml.scanner import Scanner

from briefgen.errors import Place

Path = tuple[str | int, ...]  # ("sections", 2, "quotes", "max")


@dataclass(frozen=True, slots=True)
class Written:
    """The characters of one node; `style` is the mark that opens a scalar (`"`, `'`, `|`, `>`), if any."""

    start: int
    end: int
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Yaml:
    """One file: `data` is str, None, list or dict with text keys; paths lead into it from the top."""

    data: Any
    file: str
    text: str = ""
    values: Mapping[Path, Written] = field(default_factory=dict, repr=False)
    keys: Mapping[Path, Written] = field(default_factory=dict, repr=False)
    line_starts: tuple[int, ...] = field(default=(0,), repr=False)

    def place(self, *path: str | int, offset: int | None = None) -> Place:
        """Where the value at `path` is written, or character `offset` of it if it is a text.

        A value that is not there has the place of its nearest parent.
        """
        path = self._nearest(path)
        written = self.values.get(path)
        if written is None:
            return Place(self.file)
        value = self.at(path)
        if offset is not None and isinstance(value, str):
            return self.position(_position(self.text, written, value, offset))
        return self.position(written.start)

    def key_place(self, *path: str | int) -> Place:
        """Where the key of the value at `path` stands; a list item has no key, so its own place."""
        written = self.keys.get(path)
        return self.position(written.start) if written else self.place(*path)

    def at(self, path: Path) -> Any:
        """The value at `path`; KeyError or IndexError when there is none."""
        value = self.data
        for step in path:
            value = value[step]
        return value

    def _nearest(self, path: Path) -> Path:
        while path and path not in self.values:
            path = path[:-1]
        return path

    def position(self, index: int) -> Place:
        """The place of a character of the file."""
        line = bisect_right(self.line_starts, index)
        return Place(self.file, line, index - self.line_starts[line - 1] + 1)


@dataclass(frozen=True, slots=True)
class Locator:
    """Places beneath one value of a file: what a section keeps of the file it was written in."""

    yaml: Yaml
    prefix: Path = ()

    def place(self, *path: str | int, offset: int | None = None) -> Place:
        return self.yaml.place(*self.prefix, *path, offset=offset)

    def key_place(self, *path: str | int) -> Place:
        return self.yaml.key_place(*self.prefix, *path)

    def below(self, *path: str | int) -> Locator:
        return Locator(self.yaml, (*self.prefix, *path))


def line_starts(text: str) -> tuple[int, ...]:
    """The index at which each line begins, for a text whose lines end in `\\n`."""
    starts = [0]
    while (newline := text.find("\n", starts[-1])) >= 0:
        starts.append(newline + 1)
    return tuple(starts)


def _position(text: str, written: Written, value: str, offset: int) -> int:
    """The index in the file of character `offset` of a scalar's value."""
    offset = max(0, min(offset, len(value) - 1))
    if written.style == "|":
        return _position_in_literal(text, written, value, offset)
    raw = text[written.start : written.end]
    units = _units(raw, written)
    at, char = next(units, (0, ""))
    found = at
    for wanted in value[: offset + 1]:
        # A folded text differs from the file in white space alone: skip what is left of a line break.
        while char and char != wanted and not (wanted.isspace() and char.isspace()):
            at, char = next(units, (at, ""))
        found = at
        at, char = next(units, (at, ""))
    return written.start + found


def _position_in_literal(text: str, written: Written, value: str, offset: int) -> int:
    """A literal block keeps its lines: each is what was written after the indentation."""
    before = value[:offset]
    line_in_value, column = before.count("\n"), offset - (before.rfind("\n") + 1)
    length = len(value.split("\n")[line_in_value])
    start = written.start
    for _ in range(line_in_value + 1):
        start = text.find("\n", start) + 1
    end = text.find("\n", start)
    return (end if end >= 0 else len(text)) - length + column


# What an escape in double quotation marks stands for.
_ESCAPES: Mapping[str, str] = Scanner.ESCAPE_REPLACEMENTS
_HEX_DIGITS: Mapping[str, int] = Scanner.ESCAPE_CODES


def _units(raw: str, written: Written) -> Iterator[tuple[int, str]]:
    """(index in `raw`, the character it stands for) for each character of a scalar."""
    at = 0
    if written.style in ("'", '"'):
        at, raw = 1, raw[:-1]
    elif written.style == ">":
        at = raw.find("\n") + 1
    while at < len(raw):
        char, width = raw[at], 1
        if written.style == '"' and char == "\\" and at + 1 < len(raw):
            kind = raw[at + 1]
            digits = _HEX_DIGITS.get(kind, 0)
            width = 2 + digits
            char = chr(int(raw[at + 2 : at + width], 16)) if digits else _ESCAPES.get(kind, kind)
            if kind == "\n":  # the line goes on: nothing is written
                at += width
                continue
        elif written.style == "'" and char == "'":
            width = 2
        yield at, char
        at += width
