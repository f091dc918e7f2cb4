"""Verify: nothing is found in what was published, and every planted error in its copies is."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from conftest import brief_names
from hypothesis import given
from hypothesis import strategies as st
from planting import Planted, plant

from briefgen.cli.verify import _library
from briefgen.extract.analyse import analyse
from briefgen.model.facts import Actor
from briefgen.model.text import Document, Period, Source
from briefgen.paths import Project
from briefgen.store import open_store
from briefgen.verify import Finding, Library, read, verify
from briefgen.verify.draft import Kind, block, statements
from briefgen.verify.library import Shelf
from briefgen.verify.quotations import differences

SUFFIXES = (".md", ".html", ".pdf", ".docx")
LEAST_PLANTED = 50


@pytest.fixture(scope="module")
def library(published: Path) -> Library:
    with open_store("sqlite:///:memory:") as store:
        return _library(Project.at(published), store)


def edition(published: Path, name: str) -> Path:
    return published / "output" / name / "latest"


# The project's own briefs ---------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".md", ".html", ".pdf"])
@pytest.mark.parametrize("name", brief_names())
def test_nothing_is_found_in_what_was_published(
    name: str, suffix: str, published: Path, library: Library
) -> None:
    file = edition(published, name) / f"{name}{suffix}"
    report = verify(read(file.read_bytes(), suffix), library)
    assert report.findings == []
    assert report.checked["quotations"] >= 10 and report.checked["numbers"] >= 20


@pytest.mark.parametrize("name", brief_names())
def test_every_planted_error_is_found(name: str, published: Path, library: Library) -> None:
    planted = list(plant(edition(published, name) / f"{name}.md"))
    assert len(planted) >= LEAST_PLANTED, Counter(one.what.split(":")[0] for one in planted)
    assert [one.what for one in planted if not _is_told(one, library)] == []


def _is_told(planted: Planted, library: Library) -> bool:
    findings = verify(read(planted.text.encode(), ".md"), library).findings
    return any(finding.kind in planted.kinds for finding in findings)


@pytest.mark.parametrize("name", brief_names())
def test_an_error_in_a_page_is_found_as_in_markdown(name: str, published: Path, library: Library) -> None:
    page = (edition(published, name) / f"{name}.html").read_text(encoding="utf-8")
    quotation = re.search(r"<blockquote[^>]*><p>.*? (?P<word>the|to) ", page)
    assert quotation
    changed = page[: quotation.start("word")] + "otherwise" + page[quotation.end("word") :]
    assert changed != page
    assert [str(f.kind) for f in verify(read(changed.encode(), ".html"), library).findings] == ["altered"]


# Any text -------------------------------------------------------------------------------------------------

LETTER = Document(
    Source("letter", "0" * 64, title="Letter to the council", issued=Period.parse("2024-03-05")),
    "Dear members,\n\nSome 1,200 people came in 2023, said Anna Kowalska, the director. “We were not ready "
    "for the winter, and the towns paid for it”, she added. “Nobody asked the towns.”\n\n"
    "Last month the grant rose to EUR 5 million.\n",
)
REPORT = Document(
    Source("report", "1" * 64, title="Report on the grants", issued=Period.parse("2024-06")),
    "The grant was EUR 5.5 million. Peter Novak told the committee: “The towns were paid in full by May.”\n",
)


@pytest.fixture(scope="module")
def shelf_of_two() -> Library:
    anna = Actor("anna", "Anna Kowalska", aliases=("Director Kowalska",))
    shelves = []
    for document in (LETTER, REPORT):
        found = analyse(document)
        quotes = [(q, anna if q.speaker and q.speaker.name == anna.name else None) for q in found.quotes]
        shelves.append(Shelf(document, quotes, [m.value for m in found.dates if isinstance(m.value, Period)]))
    return Library(shelves)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("She said: “We were not ready for the winter”.", [], id="verbatim"),
        pytest.param("She said: «We were not ready for the winter».", [], id="other marks"),
        pytest.param("“We were not ready for the winter,” she said.", [], id="a comma inside the marks"),
        pytest.param("“We were not ready […] and the towns paid for it”", [], id="marked elision"),
        pytest.param("“We were not ready … and the towns paid for it”", [], id="dots as an elision"),
        pytest.param("“[N]obody asked the towns.”", [], id="a letter in brackets"),
        pytest.param(
            "“We were not ready for the winter, and [they] paid for it”", [], id="a word in brackets"
        ),
        pytest.param("“We were ready for the winter”", ["altered"], id="a word left out"),
        pytest.param("“We were not ready for that winter”", ["altered"], id="another word"),
        pytest.param(
            "“The moon is made of green cheese, she thought”", ["not-found"], id="not in the corpus"
        ),
        pytest.param("“Nobody asked the towns” [@report].", ["wrong-source"], id="another source"),
        pytest.param("The “winter plan” of the director.", [], id="two words without a citation"),
        pytest.param("The “winter plan” [@letter].", ["altered", "not-found"], id="two words with one"),
        pytest.param(
            "Peter Novak said: “We were not ready for the winter.”", ["wrong-speaker"], id="another speaker"
        ),
        pytest.param("Director Kowalska said: “We were not ready for the winter.”", [], id="an alias"),
        pytest.param("Some 1,200 people came [@letter].", [], id="a number with its qualifier"),
        pytest.param("1,200 people came [@letter].", ["qualifier"], id="a number without it"),
        pytest.param("About 1 200 people came [@letter].", [], id="another writing and a like qualifier"),
        pytest.param("Some 1,300 people came [@letter].", ["number"], id="another number"),
        pytest.param("The grant rose to EUR 5 million [@letter].", [], id="money"),
        pytest.param("The grant rose to EUR 5 million [@report].", ["number"], id="money of another source"),
        pytest.param("The grant rose in February 2024 [@letter].", [], id="a month that the source implies"),
        pytest.param("The grant rose in October 2024 [@letter].", ["date"], id="a month that it does not"),
        pytest.param("Some 7,000 people came, as everybody knows.", [], id="what cites nothing"),
        pytest.param("It is so [@minutes].", ["unknown-source"], id="a citation that leads nowhere"),
    ],
)
def test_what_is_said_of_a_sentence(text: str, found: list[str], shelf_of_two: Library) -> None:
    kinds = [str(finding.kind) for finding in verify(read(text.encode(), ".md"), shelf_of_two).findings]
    assert kinds == found or (len(found) > 1 and len(kinds) == 1 and kinds[0] in found)


def test_what_differs_is_told_word_by_word() -> None:
    source = "We were not ready for the winter, and the towns paid for it"
    assert differences("We were ready for that winter, and the towns paid dearly for it", source) == [
        "“not” is left out",
        "“that” for “the”",
        "“dearly” is added",
    ]


@given(st.integers(0, len(LETTER.text) - 1), st.integers(3, 120))
def test_any_slice_of_a_source_is_verbatim(start: int, length: int) -> None:
    words = " ".join(LETTER.text[start : start + length].split())
    inner = re.search(r"(?<![\w’'])\w[^“”\"\[\]\n]*\w(?![\w’'])", words)
    if inner is None or len(inner[0].split()) < 3 or inner[0] not in " ".join(LETTER.text.split()):
        return
    whole = rf"(?<!\w){re.escape(inner[0])}(?!\w)"
    if not re.search(whole, " ".join(LETTER.text.split())):
        return  # the slice cut a word in two
    library = Library([Shelf(LETTER)])
    assert verify(read(f"“{inner[0]}” [@letter].".encode(), ".md"), library).findings == []


# Citations ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("One [1]. Two [2].", [("One", ("1",)), (". Two.", ("2",))]),
        ("One, says a [1] report of May. Two.", [("One, says a report of May. ", ("1",)), ("Two.", ())]),
        ("One [1][2].", [("One.", ("1", "2"))]),
        ("One [1–3].", [("One.", ("1", "2", "3"))]),
        ("One [@a; @b].", [("One.", ("a", "b"))]),
        ("One.", [("One.", ())]),
    ],
)
def test_a_citation_covers_the_words_back_to_the_one_before(
    text: str, covered: list[tuple[str, tuple[str, ...]]]
) -> None:
    made = block(Kind.TEXT, text, "1")
    assert [(made.text[s.start : s.end], s.keys) for s in statements(made)] == covered


# Files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"\x00\x01\x02", ".md"),
        (b"no pdf", ".pdf"),
        (b"no zip", ".docx"),
        (b"", ".docx"),
        (b"%PDF-1.7 broken", ".pdf"),
    ],
)
def test_what_is_no_such_file_is_told(content: bytes, suffix: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(content, suffix)


def test_a_document_with_entities_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("word/document.xml", bomb)
    with pytest.raises(ValueError, match="word processor"):
        read(packed.getvalue(), ".docx")


@given(st.binary(max_size=300), st.sampled_from([*SUFFIXES, ".txt"]))
def test_no_bytes_end_in_anything_but_a_draft_or_a_word(content: bytes, suffix: str) -> None:
    try:
        read(content, suffix)
    except ValueError as error:
        assert str(error)


# The command ----------------------------------------------------------------------------------------------


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefgen", "verify", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


@pytest.fixture
def project(published: Path, tmp_path: Path) -> Path:
    shutil.copytree(published, tmp_path / "project", symlinks=True)
    return tmp_path / "project"


def test_an_edition_is_compared_with_its_manifest(project: Path) -> None:
    whole = run(project, "output/returns/latest")
    assert whole.returncode == 0, whole.stdout + whole.stderr
    page = project / "output" / "returns" / "latest" / "returns.md"
    page.write_text(page.read_text().replace("too low", "too high"))
    changed = run(project, "output/returns/latest")
    assert changed.returncode == 1
    assert "returns.md was changed after it was published" in changed.stdout
    assert re.search(r"returns\.md:\d+: altered: differs from .*“high” for “low”", changed.stdout)


def test_findings_are_there_for_scripts(project: Path) -> None:
    (project / "draft.md").write_text(
        "“The number of sheep remains too low across the EU” [@returns-2020].\n"
    )
    done = run(project, "draft.md", "--json")
    (file,) = json.loads(done.stdout)["files"]
    assert done.returncode == 1
    assert [found["kind"] for found in file["findings"]] == ["unknown-source"]
    assert file["findings"][0].keys() == {*Finding.__slots__}


def test_a_file_that_cannot_be_read_does_not_stop_the_others(project: Path) -> None:
    (project / "a.pdf").write_bytes(b"no pdf")
    (project / "b.md").write_text("Nothing is quoted.\n")
    done = run(project, "a.pdf", "b.md")
    assert done.returncode == 1
    assert "a.pdf: cannot be read" in done.stderr and "b.md: nothing to check" in done.stdout
    assert run(project, "nowhere.md").returncode == 2
