"""Where a project is, and which names and paths may become files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import MisuseError
from briefgen.paths import find_project, inside, is_safe_name


def test_a_project_is_the_nearest_folder_with_briefs_and_seeds(tmp_path: Path) -> None:
    for folder in ("briefs", "seeds", "briefs/old/drafts"):
        (tmp_path / folder).mkdir(parents=True)
    project = find_project(tmp_path / "briefs" / "old" / "drafts")
    assert project.root == tmp_path.resolve()
    assert project.output == project.root / "output"
    assert project.store_url == f"sqlite:///{project.root}/.briefgen/store.sqlite"


def test_settings_alone_make_a_project(tmp_path: Path) -> None:
    (tmp_path / "briefgen.yaml").write_text("publisher: An institute\n")
    (tmp_path / "notes").mkdir()
    assert find_project(tmp_path / "notes").root == tmp_path.resolve()


def test_outside_any_project_a_sentence_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(MisuseError, match=r"is not in a project: .* briefgen\.yaml, or briefs/ and seeds/"):
        find_project(tmp_path)


@pytest.mark.parametrize("path", ["nosuch\0name", "loop"])
def test_a_start_that_is_no_path_is_misuse(tmp_path: Path, path: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(MisuseError):
        find_project(tmp_path / path)


@pytest.mark.parametrize("name", ["libya-engagement", "a", "2026_review", "x" * 100, "con-artists"])
def test_safe_names(name: str) -> None:
    assert is_safe_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "-rf",
        "_shared",
        ".hidden",
        "Libya",
        "a b",
        "a/b",
        "..",
        "a.b",
        "con",
        "nul",
        "lpt9",
        "é",
        "x" * 101,
        "a\n",
        "a\0",
    ],
)
def test_unsafe_names(name: str) -> None:
    assert not is_safe_name(name)


@pytest.mark.parametrize("path", ["logo.svg", "print/brief.css", "./logo.svg", "new/folder"])
def test_paths_inside_a_folder(tmp_path: Path, path: str) -> None:
    assert inside(tmp_path, path) == tmp_path / path


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("../x", r"no '\.\.'"),
        ("a/../../x", r"no '\.\.'"),
        ("a\\..\\x", r"no '\.\.'"),
        ("/etc/passwd", "absolute"),
        ("\\\\server\\share", "absolute"),
        ("C:\\Windows", "absolute"),
        ("~/x", "absolute"),
        ("", "absolute|inside"),
        ("a\0b", "NUL"),
        ("out/x", "leads out"),
        ("loop", "cannot be followed|leads out"),
    ],
)
def test_nothing_leaves_its_folder(tmp_path: Path, path: str, why: str) -> None:
    root = tmp_path / "templates"
    root.mkdir()
    (root / "out").symlink_to(tmp_path)
    (root / "loop").symlink_to("loop")
    with pytest.raises(ValueError, match=why):
        inside(root, path)


@given(st.text(st.sampled_from("./\\~ab:\0"), max_size=12))
def test_what_is_inside_resolves_to_inside(path: str) -> None:
    root = Path(__file__).parent
    try:
        found = inside(root, path)
    except ValueError:
        return
    assert found.resolve().is_relative_to(root.resolve())
