"""What a printed brief costs: briefgen beside the plain `weasyprint` command and other programs.

python benchmarks/bench.py rendering     # this table alone; `make bench` prints all

CPU time is what all processes of a row take together, in user and system mode, per brief. Every row runs on
the same briefs in turns, and the least of the runs counts: whatever else the machine does only adds to it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from programs import Brief, Cost, MissingError, chromium, costs, pandoc_html, typst, weasyprint

from briefgen.build import build_briefs
from briefgen.model.brief import CheckedBrief
from briefgen.model.text import Document
from briefgen.paths import find_project
from briefgen.render import pdf
from briefgen.render.look import Look
from briefgen.render.pool import RenderingPool
from briefgen.render.sheets import SHIPPED
from briefgen.render.worker import Rendered, RenderingProcess

AS_OF = date(2026, 11, 22)
MANY = 8  # briefs of a batch
PROFILES = {"PDF/UA-1": "ua1", "PDF/A-3a": "3a"}
Checked = tuple[CheckedBrief, Look]


class Listening(RenderingProcess):
    """Renders, and keeps what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Checked] = []

    def render_all(
        self, checked: CheckedBrief, names: Iterable[str], look: Look, documents: Mapping[str, Document]
    ) -> Rendered:
        self.heard.append((checked, look))
        return super().render_all(checked, names, look, documents)


@dataclass(frozen=True, slots=True)
class Row:
    """One way to print briefs: what it takes for `briefs` of them."""

    name: str
    measure: Callable[[], Cost]
    briefs: int


def print_rendering(project: Path, folder: Path, runs: int) -> None:
    """The table, for the briefs of a project that may be built in."""
    checked, briefs = _prepared(project, folder)
    rows = [
        Row("weasyprint command", lambda: _each(weasyprint, briefs, folder), len(briefs)),
        Row(f"briefgen, {len(checked)} briefs", lambda: _batch(checked, folder), len(checked)),
        Row(f"briefgen, {MANY} briefs", lambda: _batch(_many(checked), folder), MANY),
        Row("pandoc, to HTML", lambda: _each(pandoc_html, briefs, folder), len(briefs)),
        Row("pandoc and Typst", lambda: _each(typst, briefs, folder), len(briefs)),
        Row("Chromium", lambda: _each(chromium, briefs, folder), len(briefs)),
    ]
    print(f"{'a brief printed by':<22}{'CPU s':>8}{'wall s':>8}{'ratio':>8}", *(f"{p:>10}" for p in PROFILES))
    best: dict[str, Cost] = {}
    missing: dict[str, str] = {}
    for _ in range(runs):
        for row in rows:
            try:
                cost = row.measure()
            except MissingError as error:
                missing[row.name] = str(error)
                continue
            known = best.get(row.name, cost)
            best[row.name] = Cost(min(known.cpu, cost.cpu), min(known.wall, cost.wall), cost.pdf)
    plain = best[rows[0].name].cpu / rows[0].briefs
    for row in rows:
        if row.name in missing:
            print(f"{row.name:<22}  not there: {missing[row.name]}")
            continue
        cost = best[row.name]
        cpu, wall = cost.cpu / row.briefs, cost.wall / row.briefs
        kept = (f"{_keeps(cost.pdf, profile):>10}" for profile in PROFILES.values())
        print(f"{row.name:<22}{cpu:>8.2f}{wall:>8.2f}{cpu / plain:>8.2f}", *kept)
    print("briefgen: its rendering processes from start to end, with every layout that a brief needs.\n")


def _prepared(project: Path, folder: Path) -> tuple[list[Checked], list[Brief]]:
    """Each brief behind the gate, and as the other programs take it."""
    names = sorted(path.stem for path in (project / "briefs").glob("[!_.]*.yaml"))
    with Listening() as renderer:
        outcomes = build_briefs(find_project(project), names, as_of=AS_OF, renderer=renderer)
    briefs = []
    for (checked, look), outcome in zip(renderer.heard, outcomes, strict=True):
        published = outcome.folder
        if published is None:
            sys.exit(f"{outcome.name} was not built")
        setting = pdf.setting(checked, look)
        for name, content in setting.shipped.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        page, style = folder / f"{checked.name}.html", folder / f"{checked.name}.css"
        page.write_text(setting.page)
        style.write_text(setting.style.replace(SHIPPED, ""))
        html, markdown = (published / f"{checked.name}.{suffix}" for suffix in ("html", "md"))
        briefs.append(Brief(page, style, html, markdown))
    return renderer.heard, briefs


def _many(checked: Sequence[Checked]) -> list[Checked]:
    """As many briefs as a batch has, each under a name of its own."""
    chosen = (checked[number % len(checked)] for number in range(MANY))
    return [
        (CheckedBrief(replace(brief, name=f"{brief.name}-{number}")), look)
        for number, (brief, look) in enumerate(chosen)
    ]


def _batch(checked: Sequence[Checked], folder: Path) -> Cost:
    """All of them by the processes of one run, that start and end with it."""

    def render() -> None:
        with RenderingPool(len(checked)) as pool:
            asked = [pool.render_all(brief, ["pdf"], look, {}) for brief, look in checked]
            for (brief, _), rendered in zip(checked, asked, strict=True):
                target.write_bytes(rendered.result().files[f"{brief.name}.pdf"])

    target = folder / "briefgen.pdf"
    return replace(costs(render), pdf=target)


def _each(program: Callable[[Brief, Path], Cost], briefs: Sequence[Brief], folder: Path) -> Cost:
    """One after the other, each from its start."""
    made = [program(brief, folder) for brief in briefs]
    return Cost(sum(cost.cpu for cost in made), sum(cost.wall for cost in made), made[-1].pdf)


def _keeps(path: Path | None, profile: str) -> str:
    """Whether a PDF keeps the rules of a standard."""
    if path is None:
        return "-"
    import page as page_validation

    return "yes" if page_validation.validate_pdf(str(path), profile=profile).is_compliant else "no"
