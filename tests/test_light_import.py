"""`briefgen --help` and `briefgen list` answer at once: they import nothing heavy."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

HEAVY = {
    "babel",
    "weasyprint",
    "pydantic",
    "pydantic_core",
    "jinja2",
    "sqlite3",
    "markdown_it",
    "sentencex",
    "rich",
}
# Prints the loaded modules after a command, whatever it printed before.
SPY = """
import json, sys
from briefgen.cli import run
run(sys.argv[1:])
print(json.dumps(sorted(name.partition(".")[0] for name in sys.modules)))
"""
TWO_COMMANDS = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
@app.command()
def build(name: str) -> None: "Build."
@app.command()
def check(name: str) -> None: "Check."
app(prog_name="small")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "briefs").mkdir()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "briefs" / "libya.yaml").write_text("title: Libya\nthemes: [libya]\nsections: [quotes]\n")
    return tmp_path


@pytest.mark.parametrize(
    "command", [["--help"], ["--version"], ["build", "--help"], ["list"], ["list", "--json"], ["nonsense"]]
)
def test_a_light_command_imports_nothing_heavy(project: Path, command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SPY, *command], cwd=project, capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert not loaded & HEAVY
    assert "typer" in loaded


def test_the_spy_sees_what_a_heavy_command_imports(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SPY, "corpus", "list"], cwd=project, capture_output=True, text=True, check=True
    )
    assert "pydantic" in json.loads(done.stdout.splitlines()[-1])


def test_help_takes_little_longer_than_that_of_any_small_program() -> None:
    ours = [sys.executable, "-m", "briefgen", "--help"]
    small = [sys.executable, "-c", TWO_COMMANDS, "--help"]
    # Taken in turns, so that whatever else the machine does slows both.
    times = [(_seconds(small), _seconds(ours)) for _ in range(9)]
    ratio = statistics.median(mine / theirs for theirs, mine in times)
    assert ratio <= 1.3


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began
