"""What is told of an edition: read from its own files, each as it was published."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.editions.archive import read_edition
from briefgen.editions.manifest import Manifest, read_manifest
from briefgen.errors import StorageError
from briefgen.languages import LANGUAGES, language_of
from briefgen.model.edition import ChangeKind
from briefgen.notify.message import Message

KEY_POINTS = "key-points"


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One key point in plain text, and the evidence and the documents behind it."""

    text: str
    evidence: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Announced:
    """An edition that stands whole, and what is told of it."""

    folder: Path
    manifest: Manifest
    title: str
    language: str
    publisher: str | None
    marking: str | None
    changes: Mapping[str, int] | None  # how many of each kind; None where the brief counts none
    key_points: tuple[KeyPoint, ...]
    url: str | None  # of its page in the web
    pdf_url: str | None

    @property
    def name(self) -> str:
        return self.manifest.edition.brief

    def file(self, suffix: str) -> bytes | None:
        """One of its files, such as `.mail.txt`; None where it has none. Raises StorageError."""
        name = f"{self.name}{suffix}"
        return read_edition(self.folder, name) if name in self.manifest.edition.files else None


def read_announced(output: Path, message: Message) -> Announced:
    """The edition of a message. Raises StorageError where it is gone, another one, or not whole."""
    folder = output / message.brief / message.edition
    manifest = read_manifest(folder)
    edition = manifest.edition
    if (edition.brief, edition.name, edition.inputs) != (message.brief, message.edition, message.inputs):
        raise StorageError(f"{folder} is another edition than the one to announce")
    for name in edition.files:
        read_edition(folder, name)
    try:
        return _announced(folder, manifest, json.loads(read_edition(folder, f"{edition.brief}.json")))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise StorageError(f"{folder / edition.brief}.json cannot be used: {error!r:.80}") from None


def _announced(folder: Path, manifest: Manifest, record: Mapping[str, Any]) -> Announced:
    files, brief = manifest.edition.files, manifest.edition.brief
    address = record["masthead"]["address"]
    page = str(address) if address and f"{brief}.html" in files else None
    pdf = f"{address.removesuffix('.html')}.pdf" if address and f"{brief}.pdf" in files else None
    language = record["language"] if record["language"] in LANGUAGES else "en"
    return Announced(
        folder,
        manifest,
        str(record["title"]),
        language,
        record["masthead"]["publisher"],
        record["masthead"]["marking"],
        _counted(record["changes"]),
        tuple(_key_points(record["sections"], language)),
        page,
        pdf,
    )


def _counted(changes: Mapping[str, Any] | None) -> dict[str, int] | None:
    """How many changes of each kind, those of a second kind counted with both."""
    if changes is None or changes["against"] is None:
        return None
    kinds = [kind for item in changes["items"] for kind in (item["kind"], *item["also"])]
    return {str(kind): kinds.count(kind) for kind in ChangeKind}


def _key_points(sections: list[Any], language: str) -> Iterator[KeyPoint]:
    for section in (section for section in sections if section["kind"] == KEY_POINTS):
        for block in section["blocks"]:
            for item in block["items"] if block["type"] == "list" else ():
                parts = list(_leaves(item["content"]))
                text = "".join(_said(part, language) for part in parts)
                evidence = dict.fromkeys(part["evidence"] for part in parts if part.get("evidence"))
                cited = dict.fromkeys(id_ for part in parts for id_ in part.get("documents") or ())
                yield KeyPoint(" ".join(text.split()), tuple(evidence), tuple(cited))


def _leaves(content: list[Any]) -> Iterator[Mapping[str, Any]]:
    for part in content:
        if isinstance(part.get("content"), list):
            yield from _leaves(part["content"])
        else:
            yield part


def _said(part: Mapping[str, Any], language: str) -> str:
    """The words of a part: those of a source in the quotation marks of the brief, citations left out."""
    match part["type"]:
        case "citation":
            return ""
        case "verbatim" if part["marks"]:
            return language_of(language).quoted(part["text"])
    return str(part["text"])
