"""`extract`: read any text, print what is in it. It writes no file and needs no project."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from briefgen.cli import terminal
from briefgen.cli.json_lines import document_line
from briefgen.cli.workers import MAX_WORKERS, number_of_workers
from briefgen.codebook.tagger import tag
from briefgen.codebook.themes import Codebook, load_codebook
from briefgen.corpus.catalogue import id_of
from briefgen.corpus.readers import has_reader, open_document
from briefgen.errors import InputError, Level, MisuseError, Place, Problem, StorageError
from briefgen.extract.analyse import analyse
from briefgen.model.text import Document, Source
from briefgen.paths import find_project

FEW = 50  # documents: below, starting processes costs more than it saves
MAX_DEPTH = 40  # folders in each other
BATCH = 1000  # documents whose results may wait to be printed


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document's line, or the problems why it has none; warnings come with a line."""

    line: str | None
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> bool:
        return any(problem.level is Level.ERROR for problem in self.problems)


def extract_command(paths: Sequence[str], *, themes: str | None, workers: str | None) -> int:
    """Print a line a document; 1 when some could not be read, the others being printed."""
    if "" in paths:
        raise MisuseError("an empty PATH names no document")
    wanted_workers = number_of_workers(workers)
    codebook, failed = _codebook(themes)
    found: list[str] = []
    for path in paths:
        for item in documents_in(path):
            if isinstance(item, str):
                found.append(item)
            else:
                terminal.report([item])
                failed = True
    for done, extracted in enumerate(_extract_all(found, codebook, wanted_workers), start=1):
        if extracted.line is not None:
            terminal.write(extracted.line + "\n")
        terminal.report(extracted.problems)
        failed = failed or extracted.failed
        if done % 100 == 0:
            terminal.progress(f"{done} of {len(found)} documents")
    return 1 if failed else 0


def _codebook(themes: str | None) -> tuple[Codebook | None, bool]:
    """The codebook that was asked for, else the project's; and whether the project's is faulty."""
    if themes is not None:
        return load_codebook(Path(themes), themes), False
    try:
        project = find_project(Path.cwd())
    except (MisuseError, OSError):
        return None, False
    if not project.themes.exists():
        return None, False
    try:
        return load_codebook(project.themes, os.path.relpath(project.themes)), False
    except InputError as error:
        terminal.report(error.problems)
        return None, True


def documents_in(path: str) -> Iterator[str | Problem]:
    """The documents beneath a path, as it was written and in a fixed order.

    What cannot be followed is a problem between them.
    """
    if fault := _unfit(path):
        yield fault
    elif Path(path).is_dir():
        yield from _documents_below(path, 0)
    else:
        yield path


def _documents_below(folder: str, depth: int) -> Iterator[str | Problem]:
    if depth > MAX_DEPTH:
        yield Problem(f"folders are more than {MAX_DEPTH} deep", Place(folder))
        return
    try:
        with os.scandir(folder) as entries:
            items = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Problem(f"cannot be read: {(error.strerror or str(error)).lower()}", Place(folder))
        return
    for item in items:
        if item.name.startswith("."):
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _documents_below(item.path, depth + 1)
        elif has_reader(Path(item.name)):
            yield _unfit(item.path) or item.path


def _unfit(written: str) -> Problem | None:
    """Why a path is not followed: it is not there, or a link that leads out of its folder."""
    path, place = Path(written), Place(written)
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(path.parent.resolve()):
            hint = "name the file that it leads to"
            return Problem("a link that leads out of its folder: not followed", place, hint)
        path.stat()
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
        reason = (getattr(error, "strerror", None) or "a link that leads to itself").lower()
        return Problem(f"cannot be read: {reason}", place)
    except ValueError:
        return Problem("cannot be read: a name cannot hold a NUL", place)
    return None


def _extract_all(paths: Sequence[str], codebook: Codebook | None, workers: int | None) -> Iterator[Extracted]:
    """Each path's result, in order: in this process if they are few, else in several."""
    work = partial(extract_one, codebook=codebook)
    count = workers or (1 if len(paths) < FEW else min(os.cpu_count() or 1, MAX_WORKERS))
    if count == 1:
        yield from map(work, paths)
        return
    remaining = iter(paths)
    try:
        with ProcessPoolExecutor(count, initializer=_leave_interrupts_to_parent) as pool:
            while batch := list(islice(remaining, BATCH)):
                yield from pool.map(work, batch, chunksize=8)
    except BrokenProcessPool as error:
        raise StorageError("a worker process ended before its time (try --workers 1)") from error


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def extract_one(path: str, codebook: Codebook | None) -> Extracted:
    """Read, analyse and tag one document, as if nothing were known about it but its text."""
    try:
        opened = open_document(Path(path), path)
    except InputError as error:
        return Extracted(None, error.problems)
    analysis = analyse(Document(Source(id_of(Path(path).stem), opened.sha256), opened.text))
    tags = tag(analysis, codebook) if codebook else ()
    return Extracted(document_line(path, analysis, tags), opened.warnings)
