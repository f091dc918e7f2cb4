"""`list`: the briefs of a project. Read through `places` alone: it must not cost a second."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefgen.cli import terminal
from briefgen.cli.json_text import to_json
from briefgen.errors import InputError, Level, Place, Problem
from briefgen.paths import Project, find_project, is_safe_name
from briefgen.places import Yaml, read_yaml
from briefgen.places.visible import shown
from briefgen.spec.names import find_briefs, link_problem


def list_command(*, as_json: bool) -> int:
    """Print name and title of each brief; 1 when a file cannot be read, the others being printed."""
    project = find_project(Path.cwd())
    problems: list[Problem] = []
    briefs = [_brief(project, path, problems) for path in find_briefs(project)]
    if as_json:
        terminal.write(to_json(briefs, indent=2) + "\n")
    else:
        width = max((len(brief["name"]) for brief in briefs), default=0)
        for brief in briefs:
            terminal.out(f"{brief['name']:<{width}}  {brief['title'] or '(no title)'}")
        if not briefs:
            terminal.talk("no briefs: a brief is a file briefs/NAME.yaml")
    terminal.report(problems)
    return int(any(problem.level is Level.ERROR for problem in problems))


def _brief(project: Project, path: Path, problems: list[Problem]) -> dict[str, Any]:
    file = path.relative_to(project.root).as_posix()
    if not is_safe_name(path.stem):
        problems.append(bad_name(path, file))
    found: dict[str, Any] = {"name": path.stem, "title": None, "kind": "briefing", "themes": [], "file": file}
    if fault := link_problem(project.root, path):
        problems.append(fault)
        return found
    try:
        yaml = read_yaml(path, file)
    except InputError as error:
        problems.extend(error.problems)
        return found
    return found | _known(yaml)


def bad_name(path: Path, file: str) -> Problem:
    """The problem of a brief's file whose name cannot name a folder everywhere."""
    hint = "rename it: a-z, 0-9, '-' and '_', a letter or digit first"
    return Problem(f"{shown(path.stem)} cannot be the name of a brief", Place(file), hint)


def _known(yaml: Yaml) -> dict[str, Any]:
    """What a listing tells of a brief, as far as it is written in the right form."""
    top = yaml.data if isinstance(yaml.data, dict) else {}
    known: dict[str, Any] = {key: top[key] for key in ("title", "kind") if isinstance(top.get(key), str)}
    if isinstance(top.get("themes"), list):
        known["themes"] = [theme for theme in top["themes"] if isinstance(theme, str)]
    return known
