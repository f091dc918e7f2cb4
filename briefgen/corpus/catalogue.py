"""What documents a folder holds, each with what its sidecar says."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from briefgen.corpus.description import Original, is_document_id
from briefgen.corpus.readers import Opened, has_reader, how_to_use, open_document
from briefgen.corpus.sidecar import Decision, Sidecar, digest_of, read_sidecar
from briefgen.errors import InputError, Level, Place, Problem, require_disk
from briefgen.model.text import Document, Source
from briefgen.places.fitting import did_you_mean
from briefgen.places.visible import shown, visible

# Files of the corpus folder that describe the corpus, not a document.
REFERENCE_FILES = ("themes.yaml", "actors.yaml")
ORIGINAL = ".original"  # ends the stem of an original's name
_LONGEST_ID = 80  # characters of an id made from a file name
_MAX_DEPTH = 20  # folders in each other
_NOT_IN_ID = re.compile(r"[^a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A document; `digest` is of its sidecar's bytes, `original` the file that its text was taken from."""

    document: Document
    path: Path
    tags: tuple[Decision, ...] = ()
    untag: tuple[Decision, ...] = ()
    digest: str = ""
    original: Original | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The documents that can be used, sorted by id, and what is wrong with the others."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()

    def document(self, document: str) -> Document:
        """KeyError for an id that is not there."""
        return self.documents[document]

    @property
    def documents(self) -> dict[str, Document]:
        return {entry.document.id: entry.document for entry in self.entries}


def read_catalogue(folder: Path, themes: frozenset[str] | None = None) -> Catalogue:
    """Read every document beneath `folder`; `themes` are those that sidecars may name, if that is known.

    Nothing is raised for a faulty file: it becomes a problem and the rest goes on.
    """
    return _Gathering(folder, themes).catalogue()


@dataclass(slots=True)
class _Gathering:
    folder: Path
    themes: frozenset[str] | None
    problems: list[Problem] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)  # by id without regard to case
    id_places: dict[str, Place] = field(default_factory=dict)
    parts: list[tuple[Source, Place]] = field(default_factory=list)

    def catalogue(self) -> Catalogue:
        files = list(self._files(self.folder, 0))
        sidecars = {path for path in files if path.suffix.lower() in (".yaml", ".yml")}
        described: dict[Path, Path] = {}  # a sidecar's path, whether it is there or not, to its document
        for path in files:
            beside = path.with_suffix(".yaml")
            if path in sidecars or is_original(path, sidecars):
                continue
            if not has_reader(path):
                hint = how_to_use(path, self._name(path))
                self._warn(f"no reader for {path.suffix or 'a file without suffix'}: not used", path, hint)
                described.setdefault(beside, path)
            elif beside in described and has_reader(described[beside]):
                message = f"has the name of {self._name(described[beside])}, so they would share a sidecar"
                self.problems.append(Problem(message, Place(self._name(path)), "rename one of them"))
            else:
                described[beside] = path
                self._add(path, sidecars)
        self._report_alone(sidecars - described.keys())
        self._check_parts()
        entries = sorted(self.entries.values(), key=lambda entry: entry.document.id)
        return Catalogue(tuple(entries), tuple(self.problems))

    def _files(self, folder: Path, depth: int) -> Iterator[Path]:
        """Files beneath a folder in a fixed order, without links to folders and links that lead out."""
        try:
            with os.scandir(folder) as found:
                items = sorted(found, key=lambda item: item.name)
        except OSError as error:
            require_disk(error, folder)
            reason = (error.strerror or str(error)).lower()
            self.problems.append(Problem(f"cannot be read: {reason}", Place(self._name(folder))))
            return
        for item in items:
            path = Path(item.path)
            if item.name.startswith(".") or (depth == 0 and item.name in REFERENCE_FILES):
                continue
            if item.is_symlink() and not self._is_usable_link(path):
                continue
            if not item.is_dir(follow_symlinks=False):
                yield path
            elif depth < _MAX_DEPTH:
                yield from self._files(path, depth + 1)
            else:
                self._warn(f"folders are more than {_MAX_DEPTH} deep: not read", path)

    def _is_usable_link(self, path: Path) -> bool:
        try:
            leads_to = path.resolve(strict=True)
        except (OSError, RuntimeError):
            self._warn("a link that leads nowhere: not used", path)
            return False
        if leads_to.is_dir():
            self._warn("a link to a folder: not followed", path, "put the documents themselves here")
        elif not leads_to.is_relative_to(self.folder.resolve()):
            self._warn("a link that leads out of the corpus: not used", path, "copy the document here")
        else:
            return True
        return False

    def _add(self, path: Path, sidecars: set[Path]) -> None:
        name, beside = self._name(path), path.with_suffix(".yaml")
        try:
            opened = open_document(path, name)
            sidecar = None
            if beside in sidecars:
                sidecar = read_sidecar(beside, opened, name=self._name(beside), themes=self.themes)
        except InputError as error:
            self.problems.extend(error.problems)
            return
        self.problems.extend(opened.warnings)
        if sidecar is None:
            entry = self._undescribed(path, opened)
            self._enter(entry, Place(name))
            return
        self.problems.extend(sidecar.warnings)
        if sidecar.original is not None and not path.with_name(sidecar.original.file).is_file():
            message = f"the original {shown(sidecar.original.file)} is not there"
            hint = "put it back: nobody can compare the text with it"
            self.problems.append(Problem(message, sidecar.original_place, hint, Level.WARNING))
        if sidecar.source.part_of is not None:
            self.parts.append((sidecar.source, sidecar.part_of_place))
        self._enter(_described(path, opened, sidecar, digest_of(beside)), sidecar.id_place)

    def _undescribed(self, path: Path, opened: Opened) -> Entry:
        hint = f"briefgen corpus sidecar {self._name(path)} prints one to begin with"
        self._warn("has no sidecar: shown as untitled and undated", path, hint)
        return Entry(Document(Source(id_of(path.stem), opened.sha256), opened.text), path)

    def _enter(self, entry: Entry, place: Place) -> None:
        """Keep a document, unless another has its id: files and citations could not tell them apart."""
        key = entry.document.id.casefold()
        if key in self.id_places:
            first = self.id_places[key]
            message = f"the id '{entry.document.id}' is taken"
            self.problems.append(Problem(message, place, f"first in {first}: ids differ in more than case"))
            return
        self.id_places[key] = place
        self.entries[key] = entry

    def _report_alone(self, sidecars: set[Path]) -> None:
        for path in sorted(sidecars):
            if path.suffix != ".yaml":
                self._warn("not read", path, f"name it {path.stem}.yaml")
            else:
                hint = f"put the document beside it as {path.stem}.txt, or remove it"
                self._warn("a sidecar without a document", path, hint)

    def _check_parts(self) -> None:
        """A document that is part of another needs that other, and no circle."""
        whole = {source.id: source.part_of for source, _ in self.parts}
        known = {entry.document.id for entry in self.entries.values()}
        for source, place in self.parts:
            if source.part_of not in known:
                hint = did_you_mean(str(source.part_of), sorted(known))
                self.problems.append(Problem(f"unknown document '{source.part_of}'", place, hint))
                continue
            seen = {source.id}
            at: str | None = source.part_of
            while at is not None and at not in seen:
                seen.add(at)
                at = whole.get(at)
            if at == source.id:
                self.problems.append(
                    Problem("the documents are part of each other", place, "keep one 'part_of'")
                )

    def _warn(self, message: str, path: Path, hint: str | None = None) -> None:
        self.problems.append(Problem(message, Place(self._name(path)), hint, Level.WARNING))

    def _name(self, path: Path) -> str:
        """How messages name a file: from the folder's own name down, on one line."""
        return visible(str(path.relative_to(self.folder.parent)))


def _described(path: Path, opened: Opened, sidecar: Sidecar, digest: str) -> Entry:
    document = Document(sidecar.source, opened.text, sidecar.furniture, sidecar.corrections, sidecar.pages)
    return Entry(document, path, sidecar.tags, sidecar.untag, digest, sidecar.original)


def is_original(path: Path, sidecars: Collection[Path]) -> bool:
    """Whether a file is kept as the original of a document beside it: `ID.original.pdf` with `ID.yaml`."""
    stem = path.stem
    if not stem.endswith(ORIGINAL) or path.with_suffix(".yaml") in sidecars:
        return False
    return path.with_name(stem.removesuffix(ORIGINAL) + ".yaml") in sidecars


def id_of(stem: str) -> str:
    """The id of a document that has only a file name: the name, or a tame form with a digest of it."""
    if is_document_id(stem) and len(stem) <= _LONGEST_ID:
        return stem
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii").lower()
    digest = hashlib.sha256(os.fsencode(unicodedata.normalize("NFC", stem))).hexdigest()[:8]
    tame = _NOT_IN_ID.sub("-", plain).strip("-_")[: _LONGEST_ID - 9].rstrip("-_")
    return f"{tame or 'document'}-{digest}"
