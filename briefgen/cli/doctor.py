"""`doctor`: what is there of all that briefs need, and how to get what is not."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from briefgen import __version__
from briefgen.cli import terminal
from briefgen.cli.json_text import to_json
from briefgen.cli.terminal import Paint
from briefgen.doctor import (
    Finding,
    State,
    System,
    find_extras,
    find_fonts,
    find_libraries,
    find_packages,
    find_python,
    find_sqlite,
    find_time_zones,
    this_system,
)
from briefgen.errors import BriefgenError, InputError, Level, MisuseError, Problem
from briefgen.paths import Project, find_project
from briefgen.scaffold import project_files

_PAINTS = {
    State.OK: Paint.GOOD,
    State.ABSENT: Paint.FAINT,
    State.MISSING: Paint.BAD,
    State.FAULTY: Paint.BAD,
}
_TRIAL, _DAY = "shore-power", date(2026, 4, 1)  # the brief of a new project, in one edition of it


def doctor_command(*, as_json: bool) -> int:
    """Print each finding in a line, with the command that helps; 1 when something needed is missing."""
    system = this_system()
    findings = list(_of_machine(system))
    terminal.progress("making a PDF twice")
    findings.append(_trial(findings))
    terminal.progress("checking the project")
    findings.extend(_of_project())
    if as_json:
        terminal.write(
            to_json({"system": system.name, "findings": [*map(_fields, findings)]}, indent=2) + "\n"
        )
    else:
        _print(findings)
    return int(any(finding.is_fault for finding in findings))


def _of_machine(system: System) -> Iterator[Finding]:
    yield Finding("System", State.OK, system.name)
    yield find_python()
    yield Finding("briefgen", State.OK, f"{__version__} in {Path(__file__).parents[1]}")
    yield find_packages()
    yield from find_libraries(system)
    from briefgen.render.look import packaged_templates

    yield find_fonts(packaged_templates())
    yield find_sqlite()
    yield find_time_zones()
    yield from find_extras()


def _trial(before: Sequence[Finding]) -> Finding:
    """The brief of a new project is built twice, each time by a new process under limits: the same bytes."""
    name = "A PDF, made twice"
    if any(finding.is_fault for finding in before):
        return Finding(name, State.FAULTY, "not tried: something is missing", "get it, then ask again")
    try:
        with tempfile.TemporaryDirectory(prefix="briefgen-doctor-") as folder:
            one, other = (_made(Path(folder) / number) for number in ("1", "2"))
    except InputError as error:
        return Finding(name, State.FAULTY, str(error.problems[0]), "tell the people who make briefgen")
    except (BriefgenError, OSError, RuntimeError) as error:
        return Finding(name, State.FAULTY, str(error).strip().splitlines()[-1], "see the lines above")
    if one != other:
        return Finding(name, State.FAULTY, "its bytes differ", "update Pango and HarfBuzz")
    return Finding(name, State.OK, f"the same {len(one)} bytes")


def _made(folder: Path) -> bytes:
    """The PDF of a new project's brief. Raises InputError where there is none."""
    from briefgen.build import build_briefs

    for file, content in project_files():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(content)
    (outcome,) = build_briefs(Project.at(folder), [_TRIAL], as_of=_DAY, formats=("pdf",))
    made = outcome.folder / f"{_TRIAL}.pdf" if outcome.folder else None
    if made is None or not made.is_file():
        raise InputError(outcome.problems or [Problem("no PDF was made")])
    return made.read_bytes()


def _of_project() -> Iterator[Finding]:
    """Whether the program can write where it must, and what a check says."""
    try:
        project = find_project(Path.cwd())
    except MisuseError:
        yield Finding("Project", State.ABSENT, "none here", "briefgen init DIR makes one")
        return
    from briefgen.spec.project import load_settings

    try:
        output = load_settings(project).output
    except InputError as error:
        yield _summary(project, 0, error.problems)
        return
    for folder in (output, project.state):
        yield _writable(folder)
    yield _checked(project)


def _writable(folder: Path) -> Finding:
    """Whether files can be made in a folder, or the folder itself where it is not there."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    name = f"Writing to {folder.name}/"
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return Finding(
            name, State.FAULTY, f"{there}: {reason}", f"give yourself the right to write in {there}"
        )
    return Finding(name, State.OK, str(folder))


def _checked(project: Project) -> Finding:
    from briefgen.build import check_briefs
    from briefgen.cli.build import edition_day, problems_of
    from briefgen.paths import is_safe_name
    from briefgen.spec.names import find_briefs

    names = [path.stem for path in find_briefs(project) if is_safe_name(path.stem)]
    try:
        outcomes = check_briefs(project, names, as_of=edition_day(None, project))
        return _summary(project, len(names), problems_of(outcomes))
    except InputError as error:
        return _summary(project, len(names), error.problems)
    except BriefgenError as error:
        return Finding("Project", State.FAULTY, f"{project.root}: {error}", "run briefgen doctor again later")


def _summary(project: Project, briefs: int, problems: Sequence[Problem]) -> Finding:
    errors = sum(problem.level is Level.ERROR for problem in problems)
    counts = ((briefs, "brief"), (errors, "error"), (len(problems) - errors, "warning"))
    told = ", ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in counts)
    state = State.FAULTY if errors else State.OK
    return Finding("Project", state, f"{told} in {project.root}", "briefgen check" if problems else None)


def _print(findings: Sequence[Finding]) -> None:
    states, names = (max(len(word) for word in words) for words in zip(*map(_words, findings), strict=True))
    for finding in findings:
        state, name = _words(finding)
        mark = (_PAINTS[finding.state], f"{state:<{states}}")
        terminal.out_painted(mark, "  ", (Paint.STRONG, f"{name:<{names}}"), "  ", finding.found)
        if finding.remedy:
            terminal.out_painted(" " * (states + names + 4), (Paint.FAINT, "> "), finding.remedy)
    faults = sum(finding.is_fault for finding in findings)
    verdict = f"{faults} thing{'' if faults == 1 else 's'} to put right" if faults else "all is there"
    terminal.out_painted((Paint.BAD if faults else Paint.GOOD, verdict))


def _words(finding: Finding) -> tuple[str, str]:
    return str(finding.state), finding.name


def _fields(finding: Finding) -> dict[str, Any]:
    return {
        "name": finding.name,
        "state": str(finding.state),
        "found": finding.found,
        "remedy": finding.remedy,
    }
