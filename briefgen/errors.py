"""What can go wrong, said to the person who reads it."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a file that a person edits; line and column count from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


class Level(StrEnum):
    """A warning never changes the exit code; an error always does."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of the input: what is wrong, where, and what to do.

    `evidence` is the id of the evidence that is to blame, where one is.
    """

    message: str
    place: Place | None = None
    hint: str | None = None
    level: Level = Level.ERROR
    evidence: str | None = None

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        kind = "warning: " if self.level is Level.WARNING else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}{kind}{self.message}{hint}"


class BriefgenError(Exception):
    """A foreseen end of a command; `exit_code` is what the shell sees."""

    exit_code = 1


class InputError(BriefgenError):
    """The input has problems: all that were found, raised once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class MisuseError(BriefgenError):
    """The command line asks for something that does not exist or does not fit together."""

    exit_code = 2


class StorageError(BriefgenError):
    """A file, folder or database could not be read or written."""

    exit_code = 74


class BusyError(BriefgenError):
    """Another run holds the output folder or the store."""

    exit_code = 75


# What says nothing of a file and may be over the next time: the disk is at fault, or too much is open.
_PASSING = frozenset(
    getattr(errno, name)
    for name in ("EIO", "EMFILE", "ENFILE", "ENOMEM", "ESTALE", "ETIMEDOUT", "ENOTCONN")
    if hasattr(errno, name)
)


def require_disk(error: OSError, path: object) -> None:
    """Raise StorageError where the disk and not a file is at fault: else a brief would be made without it."""
    if error.errno in _PASSING:
        raise StorageError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
