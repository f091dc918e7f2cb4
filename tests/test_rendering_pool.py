"""Several rendering processes at work: the same files and problems as one makes, and no more work than needed."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from collections.abc import Mapping
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from briefs_for_tests import paragraph, plain_brief, rich_brief

from briefgen.build import Status, build_briefs
from briefgen.model.brief import CheckedBrief
from briefgen.paths import find_project
from briefgen.render import Look, pool, worker
from briefgen.render.pool import RenderingPool, processes_for
from briefgen.render.worker import Limits, Rendered, RenderingProcess

# WeasyPrint leaves its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")

ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
BRIEF = """title: Wind in {name}
themes: [wind]
sections:
  - quotes
output: [{format}]
"""
THEMES = "wind:\n  title: Wind\n  definition: What is said of wind.\n  rules: [{name: wind, any: [wind]}]\n"


def named(name: str) -> CheckedBrief:
    return CheckedBrief(replace(rich_brief(), name=name))


@pytest.mark.parametrize(
    ("briefs", "cores", "processes"), [(0, 2, 1), (1, 8, 1), (4, 8, 1), (5, 8, 2), (8, 1, 1), (80, 8, 8)]
)
def test_a_process_is_started_where_it_has_enough_to_do(briefs: int, cores: int, processes: int) -> None:
    assert processes_for(briefs, cores) == processes


def test_several_processes_make_the_bytes_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "processes_for", lambda briefs, cores: 2)
    names = ("one", "two", "three")
    with RenderingPool(3) as several:
        asked = [several.render_all(named(name), ["json", "pdf"], Look.of(), {}) for name in names]
        made = [rendered.result() for rendered in asked]
    with RenderingProcess() as alone:
        assert made == [alone.render_all(named(name), ["json", "pdf"], Look.of()) for name in names]


def test_what_ends_one_process_leaves_the_briefs_of_others(tmp_path: Path) -> None:
    (tmp_path / "brief.html.j2").write_text(ENDLESS)
    brief = plain_brief(paragraph("Text."))
    with RenderingPool(3, RenderingProcess(Limits(text_seconds=2))) as several:
        looks = (Look.of(), Look.of(tmp_path), Look.of())
        first, hostile, last = [several.render_all(brief, ["html"], look, {}).result() for look in looks]
    assert first.files == last.files and first.files
    assert not hostile.files and "after 2 seconds" in str(hostile.problems[0])


def test_whoever_is_interrupted_waits_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "brief.html.j2").write_text(ENDLESS)
    brief = plain_brief(paragraph("Text."))
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt), RenderingPool(2) as several:
        under_way = several.render_all(brief, ["html", "pdf"], Look.of(tmp_path), {})
        waiting = several.render_all(brief, ["html"], Look.of(), {})
        threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start()
        under_way.result()
    assert time.monotonic() - started < Limits().text_seconds
    assert waiting.cancelled()
    with pytest.raises(CancelledError):
        under_way.result()
    assert several.first._process is None


def test_a_lent_process_stays_warm() -> None:
    with RenderingProcess() as lent:
        for _ in range(2):
            with RenderingPool(1, lent) as several:
                several.render_all(plain_brief(paragraph("Text.")), ["json"], Look.of(), {}).result()
            assert lent._process is not None and lent._process.is_alive()


def test_garbage_does_not_stop_a_layout() -> None:
    """Six sheets are laid out and printed between two collections, so that none falls in a usual brief."""
    from briefgen.render import pdf

    before = gc.get_threshold()
    gc.set_threshold(worker.MOST_GARBAGE, 1, 1)
    gc.collect()
    try:
        collections = sum(generation["collections"] for generation in gc.get_stats())
        pdf.render(rich_brief(), Look.of())
        assert sum(generation["collections"] for generation in gc.get_stats()) == collections
    finally:
        gc.set_threshold(*before)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("briefs", "seeds"):
        (tmp_path / name).mkdir()
    (tmp_path / "seeds" / "themes.yaml").write_text(THEMES)
    return tmp_path


def test_unchanged_briefs_are_not_rendered_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (project / "briefs" / f"{name}.yaml").write_text(BRIEF.format(name=name, format="json"))
    rendered: list[str] = []

    def counting(self: RenderingProcess, checked: CheckedBrief, *others: object) -> Rendered:
        rendered.append(checked.name)
        return Rendered({f"{checked.name}.json": b"{}"})

    monkeypatch.setattr(RenderingProcess, "render_all", counting)

    def build() -> Mapping[str, Status]:
        made = build_briefs(find_project(project), ["a", "b"], as_of=date(2026, 11, 22))
        return {outcome.name: outcome.status for outcome in made}

    assert build() == {"a": Status.BUILT, "b": Status.BUILT}
    assert rendered == ["a", "b"]
    (project / "briefs" / "b.yaml").write_text(BRIEF.format(name="another", format="json"))
    assert build() == {"a": Status.UNCHANGED, "b": Status.BUILT}
    assert rendered == ["a", "b", "b"]
