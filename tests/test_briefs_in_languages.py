"""The project's briefs in every language: what the program prints is translated, what others wrote stays."""

from __future__ import annotations

import html
import io
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import AS_OF, ROOT, brief_names
from edition_faults import CHECKS, Edition
from faults_of_words import MARKS
from printed import fold

from briefgen.build import build_briefs
from briefgen.cli import run
from briefgen.languages import LANGUAGES, Language
from briefgen.paths import Project

OTHERS = [tag for tag in LANGUAGES if tag != "en"]
NAMES = brief_names()
SHORT = 5  # letters of words that may stand in any language: "in", "of", "Page"


@pytest.fixture(scope="module", params=OTHERS)
def language(request: pytest.FixtureRequest) -> Language:
    return LANGUAGES[request.param]


@pytest.fixture(scope="module")
def translated(language: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project whose settings ask for the language: its editors go on writing English."""
    root = tmp_path_factory.mktemp(language.tag)
    for folder in ("briefs", "seeds"):
        shutil.copytree(ROOT / folder, root / folder)
    settings = ROOT / "briefgen.yaml"
    own = settings.read_text() if settings.is_file() else ""
    (root / "briefgen.yaml").write_text(f"{own}\nlanguage: {language.tag}\n")
    for outcome in build_briefs(Project.at(root), NAMES, as_of=AS_OF):
        assert outcome.status == "built", "\n".join(str(problem) for problem in outcome.problems)
    return root


def edition(root: Path, name: str) -> Edition:
    return Edition.at(root / "output" / name / "latest", root / "seeds")


@pytest.mark.parametrize("name", NAMES)
def test_every_promise_holds_in_every_language(name: str, translated: Path) -> None:
    made = edition(translated, name)
    faults = {check: list(find(made)) for check, find in CHECKS.items()}
    assert {check: found for check, found in faults.items() if found} == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_brief_says_which_language_it_is_in(name: str, translated: Path, language: Language) -> None:
    made = edition(translated, name)
    assert made.json["language"] == language.tag
    assert made.text_of("html").startswith(f'<!DOCTYPE html>\n<html lang="{language.tag}">')
    with pikepdf.open(io.BytesIO(made.files[f"{name}.pdf"])) as pdf:
        assert str(pdf.Root.Lang) == language.tag
    opening, closing = language.marks
    assert f'quotes: "{opening}" "{closing}"' in made.text_of("html")
    assert f"{opening}" in made.text_of("md") and fold(opening) == MARKS[language.tag][0].strip()


@pytest.mark.parametrize("name", NAMES)
def test_words_of_an_english_source_are_marked_as_english(name: str, translated: Path) -> None:
    page = edition(translated, name).text_of("html")
    quotations = re.findall(r"<blockquote[^>]*>", page)
    assert quotations and all(' lang="en"' in tag for tag in quotations)
    slices = re.findall(r"<span data-evidence=[^>]*>", page)
    assert slices and all(' lang="en"' in tag for tag in slices)


@pytest.mark.parametrize("suffix", ["md", "html", "pdf"])
def test_verify_finds_every_quotation_whatever_its_marks(
    suffix: str, translated: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(translated)
    name = NAMES[0]
    assert run(["verify", f"output/{name}/latest/{name}.{suffix}"]) == 0
    found = re.search(r"(\d+) quotations; 0 findings", capsys.readouterr().out)
    assert found and int(found[1]) > 10


# No English is left --------------------------------------------------------------------------------


def _leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text of an edition's JSON that may be the program's own: not evidence, not prose, not sources."""
    if isinstance(value, str):
        if path[-1] in ("text", "title", "caption", "alt", "coverage") or path[-2:-1] == ("counts",):
            yield path, value
    elif isinstance(value, dict):
        if value.get("is_editors") or value.get("type") in ("verbatim", "title"):
            return
        for key, inner in value.items():
            if key not in ("evidence", "sources", "standfirst", "opening"):
                yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _leaves(inner, (*path, at))


@cache
def _english_left(tag: str) -> re.Pattern[str]:
    """Any phrase of the English table that this language says in other words."""
    phrases = []
    for key, phrase in LANGUAGES["en"].words.items():
        theirs = LANGUAGES[tag].words[key]
        for form in (phrase,) if isinstance(phrase, str) else tuple(phrase.values()):
            own = theirs if isinstance(theirs, str) else theirs["other"]
            literal = re.sub(r"\{\w+\}", "", form)
            if form != own and len(re.findall(r"\w", literal)) > SHORT:
                numbered = re.escape(form.strip()).replace(r"\{count\}", r"\d+")
                phrases.append(re.sub(r"\\\{\w+\\\}", ".+?", numbered))
    return re.compile("|".join(sorted(phrases, key=len, reverse=True)))


def _written_by_people(root: Path, name: str) -> str:
    texts = [path.read_text() for path in (root / "seeds").iterdir()]
    return fold(" ".join([(root / "briefs" / f"{name}.yaml").read_text(), *texts]))


@pytest.mark.parametrize("name", NAMES)
def test_no_english_label_is_left(name: str, translated: Path, language: Language) -> None:
    """Whatever the program wrote is not English, unless people wrote the very words."""
    people = _written_by_people(translated, name)
    left = [
        text
        for _, text in _leaves(edition(translated, name).json)
        if _english_left(language.tag).fullmatch(text.strip()) and fold(text) not in people
    ]
    assert left == []


@pytest.mark.parametrize("name", NAMES)
def test_no_english_label_is_left_around_the_sections(
    name: str, translated: Path, language: Language
) -> None:
    made = edition(translated, name)
    people = _written_by_people(translated, name)
    words = LANGUAGES["en"].group("page")
    theirs = language.group("page")
    pages = {
        file: content.decode() for file, content in made.files.items() if file.endswith((".html", ".md"))
    }
    for key, english in words.items():
        is_telling = len(english) > 2 * SHORT and english != theirs[key] and english not in people
        for file, page in pages.items():
            assert not (is_telling and re.search(rf"\b{re.escape(english)}", html.unescape(page))), (
                file,
                english,
            )


def test_the_guard_sees_english(language: Language) -> None:
    for words in (
        "5 documents of 5 in the corpus are cited.",
        "What is measured",
        "reported on 22 July 2025",
    ):
        assert _english_left(language.tag).fullmatch(words)


def test_a_brief_may_be_in_another_language_than_its_project(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "briefs").mkdir()
    (tmp_path / "briefgen.yaml").write_text("language: de\n")
    for name, line in (("one", ""), ("other", "language: fr\n")):
        spec = f"title: Libyen\nthemes: [libya-engagement]\nsections: [quotes]\noutput: [json]\n{line}"
        (tmp_path / "briefs" / f"{name}.yaml").write_text(spec)
    outcomes = build_briefs(Project.at(tmp_path), ["one", "other"], as_of=AS_OF)
    texts = [(made.folder / f"{made.name}.json").read_text() for made in outcomes if made.folder]
    assert ['"language": "de"' in texts[0], '"language": "fr"' in texts[1]] == [True, True]
    assert "Äußerungen" in texts[0] and "Ce qu’ils ont déclaré" in texts[1]
