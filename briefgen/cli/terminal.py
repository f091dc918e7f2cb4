"""The one place that writes to the terminal: results on stdout, talk on stderr, no control characters."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import TextIO

from briefgen.errors import BriefgenError, Level, Problem, StorageError


class Paint(StrEnum):
    """How words stand out at a terminal: the parameters of its SGR sequence (ECMA-48)."""

    STRONG = "1"
    FAINT = "2"
    GOOD = "32"
    DOUBT = "33"
    BAD = "31"
    HIT = "1;33"


Painted = str | tuple[Paint, str]


class ClosedError(BriefgenError):
    """Whoever read our output has gone (`briefgen list | head -1`)."""

    exit_code = 74


def prepare() -> None:
    """Write UTF-8 whatever the locale, and show what cannot be encoded instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def one_line(text: str) -> str:
    """`text` on one line, its control and direction characters as `[U+001B]`."""
    from briefgen.places.visible import CONTROLS, code_point

    text = text.replace("\n", "[U+000A]").replace("\t", "[U+0009]")
    return CONTROLS.sub(lambda match: f"[{code_point(match[0])}]", text)


def out(text: str) -> None:
    """Print a line of a result."""
    write(one_line(text) + "\n")


def out_painted(*parts: Painted) -> None:
    """Print a line of a result whose parts stand out at a terminal; a pipe gets their plain words."""
    write(_painted(sys.stdout, parts) + "\n")


def is_coloured(stream: TextIO) -> bool:
    """Whether a stream is a terminal that wants colours: NO_COLOR (no-color.org) and TERM=dumb say no."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and stream.isatty()


def _painted(stream: TextIO, parts: Iterable[Painted]) -> str:
    coloured = is_coloured(stream)
    return "".join(_paint(part, coloured=coloured) for part in parts)


def _paint(part: Painted, *, coloured: bool) -> str:
    if isinstance(part, str):
        return one_line(part)
    paint, words = part
    return f"\x1b[{paint}m{one_line(words)}\x1b[0m" if coloured and words else one_line(words)


def write(text: str) -> None:
    """Print a result that holds no control character but line breaks (JSON that was escaped)."""
    _write(sys.stdout, text)


def talk(text: str) -> None:
    """Print a line to the person at the terminal."""
    _tell(one_line(text))


def report(problems: Iterable[Problem]) -> None:
    """Print each problem on a line of its own."""
    for problem in problems:
        _tell(_painted(sys.stderr, _parts(problem)))


def _tell(line: str) -> None:
    """A line on stderr, after the results before it: in one pipe the two would change places."""
    with contextlib.suppress(OSError, ValueError):  # `flush` tells it when the results are done
        sys.stdout.flush()
    _write(sys.stderr, line + "\n")


def _parts(problem: Problem) -> Iterable[Painted]:
    """What `str(problem)` says, with its place and its weight apart."""
    place = f"{problem.place}: " if problem.place else ""
    kind = "warning: " if problem.level is Level.WARNING else ""
    yield (Paint.STRONG, place)
    yield (Paint.DOUBT, kind)
    yield str(problem)[len(place) + len(kind) :]


def progress(text: str) -> None:
    """Tell a person at the terminal how far it is; a log or a pipe is spared."""
    if sys.stderr.isatty():
        talk(text)


def flush() -> None:
    """Write out what is held back, while a failure can still be told."""
    _write(sys.stdout, "", flush=True)


def close() -> None:
    """Leave nothing for the interpreter to write at its end: where that fails, it has been said."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _write(stream: TextIO, text: str, *, flush: bool = False) -> None:
    try:
        stream.write(text)
        if flush:
            stream.flush()
    except OSError as error:
        if error.errno in (errno.EPIPE, errno.ESHUTDOWN, errno.EINVAL):
            raise ClosedError("the output was closed") from None
        reason = (error.strerror or str(error)).lower()
        raise StorageError(f"cannot write the output: {reason}") from None
