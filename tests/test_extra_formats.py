"""The formats that a brief asks for by name, made of the project's own briefs and of documents that mean harm."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import AS_OF, ROOT, brief_names
from hostile_corpus import write_project
from printed import Printed, fold
from printed_docx import Docx
from printed_html import tree_of
from printed_markdown import read_markdown
from validating import nu

from briefgen.build import build_briefs
from briefgen.paths import Project
from briefgen.render.mail import MAX_BYTES
from briefgen.sections import KINDS

NAMES = (*brief_names(), "hostile")
FORMATS = ("markdown", "html", "json", "docx", "mail")
QUOTED = re.compile(r"“([^“”]*)”")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A preview of each brief in these formats."""
    root = tmp_path_factory.mktemp("extra")
    write_project(root / "hostile", KINDS)
    made = [
        *build_briefs(Project.at(ROOT), brief_names(), as_of=AS_OF, formats=FORMATS, output=root / "output"),
        *build_briefs(Project.at(root / "hostile"), ["hostile"], as_of=AS_OF, formats=FORMATS),
    ]
    for outcome in made:
        assert outcome.status == "preview", "\n".join(str(problem) for problem in outcome.problems)
    return {outcome.name: outcome.folder for outcome in made if outcome.folder}


def brief_of(folder: Path) -> dict[str, Any]:
    name = json.loads((folder / "manifest.json").read_text())["brief"]
    return json.loads((folder / f"{name}.json").read_text())


@pytest.mark.parametrize("name", NAMES)
def test_a_docx_says_what_the_markdown_says(name: str, folders: dict[str, Path]) -> None:
    docx = Docx((folders[name] / f"{name}.docx").read_bytes()).printed
    markdown = read_markdown((folders[name] / f"{name}.md").read_text())
    assert said(docx) == said(markdown)
    assert [table.rows for table in docx.tables] == [table.rows for table in markdown.tables]
    assert [(q.slice, q.attribution.words) for q in docx.quotations] == [
        (q.slice, q.attribution.words) for q in markdown.quotations
    ]
    assert [s.number for s in docx.sources] == [s.number for s in markdown.sources]


def said(printed: Printed) -> list[tuple[str, str]]:
    kinds = {"title", "standfirst", "heading", "subheading", "paragraph", "note", "item", "caption"}
    return [(run.section, run.words) for run in printed.runs if run.kind in kinds]


@pytest.mark.parametrize("name", NAMES)
def test_a_docx_holds_all_evidence_and_the_json(name: str, folders: dict[str, Path]) -> None:
    docx = Docx((folders[name] / f"{name}.docx").read_bytes())
    item = docx.xml("customXml/item1.xml")
    kept = base64.b64decode(item.findtext("{*}json") or "")
    assert kept == (folders[name] / f"{name}.json").read_bytes()
    evidence = {one["id"]: one for one in json.loads(kept)["evidence"]}
    marks = {mark.get("name", ""): mark.get("evidence", "") for mark in item.findall("{*}bookmark")}
    assert set(marks.values()) == evidence.keys()
    for mark, id_ in marks.items():
        if evidence[id_]["type"] == "quote":
            assert fold(evidence[id_]["printed_text"]) == fold(docx.bookmarks[mark])


@pytest.mark.parametrize("name", NAMES)
def test_word_counts_the_notes_itself(name: str, folders: dict[str, Path]) -> None:
    docx = Docx((folders[name] / f"{name}.docx").read_bytes())
    assert b"customMarkFollows" not in docx.parts["word/document.xml"]
    assert [note.number for note in docx.notes] == [s["number"] for s in brief_of(folders[name])["sources"]]


@pytest.mark.parametrize("name", NAMES)
def test_a_mail_quotes_only_what_is_evidence(name: str, folders: dict[str, Path]) -> None:
    page = (folders[name] / f"{name}.mail.html").read_text()
    text = fold((folders[name] / f"{name}.mail.txt").read_text())
    brief = brief_of(folders[name])
    evidence = {one["id"]: one["printed_text"] for one in brief["evidence"]}
    titles = " ".join(source["title"] or "" for source in brief["sources"])
    named = {name for e in tree_of(page).iter() for name in e.get("data-evidence", "").split()}
    assert named <= evidence.keys()
    for quoted in QUOTED.findall(text):
        if len(quoted.split()) >= 3 and quoted not in titles:
            assert any(quoted in evidence[id_] for id_ in named), quoted
    assert len(page.encode()) <= MAX_BYTES


@pytest.mark.parametrize("name", NAMES)
def test_a_mail_and_its_plain_text_hold_the_same(name: str, folders: dict[str, Path]) -> None:
    body = tree_of((folders[name] / f"{name}.mail.html").read_text()).find("body")
    text = fold((folders[name] / f"{name}.mail.txt").read_text())
    assert body is not None
    for tag in ("h1", "h2", "h3", "li"):
        for element in body.iter(tag):
            words = re.sub(r"\s*\[[\d, ]+\]", "", fold("".join(element.itertext())))
            for part in words.split(" · "):
                assert part[:60] in re.sub(r"\s*\[[\d, ]+\]", "", text), part


def test_the_nu_checker_finds_no_fault_in_mails(folders: dict[str, Path]) -> None:
    assert nu(folders[name] / f"{name}.mail.html" for name in NAMES) == []
