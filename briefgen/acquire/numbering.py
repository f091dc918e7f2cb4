"""The list marks of a .docx file, which the file does not write down but describes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import defaultdict

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_LEVELS = 9
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts as a word processor does: a level begins anew below an item of a higher one."""

    def __init__(self, part: ET.Element | None) -> None:
        self._forms: dict[str, dict[int, tuple[str, int]]] = {}  # list to level to form and first number
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for described in part.iter(f"{_W}abstractNum") if part is not None else ():
            levels = {_number(level.get(f"{_W}ilvl")): _form(level) for level in described.iter(f"{_W}lvl")}
            self._forms[described.get(f"{_W}abstractNumId", "")] = levels
        for used in part.iter(f"{_W}num") if part is not None else ():
            self._abstract[used.get(f"{_W}numId", "")] = _value(used, "abstractNumId")

    def mark(self, paragraph: ET.Element, of_style: ET.Element | None) -> str:
        """`-` for a bullet, `3.` or `c)` for a number; empty where the paragraph is no item."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            properties = of_style
        if properties is None:
            return ""
        key, level = _value(properties, "numId"), min(_number(_value(properties, "ilvl")), _MOST_LEVELS)
        if key in ("", "0"):
            return ""
        form, first = self._forms.get(self._abstract.get(key, ""), {}).get(level, ("bullet", 1))
        if form in ("bullet", "none"):
            return "-" if form == "bullet" else ""
        counts = self._counts[self._abstract[key]]
        counts[level] = counts.get(level, first - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return _said(form, counts[level])


def _form(level: ET.Element) -> tuple[str, int]:
    return _value(level, "numFmt") or "decimal", _number(_value(level, "start") or "1")


def _value(element: ET.Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return found.get(f"{_W}val", "") if found is not None else ""


def _number(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 6 else 0


def _said(form: str, count: int) -> str:
    if form.endswith("Letter") and 1 <= count <= 26:
        return f"{chr(96 + count)})"
    if form.endswith("Roman") and 1 <= count <= 30:
        roman, left = "", count
        for value, sign in _ROMAN:
            roman += sign * (left // value)
            left %= value
        return f"{roman})"
    return f"{count}."
