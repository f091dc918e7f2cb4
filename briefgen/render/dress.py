"""What a house style adds to the style sheets: its colours, its fonts, the place of its logo."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from briefgen.model.house import DARK, LIGHT, PACKAGED, PRINT, Colours, Cut, Logo, Typeface
from briefgen.render.escape import printable
from briefgen.render.look import OF_LOOK, Look

Face = tuple[str, int, str, str]  # family, weight, style, file

OWN_STYLE, OWN_PAGED_STYLE = "css/own.css", "css/own-paged.css"
_SERIF, _SANS = "Source Serif 4", "Source Sans 3"
_GENERIC = frozenset(
    {"serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-rounded"}
)
_PX_A_MM = 96 / 25.4  # CSS: an inch has 96 px
# On paper from a browser the page is black on white (brief.css): what a publisher is known by stays.
_KEPT_ON_PAPER = ("brand", "accent", "heading", "link")


@dataclass(frozen=True, slots=True)
class _Part:
    """What is set in one typeface: its variable in the style sheets, and the packaged family for it."""

    variable: str
    packaged: str
    generic: str


_PARTS = (_Part("--serif", _SERIF, "serif"), _Part("--sans", _SANS, "sans-serif"))


def page_faces(look: Look, packaged: Iterable[Face]) -> tuple[Face, ...]:
    """The fonts that travel in a page: those of the look instead of the packaged ones they replace."""
    replaced = {part.packaged for part, face in _typefaces(look) if face and face.page}
    kept = tuple(cut for cut in packaged if cut[0] not in replaced)
    return (*kept, *(cut for _, face in _typefaces(look) if face for cut in _of_look(face.page)))


def paged_faces(look: Look, packaged: Sequence[Face]) -> tuple[Face, ...]:
    """The fonts of the PDF: the packaged ones stay, to print what those of the look do not have."""
    return (*packaged, *(cut for _, face in _typefaces(look) if face for cut in _of_look(face.pdf)))


def page_style(look: Look) -> str:
    """What the style sheets of a page get from the look and from a project's own additions."""
    colours = look.house.colours
    rules = []
    if colours:
        kept = {role: colours[PRINT][role] for role in _KEPT_ON_PAPER}
        rules += [
            f"@media screen {{ {_root(colours[LIGHT])} }}",
            f"@media screen and (prefers-color-scheme: dark) {{ {_root(colours[DARK])} }}",
            f"@media print {{ {_root(kept)} }}",
        ]
    families = {part.variable: _page_stack(part, face) for part, face in _typefaces(look) if face}
    return _sheet([*rules, *_families(families), *_logo_rules(look)]) + look.additions(OWN_STYLE)


def paged_style(look: Look) -> str:
    """The same for the PDF, whose paper is white."""
    colours = look.house.colours
    rules = (
        [_root({role: shade for role, shade in colours[PRINT].items() if role != "paper"})] if colours else []
    )
    families = {
        part.variable: f'"{face.family}", "{part.packaged}"'
        for part, face in _typefaces(look)
        if face and face.pdf
    }
    return _sheet([*rules, *_families(families), *_logo_rules(look)]) + look.additions(OWN_PAGED_STYLE)


def paper_colours(look: Look) -> Mapping[str, str]:
    """The colours of a picture that reads no style sheet, by role with underscores."""
    colours = look.house.colours.get(PRINT) or PACKAGED[PRINT]
    return {role.replace("-", "_"): shade for role, shade in colours.items()}


def paper_families(look: Look) -> Mapping[str, str]:
    """The families that such a picture is set in."""
    return {
        name: f"{face.family}, {part.packaged}" if face and face.pdf else part.packaged
        for name, (part, face) in zip(("text", "headings"), _typefaces(look), strict=True)
    }


def logo_html(logo: Logo | None) -> Markup:
    """The logo as a picture inside the page, with its words for those who do not see it."""
    if logo is None:
        return Markup("")
    content = base64.b64encode(logo.content).decode()
    width, height = (max(1, round(side * _PX_A_MM)) for side in (logo.width, logo.height))
    return Markup('<img src="data:{};base64,{}" alt="{}" width="{}" height="{}">').format(
        logo.kind, content, printable(logo.alternative), width, height
    )


def _typefaces(look: Look) -> tuple[tuple[_Part, Typeface | None], ...]:
    return tuple(zip(_PARTS, (look.house.text, look.house.headings), strict=True))


def _of_look(cuts: Iterable[Cut]) -> tuple[Face, ...]:
    return tuple((cut.family, cut.weight, cut.style, OF_LOOK + cut.file) for cut in cuts)


def _page_stack(part: _Part, face: Typeface) -> str:
    names = (face.family, *face.fallback)
    stack = [name if name in _GENERIC else f'"{name}"' for name in names]
    return ", ".join(stack if names[-1] in _GENERIC else [*stack, part.generic])


def _root(colours: Colours) -> str:
    return ":root { " + " ".join(f"--{role}: {shade};" for role, shade in colours.items()) + " }"


def _families(stacks: Mapping[str, str]) -> list[str]:
    return [f":root {{ {variable}: {stack}; }}" for variable, stack in stacks.items()]


def _logo_rules(look: Look) -> list[str]:
    logo = look.house.logo
    if logo is None:
        return []
    plate = f" padding: 2mm; background: {logo.plate};" if logo.plate else ""
    return [f".logo img {{ width: {logo.width:g}mm;{plate} }}"]


def _sheet(rules: Iterable[str]) -> str:
    return "".join(f"{rule}\n" for rule in rules)
