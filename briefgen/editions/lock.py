"""One run at a time in an output folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefgen.editions.faults import storage_faults
from briefgen.editions.stage import sweep
from briefgen.errors import BusyError

_held: set[int] = set()  # descriptors of the locks of this process


@contextmanager
def hold(output: Path) -> Iterator[Path]:
    """Hold the output folder, made if it is missing, until the block ends; yields the folder.

    What killed runs left in it is swept: nobody else can be at work there now.
    The lock is on the folder itself, so no lock file can go stale, and it ends with the process however
    that ends. Raises BusyError at once when another run holds it, StorageError when the folder cannot be
    made or opened.
    """
    with storage_faults(output):
        output.mkdir(parents=True, exist_ok=True)
        folder = os.open(output, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    _held.add(folder)
    try:
        _lock(folder, output)
        with storage_faults(output):
            sweep(output)
        yield output
    finally:
        _held.discard(folder)
        os.close(folder)


def _lock(folder: int, output: Path) -> None:
    try:
        with storage_faults(output):
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        message = f"another run of briefgen holds {output} (wait until it ends, then try again)"
        raise BusyError(message) from None


def _let_go_in_child() -> None:
    # A forked worker that outlives this process would keep the lock; closing its copy does not release ours.
    while _held:
        with suppress(OSError):
            os.close(_held.pop())


os.register_at_fork(after_in_child=_let_go_in_child)
