"""Rendering in a process of its own, under limits of time and memory.

A template that never ends, or a page that WeasyPrint cannot lay out, costs its own format and nothing else:
the process is ended, the fault is one line, and the other formats are still made.
"""

from __future__ import annotations

import gc
import logging
import traceback
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from briefgen import confined
from briefgen.errors import InputError, Level, Problem
from briefgen.model.brief import CheckedBrief
from briefgen.model.shelf import Shelf
from briefgen.model.text import Document
from briefgen.render import FORMATS, pdf, sources
from briefgen.render import shelf as archive
from briefgen.render.content import page_name
from briefgen.render.look import Look, template_place

GIB = 1024**3
_NO_DOCUMENTS: Mapping[str, Document] = {}
_ORDER = ("json", "markdown", "html", "mail", "docx", "pdf")  # what cannot fail first
_TEMPLATES = {"markdown": "brief.md.j2", "docx": "docx/document.xml.j2", "mail": "mail.html.j2"}
_LAID_OUT = frozenset({"pdf", "docx"})  # WeasyPrint draws the charts of both
_MAX_WARNINGS = 5
# Objects between two collections of garbage: a layout of six pages makes some 60,000, 20 MiB of them, and
# Python's own threshold (700) takes a fifth of its time.
MOST_GARBAGE = 500_000
PATIENCE = 2.0  # s, for a process that is ending


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file of one brief may cost: a page of six sheets takes 2 s and 0.3 GiB.

    `memory` bounds the address space of the whole process (RLIMIT_AS), libraries included.
    """

    text_seconds: float = 10.0  # Markdown, HTML, JSON, the page of a source
    pdf_seconds: float = 60.0  # some 400 sheets
    memory: int = 3 * GIB // 2

    def seconds(self, format_name: str) -> float:
        return self.pdf_seconds if format_name in _LAID_OUT else self.text_seconds


@dataclass(frozen=True, slots=True)
class Rendered:
    """What could be made: file name (`NAME.md`) to bytes, and what is wrong with the rest."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Task:
    """One file to make: its name, what a person calls it and its template, and what makes it.

    Or sheets to count: then `make` answers their number, and there is no file.
    """

    file: str
    name: str
    template: str
    seconds: float
    make: Callable[[], bytes | int]
    beside: str | None = None  # the file without which it is of no use


@dataclass(frozen=True, slots=True)
class _Reply:
    """What the process answers: what was made, or the problems, or the traceback of a bug."""

    made: bytes | int | None = None
    problems: tuple[Problem, ...] = ()
    bug: str | None = None


class RenderingProcess:
    """A process that renders, started when first needed and kept warm for the next brief."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._is_stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def render_all(
        self,
        checked: CheckedBrief,
        names: Iterable[str],
        look: Look,
        documents: Mapping[str, Document] = _NO_DOCUMENTS,
    ) -> Rendered:
        """Every format that can be made; a failed one leaves its problems.

        Beside the page stands one more for each cited document that is given.
        """
        files: dict[str, bytes] = {}
        problems: dict[Problem, None] = {}
        try:
            tasks = self._tasks(checked, set(names), look, documents)
        except InputError as error:
            return Rendered(files, error.problems)
        for task in (task for task in tasks if task.beside is None or task.beside in files):
            reply = self._ask(task)
            problems |= dict.fromkeys(reply.problems)
            if isinstance(reply.made, bytes):
                files[task.file] = reply.made
        return Rendered(files, tuple(problems))

    def page_count(self, checked: CheckedBrief, look: Look) -> int:
        """How many sheets the PDF of a brief would have; InputError where it cannot be laid out."""
        make = partial(pdf.page_count, checked, look)
        reply = self._ask(_Task("", "pdf", "brief.html.j2", self.limits.pdf_seconds, make))
        if not isinstance(reply.made, int):
            raise InputError(reply.problems)
        return reply.made

    def render_shelf(self, shelf: Shelf, look: Look) -> Rendered:
        """The page of the archive and the feed of each brief, by their paths in the output folder."""
        seconds = self.limits.pdf_seconds  # years of editions
        tasks = [
            _Task("index.html", "archive", archive.PAGE, seconds, partial(archive.render_page, shelf, look))
        ]
        for brief in shelf.briefs:
            make = partial(archive.render_feed, brief, shelf, look)
            tasks.append(
                _Task(archive.feed_name(brief), "feed", archive.FEED, self.limits.text_seconds, make)
            )
        replies = {task.file: self._ask(task) for task in tasks}
        files = {name: reply.made for name, reply in replies.items() if isinstance(reply.made, bytes)}
        return Rendered(files, tuple(problem for reply in replies.values() for problem in reply.problems))

    def _tasks(
        self, checked: CheckedBrief, wanted: set[str], look: Look, documents: Mapping[str, Document]
    ) -> list[_Task]:
        """What is to be made, in the order of making."""
        texts = sources.cited_texts(checked, documents) if "html" in wanted else ()
        formats = [FORMATS[name] for name in _ORDER if name in wanted]
        look = replace(
            look,
            source_pages=frozenset(text.source.id for text in texts),
            files=tuple(checked.name + made.suffix for made in FORMATS.values() if made in formats),
        )
        tasks: list[_Task] = []
        for made in formats:
            template = _TEMPLATES.get(made.name, "brief.html.j2")
            for suffix, render in made.files.items():
                make, limit = partial(render, checked, look), self.limits.seconds(made.name)
                tasks.append(_Task(checked.name + suffix, made.name, template, limit, make))
        for text in texts:
            file = page_name(text.source.id)
            make = partial(sources.render, checked, look, text)
            page = checked.name + FORMATS["html"].suffix
            tasks.append(_Task(file, file, sources.PAGE, self.limits.text_seconds, make, beside=page))
        return tasks

    def _ask(self, task: _Task) -> _Reply:
        line = self._started()
        try:
            line.send(task)
            if not line.poll(task.seconds):
                return self._ended(task, f"was not finished after {task.seconds:g} seconds")
            reply: _Reply = line.recv()
        except (EOFError, OSError):
            return self._ended(task, self._last_words())
        if reply.bug:
            raise RuntimeError(f"rendering {task.name} failed:\n{reply.bug}")
        return reply

    def _ended(self, task: _Task, what: str) -> _Reply:
        self.close()
        hint = "simplify the template, or the brief"
        return _Reply(problems=(Problem(f"{task.name}: {what}", template_place(task.template), hint),))

    def _last_words(self) -> str:
        """Why the process is gone: WeasyPrint's C libraries end it with a signal when memory is short.

        Raises RuntimeError where it ended by itself: that is a bug of ours, and not the template's.
        """
        if self._process is not None:
            self._process.join(timeout=PATIENCE)
            code = self._process.exitcode
            if code is not None and code > 0:
                self.close()
                raise RuntimeError(f"the rendering process ended with exit code {code}")
        return f"needs more than {self.limits.memory / GIB:.1f} GiB of memory"

    def _started(self) -> Connection:
        self._go_on()
        if self._line is not None and self._process is not None and self._process.is_alive():
            return self._line
        self.close()
        self._process, self._line = confined.start(_serve, self.limits.memory)
        self._go_on()
        return self._line

    def stop(self) -> None:
        """From another thread: end what it is doing, and let it do nothing more."""
        self._is_stopped = True
        process = self._process
        if process is not None:
            with suppress(ValueError):  # it has just been closed
                process.kill()

    def _go_on(self) -> None:
        """Raises CancelledError once it has been stopped."""
        if self._is_stopped:
            raise CancelledError

    def close(self) -> None:
        """End the process, whatever it is doing."""
        confined.end(self._process, self._line)
        self._line = self._process = None


def render_all(
    checked: CheckedBrief,
    names: Iterable[str],
    look: Look,
    limits: Limits | None = None,
    documents: Mapping[str, Document] = _NO_DOCUMENTS,
) -> Rendered:
    """The formats of one brief, in a process that ends with them."""
    with RenderingProcess(limits) as process:
        return process.render_all(checked, names, look, documents)


def _serve(line: Connection, memory: int) -> None:
    """The process: answer one request after the other until nobody asks."""
    confined.confine(memory)
    gc.set_threshold(MOST_GARBAGE, 1, 1)
    while True:
        try:
            task: _Task = line.recv()
        except EOFError:
            return
        line.send(_answer(task))


def _answer(task: _Task) -> _Reply:
    heard = _Warnings()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(heard)
    try:
        return _Reply(made=task.make(), problems=heard.problems())
    except InputError as error:
        return _Reply(problems=error.problems)
    except MemoryError:
        problem = Problem(
            f"{task.name}: needs more memory than a page may use", template_place(task.template)
        )
        return _Reply(problems=(problem,))
    except Exception:  # noqa: BLE001 - raised again, with this traceback, in the process that asked
        return _Reply(bug=traceback.format_exc())
    finally:
        logger.removeHandler(heard)


class _Warnings(logging.Handler):
    """What WeasyPrint ignored or refused to fetch, as warnings about the project's own templates.

    A record may bring a `place` of its own, and a `hint`.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._problems: dict[Problem, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        text = " ".join(record.getMessage().split())[:300]
        place = getattr(record, "place", template_place("brief.html.j2"))
        hint = getattr(record, "hint", None)
        if len(self._problems) < _MAX_WARNINGS:
            self._problems[Problem(f"pdf: {text}", place, hint, level=Level.WARNING)] = None

    def problems(self) -> tuple[Problem, ...]:
        return tuple(self._problems)
