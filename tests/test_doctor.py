"""`doctor`: what is missing is found, named, and got by a command of this system."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.cli import run
from briefgen.cli.doctor import _trial, _writable
from briefgen.doctor import Finding, State, System, find_fonts, find_libraries, find_sqlite, find_time_zones
from briefgen.doctor.libraries import LIBRARIES, Library
from briefgen.doctor.packages import Requirement, install
from briefgen.doctor.system import WINDOWS, linux
from briefgen.render.look import packaged_templates
from tests.conftest import ROOT


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert run(["init", str(tmp_path / "desk")]) == 0
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


def test_here_all_is_there(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    before = sorted(desk.rglob("*"))
    assert run(["doctor", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    states = {one["name"]: one["state"] for one in told["findings"]}
    assert {name for name, state in states.items() if state not in ("ok", "absent")} == set()
    assert {"Python", "Pango", "HarfBuzz subset", "SQLite", "A PDF, made twice", "Project"} <= states.keys()
    assert {path for path in set(desk.rglob("*")) - set(before) if ".briefgen" not in path.parts} == set()


def test_a_faulty_project_is_told_with_the_command_that_says_more(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brief = desk / "briefs" / "shore-power.yaml"
    brief.write_text(brief.read_text("utf-8").replace("themes:", "thems:"), "utf-8")
    capsys.readouterr()
    assert run(["doctor"]) == 1
    *_, project, remedy, verdict = capsys.readouterr().out.splitlines()
    assert project.startswith("faulty  Project ") and "1 brief, 1 error, 0 warnings" in project
    assert remedy.strip() == "> briefgen check"
    assert verdict == "1 thing to put right"


# Libraries ------------------------------------------------------------------------------------------

NOWHERE = Library("harfbuzz-subset", "HarfBuzz subset", ("libnowhere.so.0",))
DEBIAN = System("debian", "Debian")


def test_a_library_that_is_not_there_is_missing_with_the_command() -> None:
    (pango, gone) = find_libraries(DEBIAN, (LIBRARIES[0], NOWHERE))
    assert pango.state is State.OK and pango.found[0].isdigit()
    assert gone == Finding(
        "HarfBuzz subset",
        State.MISSING,
        "not installed: the bytes of a PDF differ on every run",
        "sudo apt-get install -y libharfbuzz-subset0",
    )


def test_an_old_library_is_missing() -> None:
    newer = Library("pango", "Pango", LIBRARIES[0].files, "pango_version_string", least=(99, 0))
    (old,) = find_libraries(DEBIAN, (newer,))
    assert (old.state, old.found.endswith("is older than 99.0")) == (State.MISSING, True)


@pytest.mark.parametrize(
    ("release", "command"),
    [
        ({"ID": "debian"}, "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0"),
        ({"ID": "ubuntu", "ID_LIKE": "debian"}, "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0"),
        (
            {"ID": "pop", "ID_LIKE": "ubuntu debian"},
            "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0",
        ),
        ({"ID": "fedora"}, "sudo dnf install -y pango"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "sudo dnf install -y pango"),
        ({"ID": "alpine"}, "sudo apk add so:libpango-1.0.so.0 so:libpangoft2-1.0.so.0"),
        ({"ID": "arch"}, "sudo pacman -S --needed pango"),
        ({"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"}, "sudo zypper install libpango-1_0-0"),
        ({"ID": "gentoo"}, "install pango, pangoft2 with the package manager of this system"),
        ({}, "install pango, pangoft2 with the package manager of this system"),
    ],
)
def test_each_system_has_its_command(release: dict[str, str], command: str) -> None:
    assert linux(release).install(["pango", "pangoft2"]) == command


def test_macos_and_windows_have_theirs() -> None:
    assert System("macos", "").install(["pango", "pangoft2"]).startswith("brew install pango; export DYLD_")
    assert System("windows", "").install(["pango"]) == WINDOWS


def test_the_packages_of_debian_are_those_that_make_installs() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    command = DEBIAN.install(["pango", "pangoft2", "harfbuzz-subset"])
    assert command.removeprefix("sudo apt-get install -y ") in makefile


# Packages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "requirement"),
    [
        ("jinja2>=3.1.6", Requirement("jinja2", "3.1.6", None)),
        ("fonttools[woff]>=4.59", Requirement("fonttools", "4.59", None)),
        ("pillow>=11; extra == 'docx'", Requirement("pillow", "11", "docx")),
        ('pypdfium2>=5.0 ; extra == "docx"', Requirement("pypdfium2", "5.0", "docx")),
        ("babel", Requirement("babel", "0", None)),
        ("a-b_c>=1.0,<2", Requirement("a-b_c", "1.0", None)),
    ],
)
def test_a_requirement_is_read(written: str, requirement: Requirement) -> None:
    assert Requirement.of(written) == requirement


@pytest.mark.parametrize(
    ("requirement", "fault"),
    [
        (Requirement("pytest", "1.0", None), None),
        (Requirement("pytest", "999", None), "is older than 999"),
        (Requirement("no-such-package-here", "1", None), "not installed"),
    ],
)
def test_a_package_is_there_and_new_enough(requirement: Requirement, fault: str | None) -> None:
    unmet = requirement.unmet()
    assert unmet is None if fault is None else unmet is not None and unmet.endswith(fault)


@pytest.mark.parametrize(
    ("prefix", "command"),
    [
        ("/home/a/.local/share/pipx/venvs/briefgen", "pipx inject briefgen pillow tzdata"),
        ("/home/a/.local/share/uv/tools/briefgen", "uv tool install briefgen --with pillow --with tzdata"),
        ("/home/a/desk/.venv", f"{sys.executable} -m pip install pillow tzdata"),
    ],
)
def test_packages_are_added_by_the_tool_that_installed_the_program(prefix: str, command: str) -> None:
    assert install(["pillow", "tzdata"], prefix) == command


# The rest -------------------------------------------------------------------------------------------


def test_sqlite_and_time_zones_are_there() -> None:
    assert find_sqlite().state is State.OK
    assert find_time_zones().state is State.OK
    assert find_time_zones("Europe/Vessmar").state is State.MISSING


def test_a_font_that_is_none_is_found(tmp_path: Path) -> None:
    assert find_fonts(packaged_templates()).state is State.OK
    assert find_fonts(tmp_path).state is State.MISSING
    (tmp_path / "fonts").mkdir()
    (tmp_path / "brief.html.j2").touch()
    (tmp_path / "fonts" / "Own.ttf").write_bytes(b"<html>")
    assert (found := find_fonts(tmp_path)).state is State.FAULTY and "Own.ttf" in found.found


def test_a_folder_that_cannot_be_written_to_is_found(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("a file", "utf-8")
    assert _writable(tmp_path / "deep" / "output").state is State.OK
    assert _writable(tmp_path / "output").state is State.FAULTY


def test_nothing_is_tried_where_something_is_missing() -> None:
    tried = _trial([Finding("Pango", State.MISSING, "not installed")])
    assert (tried.state, tried.found) == (State.FAULTY, "not tried: something is missing")


# Colours --------------------------------------------------------------------------------------------


def at_a_terminal(*arguments: str, cwd: Path, **environment: str) -> str:
    """What a command prints where both its streams are a terminal."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", **environment}
    with subprocess.Popen(
        [sys.executable, "-m", "briefgen", *arguments], cwd=cwd, env=env, stdout=theirs, stderr=theirs
    ):
        os.close(theirs)
        printed = b""
        while True:
            try:
                read = os.read(ours, 65536)
            except OSError:  # Linux ends a terminal that nobody writes to with EIO
                read = b""
            if not read:
                break
            printed += read
    os.close(ours)
    return printed.decode()


@pytest.fixture
def faulty(desk: Path) -> Path:
    brief = desk / "briefs" / "shore-power.yaml"
    brief.write_text(brief.read_text("utf-8") + "thems: []\n", "utf-8")
    return desk


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_is_for_a_terminal_that_wants_it(
    environment: dict[str, str], coloured: bool, faulty: Path
) -> None:
    printed = at_a_terminal("check", cwd=faulty, **{"NO_COLOR": "", **environment})
    assert ("\x1b[1mbriefs/shore-power.yaml:" in printed) is coloured
    assert ("\x1b" in printed) is coloured


def test_a_pipe_gets_plain_words(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) == 1
    assert "\x1b" not in "".join(capsys.readouterr())
