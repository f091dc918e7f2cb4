"""What is installed works: the wheel holds the templates, and its console script builds a brief."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from briefgen import __version__
from briefgen.render.look import packaged_templates

ROOT = Path(__file__).resolve().parent.parent


def files(*folders: str) -> list[Path]:
    """Every file below some folders of the project, as paths inside it."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return sorted(path.relative_to(ROOT) for path in found if "__pycache__" not in path.parts)


def run(*command: str | Path, cwd: Path) -> str:
    bare = {"PATH": os.environ["PATH"], "HOME": str(cwd), "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(command, cwd=cwd, env=bare, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr + ran.stdout
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, by the build tool that a developer installs."""
    folder = tmp_path_factory.mktemp("wheel")
    for path in files("briefgen", "templates"):
        (folder / "source" / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, folder / "source" / path)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy2(ROOT / name, folder / "source" / name)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    run(*build, cwd=folder / "source")
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_holds_all_of_the_package_and_its_templates(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    parts = [path.parts for path in files("briefgen", "templates")]
    expected = {"/".join(part if part[0] == "briefgen" else ("briefgen", *part)) for part in parts}
    assert expected - names == set()
    stray = {name for name in names - expected if ".dist-info/" not in name}
    assert stray == set()
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_asks_for_what_it_imports(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = archive.read(name).decode()
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert {line for line in wanted if f"Requires-Dist: {line}" not in metadata} == set()
    assert f"\nVersion: {__version__}\n" in metadata


def test_the_console_script_of_a_wheel_builds_a_brief(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "venv"
    venv.create(place, with_pip=False, symlinks=True)
    python = place / "bin" / "python"
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=tmp_path,
    )
    # The libraries are those of this run, so that nothing is fetched; the package itself is the wheel's.
    site = Path(
        run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip()
    )
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = run(python, "-c", "import briefgen; print(briefgen.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(place)
    briefgen = place / "bin" / "briefgen"
    assert __version__ in run(briefgen, "--version", cwd=tmp_path)
    assert "briefgen build" in run(briefgen, "build", "--help", cwd=tmp_path)

    project = tmp_path / "project"
    (project / "seeds").mkdir(parents=True)
    (project / "briefs").mkdir()
    for path in (ROOT / "seeds").iterdir():
        (project / "seeds" / path.name).write_bytes(path.read_bytes())
    (project / "briefs" / "libya.yaml").write_text(
        "title: Libya\nthemes: [libya-engagement]\nsections: [quotes, sources]\noutput: [markdown, html]\n"
    )
    run(briefgen, "build", "libya", "--as-of", "2026-11-22", cwd=project)
    latest = project / "output" / "libya" / "latest"
    names = {path.name for path in latest.iterdir()}
    assert {name for name in names if not name.startswith("source-")} == {
        "libya.md",
        "libya.html",
        "manifest.json",
    }
    assert "source-bondarieva-2025-07-22.html" in names
    assert "Magnus Brunner" in (latest / "libya.md").read_text()

    run(briefgen, "init", "desk", cwd=tmp_path)
    run(briefgen, "build", "--format", "html", "--as-of", "2026-11-22", cwd=tmp_path / "desk")
    assert (tmp_path / "desk" / "output" / "shore-power" / "preview" / "shore-power.html").is_file()


def test_a_checkout_uses_the_templates_that_stand_in_it() -> None:
    folder = packaged_templates()
    assert (folder / "brief.md.j2").is_file()
    assert (folder / "brief.html.j2").is_file()
