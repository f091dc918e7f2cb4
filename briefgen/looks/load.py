"""Reading a look: its `look.yaml`, and every file that this names."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from briefgen.errors import InputError, Level, Place, Problem
from briefgen.looks.colours import Written, all_colours, contrast_problems
from briefgen.looks.folder import Folder
from briefgen.looks.fonts import read_typeface, tell_missing_cuts
from briefgen.looks.form import ColoursForm, FontsForm, LookForm
from briefgen.looks.logo import read_logo
from briefgen.model.house import HouseStyle, HouseWords, Typeface
from briefgen.paths import inside
from briefgen.places import Yaml, did_you_mean, fit, read_yaml
from briefgen.places.fitting import in_reading_order

LOOK = "look.yaml"
_MAX_LICENCE = 1024 * 1024


def load_look(root: Path, name: str, place: Place | None = None) -> tuple[HouseStyle, tuple[Problem, ...]]:
    """The house style of the folder `name` in a project, with warnings; `place` is where it was named.

    Raises InputError with every problem found.
    """
    folder = _folder(root, name, place)
    yaml = read_yaml(folder.path / LOOK, f"{folder.name}/{LOOK}")
    form = LookForm() if yaml.data is None else fit(yaml, LookForm)
    written = _written(form.colours)
    colours = all_colours(written)
    folder.problems += contrast_problems(colours, written, partial(yaml.place, "colours"))
    text, headings = _typefaces(folder, yaml, form.fonts)
    style = HouseStyle(
        folder=folder.path,
        name=folder.name,
        colours=colours,
        text=text,
        headings=headings,
        logo=read_logo(folder, form.logo, partial(yaml.place, "logo")) if form.logo else None,
        words=HouseWords(**form.words.model_dump()),
    )
    problems = tuple(sorted(folder.problems, key=in_reading_order))
    if any(problem.level is Level.ERROR for problem in problems):
        raise InputError(problems)
    return style, problems


def _folder(root: Path, name: str, place: Place | None) -> Folder:
    """The folder, which must lie in the project and hold a `look.yaml`."""
    try:
        path = inside(root, name)
        inside(root, Path(name) / LOOK)
    except ValueError as error:
        raise InputError([Problem(str(error), place, "name a folder of the project")]) from None
    if path.resolve() == root.resolve():  # every file of a look is an input: editions would be their own
        raise InputError([Problem("a look is a folder of its own", place, "write look: looks/my-institute")])
    if not (path / LOOK).exists():
        message = f"there is no '{Path(name).as_posix()}/{LOOK}'"
        beside = sorted(other.parent.relative_to(root).as_posix() for other in path.parent.glob(f"*/{LOOK}"))
        hint = did_you_mean(name, beside) if beside else "name a folder that holds one; it may be empty"
        raise InputError([Problem(message, place, hint)])
    return Folder(path, path.relative_to(root).as_posix())


def _written(form: ColoursForm) -> Written:
    return {role: shades for role, shades in form.model_dump(by_alias=True).items() if shades}


def _typefaces(folder: Folder, yaml: Yaml, form: FontsForm) -> tuple[Typeface | None, Typeface | None]:
    found: list[Typeface | None] = []
    for part, written in (("text", form.text), ("headings", form.headings)):
        if written is None:
            found.append(None)
            continue
        placing = partial(yaml.place, "fonts", part)
        found.append(read_typeface(folder, written, placing))
        tell_missing_cuts(folder, part, written, placing)
    _tell_licence(folder, yaml, form, has_files=any(face and (face.page or face.pdf) for face in found))
    text, headings = found
    return text, headings


def _tell_licence(folder: Folder, yaml: Yaml, form: FontsForm, *, has_files: bool) -> None:
    """A font goes with each brief to its readers: its licence says whether it may."""
    if form.licence is not None:
        folder.read(form.licence, yaml.place("fonts", "licence"), (".txt", ".md", ".pdf"), _MAX_LICENCE)
    elif has_files:
        hint = "keep it beside the fonts and name it: licence: fonts/OFL.txt"
        folder.warn("no licence of the fonts is named", yaml.key_place("fonts"), hint)
