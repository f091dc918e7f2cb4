"""The documentation is true: its commands run, its YAML loads, and its tables name what there is.

A fenced block says what it is by the words behind the fence. `console` is run, in the order of its page, in a
copy of the project, and prints what it shows; `…` there stands for anything. `yaml brief`, `yaml keys` and
`yaml sections` become briefs that must pass the check. `sh`, `crontab` and `ini` belong to a machine's own
tools: what they name must exist.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from briefgen.build import Status, check_briefs
from briefgen.cli.app import app
from briefgen.codebook.actors import load_actors
from briefgen.codebook.forms import ActorForm, RoleForm, RuleForm, ThemeForm
from briefgen.codebook.themes import load_codebook
from briefgen.corpus.description import Corrected, Debris, Decided, Description, Outside
from briefgen.corpus.readers import READERS, open_document
from briefgen.corpus.readers.text import Read
from briefgen.corpus.sidecar import read_sidecar
from briefgen.ingest import ingest
from briefgen.looks import LOOK, load_look
from briefgen.looks.form import (
    ColoursForm,
    CutsForm,
    FontsForm,
    LogoForm,
    LookForm,
    TypefaceForm,
    WordsForm,
)
from briefgen.model.brief import Block, CheckedBrief, Inline, Masthead, Scope
from briefgen.paths import Project
from briefgen.places import Locator, fit, parse_yaml, read_yaml
from briefgen.render import FORMATS, Format, Look
from briefgen.sections import KINDS, Options, Wanted, assemble
from briefgen.sections.figure_pins import FigurePin
from briefgen.sections.kind import Kind, Selector
from briefgen.spec.models import OUTPUTS, BriefModel, CheckModel, PeriodModel, ScheduleModel
from briefgen.spec.notify import NotifyModel, SmtpModel, WebhookModel, WishesModel
from briefgen.spec.project import SettingsModel, load_settings
from briefgen.store import open_store
from tests.briefs_for_tests import rich_brief
from tests.conftest import ROOT
from tests.test_layers import MAY_IMPORT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "CHANGELOG.md"]
AS_OF = date(2026, 11, 22)
KNOWN_BLOCKS = {"console", "sh", "text", "yaml", "json", "python", "ini", "crontab"}
# Standards and the like; a page of the documentation names no place to fetch a program or data from.
KNOWN_HOSTS = {
    "www.w3.org",
    "www.loc.gov",
    "docs.citationstyles.org",
    "keepachangelog.com",
    "semver.org",
    "aclanthology.org",
    "www.rfc-editor.org",
    "doi.org",
    "schema.org",
    "www.nordhaven.example",
    "hooks.nordhaven.example",
    "www.standardwebhooks.com",
}


@dataclass(frozen=True)
class Fenced:
    """A fenced block: `says` are the words behind the fence."""

    page: str
    line: int
    says: tuple[str, ...]
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def fenced(page: Path) -> Iterator[Fenced]:
    pattern = re.compile(r"^```(?P<says>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
    text = page.read_text("utf-8")
    for match in pattern.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        name = page.relative_to(ROOT).as_posix()
        yield Fenced(name, line, tuple(match["says"].split()), match["text"])


BLOCKS = [block for page in PAGES for block in fenced(page)]


def blocks(*says: str) -> list[Fenced]:
    return [block for block in BLOCKS if block.says[: len(says)] == says]


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def copy_of_project(folder: Path) -> Path:
    """What a user has after a checkout, without what the program makes."""
    for name in ("briefs", "seeds", "templates", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


# Commands -------------------------------------------------------------------------------------------


WITH_COMMANDS = [page for page in PAGES if any(block.says == ("console",) for block in fenced(page))]


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: page.name)
def test_commands_do_what_their_page_shows(page: Path, tmp_path: Path) -> None:
    project = copy_of_project(tmp_path)
    last = 0
    for block in fenced(page):
        if block.says == ("console",):
            last = run_console(block, project, last)
        elif block.says == ("sh",) and "make briefs" in block.text:
            assert run_in(project, recipe("briefs")).returncode == 0
        elif block.says == ("python", "check"):
            ran = run_in(project, f"{sys.executable} -c '{block.text}'")
            assert ran.returncode == 0, f"{block}: {ran.stdout}"


def recipe(target: str) -> str:
    """The command that `make TARGET` runs, with the program of this run."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (line,) = re.findall(rf"^{target}:.*\n\t\$\(BIN\)/(.*)$", makefile, re.MULTILINE)
    return str(line)


def run_console(block: Fenced, project: Path, last: int) -> int:
    """Run the commands of a block; each ends with 0 unless the next one shows its exit code."""
    steps = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block.text, re.MULTILINE)
    assert steps, f"{block} shows no command"
    for at, (command, shown) in enumerate(steps):
        if command == "echo $?":
            assert shown == f"{last}\n", f"{block}: {steps[at - 1][0]} ends with {last}"
            continue
        ran = run_in(project, command)
        last = ran.returncode
        tells_code = at + 1 < len(steps) and steps[at + 1][0] == "echo $?"
        assert last == 0 or tells_code, f"{block}: {command} ends with {last}\n{ran.stdout}"
        assert pattern_of(shown).fullmatch(ran.stdout), f"{block}: {command} prints\n{ran.stdout}"
    return last


def run_in(project: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a shell command as the user of a checkout would, with stdout and stderr in one."""
    if command == ". .venv/bin/activate":  # this run's own environment takes its place
        return subprocess.CompletedProcess(command, 0, "", "")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=project,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def pattern_of(shown: str) -> re.Pattern[str]:
    """What is shown as a pattern: a line with `…` alone is any lines, elsewhere `…` is any characters."""
    lines = (
        r"(?:.*\n)*" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + r"\n"
        for line in shown.splitlines()
    )
    return re.compile("".join(lines))


def test_what_is_shown_is_compared() -> None:
    assert pattern_of("a … c\n…\nend\n").fullmatch("a b c\nx\ny\nend\n")
    assert not pattern_of("a … c\n").fullmatch("a b d\n")
    assert not pattern_of("end\n").fullmatch("x\nend\n")


def commands() -> dict[str, set[str]]:
    """Every command of the program, as it is typed, with its options."""
    import typer

    found: dict[str, set[str]] = {}

    def walk(command: Any, name: str) -> None:
        below = getattr(command, "commands", {})
        for word, child in below.items():
            walk(child, f"{name} {word}")
        if not below:
            options = (option for parameter in command.params for option in parameter.opts)
            found[name] = {option for option in options if option.startswith("--")} - {"--help"}

    walk(typer.main.get_command(app), "briefgen")
    return found


def test_every_command_and_option_is_documented_and_no_other() -> None:
    page = ROOT / "docs" / "commands.md"
    documented = {
        name: {row for row in rows if row.startswith("--")}
        for name, rows in option_tables(page, "briefgen ").items()
    }
    assert documented == commands()


def test_commands_in_the_text_exist() -> None:
    known = commands()
    for page in PAGES:
        text = page.read_text("utf-8")
        for typed in [*re.findall(r"`(briefgen [^`\n]+)`", text), *re.findall(r"\$ (briefgen .*)", text)]:
            words = typed.split()
            options = {word for word in words if word.startswith("--")} - {"--help", "--version"}
            name = next((name for name in known if f"{typed} ".startswith(f"{name} ")), None)
            assert name or typed == "briefgen --version", f"{page.name}: {typed}"
            assert not name or options <= known[name], f"{page.name}: {typed}"


@pytest.mark.parametrize("block", blocks("sh"), ids=str)
def test_what_a_machine_is_told_to_run_exists(block: Fenced) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    installed = makefile + (ROOT / ".ci" / "python").read_text("utf-8")
    for line in filter(None, block.text.splitlines()):
        words = line.partition("  #")[0].split()
        if words[0] == "make":
            assert re.search(rf"^{words[-1]}:", makefile, re.MULTILINE), line
        elif words[0] in ("pipx", "uv"):
            assert words[-2:] == ["install", "."], line
        elif words[0] == "briefgen":
            name = next(name for name in commands() if " ".join(words).startswith(name))
            assert {word for word in words if word.startswith("--")} <= commands()[name], line
        else:
            assert "apt-get" in words, line
            for package in words[words.index("-y") + 1 :]:
                assert package in installed, package


# YAML -----------------------------------------------------------------------------------------------


def test_every_brief_and_every_part_of_one_passes_the_check(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path)
    shutil.rmtree(project / "briefs")
    (project / "briefs").mkdir()
    head = "title: An example\nthemes: [libya-engagement, returns]\n"
    whole = {
        ("yaml", "brief"): "{}",
        ("yaml", "keys"): head + "sections: [sources]\n{}",
        ("yaml", "sections"): head + "sections:\n{}",
    }
    names = {}
    for says, form in whole.items():
        for block in blocks(*says):
            name = f"at-{block.line}"
            names[name] = block
            (project / "briefs" / f"{name}.yaml").write_text(form.format(block.text), "utf-8")
    assert len(names) > 5
    outcomes = check_briefs(Project.at(project), sorted(names), as_of=AS_OF)
    failed = [(str(names[o.name]), *map(str, o.problems)) for o in outcomes if o.status is not Status.CHECKED]
    assert not failed


@pytest.mark.parametrize("block", blocks("yaml"), ids=str)
def test_yaml_of_other_files_is_read(block: Fenced, tmp_path: Path) -> None:
    written = tmp_path / "written.yaml"
    written.write_text(block.text, "utf-8")
    match block.says[1:]:
        case ("brief" | "keys" | "sections",):
            pass  # checked all at once
        case ("sidecar", document):
            sidecar = read_sidecar(written, open_document(ROOT / "seeds" / f"{document}.txt"))
            assert not sidecar.warnings
        case ("themes",):
            assert load_codebook(written).themes
        case ("actors",):
            assert load_actors(written)
        case ("settings",):
            settings = written.rename(tmp_path / "briefgen.yaml")
            assert load_settings(Project.at(settings.parent)).publisher
        case ("notify",):
            assert fit(read_yaml(written), WishesModel, at=("notify",)).wishes().mail
        case ("look",):
            (tmp_path / "look").mkdir()
            written.rename(tmp_path / "look" / LOOK)
            assert load_look(tmp_path, "look")[1] == ()
        case ("look-form",):  # it names files that the reader has
            assert fit(read_yaml(written), LookForm)
        case _:
            pytest.fail(f"{block} does not say what it is")


# Tables ---------------------------------------------------------------------------------------------


def tables(page: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Every table with the heading above it: its rows of cells, without the rule under its head."""
    heading = ""
    rows: list[list[str]] = []
    for line in [*prose(page).splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
        elif rows:
            yield heading, [row for row in rows if not re.fullmatch(r"[-: ]+", row[0])]
            rows = []
        if line.startswith("#"):
            heading = line.lstrip("# ").replace("`", "")


def names_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def rows_below(page: str, heading: str, head: str | None = None) -> dict[str, str]:
    """Names in the first column of the table below a heading, to its second column."""
    for above, rows in tables(ROOT / page):
        if above == heading and head in (None, rows[0][0]):
            return {name: row[1] for row in rows[1:] for name in names_in(row[0])}
    raise AssertionError(f"{page} has no such table below {heading!r}")


def option_tables(page: Path, prefix: str) -> dict[str, dict[str, str]]:
    """By heading, the options in the table below; none where there is no table."""
    headings = re.findall(r"^##+ `([^`]+)`$", prose(page), re.MULTILINE)
    found: dict[str, dict[str, str]] = {heading: {} for heading in headings if heading.startswith(prefix)}
    for heading, rows in tables(page):
        if heading in found:
            found[heading] |= {name: row[1] for row in rows for name in names_in(row[0])}
    return found


def keys_of(model: type[BaseModel]) -> dict[str, Any]:
    """The keys of a model as they are written, to the field."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def default_of(field: Any) -> str:
    """A default as the tables say it."""
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True)
    match value:
        case None | BaseModel():
            return "—"
        case bool():
            return f"`{str(value).lower()}`"
        case tuple() | list():
            return f"`[{', '.join(map(str, value))}]`"
        case int() | str() | dict():
            return f"`{value}`"
    return f"`{value.number} {value.unit}s`"  # a length of time


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("Top-level keys", BriefModel),
        ("period", PeriodModel),
        ("schedule", ScheduleModel),
        ("check", CheckModel),
        ("The project's settings", SettingsModel),
        ("Pins and drops", Selector),
        ("Sections", Options),
    ],
)
def test_keys_of_a_brief_are_those_of_the_models_with_their_defaults(
    heading: str, model: type[BaseModel]
) -> None:
    documented = rows_below("docs/spec.md", heading)
    assert documented == {key: default_of(field) for key, field in keys_of(model).items()}


@pytest.mark.parametrize(
    ("heading", "model"),
    [("Settings", NotifyModel), ("The mail server", SmtpModel), ("Webhooks", WebhookModel)],
)
def test_keys_of_announcements_are_those_of_the_models_with_their_defaults(
    heading: str, model: type[BaseModel]
) -> None:
    documented = rows_below("docs/notify.md", heading)
    assert documented == {key: default_of(field) for key, field in keys_of(model).items()}


def test_every_kind_of_section_is_documented_with_its_options_and_no_other() -> None:
    common = keys_of(Options).keys()
    expected = {
        name: {key: default_of(f) for key, f in keys_of(kind.options).items() if key not in common}
        for name, kind in KINDS.items()
    }
    pages = option_tables(ROOT / "docs" / "spec.md", "")
    documented = {name: rows for name, rows in pages.items() if name not in ("period", "schedule", "check")}
    assert documented == expected
    assert set(FigurePin.model_fields) - set(Selector.model_fields) == {"measure"}


@pytest.mark.parametrize(
    ("heading", "head", "model"),
    [
        ("The sidecar", None, Description),
        ("The codebook: themes.yaml", "Key of a theme", ThemeForm),
        ("The codebook: themes.yaml", "Key of a rule", RuleForm),
        ("People: actors.yaml", "Key of an actor", ActorForm),
        ("People: actors.yaml", "Key of a role", RoleForm),
    ],
)
def test_keys_of_the_corpus_are_those_of_the_models(
    heading: str, head: str | None, model: type[BaseModel]
) -> None:
    assert rows_below("docs/corpus.md", heading, head).keys() == keys_of(model).keys()


@pytest.mark.parametrize(
    ("heading", "head", "model"),
    [
        ("What is in a look.yaml", None, LookForm),
        ("Words", None, WordsForm),
        ("Colours", None, ColoursForm),
        ("Fonts", "Key", FontsForm),
        ("Fonts", "Key of a typeface", TypefaceForm),
        ("Fonts", "Key of the files", CutsForm),
        ("Logo", None, LogoForm),
    ],
)
def test_keys_of_a_look_are_those_of_the_models(
    heading: str, head: str | None, model: type[BaseModel]
) -> None:
    assert rows_below("docs/looks.md", heading, head).keys() == keys_of(model).keys()


def test_blocks_that_a_look_may_replace_are_those_of_the_templates() -> None:
    text = prose(ROOT / "docs" / "looks.md").partition("The blocks of the page: ")[2]
    page, source = text.partition("The page of a source has")[::2]
    for name, said in (("brief", page), ("source", source.partition(".")[0])):
        template = (ROOT / "templates" / f"{name}.html.j2").read_text("utf-8")
        assert set(re.findall(r"{% block (\w+)", template)) == set(names_in(said)) - {"<head>"}


def test_lists_of_words_and_facts_from_outside_are_those_of_the_models() -> None:
    text = prose(ROOT / "docs" / "corpus.md")
    outside = text.partition("only where the sidecar states the fact:")[2].partition("\n\n")[0]
    assert set(names_in(outside)) == keys_of(Outside).keys()
    lists = rows_below("docs/corpus.md", "Words of the document")
    models = {"furniture": Debris, "corrections": Corrected, "tags": Decided, "untag": Decided}
    assert {name: set(names_in(cell)) for name, cell in lists.items()} == {
        name: set(keys_of(model)) for name, model in models.items()
    }


# Outputs --------------------------------------------------------------------------------------------


Json = dict[str, Any]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder with the JSON of every brief."""
    project = copy_of_project(tmp_path_factory.mktemp("project"))
    ran = run_in(project, "briefgen build --all --format json --as-of 2026-11-22")
    assert ran.returncode == 0, ran.stdout
    return project / "output"


@pytest.fixture(scope="module")
def briefs(built: Path) -> list[Json]:
    paths = sorted(path for path in built.glob("*/preview/*.json") if path.name != "manifest.json")
    return [json.loads(path.read_text("utf-8")) for path in paths]


def documented_types() -> dict[str, set[str]]:
    """The fields of each type of evidence beside those that every item has."""
    text = (ROOT / "docs" / "outputs.md").read_text("utf-8")
    part = text.partition("### Evidence")[2].partition("### Sources")[0]
    found: dict[str, set[str]] = {}
    name = ""
    for line in part.splitlines():
        if says := re.match(r"An? `(\w+)` has also:", line):
            name = says[1]
        if line.startswith("| `"):
            found.setdefault(name, set()).update(names_in(line.split("|")[1]))
    return found


def test_fields_of_a_manifest_are_those_that_it_has(built: Path) -> None:
    manifest = json.loads((built / "returns" / "preview" / "manifest.json").read_text("utf-8"))
    assert rows_below("docs/outputs.md", "The manifest").keys() == manifest.keys()
    assert all(json.loads(block.text).keys() == manifest.keys() for block in blocks("json"))


def test_fields_of_an_edition_are_those_that_it_has(briefs: list[Json]) -> None:
    documented = documented_types()
    text = prose(ROOT / "docs" / "outputs.md").partition("### Sources")[2].partition("###")[0]
    for brief in briefs:
        assert rows_below("docs/outputs.md", "The JSON of an edition").keys() == brief.keys()
        assert all(source.keys() == set(names_in(text)) for source in brief["sources"])
        for item in brief["evidence"]:
            own = item.keys() - documented[""]
            assert documented[""] <= item.keys()
            assert own == documented[item["type"]] if item["type"] != "passage" else own <= {"kind"}


def test_blocks_and_heads_are_documented(briefs: list[Json]) -> None:
    types = rows_below("docs/outputs.md", "Sections and blocks")
    assert len(types) == len(get_args(Block))
    for block in (block for brief in briefs for section in brief["sections"] for block in section["blocks"]):
        assert block.keys() - {"type"} <= set(names_in(types[block["type"]]))
    masthead = rows_below("docs/outputs.md", "The JSON of an edition")["masthead"]
    above = {"title", "kind", "edition", "as_of"}
    assert set(names_in(masthead)) == {field.name for field in fields(Masthead)} - above


def test_inline_content_is_documented(briefs: list[Json]) -> None:
    text = prose(ROOT / "docs" / "outputs.md")
    told = text.partition("each with a `type`: ")[2].partition("\n\n")[0]
    types = set(names_in(re.sub(r"\([^)]*\)", "", told)))
    assert len(types) == len(get_args(Inline))
    found = set(types_in([section for brief in briefs for section in brief["sections"]]))
    assert found <= types | rows_below("docs/outputs.md", "Sections and blocks").keys()


def types_in(value: Any) -> Iterator[str]:
    """Every `type` in some JSON, however deep."""
    if isinstance(value, dict):
        if isinstance(value.get("type"), str):
            yield value["type"]
        value = list(value.values())
    if isinstance(value, list):
        for below in value:
            yield from types_in(below)


def test_fields_of_extract_are_those_that_it_prints() -> None:
    ran = run_in(ROOT, "briefgen extract seeds/bondarieva-2025-07-22.txt seeds/united24-2025-08.txt")
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert rows_below("docs/outputs.md", "briefgen extract", "Field").keys() == lines[0].keys()
    for kind, told in rows_below("docs/outputs.md", "briefgen extract", "Item").items():
        named = set(names_in(re.sub(r"\([^)]*\)", "", told)))
        assert all(item.keys() == named | {"start", "end", "text"} for line in lines for item in line[kind])


# Design ---------------------------------------------------------------------------------------------


def test_rooms_are_those_of_the_package_and_import_what_is_said() -> None:
    rooms = rows_below("docs/design.md", "Rooms")
    package = {path.stem for path in (ROOT / "briefgen").iterdir() if not path.name.startswith("_")}
    stories = {"announce", "build", "desk", "drafting", "ingest", "one_page", "regenerate", "shelve"}
    assert rooms.keys() | stories >= package
    assert rooms.keys() <= package
    for _, rows in tables(ROOT / "docs" / "design.md"):
        for name, _, imports in rows[1:]:
            (room,) = names_in(name)
            said = set(names_in(imports))
            if room != "cli":
                assert said <= MAY_IMPORT[room] | {"errors"}, room
                assert MAY_IMPORT[room] - said <= {"errors"}, room


def code_of(name: str) -> dict[str, Any]:
    """What the Python block of that name defines."""
    (block,) = blocks("python", name)
    module = types.ModuleType(f"documented_{name}")
    sys.modules[module.__name__] = module  # annotations are looked up there
    exec(compile(block.text, str(block), "exec"), module.__dict__)
    return module.__dict__


def test_the_documented_kind_of_section_works_and_needs_one_line() -> None:
    kind: Kind[Any] = code_of("section")["KIND"]
    kinds = {**KINDS, kind.name: kind}
    yaml = parse_yaml("- quotes\n- newest: {max: 2}\n", "briefs/example.yaml")
    wanted = [
        Wanted("quotes", KINDS["quotes"].options(), Locator(yaml, (0,))),
        Wanted("newest", kind.options(max="2"), Locator(yaml, (1, "newest"))),
    ]
    with open_store("sqlite:///:memory:") as store:
        ingest(Project.at(ROOT), store, workers=1)
        made = assemble(wanted, kinds, Scope(("libya-engagement",), None, AS_OF), store)
    assert not made.problems
    section = next(section for section in made.sections if section.kind == "newest")
    assert section.title == "Newest"  # until the tables say it
    (bullets,) = section.blocks
    assert len(bullets.items) == 2  # type: ignore[union-attr]


def test_the_documented_format_works() -> None:
    made: Format = code_of("format")["OUTLINE"]
    assert made.name not in FORMATS
    checked: CheckedBrief = rich_brief()
    assert made.render(checked, Look.of()).decode().startswith(checked.masthead.title)
    assert set(OUTPUTS) == set(FORMATS)


def test_the_documented_reader_works() -> None:
    read = code_of("reader")["read"]
    text: Read = read(b"1\n00:00:01,000 --> 00:00:02,000\nThe talks go on.\n")
    assert text.text == "The talks go on.\n"
    assert ".srt" not in READERS


# Pages ----------------------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        assert there.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(there), f"{page.name}: {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_no_machine_and_no_place_to_fetch_from(page: Path) -> None:
    text = page.read_text("utf-8")
    assert set(re.findall(r"://([\w.-]+)", text)) <= KNOWN_HOSTS
    assert not re.search(r"(?<![\w.~/])/(?:home|root|tmp|work|usr|Users|opt|srv|mnt)/", text)
    assert not re.search(r"\b(?:curl|wget)\b", text)


def test_every_block_says_what_it_is() -> None:
    strange = [str(block) for block in BLOCKS if not block.says or block.says[0] not in KNOWN_BLOCKS]
    assert not strange
    assert all(block.says[1] in ("section", "format", "reader", "check") for block in blocks("python"))


def test_every_page_of_the_documentation_is_linked_from_the_readme() -> None:
    readme = prose(ROOT / "README.md")
    for page in PAGES[1:]:
        assert f"]({page.relative_to(ROOT).as_posix()})" in readme


def test_the_readme_names_what_holds_for_this_version() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    from briefgen import __version__

    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert all(f"`{suffix}`" in readme for suffix in READERS if suffix != ".text")
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert "Python 3.11 or later" in readme


def test_the_picture_shows_what_the_brief_says(tmp_path: Path) -> None:
    from PIL import Image

    maker = ROOT / "docs" / "images" / "make_pictures.py"
    spec = importlib.util.spec_from_file_location("make_pictures", maker)
    assert spec is not None and spec.loader is not None
    pictures = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pictures)
    copy_of_project(tmp_path)
    command = f"briefgen build {pictures.BRIEF} --format json --as-of {pictures.DAY}"
    assert run_in(tmp_path, command).returncode == 0
    with Image.open(pictures.PICTURE) as picture:
        shown = picture.info.get(pictures.NOTE)
    said = pictures.shown_words(tmp_path / "output" / pictures.BRIEF / "preview")
    assert shown == said, "the first page has changed: run python docs/images/make_pictures.py"
    assert pictures.PICTURE.stat().st_size < 200_000
