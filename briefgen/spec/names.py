"""Which briefs a project has: the files in `briefs/` whose names do not begin with `_` or `.`."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from briefgen.errors import MisuseError, Place, Problem, require_disk
from briefgen.paths import Project, inside, is_safe_name
from briefgen.places.visible import shown


def find_briefs(project: Project) -> tuple[Path, ...]:
    """The files of all briefs, by name; also those whose names are unfit, so that the fault is said."""
    try:
        entries = sorted(project.briefs.iterdir())
    except OSError as error:
        require_disk(error, project.briefs)
        return ()
    return tuple(path for path in entries if path.suffix == ".yaml" and not path.name.startswith(("_", ".")))


def brief_path(project: Project, name: str) -> Path:
    """The file of the brief `name`. Raises MisuseError, with the names there are, when there is none."""
    known = [path.stem for path in find_briefs(project) if is_safe_name(path.stem)]
    if name not in known:
        raise MisuseError(f"there is no brief {shown(name)} ({_hint(name, known)})")
    return project.briefs / f"{name}.yaml"


def link_problem(root: Path, path: Path) -> Problem | None:
    """The problem of a file that is a link out of the project, or in a circle: it is not read."""
    name = path.relative_to(root).as_posix()
    try:
        inside(root, name)
    except ValueError as error:
        return Problem(str(error), Place(name), "put the file itself here")
    return None


def _hint(name: str, known: Iterable[str]) -> str:
    known = list(known)
    stem = name.removeprefix("briefs/").removesuffix(".yaml")
    if near := difflib.get_close_matches(stem, known, n=1):
        return f"did you mean '{near[0]}'?"
    return f"known: {', '.join(known)}" if known else "briefs/ has none: a brief is a file briefs/NAME.yaml"
