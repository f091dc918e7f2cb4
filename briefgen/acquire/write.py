"""A document put into the corpus: its text, its original and its sidecar, all of them or none."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from briefgen.errors import StorageError


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """New files in a folder. Raises StorageError, and leaves none of them, where one is there or fails."""
    written: list[Path] = []
    try:
        for name, content in files.items():
            path = folder / name
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            written.append(path)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(handle)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        reason = (error.strerror or str(error)).lower()
        raise StorageError(f"{folder.name}/{name} cannot be written: {reason}") from error
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
