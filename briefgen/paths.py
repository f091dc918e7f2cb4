"""Where a project keeps its things, and which names may become files in it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import MisuseError

SETTINGS = "briefgen.yaml"
_SAFE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
# Names that Windows keeps for devices, with any suffix (Microsoft, "Naming Files, Paths, and Namespaces").
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(1, 10))]
)


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of a project; `output` is elsewhere only where the settings or the command line say so."""

    root: Path
    output: Path

    @classmethod
    def at(cls, root: Path) -> Project:
        return cls(root, root / "output")

    @property
    def settings(self) -> Path:
        return self.root / SETTINGS

    @property
    def briefs(self) -> Path:
        return self.root / "briefs"

    @property
    def seeds(self) -> Path:
        return self.root / "seeds"

    @property
    def themes(self) -> Path:
        return self.seeds / "themes.yaml"

    @property
    def actors(self) -> Path:
        return self.seeds / "actors.yaml"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def state(self) -> Path:
        """What the program remembers between runs; it may be deleted at any time."""
        return self.root / ".briefgen"

    @property
    def store_url(self) -> str:
        """The store of a project whose settings name no other."""
        return f"sqlite:///{self.state / 'store.sqlite'}"


def find_project(start: Path) -> Project:
    """The project that `start` lies in: the nearest folder upwards that looks like one.

    Raises MisuseError where there is none.
    """
    try:
        start = start.resolve()
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a loop of links, before 3.13
        raise MisuseError(f"{start} cannot be opened: {error}") from error
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file() or ((folder / "briefs").is_dir() and (folder / "seeds").is_dir()):
            return Project.at(folder)
    raise MisuseError(
        f"{start} is not in a project: no folder from there upwards holds a {SETTINGS}, or briefs/ and seeds/"
    )


def is_safe_name(name: str) -> bool:
    """Whether `name` can name a file or folder anywhere: `libya-engagement`, at most 100 characters."""
    return bool(_SAFE_NAME.fullmatch(name)) and name not in _RESERVED


def inside(root: Path, path: str | Path) -> Path:
    """`root / path`, which need not exist, if nothing on the way leaves `root`.

    Raises ValueError, with what is wrong in plain words, for an absolute path, `..`, NUL, or a link that
    leads out of `root` or in a circle.
    """
    written = os.fspath(path)
    if "\0" in written:
        raise ValueError("a path cannot hold a NUL character")
    parts = re.split(r"[/\\]", written)
    if (
        Path(written).is_absolute()
        or parts[0] == ""
        or re.match(r"[A-Za-z]:", written)
        or written.startswith("~")
    ):
        raise ValueError(f"{written!r} must be a path inside {root.name}/, not an absolute one")
    if ".." in parts:
        raise ValueError(f"{written!r} must stay inside {root.name}/: no '..'")
    try:
        real, real_root = (root / written).resolve(), root.resolve()
    except (OSError, RuntimeError) as error:
        raise ValueError(f"{written!r} cannot be followed: {error}") from error
    if not real.is_relative_to(real_root):
        raise ValueError(f"{written!r} is a link that leads out of {root.name}/")
    return root / written
