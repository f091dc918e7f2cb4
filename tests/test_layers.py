"""Imports go down only; rooms that must stay pure know the model and nothing else."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "briefgen"

# What each room may import beside itself. `extract`, `relate`, `check` and `render` take values and return
# values; documents in (`corpus`, `codebook`, `extract`) and briefs out (`spec`, `sections`) meet in `store`.
BASE = {"errors"}
VALUES = BASE | {"model"}
YAML = VALUES | {"places", "paths", "fields"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "confined": set(),
    "office": set(),
    "paths": BASE,
    "places": BASE,
    "model": BASE | {"paths", "places"},
    "fields": VALUES | {"places"},
    "languages": VALUES,
    "extract": VALUES,
    "relate": VALUES,
    "check": VALUES | {"languages"},
    "render": VALUES | {"languages", "confined"},
    "editions": VALUES | {"relate", "languages"},
    "verify": VALUES | {"check", "extract", "office"},
    "export": VALUES,
    "due": VALUES,
    "notify": VALUES | {"paths", "places", "editions", "languages"},
    "scaffold": BASE | {"places"},
    "doctor": BASE,
    "why": VALUES | {"store", "sections"},
    "search": VALUES | {"store"},
    "schema": YAML | {"sections", "spec", "codebook", "corpus"},
    "store": VALUES,
    "compare": VALUES | {"editions", "sections", "store"},
    "corpus": YAML,
    "acquire": YAML | {"corpus", "extract", "office", "confined"},
    "codebook": YAML,
    "looks": YAML,
    "sections": YAML | {"store", "relate", "languages"},
    "spec": YAML | {"sections", "languages"},
}
FREE = {
    "ingest",
    "build",
    "desk",
    "drafting",
    "regenerate",
    "announce",
    "shelve",
    "one_page",
    "cli",
    "__main__",
}  # the two stories, and who tells them
PURE = {"extract", "relate", "check", "verify", "export", "model", "languages"}
IMPURE_MODULES = {
    "subprocess",
    "socket",
    "tempfile",
    "shutil",
    "sqlite3",
    "time",
    "random",
    "urllib",
    "logging",
}


def imported(source: str) -> Iterator[str]:
    """The modules that some code imports, those inside functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "a relative import"


def rooms(source: str) -> set[str]:
    parts = (module.split(".") for module in imported(source) if module.startswith("briefgen."))
    return {part[1] for part in parts}


def violations(room: str, source: str) -> set[str]:
    """Rooms that `source`, standing in `room`, imports and may not."""
    if room in FREE:
        return rooms(source) & ({"cli", "__main__"} if room not in {"cli", "__main__"} else set())
    foreign = rooms(source) - MAY_IMPORT[room] - {room}
    return foreign | ({"a relative import"} & set(imported(source)))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    assert violations(room_of(path), path.read_text()) - {"__version__"} == set()


@pytest.mark.parametrize(
    ("room", "source", "found"),
    [
        ("check", "from briefgen.store import Store", {"store"}),
        ("check", "import briefgen.extract.analyse", {"extract"}),
        ("render", "from briefgen import sections", {"sections"}),
        ("model", "def late():\n    from briefgen.spec.load import load_spec", {"spec"}),
        ("sections", "from briefgen.spec.models import Spec", {"spec"}),
        ("spec", "from briefgen.codebook.themes import load_codebook", {"codebook"}),
        ("extract", "from ..store import Store", {"a relative import"}),
        ("build", "from briefgen.cli import main", {"cli"}),
        ("check", "from briefgen.model.text import Span", set()),
        ("spec", "from briefgen.sections import KINDS", set()),
    ],
)
def test_an_import_that_goes_up_is_seen(room: str, source: str, found: set[str]) -> None:
    assert violations(room, source) == found


def test_every_room_has_its_rule() -> None:
    assert {room_of(path) for path in FILES} <= MAY_IMPORT.keys() | FREE


def test_only_a_pdf_costs_weasyprint() -> None:
    users = {path for path in FILES if "weasyprint" in set(imported(path.read_text()))}
    assert {room_of(path) for path in users} == {"render"}
    story = "import sys, briefgen.cli.app, briefgen.build, briefgen.render; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", story], capture_output=True, text=True, check=True)
    assert set(ran.stdout.split()) & {"weasyprint", "pytest", "hypothesis"} == set()


@pytest.mark.parametrize(
    "path", [path for path in FILES if room_of(path) in PURE], ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_the_core_touches_no_file_clock_or_network(path: Path) -> None:
    source = path.read_text()
    assert {module.partition(".")[0] for module in imported(source)} & IMPURE_MODULES == set()
    called = {name for node in ast.walk(ast.parse(source)) if (name := _called(node))}
    assert called & {"open", "print", "input", "exec", "eval"} == set()
    attributes = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    assert attributes & {"today", "now", "read_text", "write_text", "read_bytes", "environ"} == set()


def _called(node: ast.AST) -> str | None:
    is_plain = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return node.func.id if is_plain else None
