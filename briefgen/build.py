"""Briefs out: spec → assemble → check → render → publish. One page that tells the story."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path

from briefgen import one_page
from briefgen.check import check
from briefgen.compare import Reasons, Untagged, Wish, comparing, earlier_edition, repeats
from briefgen.editions.archive import (
    Made,
    Revised,
    earlier_folders,
    first_day,
    next_name,
    preview,
    publish,
    read_edition,
    settle,
    unchanged,
)
from briefgen.editions.earlier import Earlier
from briefgen.editions.inputs import digest_each, digest_of_program
from briefgen.editions.lock import hold
from briefgen.editions.toolchain import tool_chain
from briefgen.editions.unchanged import Unchanged, note_unchanged
from briefgen.errors import BriefgenError, InputError, Level, Problem, StorageError
from briefgen.ingest import Report, ingest
from briefgen.languages import Language, language_of
from briefgen.looks import load_look
from briefgen.model.brief import Brief, CheckedBrief, Masthead, Vocabulary
from briefgen.model.edition import edition_name
from briefgen.model.house import HouseStyle, HouseWords
from briefgen.model.notice import Channels
from briefgen.model.schedule import WhenUnchanged
from briefgen.model.text import Document, Span
from briefgen.paths import Project
from briefgen.render import json
from briefgen.render.look import Look, packaged_templates
from briefgen.render.pool import RenderingPool
from briefgen.render.worker import Rendered, RenderingProcess
from briefgen.sections import KINDS, Assembled, Wanted, assemble
from briefgen.sections.counts import count_evidence, say_coverage
from briefgen.shelve import shelve
from briefgen.spec.load import Loaded, load_brief
from briefgen.spec.models import OUTPUTS, Spec
from briefgen.spec.project import Settings, load_settings
from briefgen.store import Reading, Store, open_store
from briefgen.store.without import Without

Say = Callable[[str], None]
MOST_REFUSED = 50  # extracted items that the gate may refuse before a build gives up


class Status(StrEnum):
    """How the build of one brief ended."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    PREVIEW = "preview"
    CHECKED = "checked"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one brief; `folder` is what it published or left as a preview.

    `revised` says of a revision what it stands beside, and which inputs differ.
    """

    name: str
    status: Status
    problems: tuple[Problem, ...] = ()
    edition: str | None = None
    folder: Path | None = None
    revised: Revised | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What all briefs of a run share: the corpus as it stands on the day, and the project's settings.

    `house`, `words` and `inputs` are those of the project until a brief is at hand (`_opened`); `earlier` is
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


def build_briefs(
    project: Project,
    names: Sequence[str],
    *,
    as_of: date,
    formats: tuple[str, ...] | None = None,
    output: Path | None = None,
    against: Wish = None,
    reason: str | None = None,
    workers: int | None = None,
    only_news: bool = False,
    report: Say = lambda line: None,
    renderer: RenderingProcess | None = None,
) -> list[Outcome]:
    """Build briefs by name; with `formats` only those, as a preview. `workers` processes read new documents.

    `against` names the edition that `changes` compares with, `reason` says for what an edition is made. With
    `only_news`, a brief that says what its last edition says is published only where its file asks for it.
    A `renderer` that is given is not ended: the next call finds it warm.
    Raises InputError for faults of the project itself, BusyError and StorageError as they come.
    """
    settings = load_settings(project)
    output = output or settings.output
    with ExitStack() as stack:
        stack.enter_context(hold(output))
        settle(output)
        desk = _open_desk(stack, project, settings, as_of, report, workers, output, against)
        pool = stack.enter_context(RenderingPool(len(names), renderer))
        begin = partial(_begin, desk, pool=pool, formats=formats, reason=reason, only_news=only_news)
        outcomes = _build_in_turn(begin, names, pool.size, output, report)
        if formats is None and (only_news or any(one.status is Status.BUILT for one in outcomes)):
            told = shelve(project, settings, output, pool.first, only_stale=True)
            outcomes[-1] = replace(outcomes[-1], problems=outcomes[-1].problems + _as_warnings(told))
    return outcomes


def check_briefs(
    project: Project,
    names: Sequence[str],
    *,
    as_of: date,
    against: Wish = None,
    report: Say = lambda line: None,
) -> list[Outcome]:
    """Everything a build does short of rendering: nothing is published."""
    settings = load_settings(project)
    outcomes = []
    with ExitStack() as stack:
        desk = _open_desk(stack, project, settings, as_of, report, against=against)
        for name in names:
            report(f"checking {name}")
            brief, problems = _checked_brief(*_opened(desk, name), lambda period: period)
            outcomes.append(Outcome(name, Status.CHECKED if brief else Status.FAILED, problems))
    return outcomes


@dataclass(frozen=True, slots=True)
class _Rendering:
    """A brief that is being rendered, and as what it will be published, or else left as a preview."""

    name: str
    period: str
    problems: tuple[Problem, ...]
    made: Made
    is_preview: bool
    rendered: Future[Rendered]


def _build_in_turn(
    begin: Callable[[str], Outcome | _Rendering], names: Sequence[str], ahead: int, output: Path, report: Say
) -> list[Outcome]:
    """One brief after the other in their order; while some are rendered, so many more are assembled."""
    outcomes: list[Outcome] = []
    begun: deque[Outcome | _Rendering] = deque()
    try:
        for name in names:
            report(f"building {name}")
            begun.append(begin(name))
            while len(begun) > ahead:
                outcomes.append(_end(begun.popleft(), output))
    except BriefgenError:  # of one brief: those before it are published all the same
        for one in begun:
            _end(one, output)
        raise
    return outcomes + [_end(one, output) for one in begun]


def _begin(
    desk: Desk,
    name: str,
    *,
    pool: RenderingPool,
    formats: tuple[str, ...] | None,
    reason: str | None,
    only_news: bool,
) -> Outcome | _Rendering:
    """Everything up to the rendering of a brief, which goes on while the next is begun."""
    output = desk.output

    def edition(period: str) -> str:
        return next_name(output, name, period) if formats is None else period  # a preview is no edition

    desk, loaded = _opened(desk, name)
    brief, problems = _checked_brief(desk, loaded, edition)
    spec = loaded.spec
    if spec is None or brief is None:
        return Outcome(name, Status.FAILED, problems)
    period = edition_name(spec.rhythm, desk.as_of)
    if formats is None and (same := unchanged(output, name, period, desk.inputs)):
        return Outcome(name, Status.UNCHANGED, problems, same.edition.name, same.folder)
    notice = desk.settings.notices.of(spec.notify, is_linked=desk.settings.address is not None)
    wanted = formats or tuple(name for name in OUTPUTS if name in {*spec.output, *notice.outputs})
    look = Look.of(desk.settings.templates, brief.language, desk.house)
    look = replace(look, paper=spec.paper or desk.settings.paper, attached=notice.attached)
    if spec.kind == one_page.KIND:
        brief, missed = _on_one_page(desk, loaded, brief, lambda brief: pool.page_count(brief, look))
        problems += missed
        if brief is None:
            return Outcome(name, Status.FAILED, problems)
    if only_news and (last := _without_news(desk, spec, brief, look, period)):
        return Outcome(name, Status.UNCHANGED, problems, last.name, last)
    against = desk.earlier.name if desk.earlier else None
    tools = tool_chain(with_pdf="pdf" in wanted, with_docx="docx" in wanted)
    made = Made(desk.as_of, desk.inputs, tools, against, reason)
    rendered = pool.render_all(brief, wanted, look, desk.documents)
    return _Rendering(name, period, problems, made, formats is not None, rendered)


def _end(begun: Outcome | _Rendering, output: Path) -> Outcome:
    """What became of a brief: once it is rendered, it is published."""
    if isinstance(begun, Outcome):
        return begun
    name, rendered = begun.name, begun.rendered.result()
    problems = begun.problems + rendered.problems
    has_failed = _has_errors(rendered.problems)
    if has_failed or begun.is_preview:
        folder = preview(output, name, begun.period, rendered.files, begun.made, is_held=True)
        return Outcome(name, Status.FAILED if has_failed else Status.PREVIEW, problems, None, folder)
    published = publish(output, name, begun.period, rendered.files, begun.made, is_held=True)
    edition = published.edition.name
    return Outcome(name, Status.BUILT, problems, edition, published.folder, published.revised)


def _without_news(desk: Desk, spec: Spec, brief: CheckedBrief, look: Look, period: str) -> Path | None:
    """The last edition of an earlier period, where it says all that this one would: then none is made."""
    last = next(iter(earlier_folders(desk.output, spec.name, first_day(period))), None)
    if last is None or spec.when_unchanged is WhenUnchanged.PUBLISH:
        return None
    try:
        recorded = read_edition(last, f"{spec.name}.json")
    except StorageError:
        return None  # it cannot be compared with: an edition is made
    if not repeats(json.render(brief, look), recorded):
        return None
    if spec.when_unchanged is WhenUnchanged.NOTE:
        note_unchanged(desk.output, spec.name, Unchanged(period, desk.as_of, last.name))
    return last


def _opened(desk: Desk, name: str) -> tuple[Desk, Loaded]:
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
    inputs = {**desk.inputs, **_spec_of(desk, spec)}
    period = edition_name(spec.rhythm, desk.as_of)
    earlier = earlier_edition(spec.sections, desk.output, spec.name, period, desk.against)
    if earlier is None:
        return replace(desk, inputs=inputs)
    problems = desk.problems + earlier.problems
    return replace(desk, inputs={**inputs, **earlier.inputs}, problems=problems, earlier=earlier)


def _checked_brief(
    desk: Desk, loaded: Loaded, edition: Callable[[str], str]
) -> tuple[CheckedBrief | None, tuple[Problem, ...]]:
    """The brief behind the gate, or every problem of its spec, pins and prose in one list.

    `edition` says what an edition of a period is called.
    """
    if loaded.spec is None:
        return None, desk.problems + loaded.problems
    called = edition(edition_name(loaded.spec.rhythm, desk.as_of))
    checked, problems = _past_the_gate(desk, loaded, called)
    if _has_errors(loaded.problems):  # what the gate says of no place in particular follows from these
        problems = tuple(problem for problem in problems if problem.place)
    return checked, desk.problems + problems


def _past_the_gate(
    desk: Desk, loaded: Loaded, edition: str
) -> tuple[CheckedBrief | None, tuple[Problem, ...]]:
    """The brief without the extracted items that the gate refuses: they are told, and not printed."""

    def attempt(store: Reading) -> tuple[CheckedBrief | None, tuple[Problem, ...]]:
        return _behind_the_gate(desk, loaded, edition, store)

    checked, problems = attempt(desk.store)
    refused: dict[str, Problem] = {}
    while checked is None and len(refused) < MOST_REFUSED and (blamed := _extracted(problems)):
        refused |= blamed
        checked, after = attempt(Without(desk.store, map(_address, refused)))
        if checked is None and not _extracted(after):
            break  # an editor pinned it: the first problem says why it cannot be printed
        problems = after
    left_out = (
        replace(problem, message=f"left out: {problem.message}", level=Level.WARNING)
        for problem in (refused.values() if checked else ())
    )
    return checked, (*problems, *left_out)


def _on_one_page(
    desk: Desk, loaded: Loaded, whole: CheckedBrief, count: Callable[[CheckedBrief], int]
) -> tuple[CheckedBrief | None, tuple[Problem, ...]]:
    """As much of the brief as one page holds; InputError where no page can be laid out."""
    spec = loaded.spec
    assert spec is not None

    def attempt(wanted: Sequence[Wanted]) -> tuple[CheckedBrief | None, tuple[Problem, ...]]:
        shorter = Loaded(replace(spec, sections=tuple(wanted)), loaded.problems)
        return _past_the_gate(desk, shorter, whole.masthead.edition)

    fitted = one_page.fit_on_one_page(whole, spec.sections, spec.locator, attempt, count)
    return fitted.brief, fitted.problems


def _behind_the_gate(
    desk: Desk, loaded: Loaded, edition: str, store: Reading
) -> tuple[CheckedBrief | None, tuple[Problem, ...]]:
    """Assemble and check; None where something is wrong, in the file or in what was made of it."""
    if loaded.spec is None:
        return None, loaded.problems
    brief = _assemble(desk, loaded.spec, edition, store)
    checks = loaded.spec.checks
    try:
        checked = check(
            replace(brief, problems=loaded.problems + brief.problems),
            desk.documents,
            uncited=checks.uncited,
            single_source=checks.single_source,
            stale_after_days=checks.stale_after_days,
        )
    except InputError as error:
        return None, error.problems
    return checked, checked.problems


def _extracted(problems: Sequence[Problem]) -> dict[str, Problem]:
    """The evidence that is to blame, by id, if nothing else is wrong: the first problem of each."""
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    blamed = {problem.evidence: problem for problem in reversed(errors) if problem.evidence}
    return blamed if all(problem.evidence for problem in errors) else {}


def _address(evidence: str) -> tuple[str, Span]:
    """The document, and the stretch of it, that an id of evidence names."""
    document, start, end = evidence.split("-", 1)[1].rsplit("-", 2)
    return document, Span(int(start), int(end))


def _assemble(desk: Desk, spec: Spec, edition: str, store: Reading) -> Brief:
    scope = spec.scope(desk.as_of, desk.settings.language)
    standfirst = (spec.standfirst, spec.locator) if spec.standfirst else None
    compare = None
    if desk.earlier is not None:
        is_edited = desk.earlier.made_without(_spec_of(desk, spec))
        reasons = Reasons(spec.sections, scope, store, desk.untagged, is_edited)
        compare = comparing(desk.earlier, reasons)
    assembled = assemble(spec.sections, KINDS, scope, store, standfirst=standfirst, compare=compare)
    return Brief(
        name=spec.name,
        language=scope.language,
        masthead=_masthead(spec, desk, edition, assembled, language_of(scope.language)),
        sections=assembled.sections,
        evidence=assembled.evidence,
        sources=assembled.sources,
        problems=assembled.problems,
        changes=assembled.changes,
    )


def _spec_of(desk: Desk, spec: Spec) -> dict[str, str]:
    """The brief's file and its sha256, as the inputs of an edition name it."""
    return digest_each(desk.project.root, [desk.project.briefs / f"{spec.name}.yaml"])


def _masthead(spec: Spec, desk: Desk, edition: str, assembled: Assembled, language: Language) -> Masthead:
    """The head of a brief: the publisher's words, and counts of what is printed."""
    titles = {theme.id: theme.title for theme in desk.store.themes()}
    address = desk.settings.address
    return Masthead(
        title=spec.title,
        kind=spec.kind,
        edition=edition,
        as_of=desk.as_of,
        standfirst=assembled.standfirst,
        marking=desk.words.marking,
        coverage=say_coverage(assembled.sources, language),
        counts=(
            language.say("count.source", count=len(assembled.sources)),
            *count_evidence(assembled.evidence.values(), language),
        ),
        publisher=desk.words.publisher,
        contact=desk.words.contact,
        series=desk.words.series,
        imprint=desk.words.imprint,
        themes=tuple(titles[theme] for theme in spec.themes),
        address=f"{address}/{spec.name}/{edition}/{spec.name}.html" if address else None,
    )


def _open_desk(
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


def _as_warnings(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(replace(problem, level=Level.WARNING) for problem in problems)


def _has_errors(problems: Sequence[Problem]) -> bool:
    return any(problem.level is Level.ERROR for problem in problems)


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
