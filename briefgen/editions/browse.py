"""Read all that was published, as a page of the archive shows it: from manifests and JSON, nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.editions.archive import first_day, folders_of, read_edition
from briefgen.editions.manifest import NAME as MANIFEST
from briefgen.editions.manifest import Manifest, read_manifest
from briefgen.editions.unchanged import NAME as UNCHANGED
from briefgen.editions.unchanged import unchanged_periods
from briefgen.errors import StorageError
from briefgen.languages import Language, language_of
from briefgen.model.shelf import ChangeLine, ShelvedBrief, ShelvedClaim, ShelvedEdition

# Formats in the order in which a reader is offered them, by the suffix of their file.
_FORMATS = (
    ("html", ".html"),
    ("pdf", ".pdf"),
    ("docx", ".docx"),
    ("markdown", ".md"),
    ("json", ".json"),
)
_CLAIMS = ("quote", "figure", "event")


@dataclass(frozen=True, slots=True)
class _Read:
    """An edition that can be read: its folder, its manifest and its JSON."""

    folder: Path
    manifest: Manifest
    record: Mapping[str, Any]


def shelved_briefs(output: Path) -> tuple[ShelvedBrief, ...]:
    """Every brief of an output folder that has an edition, by its title. Raises StorageError."""
    if not output.is_dir():
        return ()
    try:
        names = sorted(path.name for path in output.iterdir() if path.is_dir() and path.name[0] != ".")
    except OSError as error:
        raise StorageError(f"{output} cannot be read: {error.strerror}") from error
    found = (brief for name in names if (brief := _brief(output, name)))
    return tuple(sorted(found, key=lambda brief: (brief.title.casefold(), brief.name)))


def marks_of(output: Path) -> dict[str, str]:
    """What tells quickly whether anything was published since: each manifest, and which files stand there."""
    marks: dict[str, str] = {}
    try:
        for home in sorted(path for path in output.iterdir() if path.is_dir() and path.name[0] != "."):
            known = home / UNCHANGED
            marks[f"{home.name} unchanged"] = _digest(known.read_bytes() if known.is_file() else b"")
            for folder in folders_of(output, home.name):
                files = sorted((path.name, path.stat().st_size) for path in folder.iterdir())
                manifest = folder / MANIFEST
                marks[f"{home.name} {folder.name}"] = _digest(
                    manifest.read_bytes() if manifest.is_file() else b"", repr(files).encode()
                )
    except OSError as error:
        raise StorageError(f"{output} cannot be read: {error.strerror}") from error
    return marks


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def _brief(output: Path, name: str) -> ShelvedBrief | None:
    folders = folders_of(output, name)
    read = {folder.name: found for folder in folders if (found := _read(folder, name))}
    if not read:
        return None
    told = list(read.values())
    newest = told[-1].record
    words = {item["id"]: _words(item) for one in told for item in one.record["evidence"]}
    sources = {source["id"]: _source(source) for one in told for source in one.record["sources"]}
    editions = [
        _edition(read[folder.name], words, sources) if folder.name in read else _damaged(folder)
        for folder in reversed(folders)
    ]
    return ShelvedBrief(
        name=name,
        title=str(newest["title"]),
        kind=str(newest["kind"]),
        standfirst=_plain(newest["masthead"].get("standfirst", ()), language_of(str(newest["language"]))),
        language=str(newest["language"]),
        editions=tuple(edition for edition in editions if edition),
        claims=tuple(_claims(told, sources)),
        unchanged=tuple((one.period, one.edition) for one in unchanged_periods(output, name)),
    )


def _read(folder: Path, name: str) -> _Read | None:
    """An edition with its JSON; None where it was damaged, or is made without JSON."""
    try:
        record = json.loads(read_edition(folder, f"{name}.json"))
        manifest = read_manifest(folder)
    except (StorageError, ValueError):
        return None
    has_all = (
        isinstance(record, dict) and {"title", "kind", "language", "masthead", "evidence"} <= record.keys()
    )
    return _Read(folder, manifest, record) if has_all else None


def _damaged(folder: Path) -> ShelvedEdition | None:
    """An edition that cannot be read any more is on the shelf all the same."""
    day = first_day(folder.name.partition(".")[0])
    return ShelvedEdition(folder.name, day, _files(folder, folder.parent.name), is_damaged=True)


def _edition(one: _Read, words: Mapping[str, str], sources: Mapping[str, str]) -> ShelvedEdition:
    changes: Mapping[str, Any] = one.record.get("changes") or {}
    against = changes.get("against") or {}
    return ShelvedEdition(
        name=one.folder.name,
        as_of=one.manifest.as_of,
        files=_files(one.folder, one.record["brief"]),
        changes=tuple(_changes(changes, words, sources)) if against else None,
        against=against.get("edition"),
        reason=one.manifest.reason,
        key_points=tuple(_key_points(one.record)),
    )


def _files(folder: Path, name: str) -> tuple[tuple[str, str], ...]:
    """The formats whose files are there: an archive may keep only some of them."""
    return tuple((kind, name + suffix) for kind, suffix in _FORMATS if (folder / (name + suffix)).is_file())


def _changes(
    changes: Mapping[str, Any], words: Mapping[str, str], sources: Mapping[str, str]
) -> Iterator[ChangeLine]:
    for item in changes["items"]:
        claim = item.get("after") or item.get("before") or {}
        id_ = str(claim.get("evidence", ""))
        document = str(claim.get("document", ""))
        yield ChangeLine(str(item["kind"]), words.get(id_, ""), sources.get(document, document))


def _key_points(record: Mapping[str, Any]) -> Iterator[str]:
    language = language_of(str(record["language"]))
    for section in record["sections"]:
        if section["kind"] == "key-points":
            for block in section["blocks"]:
                yield from (_plain(item["content"], language) for item in block.get("items", ()))


def _claims(editions: Sequence[_Read], sources: Mapping[str, str]) -> Iterator[ShelvedClaim]:
    """Everything that was quoted, counted or dated, once, with the editions that printed it; newest first."""
    first: dict[str, str] = {}
    last: dict[str, tuple[_Read, Mapping[str, Any]]] = {}
    for one in editions:
        for item in one.record["evidence"]:
            if item["type"] in _CLAIMS:
                first.setdefault(item["id"], one.folder.name)
                last[item["id"]] = (one, item)
    newest = editions[-1].folder.name
    for id_, (one, item) in reversed(last.items()):
        page = f"source-{item['document']}.html"
        href = f"{one.record['brief']}/{one.folder.name}/{page}#{id_}"
        yield ShelvedClaim(
            id=id_,
            type=str(item["type"]),
            words=_words(item),
            speaker=item.get("speaker"),
            source=sources.get(item["document"], str(item["document"])),
            first=first[id_],
            last=one.folder.name,
            href=href if (one.folder / page).is_file() else None,
            is_current=one.folder.name == newest,
        )


def _words(item: Mapping[str, Any]) -> str:
    """What a claim prints: a figure with what it measures."""
    measure = item.get("measure")
    return f"{item['printed_text']} ({measure})" if measure else str(item["printed_text"])


def _source(source: Mapping[str, Any]) -> str:
    outlet = source.get("container-title") or source.get("publisher")
    return ", ".join(str(part) for part in (source.get("title") or source["id"], outlet) if part)


def _plain(content: Sequence[Mapping[str, Any]], language: Language) -> str:
    """The words of inline content, with the marks of its language around what is quoted."""
    parts = []
    for part in content:
        match part["type"]:
            case "text" | "title":
                parts.append(part["text"])
            case "verbatim":
                parts.append(language.quoted(part["text"]) if part.get("marks", True) else part["text"])
            case "emphasis" | "strong" | "link":
                parts.append(_plain(part["content"], language))
            case _:
                pass
    return " ".join("".join(parts).split())
