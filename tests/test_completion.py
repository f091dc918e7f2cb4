"""What a shell offers after TAB; and slips of the command line are met with what was meant."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.cli import completion, run
from briefgen.cli.build import SHORT
from briefgen.cli.export import FORMS
from briefgen.languages import LANGUAGES
from briefgen.schema import SCHEMAS
from briefgen.search import Sort
from briefgen.spec.models import OUTPUTS
from tests.conftest import ROOT


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert run(["init", str(tmp_path / "desk")]) == 0
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


def offered(line: str, cwd: Path) -> list[str]:
    """What bash is offered for the last word of a line."""
    words = line.split(" ")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "_BRIEFGEN_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    program = "import sys; sys.argv[0] = 'briefgen'; from briefgen.cli import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=cwd, env=environment, capture_output=True, text=True
    )
    assert ran.stderr == ""
    return ran.stdout.split()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("briefgen sea", ["search"]),
        ("briefgen new ", ["brief", "theme"]),
        ("briefgen build ", ["shore-power"]),
        ("briefgen check sho", ["shore-power"]),
        ("briefgen build --format md,p", ["md,pdf"]),
        ("briefgen corpus show h", ["harbour-courier-2026-03-12"]),
        ("briefgen why shore-power d", ["dahlmark-letter-2026-03-20"]),
        ("briefgen search --theme ", ["shore-power"]),
        ("briefgen schema s", ["sidecar"]),
    ],
)
def test_a_shell_is_offered_what_fits(line: str, words: list[str], desk: Path) -> None:
    assert offered(line, desk) == words


def test_outside_a_project_nothing_is_offered_and_nothing_said(tmp_path: Path) -> None:
    assert offered("briefgen build ", tmp_path) == []


def test_faulty_files_offer_nothing(desk: Path) -> None:
    (desk / "seeds" / "themes.yaml").write_text("a: [", "utf-8")
    (desk / "seeds" / "dahlmark-letter-2026-03-20.yaml").write_text("\t", "utf-8")
    assert completion.themes("") == []
    assert completion.documents("") == []


def test_a_document_without_a_sidecar_is_offered_by_its_file(desk: Path) -> None:
    (desk / "seeds" / "dahlmark-letter-2026-03-20.yaml").unlink()
    assert completion.documents("") == ["dahlmark-letter-2026-03-20", "harbour-courier-2026-03-12"]


def test_fixed_names_are_those_of_the_program() -> None:
    short = {name: abbreviation for abbreviation, name in SHORT.items()}
    assert set(completion.formats("")) == {short.get(name, name) for name in OUTPUTS}
    assert set(completion.schemas("")) == set(SCHEMAS)
    assert set(completion.exports("")) == set(FORMS)
    assert set(completion.sorts("")) == {str(sort) for sort in Sort}
    assert set(completion.languages("")) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["biuld"], "no such command 'biuld', did you mean 'build'? (see 'briefgen --help')"),
        (["new", "breif"], "no such command 'breif', did you mean 'brief'? (see 'briefgen new --help')"),
        (["build", "--formt", "md"], "no such option: --formt, did you mean --format? (see 'briefgen build"),
        (["build", "--xyz"], "no such option: --xyz (see 'briefgen build --help')"),
        (["build", "shore-powr"], "there is no brief 'shore-powr' (did you mean 'shore-power'?)"),
        (["corpus", "show", "harbour-curier"], "did you mean 'harbour-courier-2026-03-12'?"),
        (["export", "source"], "did you mean 'sources'?"),
    ],
)
def test_a_slip_is_met_with_what_was_meant(
    arguments: list[str], said: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert said in capsys.readouterr().err
