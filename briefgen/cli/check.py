"""`check`: everything a build does short of rendering; nothing is published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from briefgen.build import Outcome, Status, check_briefs
from briefgen.cli import terminal
from briefgen.cli.build import briefs_called, edition_day, edition_to_compare, problems_of
from briefgen.cli.json_text import to_json
from briefgen.errors import InputError, Level, Problem
from briefgen.paths import find_project


def check_command(names: Sequence[str], *, against: str | None, as_json: bool) -> int:
    """Say every problem of the briefs and of what they are made from; 1 when one is an error."""
    project = find_project(Path.cwd())
    wanted, has_bad_names = briefs_called(project, names)
    outcomes: list[Outcome] = []
    try:
        day, compared = edition_day(None, project), edition_to_compare(against, wanted)
        outcomes = check_briefs(project, wanted, as_of=day, against=compared, report=terminal.progress)
        problems = problems_of(outcomes)
    except InputError as error:
        problems = list(error.problems)
    if as_json:
        terminal.write(to_json(_as_json(outcomes, problems), indent=2) + "\n")
    else:
        terminal.report(problems)
        terminal.out(_summary(len(outcomes), problems))
    failed = any(outcome.status is Status.FAILED for outcome in outcomes)
    return int(has_bad_names or failed or any(p.level is Level.ERROR for p in problems))


def _as_json(outcomes: Iterable[Outcome], problems: Iterable[Problem]) -> dict[str, Any]:
    return {
        "briefs": [{"name": outcome.name, "status": str(outcome.status)} for outcome in outcomes],
        "problems": [problem_as_json(problem) for problem in problems],
    }


def problem_as_json(problem: Problem) -> dict[str, Any]:
    """A problem for a script: an editor's plug-in jumps to its line and column."""
    place = problem.place
    return {
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "level": str(problem.level),
        "message": problem.message,
        "hint": problem.hint,
    }


def _summary(briefs: int, problems: Sequence[Problem]) -> str:
    errors = sum(problem.level is Level.ERROR for problem in problems)
    counts = [(briefs, "brief"), (errors, "error"), (len(problems) - errors, "warning")]
    return ", ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in counts)
