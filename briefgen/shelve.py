"""The archive: everything published → one page and a feed for each brief. Made anew after each edition."""

from __future__ import annotations

from pathlib import Path

from briefgen.editions.browse import shelved_briefs
from briefgen.editions.stage import replace_file
from briefgen.errors import InputError, Problem
from briefgen.looks import load_look
from briefgen.model.house import HouseStyle
from briefgen.model.shelf import Shelf
from briefgen.paths import Project
from briefgen.render.look import Look
from briefgen.render.worker import RenderingProcess
from briefgen.spec.project import Settings


def shelve(
    project: Project, settings: Settings, output: Path, renderer: RenderingProcess
) -> tuple[Problem, ...]:
    """Write `index.html` and the feeds; the caller holds the output folder. Answers what could not be made.

    Raises StorageError. What fails here fails alone: the editions stand.
    """
    house = HouseStyle()
    if settings.look is not None:
        try:
            house, _ = load_look(project.root, settings.look, settings.look_place)
        except InputError as error:
            return error.problems
    words = house.words.before(settings.words)
    briefs = shelved_briefs(output)
    if not briefs:
        return ()
    shelf = Shelf(briefs, words.publisher, words.series, settings.address, settings.language)
    rendered = renderer.render_shelf(shelf, Look.of(settings.templates, settings.language, house))
    for name, content in rendered.files.items():
        replace_file(output, output / name, content)
    return rendered.problems
