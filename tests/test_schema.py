"""The JSON Schemas agree with the loaders: whatever is valid passes both, and no schema cries wolf."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from briefgen.cli import run
from briefgen.codebook.actors import read_actors
from briefgen.codebook.themes import read_codebook
from briefgen.corpus.readers import open_document
from briefgen.corpus.sidecar import read_sidecar
from briefgen.errors import InputError, Level, Problem
from briefgen.model.brief import Vocabulary
from briefgen.paths import Project
from briefgen.places import parse_yaml, read_yaml
from briefgen.scaffold.briefs import brief_text
from briefgen.schema import SCHEMAS, schema_of
from briefgen.schema.words import DESCRIPTIONS
from briefgen.spec.load import read_brief
from briefgen.spec.project import load_settings
from tests.conftest import ROOT

SCAFFOLD = ROOT / "briefgen" / "scaffold" / "project"
LETTER = SCAFFOLD / "seeds" / "dahlmark-letter-2026-03-20.txt"
VALIDATORS = {name: Draft202012Validator(schema_of(name)) for name in SCHEMAS}
VOCABULARY = Vocabulary(
    frozenset({"shore-power", "libya-engagement", "returns", "russian-hybrid-threat"}), frozenset()
)


def as_an_editor_reads(text: str) -> Any:
    """YAML 1.2 with the types of its core schema, as the language servers of editors have it."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.add_constructor(
        "tag:yaml.org,2002:timestamp", yaml.constructor.__class__.construct_yaml_str
    )
    return yaml.load(StringIO(text))


def refuses(name: str, text: str) -> bool:
    """Whether an editor that knows the schema underlines something."""
    return not VALIDATORS[name].is_valid(as_an_editor_reads(text))


# Loaders --------------------------------------------------------------------------------------------


def _brief(text: str) -> list[Problem]:
    return list(read_brief(parse_yaml(text, "briefs/x.yaml"), "x", VOCABULARY).problems)


def _themes(text: str) -> list[Problem]:
    read_codebook(parse_yaml(text, "themes.yaml"))
    return []


def _actors(text: str) -> list[Problem]:
    read_actors(parse_yaml(text, "actors.yaml"))
    return []


def _sidecar(text: str) -> list[Problem]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "letter.yaml"
        path.write_text(text, "utf-8")
        return list(read_sidecar(path, open_document(LETTER)).warnings)


def _project(text: str) -> list[Problem]:
    with tempfile.TemporaryDirectory() as folder:
        project = Project.at(Path(folder))
        project.settings.write_text(text, "utf-8")
        load_settings(project)
    return []


LOADERS: dict[str, Callable[[str], list[Problem]]] = {
    "brief": _brief,
    "themes": _themes,
    "actors": _actors,
    "sidecar": _sidecar,
    "project": _project,
}


def faults(name: str, text: str) -> list[str]:
    """The errors that a loader finds."""
    try:
        problems = LOADERS[name](text)
    except InputError as error:
        problems = list(error.problems)
    return [problem.message for problem in problems if problem.level is Level.ERROR]


# What is valid --------------------------------------------------------------------------------------


def _name(path: Path) -> str:
    if path.parent.name == "briefs":
        return "brief"
    return {"themes": "themes", "actors": "actors", "briefgen": "project"}.get(path.stem, "sidecar")


FILES = [
    path
    for root in (ROOT, SCAFFOLD)
    for folder in ("briefs", "seeds")
    for path in sorted((root / folder).glob("*.yaml"))
] + [SCAFFOLD / "briefgen.yaml"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_of_the_project_passes_its_schema(path: Path) -> None:
    text = path.read_text("utf-8")
    errors = [error.message for error in VALIDATORS[_name(path)].iter_errors(as_an_editor_reads(text))]
    assert errors == []
    assert VALIDATORS[_name(path)].is_valid(read_yaml(path).data)


def test_a_new_brief_passes() -> None:
    assert not refuses("brief", brief_text("Shore power", ["shore-power"]))


HEAD = "title: A\nthemes: [shore-power]\nsections: [quotes]\n"
THEME = "a-theme:\n  title: A\n  definition: B\n  rules: [{name: r, any: [x]}]\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("brief", HEAD),
        ("brief", "title: 2024\nthemes: [shore-power]\nsections: [quotes]\n"),
        ("brief", HEAD + "period: {since: 2023}\n"),
        ("brief", HEAD + "period: {since: 2023-12, until: 2024-01-31}\n"),
        ("brief", HEAD + "period: {last: 12 months, since: }\n"),
        ("brief", HEAD + 'schedule: {every: week, on: monday, at: "06:00", timezone: Europe/Brussels}\n'),
        ("brief", HEAD + "schedule: {every: month, on: 15}\n"),
        ("brief", HEAD + "check: {stale_after: off, single_source: off}\n"),
        ("brief", HEAD + "output: [markdown, docx]\npaper: letter\nlanguage: de\n"),
        ("brief", HEAD + "x-mine: {anything: [1, 2]}\n"),
        ("brief", HEAD.replace("[quotes]", "[{quotes: {max: 5, x-note: why}}, {x-own: 1, timeline: }]")),
        ("brief", HEAD.replace("[quotes]", '[{quotes: {max: "5"}}, {timeline: {planned: no}}]')),
        ("brief", HEAD.replace("[quotes]", "[{figures: {pin: [{document: a, exact: 5, measure: [b, c]}]}}]")),
        ("brief", HEAD.replace("[quotes]", "[{part: One}, quotes]") + "kind: dossier\n"),
        ("themes", THEME),
        ("themes", "lists: {l: [x]}\nx-mine: 1\n" + THEME.replace("[x]", "$l")),
        ("themes", THEME.replace("any: [x]", "all: [[x], y], strength: 0.5, within: 12 words")),
        ("actors", ""),
        ("actors", "ana: {name: Ana, aliases: A. B.}\n"),
        ("actors", "ana: {name: Ana, roles: [{title: chair, since: 2024-12-01, outside: press}]}\n"),
        ("sidecar", "id: a\n"),
        ("sidecar", "id: a\nissued: 2026\nissued_basis: 20 March 2026\nauthor: [A, B]\nreliability: B\n"),
        ("sidecar", "id: a\nfurniture: [The Director, {from: The Director, to: The Director}]\ntags:\n"),
        ("project", ""),
        ("project", "publisher: Desk\npaper: A4\ntimezone: UTC\noutput: editions\n"),
    ],
)
def test_what_is_valid_passes_both(name: str, text: str) -> None:
    assert faults(name, text) == []
    assert not refuses(name, text)


# What is not ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("brief", "title: A\nthemes: [shore-power]\n"),
        ("brief", HEAD.replace("title", "titel")),
        ("brief", HEAD + "standfirts: A\n"),
        ("brief", HEAD.replace("A", "x" * 301)),
        ("brief", HEAD.replace("title: A", "title: [A]")),
        ("brief", HEAD.replace("title: A", "title: ''")),
        ("brief", HEAD.replace("title: A", "title: |\n  two\n  lines")),
        ("brief", HEAD.replace("[shore-power]", "shore-power")),
        ("brief", HEAD.replace("[shore-power]", "[]")),
        ("brief", HEAD.replace("[shore-power]", "[shore-power, shore-power]")),
        ("brief", HEAD.replace("[quotes]", "[qoutes]")),
        ("brief", HEAD.replace("[quotes]", "[text]")),
        ("brief", HEAD.replace("[quotes]", "[{text: }]")),
        ("brief", HEAD.replace("[quotes]", "[{quotes: {max: 5}, figures: {max: 5}}]")),
        ("brief", HEAD.replace("[quotes]", "[{quotes: {max: 0}}]")),
        ("brief", HEAD.replace("[quotes]", "[{quotes: {max: 201}}]")),
        ("brief", HEAD.replace("[quotes]", "[{quotes: {max: many}}]")),
        ("brief", HEAD.replace("[quotes]", "[{quotes: {maxx: 5}}]")),
        ("brief", HEAD.replace("[quotes]", "[{quotes: {kinds: [indirect]}}]")),
        ("brief", HEAD.replace("[quotes]", "[{quotes: {pin: [{document: a}]}}]")),
        ("brief", HEAD.replace("[quotes]", "[{quotes: {pin: [some words]}}]")),
        ("brief", HEAD.replace("[quotes]", "[{figures: {chart: pie}}]")),
        ("brief", HEAD.replace("[quotes]", "[{figures: {columns: [measure, place]}}]")),
        ("brief", HEAD.replace("[quotes]", "[{figures: {columns: [measure, value, value]}}]")),
        ("brief", HEAD.replace("[quotes]", "[{timeline: {planned: perhaps}}]")),
        ("brief", HEAD.replace("[quotes]", "[{disagreements: {pin: [{between: [], about: a}]}}]")),
        ("brief", HEAD.replace("[quotes]", "[{part: One}, quotes]")),
        ("brief", HEAD + "kind: letter\n"),
        ("brief", HEAD + "period: {}\n"),
        ("brief", HEAD + "period: {since: 2023/2024}\n"),
        ("brief", HEAD + "period: {last: 12 months, since: 2023}\n"),
        ("brief", HEAD + "period: {last: a year}\n"),
        ("brief", HEAD + "schedule: {on: monday}\n"),
        ("brief", HEAD + "schedule: {every: fortnight}\n"),
        ("brief", HEAD + "schedule: {every: week, on: 15}\n"),
        ("brief", HEAD + "schedule: {every: month, on: 31}\n"),
        ("brief", HEAD + "schedule: {every: day, on: monday}\n"),
        ("brief", HEAD + 'schedule: {every: day, at: "25:00"}\n'),
        ("brief", HEAD + "output: [markdown, word]\n"),
        ("brief", HEAD + "output: [pdf, pdf]\n"),
        ("brief", HEAD + "check: {stale_after: soon}\n"),
        ("brief", HEAD + "check: {uncited: maybe}\n"),
        ("brief", HEAD + "language: es\n"),
        ("brief", HEAD + "paper: A3\n"),
        ("themes", "Shore Power:\n" + THEME.partition("\n")[2]),
        ("themes", THEME.replace("rules: [{name: r, any: [x]}]", "rules: []")),
        ("themes", THEME.replace("any: [x]", "unless: [x]")),
        ("themes", THEME.replace("any: [x]", "any: [x], strength: 2")),
        ("themes", THEME.replace("any: [x]", "any: [x], share: 0")),
        ("themes", THEME.replace("any: [x]", "ani: [x]")),
        ("themes", THEME.replace("  definition: B\n", "")),
        ("actors", "ana: {aliases: [A]}\n"),
        ("actors", "ana: {name: Ana, kind: robot}\n"),
        ("actors", "ana: {name: Ana, roles: [{title: chair}]}\n"),
        ("actors", "ana: {name: Ana, roles: [{title: chair, document: a, outside: b}]}\n"),
        ("actors", "ana: {name: Ana, roles: [{title: c, since: 2024, outside: b}]}\n"),
        ("actors", "ana: {name: Ana, roles: [{title: c, since: 2024-12-01, document: d, basis: e}]}\n"),
        ("sidecar", "title: A\n"),
        ("sidecar", "id: a\nsha256: abc\n"),
        ("sidecar", "id: a\ntype: letter\n"),
        ("sidecar", "id: a\nreliability: G\n"),
        ("sidecar", "id: a\nadded: yesterday\n"),
        ("sidecar", "id: a\ntags: [{theme: shore-power}]\n"),
        ("sidecar", "id: a\nfurniture: [{from: The Director}]\n"),
        ("sidecar", "id: a\nfurniture: [{exact: The Director, from: a, to: b}]\n"),
        ("sidecar", "id: a\ncorrections: [{exact: The Director, reading: b}]\n"),
        ("sidecar", "id: a\noutside: {titel: b}\n"),
        ("project", "publsher: Desk\n"),
        ("project", "paper: B5\n"),
        ("project", "address: ftp://briefs.example\n"),
        ("project", "timezone: [UTC]\n"),
        ("project", "- a\n"),
    ],
)
def test_what_is_not_valid_is_refused_by_both(name: str, text: str) -> None:
    assert faults(name, text) != []
    assert refuses(name, text)


# Whatever is written --------------------------------------------------------------------------------

BASES = [(_name(path), json.dumps(read_yaml(path).data)) for path in FILES if path.is_relative_to(SCAFFOLD)]
PUT = [None, "", "5", 5, 0.5, True, "x", "off", "2024", [], {}, ["x"], [[]], {"x": "1"}, {"x-own": 1}, "a\nb"]


def paths_in(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The place of every value in some data."""
    yield path
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in below:
        yield from paths_in(one, (*path, key))


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, Any]:
    """A sound file in which one or two values were replaced, removed or renamed."""
    name, written = draw(st.sampled_from(BASES))
    data = json.loads(written)
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from([path for path in paths_in(data) if path]))
        *above, key = path
        parent = data
        for step in above:
            parent = parent[step]
        match draw(st.sampled_from(["put", "remove", "rename"])):
            case "put":
                parent[key] = draw(st.sampled_from(PUT))
            case "remove":
                del parent[key]
            case "rename" if isinstance(key, str):
                parent[draw(st.sampled_from([f"{key}s", f"x-{key}", "title", "max"]))] = parent.pop(key)
    return name, data


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
def test_a_schema_never_cries_wolf(file: tuple[str, Any]) -> None:
    name, data = file
    if VALIDATORS[name].is_valid(data):
        return
    assert faults(name, json.dumps(data, ensure_ascii=False)), list(VALIDATORS[name].iter_errors(data))


# Words and files ------------------------------------------------------------------------------------


def keys_of(schema: Any) -> Iterator[tuple[str, str, Any]]:
    """Every key of every definition, with its own schema."""
    for name, definition in schema["$defs"].items():
        for key, one in definition.get("properties", {}).items():
            yield name, key, one


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_every_key_has_its_words(name: str) -> None:
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    silent = [f"{model}.{key}" for model, key, one in keys_of(schema) if "description" not in one]
    silent += [key for key, one in schema["properties"].items() if "description" not in one]
    assert silent == []


def test_no_words_are_left_over() -> None:
    known = {(model, key) for name in SCHEMAS for model, key, _ in keys_of(schema_of(name))}
    roots = {key for name in SCHEMAS for key in schema_of(name)["properties"]}
    told = {(model, key) for model, keys in DESCRIPTIONS.items() for key in keys}
    assert {(model, key) for model, key in told - known if key not in roots | {"part"}} == set()


def test_init_names_a_schema_in_every_file_and_writes_it(tmp_path: Path) -> None:
    assert run(["init", str(tmp_path / "desk")]) == 0
    for path in (tmp_path / "desk").rglob("*.yaml"):
        first = path.read_text("utf-8").partition("\n")[0]
        named = first.removeprefix("# yaml-language-server: $schema=")
        written = json.loads((path.parent / named).read_text("utf-8"))
        assert written == schema_of(_name(path)), path


def test_schemas_are_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "brief"]) == 0
    assert json.loads(capsys.readouterr().out) == schema_of("brief")
    assert run(["schema", "--output", str(tmp_path / "new")]) == 0
    assert sorted(path.stem for path in (tmp_path / "new").iterdir()) == sorted(SCHEMAS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["schema"], "name one of brief, "), (["schema", "breif"], "did you mean 'brief'?")],
)
def test_which_schema_is_asked(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert said in capsys.readouterr().err
