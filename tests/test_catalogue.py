"""A folder of documents: all that can be used, and a problem for each that cannot."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from briefgen.corpus import catalogue
from briefgen.corpus.catalogue import Catalogue, id_of, read_catalogue
from briefgen.corpus.description import is_document_id


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


def write(path: Path, text: str, sidecar: str | None = None) -> None:
    """A document; a sidecar gets the document's sha256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    if sidecar is not None:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        path.with_suffix(".yaml").write_text(f"{sidecar}\nsha256: {digest}\n")


def ids(found: Catalogue) -> list[str]:
    return [entry.document.id for entry in found.entries]


def problems(found: Catalogue) -> list[str]:
    return [str(problem) for problem in found.problems]


def test_documents_come_sorted_by_id_with_what_their_sidecars_say(seeds: Path) -> None:
    write(seeds / "2.txt", "Finland acts.", "id: b\ntitle: Second\ntags: [{theme: returns, exact: acts}]")
    write(seeds / "9.md", "Sweden acts.", "id: a")
    write(seeds / "2021" / "x.text", "Norway acts.", "id: c")
    found = read_catalogue(seeds)
    assert ids(found) == ["a", "b", "c"]
    assert found.document("b").source.title == "Second"
    entry = found.entries[1]
    assert entry.digest == hashlib.sha256((seeds / "2.yaml").read_bytes()).hexdigest()
    assert [(decision.theme, decision.span.of("Finland acts.")) for decision in entry.tags] == [
        ("returns", "acts")
    ]
    assert found.problems == ()
    with pytest.raises(KeyError):
        found.document("nobody")


def test_a_document_without_sidecar_is_used_and_said(seeds: Path) -> None:
    write(seeds / "bondarieva-2025.txt", "Finland acts.")
    found = read_catalogue(seeds)
    source = found.document("bondarieva-2025").source
    assert (source.title, source.issued, found.entries[0].digest) == (None, None, "")
    assert problems(found) == [
        "seeds/bondarieva-2025.txt: warning: has no sidecar: shown as untitled and undated "
        "(briefgen corpus sidecar seeds/bondarieva-2025.txt prints one to begin with)"
    ]


def test_themes_and_actors_are_no_sidecars(seeds: Path) -> None:
    for name in ("themes.yaml", "actors.yaml"):
        (seeds / name).write_text("anything\n")
    assert read_catalogue(seeds) == Catalogue()


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (
            "alone.yaml",
            "a sidecar without a document (put the document beside it as alone.txt, or remove it)",
        ),
        ("old.yml", "not read (name it old.yaml)"),
        ("report.pdf", "no reader for .pdf: not used (briefgen corpus add seeds/report.pdf takes its text)"),
        ("README", "no reader for a file without suffix: not used"),
    ],
)
def test_files_that_are_not_used_are_said(seeds: Path, name: str, problem: str) -> None:
    (seeds / name).write_text("x")
    found = read_catalogue(seeds)
    assert ids(found) == []
    (said,) = problems(found)
    assert said.startswith(f"seeds/{name}: warning: ")
    assert problem in said


def test_hidden_files_are_left_alone(seeds: Path) -> None:
    write(seeds / ".draft.txt", "Text.")
    write(seeds / ".git" / "a.txt", "Text.")
    assert read_catalogue(seeds) == Catalogue()


def test_one_faulty_document_does_not_stop_the_others(seeds: Path) -> None:
    write(seeds / "a.txt", "Finland acts.", "id: a\ntitel: X")
    write(seeds / "b.txt", "%PDF-1.7")
    write(seeds / "c.txt", "Sweden acts.", "id: c")
    os.mkfifo(seeds / "pipe.txt")
    found = read_catalogue(seeds)
    assert ids(found) == ["c"]
    assert [problem.split(": ")[0] for problem in problems(found)] == [
        "seeds/a.yaml:2:1", "seeds/b.txt", "seeds/pipe.txt",
    ]  # fmt: skip


@pytest.mark.parametrize("second", ["same", "Same"])
def test_an_id_is_taken_once(seeds: Path, second: str) -> None:
    write(seeds / "a.txt", "Finland acts.", "id: same")
    write(seeds / "b.txt", "Sweden acts.", f"id: {second}")
    found = read_catalogue(seeds)
    assert ids(found) == ["same"]
    assert problems(found) == [
        f"seeds/b.yaml:1:5: the id '{second}' is taken (first in seeds/a.yaml:1:5: ids differ in more than case)"
    ]


def test_two_documents_do_not_share_a_sidecar(seeds: Path) -> None:
    write(seeds / "a.txt", "Finland acts.", "id: same")
    write(seeds / "a.md", "Finland acts.")
    (seeds / "a.pdf").write_text("%PDF-1.7")  # where the text came from
    found = read_catalogue(seeds)
    assert ids(found) == ["same"]
    assert problems(found) == [
        "seeds/a.pdf: warning: no reader for .pdf: not used (briefgen corpus add seeds/a.pdf takes its text)",
        "seeds/a.txt: has the name of seeds/a.md, so they would share a sidecar (rename one of them)",
    ]


def test_an_annex_needs_the_document_it_belongs_to(seeds: Path) -> None:
    write(seeds / "a.txt", "Finland acts.", "id: letter")
    write(seeds / "b.txt", "Sweden acts.", "id: annex\npart_of: letter")
    write(seeds / "c.txt", "Norway acts.", "id: other\npart_of: leter")
    assert problems(read_catalogue(seeds)) == [
        "seeds/c.yaml:2:10: unknown document 'leter' (did you mean 'letter'?)"
    ]


def test_documents_are_not_part_of_each_other(seeds: Path) -> None:
    write(seeds / "a.txt", "Finland acts.", "id: a\npart_of: b")
    write(seeds / "b.txt", "Sweden acts.", "id: b\npart_of: a")
    assert len(problems(read_catalogue(seeds))) == 2


def test_links_lead_nowhere_else(seeds: Path, tmp_path: Path) -> None:
    write(seeds / "a.txt", "Finland acts.", "id: a")
    write(tmp_path / "outside.txt", "My diary.")
    (seeds / "again.txt").symlink_to("a.txt")
    (seeds / "circle").symlink_to("..")
    (seeds / "loop.txt").symlink_to("loop.txt")
    (seeds / "out.txt").symlink_to(tmp_path / "outside.txt")
    (seeds / "passwd.txt").symlink_to("/etc/passwd")
    found = read_catalogue(seeds)
    assert ids(found) == ["a", "again"]
    assert [problem.split(": warning: ")[1].split(" (")[0] for problem in problems(found)] == [
        "a link to a folder: not followed",
        "a link that leads nowhere: not used",
        "a link that leads out of the corpus: not used",
        "a link that leads out of the corpus: not used",
        "has no sidecar: shown as untitled and undated",
    ]


def test_folders_are_read_to_a_depth(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_MAX_DEPTH", 1)
    write(seeds / "1" / "a.txt", "Finland acts.", "id: a")
    write(seeds / "1" / "2" / "b.txt", "Sweden acts.", "id: b")
    found = read_catalogue(seeds)
    assert ids(found) == ["a"]
    assert problems(found) == ["seeds/1/2: warning: folders are more than 1 deep: not read"]


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert problems(read_catalogue(tmp_path / "seeds")) == [
        "seeds: cannot be read: no such file or directory"
    ]


@pytest.mark.parametrize(
    ("stem", "id"),
    [
        ("bondarieva-2025-07-22", "bondarieva-2025-07-22"),
        ("EU_2021.v2", "EU_2021.v2"),
        ("-rf", "rf-"),
        ("naïve_é", "naive_e-"),
        ("new\nline", "new-line-"),
        ("\u202egnp", "gnp-"),
        ("難民", "document-"),
        ("a..b", "a-b-"),
        ("ends.", "ends-"),
        ("a" * 200, "a" * 71 + "-"),
        ("", "document-"),
    ],
)
def test_a_file_name_makes_a_tame_id(stem: str, id: str) -> None:
    made = id_of(stem)
    assert made == id or (made.startswith(id) and len(made) == len(id) + 8)
    assert is_document_id(made)
    assert len(made) <= 80


def test_two_file_names_make_two_ids() -> None:
    assert len({id_of("a b"), id_of("a  b"), id_of("a-b"), id_of("a_b"), id_of("A b")}) == 5
    assert id_of("e\u0301") == id_of("é")  # composed or not: the same name on another disk


def test_a_file_name_stays_on_one_line_of_a_message(seeds: Path) -> None:
    write(seeds / "new\nline\u202e.txt", "Finland acts.")
    (said,) = problems(read_catalogue(seeds))
    assert "\n" not in said
    assert "\u202e" not in said
