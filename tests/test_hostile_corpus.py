"""A project of documents and words that mean harm, or only confuse: the build succeeds, and all promises hold."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import AS_OF
from edition_faults import CHECKS, Edition
from hostile_corpus import THEMES, write_project
from hostile_fragments import documents
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.build import build_briefs
from briefgen.errors import Level
from briefgen.paths import Project
from briefgen.sections import KINDS

HIDDEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
BRIEFS = ("hostile", "nothing")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edition]:
    """The editions of both briefs."""
    root = tmp_path_factory.mktemp("hostile") / "project"
    write_project(root, KINDS)
    for outcome in build_briefs(Project.at(root), BRIEFS, as_of=AS_OF):
        assert outcome.status == "built", "\n".join(str(problem) for problem in outcome.problems)
    return {name: Edition.at(root / "output" / name / "latest", root / "seeds") for name in BRIEFS}


@pytest.mark.parametrize("name", BRIEFS)
@pytest.mark.parametrize("check", CHECKS)
def test_promise(check: str, name: str, hostile: dict[str, Edition]) -> None:
    assert list(CHECKS[check](hostile[name])) == []


def test_every_kind_of_section_is_there(hostile: dict[str, Edition]) -> None:
    assert {section["kind"] for section in hostile["hostile"].json["sections"]} == set(KINDS)


@pytest.mark.parametrize(
    "words",
    [
        "<img src=x onerror=alert(2)> is what the coastguard sends us",
        "# Not a heading of patrols",
        "1. Not a list of boats",
        "=HYPERLINK(",
        "“The patrols of حرس السواحل will go on in the sea (البحر) until 2026.”",
        "[^9]: this is no footnote of the patrol",
        "Donaudampfschifffahrts" * 20,
        "1’000’000 CHF",
        "Patrols? […] Never!",
        "“We will *never* stop the **patrols**”",
        "{{ 7*7 }}",
    ],
)
def test_words_that_mean_harm_are_printed_as_words(words: str, hostile: dict[str, Edition]) -> None:
    for printed in hostile["hostile"].formats.values():
        assert words.strip("“”") in printed.text


def test_nothing_unseen_is_printed(hostile: dict[str, Edition]) -> None:
    edition = hostile["hostile"]
    assert HIDDEN.search("".join(edition.texts.values())), "the test has no power"
    for suffix in ("html", "md", "json"):
        assert not HIDDEN.search(edition.text_of(suffix))


def test_no_name_of_a_speaker_role_or_place_brings_its_own_marks(hostile: dict[str, Edition]) -> None:
    fields = ("speaker", "role", "venue", "place", "attributed_to", "measure")
    for item in hostile["hostile"].json["evidence"]:
        assert not any(re.search(r"[“”\"«»]", str(item.get(field) or "")) for field in fields)


def test_page_debris_in_the_middle_of_a_sentence_is_not_quoted(hostile: dict[str, Edition]) -> None:
    assert not any("- 2 -" in item["printed_text"] for item in hostile["hostile"].json["evidence"])


def test_a_brief_with_nothing_to_say_says_so(hostile: dict[str, Edition]) -> None:
    edition = hostile["nothing"]
    assert (edition.json["evidence"], edition.json["sources"]) == ([], [])
    for printed in edition.formats.values():
        assert "No source in the corpus" in printed.text
        assert "No source is cited." in printed.text


# Documents at random ----------------------------------------------------------------------------------

SECTIONS = [f"{name}: {{max: 50}}" for name in ("key-points", "quotes", "figures", "timeline", "actors")]
BRIEF = f"title: T\nthemes: [patrols]\nsections: [{', '.join(SECTIONS)}, {{}}]\n"
READ_BACK = set(CHECKS) - {  # they read what only a whole edition has
    "evidence_is_found_in_every_format",
    "no_missing_value_is_printed",
    "sections_are_those_of_the_json",
    "pdf_carries_the_json",
    "folder_is_whole",
}


@settings(max_examples=15)
@given(texts=st.lists(documents(), min_size=1, max_size=5))
def test_no_document_breaks_a_brief(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    """What sections choose by themselves passes the check and is read back from the page and the Markdown."""
    root = tmp_path_factory.mktemp("random")
    for folder in ("seeds", "briefs"):
        (root / folder).mkdir()
    for number, text in enumerate(texts):
        (root / "seeds" / f"d{number}.txt").write_bytes(text.encode())
    (root / "seeds" / "themes.yaml").write_text(THEMES)
    rest = ", ".join(
        kind for kind in KINDS if not any(kind in section for section in SECTIONS) and kind != "text"
    )
    (root / "briefs" / "brief.yaml").write_text(BRIEF.replace("{}", rest))
    (outcome,) = build_briefs(Project.at(root), ["brief"], as_of=AS_OF, formats=("markdown", "html", "json"))
    assert [str(problem) for problem in outcome.problems if problem.level is Level.ERROR] == []
    edition = Edition.at(Path(outcome.folder or ""), root / "seeds")
    assert [fault for check in sorted(READ_BACK) for fault in CHECKS[check](edition)] == []
    shutil.rmtree(root)
