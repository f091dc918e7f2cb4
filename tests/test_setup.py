"""The two commands of a newcomer: what they install is pinned, and what is missing is said."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PINS = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]


def normal(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_pins_are_exact_and_name_no_place() -> None:
    assert [line for line in PINS if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line)] == []


@pytest.mark.parametrize("wanted", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"])
def test_everything_asked_for_is_pinned(wanted: str) -> None:
    name = re.match(r"[A-Za-z0-9._-]+", wanted)
    assert name is not None
    assert normal(name[0]) in {normal(line.partition("==")[0]) for line in PINS}


def fake(folder: Path, **programs: str) -> dict[str, str]:
    """An environment in which some programs are replaced by lines of shell."""
    folder.mkdir()
    for name, script in programs.items():
        path = folder / name.replace("_", "-")
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


def packages(*names: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / ".ci" / "packages", *names], env=env, capture_output=True, text=True, check=False
    )


NONE = "exit 1"
ONE = 'for name in "$@"; do test "$name" != libpango-1.0-0 || echo installed; done; exit 1'


def test_who_may_not_install_is_told_what_is_missing(tmp_path: Path) -> None:
    env = fake(tmp_path / "bin", dpkg_query=ONE, id="echo 1000", sudo="exit 1", apt_get="touch ran")
    ran = packages("libpango-1.0-0", "libharfbuzz-subset0", "poppler-utils", env=env)
    assert ran.returncode == 1
    assert "Install them with: sudo apt-get install -y libharfbuzz-subset0 poppler-utils" in ran.stderr


def test_root_installs_only_what_is_missing(tmp_path: Path) -> None:
    env = fake(tmp_path / "bin", dpkg_query=ONE, id="echo 0", apt_get=f'echo "$@" >> {tmp_path}/asked')
    assert packages("libpango-1.0-0", "poppler-utils", env=env).returncode == 0
    assert (tmp_path / "asked").read_text() == "install -y --no-install-recommends poppler-utils\n"
    assert packages("libpango-1.0-0", env=env).returncode == 0
    assert len((tmp_path / "asked").read_text().splitlines()) == 1


def test_a_list_of_packages_that_is_too_old_is_renewed(tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    apt = f'echo "$1" >> {asked}; grep -q update {asked}'
    env = fake(tmp_path / "bin", dpkg_query=NONE, id="echo 0", apt_get=apt)
    assert packages("poppler-utils", env=env).returncode == 0
    assert asked.read_text().split() == ["install", "update", "install"]


def test_an_installation_that_fails_stops_everything(tmp_path: Path) -> None:
    env = fake(tmp_path / "bin", dpkg_query=NONE, id="echo 0", apt_get="exit 100")
    assert packages("poppler-utils", env=env).returncode != 0


def test_a_python_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    here = Path(sys.executable)
    env = fake(tmp_path / "bin", python3="exit 1", **{"python3.14": f'exec {here} "$@"'})
    found = subprocess.run([ROOT / ".ci" / "python"], env=env, capture_output=True, text=True, check=False)
    assert found.stdout.strip() == str(tmp_path / "bin" / "python3.14")


def test_without_a_python_it_says_so(tmp_path: Path) -> None:
    names = ("python3", "python3.11", "python3.12", "python3.13", "python3.14")
    env = fake(tmp_path / "bin", **dict.fromkeys(names, "exit 1"))
    found = subprocess.run([ROOT / ".ci" / "python"], env=env, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (1, "")
    assert "briefgen needs Python 3.11 or later" in found.stderr
