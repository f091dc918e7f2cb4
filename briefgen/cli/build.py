"""`build`: what the command line says, turned into what `briefgen.build` needs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from briefgen.cli import terminal
from briefgen.cli.listing import bad_name
from briefgen.cli.workers import number_of_workers
from briefgen.errors import MisuseError, Place, Problem
from briefgen.model.edition import NoneToCompare
from briefgen.model.wording import FORBIDDEN
from briefgen.paths import Project, find_project, is_safe_name
from briefgen.places.visible import shown
from briefgen.spec.models import OUTPUTS
from briefgen.spec.names import brief_path, find_briefs
from briefgen.spec.project import load_settings, unfit_for_output

if TYPE_CHECKING:
    from briefgen.build import Outcome
    from briefgen.editions.archive import Revised

SHORT = {"md": "markdown"}
LONGEST_REASON = 500
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)  # of an edition


def build_command(
    names: Sequence[str],
    *,
    every: bool,
    formats: Sequence[str] | None,
    as_of: str | None,
    output: str | None,
    against: str | None,
    reason: str | None,
    workers: str | None,
    announce: bool,
) -> int:
    """Build briefs and say how each ended; 1 when one failed."""
    project = find_project(Path.cwd())
    if not names and not every and len(only_brief := find_briefs(project)) == 1:
        names = [only_brief[0].stem]
    if bool(names) == every:
        raise MisuseError("name the briefs to build, or say --all" + (", not both" if every else ""))
    wanted, has_bad_names = briefs_called(project, names)
    day, only, folder = edition_day(as_of, project), _formats(formats), output_folder(project, output)
    compared, why = edition_to_compare(against, wanted), _reason(reason)
    processes = number_of_workers(workers)
    if announce and (only or folder):
        raise MisuseError("--notify announces editions: it goes with neither --format nor --output")
    # Half a second of imports that a misspelt command line need not wait for.
    from briefgen.announce import announcing, untold
    from briefgen.build import build_briefs
    from briefgen.cli.notify import send_now, tell_queued

    settings = load_settings(project)
    with announcing(project, settings, wanted, tell_queued) if announce else nullcontext():
        outcomes = build_briefs(
            project,
            wanted,
            as_of=day,
            formats=only,
            output=folder,
            against=compared,
            reason=why,
            workers=processes,
            report=terminal.progress,
        )
    terminal.report(problems_of(outcomes))
    for outcome in outcomes:
        terminal.out(_line(outcome))
        if outcome.revised:
            terminal.talk(_revision(outcome.revised))
    if announce and (names_untold := untold(project, settings, wanted)):
        terminal.talk(f"notify: nobody is named to be told of {', '.join(names_untold)}")
    has_failed = has_bad_names or any(outcome.is_faulty for outcome in outcomes)
    return (send_now(project, settings) if announce else 0) or int(has_failed)


def briefs_called(project: Project, names: Sequence[str]) -> tuple[list[str], bool]:
    """The names of briefs, all of the project if none are given; and whether a file has an unfit name.

    Raises MisuseError for a name that no brief has.
    """
    if names:
        return [brief_path(project, name).stem for name in dict.fromkeys(names)], False
    files = find_briefs(project)
    unfit = [path for path in files if not is_safe_name(path.stem)]
    terminal.report(bad_name(path, os.path.relpath(path, project.root)) for path in unfit)
    return [path.stem for path in files if path not in unfit], bool(unfit)


def problems_of(outcomes: Iterable[Outcome]) -> list[Problem]:
    """The problems of all briefs, each once; one without a place has that of its brief's file."""
    return list(
        dict.fromkeys(
            problem if problem.place else replace(problem, place=Place(f"briefs/{outcome.name}.yaml"))
            for outcome in outcomes
            for problem in outcome.problems
        )
    )


def edition_day(written: str | None, project: Project) -> date:
    """The day of an edition: as written, else today in the project's time zone."""
    if written is None:
        zone = load_settings(project).timezone
        return datetime.now(UTC if zone == "UTC" else ZoneInfo(zone)).date()
    try:
        day = date.fromisoformat(written)
        is_day = written == day.isoformat() and EARLIEST <= day <= LATEST
    except ValueError:
        is_day = False
    if not is_day:
        raise MisuseError(f"--as-of {shown(written)} is not a day (write it as 2026-11-22)")
    return day


def _formats(written: Iterable[str] | None) -> tuple[str, ...] | None:
    """`md,pdf` as names of formats, in the order of the format list."""
    if not written:
        return None
    names = [name.strip() for part in written for name in part.split(",")]
    wanted = {SHORT.get(name, name) for name in names}
    if unknown := sorted(wanted - set(OUTPUTS)):
        raise MisuseError(f"there is no format {shown(unknown[0])} (known: md, {', '.join(OUTPUTS)})")
    return tuple(name for name in OUTPUTS if name in wanted)


def output_folder(project: Project, written: str | None) -> Path | None:
    """The folder that `--output` names, if any; MisuseError for one that is no place for editions."""
    if written is None:
        return None
    try:
        folder = Path(written).absolute()
        fault = unfit_for_output(project, folder) if written else "is empty"
    except (OSError, RuntimeError, ValueError):
        fault = "cannot be opened"
    if fault:
        raise MisuseError(f"--output {shown(written)} {fault} (name a folder of its own)")
    return folder


def edition_to_compare(written: str | None, briefs: Sequence[str]) -> Path | NoneToCompare | None:
    """What `--against` names: the folder of an edition, or `none`."""
    if written is None:
        return None
    if written == "none":
        return NoneToCompare.UNWANTED
    try:
        is_folder = bool(written) and Path(written).is_dir()
    except (OSError, ValueError):
        is_folder = False
    if not is_folder:
        raise MisuseError(f"--against {shown(written)} is no folder (name that of an edition, or none)")
    if len(briefs) != 1:
        raise MisuseError("--against FOLDER is of one brief: name it (--against none goes with several)")
    return Path(written).resolve()


def _reason(written: str | None) -> str | None:
    """The words of `--reason` on one line."""
    if written is None:
        return None
    reason = " ".join(written.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise MisuseError(f"--reason takes 1 to {LONGEST_REASON} characters")
    if FORBIDDEN.search(reason):
        raise MisuseError(f"--reason {shown(reason)} holds a character that cannot be seen")
    return reason


def _revision(revised: Revised) -> str:
    """What makes a revision another than the edition before it; its inputs, or that edition's own files."""
    differences = ", ".join(revised.differences) or "its files were changed after it was published"
    return f"revision of {revised.edition}: {differences}"


def _line(outcome: Outcome) -> str:
    parts = [f"{outcome.status:<9}", outcome.name]
    if outcome.edition:
        parts.append(outcome.edition)
    if outcome.folder:
        parts.append(_from_here(outcome.folder))
    return "  ".join(parts)


def _from_here(folder: Path) -> str:
    """A path as one would type it here: relative where it lies below this folder."""
    try:
        return str(folder.relative_to(Path.cwd()))
    except ValueError:
        return str(folder)
