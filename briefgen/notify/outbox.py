"""The outbox: a file a message, on the disk before anything is sent, and kept as a receipt afterwards.

`open/` holds what is to be sent or decided, `done/BRIEF/EDITION/` what was sent or dropped. A message is in
the outbox once: whoever has one of its edition and recipient, in whatever state, gets no other.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from briefgen.editions.faults import storage_faults
from briefgen.editions.stage import sync
from briefgen.errors import BusyError, StorageError
from briefgen.notify.message import SETTLED, Message, decode

PATIENCE = 30.0  # s that a run waits for another that is sending
_POLL = 0.1  # s
_FRESH = ".fresh-"
_OLD = 24 * 3600.0  # s after which a file that was never finished is litter


@dataclass(frozen=True, slots=True)
class Outbox:
    """The folder `.briefgen/outbox` of a project; it may be deleted: what was in it is then never sent."""

    folder: Path

    def put(self, message: Message) -> bool:
        """Keep a new message; False where there is one of this edition and recipient. Raises StorageError."""
        with self._locked("put.lock", patience=PATIENCE):
            if self._path(message).exists() or self._receipt(message).exists():
                return False
            self._write(self._path(message), message)
            return True

    def save(self, message: Message) -> None:
        """Keep what has become of a message; a settled one becomes a receipt. Raises StorageError."""
        self._write(self._path(message), message)
        if message.state in SETTLED:
            self._file(message)

    def messages(self) -> list[Message]:
        """Every open message, the oldest first. One that cannot be read is in `damaged`."""
        found = [message for _, message in self._read() if message is not None]
        return sorted(found, key=lambda one: (one.queued, one.brief, one.edition, one.channel, one.target))

    def damaged(self) -> list[Path]:
        """Files that hold no message; nothing is ever sent in their stead."""
        return [path for path, message in self._read() if message is None]

    def receipts(self, brief: str | None = None) -> Iterator[Message]:
        """What was sent or dropped, by brief and edition."""
        for path in sorted((self.folder / "done").glob(f"{brief or '*'}/*/*.json")):
            with suppress(OSError, ValueError):
                yield decode(path.read_bytes())

    @contextmanager
    def sending(self, patience: float = PATIENCE) -> Iterator[None]:
        """The right to send, which one run has at a time. Raises BusyError."""
        with self._locked("send.lock", patience):
            self._tidy()
            yield

    def is_settled(self, message: Message) -> bool:
        """Whether there is a receipt already."""
        return self._receipt(message).exists()

    def _path(self, message: Message) -> Path:
        return self.folder / "open" / f"{message.id}.json"

    def _receipt(self, message: Message) -> Path:
        return self.folder / "done" / message.brief / message.edition / f"{message.id}.json"

    def _read(self) -> Iterator[tuple[Path, Message | None]]:
        for path in sorted((self.folder / "open").glob("[0-9a-f]*.json")):
            try:
                message = decode(path.read_bytes())
                yield path, message if path.stem == message.id else None
            except FileNotFoundError:
                continue  # settled meanwhile
            except (OSError, ValueError):
                yield path, None

    def _write(self, path: Path, message: Message) -> None:
        """In one step, and on the disk when this returns; for nobody else to read."""
        with storage_faults(self.folder):
            self._make(path.parent)
            fresh = path.with_name(f"{_FRESH}{os.getpid()}-{path.name}")
            try:
                with open(fresh, "wb", opener=_private) as file:
                    file.write(message.encode())
                    file.flush()
                    os.fsync(file.fileno())
                fresh.replace(path)
            finally:
                with suppress(OSError):
                    fresh.unlink(missing_ok=True)
            sync(path.parent)

    def _make(self, folder: Path) -> None:
        """A folder of the outbox and those above it, for nobody else to look into."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        for step in reversed([folder, *folder.parents]):
            if step.is_relative_to(self.folder):
                step.mkdir(exist_ok=True, mode=0o700)

    def _file(self, message: Message) -> None:
        receipt = self._receipt(message)
        with storage_faults(self.folder):
            self._make(receipt.parent)
            self._path(message).replace(receipt)
            sync(receipt.parent)
            sync(self.folder / "open")

    def _tidy(self) -> None:
        """File what a killed run had settled, and remove what it never finished writing."""
        for message in self.messages():
            if message.state in SETTLED:
                self._file(message)
        for fresh in (self.folder / "open").glob(f"{_FRESH}*"):
            with suppress(OSError):
                if time.time() - fresh.stat().st_mtime > _OLD:
                    fresh.unlink()

    @contextmanager
    def _locked(self, name: str, patience: float) -> Iterator[None]:
        """A lock that ends with the process, however that ends."""
        with storage_faults(self.folder):
            self._make(self.folder)
            descriptor = os.open(self.folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            _wait_for(descriptor, self.folder, patience)
            yield
        finally:
            os.close(descriptor)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _wait_for(
    descriptor: int, folder: Path, patience: float, sleep: Callable[[float], None] = time.sleep
) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                raise BusyError(f"another run is sending from {folder} (wait until it ends)") from None
            sleep(_POLL)
        except OSError as error:
            raise StorageError(f"{folder} cannot be locked: {os.strerror(error.errno or 0)}") from error
