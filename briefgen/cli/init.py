"""`init`: a project that builds, to be changed into one's own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from briefgen.cli import terminal
from briefgen.cli.schema import FOLDER, schema_files
from briefgen.errors import MisuseError
from briefgen.languages import LANGUAGES
from briefgen.places.fitting import did_you_mean
from briefgen.places.visible import shown
from briefgen.scaffold import project_files
from briefgen.schema import SCHEMAS

# A folder under version control has its own; what it should say.
_OF_GIT = {".gitignore": "output/ and .briefgen/", ".gitattributes": "seeds/*.txt -text"}
_SHOWN = 3  # files that are in the way, by name


def init_command(folder: str, *, language: str) -> int:
    """Write the files of a project into a folder; nothing that is there is overwritten."""
    if language not in LANGUAGES:
        raise MisuseError(
            f"there is no language {shown(language)} ({did_you_mean(language, list(LANGUAGES))})"
        )
    root = Path(folder)
    files = [*project_files(language), *_schemas()]
    there = [name for name in _OF_GIT if os.path.lexists(root / name)]
    files = [(name, content) for name, content in files if name not in there]
    _refuse_what_is_there(root, [name for name, _ in files])
    for name, content in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:  # a file that has come in the meantime is left alone
            stream.write(content)
        terminal.out(str(path))
    (name,) = (Path(name).stem for name, _ in files if name.startswith("briefs/"))
    for own in there:
        terminal.talk(f"{root / own} is left as it is: it should name {_OF_GIT[own]}")
    terminal.talk(_next_steps(root, name))
    return 0


def _schemas() -> Iterator[tuple[str, bytes]]:
    for name, content in schema_files(list(SCHEMAS)):
        yield f"{FOLDER}/{name}", content


def _refuse_what_is_there(root: Path, names: Iterable[str]) -> None:
    """Raises MisuseError, before anything is written, for a folder that has a file of a project."""
    if os.path.lexists(root) and not root.is_dir():
        raise MisuseError(f"{shown(str(root))} is a file (name a folder)")
    if taken := [name for name in names if os.path.lexists(root / name)]:
        raise MisuseError(
            f"{shown(str(root))} holds {_list(taken)} (name another folder: nothing is overwritten)"
        )
    if blocked := [name for name in names if (above := _file_above(root, name)) and above]:
        raise MisuseError(
            f"{shown(str(root))}: {_file_above(root, blocked[0])} is a file, where a folder is needed"
        )


def _file_above(root: Path, name: str) -> str | None:
    """A file in the place of a folder that `name` needs."""
    folders = [root / folder for folder in Path(name).parents if folder != Path()]
    return next((str(folder) for folder in folders if os.path.lexists(folder) and not folder.is_dir()), None)


def _list(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more + " already"


def _next_steps(root: Path, brief: str) -> str:
    go = "" if root.resolve() == Path.cwd() else f"cd {root} && "
    return (
        f"next: {go}briefgen build {brief}, then look at output/{brief}/latest and change briefs/{brief}.yaml"
    )
