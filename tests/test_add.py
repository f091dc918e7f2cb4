"""`corpus add` from end to end: files come in, sidecars load, the same story is known again, a brief is built."""

from __future__ import annotations

import hashlib
import ipaddress
import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import saved_files as files
from test_add_fetch import page, served

from briefgen.acquire.adding import Adding, Wanted
from briefgen.acquire.dating import as_edtf, date_at_head
from briefgen.acquire.fetch import Bounds
from briefgen.acquire.naming import free, propose
from briefgen.acquire.process import ReadingProcess
from briefgen.acquire.same import Likeness, Shelf, print_of
from briefgen.acquire.write import write_all
from briefgen.build import build_briefs
from briefgen.corpus.catalogue import read_catalogue
from briefgen.errors import Level, StorageError
from briefgen.paths import Project

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 22)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with themes and no document."""
    root = tmp_path / "project"
    (root / "seeds").mkdir(parents=True)
    (root / "briefs").mkdir()
    (root / "seeds" / "themes.yaml").write_text(
        "returns:\n  title: Returns\n  definition: What is said on returns.\n"
        "  rules:\n    - {name: a word of it, any: [return*, éloign*, верн*, zawróc*, readmission*]}\n"
    )
    return root


def run(project: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefgen", "corpus", "add", *map(str, arguments)]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(project)}
    return subprocess.run(
        command, cwd=project, capture_output=True, text=True, env=environment, timeout=300, check=False
    )


def ids(project: Path) -> list[str]:
    return sorted(
        path.stem for path in (project / "seeds").glob("*.txt") if not path.stem.endswith(".original")
    )


def test_ten_documents_become_a_brief_that_passes(project: Path, tmp_path: Path) -> None:
    came = files.ten_files(tmp_path / "desk")
    ran = run(project, tmp_path / "desk")
    assert ran.returncode == 0, ran.stderr
    assert "10 documents added, 0 known already, 0 not added" in ran.stderr
    catalogue = read_catalogue(project / "seeds")
    errors = [str(problem) for problem in catalogue.problems if problem.level is Level.ERROR]
    assert (errors, len(catalogue.entries)) == ([], 10)
    assert not [p for p in catalogue.problems if "nothing shows" in p.message]
    kept = {path.name for path in (project / "seeds").iterdir() if ".original." in path.name}
    assert len(kept) == 9  # the text in UTF-8 is its own original
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in came}
    assert digests == {(entry.original or entry.document.source).sha256 for entry in catalogue.entries}

    memo = next(
        entry.document
        for entry in catalogue.entries
        if entry.document.source.title == "Memo on charter flights"
    )
    (project / "briefs" / "returns.yaml").write_text(
        "title: Returns, as told to us\nthemes: [returns]\nkind: briefing\nsections:\n"
        f"  - quotes: {{max: 12, pin: [{{document: {memo.id}, exact: Charter flights cost twice as much as planned}}]}}\n"
        "  - figures\n  - timeline\n  - limits\n  - sources\n"
        "output: [markdown, html, json]\n"
    )
    (outcome,) = build_briefs(Project.at(project), ["returns"], as_of=date(2026, 11, 23))
    assert outcome.status == "built", [str(problem) for problem in outcome.problems]
    edition = project / "output" / "returns" / "latest"
    evidence = json.loads((edition / "returns.json").read_text())["evidence"]
    pages = {item["document"]: item.get("page") for item in evidence}
    assert pages[memo.id] == 1
    assert "Nils Berg" in (text := (edition / "returns.md").read_text())
    assert ", p. 1[^" in text
    assert ", p. 1" in (edition / f"source-{memo.id}.html").read_text()
    assert len(pages) >= 6


def test_a_second_run_finds_everything_known(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "article.html").write_text(files.ARTICLE)
    (folder / "short.txt").write_text(files.SHORT)
    assert run(project, folder).returncode == 0
    before = {path.name: path.read_bytes() for path in (project / "seeds").iterdir()}
    ran = run(project, folder)
    assert (ran.returncode, ran.stdout.count("known")) == (0, 2)
    assert {path.name: path.read_bytes() for path in (project / "seeds").iterdir()} == before


def test_the_sidecar_says_what_it_found_and_marks_it(project: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(files.ARTICLE)
    ran = run(project, tmp_path / "page.html", "--id", "gazette-2025")
    assert ran.stdout == "added  gazette-2025  seeds/gazette-2025.txt  Ministers agree on returns\n"
    text = (project / "seeds" / "gazette-2025.yaml").read_text()
    digest = hashlib.sha256(files.ARTICLE.encode()).hexdigest()
    for line in (
        'original_name: "page.html"',
        '  file: "gazette-2025.original.html"',
        f"  sha256: {digest}",
        'title: "Ministers agree on returns"    # confirm: the page\'s JSON-LD, headline',
        "issued: 2025-06-03    # confirm: the page's JSON-LD, datePublished; others: 2025-06-05 by the page's JSON-LD, dateModified",
        'issued_basis: "Zagreb, 3 June 2025"',
    ):
        assert line in text
    assert (project / "seeds" / "gazette-2025.original.html").read_text() == files.ARTICLE
    assert "8 guesses to confirm" in ran.stderr


def test_a_rehearsal_writes_nothing(project: Path, tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text(files.SHORT)
    ran = run(project, tmp_path / "short.txt", "--dry-run")
    assert "id: " in ran.stdout
    assert "Jonas Weber" in ran.stdout
    assert ids(project) == []


def test_nothing_is_overwritten(project: Path, tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text(files.SHORT)
    (project / "seeds" / "mine.txt").write_text("My own text, which stays as it is.\n")
    ran = run(project, tmp_path / "short.txt", "--id", "mine")
    assert ran.returncode == 1
    assert "the id 'mine' is taken (choose another, nothing is overwritten)" in ran.stderr
    with pytest.raises(StorageError):
        write_all(project / "seeds", {"new.txt": b"x", "mine.txt": b"y"})
    assert ids(project) == ["mine"]
    assert run(project, tmp_path / "short.txt", "--id", "../x").returncode == 1


def test_nearly_the_same_text_waits_for_a_decision(project: Path, tmp_path: Path) -> None:
    wire = " ".join(f"{words} {at}" for at, words in enumerate(files._PARAGRAPHS * 3))
    (tmp_path / "one.txt").write_text(f"Berlin, 3 May 2025\n\n{wire}\n")
    (tmp_path / "two.txt").write_text(f"Berlin, 3 May 2025\n\n{wire} Our correspondent adds a word.\n")
    assert run(project, tmp_path / "one.txt", "--id", "one").returncode == 0
    ran = run(project, tmp_path / "two.txt", "--id", "two")
    assert ran.returncode == 1
    assert "is nearly the same text as one" in ran.stderr
    assert ids(project) == ["one"]
    assert run(project, tmp_path / "two.txt", "--id", "two", "--again").returncode == 0
    second = next(e for e in read_catalogue(project / "seeds").entries if e.document.id == "two")
    assert second.document.source.part_of == "one"  # and is no second source


def test_attachments_are_parts_of_their_message(project: Path, tmp_path: Path) -> None:
    (tmp_path / "mail.eml").write_bytes(files.message())
    ran = run(project, tmp_path / "mail.eml", "--attachments")
    assert ran.returncode == 0, ran.stderr
    entries = {e.document.id: e.document.source for e in read_catalogue(project / "seeds").entries}
    assert {source.part_of for source in entries.values()} == {None, "sulc-2025-05-08"}
    assert not list(tmp_path.glob("annex*"))


def test_one_bad_file_does_not_stop_the_others(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(files.scan())
    (folder / "b.pdf").write_text(files.ARTICLE)
    (folder / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "d.txt").write_text(files.SHORT)
    ran = run(project, folder)
    assert ran.returncode == 1
    assert "2 documents added, 0 known already, 2 not added" in ran.stderr
    assert f"{folder}/b.pdf: warning: its name says a PDF, but it is a web page: read as that" in ran.stderr
    assert f"{folder}/a.pdf: is a scan" in ran.stderr


def test_misuse_is_told_before_anything_is_read(project: Path, tmp_path: Path) -> None:
    assert run(project, "a.txt", "b.txt", "--id", "x").returncode == 2
    ran = run(project, "gone.txt", "ftp://127.0.0.1/x", "http://127.0.0.1/")
    assert ran.returncode == 1
    assert "gone.txt: cannot be read: no such file or directory" in ran.stderr
    assert "ftp://127.0.0.1/x: is no web address" in ran.stderr
    assert "http://127.0.0.1/: 127.0.0.1 is no public host" in ran.stderr


def test_a_page_from_a_server(project: Path) -> None:
    bounds = Bounds(networks=(ipaddress.ip_network("127.0.0.0/8"),))
    article = page(files.ARTICLE.encode(), Content_Type="application/pdf")
    with ReadingProcess() as process, served(news=article) as (home, _):
        adding = Adding.to(project / "seeds", read_catalogue(project / "seeds"), TODAY, process)
        adding.bounds = bounds
        (added,) = adding.add_address(f"{home}/news", Wanted())
        (again,) = adding.add_address(f"{home}/news", Wanted())
    assert added.id == "novak-2025-06-03"
    assert "the server says a PDF, but it is a web page: read as that" in added.notes
    assert again.match and again.match.likeness is Likeness.SAME_BYTES
    text = (project / "seeds" / f"{added.id}.yaml").read_text()
    assert f'  url: "{home}/news"\n  fetched: 2026-11-22\n' in text
    assert "original_name" not in text


def test_the_original_is_kept_and_missed(project: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(files.ARTICLE)
    run(project, tmp_path / "page.html", "--id", "x")
    seeds = project / "seeds"
    assert not [p for p in read_catalogue(seeds).problems if "original" in str(p)]
    (seeds / "x.original.html").unlink()
    (problem,) = [p for p in read_catalogue(seeds).problems if "original" in str(p)]
    assert str(problem).startswith("seeds/x.yaml:6:9: warning: the original 'x.original.html' is not there")
    (seeds / "alone.original.pdf").write_bytes(b"x")
    assert any("seeds/alone.original.pdf" in str(p) for p in read_catalogue(seeds).problems)


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2025-07-22T23:30:00+02:00", "2025-07-22"),
        ("2025/07/22", "2025-07-22"),
        ("20250722", "2025-07-22"),
        ("2025-07", "2025-07"),
        ("2025", "2025"),
        ("22 July 2025", "2025-07-22"),
        ("Tue, 22 Jul 2025 10:00:00 GMT", "2025-07-22"),
        ("2025-02-30", None),
        ("2031-01-01", None),  # has not come yet
        ("0001-01-01", None),
        ("yesterday", None),
        ("12", None),
        ("1753142400000", None),
    ],
)
def test_a_date_is_read_as_far_as_it_is_written(written: str, edtf: str | None) -> None:
    assert as_edtf(written, TODAY) == edtf


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Paris, le 14 mai 2025\n\nLe ministre", None, ("2025-05-14", "14 mai 2025")),
        ("Berlin, den 3. März 2025\n\nDie Ministerin", None, ("2025-03-03", "3. März 2025")),
        ("Lisboa, 1 de junho de 2025\n", None, ("2025-06-01", "1 de junho de 2025")),
        ("Москва, 20 мая 2025 года\n", None, ("2025-05-20", "20 мая 2025")),
        ("Warszawa, 21 maja 2025\n", None, ("2025-05-21", "21 maja 2025")),
        ("Zagreb, 3. listopada 2025.\n", None, None),  # October in Zagreb, November in Warsaw
        ("Zagreb, 3. listopada 2025.\n", "hr", ("2025-10-03", "3. listopada 2025")),
        ("Warszawa, 3 listopada 2025\n", "pl-PL", ("2025-11-03", "3 listopada 2025")),
        ("14 mai 2025\n15 mai 2025\n", None, None),
        ("30 février 2025\n", None, None),
    ],
)
def test_the_date_at_the_head_in_other_languages(
    text: str, language: str | None, found: tuple[str, str] | None
) -> None:
    assert date_at_head(text, language) == found


@pytest.mark.parametrize(
    ("known", "id_"),
    [
        ({"author": "Khrystyna Bondarieva", "issued": "2025-07-22"}, "bondarieva-2025-07-22"),
        ({"author": "Šulc, Petra", "issued": "2025-07"}, "sulc-2025-07"),
        ({"author": "Press Office", "outlet": "News blog", "issued": "2021-06-06"}, "news-blog-2021-06-06"),
        ({"outlet": "The Europe Times", "issued": "2025-10/2025-12"}, "the-europe-times-2025-10-to-2025-12"),
        ({"url": "https://www.gazette.example/x", "issued": "2025~"}, "gazette-2025"),
        (
            {"author": "Jana Novák", "title": "The end of the returns as we know them"},
            "novak-end-returns-as-we",
        ),
        ({"title": "Отчёт", "stem": "report 7"}, "report-7"),
        ({"title": "Memo on charter flights", "issued": "2025-05-19"}, "memo-charter-flights-2025-05-19"),
        ({}, "document"),
    ],
)
def test_an_id_is_made_of_author_or_outlet_and_date(known: dict[str, str], id_: str) -> None:
    nothing = dict.fromkeys(("author", "outlet", "url", "title", "stem", "issued"))
    assert propose(**(nothing | known)) == id_


def test_an_id_is_free_whatever_its_case() -> None:
    assert free("a", {"b"}) == "a"
    assert free("a", {"A", "a-2"}) == "a-3"


_STORY = " ".join(f"word{at}" for at in range(200))


@pytest.mark.parametrize(
    ("words", "likeness"),
    [
        (_STORY, Likeness.SAME_TEXT),
        (_STORY.upper().replace(" ", ",\n"), Likeness.SAME_TEXT),
        (f"{_STORY} and a last word", Likeness.NEAR),
        (" ".join(_STORY.split()[:90]), Likeness.HELD),
        (" ".join([*_STORY.split()[:60], *(f"other{at}" for at in range(60))]), Likeness.SHARED),
        (" ".join(f"other{at}" for at in range(200)), None),
        ("word1 word2 word3 word4 word5 word6", None),  # too short to tell
    ],
)
def test_the_same_story_is_known_by_its_words(words: str, likeness: Likeness | None) -> None:
    match = Shelf([print_of("known", _STORY)]).find(print_of("", words))
    assert (match.likeness if match else None) == likeness


def test_the_same_address_with_other_words_is_told() -> None:
    shelf = Shelf([print_of("known", "one text", addresses=("https://www.a.example/x/",))])
    match = shelf.find(print_of("", "another story", addresses=("http://a.example/x#top",)))
    assert match and match.likeness is Likeness.SAME_ADDRESS


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_one_document_in_three_forms_is_one(project: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(files.plan())
    odt = files.by_office(tmp_path, tmp_path / "plan.docx", "odt")
    ran = run(project, tmp_path / "plan.docx", odt)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("known") == 1
