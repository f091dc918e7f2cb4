"""`corpus add`: documents of any kind into the corpus, each told in a line, and what is to be confirmed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from briefgen.acquire.adding import Added, Adding, Wanted
from briefgen.acquire.process import ReadingProcess
from briefgen.acquire.same import Likeness
from briefgen.acquire.taken import RefusedError, counted
from briefgen.cli import terminal
from briefgen.corpus.catalogue import read_catalogue
from briefgen.errors import Level, MisuseError, Place, Problem
from briefgen.paths import find_project
from briefgen.places.visible import visible

_MOST_FILES = 5_000
_MAX_DEPTH = 20  # folders in each other


@dataclass(slots=True)
class _Count:
    added: int = 0
    known: int = 0
    refused: int = 0

    def __str__(self) -> str:
        return (
            f"{counted(self.added, 'document')} added, {self.known} known already, {self.refused} not added"
        )


def add_command(given: Sequence[str], wanted: Wanted) -> int:
    """Add each; 1 when one could not be added, or waits for a decision."""
    project = find_project(Path.cwd())
    if not project.seeds.is_dir():
        raise MisuseError(f"there is no folder {visible(str(project.seeds))}")
    if (wanted.id or wanted.url) and (len(given) != 1 or Path(given[0]).is_dir()):
        raise MisuseError("--id and --url belong to one document (add it alone)")
    catalogue = read_catalogue(project.seeds)
    count = _Count()
    with ReadingProcess() as process:
        adding = Adding.to(project.seeds, catalogue, datetime.now(UTC).date(), process)
        for one in given:
            for name in _expanded(one):
                _add(adding, name, wanted, count)
    if count.added + count.known + count.refused > 1:
        terminal.talk(str(count))
    return int(count.refused > 0)


def _expanded(given: str) -> Iterator[str]:
    """A folder's files, sorted; anything else as it is."""
    if _is_address(given) or not Path(given).is_dir():
        yield given
        return
    found = list(_files(Path(given), 0))
    if len(found) > _MOST_FILES:
        raise MisuseError(f"{visible(given)} holds more than {_MOST_FILES} files (add parts of it)")
    yield from (str(path) for path in found)


def _is_address(given: str) -> bool:
    """`https://…`; another scheme is told to be none, and no file."""
    scheme, colon, rest = given.partition("://")
    return bool(colon) and bool(rest) and scheme.isalpha() and not Path(given).exists()


def _files(folder: Path, depth: int) -> Iterator[Path]:
    with os.scandir(folder) as found:
        items = sorted(found, key=lambda item: item.name)
    for item in items:
        if item.name.startswith(".") or item.is_symlink():
            continue
        if item.is_dir(follow_symlinks=False):
            if depth < _MAX_DEPTH:
                yield from _files(Path(item.path), depth + 1)
        else:
            yield Path(item.path)


def _add(adding: Adding, name: str, wanted: Wanted, count: _Count) -> None:
    terminal.progress(f"reading {name}")
    try:
        is_address = _is_address(name)
        results = adding.add_address(name, wanted) if is_address else adding.add_file(Path(name), wanted)
        for added in results:
            _tell(added, name, wanted, count)
    except RefusedError as error:
        count.refused += 1
        terminal.report([Problem(error.message, Place(visible(name)), error.hint)])


def _tell(added: Added, name: str, wanted: Wanted, count: _Count) -> None:
    shown = visible(name if added.name in name else f"{name}: {added.name}")
    if added.is_held_back:
        _tell_held_back(added, shown, count)
        return
    count.added += 1
    if wanted.is_rehearsal:
        terminal.write(f"{added.sidecar}\n{visible_text(added.text)}")
    else:
        terminal.out(f"added  {added.id}  seeds/{added.id}.txt  {added.title or '(untitled)'}")
    for note in added.notes:
        terminal.report([Problem(note, Place(shown), level=Level.WARNING)])
    if added.match is not None:
        terminal.report([Problem(str(added.match), Place(shown), _ORIGIN, Level.WARNING)])
    if added.confirm and not wanted.is_rehearsal:
        remarks = counted(added.confirm, "guess", "guesses")
        terminal.talk(f"{added.id}: {remarks} to confirm in seeds/{added.id}.yaml")


def _tell_held_back(added: Added, shown: str, count: _Count) -> None:
    match = added.match
    if match is None:
        count.refused += 1
        terminal.report([Problem("; ".join(added.notes), Place(shown))])
    elif match.likeness in (Likeness.SAME_BYTES, Likeness.SAME_TEXT):
        count.known += 1
        terminal.out(f"known  {match.id}  {shown}")
    else:
        count.refused += 1
        hint = "--again adds it as part of the same origin"
        terminal.report([Problem(f"{match}: not added", Place(shown), hint)])


_ORIGIN = "what repeats another document is no second source: see 'part_of' and 'venue' in the sidecar"


def visible_text(text: str) -> str:
    """A text as the terminal may show it, its line breaks kept."""
    return "".join(f"{terminal.one_line(line)}\n" for line in text.splitlines())
