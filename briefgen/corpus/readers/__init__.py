"""Documents as files: which kinds can be read, and how their bytes become text.

A new format is one file with a `bytes -> Read` function, and one line in READERS.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefgen.corpus.readers import text
from briefgen.corpus.readers.text import Read, UnreadableError
from briefgen.errors import InputError, Level, Place, Problem, require_disk

Reader = Callable[[bytes], Read]

READERS: Mapping[str, Reader] = {
    ".txt": text.read,
    ".text": text.read,
    ".md": text.read,
}
# Read once, by `corpus add`: another version of a library would give another text, and move every offset.
CONVERTED = frozenset({".html", ".htm", ".xhtml", ".mhtml", ".mht", ".pdf", ".docx", ".docm", ".odt", ".eml"})
MAX_BYTES = 10 * 1024 * 1024  # a document; the longest EU acts have about 3 MB of text


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as it was read: `sha256` is of the file's bytes, warnings carry their place."""

    text: str
    sha256: str
    encoding: str
    warnings: tuple[Problem, ...] = ()


def has_reader(path: Path) -> bool:
    return path.suffix.lower() in READERS


def open_document(path: Path, shown: str | None = None) -> Opened:
    """Read a document; `shown` is how problems name it.

    Raises InputError with one problem for whatever is no readable document.
    """
    name = shown if shown is not None else str(path)
    reader = READERS.get(path.suffix.lower())
    try:
        if reader is None:
            message = f"no reader for {path.suffix or 'a file without suffix'}"
            raise UnreadableError(message, how_to_use(path, name))
        content = read_bytes(path)
        read = reader(content)
    except UnreadableError as error:
        raise InputError([Problem(error.message, Place(name), error.hint)]) from error
    warnings = tuple(
        Problem(remark.message, place_in(read.text, remark.offset, name), remark.hint, Level.WARNING)
        for remark in read.remarks
    )
    return Opened(read.text, hashlib.sha256(content).hexdigest(), read.encoding, warnings)


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file, without waiting for a pipe or device. Raises UnreadableError."""
    try:
        _require_regular(path.stat())
        # The file may be another one by now: open without waiting, and look again.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            _require_regular(os.fstat(handle))
            content = file.read(MAX_BYTES + 1)
    except (OSError, RuntimeError) as error:
        if isinstance(error, OSError):
            require_disk(error, path)
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(f"cannot be read: {reason.lower()}") from error
    except ValueError as error:  # a NUL in the name
        raise UnreadableError(f"cannot be read: {error}") from error
    if len(content) > MAX_BYTES:
        raise UnreadableError(_TOO_BIG, _SPLIT)
    return content


def place_in(content: str, offset: int | None, file: str) -> Place:
    """The place of a character of a document; of the whole file without an offset."""
    if offset is None:
        return Place(file)
    line_start = content.rfind("\n", 0, offset) + 1
    return Place(file, content.count("\n", 0, offset) + 1, offset - line_start + 1)


_TOO_BIG = f"is larger than {MAX_BYTES // 1024 // 1024} MiB"
_SPLIT = "a document this long cannot be checked by a person: split it"


def _require_regular(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableError("is a folder, not a document")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError("is a pipe, socket or device, not a document")
    if status.st_size > MAX_BYTES:
        raise UnreadableError(_TOO_BIG, _SPLIT)


def how_to_use(path: Path, name: str) -> str:
    """What to do with a file that no reader reads as it is: its text is taken once, and kept."""
    if path.suffix.lower() in CONVERTED:
        return f"briefgen corpus add {name} takes its text"
    return f"save its text as {', '.join(sorted(READERS))}"
