"""Documents in: the store holds what seeds/ holds, and a second run does only what is new."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen import ingest as story
from briefgen.errors import InputError
from briefgen.extract.analyse import analyse
from briefgen.ingest import ingest
from briefgen.model.facts import Analysis, TaggedBy
from briefgen.model.text import Document
from briefgen.paths import Project
from briefgen.store import Query, Store, open_store

SEEDS = Path(__file__).parent.parent / "seeds"
THEMES = """\
returns:
  title: Returns
  definition: Return of people to where they came from.
  rules:
    - {name: returns, any: [return, returns]}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for folder in ("briefs", "seeds"):
        (tmp_path / folder).mkdir()
    write(tmp_path / "seeds" / "a.txt", "Voluntary returns rose.\n\nFinland joined.\n")
    write(tmp_path / "seeds" / "b.txt", "Arrivals fell.\n")
    (tmp_path / "seeds" / "themes.yaml").write_text(THEMES)
    return Project.at(tmp_path)


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store("sqlite:///:memory:") as opened:
        yield opened


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that are analysed, in order."""
    seen: list[str] = []

    def noting(document: Document) -> Analysis:
        seen.append(document.id)
        return analyse(document)

    monkeypatch.setattr(story, "analyse", noting)
    return seen


def write(path: Path, text: str, more: str = "") -> None:
    path.write_text(text)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(".yaml").write_text(f"id: {path.stem}\nsha256: {digest}\n{more}\n")


def returns(store: Store) -> list[str]:
    hits = store.passages(Query(themes=("returns",)))
    return [hit.fact.cited.span.of(store.document(hit.source.id).text) for hit in hits]


def test_the_store_holds_what_the_folder_holds(project: Project, store: Store) -> None:
    report = ingest(project, store)
    assert (report.added, report.changed, report.unchanged, report.removed) == (("a", "b"), (), (), ())
    assert report.problems == ()
    assert store.analysis("a") == analyse(report.catalogue.document("a"))
    assert [theme.title for theme in store.themes()] == ["Returns"]
    assert returns(store) == ["Voluntary returns rose."]


def test_a_second_run_reads_nothing_again(project: Project, store: Store, analysed: list[str]) -> None:
    ingest(project, store)
    before = {id: store.analysis(id) for id in sorted(store.keys())}
    report = ingest(project, store)
    assert report.unchanged == ("a", "b")
    assert (report.added, report.changed, report.removed) == ((), (), ())
    assert analysed == ["a", "b"]
    assert {id: store.analysis(id) for id in sorted(store.keys())} == before


def test_a_changed_document_or_sidecar_is_analysed_again(
    project: Project, store: Store, analysed: list[str]
) -> None:
    ingest(project, store)
    write(project.seeds / "a.txt", "Returns fell.\n")
    assert ingest(project, store).changed == ("a",)
    write(project.seeds / "a.txt", "Returns fell.\n", "title: A title")
    report = ingest(project, store)
    assert (report.changed, report.unchanged) == (("a",), ("b",))
    assert store.document("a").source.title == "A title"
    assert analysed == ["a", "b", "a", "a"]


def test_a_changed_codebook_tags_again_without_a_new_analysis(
    project: Project, store: Store, analysed: list[str]
) -> None:
    ingest(project, store)
    project.themes.write_text(THEMES.replace("[return, returns]", "[arrivals]"))
    assert ingest(project, store).changed == ("a", "b")
    assert returns(store) == ["Arrivals fell."]
    assert analysed == ["a", "b"]


def test_a_document_that_is_gone_leaves_the_store(project: Project, store: Store) -> None:
    ingest(project, store)
    for suffix in (".txt", ".yaml"):
        (project.seeds / f"a{suffix}").unlink()
    assert ingest(project, store).removed == ("a",)
    assert [source.id for source in store.sources()] == ["b"]


def test_a_faulty_document_is_told_and_the_rest_goes_on(project: Project, store: Store) -> None:
    (project.seeds / "a.txt").write_bytes(b"%PDF-1.7")
    report = ingest(project, store)
    assert report.added == ("b",)
    assert [str(problem) for problem in report.problems] == [
        "seeds/a.txt: this is a PDF, not plain text (save its text as .txt)"
    ]


def test_a_persons_decision_wins_over_the_rules(project: Project, store: Store) -> None:
    decisions = "tags: [{theme: returns, exact: Finland joined, why: it says so}]\nuntag: [{theme: returns, exact: rose}]"
    write(project.seeds / "a.txt", "Voluntary returns rose.\n\nFinland joined.\n", decisions)
    assert ingest(project, store).problems == ()
    assert returns(store) == ["Finland joined."]
    assert [(tag.by, tag.why) for tag in store.tags("a")] == [(TaggedBy.PERSON, "it says so")]


def test_a_theme_that_the_codebook_does_not_know_is_a_problem_of_the_sidecar(
    project: Project, store: Store
) -> None:
    write(project.seeds / "a.txt", "Finland joined.\n", "tags: [{theme: retrns, exact: Finland}]")
    report = ingest(project, store)
    assert [str(problem) for problem in report.problems] == [
        "seeds/a.yaml:3:16: unknown theme 'retrns' (did you mean 'returns'?)"
    ]


def test_a_corpus_without_themes_and_actors_has_passages_all_the_same(project: Project, store: Store) -> None:
    project.themes.unlink()
    assert ingest(project, store).added == ("a", "b")
    assert store.themes() == ()
    assert len(store.passages()) == 3


def test_faulty_themes_and_actors_are_told_together_and_change_nothing(
    project: Project, store: Store
) -> None:
    ingest(project, store)
    project.themes.write_text("returns: 1\n")
    project.actors.symlink_to("nowhere")
    with pytest.raises(InputError) as raised:
        ingest(project, store)
    assert [str(problem.place).split(":")[0] for problem in raised.value.problems] == [
        "seeds/themes.yaml", "seeds/actors.yaml",
    ]  # fmt: skip
    assert returns(store) == ["Voluntary returns rose."]


def test_a_run_that_was_cut_short_goes_on(project: Project, store: Store, analysed: list[str]) -> None:
    def cut(done: int, total: int) -> None:
        assert total == 2
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(project, store, progress=cut)
    assert list(store.keys()) == ["a"]
    assert ingest(project, store).added == ("b",)
    assert analysed == ["a", "b"]


def test_a_fault_of_the_program_names_the_document(
    project: Project, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(document: Document) -> Analysis:
        raise RuntimeError("a rule failed")

    monkeypatch.setattr(story, "analyse", broken)
    with pytest.raises(RuntimeError, match="a rule failed") as raised:
        ingest(project, store)
    assert raised.value.__notes__ == ["while the document 'a' was analysed"]


def test_several_processes_find_the_same(project: Project, store: Store) -> None:
    for path in SEEDS.glob("*.txt"):
        shutil.copy(path, project.seeds)
    done: list[tuple[int, int]] = []
    ingest(project, store, workers=2, progress=lambda *step: done.append(step))
    assert done == [(number, 7) for number in range(1, 8)]
    with open_store("sqlite:///:memory:") as other:
        ingest(project, other, workers=1)
        assert other.keys() == store.keys()
        assert [other.analysis(id) for id in sorted(other.keys())] == [
            store.analysis(id) for id in sorted(store.keys())
        ]
