"""The files of a look: found inside its folder, never bigger than they may be."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from briefgen.errors import Level, Place, Problem
from briefgen.paths import inside

# What a template's name may hold too (render/look.py), so that each file can be found again.
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")


@dataclass(slots=True)
class Folder:
    """A look's folder while it is read; `name` is what messages call it, `problems` what was found."""

    path: Path
    name: str
    problems: list[Problem] = field(default_factory=list)

    def tell(self, message: str, place: Place, hint: str | None = None, level: Level = Level.ERROR) -> None:
        self.problems.append(Problem(message, place, hint, level))

    def warn(self, message: str, place: Place, hint: str | None = None) -> None:
        self.tell(message, place, hint, Level.WARNING)

    def read(self, file: str, place: Place, suffixes: tuple[str, ...], limit: int) -> bytes | None:
        """The bytes of a file of the look; None, with a problem at `place`, where there are none to use."""
        fault = self._name_fault(file, suffixes)
        if fault is not None:
            self.tell(f"'{file}' {fault[0]}", place, fault[1])
            return None
        try:
            content = _read_at_most(inside(self.path, file), limit + 1)
        except ValueError as error:
            self.tell(str(error), place, "put the file into the folder of the look")
        except OSError as error:
            reason = (error.strerror or "unknown").lower()
            self.tell(f"'{self.name}/{file}' cannot be read: {reason}", place, "put the file there")
        else:
            if len(content) <= limit:
                return content
            self.tell(f"'{file}' is larger than {limit // 1024} KiB", place, "make it smaller")
        return None

    def _name_fault(self, file: str, suffixes: tuple[str, ...]) -> tuple[str, str] | None:
        if not file.endswith(suffixes):
            return "is of no kind that can be used here", f"name a file that ends in {' or '.join(suffixes)}"
        if not _PLAIN.fullmatch(file):
            return "is no plain name of a file", "use letters, digits, hyphens, dots and /"
        return None


def _read_at_most(path: Path, size: int) -> bytes:
    if not path.is_file() and path.exists():
        raise OSError(None, "is not a file")
    with path.open("rb") as file:
        return file.read(size)


Placing = Callable[..., Place]  # a key of the look.yaml -> where its value stands
