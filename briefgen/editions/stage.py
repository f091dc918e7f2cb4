"""A folder is built out of sight and appears whole, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from briefgen.editions.faults import storage_faults

PREFIX = ".stage-"


def sweep(output: Path) -> None:
    """Remove what killed runs left behind; only for the holder of the folder's lock."""
    for dead in sorted(output.glob(f"{PREFIX}*")):
        remove(dead)


def remove(path: Path) -> None:
    """Remove a stage, be it folder, file or link; a link is never followed."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def staged(output: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder on the same file system that holds `files`, all on the disk; gone unless it was moved away."""
    stage = Path(tempfile.mkdtemp(prefix=PREFIX, dir=output))
    try:
        stage.chmod(0o755)  # mkdtemp makes it private, an edition is for everyone
        for name, content in files.items():
            _write(stage / name, content)
        sync(stage)
        yield stage
    finally:
        # The fault that brought us here is the one to tell, not that of the clean-up.
        with suppress(OSError):
            remove(stage)


def point(output: Path, link: Path, target: str) -> None:
    """Make `link` a relative link to `target` in one step."""
    fresh = output / f"{PREFIX}link-{os.getpid()}"
    try:
        fresh.symlink_to(target)
        fresh.rename(link)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    sync(link.parent)


def replace_file(output: Path, path: Path, content: bytes) -> None:
    """Put a file in the place of the one before it, in one step; an equal one stays. Raises StorageError."""
    fresh = output / f"{PREFIX}file-{os.getpid()}"
    with storage_faults(output):
        if path.is_file() and path.read_bytes() == content:
            return
        try:
            remove(fresh)
            _write(fresh, content)
            fresh.replace(path)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
        sync(path.parent)


def sync(folder: Path) -> None:
    """Put a folder's list of names on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
