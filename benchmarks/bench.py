"""How fast briefgen is: printing, building, extracting, and answering --help. `make bench` prints the tables.

Every time of a build is the median of several runs in this one process, and comparisons run in turns, so
that a busy machine slows both sides alike. These times are wall clock: what a user waits for.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMATS = ("markdown", "html", "pdf", "json")
PARTS = ("rendering", "builds", "extraction")
AS_OF = "2026-11-22"
TWO_COMMANDS = """
import typer
app = typer.Typer(rich_markup_mode=None)
@app.command()
def build(name: str, every: bool = False) -> None:
    "Build a brief."
@app.command()
def check(name: str) -> None:
    "Check a brief."
app()
"""


def main() -> None:
    # Imported here: each rendering process reads this file again, and must not pay for what it does not use.
    from extraction import print_hostile, print_speed
    from rendering import print_rendering

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("parts", nargs="*", help=f"some of {', '.join(PARTS)} (default: all)")
    parser.add_argument("--runs", type=int, default=5, help="runs behind each figure (default 5)")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    parts, runs = asked.parts or PARTS, asked.runs
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {runs} runs\n")
    with tempfile.TemporaryDirectory() as folder:
        if "rendering" in parts:
            print_rendering(copy_project(Path(folder) / "rendering"), Path(folder), runs)
        if "builds" in parts:
            print_builds(Path(folder), runs)
            print_help(Path(folder), runs)
    if "extraction" in parts:
        print_speed(runs)
        print_hostile()


def print_builds(folder: Path, runs: int) -> None:
    """Cold: nothing remembered; warm: the corpus is analysed, the edition is not made yet."""
    project = copy_project(folder / "project")
    print(f"{'brief':<28}{'format':<10}{'cold s':>8}{'warm s':>8}{'warm/cold':>11}")
    for brief in sorted(path.stem for path in (project / "briefs").glob("[!_.]*.yaml")):
        for name in FORMATS:
            command = ["-m", "briefgen", "build", brief, "--format", name, "--as-of", AS_OF]
            cold, warm = in_turns(
                runs,
                lambda command=command: (forget(project), timed(project, command))[1],
                lambda command=command: timed(project, command),
            )
            print(f"{brief:<28}{name:<10}{cold:>8.2f}{warm:>8.2f}{warm / cold:>11.2f}")
        made = ["-m", "briefgen", "build", brief, "--as-of", AS_OF]
        forget(project)
        first = timed(project, made)
        again = statistics.median(timed(project, made) for _ in range(runs))
        print(f"{brief:<28}{'edition':<10}{first:>8.2f}{again:>8.2f}{again / first:>11.2f}  (then unchanged)")
    print()


def print_help(folder: Path, runs: int) -> None:
    own, bare = in_turns(
        runs * 2,
        lambda: timed(folder, ["-m", "briefgen", "--help"]),
        lambda: timed(folder, ["-c", TWO_COMMANDS, "--help"]),
    )
    print(
        f"--help {own * 1000:.0f} ms, a two-command Typer app {bare * 1000:.0f} ms: {own / bare:.2f} times\n"
    )


def in_turns(runs: int, *measures: Callable[[], float]) -> list[float]:
    """The median of each, measured by turns."""
    times: list[list[float]] = [[] for _ in measures]
    for _ in range(runs):
        for measured, measure in zip(times, measures, strict=True):
            measured.append(measure())
    return [statistics.median(measured) for measured in times]


def clock(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def timed(folder: Path, arguments: list[str]) -> float:
    """Seconds of a Python command; the benchmark ends where one fails."""

    def run() -> None:
        ran = subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, check=False)
        if ran.returncode:
            sys.exit(f"{' '.join(arguments)} failed:\n{ran.stderr.decode()}")

    return clock(run)


def copy_project(folder: Path) -> Path:
    folder.mkdir()
    for name in ("briefs", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def forget(project: Path) -> None:
    for name in (".briefgen", "output"):
        shutil.rmtree(project / name, ignore_errors=True)


if __name__ == "__main__":
    main()
