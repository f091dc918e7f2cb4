"""Regeneration: what is due → built → remembered. One idempotent command, whenever it is run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from briefgen.announce import Queued, announcing
from briefgen.build import Outcome, Status, build_briefs
from briefgen.due.calendar import Slot, due_since, last_due, upcoming, zone_of
from briefgen.due.record import Done, read_record, write_record
from briefgen.editions.archive import editions_of, first_day, settle
from briefgen.editions.lock import hold
from briefgen.errors import BriefgenError, BusyError, InputError, Level, Problem, StorageError
from briefgen.model.brief import Vocabulary
from briefgen.model.schedule import Schedule
from briefgen.paths import Project, is_safe_name
from briefgen.places import read_yaml
from briefgen.render.worker import RenderingProcess
from briefgen.shelve import shelve
from briefgen.spec.load import load_brief
from briefgen.spec.names import find_briefs
from briefgen.spec.project import Settings, load_settings

PAUSES = (2.0, 15.0)  # s before the second and the third try where the disk or another run was in the way
_NOTHING = Vocabulary(frozenset(), frozenset())


class CatchUp(StrEnum):
    """Which of the editions that were missed are made now."""

    LATEST = "latest"
    EACH = "each"
    NONE = "none"  # only what falls due today


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A brief with a schedule; `problems` where its file does not say when it appears."""

    name: str
    schedule: Schedule | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Regenerated:
    """What became of one edition that was due; without a `slot` none was."""

    brief: str
    slot: Slot | None
    outcome: Outcome | None = None
    error: BriefgenError | None = None
    tries: int = 0

    @property
    def exit_code(self) -> int:
        if self.error is not None:
            return self.error.exit_code
        return int(self.outcome is not None and self.outcome.is_faulty)


def scheduled_briefs(project: Project) -> tuple[Scheduled, ...]:
    """Every brief that says when it appears, and every one whose file cannot say it."""
    return tuple(found for path in find_briefs(project) if (found := _scheduled(path)))


def _scheduled(path: Path) -> Scheduled | None:
    if not is_safe_name(path.stem):
        return None  # no brief: `list` and `check` say so
    loaded = load_brief(path, _NOTHING)
    if loaded.spec is None:
        return Scheduled(path.stem, None, loaded.problems)
    if loaded.spec.schedule is not None:
        return Scheduled(path.stem, loaded.spec.schedule)
    written = read_yaml(path, f"{path.parent.name}/{path.name}").data
    is_asked = isinstance(written, dict) and written.get("schedule") is not None
    return Scheduled(path.stem, None, loaded.problems) if is_asked else None


def run_due(
    project: Project,
    *,
    now: datetime,
    catch_up: CatchUp = CatchUp.LATEST,
    pause: Callable[[float], None] = time.sleep,
    report: Callable[[str], None] = lambda line: None,
    announced: Callable[[Queued], None] | None = None,
    renderer: RenderingProcess | None = None,
) -> Iterator[Regenerated]:
    """Build what is due at `now` (aware), day by day, and remember each success; one answer for each brief.

    With `announced`, new editions go into the outbox, and it is called with what went there. A `renderer`
    that is given is not ended. Where nothing is due, what a killed run left undone is made up for.

    Raises InputError for faults of the project itself, StorageError and BusyError as they come.
    """
    settings = load_settings(project)
    wanted: dict[Slot, list[str]] = {}
    for brief in scheduled_briefs(project):
        if brief.schedule is None:
            yield Regenerated(brief.name, None, Outcome(brief.name, Status.FAILED, brief.problems))
            continue
        slots = _due(project, settings, brief.name, brief.schedule, now, catch_up)
        if slots and (ahead := _ahead(project, settings, brief, now)):
            yield Regenerated(brief.name, None, Outcome(brief.name, Status.FAILED, (ahead,)))
            continue
        for slot in slots:
            wanted.setdefault(slot, []).append(brief.name)
        if not slots:
            yield Regenerated(brief.name, None)
    with ExitStack() as stack:
        renderer = renderer or stack.enter_context(RenderingProcess())
        if not wanted:
            _make_up(project, settings, renderer)
        for slot, names in sorted(wanted.items()):
            with announcing(project, settings, names, announced) if announced else nullcontext():
                for made in _regenerate(project, names, slot, pause, report, renderer):
                    _remember(project, made, now)
                    yield made


def _make_up(project: Project, settings: Settings, renderer: RenderingProcess) -> None:
    """What a killed run left: its stages are swept, links and the archive get what it did not come to.

    Where another run is at work, that one does it. What a template is at fault for was told when it failed.
    """
    if not settings.output.is_dir():
        return
    with suppress(BusyError), hold(settings.output):
        settle(settings.output)
        shelve(project, settings, settings.output, renderer, only_stale=True)


def _ahead(project: Project, settings: Settings, brief: Scheduled, now: datetime) -> Problem | None:
    """Editions of days to come: the clock went wrong, now or then, and a machine must not guess when."""
    assert brief.schedule is not None
    today = now.astimezone(zone_of(brief.schedule, settings.timezone)).date()
    newest = max(_done(project, settings, brief.name), key=first_day, default=None)
    if newest is None or first_day(newest) <= today:
        return None
    hint = f"set the clock, or move {newest} away; `briefgen build {brief.name}` builds all the same"
    return Problem(f"{brief.name}: today is {today}, and there is an edition of {newest}", hint=hint)


def _due(
    project: Project, settings: Settings, name: str, schedule: Schedule, now: datetime, catch_up: CatchUp
) -> list[Slot]:
    """The editions of a brief that are due and not done."""
    zone = zone_of(schedule, settings.timezone)
    last = last_due(schedule, zone, now)
    done = _done(project, settings, name)
    if last is None or last.period in done:
        return []
    match catch_up:
        case CatchUp.NONE:
            return [last] if last.day == now.astimezone(zone).date() else []
        case CatchUp.EACH if done:
            newest = max(first_day(period) for period in done)
            since = due_since(schedule, zone, newest, now)
            return [slot for slot in since if slot.period not in done and slot.day > newest]
        case _:
            return [last]


def _done(project: Project, settings: Settings, name: str) -> set[str]:
    """The periods of a brief for which there is an edition, or was nothing new."""
    remembered = read_record(project.state).get(name)
    done = {edition.period for edition in editions_of(settings.output, name)}
    return done | ({remembered.period} if remembered else set())


def _regenerate(
    project: Project,
    names: Sequence[str],
    slot: Slot,
    pause: Callable[[float], None],
    report: Callable[[str], None],
    renderer: RenderingProcess,
) -> Iterator[Regenerated]:
    """Briefs that fell due together are built together; again where the disk was in the way, or a run."""
    for tries, wait in enumerate((*PAUSES, None), start=1):
        try:
            outcomes = build_briefs(
                project, names, as_of=slot.day, only_news=True, report=report, renderer=renderer
            )
        except (StorageError, BusyError) as error:
            if wait is None:
                yield from (Regenerated(name, slot, None, error, tries) for name in names)
                return
            report(f"{error}; trying again in {wait:g} s")
            pause(wait)
        except InputError as error:
            failed = (Outcome(name, Status.FAILED, error.problems) for name in names)
            yield from (Regenerated(outcome.name, slot, outcome, None, tries) for outcome in failed)
            return
        else:
            yield from (Regenerated(outcome.name, slot, outcome, None, tries) for outcome in outcomes)
            return


def _remember(project: Project, made: Regenerated, now: datetime) -> None:
    """A success is remembered; where that fails, the next run finds the edition, or looks again."""
    outcome = made.outcome
    if outcome is None or made.slot is None or outcome.status is Status.FAILED:
        return
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    done = Done(made.slot.period, str(outcome.status), outcome.edition, at)
    try:
        write_record(project.state, {**read_record(project.state), made.brief: done})
    except OSError:
        return


# How each brief stands ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """One brief: its last edition and success, what is due next, and whether it is late."""

    brief: str
    edition: str | None
    last: Done | None
    due: Slot | None  # the edition that fell due last
    next: Slot | None
    is_overdue: bool
    problems: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(problem.level is Level.ERROR for problem in self.problems)


def standings(project: Project, now: datetime, grace_hours: float = 24.0) -> Iterator[Standing]:
    """How every scheduled brief stands; overdue is one whose edition is not there after a time of grace."""
    settings = load_settings(project)
    record = read_record(project.state)
    for brief in scheduled_briefs(project):
        editions = editions_of(settings.output, brief.name)
        edition = editions[-1].name if editions else None
        last = record.get(brief.name)
        if brief.schedule is None:
            yield Standing(brief.name, edition, last, None, None, True, brief.problems)
            continue
        zone = zone_of(brief.schedule, settings.timezone)
        due = last_due(brief.schedule, zone, now)
        coming = upcoming(brief.schedule, zone, now, 1)
        is_done = due is None or due.period in _done(project, settings, brief.name)
        late = due is not None and (now - due.at).total_seconds() > grace_hours * 3600
        yield Standing(brief.name, edition, last, due, next(iter(coming), None), late and not is_done)
