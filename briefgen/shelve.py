"""The archive: everything published → one page and a feed for each brief. Made anew after each edition."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen.editions.browse import marks_of, shelved_briefs
from briefgen.editions.inputs import digest_each, digest_lines, digest_of_program
from briefgen.editions.stage import replace_file
from briefgen.errors import InputError, Problem
from briefgen.looks import load_look
from briefgen.model.house import HouseStyle
from briefgen.model.shelf import Shelf
from briefgen.paths import Project
from briefgen.render.look import Look, packaged_templates
from briefgen.render.worker import RenderingProcess
from briefgen.spec.project import Settings

STATE = "shelf.json"


def shelve(
    project: Project,
    settings: Settings,
    output: Path,
    renderer: RenderingProcess,
    *,
    only_stale: bool = False,
) -> tuple[Problem, ...]:
    """Write `index.html` and the feeds; the caller holds the output folder. Answers what could not be made.

    With `only_stale`, nothing is done where they stand as the same editions, settings and templates made
    them. Raises StorageError. What fails here fails alone: the editions stand.
    """
    house = HouseStyle()
    if settings.look is not None:
        try:
            house, _ = load_look(project.root, settings.look, settings.look_place)
        except InputError as error:
            return error.problems
    look = Look.of(settings.templates, settings.language, house)
    made_from = digest_lines(dict(_made_from(settings, output, look)))
    if only_stale and _stand(project.state, output, made_from):
        return ()
    words = house.words.before(settings.words)
    briefs = shelved_briefs(output)
    if not briefs:
        return ()
    shelf = Shelf(briefs, words.publisher, words.series, settings.address, settings.language)
    rendered = renderer.render_shelf(shelf, look)
    for name, content in rendered.files.items():
        replace_file(output, output / name, content)
    if not rendered.problems:
        _remember(project.state, output, made_from, rendered.files)
    return rendered.problems


# Whether it stands ----------------------------------------------------------------------------------------


def _made_from(settings: Settings, output: Path, look: Look) -> Iterator[tuple[str, str]]:
    """Editions, words and templates: all that the archive is made from, without making it."""
    yield from marks_of(output).items()
    yield "settings", repr((settings.words, settings.address, settings.language, look.house))
    yield "briefgen", digest_of_program(Path(__file__).parent, "*.py")
    for folder in look.folders:
        is_ours = folder == packaged_templates()
        yield (
            f"templates {folder}",
            digest_of_program(folder, "*")
            if is_ours
            else digest_lines(digest_each(folder, sorted(folder.rglob("*")))),
        )


def _stand(state: Path, output: Path, made_from: str) -> bool:
    """Whether the files of the archive are there as they were made from these."""
    try:
        record = json.loads((state / STATE).read_bytes())
        return (record["output"], record["made_from"]) == (str(output), made_from) and all(
            hashlib.sha256((output / name).read_bytes()).hexdigest() == sha256
            for name, sha256 in record["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


def _remember(state: Path, output: Path, made_from: str, files: Mapping[str, bytes]) -> None:
    """For the next run; where that fails, the next run makes them again."""
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    record = {"output": str(output), "made_from": made_from, "files": digests}
    fresh = state / f"{STATE}.new"
    try:
        state.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        fresh.replace(state / STATE)
    except OSError:
        return
