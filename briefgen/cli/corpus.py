"""`corpus list` and `corpus show`: what the project knows about its documents."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefgen.cli import terminal
from briefgen.cli.json_text import to_json
from briefgen.corpus.catalogue import Catalogue, Entry, read_catalogue
from briefgen.errors import Level, MisuseError
from briefgen.extract.analyse import analyse
from briefgen.model.facts import Analysis
from briefgen.model.text import PassageKind, Source
from briefgen.paths import Project, find_project
from briefgen.places import did_you_mean
from briefgen.places.visible import shown


def list_command(*, as_json: bool) -> int:
    """Print id, date and title of each document; 1 when one cannot be used."""
    _, catalogue = _read()
    sources = [entry.document.source for entry in catalogue.entries]
    if as_json:
        terminal.write(to_json([bibliography(source) for source in sources], indent=2) + "\n")
    else:
        ids = max((len(source.id) for source in sources), default=0)
        dates = max((len(_issued(source)) for source in sources), default=0)
        for source in sources:
            title = source.title or "(untitled)"
            terminal.out(f"{source.id:<{ids}}  {_issued(source):<{dates}}  {title}")
    terminal.report(catalogue.problems)
    return int(any(problem.level is Level.ERROR for problem in catalogue.problems))


def show_command(document: str, *, as_json: bool) -> int:
    """Print what is known about one document, and how much was found in it."""
    project, catalogue = _read()
    entry = next((entry for entry in catalogue.entries if entry.document.id == document), None)
    if entry is None:
        terminal.report(catalogue.problems)
        known = [entry.document.id for entry in catalogue.entries]
        raise MisuseError(f"there is no document {shown(document)} ({did_you_mean(document, known)})")
    found = _known(project, entry, analyse(entry.document))
    if as_json:
        terminal.write(to_json(found, indent=2) + "\n")
        return 0
    width = max(len(key) for key in found)
    for key, value in found.items():
        terminal.out(f"{key:<{width}}  {_said(value)}")
    return 0


def _read() -> tuple[Project, Catalogue]:
    project = find_project(Path.cwd())
    return project, read_catalogue(project.seeds)


def bibliography(source: Source) -> dict[str, Any]:
    """What is known about a source, under the names that its sidecar uses; nothing that is not known."""
    fields = {
        "id": source.id,
        "title": source.title,
        "author": list(source.author),
        "container-title": source.container_title,
        "publisher": source.publisher,
        "issued": source.issued.edtf if source.issued else None,
        "issued_basis": source.issued_basis,
        "url": source.url,
        "type": source.type,
        "language": source.language,
        "narrator": source.narrator,
        "narrator_role": source.narrator_role,
        "narrator_basis": source.narrator_basis,
        "occasion": source.occasion,
        "venue": source.venue,
        "part_of": source.part_of,
        "reliability": source.reliability,
        "added": source.added.isoformat() if source.added else None,
        "outside": dict(source.outside),
        "sha256": source.sha256,
    }
    return {key: value for key, value in fields.items() if value}


def _known(project: Project, entry: Entry, analysis: Analysis) -> dict[str, Any]:
    counted = [p for p in analysis.passages if p.kind is not PassageKind.FURNITURE]
    return bibliography(entry.document.source) | {
        "file": entry.path.relative_to(project.root).as_posix(),
        **_original(entry),
        "characters": len(entry.document.text),
        "corrections": len(entry.document.corrections),
        "passages": len(counted),
        "quotes": len(analysis.quotes),
        "figures": len(analysis.figures),
        "events": len(analysis.events),
        "dates": len(analysis.dates),
    }


def _original(entry: Entry) -> dict[str, Any]:
    """The file that the text was taken from, and whether it still is the one that came."""
    if entry.original is None:
        return {}
    path = entry.path.with_name(entry.original.file)
    if not path.is_file():
        state = "missing"
    else:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        state = "as it came" if digest == entry.original.sha256 else "changed"
    pages = max((page for _, page in entry.document.pages), default=0)
    return {"original": f"{path.name}, {state}"} | ({"pages": pages} if pages else {})


def _issued(source: Source) -> str:
    return source.issued.edtf if source.issued else "undated"


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {said}" for key, said in value.items())
    if isinstance(value, list):
        return ", ".join(value)
    return str(value)
