"""The colours of a look: what is left out follows from what is there, and every pair must be readable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from briefgen.errors import Level, Place, Problem
from briefgen.looks.contrast import ENOUGH_FOR_SIGNS, ENOUGH_FOR_TEXT, contrast, readable
from briefgen.model.house import DARK, LIGHT, PACKAGED, PRINT, Colours

Written = Mapping[str, Mapping[str, str]]  # role -> light, dark: what stands in the file

# Drawn in the same colour on a dark page, unless the file has another for it.
_SAME_WHEN_DARK = ("brand", "brand-ink", "accent")


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two colours that stand on each other, and what would be hard to see."""

    ink: str
    on: str
    enough: float
    level: Level


@dataclass(frozen=True, slots=True)
class _Blamed:
    """The colour of a pair that the look has set, and where."""

    role: str
    place: Place


_PAIRS = (
    *(
        _Pair(ink, on, ENOUGH_FOR_TEXT, Level.ERROR)
        for ink in ("ink", "quiet", "link", "heading")
        for on in ("paper", "panel")
    ),
    _Pair("brand-ink", "brand", ENOUGH_FOR_TEXT, Level.ERROR),
    _Pair("ink", "mark", ENOUGH_FOR_TEXT, Level.ERROR),
    _Pair("ink", "target", ENOUGH_FOR_TEXT, Level.ERROR),
    _Pair("accent", "paper", ENOUGH_FOR_SIGNS, Level.WARNING),
)
_WHERE = {LIGHT: "on a light page", DARK: "on a dark page", PRINT: "on paper, which is white"}


def all_colours(written: Written) -> Mapping[str, Colours]:
    """Every role in every scheme; nothing where the file sets no colour."""
    if not any(written.values()):
        return {}
    light = _completed(LIGHT, {role: shades[LIGHT] for role, shades in written.items() if LIGHT in shades})
    dark = {role: shades[DARK] for role, shades in written.items() if DARK in shades}
    dark = {role: light[role] for role in _SAME_WHEN_DARK if role in written} | dark
    for role in ("heading", "link"):
        if written.get(role) and role not in dark:
            dark[role] = _readable_on_both(light[role], {**PACKAGED[DARK], **dark})
    on_paper = light | {"paper": PACKAGED[PRINT]["paper"]}
    for role in ("heading", "link"):
        if not written.get(role):
            on_paper[role] = _readable_on_both(light[role], on_paper)
    return {LIGHT: light, DARK: _completed(DARK, dark), PRINT: on_paper}


def _completed(scheme: str, given: Mapping[str, str]) -> dict[str, str]:
    """The packaged colours under the given ones; links and headings follow the brand where left out."""
    colours = {**PACKAGED[scheme], **given}
    if "brand" in given and "brand-ink" not in given:
        colours["brand-ink"] = readable("#ffffff", given["brand"])
    if "brand" in given and "link" not in given:
        colours["link"] = _readable_on_both(given["brand"], colours)
    if "heading" not in given and ("brand" in given or "link" in given):
        colours["heading"] = colours["link"]
    return colours


def _readable_on_both(colour: str, colours: Mapping[str, str]) -> str:
    return readable(readable(colour, colours["paper"]), colours["panel"])


def contrast_problems(
    colours: Mapping[str, Colours], written: Written, place: Callable[..., Place]
) -> Iterator[Problem]:
    """Pairs that are too alike, each once, at the colour of the file that is to blame.

    `place` finds a role, or a role's shade, in the file.
    """
    told: set[tuple[str, str]] = set()
    for scheme, found in colours.items():
        for pair in _PAIRS:
            ratio = contrast(found[pair.ink], found[pair.on])
            blamed = next((role for role in (pair.ink, pair.on) if written.get(role)), None)
            if ratio >= pair.enough or blamed is None or (pair.ink, pair.on) in told:
                continue
            if scheme != DARK:
                told.add((pair.ink, pair.on))  # a light page and paper share their colours
            where = place(blamed, _shade(written[blamed], scheme))
            yield _problem(pair, scheme, found, ratio, _Blamed(blamed, where))


def _shade(shades: Mapping[str, str], scheme: str) -> str:
    wanted = DARK if scheme == DARK else LIGHT
    return wanted if wanted in shades else next(iter(shades))


def _problem(pair: _Pair, scheme: str, found: Colours, ratio: float, blamed: _Blamed) -> Problem:
    message = (
        f"{pair.ink} {found[pair.ink]} on {pair.on} {found[pair.on]} has a contrast of {_cut(ratio)} to 1 "
        f"{_WHERE[scheme]}: WCAG AA asks for {pair.enough:g}"
    )
    tone = found[blamed.role]
    for other in _PAIRS:  # a tone that can be read on all that it meets, or that all of these can be read on
        if blamed.role in (other.ink, other.on):
            tone = readable(tone, found[other.on if other.ink == blamed.role else other.ink], other.enough)
    return Problem(message, blamed.place, f"for instance {blamed.role} {tone}", pair.level)


def _cut(ratio: float) -> str:
    """With two decimals, never rounded up to what is asked for."""
    return f"{int(ratio * 100) / 100:.2f}"
