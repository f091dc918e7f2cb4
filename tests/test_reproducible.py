"""Same input, same bytes: whatever the machine's language, clock zone, hash seed and folder are."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
AS_OF = "2026-11-22"

MACHINES = {
    "one": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    "a second, elsewhere": {"PYTHONHASHSEED": "4242", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8"},
}


def build(folder: Path, machine: dict[str, str]) -> dict[str, str]:
    """Everything below output/ after a build in a copy of the project: name to sha256, or a link's target."""
    folder.mkdir()
    for name in ("briefs", "seeds", "briefgen.yaml"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
        elif (ROOT / name).exists():
            shutil.copy2(ROOT / name, folder / name)
    bare = {"PATH": os.environ["PATH"], "HOME": str(folder), **machine}
    ran = subprocess.run(
        [sys.executable, "-m", "briefgen", "build", "--all", "--as-of", AS_OF],
        cwd=folder,
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return {str(path.relative_to(folder / "output")): _state(path) for path in _files(folder / "output")}


def _files(output: Path) -> list[Path]:
    return sorted(path for path in output.rglob("*") if path.is_symlink() or path.is_file())


def _state(path: Path) -> str:
    if path.is_symlink():
        return f"-> {path.readlink()}"
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    folder = tmp_path_factory.mktemp("machines")
    return [build(folder / name, machine) for name, machine in MACHINES.items()]


def test_two_machines_make_the_same_editions(editions: list[dict[str, str]]) -> None:
    first, second = editions
    assert first.keys() == second.keys()
    assert {name for name in first if first[name] != second[name]} == set()


def test_every_brief_has_every_format(editions: list[dict[str, str]]) -> None:
    names = [path.stem for path in (ROOT / "briefs").glob("*.yaml") if path.stem[0] not in "_."]
    assert names
    for name in names:
        suffixes = {key.rpartition(".")[2] for key in editions[0] if key.startswith(f"{name}/2026-")}
        assert {"md", "html", "pdf", "json"} <= suffixes
        assert editions[0][f"{name}/latest"].startswith("-> 2026-")
