"""`new brief` and `new theme`: files to begin with, which are sound as they are written."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from briefgen.cli import terminal
from briefgen.codebook.themes import Codebook, load_codebook, read_codebook
from briefgen.errors import InputError, MisuseError, Problem
from briefgen.model.brief import Vocabulary
from briefgen.paths import Project, find_project, inside, is_safe_name
from briefgen.places import did_you_mean, parse_yaml
from briefgen.places.visible import shown
from briefgen.scaffold.briefs import brief_text, title_of
from briefgen.scaffold.themes import TO_WRITE, theme_text, with_theme
from briefgen.spec.load import read_brief
from briefgen.spec.models import MAX_ITEMS

_THEME_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_NAMES = "small letters, digits, '-' and '_', a letter or digit first"


def new_brief_command(name: str, *, title: str | None, themes: Sequence[str]) -> int:
    """Write `briefs/NAME.yaml` on some themes of the codebook, on all of them if none are named."""
    project = find_project(Path.cwd())
    if not is_safe_name(name):
        raise MisuseError(f"{shown(name)} cannot be the name of a brief (write {_NAMES})")
    path = project.briefs / f"{name}.yaml"
    if os.path.lexists(path):
        raise MisuseError(f"there is a brief {shown(name)} already (choose another name)")
    known = [theme.id for theme in _codebook(project).themes]
    wanted = _wanted(themes, known)
    text = brief_text(title or title_of(name), wanted)
    vocabulary = Vocabulary(frozenset(known), frozenset())
    _raise_without_places(read_brief(parse_yaml(text, f"briefs/{name}.yaml"), name, vocabulary).problems)
    path.parent.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8") as stream:
        stream.write(text)
    terminal.out(path.relative_to(project.root).as_posix())
    if not themes and len(wanted) > 1:
        terminal.talk("it is on every theme of the codebook: keep those that it is about")
    return 0


def new_theme_command(theme: str, *, title: str | None, definition: str | None, terms: Sequence[str]) -> int:
    """Add a theme at the end of `seeds/themes.yaml`, and leave what stands there as it is."""
    project = find_project(Path.cwd())
    if not _THEME_ID.fullmatch(theme) or theme == "lists" or theme.startswith("x-"):
        raise MisuseError(
            f"{shown(theme)} cannot be the id of a theme (write {_NAMES}; not 'lists' or 'x-…')"
        )
    known = [theme.id for theme in _codebook(project).themes]
    if theme in known:
        raise MisuseError(f"there is a theme {shown(theme)} already (choose another id, or edit it)")
    path, file = project.themes, project.themes.relative_to(project.root).as_posix()
    before = path.read_bytes().decode("utf-8") if path.is_file() else ""
    text = with_theme(before, theme_text(theme, title, definition, tuple(terms)), theme, file)
    try:
        read_codebook(parse_yaml(text, file))
    except InputError as error:
        _raise_without_places(error.problems)
    path.parent.mkdir(exist_ok=True)
    _replace(path, text)
    line = text.replace("\r\n", "\n").count("\n", 0, text.replace("\r\n", "\n").rindex(f"\n{theme}:") + 1) + 1
    terminal.out(f"{file}:{line}")
    if definition is None:
        terminal.talk(f"write its definition in place of “{TO_WRITE}”, and its rules")
    return 0


def _codebook(project: Project) -> Codebook:
    """The codebook, empty where there is none. Raises InputError with every problem of it."""
    file = project.themes.relative_to(project.root).as_posix()
    if not os.path.lexists(project.themes):
        return Codebook((), "")
    try:
        inside(project.root, file)
    except ValueError as error:
        raise MisuseError(str(error)) from error
    text = project.themes.read_bytes()
    return load_codebook(project.themes, file) if text.strip() else Codebook((), "")


def _wanted(themes: Sequence[str], known: Sequence[str]) -> list[str]:
    """The themes of a new brief. Raises MisuseError for one that is not in the codebook."""
    if not known:
        raise MisuseError("there is no theme yet: `briefgen new theme ID` adds one")
    for theme in themes:
        if theme not in known:
            raise MisuseError(f"there is no theme {shown(theme)} ({did_you_mean(theme, list(known))})")
    return list(dict.fromkeys(themes)) or list(known)[:MAX_ITEMS]


def _raise_without_places(problems: Sequence[Problem]) -> None:
    """Raises InputError: what was given on the command line has no place in a file yet."""
    if problems:
        raise InputError(replace(problem, place=None) for problem in problems)


def _replace(path: Path, text: str) -> None:
    """Write a file anew, whole or not at all, with the rights that it had."""
    real = path.resolve()
    beside = real.with_name(f".{real.name}.new")
    try:
        with beside.open("w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if real.exists():
            beside.chmod(real.stat().st_mode & 0o777)
        beside.replace(real)
    finally:
        beside.unlink(missing_ok=True)
