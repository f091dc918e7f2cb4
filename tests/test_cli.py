"""The command line: what goes where, exit codes, and nothing on the terminal that should not be there."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from briefgen.cli import run
from briefgen.cli.json_lines import number
from briefgen.cli.json_text import to_json
from briefgen.cli.sidecar import skeleton
from briefgen.corpus.readers import open_document
from briefgen.corpus.sidecar import read_sidecar
from tests.conftest import SEEDS

BRIEF = "title: Libya, east and west\nthemes: [libya]\nsections: [quotes]\n"
SAID = 'Commissioner Ylva Johansson said: "We must increase returns." In 2023, 9,000 people arrived.\n'
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("briefs", "seeds"):
        (tmp_path / folder).mkdir()
    (tmp_path / "briefs" / "libya.yaml").write_text(BRIEF)
    (tmp_path / "seeds" / "letter.txt").write_text(SAID)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no project."""
    folder = tmp_path / "plain"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def tree(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def shell(command: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run `briefgen …` as a shell does, with its pipes."""
    program = f'briefgen() {{ {sys.executable} -m briefgen "$@"; }}\nset -o pipefail\n'
    environment = {**os.environ, **env, "PYTHONPATH": str(SEEDS.parent)}
    return subprocess.run(["bash", "-c", program + command], cwd=cwd, capture_output=True, env=environment)


# Help and misuse --------------------------------------------------------------------------------------

COMMANDS = ["build", "list", "check", "extract", "corpus list", "corpus show", "corpus sidecar"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*command.split(), "--help"]) == 0
    said = capsys.readouterr()
    assert f"Example:  briefgen {command}" in said.out
    assert said.err == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["bild"], "briefgen: no such command 'bild', did you mean 'build'? (see 'briefgen --help')"),
        (["list", "--jsn"], "briefgen: no such option: --jsn, did you mean --json? (see 'briefgen list --help')"),
        (["extract"], "briefgen: missing argument 'PATH' (see 'briefgen extract --help')"),
        (["extract", ""], "briefgen: an empty PATH names no document"),
        (["extract", "x", "--workers", "many"], "briefgen: --workers 'many' is not a number from 1 to 64"),
        (["build", "--all", "--workers", "0"], "briefgen: --workers '0' is not a number from 1 to 64"),
        (["build", "libya", "--all"], "briefgen: name the briefs to build, or say --all, not both"),
        (["build", "lybia"], "briefgen: there is no brief 'lybia' (did you mean 'libya'?)"),
        (["build", "--", "-x"], "briefgen: there is no brief '-x' (known: libya)"),
        (["build", "../libya"], "briefgen: there is no brief '../libya' (did you mean 'libya'?)"),
        (["build", "libya", "--as-of", "2023-13-45"],
         "briefgen: --as-of '2023-13-45' is not a day (write it as 2026-11-22)"),
        (["build", "libya", "--as-of", "9999-12-31"],
         "briefgen: --as-of '9999-12-31' is not a day (write it as 2026-11-22)"),
        (["build", "libya", "--as-of", "20261122"],
         "briefgen: --as-of '20261122' is not a day (write it as 2026-11-22)"),
        (["build", "libya", "--format", "epub"],
         "briefgen: there is no format 'epub' (known: md, markdown, html, pdf, json, docx, mail)"),
        (["build", "libya", "--output", "seeds/"],
         "briefgen: --output 'seeds/' lies in seeds/ (name a folder of its own)"),
        (["build", "libya", "--output", "."],
         "briefgen: --output '.' is the project itself, or holds it (name a folder of its own)"),
        (["check", "\x1b[2J\u202e"], "briefgen: there is no brief '[U+001B][2J[U+202E]' (known: libya)"),
        (["corpus", "show", "lettre"], "briefgen: there is no document 'lettre' (did you mean 'letter'?)"),
        (["corpus", "sidecar", "seeds/letter.yaml"],
         "briefgen: 'seeds/letter.yaml' is a sidecar itself (name the document)"),
    ],
)  # fmt: skip
def test_misuse_is_one_plain_line_and_exit_2(
    project: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(project)
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[-1] == message
    assert tree(project) == before


@pytest.mark.parametrize("command", [["list"], ["build", "libya"], ["check"], ["corpus", "list"]])
def test_a_folder_that_is_no_project_is_misuse(
    nowhere: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command) == 2
    assert "is not in a project" in capsys.readouterr().err


# list -------------------------------------------------------------------------------------------------


def test_list_names_briefs_with_titles(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "briefs" / "a.yaml").write_text('title: "A\\e[2J\\u202e\\nB"\n')
    (project / "briefs" / "_shared.yaml").write_text("[\n")
    assert run(["list"]) == 0
    assert capsys.readouterr().out == "a      A[U+001B][2J[U+202E][U+000A]B\nlibya  Libya, east and west\n"


def test_list_goes_on_past_a_broken_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "briefs" / "broken.yaml").write_text("title: [\n")
    (project / "briefs" / "Bad\nName.yaml").write_text(BRIEF)
    assert run(["list", "--json"]) == 1
    said = capsys.readouterr()
    assert [brief["title"] for brief in json.loads(said.out)] == [
        "Libya, east and west", None, "Libya, east and west"
    ]  # fmt: skip
    assert said.err.splitlines() == [
        "briefs/Bad[U+000A]Name.yaml: 'Bad[U+000A]Name' cannot be the name of a brief"
        " (rename it: a-z, 0-9, '-' and '_', a letter or digit first)",
        "briefs/broken.yaml:2:1: the file ends before a list or mapping in brackets is closed (close it)",
    ]


def test_list_reads_no_link_out_of_the_project(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "briefs" / "out.yaml").symlink_to("/etc/passwd")
    (project / "briefs" / "loop.yaml").symlink_to("loop.yaml")
    assert run(["list"]) == 1
    said = capsys.readouterr()
    assert said.out == "libya  Libya, east and west\nloop   (no title)\nout    (no title)\n"
    assert len(said.err.splitlines()) == 2
    assert "root:" not in said.err


# extract ----------------------------------------------------------------------------------------------


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_extract_addresses_everything_in_the_five_documents(
    nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["extract", str(SEEDS), "--jsonl"]) == 0
    found = lines(capsys.readouterr().out)
    assert [Path(document["doc"]).name for document in found] == sorted(
        path.name for path in SEEDS.glob("*.txt")
    )
    for document in found:
        content = Path(document["doc"]).read_bytes()
        text = content.decode()
        assert document["sha256"] == hashlib.sha256(content).hexdigest()
        assert set(document) == {"doc", "sha256", "quotes", "figures", "passages", "dates"}
        assert document["passages"]
        for kind in ("quotes", "figures", "passages", "dates"):
            assert all(item["text"] == text[item["start"] : item["end"]] for item in document[kind])
        assert all(passage["themes"] == [] for passage in document["passages"])


def test_extract_writes_nothing_and_needs_no_project(
    nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (nowhere / "a.txt").write_text(SAID)
    assert run(["extract", "./a.txt", "--jsonl"]) == 0
    (document,) = lines(capsys.readouterr().out)
    assert document["doc"] == "./a.txt"
    assert document["quotes"][0]["text"] == "We must increase returns."
    assert tree(nowhere) == {"a.txt"}


def test_extract_tags_by_the_project_or_by_a_given_codebook(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(SEEDS / "themes.yaml", project / "seeds" / "themes.yaml")
    shutil.copy(SEEDS / "themes.yaml", project / "other.yaml")
    shutil.copy(SEEDS / "bondarieva-2025-07-22.txt", project / "seeds")
    assert run(["extract", "seeds"]) == 0
    assert run(["extract", "seeds", "--themes", "other.yaml"]) == 0
    found = lines(capsys.readouterr().out)
    assert found[:2] == found[2:]
    article = next(line for line in found if "bondarieva" in line["doc"])
    assert {theme for passage in article["passages"] for theme in passage["themes"]} >= {"libya-engagement"}


def test_extract_says_that_a_codebook_is_broken(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "seeds" / "themes.yaml").write_text("[\n")
    assert run(["extract", "seeds"]) == 1
    said = capsys.readouterr()
    assert len(lines(said.out)) == 1
    assert said.err.startswith("seeds/themes.yaml:2:1: ")
    assert run(["extract", "seeds", "--themes", "lost.yaml"]) == 1
    assert capsys.readouterr() == ("", "lost.yaml: cannot be read: no such file or directory\n")


def test_extract_prints_the_rest_when_some_cannot_be_read(
    nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "-rf.txt", "new\nline.txt", "\u202egnp.txt", "sub/deep.txt", "sub/.git/hidden.txt"):
        (nowhere / name).parent.mkdir(parents=True, exist_ok=True)
        (nowhere / name).write_text(SAID)
    (nowhere / "empty.txt").write_bytes(b"")
    (nowhere / "damaged.txt").write_bytes(b"\xff\xfe\x00")
    (nowhere / "table.xlsx").write_bytes(b"\0")
    (nowhere / "loop.txt").symlink_to("loop.txt")
    (nowhere / "out.txt").symlink_to("/etc/passwd")
    (nowhere / "sub" / "up").symlink_to("..")
    os.mkfifo(nowhere / "pipe.txt")
    assert run(["extract", ".", "lost.txt"]) == 1
    said = capsys.readouterr()
    assert [line["doc"] for line in lines(said.out)] == [
        "./-rf.txt", "./a.txt", "./new\nline.txt", "./sub/deep.txt", "./\u202egnp.txt"
    ]  # fmt: skip
    assert not CONTROL.search(said.out) and not CONTROL.search(said.err)
    assert "root:" not in said.out
    named = {line.split(": ")[0] for line in said.err.splitlines()}
    assert named == {"./empty.txt", "./damaged.txt", "./loop.txt", "./out.txt", "./pipe.txt", "lost.txt"}


def test_extract_takes_names_that_are_no_unicode(nowhere: Path) -> None:
    done = shell(
        "printf '%s' \"He said: \\\"We go on.\\\"\" > $'\\xff.txt' && briefgen extract $'\\xff.txt'", nowhere
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["doc"] == "\udcff.txt"


def test_extract_in_several_processes_prints_the_same(
    nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number_of_it in range(12):
        (nowhere / f"{number_of_it:02}.txt").write_text(f"{SAID}\nNumber {number_of_it}.\n")
    assert run(["extract", ".", "--workers", "1"]) == 0
    alone = capsys.readouterr().out
    assert run(["extract", ".", "--workers", "2"]) == 0
    assert capsys.readouterr().out == alone


def test_json_escapes_what_a_terminal_would_obey() -> None:
    text = 'é “x” \x1b[2J \x9b \u202e \u2066 \u200f \u2028 \udcff "\\ \n\t'
    written = to_json([text])
    assert json.loads(written) == [text]
    assert "é “x”" in written
    assert not CONTROL.search(written) and not re.search("[\u2028\ud800-\udfff]", written)


@pytest.mark.parametrize(
    ("value", "written"), [("5000000", "5000000"), ("5E+6", "5000000"), ("10.50", "10.5"), ("0.3", "0.3")]
)
def test_numbers_stay_whole_where_they_are(value: str, written: str) -> None:
    assert json.dumps(number(Decimal(value))) == written


# build and check --------------------------------------------------------------------------------------


@pytest.fixture
def whole(project: Path) -> Path:
    """A project with a codebook, a document and a brief on it."""
    shutil.copy(SEEDS / "themes.yaml", project / "seeds")
    for path in (SEEDS / "bondarieva-2025-07-22.txt", SEEDS / "bondarieva-2025-07-22.yaml"):
        shutil.copy(path, project / "seeds")
    (project / "seeds" / "letter.txt").unlink()
    (project / "briefs" / "libya.yaml").write_text(BRIEF.replace("[libya]", "[libya-engagement]"))
    return project


def test_build_says_what_it_made_and_where(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ["build", "libya", "--as-of", "2026-11-22", "--output", "out"]
    assert run([*wanted, "--format", "md,json"]) == 0
    assert capsys.readouterr().out.startswith("preview    libya  ")
    assert (whole / "out" / "libya" / "preview" / "libya.md").is_file()
    (whole / "briefs" / "libya.yaml").write_text(
        (whole / "briefs" / "libya.yaml").read_text() + "output: [markdown]\n"
    )
    assert run(wanted) == 0
    assert capsys.readouterr().out == "built      libya  2026-11-22  out/libya/2026-11-22\n"
    assert run(wanted) == 0
    assert capsys.readouterr().out == "unchanged  libya  2026-11-22  out/libya/2026-11-22\n"
    assert not (whole / "output").exists()


def test_a_faulty_brief_fails_and_the_others_are_built(
    whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = (whole / "briefs" / "libya.yaml").read_text()
    (whole / "briefs" / "libya.yaml").write_text(good + "output: [markdown]\n")
    (whole / "briefs" / "bad.yaml").write_text(good.replace("quotes", "qoutes"))
    (whole / "briefs" / "Bad.yaml").write_text(good)
    assert run(["build", "--all", "--as-of", "2026-11-22"]) == 1
    said = capsys.readouterr()
    assert [line.split()[:2] for line in said.out.splitlines()] == [["failed", "bad"], ["built", "libya"]]
    assert "briefs/bad.yaml:3:12: unknown section kind 'qoutes' (did you mean 'quotes'?)\n" in said.err
    assert "briefs/Bad.yaml: 'Bad' cannot be the name of a brief" in said.err


def test_check_names_every_problem_and_writes_no_edition(
    whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check"]) == 0
    assert capsys.readouterr().out.startswith("1 brief, 0 errors, ")
    (whole / "briefs" / "libya.yaml").write_text("title: T\nthemes: [lybia-engagement]\nsections: [magic]\n")
    assert run(["check", "libya", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["briefs"] == [{"name": "libya", "status": "failed"}]
    assert {(p["file"], p["line"], p["column"]) for p in found["problems"]} >= {
        ("briefs/libya.yaml", 2, 10),
        ("briefs/libya.yaml", 3, 12),
    }
    assert not (whole / "output").exists()


def test_faults_of_the_project_are_told_in_json_too(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (whole / "briefgen.yaml").write_text("timezone: Mars\n")
    assert run(["check"]) == 1
    assert capsys.readouterr().err.startswith("briefgen.yaml:1:11: 'Mars' is not a time zone")
    assert run(["check", "--json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["file"], problem["line"], problem["level"]) == ("briefgen.yaml", 1, "error")


# corpus -----------------------------------------------------------------------------------------------


def test_corpus_lists_what_is_known(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digest = hashlib.sha256(SAID.encode()).hexdigest()
    (project / "seeds" / "letter.yaml").write_text(
        f"id: letter-2023\nsha256: {digest}\ntitle: A letter\nissued: 2023-12\n"
        "outside: {issued: printed on the page, title: printed on the page}\n"
    )
    (project / "seeds" / "bare.txt").write_text(SAID)
    assert run(["corpus", "list"]) == 0
    said = capsys.readouterr()
    assert said.out == "bare         undated  (untitled)\nletter-2023  2023-12  A letter\n"
    assert "seeds/bare.txt: warning: has no sidecar" in said.err
    assert run(["corpus", "show", "letter-2023", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["title"], shown["issued"], shown["sha256"]) == ("A letter", "2023-12", digest)
    assert (shown["file"], shown["quotes"], shown["passages"]) == ("seeds/letter.txt", 1, 1)
    assert run(["corpus", "show", "letter-2023"]) == 0
    assert "\ntitle        A letter\n" in capsys.readouterr().out


def test_corpus_list_fails_where_a_document_cannot_be_used(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "seeds" / "letter.yaml").write_text("id: letter\nttle: x\n")
    assert run(["corpus", "list", "--json"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out) == []
    assert "seeds/letter.yaml:2:1: unknown key 'ttle' (did you mean 'title'?)" in said.err


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_sidecar_to_begin_with_fits_its_document(path: Path, tmp_path: Path) -> None:
    opened = open_document(path)
    beside = tmp_path / f"{path.stem}.yaml"
    beside.write_text("\n".join(skeleton(path, opened, date(2026, 11, 22))), encoding="utf-8")
    sidecar = read_sidecar(beside, opened)
    assert sidecar.source.id == path.stem
    assert sidecar.source.sha256 == opened.sha256
    assert sidecar.warnings == ()


def test_corpus_sidecar_fills_the_file_that_the_shell_has_made_for_it(project: Path) -> None:
    with (project / "seeds" / "letter.yaml").open("wb") as empty:
        command = [sys.executable, "-m", "briefgen", "corpus", "sidecar", "seeds/letter.txt"]
        assert subprocess.run(command, stdout=empty, check=False).returncode == 0
    sidecar = read_sidecar(project / "seeds" / "letter.yaml", open_document(project / "seeds" / "letter.txt"))
    assert sidecar.source.id == "letter"


def test_corpus_sidecar_makes_none_over_another(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["corpus", "sidecar", "seeds/letter.txt"]) == 0
    assert capsys.readouterr().out.startswith('id: "letter"\nsha256: ')
    (project / "seeds" / "letter.yaml").write_text("id: letter\n")
    assert run(["corpus", "sidecar", "seeds/letter.txt"]) == 2
    assert run(["corpus", "sidecar", "seeds/lost.txt"]) == 1


# The terminal -----------------------------------------------------------------------------------------


def test_output_that_cannot_be_written_is_an_input_output_error(project: Path) -> None:
    done = shell("briefgen list > /dev/full", project)
    assert (done.returncode, done.stderr) == (
        74,
        b"briefgen: cannot write the output: no space left on device\n",
    )


def test_a_reader_that_goes_away_is_no_traceback(project: Path) -> None:
    for number_of_it in range(3000):
        (project / "briefs" / f"b{number_of_it}.yaml").write_text("title: T\n")
    done = shell("briefgen list | head -1", project)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""
    assert done.returncode in (0, 74)


def test_output_is_utf8_whatever_the_locale(project: Path) -> None:
    (project / "briefs" / "libya.yaml").write_text("title: “Libya” – été\n", encoding="utf-8")
    done = shell("briefgen list", project, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.stdout.decode() == "libya  “Libya” – été\n"


def test_an_interrupt_ends_quietly_with_130(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("briefgen.cli.listing.list_command", interrupted)
    assert run(["list"]) == 130
