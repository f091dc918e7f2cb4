"""How a `look.yaml` is written: its keys, and colours, lengths and names of fonts as a person writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field, PlainValidator, model_validator

from briefgen.fields import Imprint, Model, OwnWords, Words, fault
from briefgen.looks.contrast import read_colour
from briefgen.model.house import DARK, LIGHT
from briefgen.places.fitting import did_you_mean
from briefgen.places.visible import shown

LOGO_WIDTHS = (10, 80)  # millimetres
_WIDTH = re.compile(r"(?P<number>\d{1,3}(?:\.\d)?) ?mm")
_FAMILY = re.compile(r"[A-Za-z][A-Za-z0-9 ._-]{0,59}")
PACKAGED_FAMILIES = ("Source Serif 4", "Source Sans 3")
_COLOUR = 'write it as "#0b3d70"'


def _one_colour(value: Any, key: str | None = None) -> str:
    if value is None:
        raise fault("no colour stands here", "put it in quotes: # begins a comment otherwise", key=key)
    colour = read_colour(value) if isinstance(value, str) else None
    if colour is None:
        raise fault(f"{shown(value)} is not a colour", _COLOUR, key=key)
    return colour


def _shades(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict):
        return {LIGHT: _one_colour(value)}
    for key in value:
        if key not in (LIGHT, DARK):
            raise fault(f"unknown key {shown(key)}", did_you_mean(key, [LIGHT, DARK]), key=key)
    if not value:
        raise fault("no colour stands here", _COLOUR)
    return {key: _one_colour(colour, key) for key, colour in value.items()}


def _plate(value: Any) -> str:
    return _one_colour(value)


def _width(value: Any) -> float:
    match = _WIDTH.fullmatch(value) if isinstance(value, str) else None
    least, most = LOGO_WIDTHS
    if match is None:
        raise fault(f"{shown(value)} is not a width", "write it in millimetres: 40 mm")
    if not least <= float(match["number"]) <= most:
        raise fault(f"{shown(value)} is not between {least} and {most} mm")
    return float(match["number"])


def _family(value: Any) -> str:
    if not isinstance(value, str) or not _FAMILY.fullmatch(value):
        raise fault(f"{shown(value)} is not the name of a font", "use letters, digits and spaces")
    return value


Shades = Annotated[Mapping[str, str], PlainValidator(_shades)]  # "#0b3d70", or one for light, one for dark
Plate = Annotated[str, PlainValidator(_plate)]
Width = Annotated[float, PlainValidator(_width)]  # 40 mm
Family = Annotated[str, PlainValidator(_family)]


class WordsForm(Model):
    publisher: OwnWords | None = None
    contact: OwnWords | None = None
    series: OwnWords | None = None
    marking: OwnWords | None = None
    imprint: Imprint | None = None


def _none() -> dict[str, str]:
    return {}


class ColoursForm(Model):
    paper: Shades = Field(default_factory=_none)
    panel: Shades = Field(default_factory=_none)
    ink: Shades = Field(default_factory=_none)
    quiet: Shades = Field(default_factory=_none)
    line: Shades = Field(default_factory=_none)
    brand: Shades = Field(default_factory=_none)
    brand_ink: Shades = Field(default_factory=_none, alias="brand-ink")
    accent: Shades = Field(default_factory=_none)
    heading: Shades = Field(default_factory=_none)
    link: Shades = Field(default_factory=_none)
    mark: Shades = Field(default_factory=_none)
    target: Shades = Field(default_factory=_none)


class CutsForm(Model):
    """Files in the folder of the look, one a cut."""

    regular: Words
    italic: Words | None = None
    bold: Words | None = None
    bold_italic: Words | None = Field(default=None, alias="bold-italic")


class TypefaceForm(Model):
    """A packaged family needs no files; any other brings its own."""

    family: Family
    pdf: CutsForm | None = None
    page: CutsForm | None = None
    fallback: tuple[Family, ...] = ()

    @model_validator(mode="after")
    def _packaged_without_files(self) -> Self:
        if self.family in PACKAGED_FAMILIES and (self.pdf or self.page):
            raise fault(
                f"{shown(self.family)} is packaged", "leave out its files, or name another font", key="family"
            )
        return self


class FontsForm(Model):
    text: TypefaceForm | None = None
    headings: TypefaceForm | None = None
    licence: Words | None = None


class LogoForm(Model):
    file: Words
    alternative: OwnWords
    width: Width = 40.0
    plate: Plate | None = None


class LookForm(Model):
    """The keys of a `look.yaml`; none is required."""

    words: WordsForm = WordsForm()
    colours: ColoursForm = ColoursForm()
    fonts: FontsForm = FontsForm()
    logo: LogoForm | None = None
