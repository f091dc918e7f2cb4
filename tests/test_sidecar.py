"""What a sidecar may say, and that its words are held against the document."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.corpus.readers import Opened, open_document
from briefgen.corpus.sidecar import Sidecar, read_sidecar
from briefgen.errors import InputError
from briefgen.model.text import Correction, Period, Source, Span

TEXT = """Skip to main content
6 June 2021

Finland joined NA TO, and
relies on the EU. Finland
acts. I visited Tunisia.
Share this page
Facebook
All rights reserved
"""
SHA256 = "0" * 64
HEAD = f"id: a\nsha256: {SHA256}\n"
THEMES = frozenset({"returns", "libya-engagement"})


def fitted(tmp_path: Path, written: str, text: str = TEXT) -> Sidecar:
    path = tmp_path / "a.yaml"
    path.write_text(written)
    return read_sidecar(path, Opened(text, SHA256, "utf-8"), name="a.yaml", themes=THEMES)


def problems(tmp_path: Path, written: str) -> list[str]:
    try:
        return [str(warning) for warning in fitted(tmp_path, written).warnings]
    except InputError as error:
        return [str(problem) for problem in error.problems]


def test_everything_a_sidecar_says(tmp_path: Path) -> None:
    written = f"""\
id: ec-news-blog
sha256: {SHA256.upper()}
original_name: 003_66c919.txt
title: Partnerships are core
  of the Pact
author: [Ylva Johansson, "Directorate-General: Home"]
container-title: News blog
publisher: European Commission
issued: 2021-06-06
issued_basis: 6 June 2021
url: https://ec.europa.eu/news?id=1
type: post-weblog
language: en
narrator: Ylva Johansson
narrator_role: Commissioner
narrator_basis: I visited Tunisia
occasion: blog post
venue: Politico
part_of: whole
reliability: B
added: 2026-11-22
outside: {{container-title: the site it was copied from, narrator_role: her office in 2021}}
furniture:
  - Skip to main content
  - {{from: Share this page, to: All rights reserved}}
corrections:
  - {{exact: NA TO, reading: NATO, why: a space from the scan}}
tags:
  - {{theme: returns, exact: Finland, prefix: EU., why: for the test}}
untag:
  - {{theme: libya-engagement, exact: Finland joined}}
x-note: the user's own
"""
    sidecar = fitted(tmp_path, written)
    assert sidecar.source == Source(
        id="ec-news-blog",
        sha256=SHA256,
        title="Partnerships are core of the Pact",
        author=("Ylva Johansson", "Directorate-General: Home"),
        container_title="News blog",
        publisher="European Commission",
        issued=Period.parse("2021-06-06"),
        issued_basis="6 June 2021",
        url="https://ec.europa.eu/news?id=1",
        type="post-weblog",
        language="en",
        narrator="Ylva Johansson",
        narrator_role="Commissioner",
        narrator_basis="I visited Tunisia",
        occasion="blog post",
        venue="Politico",
        part_of="whole",
        reliability="B",
        added=date(2026, 11, 22),
        outside={"container-title": "the site it was copied from", "narrator_role": "her office in 2021"},
    )
    assert [span.of(TEXT) for span in sidecar.furniture] == [
        "Skip to main content",
        "Share this page\nFacebook\nAll rights reserved",
    ]
    at = TEXT.index("NA TO")
    assert sidecar.corrections == (Correction(Span(at, at + 5), "NATO", "a space from the scan"),)
    ((tag,), (untag,)) = sidecar.tags, sidecar.untag
    assert (tag.theme, tag.span.start, tag.why) == ("returns", TEXT.rindex("Finland"), "for the test")
    assert (untag.theme, untag.span.of(TEXT), untag.why) == ("libya-engagement", "Finland joined", None)
    assert str(tag.place) == "a.yaml:29:5"
    assert sidecar.warnings == ()


def test_one_author_needs_no_list(tmp_path: Path) -> None:
    assert fitted(tmp_path, HEAD + "author: Khrystyna Bondarieva").source.author == ("Khrystyna Bondarieva",)


def test_a_value_stays_what_was_written(tmp_path: Path) -> None:
    assert fitted(tmp_path, HEAD + "title: NO\nlanguage: no\nvenue: 010").source.title == "NO"


@pytest.mark.parametrize(
    "key", ["title", "author", "url", "outside", "furniture", "corrections", "tags", "untag"]
)
def test_a_key_without_value_says_nothing(tmp_path: Path, key: str) -> None:
    sidecar = fitted(tmp_path, HEAD + f"{key}:\n")
    assert sidecar.source == Source("a", SHA256)
    assert sidecar.warnings == ()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("titel: X", "a.yaml:3:1: unknown key 'titel' (did you mean 'title'?)"),
        ("issued: 6 June 2021", "a.yaml:3:9: '6 June 2021' is no date (write 2021-06-06, 2023-12, 2025-10/2025-12, or 2025~ for about 2025)"),
        ("issued: 2023-02-30", "a.yaml:3:9: '2023-02-30' is no date: day is out of range for month (write"),
        ("issued: 2024/2021", "a.yaml:3:9: '2024/2021' is no date: 2024/2021 ends before it starts"),
        ("issued: [2021]", "a.yaml:3:9: a list is no date"),
        ("added: 2021-W01-1", "a.yaml:3:8: '2021-W01-1' is no day (write it as 2025-07-22)"),
        ("added: 2023-02-30", "a.yaml:3:8: '2023-02-30' is no day: "),
        ("url: javascript:alert(1)", "a.yaml:3:6: 'javascript:alert(1)' is no web address (it begins with https:// or http://)"),
        ("url: file:///etc/passwd", "is no web address"),
        ("url: 'https://a.eu/\"onload=x'", "is no web address"),
        ("url: https://", "is no web address"),
        ("url: 'http://[::1'", "is no web address"),
        ("type: newspaper", "a.yaml:3:7: 'newspaper' is no CSL type (did you mean 'article-newspaper'?)"),
        ("language: English please", "a.yaml:3:11: 'English please' is no language (write a BCP 47 tag: en, fr, pt-BR)"),
        ("reliability: G", "a.yaml:3:14: 'G' is not one of A, B, C, D, E, F"),
        ("title: ''", "a.yaml:3:8: it is empty (write it, or leave the key out)"),
        ('title: "a\\e[31mb"', "a.yaml:3:8: holds a character that cannot be printed (U+001B) (remove it)"),
        ('title: "a\\u202eb"', "holds a character that cannot be printed (U+202E)"),
        ("title: [a, b]", "a.yaml:3:8: expected a text, found a list"),
        ("author: [a, [b]]", "a.yaml:3:13: expected a text, found a list"),
        ("part_of: ../x", "a.yaml:3:10: '../x' cannot be an id"),
        ("part_of: a", "a.yaml:3:10: a document cannot be part of itself"),
        ("outside: {issue: x}", "a.yaml:3:11: unknown key 'issue' (did you mean 'issued'?)"),
        ("outside: {venue: x}", "a.yaml:3:11: says how 'venue' is known, but there is no 'venue'"),
        ("furniture: Skip", "a.yaml:3:12: expected a list, found 'Skip'"),
        ("furniture: [Skip to the main content]", "a.yaml:3:13: these words do not stand in the document (did you mean 'Skip to main content"),
        ("furniture: [Finland]", "a.yaml:3:13: these words stand 2 times in the document (add a prefix or suffix"),
        ("furniture: ['']", "a.yaml:3:13: it is empty (write the words of the document)"),
        ("furniture: [~]", "a.yaml:3:13: expected 'key: value' lines, found nothing"),
        ("furniture: [{from: Share}]", "a.yaml:3:13: write either 'exact', or 'from' and 'to'"),
        ("furniture: [{exact: Share, to: page}]", "a.yaml:3:13: write either 'exact', or 'from' and 'to'"),
        ("furniture: [{from: Share, to: Skip to main}]", "a.yaml:3:31: these words do not stand after those of 'from' ('from' must"),
        ("tags: [{theme: returns, exact: Finland, prefix: Sweden}]", "a.yaml:3:32: these words stand in the document, but not with this prefix or suffix"),
        ("tags: [{theme: retrns, exact: NA TO}]", "a.yaml:3:16: unknown theme 'retrns' (did you mean 'returns'?)"),
        ("tags: [{exact: NA TO}]", "a.yaml:3:8: 'theme' is missing"),
        ("corrections: [{exact: NA TO, reading: NATO}]", "a.yaml:3:15: 'why' is missing"),
        ("corrections: [{exact: NATO, reading: N, why: w}]", "a.yaml:3:23: these words do not stand in the document"),
        ("issued_basis: 7 July 2021", "a.yaml:3:15: these words do not stand in the document"),
        ("narrator: Ylva Johansson", "a.yaml:3:1: warning: nothing shows how 'narrator' is known (add 'narrator_basis' with the words that say it, or 'narrator' under 'outside')"),
        ("issued: 2021", "a.yaml:3:1: warning: nothing shows how 'issued' is known"),
    ],
)  # fmt: skip
def test_a_fault_has_its_place_and_says_what_to_do(tmp_path: Path, line: str, problem: str) -> None:
    (found,) = problems(tmp_path, HEAD + line + "\n")
    assert problem in found


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("", "a.yaml:1:1: the file is empty (write id: …)"),
        ("title: T", "a.yaml:1:1: 'id' is missing"),
        ("id: a", f"a.yaml:1:5: warning: nothing says which bytes this describes (add 'sha256: {SHA256}')"),
        ("id: a\nsha256: '1'", "a.yaml:2:9: '1' is no SHA-256 (write the 64 digits that 'sha256sum FILE' prints)"),
        (f"id: a\nsha256: {'1' * 64}", f"a.yaml:2:9: the document has changed since this was written (restore it, or compare it and write {SHA256})"),
        ("id: a b", "a.yaml:1:5: 'a b' cannot be an id (use letters, digits, hyphens, underscores and full stops"),
        ("id: -rf", "cannot be an id"),
        ("id: a..b", "cannot be an id"),
        ("- id: a", "a.yaml:1:1: expected 'key: value' lines, found a list"),
        ("id: a\n\tx: b", "a.yaml:2:1: a tab"),
    ],
)  # fmt: skip
def test_what_every_sidecar_needs(tmp_path: Path, written: str, problem: str) -> None:
    (found,) = problems(tmp_path, written)
    assert problem in found


def test_all_faults_come_at_once_in_reading_order(tmp_path: Path) -> None:
    written = (
        "id: a\nsha256: "
        + "1" * 64
        + "\nurll: x\nfurniture: [Finland, Sweden]\ntags:\n  - {theme: x, exact: Norway}\n"
    )
    places = [problem.split(": ")[0] for problem in problems(tmp_path, written)]
    assert places == ["a.yaml:3:1", "a.yaml:4:13", "a.yaml:4:22", "a.yaml:6:13", "a.yaml:6:23"]


def test_words_are_corrected_once(tmp_path: Path) -> None:
    twice = "corrections:\n  - {exact: joined NA TO, reading: x, why: y}\n  - {exact: NA TO, reading: x, why: y}\n"
    assert problems(tmp_path, HEAD + twice) == [
        "a.yaml:5:5: corrects words that another correction corrects (keep one of them)"
    ]


def test_the_same_words_are_not_tagged_and_untagged(tmp_path: Path) -> None:
    both = "tags: [{theme: returns, exact: NA TO}]\nuntag: [{theme: returns, exact: NA  TO}]\n"
    assert problems(tmp_path, HEAD + both) == [
        "a.yaml:4:9: the same words are tagged and untagged (keep one of them)"
    ]


def test_what_is_known_from_outside_needs_no_words(tmp_path: Path) -> None:
    written = (
        HEAD + "issued: 2021\nnarrator: X\noutside: {issued: the archive's list, narrator: the signature}\n"
    )
    assert fitted(tmp_path, written).warnings == ()


def test_an_unknown_vocabulary_leaves_themes_to_the_caller(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(HEAD + "tags: [{theme: anything, exact: NA TO}]")
    assert read_sidecar(path, Opened(TEXT, SHA256, "utf-8")).tags[0].theme == "anything"


def test_the_sidecars_of_the_corpus_fit(tmp_path: Path) -> None:
    seeds = Path(__file__).parent.parent / "seeds"
    for path in sorted(seeds.glob("*.txt")):
        beside = path.with_suffix(".yaml")
        if beside.exists():
            assert read_sidecar(beside, open_document(path)).source.id == path.stem
