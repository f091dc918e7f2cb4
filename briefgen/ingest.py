"""Documents in: read → analyse → tag → store. One page that tells the story.

A document whose bytes, sidecar, codebook, actors and rules are those of the last run is left as it is, so a
run that was cut short goes on where it ended.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from briefgen import codebook as codebook_room
from briefgen import corpus as corpus_room
from briefgen import extract as extract_room
from briefgen.codebook.actors import identify, load_actors
from briefgen.codebook.tagger import tag, too_wide
from briefgen.codebook.themes import Codebook, load_codebook
from briefgen.corpus.catalogue import Catalogue, Entry, read_catalogue
from briefgen.errors import InputError, Problem
from briefgen.extract.analyse import VERSION, analyse
from briefgen.model.facts import Actor, Analysis
from briefgen.model.text import Document
from briefgen.paths import Project
from briefgen.store import Store

Loaded = TypeVar("Loaded")
Progress = Callable[[int, int], None]  # documents done, documents to do

FEW = 50  # documents: fewer are analysed sooner than a pool of processes has started
_BATCH = 256  # documents that are held in memory at a time
_MOST_WORKERS = 8
_SAMPLE = 50  # documents that are asked whether a theme tells anything apart


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, by document id, and the corpus as it was read."""

    catalogue: Catalogue
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """What all documents are read with: themes and people; either may be missing."""

    codebook: Codebook
    actors: tuple[Actor, ...]
    digest: str


def ingest(
    project: Project, store: Store, *, workers: int | None = None, progress: Progress | None = None
) -> Report:
    """Make the store hold what `seeds/` holds now.

    Faulty documents are left out and told in the report. Raises InputError when the themes or actors
    themselves are faulty: nothing is stored then.
    """
    reference = read_reference(project)
    catalogue = read_catalogue(project.seeds, frozenset(theme.id for theme in reference.codebook.themes))
    known = store.keys()
    keys = {entry.document.id: _key(entry, reference) for entry in catalogue.entries}
    stale = [entry for entry in catalogue.entries if known.get(entry.document.id) != keys[entry.document.id]]
    removed = tuple(sorted(known.keys() - keys.keys()))

    store.put_reference([theme.theme for theme in reference.codebook.themes], reference.actors)
    store.remove(removed)
    analyses = _analyses(store, stale, known, keys, workers)
    for done, (entry, analysis) in enumerate(zip(stale, analyses, strict=True), start=1):
        _put(store, entry, analysis, reference, keys[entry.document.id])
        if progress:
            progress(done, len(stale))

    sample = islice(sorted(keys), _SAMPLE)
    wide = too_wide(reference.codebook, ((store.analysis(id), store.tags(id)) for id in sample))
    touched = dict.fromkeys(entry.document.id for entry in stale)
    return Report(
        catalogue=catalogue,
        added=tuple(id for id in touched if id not in known),
        changed=tuple(id for id in touched if id in known),
        unchanged=tuple(id for id in keys if id not in touched),
        removed=removed,
        problems=(*catalogue.problems, *wide),
    )


def read_reference(project: Project) -> Reference:
    """The themes and actors of a project. Raises InputError with the problems of both."""
    problems: list[Problem] = []
    codebook = _if_there(project, project.themes, load_codebook, problems) or Codebook((), "")
    actors = _if_there(project, project.actors, load_actors, problems) or ()
    if problems:
        raise InputError(problems)
    return Reference(codebook, actors, _digest(codebook.digest, repr(actors)))


def _if_there(
    project: Project, path: Path, load: Callable[[Path, str], Loaded], problems: list[Problem]
) -> Loaded | None:
    """What a file holds; None where there is no file, or a faulty one, whose problems are added."""
    if not os.path.lexists(path):
        return None
    try:
        return load(path, str(path.relative_to(project.root)))
    except InputError as error:
        problems.extend(error.problems)
        return None


def _key(entry: Entry, reference: Reference) -> str:
    """What a stored document was made from: before the colon its analysis, behind it its tags."""
    source = entry.document.source
    reads = (_digest_of_code(corpus_room.__path__[0]), _digest_of_code(extract_room.__path__[0]))
    analysed = _digest(source.id, source.sha256, entry.digest, VERSION, *reads)
    tagged = _digest(reference.digest, _digest_of_code(codebook_room.__path__[0]))
    return f"{analysed}:{tagged}"


def _analyses(
    store: Store, entries: Sequence[Entry], known: dict[str, str], keys: dict[str, str], workers: int | None
) -> Iterator[Analysis]:
    """An analysis for each entry, in order; the stored one where only themes or actors changed."""

    def is_analysed(entry: Entry) -> bool:
        id = entry.document.id
        return known.get(id, "").partition(":")[0] == keys[id].partition(":")[0]

    fresh = _analyse_all([entry.document for entry in entries if not is_analysed(entry)], workers)
    for entry in entries:
        yield store.analysis(entry.document.id) if is_analysed(entry) else next(fresh)


def _analyse_all(documents: Sequence[Document], workers: int | None) -> Iterator[Analysis]:
    """The analyses in order, made in this process or in several."""
    if workers == 1 or (workers is None and len(documents) < FEW):
        yield from map(_analyse, documents)
        return
    count = workers or min(os.cpu_count() or 1, _MOST_WORKERS)
    # Processes that start afresh inherit no lock and no open database.
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        for start in range(0, len(documents), _BATCH):
            yield from pool.map(_analyse, documents[start : start + _BATCH], chunksize=4)


def _analyse(document: Document) -> Analysis:
    try:
        return analyse(document)
    except Exception as error:
        error.add_note(f"while the document {document.id!r} was analysed")
        raise


def _put(store: Store, entry: Entry, analysis: Analysis, reference: Reference, key: str) -> None:
    tags = tag(
        analysis,
        reference.codebook,
        [(decision.theme, decision.span, decision.why) for decision in entry.tags],
        [(decision.theme, decision.span) for decision in entry.untag],
    )
    speakers = {
        position: actor.id
        for position, quote in enumerate(analysis.quotes)
        if quote.speaker is not None
        and (actor := identify(quote.speaker.name, quote.speaker.role, reference.actors)) is not None
    }
    store.put(analysis, tags, key=key, actors=speakers)


@cache
def _digest_of_code(room: str) -> str:
    """A digest of a room's source files: a changed rule needs no one to remember a version number."""
    return _digest(*(path.read_text("utf-8") for path in sorted(Path(room).rglob("*.py"))))


def _digest(*parts: str) -> str:
    """One digest of several texts, told apart by their lengths."""
    return hashlib.sha256("".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()
