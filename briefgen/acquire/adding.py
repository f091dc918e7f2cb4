"""One document after the other into the corpus: known or not, read, described, written."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from briefgen.acquire import describe
from briefgen.acquire.fetch import Bounds, fetch
from briefgen.acquire.kinds import MEDIA_TYPES, NAMES, SUFFIXES, Kind, kind_of
from briefgen.acquire.naming import free, propose
from briefgen.acquire.process import ReadingProcess, Request
from briefgen.acquire.same import Likeness, Match, Shelf, print_of
from briefgen.acquire.taken import RefusedError, Taken, counted, listed
from briefgen.acquire.write import write_all
from briefgen.corpus.catalogue import ORIGINAL, Catalogue
from briefgen.corpus.description import is_document_id

MOST_BYTES = 100 * 1024 * 1024  # of a file: scanned reports with a text layer have as many
_SUFFIXES_OF_WEB = {"text/html": Kind.HTML, "application/xhtml+xml": Kind.HTML, "application/pdf": Kind.PDF}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks for beside the file itself."""

    id: str | None = None
    url: str | None = None
    encoding: str | None = None
    is_again: bool = False
    is_rehearsal: bool = False
    with_attachments: bool = False


@dataclass(frozen=True, slots=True)
class Came:
    """A file as it came: its bytes, what it is called, and where it was found."""

    content: bytes
    name: str
    url: str | None = None
    claimed: Kind | None = None
    fetched: date | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file; `match` is the document that is like it, `files` what was written."""

    name: str
    id: str | None = None
    title: str | None = None
    match: Match | None = None
    is_held_back: bool = False
    notes: tuple[str, ...] = ()
    sidecar: str = ""
    text: str = ""
    files: tuple[str, ...] = ()
    confirm: int = 0


@dataclass(slots=True)
class Adding:
    """A run of `corpus add`; `ids` are those that documents have already."""

    seeds: Path
    shelf: Shelf
    ids: set[str]
    today: date
    process: ReadingProcess
    bounds: Bounds = field(default_factory=Bounds)

    @classmethod
    def to(cls, seeds: Path, catalogue: Catalogue, today: date, process: ReadingProcess) -> Adding:
        prints = [
            print_of(
                entry.document.id,
                entry.document.text,
                (entry.document.source.sha256, *((entry.original.sha256,) if entry.original else ())),
                (entry.document.source.url,),
            )
            for entry in catalogue.entries
        ]
        return cls(seeds, Shelf(prints), {one.id for one in prints}, today, process)

    def add_file(self, path: Path, wanted: Wanted) -> Iterator[Added]:
        """Raises RefusedError for what cannot be added."""
        suffix = SUFFIXES.get(path.suffix.lower())
        yield from self._add(Came(read_bytes(path), path.name, wanted.url, suffix), wanted)

    def add_address(self, url: str, wanted: Wanted) -> Iterator[Added]:
        got = fetch(url, self.bounds)
        claimed = _SUFFIXES_OF_WEB.get(got.claimed)
        yield from self._add(Came(got.content, got.url, got.url, claimed, self.today), wanted)

    def _add(self, came: Came, wanted: Wanted) -> Iterator[Added]:
        digest = hashlib.sha256(came.content).hexdigest()
        if not wanted.is_again and (match := self.shelf.find_bytes(digest)):
            yield Added(came.name, match=match, is_held_back=True)
            return
        kind = Kind.TEXT if wanted.encoding else kind_of(came.content)
        taken = self.process.read(Request(kind, came.content, came.url, wanted.encoding))
        added = self._keep(came, kind, digest, taken, wanted)
        yield added
        if wanted.with_attachments and (added.id or added.match):
            parent = added.id or (added.match.id if added.match else None)
            yield from self._add_attachments(taken, parent, wanted)

    def _add_attachments(self, taken: Taken, parent: str | None, wanted: Wanted) -> Iterator[Added]:
        for one in taken.attachments:
            suffix = SUFFIXES.get(Path(one.name).suffix.lower())
            came = Came(one.content, one.name, claimed=suffix, part_of=parent)
            try:
                yield from self._add(came, Wanted(is_again=wanted.is_again, is_rehearsal=wanted.is_rehearsal))
            except RefusedError as error:
                yield Added(one.name, is_held_back=True, notes=(str(error.message),))

    def _keep(self, came: Came, kind: Kind, digest: str, taken: Taken, wanted: Wanted) -> Added:
        found = describe.look(taken, self.today, came.url)
        text = came.content if taken.is_as_it_came else taken.text.encode()
        text_digest = hashlib.sha256(text).hexdigest()
        addresses = (came.url, found.value("url"))
        new = print_of("", taken.text, (digest, text_digest), addresses)
        match = self.shelf.find(new)
        if match and match.likeness is not Likeness.SHARED and not wanted.is_again:
            return Added(came.name, match=match, is_held_back=True)
        id_ = self._id(found, came, wanted)
        kept = None
        files: dict[str, bytes] = {}
        if not taken.is_as_it_came:
            kept = describe.Kept(f"{id_}{ORIGINAL}.{kind}", digest, MEDIA_TYPES[kind], came.url, came.fetched)
            files[kept.file] = came.content
        sidecar = describe.sidecar(
            id_,
            text_digest,
            found,
            taken,
            self.today,
            kept=kept,
            part_of=came.part_of,
            like=match,
            came_as=None if came.fetched else came.name,
        )
        files |= {f"{id_}.txt": text, f"{id_}.yaml": sidecar.encode()}
        if not wanted.is_rehearsal:
            write_all(self.seeds, files)
        self.ids.add(id_)
        self.shelf.prints.append(print_of(id_, taken.text, (digest, text_digest), addresses))
        notes = (*_lie(came, kind), *taken.notes, *_left_attached(taken, wanted))
        return Added(
            came.name,
            id_,
            found.value("title"),
            match,
            notes=notes,
            sidecar=sidecar,
            text=taken.text,
            files=tuple(files),
            confirm=sidecar.count("# confirm:"),
        )

    def _id(self, found: describe.Found, came: Came, wanted: Wanted) -> str:
        """Raises RefusedError where the id that a person wants cannot be had."""
        there = (
            self.ids
            | {path.name.split(".")[0] for path in self.seeds.iterdir()}
            | {p.stem for p in self.seeds.iterdir()}
        )
        if wanted.id is not None:
            if not is_document_id(wanted.id):
                hint = "use letters, digits, hyphens, underscores and full stops"
                raise RefusedError(f"'{wanted.id}' cannot be an id", hint)
            if free(wanted.id, there) != wanted.id:
                raise RefusedError(f"the id '{wanted.id}' is taken", "choose another, nothing is overwritten")
            return wanted.id
        proposed = propose(
            author=found.value("author"),
            outlet=found.value("container-title") or found.value("publisher"),
            url=found.value("url") or came.url,
            title=found.value("title"),
            stem=Path(came.name).stem if not came.fetched else None,
            issued=found.issued,
        )
        return free(proposed, there)


def _left_attached(taken: Taken, wanted: Wanted) -> Iterator[str]:
    if taken.attachments and not wanted.with_attachments:
        names = listed([attachment.name for attachment in taken.attachments])
        yield f"{counted(len(taken.attachments), 'attachment')}, added with --attachments only: {names}"


def _lie(came: Came, kind: Kind) -> Iterator[str]:
    """A name or a server that says another kind than the bytes do."""
    if came.claimed is not None and came.claimed is not kind:
        who = "the server" if came.fetched else "its name"
        yield f"{who} says {NAMES[came.claimed]}, but it is {NAMES[kind]}: read as that"


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file up to MOST_BYTES, without waiting for a pipe. Raises RefusedError."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise RefusedError("is a pipe, socket or device, not a document")
            if status.st_size > MOST_BYTES:
                raise RefusedError(_TOO_BIG, "split it, or take its text out")
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise RefusedError(f"cannot be read: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:  # a NUL in the name
        raise RefusedError(f"cannot be read: {error}") from error
    if len(content) > MOST_BYTES:
        raise RefusedError(_TOO_BIG, "split it, or take its text out")
    return content


_TOO_BIG = f"is larger than {MOST_BYTES // 1024 // 1024} MiB"
