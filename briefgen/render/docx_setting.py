"""How a .docx file is set: its paper, fonts, colours and language, and its templates as parts of XML."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import escape

from briefgen.errors import InputError, Problem
from briefgen.model.brief import CheckedBrief
from briefgen.render.docx_inlines import Signs, run
from briefgen.render.docx_package import HEAD
from briefgen.render.dress import paper_colours
from briefgen.render.environment import fill
from briefgen.render.escape import printable
from briefgen.render.look import Look, template_place
from briefgen.render.words import bind_numbers, kind_name, long_date

# What a language is called to a spelling checker, where the brief names no country.
_COUNTRIES = {"en": "en-GB", "fr": "fr-FR", "de": "de-DE", "it": "it-IT"}
_PACKAGED = {"text": "Source Serif 4", "headings": "Source Sans 3"}
# What an editor's Word has in place of the fonts of the page.
_INSTALLED = {"Source Serif 4": "Cambria", "Source Sans 3": "Calibri"}
# Width and height of paper by its name in CSS, and the margins at its sides: twentieths of a point.
_SHEETS = {"a4": (11906, 16838), "letter": (12240, 15840)}
_MARGIN = 1418


def values_of(checked: CheckedBrief, look: Look) -> dict[str, object]:
    """What every template of the file sees."""
    return {
        "brief": checked,
        "masthead": checked.masthead,
        "words": look.words,
        "language": _COUNTRIES.get(checked.language, checked.language),
        "sheet": _sheet(look),
        "margin": _MARGIN,
        "text_width": text_width(look),
        "c": {role: shade.lstrip("#").upper() for role, shade in paper_colours(look).items()},
        "fonts": _fonts(look),
    }


def _fonts(look: Look) -> Mapping[str, tuple[str, str]]:
    """The families of text and headings, each with what stands in for it where it is not installed."""
    fonts = {}
    for name, face in (("text", look.house.text), ("headings", look.house.headings)):
        family = face.family if face else _PACKAGED[name]
        known = _INSTALLED.get(family, family)
        fonts[name] = (known, _INSTALLED[_PACKAGED[name]] if known == family else known)
    return fonts


def _sheet(look: Look) -> tuple[int, int]:
    return _SHEETS.get(look.paper.lower(), _SHEETS["a4"])


def text_width(look: Look) -> int:
    """Between the margins, in twentieths of a point."""
    return _sheet(look)[0] - 2 * _MARGIN


def text_filters(look: Look) -> Mapping[str, Callable[..., Any]]:
    """What every template of the file can ask for."""
    return {
        "run": lambda text, style="": run(bind_numbers(printable(text), look.language), Signs(style)),
        "text": lambda text: escape(printable(text)),
        "long_date": lambda day: long_date(day, look.words),
        "kind_name": lambda kind: kind_name(kind, look.words),
    }


def filled(
    look: Look, name: str, filters: Mapping[str, Callable[..., Any]], values: Mapping[str, object]
) -> bytes:
    """What a template makes; InputError unless it is XML that declares nothing of its own."""
    made = str(HEAD) + fill(look, name, filters, values).strip() + "\n"
    if "<!" in made:
        raise InputError(
            [Problem("a part of a document declares and comments nothing", template_place(name))]
        )
    try:
        ET.fromstring(made)  # noqa: S314 - without declarations there are no entities
    except ET.ParseError as error:
        line = max(error.position[0] - 1, 1)
        message = f"makes no XML: {str(error).partition(':')[0]} in line {line} of what it makes"
        raise InputError([Problem(message, template_place(name))]) from error
    return made.encode()
