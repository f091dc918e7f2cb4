"""Parts of a dossier: `- part: Title` between its sections opens one, which goes on to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from briefgen.errors import InputError, Problem
from briefgen.fields import Model, Words
from briefgen.places import Yaml, fit_value
from briefgen.places.visible import shown

PART = "part"
KIND_WITH_PARTS = "dossier"


class PartModel(Model):
    """A divider between sections."""

    part: Words


@dataclass(frozen=True, slots=True)
class Divider:
    """A part's title, and which item of `sections` opens it."""

    title: str
    at: int


def is_divider(written: Any) -> bool:
    """Whether an item of `sections` opens a part."""
    if isinstance(written, dict):
        return [key for key in written if not key.startswith("x-")] == [PART]
    return bool(written == PART)


def read_divider(yaml: Yaml, at: int, written: Any) -> Divider:
    """The part that an item of `sections` opens. Raises InputError where it has no fit title."""
    path: tuple[str | int, ...] = ("sections", at)
    if written == PART or written[PART] is None:
        place = yaml.key_place(*path, PART) if written != PART else yaml.place(*path)
        raise InputError([Problem("a part has a title", place, f"write '- {PART}: Title'")])
    return Divider(fit_value(yaml, written, PartModel, at=path).part, at)


def part_problems(
    yaml: Yaml, kind: str, dividers: Sequence[Divider], sections: Sequence[int]
) -> Iterator[Problem]:
    """What is wrong with the parts of a brief; `sections` are the items of its list that are sections."""
    titles: set[str] = set()
    for divider, following in zip_longest(dividers, dividers[1:]):
        place = yaml.key_place("sections", divider.at, PART)
        if kind != KIND_WITH_PARTS:
            hint = f"write 'kind: {KIND_WITH_PARTS}' at the top, or remove the line"
            yield Problem(f"parts stand in a {KIND_WITH_PARTS} only", place, hint)
        if not any(divider.at < at and (following is None or at < following.at) for at in sections):
            hint = "put sections below it, or remove the line"
            yield Problem(f"the part {shown(divider.title)} has no section", place, hint)
        if divider.title in titles:
            yield Problem(f"two parts are called {shown(divider.title)}", place, "give one another title")
        titles.add(divider.title)
