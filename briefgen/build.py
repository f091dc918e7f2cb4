"""Briefs out: spec → assemble → check → render → publish. One page that tells the story."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path

from briefgen import one_page
from briefgen.compare import Wish, repeats
from briefgen.desk import Desk, Say, open_desk, opened
from briefgen.drafting import checked_brief, has_errors, on_one_page
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
from briefgen.editions.lock import hold
from briefgen.editions.toolchain import tool_chain
from briefgen.editions.unchanged import Unchanged, note_unchanged
from briefgen.errors import BriefgenError, Problem, StorageError
from briefgen.model.brief import CheckedBrief
from briefgen.model.edition import edition_name
from briefgen.model.schedule import WhenUnchanged
from briefgen.paths import Project
from briefgen.render import json
from briefgen.render.look import Look
from briefgen.render.pool import RenderingPool
from briefgen.render.worker import Rendered, RenderingProcess
from briefgen.shelve import shelve
from briefgen.spec.models import OUTPUTS, Spec
from briefgen.spec.project import load_settings


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

    @property
    def is_faulty(self) -> bool:
        """Whether something is wrong: it failed, or was published and the archive could not be made."""
        return self.status is Status.FAILED or has_errors(self.problems)


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
        desk = open_desk(stack, project, settings, as_of, report, workers, output, against)
        pool = stack.enter_context(RenderingPool(len(names), renderer))
        begin = partial(_begin, desk, pool=pool, formats=formats, reason=reason, only_news=only_news)
        outcomes = _build_in_turn(begin, names, pool.size, output, report)
        if formats is None and (only_news or any(one.status is Status.BUILT for one in outcomes)):
            told = shelve(project, settings, output, pool.first, only_stale=True)
            outcomes[-1] = replace(outcomes[-1], problems=outcomes[-1].problems + told)
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
        desk = open_desk(stack, project, settings, as_of, report, against=against)
        for name in names:
            report(f"checking {name}")
            brief, problems = checked_brief(*opened(desk, name), lambda period: period)
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

    desk, loaded = opened(desk, name)
    brief, problems = checked_brief(desk, loaded, edition)
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
        brief, missed = on_one_page(desk, loaded, brief, lambda brief: pool.page_count(brief, look))
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
    has_failed = has_errors(rendered.problems)
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
