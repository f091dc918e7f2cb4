"""Finished editions before the validators of the field: no error, no warning, no violation, in any kind of brief."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import AS_OF, PROJECT, ROOT, brief_names
from playwright.sync_api import Browser
from validating import axe, html_validate, markdownlint, nu

from briefgen.build import build_briefs
from briefgen.paths import Project

OTHER_KINDS = ("at-a-glance", "dossier")
WINDOWS = [(1280, "light"), (1280, "dark"), (375, "light"), (375, "dark")]


@pytest.fixture(scope="module")
def editions(published: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folder of each brief as it is published, then of each in the other two kinds."""
    folders = [published / "output" / name / "latest" for name in brief_names()]
    root = tmp_path_factory.mktemp("kinds")
    for kind in OTHER_KINDS:
        project = root / kind
        for name in (name for name in PROJECT if (ROOT / name).is_dir()):
            shutil.copytree(ROOT / name, project / name)
        for spec in (project / "briefs").glob("*.yaml"):
            spec.write_text(spec.read_text().replace("kind: briefing", f"kind: {kind}"))
        outcomes = build_briefs(Project.at(project), brief_names(), as_of=AS_OF, formats=("html", "markdown"))
        folders += [folder for outcome in outcomes if (folder := outcome.folder)]
    assert len(folders) == len(brief_names()) * (1 + len(OTHER_KINDS))
    return folders


@pytest.fixture(scope="module")
def pages(editions: list[Path]) -> list[Path]:
    return [page for folder in editions for page in sorted(folder.glob("*.html"))]


def test_the_nu_checker_finds_nothing(pages: list[Path]) -> None:
    assert nu(pages) == []


def test_html_validate_finds_nothing(pages: list[Path], tmp_path: Path) -> None:
    assert html_validate(pages, tmp_path) == []


def test_markdownlint_finds_nothing(editions: list[Path], tmp_path: Path) -> None:
    assert markdownlint([text for folder in editions for text in folder.glob("*.md")], tmp_path) == []


@pytest.mark.parametrize(("width", "scheme"), WINDOWS)
def test_axe_finds_nothing(width: int, scheme: str, pages: list[Path], browser: Browser) -> None:
    """Every brief in every window; its other kinds and the pages of sources in one each: axe takes a second."""
    briefs = [page for page in pages if not page.name.startswith("source-")]
    seen = briefs[: len(brief_names())]
    if (width, scheme) == (1280, "light"):
        seen = briefs
    elif (width, scheme) == (375, "dark"):
        seen = [*seen, *{page.name: page for page in pages if page.name.startswith("source-")}.values()]
    assert [fault for page in seen for fault in axe(browser, page, width, scheme)] == []


# Each validator seen to find something ------------------------------------------------------------------


BROKEN = """<!DOCTYPE html>
<html lang="en"><head><title>Broken</title></head>
<body><main><h1>Broken</h1><h3>Twice</h3><img src="data:,"><b></main>
<p style="color: #ddd; background: #fff">Grey on white.</p></body></html>
"""


def test_a_broken_page_is_found(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "broken.html"
    page.write_text(BROKEN, encoding="utf-8")
    assert any("img" in line for line in nu([page]))
    assert html_validate([page], tmp_path)
    found = " ".join(axe(browser, page, 1280, "light"))
    assert {"image-alt", "color-contrast", "heading-order"} <= set(found.replace(":", "").split())


def test_untidy_markdown_is_found(tmp_path: Path) -> None:
    untidy = tmp_path / "untidy.md"
    untidy.write_text("# One\n### Three\n* a\n\n\n\n- b\n")
    assert any("MD001" in line for line in markdownlint([untidy], tmp_path))
