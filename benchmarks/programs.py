"""Other ways to a printed brief, one cold run of each on one brief: what `rendering.py` compares with."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
_CLOCK_TICK = os.sysconf("SC_CLK_TCK")  # of /proc/PID/stat


@dataclass(frozen=True, slots=True)
class Brief:
    """One brief as each program takes it: what briefgen lays out, and what it has published."""

    page: Path  # the HTML that goes to WeasyPrint
    style: Path  # its print style sheet, with the fonts beside it
    html: Path
    markdown: Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, of all processes together and on the clock; and the file that was made, if it is a PDF."""

    cpu: float
    wall: float
    pdf: Path | None = None


class MissingError(Exception):
    """A program is not there; says how to get it."""


def weasyprint(brief: Brief, folder: Path) -> Cost:
    """The plain command, a process a brief, with the same page, style sheet and fonts."""
    pdf = folder / "weasyprint.pdf"
    command = [sys.executable, "-m", "weasyprint", brief.page, pdf, "-s", brief.style]
    return _run([*command, "--pdf-variant", "pdf/a-3a"], pdf)


def pandoc_html(brief: Brief, folder: Path) -> Cost:
    """The Markdown as a page; not laid out on sheets."""
    target = folder / "pandoc.html"
    return _run([_pandoc(), "--standalone", "--from=markdown", brief.markdown, "-o", target], None)


def typst(brief: Brief, folder: Path) -> Cost:
    """The Markdown, made into Typst by pandoc and printed by its compiler; both are counted."""
    try:
        import typst  # noqa: F401 - only whether it is there
    except ImportError:
        raise MissingError("pip install typst") from None
    source, pdf = folder / "brief.typ", folder / "typst.pdf"
    made = _run([_pandoc(), "--standalone", "--from=markdown", brief.markdown, "-o", source], None)
    printed = _run([sys.executable, "-c", TYPST, source, pdf], pdf)
    return Cost(made.cpu + printed.cpu, made.wall + printed.wall, pdf)


def chromium(brief: Brief, folder: Path) -> Cost:
    """The published page, printed by a browser that is started for it."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        raise MissingError("apt-get install chromium")
    from playwright.sync_api import sync_playwright

    pdf = folder / "chromium.pdf"
    with sync_playwright() as playwright:
        before = set(_descendants(os.getpid()))  # what drives the browser is not counted
        start = time.perf_counter()
        browser = playwright.chromium.launch(executable_path=path)
        page = browser.new_page()
        page.goto(brief.html.as_uri())
        page.pdf(path=pdf, format="A4", tagged=True, outline=True)
        wall = time.perf_counter() - start
        cpu = sum(_cpu_of(process) for process in set(_descendants(os.getpid())) - before)
        browser.close()
    return Cost(cpu, wall, pdf)


def children_cpu() -> float:
    """Seconds of CPU time of all children that have ended, in user and system mode."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def costs(action: Callable[[], object]) -> Cost:
    """What the children cost that an action starts and ends."""
    cpu, start = children_cpu(), time.perf_counter()
    action()
    return Cost(children_cpu() - cpu, time.perf_counter() - start)


def _run(command: list[str | Path], pdf: Path | None) -> Cost:
    cost = costs(lambda: subprocess.run(command, capture_output=True, check=True))
    return Cost(cost.cpu, cost.wall, pdf)


def _pandoc() -> str:
    try:
        import pypandoc
    except ImportError:
        raise MissingError("pip install pypandoc_binary") from None
    return str(pypandoc.get_pandoc_path())


def _descendants(process: int) -> list[int]:
    """The processes that a process has started, and theirs; from Linux's /proc."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has just ended
            parents.setdefault(int(_stat(int(folder.name))[1]), []).append(int(folder.name))
    found, new = [], [process]
    while new:
        new = [child for parent in new for child in parents.get(parent, ())]
        found += new
    return found


def _cpu_of(process: int) -> float:
    """Its seconds of CPU time and those of its children that have ended."""
    with suppress(OSError):
        return sum(map(int, _stat(process)[11:15])) / _CLOCK_TICK
    return 0.0


def _stat(process: int) -> list[str]:
    """The fields of /proc/PID/stat from the third (state) on: the second may hold spaces."""
    return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
