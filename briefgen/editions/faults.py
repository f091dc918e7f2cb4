"""What the disk refuses, as one plain line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.errors import StorageError


@contextmanager
def storage_faults(path: Path) -> Iterator[None]:
    """Turn an OSError into a StorageError that names `path` or the file that the system named.

    A lock held elsewhere (BlockingIOError) is no fault of the disk and passes.
    """
    try:
        yield
    except BlockingIOError:
        raise
    except OSError as error:
        # A failed rename or link names two files; the second is where it should have gone.
        named = error.filename2 or error.filename or path
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise StorageError(f"{_shown(named)} cannot be written: {reason}") from error


def _shown(path: object) -> str:
    """Of a file in a stage folder only its name: the folder is gone when the line is read."""
    text = os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else str(path)
    parts = Path(text).parts
    return Path(text).name if any(part.startswith(".stage-") for part in parts) else text
