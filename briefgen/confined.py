"""A process for what comes from elsewhere (files, templates): under a limit of memory, heard by nobody.

Who starts one asks it over a pipe, waits no longer than it likes, and ends it whatever it is doing.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

Serve = Callable[[Connection, int], None]


def start(serve: Serve, memory: int) -> tuple[BaseProcess, Connection]:
    """A process that runs `serve` with its end of a pipe and its limit in bytes, and our end of it."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, memory), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def end(process: BaseProcess | None, line: Connection | None) -> None:
    """End a process, whatever it is doing."""
    if line is not None:
        line.close()
    if process is not None:
        process.kill()
        process.join()
        process.close()


def confine(memory: int) -> None:
    """In the process itself, first of all: `memory` bounds its address space, libraries too (RLIMIT_AS)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started it ends it
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)  # libraries write warnings of their own
