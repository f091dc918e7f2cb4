"""`init` and `new`: what a person begins with builds at once, and nothing of theirs is overwritten."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.build import Status, build_briefs, check_briefs
from briefgen.cli import run
from briefgen.codebook.themes import load_codebook
from briefgen.errors import InputError
from briefgen.paths import Project
from briefgen.places import parse_yaml, read_yaml
from briefgen.scaffold import project_files
from briefgen.scaffold.themes import theme_text, with_theme

OF_GIT = [".gitattributes", ".gitignore"]
NAMES = [
    *OF_GIT,
    "briefgen.yaml",
    "briefs/shore-power.yaml",
    "seeds/actors.yaml",
    "seeds/dahlmark-letter-2026-03-20.txt",
    "seeds/dahlmark-letter-2026-03-20.yaml",
    "seeds/harbour-courier-2026-03-12.txt",
    "seeds/harbour-courier-2026-03-12.yaml",
    "seeds/themes.yaml",
]


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that `init` has made, and the folder in which commands run."""
    root = tmp_path / "desk"
    assert run(["init", str(root)]) == 0
    monkeypatch.chdir(root)
    return root


def files_in(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


# init -----------------------------------------------------------------------------------------------


def test_a_new_project_holds_what_it_needs(begun: Path) -> None:
    assert {name for name in files_in(begun) if not name.startswith("schemas/")} == set(NAMES)


def test_its_first_build_succeeds_without_a_warning(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["build"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("built      shore-power  ")
    assert printed.err == ""
    folder = begun / "output" / "shore-power" / "latest"
    assert {path.suffix for path in folder.iterdir()} == {".html", ".json", ".md", ".pdf"}


def test_of_several_briefs_one_must_be_named(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "brief", "cargo"]) == 0
    capsys.readouterr()
    assert run(["build"]) == 2
    assert capsys.readouterr().err == "briefgen: name the briefs to build, or say --all\n"


@pytest.mark.parametrize("day", [date(2026, 3, 21), date(2031, 1, 1)])
def test_it_is_clean_on_any_day(begun: Path, day: date) -> None:
    (outcome,) = check_briefs(Project.at(begun), ["shore-power"], as_of=day)
    assert (outcome.status, outcome.problems) == (Status.CHECKED, ())


def test_its_brief_shows_what_a_brief_can_hold(begun: Path) -> None:
    build_briefs(Project.at(begun), ["shore-power"], as_of=date(2026, 4, 1), formats=("markdown",))
    page = (begun / "output" / "shore-power" / "preview" / "shore-power.md").read_text("utf-8")
    headings = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert headings[:4] == ["Key points", "What has changed", "Background", "What they said"]
    assert headings[4:] == [
        "What the figures say",
        "Timeline",
        "Where the sources differ",
        "Who is quoted",
        "Limits",
        "Sources",
        "How this brief was made",
    ]
    assert "No source in the corpus says" not in page
    assert "| 38 | 2025 |" in page and "| 41 | 2025 |" in page


def test_its_sidecars_know_their_documents(begun: Path) -> None:
    for document in (begun / "seeds").glob("*.txt"):
        described = read_yaml(document.with_suffix(".yaml")).data
        assert described["sha256"] == hashlib.sha256(document.read_bytes()).hexdigest()


def test_a_changed_quotation_is_found(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brief = begun / "briefs" / "shore-power.yaml"
    brief.write_text(brief.read_text("utf-8").replace("honest ports", "poor ports"), "utf-8")
    assert run(["check"]) == 1
    assert "these words do not stand in the cited source" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "heading"), [("fr", "Points clés"), ("de", "Das Wichtigste"), ("it", "")]
)
def test_a_project_in_another_language(language: str, heading: str, tmp_path: Path) -> None:
    assert run(["init", str(tmp_path / "desk"), "--language", language]) == 0
    project = Project.at(tmp_path / "desk")
    assert read_yaml(project.settings).data["language"] == language
    (made,) = build_briefs(project, ["shore-power"], as_of=date(2026, 4, 1), formats=("markdown",))
    assert (made.status, made.problems) == (Status.PREVIEW, ())


@pytest.mark.parametrize("name", [name for name in NAMES if name not in OF_GIT])
def test_a_folder_with_such_a_file_is_refused_whole(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine", "utf-8")
    assert run(["init", str(tmp_path)]) == 2
    assert f"holds {name} already" in capsys.readouterr().err
    assert files_in(tmp_path) == {name: b"mine"}


def test_what_does_not_clash_is_left_alone(tmp_path: Path) -> None:
    mine = {"notes.txt": b"mine", ".gitignore": b"*.log\n", "seeds/my-document.txt": b"My own text.\n"}
    for name, content in mine.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert run(["init", str(tmp_path)]) == 0
    assert mine.items() <= files_in(tmp_path).items()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["init", "taken"], "'taken' is a file (name a folder)"),
        (["init", "half"], "is a file, where a folder is needed"),
        (["init", "desk", "--language", "fra"], "there is no language 'fra' (did you mean 'fr'?)"),
    ],
)
def test_what_cannot_become_a_project(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").write_text("mine", "utf-8")
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "seeds").write_text("mine", "utf-8")
    assert run(arguments) == 2
    assert said in capsys.readouterr().err
    assert set(files_in(tmp_path)) == {"taken", "half/seeds"}


def test_every_file_teaches_in_comments() -> None:
    for name, content in project_files():
        if name.endswith(".yaml"):
            assert content.decode().count("#") >= 3, name


# new brief ------------------------------------------------------------------------------------------


def test_a_new_brief_builds(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["new", "brief", "cargo-lines", "--theme", "shore-power"]) == 0
    assert capsys.readouterr() == ("briefs/cargo-lines.yaml\n", "")
    written = read_yaml(begun / "briefs" / "cargo-lines.yaml").data
    assert (written["title"], written["themes"]) == ("Cargo lines", ["shore-power"])
    (outcome,) = check_briefs(Project.at(begun), ["cargo-lines"], as_of=date(2026, 4, 1))
    assert outcome.status is Status.CHECKED


def test_all_that_a_new_brief_has_in_comments_is_right(begun: Path) -> None:
    assert run(["new", "brief", "whole", "--title", "A: “b” # c"]) == 1  # marks cite nothing in a title
    assert run(["new", "brief", "whole", "--title", "A: b # c \\ d"]) == 0
    path = begun / "briefs" / "whole.yaml"
    assert read_yaml(path).data["title"] == "A: b # c \\ d"
    lines = [_uncommented(line) for line in path.read_text("utf-8").splitlines()[1:]]
    text = "\n".join(lines).replace("ID", "harbour-courier-2026-03-12")
    text = text.replace("exact: some of the words", "exact: promised quiet nights")
    text = text.replace("exact: other words", "exact: a tax on ships")
    path.write_text(text, "utf-8")
    (outcome,) = check_briefs(Project.at(begun), ["whole"], as_of=date(2026, 4, 1))
    assert [p.message for p in outcome.problems if "old" not in p.message and "rest" not in p.message] == []


def _uncommented(line: str) -> str:
    """A line of which a key stands in a comment, without the mark."""
    bare = line.lstrip()
    return line[: len(line) - len(bare)] + bare.removeprefix("# ") if bare.startswith("# ") else line


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["brief", "shore-power"], 2, "there is a brief 'shore-power' already"),
        (["brief", "Cargo Lines"], 2, "cannot be the name of a brief"),
        (["brief", "../out"], 2, "cannot be the name of a brief"),
        (["brief", "con"], 2, "cannot be the name of a brief"),
        (["brief", "cargo", "--theme", "shore-powr"], 2, "did you mean 'shore-power'?"),
        (["brief", "cargo", "--title", "x" * 400], 1, "the text is longer than 300 characters"),
        (["brief", "cargo", "--title", "a\x1b[31m"], 1, "a control character (U+001B)"),
        (["theme", "shore-power"], 2, "there is a theme 'shore-power' already"),
        (["theme", "Shore"], 2, "cannot be the id of a theme"),
        (["theme", "lists"], 2, "cannot be the id of a theme"),
        (["theme", "x-own"], 2, "cannot be the id of a theme"),
        (["theme", "shore_power"], 1, "looks like 'shore-power'"),
        (["theme", "other", "--title", "Shore power"], 1, "has the same title"),
        (["theme", "other", "--word", "* *"], 1, "*"),
    ],
)
def test_what_cannot_be_begun(
    arguments: list[str], code: int, said: str, begun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_in(begun)
    assert run(["new", *arguments]) == code
    assert said in capsys.readouterr().err
    assert files_in(begun) == before


# new theme ------------------------------------------------------------------------------------------


def test_a_new_theme_stands_at_the_end(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = begun / "seeds" / "themes.yaml"
    before = path.read_text("utf-8")
    capsys.readouterr()
    assert run(["new", "theme", "fish-market", "--word", "fish market*", "--word", "stallholder*"]) == 0
    after = path.read_text("utf-8")
    assert after.startswith(before)
    line = after.splitlines().index("fish-market:") + 1
    assert capsys.readouterr().out == f"seeds/themes.yaml:{line}\n"
    theme = load_codebook(path).themes[-1]
    assert (theme.id, theme.title) == ("fish-market", "Fish market")
    assert [set(group) for group in theme.rules[0].groups] == [{"fish market*", "stallholder*"}]


def test_a_codebook_is_begun_where_there_is_none(begun: Path) -> None:
    path = begun / "seeds" / "themes.yaml"
    path.unlink()
    assert run(["new", "theme", "noise"]) == 0
    assert [theme.id for theme in load_codebook(path).themes] == ["noise"]


def test_a_faulty_codebook_is_told_and_left_alone(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = begun / "seeds" / "themes.yaml"
    path.write_text("noise: {title: Noise}\n", "utf-8")
    assert run(["new", "theme", "other"]) == 1
    assert "'definition' is missing" in capsys.readouterr().err
    assert path.read_text("utf-8") == "noise: {title: Noise}\n"


ENTRY = theme_text("noise", None, None, ())


@pytest.mark.parametrize(
    "before",
    [
        "",
        "a: 1",
        "a: 1\n",
        "a: 1\r\nb: 2\r\n",
        "# only a comment\n",
        "\ufeffa: 1\n",
        "a: |\n  x\n\n\n",
        "---\na: 1\n",
    ],
)
def test_what_stands_in_a_codebook_stays(before: str) -> None:
    after = with_theme(before, ENTRY, "noise", "themes.yaml")
    assert after.startswith(before)
    assert ("\r\n" in before) == ("\r\n" in after) and "\r\r" not in after
    old = parse_yaml(before, "f").data if before else None
    assert {k: v for k, v in parse_yaml(after, "f").data.items() if k != "noise"} == (old or {})


@pytest.mark.parametrize(
    "before", ["{a: 1}\n", "a: 1\n...\n", "[a]\n", "a: 'open\n", "  a: 1\n", "noise: 1\n"]
)
def test_a_codebook_without_a_place_for_it_is_left_alone(before: str) -> None:
    with pytest.raises(InputError):
        with_theme(before, ENTRY, "noise", "themes.yaml")


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"[a-m][a-z]{0,6}", fullmatch=True),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), max_size=20),
        max_size=4,
    ),
    st.sampled_from(["", "# comment\n", "\n\n"]),
)
def test_old_and_new_are_all_that_a_codebook_holds(old: dict[str, str], tail: str) -> None:
    import json

    before = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in old.items()) + tail
    after = with_theme(before, ENTRY, "noise", "themes.yaml")
    new = parse_yaml(after, "f").data
    assert after.startswith(before)
    assert set(new) == {*old, "noise"} and all(new[key] == (old[key]) for key in old)
