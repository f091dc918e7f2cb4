"""At a glance: the fullest brief that the page holds, found with few layouts, and told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest
from conftest import AS_OF, ROOT, brief_names

from briefgen.build import Outcome, Status, build_briefs
from briefgen.errors import Level
from briefgen.model.brief import CheckedBrief
from briefgen.paths import Project
from briefgen.render.worker import RenderingProcess

SECTIONS = """\
title: Engagement at a glance
kind: at-a-glance
themes: [libya-engagement]
sections:
  - quotes: {max: 4, per_speaker: 4}
  - figures: {max: 4}
  - text:
      title: Background
      body: The eastern authorities are not recognised, says the article [@europe-times-2025].
  - limits
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in ("seeds", "briefs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return Project.at(tmp_path)


def build(project: Project, name: str, *formats: str) -> Outcome:
    (outcome,) = build_briefs(project, [name], as_of=AS_OF, formats=formats or None)
    return outcome


def facts_on(page_holds: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A page that holds so many facts and no more; what was tried is appended to the list that is returned."""
    tried: list[int] = []

    def count(self: RenderingProcess, brief: CheckedBrief, look: object) -> int:
        tried.append(len(brief.evidence))
        return 1 + len(brief.evidence) // (page_holds + 1)

    monkeypatch.setattr(RenderingProcess, "page_count", count)
    return tried


def warnings(outcome: Outcome) -> list[str]:
    return [str(p) for p in outcome.problems if p.level is Level.WARNING and "one page" in p.message]


@pytest.mark.parametrize("name", brief_names())
def test_each_brief_fits_on_a_page_at_a_glance(name: str, project: Project) -> None:
    spec = project.briefs / f"{name}.yaml"
    spec.write_text(spec.read_text().replace("kind: briefing", "kind: at-a-glance"))
    outcome = build(project, name, "pdf", "json")
    assert outcome.status is Status.PREVIEW and outcome.folder
    with pikepdf.open(outcome.folder / f"{name}.pdf") as pdf:
        assert len(pdf.pages) == 1
    assert f"briefs/{name}.yaml" in warnings(outcome)[0] and "facts are left out" in warnings(outcome)[0]


@pytest.mark.parametrize("holds", [2, 3, 5, 7, 9])
def test_it_prints_as_much_as_there_is_room_for(
    holds: int, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.briefs / "glance.yaml").write_text(SECTIONS)
    tried = facts_on(holds, monkeypatch)
    outcome = build(project, "glance", "markdown", "json")
    assert outcome.status is Status.PREVIEW, outcome.problems
    assert max(count for count in tried if count <= holds) >= min(holds, 8) - 1
    assert len(tried) <= 20


def test_what_fits_is_printed_whole_without_a_word(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.briefs / "glance.yaml").write_text(SECTIONS)
    tried = facts_on(100, monkeypatch)
    assert warnings(build(project, "glance", "markdown")) == []
    assert len(tried) == 1


def test_an_unchanged_brief_is_not_laid_out_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.briefs / "glance.yaml").write_text(SECTIONS.replace("themes:", "output: [json]\nthemes:"))
    tried = facts_on(5, monkeypatch)
    assert build(project, "glance").status is Status.BUILT
    tried.clear()
    assert build(project, "glance").status is Status.UNCHANGED
    assert tried == []


def test_what_cannot_fit_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.briefs / "glance.yaml").write_text(SECTIONS)
    monkeypatch.setattr(RenderingProcess, "page_count", lambda self, brief, look: 2)
    outcome = build(project, "glance", "markdown")
    assert outcome.status is Status.FAILED
    (error,) = [str(p) for p in outcome.problems if p.level is Level.ERROR]
    assert error.startswith("briefs/glance.yaml:2:7: the brief does not fit on one page: too long are quotes")
