"""Editions that are to be announced as soon as they stand: written down before they are made.

So a run that is killed between publishing an edition and putting its messages into the outbox leaves a note,
and the next run finds what is new since then.
"""

from __future__ import annotations

import fcntl
import json
import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from briefgen.editions.faults import storage_faults
from briefgen.editions.stage import sync
from briefgen.paths import is_safe_name

Known = Mapping[str, frozenset[str]]  # a brief -> the names of the editions that stood before


@contextmanager
def awaiting(outbox: Path, known: Known) -> Iterator[Path]:
    """A note of what stood before, locked while the block runs; whoever has dealt with it removes it."""
    home = outbox / "awaited"
    path = home / f"{uuid.uuid4().hex}.json"
    with storage_faults(outbox):
        outbox.parent.mkdir(parents=True, exist_ok=True)
        for folder in (outbox, home):
            folder.mkdir(exist_ok=True, mode=0o700)
        fresh = path.with_suffix(".fresh")
        descriptor = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with storage_faults(outbox):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.write(descriptor, json.dumps({name: sorted(there) for name, there in known.items()}).encode())
            os.fsync(descriptor)
            fresh.rename(path)
            sync(home)
        yield path
    finally:
        os.close(descriptor)


def left_behind(outbox: Path) -> Iterator[tuple[Path, Known]]:
    """The notes of runs that ended before all was announced; whoever has dealt with one removes it."""
    for path in sorted((outbox / "awaited").glob("*.json")):
        with suppress(OSError), path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield path, _decode(file.read())


def _decode(content: bytes) -> Known:
    """What a note says; nothing where it is damaged."""
    try:
        record = json.loads(content)
        return {name: frozenset(map(str, there)) for name, there in record.items() if is_safe_name(name)}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}
