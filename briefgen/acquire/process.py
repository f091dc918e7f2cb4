"""Reading in a process of its own, under limits of time and memory: files come from anywhere.

What it answers is JSON, so that nothing that breaks a parser there is run here.
"""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from pydantic import TypeAdapter

from briefgen import confined
from briefgen.acquire.kinds import Kind
from briefgen.acquire.taken import RefusedError, Taken

GIB = 1024**3
MOST_TEXT = 10 * 1024 * 1024  # characters of one document


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: a PDF of 300 pages takes 7 s and 0.1 GiB.

    `memory` bounds the address space of the whole process (RLIMIT_AS), libraries included.
    """

    seconds: float = 60.0
    memory: int = 2 * GIB


@dataclass(frozen=True, slots=True)
class Request:
    """One file to read; `url` is where it came from, `encoding` what a person says of a plain text."""

    kind: Kind
    content: bytes
    url: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What was taken, or why nothing was; `bug` is a traceback."""

    taken: Taken | None = None
    message: str | None = None
    hint: str | None = None
    bug: str | None = None


_REPLY = TypeAdapter(Reply)


class ReadingProcess:
    """A process that reads, started when first needed and kept for the next file."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, request: Request) -> Taken:
        """Raises RefusedError for a file that cannot be read, within the limits or at all."""
        line = self._started()
        try:
            line.send(request)
            if not line.poll(self.limits.seconds):
                self.close()
                raise RefusedError(f"was not read after {self.limits.seconds:g} seconds", _TOO_MUCH)
            reply = _REPLY.validate_json(line.recv_bytes())
        except (EOFError, OSError) as error:  # the process is gone: a parser broke, or memory was short
            self.close()
            raise RefusedError(
                "reading it broke off: it is damaged, or needs too much memory", _TOO_MUCH
            ) from error
        if reply.bug:
            raise RuntimeError(f"reading a {request.kind} file failed:\n{reply.bug}")
        if reply.taken is None:
            raise RefusedError(reply.message or "cannot be read", reply.hint)
        return reply.taken

    def _started(self) -> Connection:
        if self._line is not None and self._process is not None and self._process.is_alive():
            return self._line
        self.close()
        self._process, self._line = confined.start(_serve, self.limits.memory)
        return self._line

    def close(self) -> None:
        """End the process, whatever it is doing."""
        confined.end(self._process, self._line)
        self._line = self._process = None


_TOO_MUCH = "print the part that you need to PDF, or save its text"
_MISSING = "install what it needs: pip install 'briefgen[add]'"


def _serve(line: Connection, memory: int) -> None:
    """The process: answer one request after the other until nobody asks."""
    confined.confine(memory)
    warnings.simplefilter("ignore")
    while True:
        try:
            request: Request = line.recv()
        except EOFError:
            return
        line.send_bytes(_REPLY.dump_json(_answer(request)))


def _answer(request: Request) -> Reply:
    try:
        taken = _read(request)
    except RefusedError as error:
        return Reply(message=error.message, hint=error.hint)
    except ModuleNotFoundError as error:
        return Reply(message=f"a {request.kind.value.upper()} file needs {error.name}", hint=_MISSING)
    except MemoryError:
        return Reply(message="needs more memory than a document may use", hint=_TOO_MUCH)
    except RecursionError:
        return Reply(message="its parts stand too deep in each other", hint=_TOO_MUCH)
    except Exception:  # noqa: BLE001 - raised again, with this traceback, in the process that asked
        return Reply(bug=traceback.format_exc())
    if len(taken.text) > MOST_TEXT:
        return Reply(message=f"holds more than {MOST_TEXT} characters", hint="split it")
    return Reply(taken=taken)


def _read(request: Request) -> Taken:
    # A reader is imported where it is used: trafilatura takes half a second, a text needs none of it.
    match request.kind:
        case Kind.HTML:
            from briefgen.acquire import page

            return page.read(request.content, request.url)
        case Kind.TEXT:
            from briefgen.acquire import plain

            return plain.read(request.content, request.encoding)
    return _reader(request.kind)(request.content)


def _reader(kind: Kind) -> Callable[[bytes], Taken]:
    from briefgen.acquire import docx, mail, odt, pdf

    return {Kind.PDF: pdf.read, Kind.DOCX: docx.read, Kind.ODT: odt.read, Kind.MAIL: mail.read}[kind]
