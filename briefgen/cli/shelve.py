"""`archive`: the page of everything published, and the feeds, made anew."""

from __future__ import annotations

from pathlib import Path

from briefgen.cli import terminal
from briefgen.editions.lock import hold
from briefgen.errors import Level
from briefgen.paths import find_project
from briefgen.render.worker import RenderingProcess
from briefgen.shelve import shelve
from briefgen.spec.project import load_settings


def archive_command() -> int:
    """Write `index.html` and the feeds; 1 when one of them could not be made."""
    project = find_project(Path.cwd())
    settings = load_settings(project)
    with hold(settings.output), RenderingProcess() as renderer:
        problems = shelve(project, settings, settings.output, renderer)
    terminal.report(problems)
    failed = any(problem.level is Level.ERROR for problem in problems)
    index = settings.output / "index.html"
    if not failed:
        terminal.out(str(index.relative_to(project.root)) if index.is_file() else "nothing is published yet")
    return int(failed)
