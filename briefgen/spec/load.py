"""Load a brief file: every problem at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefgen.errors import InputError, Problem
from briefgen.fields import control_fault
from briefgen.model.brief import Vocabulary
from briefgen.model.wording import quotation_mark
from briefgen.places import Locator, Yaml, did_you_mean, fit, fit_value, read_yaml
from briefgen.places.fitting import as_problem, in_reading_order
from briefgen.places.visible import shown
from briefgen.sections import KINDS, Options, Wanted
from briefgen.spec.models import OUTPUTS, BriefModel, Spec
from briefgen.spec.names import link_problem
from briefgen.spec.notify import wish_faults
from briefgen.spec.parts import PART, Divider, is_divider, part_problems, read_divider

# Texts that stand in a brief without a citation.
_UNCITED = ("title", "part", "caption", "about", "marking", "contact", "publisher", "series")
# Words of a source are matched as they stand there, whatever characters they hold.
_WORDS_OF_A_SOURCE = ("exact", "prefix", "suffix")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A brief file and every problem of it.

    With errors, `spec` holds what is sound, so that pins and prose can be looked at in the same run; it is
    None where nothing can be said.
    """

    spec: Spec | None
    problems: tuple[Problem, ...] = ()


def load_spec(path: Path, vocabulary: Vocabulary) -> Spec:
    """The brief in the file at `path`. Raises InputError with every problem of it."""
    loaded = load_brief(path, vocabulary)
    if loaded.spec is None or loaded.problems:
        raise InputError(loaded.problems)
    return loaded.spec


def load_brief(path: Path, vocabulary: Vocabulary) -> Loaded:
    """The brief in the file at `path`, as far as it is sound; messages name the file `briefs/NAME.yaml`."""
    if fault := link_problem(path.parent.parent, path):
        return Loaded(None, (fault,))
    try:
        return read_brief(read_yaml(path, f"{path.parent.name}/{path.name}"), path.stem, vocabulary)
    except InputError as error:
        return Loaded(None, error.problems)


def read_brief(yaml: Yaml, name: str, vocabulary: Vocabulary) -> Loaded:
    """The brief `name` that was written in `yaml`. Raises InputError when it is no mapping."""
    brief, problems = _fit_or_mend(yaml, name)
    problems.extend(_control_characters(yaml, yaml.data, ()))
    problems.extend(_quotation_marks(yaml, yaml.data, ()))
    problems.extend(_themes(yaml, vocabulary))
    problems.extend(_outputs(yaml))
    if vocabulary.channels is not None:
        problems.extend(wish_faults(yaml, vocabulary.channels))
    sections, faults = _sections(yaml, brief.kind)
    problems.extend(faults)
    themes = dict.fromkeys(theme for theme in brief.themes if theme in vocabulary.themes)
    spec = Spec(
        name=name,
        title=brief.title,
        themes=tuple(themes),
        sections=sections,
        locator=Locator(yaml),
        standfirst=brief.standfirst,
        kind=brief.kind,
        coverage=brief.period.coverage() if brief.period else None,
        schedule=brief.schedule.schedule() if brief.schedule else None,
        when_unchanged=brief.when_unchanged,
        output=tuple(name for name in OUTPUTS if name in brief.output),
        checks=brief.check.checks(),
        marking=brief.marking,
        language=brief.language,
        contact=brief.contact,
        publisher=brief.publisher,
        paper=brief.paper,
        series=brief.series,
        look=brief.look,
        notify=brief.notify.wishes() if brief.notify else None,
    )
    return Loaded(spec, tuple(sorted(dict.fromkeys(problems), key=in_reading_order)))


def _fit_or_mend(yaml: Yaml, name: str) -> tuple[BriefModel, list[Problem]]:
    """The file as a model; one with faults without the keys that have them."""
    try:
        return fit(yaml, BriefModel), []
    except InputError as error:
        if not isinstance(yaml.data, dict):
            raise
        sound: dict[str, Any] = {"title": name, "themes": ["none"], "sections": ["none"]}
        for key, value in yaml.data.items():
            try:
                fit_value(yaml, sound | {key: value}, BriefModel)
            except InputError:
                continue
            sound[key] = value
        return fit_value(yaml, sound, BriefModel), list(error.problems)


def _list_at(yaml: Yaml, key: str) -> list[Any]:
    """The list under a key of the file; none where there is something else, which `fit` has said."""
    found = yaml.data.get(key) if isinstance(yaml.data, dict) else None
    return found if isinstance(found, list) else []


def _control_characters(yaml: Yaml, value: Any, path: tuple[str | int, ...]) -> Iterator[Problem]:
    """A problem for each text with a character that steers a terminal or turns the direction of writing."""
    match value:
        case dict():
            for key, below in value.items():
                if key not in _WORDS_OF_A_SOURCE and not key.startswith("x-"):
                    yield from _control_characters(yaml, below, (*path, key))
        case list():
            for at, below in enumerate(value):
                yield from _control_characters(yaml, below, (*path, at))
        case str() if control := control_fault(value):
            yield as_problem(yaml, path, control)


def _quotation_marks(yaml: Yaml, value: Any, path: tuple[str | int, ...]) -> Iterator[Problem]:
    """A problem for each title or caption in quotation marks: what stands in them is quoted from a source."""
    match value:
        case dict():
            for key, below in value.items():
                yield from _quotation_marks(yaml, below, (*path, key))
        case list():
            for at, below in enumerate(value):
                yield from _quotation_marks(yaml, below, (*path, at))
        case str() if path[-1:] and path[-1] in _UNCITED and (mark := quotation_mark(value)):
            place = yaml.place(*path, offset=mark.start())
            yield Problem(f"quotation marks in '{path[-1]}', which cites no source", place, "leave them out")


def _themes(yaml: Yaml, vocabulary: Vocabulary) -> Iterator[Problem]:
    known = sorted(vocabulary.themes)
    seen: set[str] = set()
    for at, theme in enumerate(_list_at(yaml, "themes")):
        place = yaml.place("themes", at)
        if not isinstance(theme, str):
            yield Problem(f"expected a theme, found {shown(theme)}", place, did_you_mean("", known))
        elif theme not in vocabulary.themes:
            yield Problem(f"unknown theme {shown(theme)}", place, did_you_mean(theme, known))
        elif theme in seen:
            yield Problem(f"theme {shown(theme)} is named twice", place, "remove one")
        if isinstance(theme, str):
            seen.add(theme)


def _outputs(yaml: Yaml) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, name in enumerate(_list_at(yaml, "output")):
        place = yaml.place("output", at)
        if not isinstance(name, str) or name not in OUTPUTS:
            yield Problem(f"unknown output {shown(name)}", place, f"known: {', '.join(OUTPUTS)}")
        elif name in seen:
            yield Problem(f"output {shown(name)} is named twice", place, "remove one")
        else:
            seen.add(name)


def _sections(yaml: Yaml, kind: str) -> tuple[tuple[Wanted, ...], list[Problem]]:
    """The sections, each with the part that it stands in."""
    sections: list[Wanted] = []
    dividers: list[Divider] = []
    problems: list[Problem] = []
    written = _list_at(yaml, "sections")
    for at, item in enumerate(written):
        try:
            if is_divider(item):
                dividers.append(read_divider(yaml, at, item))
            else:
                part = dividers[-1].title if dividers else None
                sections.append(replace(_section(yaml, at, item), part=part))
        except InputError as error:
            problems.extend(error.problems)
    others = [at for at, item in enumerate(written) if not is_divider(item)]
    problems.extend(part_problems(yaml, kind, dividers, others))
    return tuple(sections), problems


def _section(yaml: Yaml, at: int, written: Any) -> Wanted:
    """A section of the list: the name of a kind, or `{kind: options}`."""
    path: tuple[str | int, ...] = ("sections", at)
    name, options = _kind_and_options(yaml, path, written)
    if isinstance(written, dict):
        path = (*path, name)
    if name not in KINDS:
        hint = did_you_mean(name, sorted([*KINDS, PART]))
        raise InputError([Problem(f"unknown section kind {shown(name)}", yaml.key_place(*path), hint)])
    model: type[Options] = KINDS[name].options
    return Wanted(name, fit_value(yaml, options, model, at=path), Locator(yaml, path))


def _kind_and_options(yaml: Yaml, path: tuple[str | int, ...], written: Any) -> tuple[str, Any]:
    if isinstance(written, str):
        return written, {}
    if isinstance(written, dict):
        keys = [key for key in written if not key.startswith("x-")]
        if len(keys) == 1:
            options = written[keys[0]]
            return keys[0], {} if options is None else options
        if len(keys) > 1:
            place = yaml.key_place(*path, keys[1])
            hint = f"indent it under '{keys[0]}', or begin a new section with '- '"
            raise InputError([Problem(f"{shown(keys[1])} stands beside '{keys[0]}', not in it", place, hint)])
    raise InputError(
        [Problem(f"expected a section, found {shown(written)}", yaml.place(*path), "write '- quotes'")]
    )
