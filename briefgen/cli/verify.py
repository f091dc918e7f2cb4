"""`verify`: finished or hand-edited texts against the corpus, and editions against their manifests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefgen.cli import terminal
from briefgen.cli.json_text import to_json
from briefgen.editions.archive import faults_of
from briefgen.editions.manifest import NAME as MANIFEST
from briefgen.errors import InputError, Level, MisuseError, Place, Problem
from briefgen.ingest import ingest
from briefgen.model.text import Period
from briefgen.paths import Project, find_project
from briefgen.spec.project import load_settings
from briefgen.store import Query, Store, open_store
from briefgen.verify import Finding, Kind, Library, Report, read, verify
from briefgen.verify.library import Shelf
from briefgen.verify.readers import LARGEST, READERS

_OWN = "source-"  # pages of sources: they hold the documents themselves


@dataclass(slots=True)
class Verified:
    """One file, or the folder of an edition, with what was found; `problem` where it could not be read."""

    path: Path
    report: Report = field(default_factory=Report)
    problem: Problem | None = None


def verify_command(paths: Sequence[str], *, as_json: bool) -> int:
    """Print every finding in a line of its own; 1 when there is one, or a file cannot be read."""
    project = find_project(Path.cwd())
    given = [Path(path) for path in paths]
    if missing := [str(path) for path in given if not path.exists()]:
        raise MisuseError(f"there is no {', '.join(missing)}")
    with open_store(load_settings(project).store) as store:
        library = _library(project, store)
    verified = [one for path in given for one in _verify_all(path, library)]
    problems = [one.problem for one in verified if one.problem]
    if as_json:
        terminal.write(to_json(_as_json(verified), indent=2) + "\n")
    else:
        for one in verified:
            for finding in one.report.findings:
                terminal.out(f"{_shown(one.path)}:{finding.place}: {finding.kind}: {_said(finding)}")
            terminal.out(f"{_shown(one.path)}: {_summary(one.report)}")
    terminal.report(problems)
    return int(bool(problems) or any(not one.report.is_clean for one in verified))


def _library(project: Project, store: Store) -> Library:
    """The documents as they stand in `seeds/`, with who speaks in them and when things happened."""
    corpus = ingest(project, store)
    if errors := [p for p in corpus.problems if p.level is Level.ERROR and p.place is None]:
        raise InputError(errors)
    shelves = []
    for entry in corpus.catalogue.entries:
        id_ = entry.document.id
        quotes = [(hit.fact, hit.actor) for hit in store.quotes(Query(documents=(id_,)))]
        dates = [m.value for m in store.analysis(id_).dates if isinstance(m.value, Period)]
        shelves.append(Shelf(entry.document, quotes, dates))
    return Library(shelves)


def _verify_all(path: Path, library: Library) -> Iterator[Verified]:
    """A file; or every text of a folder, and the folder as an edition where it has a manifest."""
    if path.is_file():
        yield _verify_file(path, library)
        return
    if (path / MANIFEST).is_file():
        yield _verify_edition(path)
    for found in sorted(p for p in path.iterdir() if p.is_file() and p.suffix.lower() in READERS):
        if not found.name.startswith(_OWN):
            yield _verify_file(found, library)


def _verify_edition(folder: Path) -> Verified:
    report = Report()
    report.findings += [Finding(Kind.FILE, MANIFEST, fault) for fault in faults_of(folder)]
    report.checked["files"] = len([*folder.iterdir()]) - 1
    return Verified(folder, report)


def _verify_file(path: Path, library: Library) -> Verified:
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError(f"is larger than {LARGEST} bytes")
        draft = read(path.read_bytes(), path.suffix)
    except (OSError, ValueError) as error:
        message = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        return Verified(path, problem=Problem(message, Place(_shown(path))))
    return Verified(path, verify(draft, library))


def _said(finding: Finding) -> str:
    words = f" “{_short(finding.printed)}”" if finding.kind not in (Kind.NUMBER, Kind.DATE, Kind.FILE) else ""
    return f"{finding.message}{':' if words else ''}{words}"


def _short(words: str, most: int = 80) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _summary(report: Report) -> str:
    checked = [
        f"{count} {what if count != 1 else what[:-1]}" for what, count in sorted(report.checked.items())
    ]
    found = len(report.findings)
    return f"{', '.join(checked) or 'nothing to check'}; {found} finding{'' if found == 1 else 's'}"


def _as_json(verified: Sequence[Verified]) -> dict[str, Any]:
    return {
        "files": [
            {
                "file": _shown(one.path),
                "problem": one.problem.message if one.problem else None,
                **one.report.as_json(),
            }
            for one in verified
        ]
    }


def _shown(path: Path) -> str:
    return str(path)
