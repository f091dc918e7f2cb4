"""What a shell offers after TAB: names of briefs, documents and themes of the project one is in.

Nothing heavy is imported and nothing is said: a shell waits for it, and shows what is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.paths import Project

_MOST = 500  # sidecars that are read for their ids

Complete = Callable[[str], list[str]]


def _of_project(names: Callable[[Project], Iterable[str]]) -> Complete:
    """What completes a word by some names of the project; nothing outside a project."""

    def complete(incomplete: str) -> list[str]:
        from pathlib import Path

        from briefgen.errors import BriefgenError
        from briefgen.paths import find_project

        try:
            known = names(find_project(Path.cwd()))
            return sorted(name for name in known if name.startswith(incomplete))
        except (BriefgenError, OSError):
            return []

    return complete


def _of(*names: str) -> Complete:
    """What completes a word by fixed names; of a list with commas its last one."""

    def complete(incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",")
        return [f"{before}{comma}{name}" for name in names if name.startswith(last)]

    return complete


def _briefs(project: Project) -> Iterator[str]:
    from briefgen.spec.names import find_briefs

    return (path.stem for path in find_briefs(project))


def _themes(project: Project) -> Iterator[str]:
    written = _read(project.themes)
    return (key for key in written if key != "lists" and not key.startswith("x-"))


def _documents(project: Project) -> Iterator[str]:
    """The ids that sidecars give; a document without one completes by the name of its file."""
    files = sorted(path for path in project.seeds.rglob("*") if path.is_file())
    described = [path for path in files if path.suffix == ".yaml"][:_MOST]
    for path in described:
        if path.name not in ("themes.yaml", "actors.yaml") and isinstance(id_ := _read(path).get("id"), str):
            yield id_
    beside = {path.with_suffix("") for path in described}
    yield from (path.stem for path in files if path.suffix == ".txt" and path.with_suffix("") not in beside)


def _read(path: Path) -> dict[str, Any]:
    from briefgen.places import read_yaml

    data = read_yaml(path).data
    return data if isinstance(data, dict) else {}


briefs, themes, documents = _of_project(_briefs), _of_project(_themes), _of_project(_documents)
formats = _of("md", "html", "pdf", "json", "docx", "mail")
schemas = _of("brief", "themes", "actors", "sidecar", "project")
exports = _of("sources", "quotes", "figures", "evidence")
sorts = _of("passage", "quote", "figure")
languages = _of("en", "fr", "de", "it")
