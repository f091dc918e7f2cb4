"""The desk: what the briefs of a run share, and what one of them adds when its file is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from briefgen.compare import Untagged, Wish, earlier_edition
from briefgen.editions.earlier import Earlier
from briefgen.editions.inputs import digest_each, digest_of_program
from briefgen.errors import InputError, Level, Problem
from briefgen.ingest import Report, ingest
from briefgen.looks import load_look
from briefgen.model.brief import Vocabulary
from briefgen.model.edition import edition_name
from briefgen.model.house import HouseStyle, HouseWords
from briefgen.model.notice import Channels
from briefgen.model.text import Document
from briefgen.paths import Project
from briefgen.render.look import packaged_templates
from briefgen.spec.load import Loaded, load_brief
from briefgen.spec.models import Spec
from briefgen.spec.project import Settings
from briefgen.store import Store, open_store

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Desk:
    """What all briefs of a run share: the corpus as it stands on the day, and the project's settings.

    `house`, `words` and `inputs` are those of the project until a brief is at hand (`opened`); `earlier` is
    the edition that it is compared with, if it is.
    """

    project: Project
    settings: Settings
    store: Store
    documents: Mapping[str, Document]  # read again from seeds/, not from the store
    vocabulary: Vocabulary
    inputs: Mapping[str, str]  # name -> sha256 of everything that every brief is made from
    as_of: date
    problems: tuple[Problem, ...]  # of the corpus and the look: warnings
    house: HouseStyle
    words: HouseWords
    output: Path
    against: Wish  # what briefs are compared with
    untagged: Untagged
    earlier: Earlier | None = None


def open_desk(
    stack: ExitStack,
    project: Project,
    settings: Settings,
    as_of: date,
    report: Say,
    workers: int | None = None,
    output: Path | None = None,
    against: Wish = None,
) -> Desk:
    """Bring the store up to date with the corpus and gather what all briefs share.

    Faulty YAML of the corpus ends the run: what is known of a document would be wrong. A document that
    cannot be read is named, and the rest goes on.
    """
    house, told = HouseStyle(), tuple[Problem, ...]()
    if settings.look is not None:
        house, told = load_look(project.root, settings.look, settings.look_place)
    store = stack.enter_context(open_store(settings.store))
    progress = lambda done, of: report(f"reading documents: {done} of {of}")  # noqa: E731
    corpus = ingest(project, store, workers=workers, progress=progress)
    if any(_is_fatal(problem) for problem in corpus.problems):
        raise InputError(corpus.problems)
    known = {
        entry.document.id: entry.document
        for entry in corpus.catalogue.entries
        if entry.document.source.added is None or entry.document.source.added <= as_of
    }
    return Desk(
        project=project,
        settings=settings,
        store=store,
        documents=known,
        vocabulary=Vocabulary(
            themes=frozenset(theme.id for theme in store.themes()),
            documents=frozenset(known),
            actors=frozenset(actor.id for actor in store.actors()),
            channels=Channels.of(settings.notices),
        ),
        inputs={**dict(_inputs(project, settings, corpus, known)), **_files_of(project, house)},
        as_of=as_of,
        problems=(*told, *(replace(problem, level=Level.WARNING) for problem in corpus.problems)),
        house=house,
        words=settings.words.before(house.words),
        output=output or settings.output,
        against=against,
        untagged={
            entry.document.id: tuple((decision.theme, decision.span) for decision in entry.untag)
            for entry in corpus.catalogue.entries
        },
    )


def _is_fatal(problem: Problem) -> bool:
    of_yaml = problem.place is not None and problem.place.file.endswith((".yaml", ".yml"))
    return problem.level is Level.ERROR and of_yaml


def opened(desk: Desk, name: str) -> tuple[Desk, Loaded]:
    """A brief's file, and the desk with the look that it names: its words go before the project's."""
    loaded = load_brief(desk.project.briefs / f"{name}.yaml", desk.vocabulary)
    spec = loaded.spec
    if spec is None:
        return desk, loaded
    if spec.look is not None:
        try:
            house, told = load_look(desk.project.root, spec.look, spec.locator.place("look"))
        except InputError as error:
            return desk, replace(loaded, problems=loaded.problems + error.problems)
        words = house.words.before(desk.words)
        inputs = {**desk.inputs, **_files_of(desk.project, house)}
        desk = replace(desk, house=house, words=words, inputs=inputs, problems=desk.problems + told)
    own = HouseWords(spec.publisher, spec.contact, spec.series, spec.marking)
    return _with_earlier(replace(desk, words=own.before(desk.words)), spec), loaded


def _with_earlier(desk: Desk, spec: Spec) -> Desk:
    """The desk with all that the brief is made from: its file, and the edition that it is compared with."""
    inputs = {**desk.inputs, **spec_of(desk, spec)}
    period = edition_name(spec.rhythm, desk.as_of)
    earlier = earlier_edition(spec.sections, desk.output, spec.name, period, desk.against)
    if earlier is None:
        return replace(desk, inputs=inputs)
    problems = desk.problems + earlier.problems
    return replace(desk, inputs={**inputs, **earlier.inputs}, problems=problems, earlier=earlier)


def spec_of(desk: Desk, spec: Spec) -> dict[str, str]:
    """The brief's file and its sha256, as the inputs of an edition name it."""
    return digest_each(desk.project.root, [desk.project.briefs / f"{spec.name}.yaml"])


def _inputs(
    project: Project, settings: Settings, corpus: Report, known: Mapping[str, Document]
) -> Iterator[tuple[str, str]]:
    """Everything but the spec: documents with their sidecars, codebook, actors, settings, looks, program."""
    for entry in corpus.catalogue.entries:
        if entry.document.id in known:
            name = entry.path.relative_to(project.root).as_posix()
            yield name, entry.document.source.sha256
            if entry.digest:
                yield f"{name} (sidecar)", entry.digest
    own = sorted(path for path in settings.templates.rglob("*") if path.is_file())
    yield from digest_each(project.root, [project.themes, project.actors, project.settings, *own]).items()
    yield "briefgen", digest_of_program(Path(__file__).parent, "*.py")
    yield "briefgen's templates", digest_of_program(packaged_templates(), "*")


def _files_of(project: Project, house: HouseStyle) -> dict[str, str]:
    """Every file in the folder of a look."""
    return digest_each(project.root, sorted(house.folder.rglob("*"))) if house.folder else {}
