"""An end to a talk that goes on byte by byte, which no limit for a single answer sees."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


@contextmanager
def time_limit(seconds: float, connection: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Shut the connection when the time is over: whoever waits for it gets an OSError, or nothing."""

    def shut() -> None:
        if (sock := connection()) is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
