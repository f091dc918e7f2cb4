"""The page that tells the story: what the gate refuses is left out and told, and never printed."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from briefgen.build import Status, build_briefs
from briefgen.errors import Level
from briefgen.ingest import ingest
from briefgen.paths import Project
from briefgen.store import open_store
from tests.conftest import ROOT

AS_OF = date(2026, 11, 22)
TIMES = "europe-times-2025"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project whose rules read one figure of one document wrongly: 280 % as 290."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "briefs").mkdir()
    made = Project.at(tmp_path)
    with open_store(made.store_url) as store:
        ingest(made, store, workers=1)
        key, analysis = store.keys()[TIMES], store.analysis(TIMES)
        figures = [
            replace(figure, value=Decimal(290)) if figure.value == 280 else figure
            for figure in analysis.figures
        ]
        assert figures != list(analysis.figures)
        store.put(replace(analysis, figures=tuple(figures)), store.tags(TIMES), key=key)
    return made


def build(project: Project, sections: str) -> tuple[Status, list[str], dict[str, object]]:
    brief = f"title: Libya\nthemes: [libya-engagement]\nsections: {sections}\noutput: [json]\n"
    (project.briefs / "libya.yaml").write_text(brief)
    (outcome,) = build_briefs(project, ["libya"], as_of=AS_OF)
    errors = [str(problem) for problem in outcome.problems if problem.level is Level.ERROR]
    left_out = [str(problem) for problem in outcome.problems if "left out" in problem.message]
    folder = outcome.folder
    content = json.loads((folder / "libya.json").read_text()) if folder else {}
    return outcome.status, errors + left_out, content


def test_an_extracted_item_that_the_gate_refuses_is_left_out_and_told(project: Project) -> None:
    status, told, content = build(project, "[figures: {max: 8}]")
    assert status is Status.BUILT
    (line,) = told
    assert line.startswith(f"warning: left out: {TIMES}, figure-{TIMES}-") and "290" in line
    figures = content["evidence"]
    assert isinstance(figures, list) and len(figures) == 8
    assert not [item for item in figures if item["value"] in (280, 290)]


def test_what_an_editor_pinned_is_not_left_out_in_silence(project: Project) -> None:
    pin = f"{{document: {TIMES}, exact: approximately 280%}}"
    status, told, _ = build(project, f"[figures: {{max: 8, pin: [{pin}]}}]")
    assert status is Status.FAILED
    (line,) = told
    assert "290" in line and "left out" not in line


def test_a_revision_bears_its_own_name(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "briefs").mkdir()
    made = Project.at(tmp_path)
    for sections, name in (
        ("[quotes]", "2026-11-22"),
        ("[figures]", "2026-11-22.1"),
        ("[actors]", "2026-11-22.2"),
    ):
        status, _, content = build(made, sections)
        assert (status, content["edition"]) == (Status.BUILT, name)
        assert (made.output / "libya" / "latest").resolve().name == name
    assert build(made, "[actors]")[0] is Status.UNCHANGED
