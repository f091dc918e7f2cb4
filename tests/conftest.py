"""What all tests share: the five documents of the first corpus as they stand in `seeds/`."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from briefgen.model.text import Document, Source

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
PROJECT = ("briefs", "seeds", "briefgen.yaml")  # what belongs to the user; templates come with the program
AS_OF = date(2026, 11, 22)

# The same cases on every run and machine: a failure is the change's, not the day's.
settings.register_profile(
    "briefgen", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("briefgen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


def read_seed(name: str) -> Document:
    """A document of the corpus by its id, without its sidecar."""
    content = (SEEDS / f"{name}.txt").read_bytes()
    return Document(Source(name, hashlib.sha256(content).hexdigest()), content.decode())


@pytest.fixture(scope="session")
def corpus() -> dict[str, Document]:
    return {path.stem: read_seed(path.stem) for path in sorted(SEEDS.glob("*.txt"))}


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which every brief has been built: editions of AS_OF stand in `output/`."""
    from briefgen.build import build_briefs
    from briefgen.paths import Project

    root = tmp_path_factory.mktemp("published")
    for name in PROJECT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name)
        elif (ROOT / name).exists():
            shutil.copy2(ROOT / name, root / name)
    for outcome in build_briefs(Project.at(root), brief_names(), as_of=AS_OF):
        assert outcome.status == "built", "\n".join(str(problem) for problem in outcome.problems)
    return root


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a process: Playwright allows no second one."""
    from page_reader import open_browser

    with open_browser() as opened:
        yield opened


def brief_names() -> list[str]:
    """The project's own briefs: a file that begins with `_` or `.` is none."""
    return sorted(path.stem for path in (ROOT / "briefs").glob("*.yaml") if path.stem[0] not in "_.")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
