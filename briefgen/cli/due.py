"""`run-due`, `status` and `schedule`: briefs that appear by the calendar."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from briefgen import __version__
from briefgen.cli import terminal
from briefgen.cli.json_text import to_json
from briefgen.cli.notify import send_now, tell_queued
from briefgen.due.calendar import Slot, upcoming, zone_of
from briefgen.due.install import cron_line, github_workflow, systemd_units
from briefgen.errors import Level, MisuseError, Problem, StorageError
from briefgen.paths import Project, find_project
from briefgen.places.fitting import did_you_mean
from briefgen.places.visible import shown
from briefgen.regenerate import CatchUp, Regenerated, Standing, run_due, scheduled_briefs, standings
from briefgen.spec.names import brief_path
from briefgen.spec.project import load_settings

NEXT = 5  # editions that `schedule show` names
_WORST = (75, 74, 1, 0)  # exit codes, the one to tell before others


def run_due_command(*, as_of: str | None, catch_up: str, announce: bool) -> int:
    """Build what is due and announce it; a line of JSON for each brief, and its problems on stderr."""
    project = find_project(Path.cwd())
    now = moment(as_of, project)
    if catch_up not in list(CatchUp):
        raise MisuseError(f"--catch-up {shown(catch_up)}: {did_you_mean(catch_up, [*CatchUp])}")
    codes = [0]
    tell = tell_queued if announce else None
    due = run_due(project, now=now, catch_up=CatchUp(catch_up), report=terminal.progress, announced=tell)
    for made in due:
        terminal.report(_problems(made))
        terminal.write(to_json(_line(made, now)) + "\n")
        codes.append(made.exit_code)
    if announce:
        codes.append(send_now(project, load_settings(project)))
    return next(code for code in _WORST if code in codes)


def moment(as_of: str | None, project: Project) -> datetime:
    """The moment that a command is to take for now: this one, the end of a day, or an hour of it."""
    zone = ZoneInfo(load_settings(project).timezone)
    if as_of is None:
        return _now()
    try:
        if len(as_of) == len("2026-11-22"):
            return datetime.combine(date.fromisoformat(as_of), time(23, 59, 59), zone)
        found = datetime.fromisoformat(as_of)
    except ValueError:
        message = f"--as-of {shown(as_of)} is no day: write 2026-11-22, or 2026-11-22T06:00"
        raise MisuseError(message) from None
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _now() -> datetime:
    """This moment, or the one that SOURCE_DATE_EPOCH names."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (
        datetime.fromtimestamp(int(epoch), UTC) if epoch.isascii() and epoch.isdigit() else datetime.now(UTC)
    )


def _problems(made: Regenerated) -> list[Problem]:
    if made.error is not None:
        return [Problem(f"{made.brief}: {made.error}")]
    return list(made.outcome.problems) if made.outcome else []


def _line(made: Regenerated, now: datetime) -> dict[str, Any]:
    problems = _problems(made)
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    status = "failed" if made.error is not None else str(made.outcome.status) if made.outcome else "not-due"
    return {
        "time": now.astimezone(UTC).isoformat(timespec="seconds"),
        "brief": made.brief,
        "status": status,
        "period": made.slot.period if made.slot else None,
        "due": made.slot.at.isoformat() if made.slot else None,
        "as_of": made.slot.day.isoformat() if made.slot else None,
        "edition": made.outcome.edition if made.outcome else None,
        "tries": made.tries,
        "errors": len(errors),
        "warnings": len(problems) - len(errors),
        "message": str(errors[0]) if errors else None,
    }


# How it stands -------------------------------------------------------------------------------------------


def status_command(*, as_of: str | None, as_json: bool) -> int:
    """Print how each scheduled brief stands; 1 when one is overdue, or cannot say when it is due."""
    project = find_project(Path.cwd())
    now = moment(as_of, project)
    found = list(standings(project, now))
    if as_json:
        terminal.write(to_json([_standing(one, now) for one in found], indent=2) + "\n")
    else:
        width = max((len(one.brief) for one in found), default=0)
        for one in found:
            terminal.out(f"{one.brief:<{width}}  {_said(one, now)}")
        if not found:
            terminal.talk("no brief has a schedule: `schedule: {every: week}` in its file gives it one")
    terminal.report(problem for one in found for problem in one.problems)
    return int(any(one.is_overdue or one.has_errors for one in found))


def _standing(one: Standing, now: datetime) -> dict[str, Any]:
    age = (now.astimezone(UTC) - datetime.fromisoformat(one.last.at)).days if one.last else None
    return {
        "brief": one.brief,
        "edition": one.edition,
        "last_success": one.last.at if one.last else None,
        "last_status": one.last.status if one.last else None,
        "age_days": age,
        "due": one.due.at.isoformat() if one.due else None,
        "next": one.next.at.isoformat() if one.next else None,
        "overdue": one.is_overdue,
    }


def _said(one: Standing, now: datetime) -> str:
    parts = [one.edition or "no edition"]
    if one.last:
        age = (now.astimezone(UTC) - datetime.fromisoformat(one.last.at)).days
        parts.append(f"last success {one.last.at[:10]}, {age} day{'' if age == 1 else 's'} ago")
    if one.is_overdue:
        parts.append(f"OVERDUE since {_minute(one.due)}" if one.due else "OVERDUE: its file is faulty")
    if one.next:
        parts.append(f"next {_minute(one.next)}")
    return "; ".join(parts)


def _minute(slot: Slot) -> str:
    return slot.at.strftime("%a %Y-%m-%d %H:%M %Z")


# Schedules -----------------------------------------------------------------------------------------------


def show_command(names: Sequence[str], *, as_of: str | None, as_json: bool) -> int:
    """Print the next editions of briefs; 1 when the file of one does not say when it appears."""
    project = find_project(Path.cwd())
    now, settings = moment(as_of, project), load_settings(project)
    for name in names:
        brief_path(project, name)
    found = [brief for brief in scheduled_briefs(project) if not names or brief.name in names]
    rows: list[dict[str, Any]] = []
    for brief in found:
        if brief.schedule is not None:
            zone = zone_of(brief.schedule, settings.timezone)
            slots = upcoming(brief.schedule, zone, now, NEXT)
            rows.append({"brief": brief.name, "next": [_slot(slot) for slot in slots]})
            if not as_json:
                terminal.out(brief.name)
                for slot in slots:
                    terminal.out(f"  {slot.period:<12}{_minute(slot)}")
    if as_json:
        terminal.write(to_json(rows, indent=2) + "\n")
    for name in sorted(set(names) - {brief.name for brief in found}):
        terminal.talk(f"{name} has no schedule")
    terminal.report(problem for brief in found for problem in brief.problems)
    return int(any(brief.schedule is None for brief in found))


def _slot(slot: Slot) -> dict[str, str]:
    return {"period": slot.period, "at": slot.at.isoformat()}


def install_command(*, systemd: bool, cron: bool, github: bool, only_print: bool) -> int:
    """Write what tells this machine, or GitHub, to run `run-due`; or print it."""
    if systemd + cron + github != 1:
        raise MisuseError("say one of --systemd, --cron and --github")
    project = find_project(Path.cwd())
    root = PurePosixPath(project.root)
    try:
        if cron:
            terminal.write(cron_line(_program(), root))
            terminal.talk("add this line with `crontab -e`")
            return 0
        files = systemd_units(_program(), root) if systemd else (github_workflow(version=__version__),)
    except ValueError as error:
        raise MisuseError(str(error)) from error
    folder = _units_folder() if systemd else project.root
    if only_print:
        for file in files:
            terminal.write(f"# {file.name}\n{file.text}\n")
        return 0
    _write(folder, [(file.name, file.text) for file in files])
    if systemd:
        terminal.talk(
            "start it with: systemctl --user daemon-reload && systemctl --user enable --now briefgen.timer"
        )
    return 0


def _program() -> list[str]:
    """How this very program is called: by the Python that runs it, so that no search path matters."""
    return [sys.executable, "-m", "briefgen"]


def _units_folder() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"


def _write(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write files that are not there yet; one that somebody changed is left alone, and told."""
    for name, text in files:
        path = folder / name
        try:
            if path.exists() and path.read_text("utf-8") != text:
                raise MisuseError(f"{path} is there and differs: remove it first, or use --print")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise StorageError(f"{path} cannot be written: {error.strerror}") from error
        terminal.out(f"wrote {path}")
