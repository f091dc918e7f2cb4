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

OWN_STYLE, OWN_PAGED_STYLE, LOGO_STYLE = "css/own.css", "css/own-paged.css", "css/logo.css"
_GENERIC = frozenset(
    {"serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-rounded"}
)
_PX_A_MM = 96 / 25.4  # CSS: an inch has 96 px
# On paper from a browser the page is black on white (brief.css): what a publisher is known by stays.
_KEPT_ON_PAPER = ("brand", "accent", "panel", "heading", "link")


@dataclass(frozen=True, slots=True)
class _Part:
    """What is set in one typeface: its variable in the style sheets, and the packaged family for it."""

    name: str
    variable: str
    packaged: str
    generic: str


_PARTS = (
    _Part("text", "--serif", "Source Serif 4", "serif"),  # running text
    _Part("headings", "--sans", "Source Sans 3", "sans-serif"),  # headings, tables, notes
)


# As Fontsource publishes them.
_WEB_FONTS: Mapping[tuple[str, int, str], str] = {
    ("Source Serif 4", 400, "normal"): "fonts/source-serif-4-latin-400-normal.woff2",
    ("Source Serif 4", 400, "italic"): "fonts/source-serif-4-latin-400-italic.woff2",
    ("Source Serif 4", 600, "normal"): "fonts/source-serif-4-latin-600-normal.woff2",
    ("Source Sans 3", 400, "normal"): "fonts/source-sans-3-latin-400-normal.woff2",
    ("Source Sans 3", 400, "italic"): "fonts/source-sans-3-latin-400-italic.woff2",
    ("Source Sans 3", 600, "normal"): "fonts/source-sans-3-latin-600-normal.woff2",
}


def page_faces(look: Look, wanted: Iterable[tuple[str, int, str]]) -> tuple[Face, ...]:
    """The fonts that travel in a page: the wanted cuts (part, weight, style), and those of a look."""
    families = {part.name: face.family if face else part.packaged for part, face in _typefaces(look)}
    cuts = dict.fromkeys((families[part], weight, style) for part, weight, style in wanted)
    packaged = tuple((*cut, _WEB_FONTS[cut]) for cut in cuts if cut in _WEB_FONTS)
    return (*packaged, *(cut for _, face in _typefaces(look) if face for cut in _of_look(face.page)))


def paged_faces(look: Look, packaged: Sequence[Face]) -> tuple[Face, ...]:
    """The fonts of the PDF: the packaged ones stay, to print what those of the look do not have."""
    return (*packaged, *(cut for _, face in _typefaces(look) if face for cut in _of_look(face.pdf)))


def page_style(look: Look) -> str:
    """What the style sheets of a page get from the look and from a project's own additions."""
    families = {part.variable: _page_stack(part, face) for part, face in _typefaces(look) if face}
    rules = [*_screen_colours(look.house.colours), *_families(families)]
    rules += _logo_on_a_page(look.house.logo)
    return _logo_style(look) + _sheet(rules) + look.additions(OWN_STYLE)


def paged_style(look: Look) -> str:
    """The same for the PDF, whose paper is white."""
    colours = look.house.colours
    on_paper = {role: shade for role, shade in colours[PRINT].items() if role != "paper"} if colours else {}
    rules = [_root(on_paper)] if on_paper else []
    families = {part.variable: _paged_stack(part, face) for part, face in _typefaces(look) if face}
    return _logo_style(look) + _sheet([*rules, *_families(families)]) + look.additions(OWN_PAGED_STYLE)


def paper_colours(look: Look) -> Mapping[str, str]:
    """The colours of a picture that reads no style sheet, by role with underscores."""
    colours = look.house.colours.get(PRINT) or PACKAGED[PRINT]
    return {role.replace("-", "_"): shade for role, shade in colours.items()}


def paper_families(look: Look) -> Mapping[str, str]:
    """The families that such a picture is set in."""
    return {part.name: _paged_stack(part, face) if face else part.packaged for part, face in _typefaces(look)}


def logo_html(logo: Logo | None) -> Markup:
    """The logo as a picture inside the page, with its words for those who do not see it.

    An image in an SVG: PDF readers get its title as the alternative, and the Nu checker, which takes
    `<img src=data:>` for forbidden under any policy, reads its policy right.
    """
    if logo is None:
        return Markup("")
    return Markup(
        '<svg role="img" viewBox="0 0 {width:g} {height:g}" width="{px:.0f}" height="{py:.0f}">'
        "<title>{alternative}</title>"
        '<image href="data:{kind};base64,{content}" width="{width:g}" height="{height:g}"/></svg>'
    ).format(
        width=logo.width,
        height=logo.height,
        px=logo.width * _PX_A_MM,
        py=logo.height * _PX_A_MM,
        alternative=printable(logo.alternative),
        kind=logo.kind,
        content=base64.b64encode(logo.content).decode(),
    )


def _typefaces(look: Look) -> tuple[tuple[_Part, Typeface | None], ...]:
    return tuple(zip(_PARTS, (look.house.text, look.house.headings), strict=True))


def _of_look(cuts: Iterable[Cut]) -> tuple[Face, ...]:
    return tuple((cut.family, cut.weight, cut.style, OF_LOOK + cut.file) for cut in cuts)


def _page_stack(part: _Part, face: Typeface) -> str:
    names = (face.family, *face.fallback)
    stack = [name if name in _GENERIC else f'"{name}"' for name in names]
    return ", ".join(stack if names[-1] in _GENERIC else [*stack, part.generic])


def _paged_stack(part: _Part, face: Typeface) -> str:
    """The packaged family prints what that of the look does not have, and all where it has no files."""
    known = face.pdf or any(face.family == other.packaged for other in _PARTS)
    stack = dict.fromkeys((face.family, part.packaged) if known else (part.packaged,))
    return ", ".join(f"'{name}'" for name in stack)


def _screen_colours(colours: Mapping[str, Colours]) -> list[str]:
    if not colours:
        return []
    kept = {role: colours[PRINT][role] for role in _KEPT_ON_PAPER}
    return [
        f"@media screen {{ {_root(colours[LIGHT])} }}",
        f"@media screen and (prefers-color-scheme: dark) {{ {_root(colours[DARK])} }}",
        f"@media print {{ {_root(kept)} }}",
    ]


def _root(colours: Colours) -> str:
    return ":root { " + " ".join(f"--{role}: {shade};" for role, shade in colours.items()) + " }"


def _families(stacks: Mapping[str, str]) -> list[str]:
    return [f":root {{ {variable}: {stack}; }}" for variable, stack in stacks.items()]


def _logo_style(look: Look) -> str:
    logo = look.house.logo
    if logo is None:
        return ""
    size = f"width: {logo.width:g}mm; height: {logo.height:g}mm;"
    plate = f" padding: 2mm; background: {logo.plate};" if logo.plate else ""
    return look.text(LOGO_STYLE) + f".logo svg {{ {size}{plate} }}\n"


def _logo_on_a_page(logo: Logo | None) -> list[str]:
    """What is of no use in the PDF: a narrow window, and paper on which a browser prints no band."""
    if logo is None:
        return []
    stacked = "@media screen and (max-width: 40rem) { .masthead .logo { float: none; margin: 0 0 4mm; } }"
    plate = "padding: 2mm; background: var(--brand); print-color-adjust: exact;"
    return [stacked] if logo.plate else [stacked, f"@media print {{ .logo svg {{ {plate} }} }}"]


def _sheet(rules: Iterable[str]) -> str:
    return "".join(f"{rule}\n" for rule in rules)
