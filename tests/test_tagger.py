"""Tags: what the rules propose, where they look, and that a person's decision wins."""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from pathlib import Path
from types import FrameType

import pytest
from conftest import SEEDS
from hypothesis import given
from hypothesis import strategies as st
from theme_reading import agreement, load_reading, themes_by_passage

from briefgen.codebook.tagger import UNTAGGED, tag, too_wide
from briefgen.codebook.themes import Codebook, load_codebook, read_codebook
from briefgen.corpus.catalogue import read_catalogue
from briefgen.extract.segment import segment
from briefgen.model.facts import Analysis, Tag, TaggedBy
from briefgen.model.text import Citation, Document, Passage, PassageKind, Source, Span
from briefgen.places import parse_yaml

CASES = Path(__file__).parent / "cases" / "themes.md"
CODEBOOK = load_codebook(SEEDS / "themes.yaml")
THEMES = [theme.id for theme in CODEBOOK.themes]
PARAGRAPH, HEADING, ITEM = PassageKind.PARAGRAPH, PassageKind.HEADING, PassageKind.LIST_ITEM


def analysis(*passages: str | tuple[PassageKind, str], **governed: dict[int, int]) -> Analysis:
    """A document of these passages; `heading` and `lead` map a passage to what governs it."""
    kinds = [(PARAGRAPH, p) if isinstance(p, str) else p for p in passages]
    text = "\n\n".join(words for _, words in kinds)
    found, at = [], 0
    for n, (kind, words) in enumerate(kinds):
        ends = [at + m.end() for m in re.finditer(r"[.!?](?= |$)", words)] or [at + len(words)]
        starts = [at, *(end + 1 for end in ends[:-1])]
        sentences = tuple(Span(a, b) for a, b in zip(starts, ends, strict=True))
        cited = Citation("test", "0" * 64, at, at + len(words))
        above = {key: of[n] for key, of in governed.items() if n in of}
        found.append(Passage(cited, n, kind, sentences, **above))
        at += len(words) + 2
    return Analysis(Document(Source("test", "0" * 64), text), "test", tuple(found))


def codebook(rules: str, more: str = "") -> Codebook:
    text = f"talks:\n  title: Talks\n  definition: d\n{more}  rules:\n{rules}"
    return read_codebook(parse_yaml(text, "themes.yaml"))


def tagged(of: Analysis, book: Codebook = CODEBOOK) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for one in tag(of, book):
        found.setdefault(one.passage, set()).add(one.theme)
    return found


def cases() -> list[tuple[str, str, frozenset[str]]]:
    found, section = [], ""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:]
        elif match := re.fullmatch(r"- (.+) → (.+)", line):
            found.append((section, match[1], frozenset(match[2].split(", ")) - {"-"}))
    return found


@pytest.mark.parametrize(("section", "text", "themes"), cases())
def test_a_sentence_has_the_themes_it_speaks_of(section: str, text: str, themes: frozenset[str]) -> None:
    found = tagged(analysis(text)).get(0, set())
    if section == "What the rules miss":
        assert found < themes  # one that is found today moves to its theme's section
    else:
        assert found == themes


def test_each_theme_has_sentences_for_and_against() -> None:
    for theme in THEMES:
        within = [themes for section, _, themes in cases() if section == theme]
        assert len(within) >= 30
        assert sum(theme not in themes for themes in within) >= 10


# Where a rule looks ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("within", "text", "found"),
    [
        ("sentence", "The envoy met the general.", True),
        ("sentence", "The envoy left. He met the general.", False),
        ("passage", "The envoy left. He met the general.", True),
        ("3 words", "The envoy met a general.", True),
        ("3 words", "The envoy, tired after a long flight, met the general.", False),
    ],
)
def test_conditions_are_met_within_a_window(within: str, text: str, found: bool) -> None:
    book = codebook(f"    - {{name: r, all: [[envoy], [general]], within: {within}}}\n")
    assert (tagged(analysis(text), book) != {}) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The envoy met the general.", True),
        ("The envoy met the general on the train.", False),
        ("They sat in the train. The envoy met the general.", True),
    ],
)
def test_unless_holds_in_the_same_sentence(text: str, found: bool) -> None:
    book = codebook("    - {name: r, all: [[envoy], [general]], unless: [train]}\n")
    assert (tagged(analysis(text), book) != {}) is found


def test_words_of_an_ignored_phrase_do_not_count() -> None:
    book = codebook("    - {name: r, any: [general]}\n", "  ignore: [general strike]\n")
    of = analysis("A general strike.", "The general strike, and the general.", "The general.")
    assert set(tagged(of, book)) == {1, 2}


def test_an_item_inherits_from_its_heading_and_its_lead_in() -> None:
    of = analysis(
        (HEADING, "Libya"),
        (ITEM, "• Five vessels were delivered."),
        (HEADING, "Tunisia"),
        (ITEM, "• Two engines were delivered."),
        "The EU offers Libya, among others:",
        (ITEM, "• radar systems"),
        heading={1: 0, 3: 2},
        lead={5: 4},
    )
    assert {index: "libya-engagement" in themes for index, themes in tagged(of).items()} == {
        1: True,
        4: True,
        5: True,
    }


def test_a_headline_is_no_label_for_all_that_follows() -> None:
    of = analysis(
        (HEADING, "Europe's partners: Libya among the priorities of the Commission"),
        "Talent Partnerships offer training to young people.",
        heading={1: 0},
    )
    assert tagged(of) == {}


def test_headings_and_page_debris_get_no_tags() -> None:
    of = analysis(
        (HEADING, "Returns and readmission"), (PassageKind.FURNITURE, "EU strategy on voluntary return")
    )
    assert tagged(of) == {}


def test_what_a_page_break_put_into_a_passage_is_not_read() -> None:
    of = analysis("The project Readmission agreements ends in May.")
    (passage,) = of.passages
    torn = Passage(passage.cited, 0, PARAGRAPH, passage.sentences, gaps=(Span(12, 34),))
    assert tagged(of) == {0: {"returns"}}
    assert tagged(Analysis(of.document, "test", (torn,))) == {}


@pytest.mark.parametrize(("others", "found"), [(1, True), (2, False)])
def test_a_weaker_rule_counts_in_a_text_mostly_on_the_theme(others: int, found: bool) -> None:
    book = codebook(
        "    - {name: plain, any: [general]}\n    - {name: the talks go on, any: [talks], share: 0.5}\n"
    )
    of = analysis("The general spoke.", "A general listened.", "The talks go on.", *["It rained."] * others)
    assert (2 in tagged(of, book)) is found


def test_a_rule_may_ask_for_a_word_anywhere_in_the_document() -> None:
    book = codebook("    - {name: r, any: [talks], document: [Minsk]}\n")
    assert set(tagged(analysis("The talks.", (HEADING, "In Minsk")), book)) == {0}
    assert tagged(analysis("The talks."), book) == {}


# What a tag says ---------------------------------------------------------------------------------


def test_a_tag_names_the_strongest_rule_that_fits() -> None:
    book = codebook(
        "    - {name: weak, any: [talks], strength: 0.3}\n    - {name: strong, any: [talks], strength: 0.9}\n"
    )
    at = (Span(0, 10),)
    assert tag(analysis("The talks."), book) == (Tag("talks", 0, TaggedBy.RULE, "strong", 0.9, at),)


def test_a_mention_in_one_of_many_sentences_is_weaker() -> None:
    book = codebook("    - {name: r, any: [talks]}\n")
    strengths = [
        one.strength
        for text in ("Talks.", "Talks. It rained.", "Talks." + " It rained." * 9)
        for one in tag(analysis(text), book)
    ]
    assert strengths == [1.0, 0.5, 0.4]


def sentences_on(of: Analysis, book: Codebook, **decisions: list[tuple[str, Span]]) -> list[str]:
    """The sentences at which the tags of a document stand."""
    return [span.of(of.document.text) for one in tag(of, book, **decisions) for span in one.at]


THREE = "The envoy met the general. It rained. The general left."


@pytest.mark.parametrize(
    ("rule", "text", "found"),
    [
        ("any: [general]", THREE, ["The envoy met the general.", "The general left."]),
        ("all: [[envoy], [general]]", THREE, ["The envoy met the general."]),
        ("all: [[envoy], [general]], within: 3 words", THREE, ["The envoy met the general."]),
        ("any: [rained], document: [envoy]", THREE, ["It rained."]),
        # Surroundings alone are no sentence on the theme.
        ("all: [[left], [envoy]], within: passage", THREE, ["The general left."]),
        ("all: [[general], [envoy]], within: passage", THREE, ["The envoy met the general.", "The general left."]),
    ],
)  # fmt: skip
def test_a_tag_names_the_sentences_that_speak_of_its_theme(rule: str, text: str, found: list[str]) -> None:
    assert sentences_on(analysis(text), codebook(f"    - {{name: r, {rule}}}\n")) == found


def test_the_sentences_of_several_rules_are_joined() -> None:
    book = codebook("    - {name: r, any: [envoy]}\n    - {name: s, any: [left], strength: 0.3}\n")
    assert sentences_on(analysis(THREE), book) == ["The envoy met the general.", "The general left."]


def test_what_inherits_a_theme_is_on_it_as_a_whole() -> None:
    of = analysis((HEADING, "Libya"), (ITEM, "Five vessels. Two of them in June."), heading={1: 0})
    assert sentences_on(of, codebook("    - {name: r, under: [Libya]}\n")) == [
        "Five vessels.", "Two of them in June.",
    ]  # fmt: skip


def test_a_person_marks_the_sentences_that_the_words_stand_in() -> None:
    of = analysis(THREE)
    rained = Span(THREE.index("rained"), THREE.index("rained") + 6)
    book = codebook("    - {name: r, any: [nobody]}\n")
    assert sentences_on(of, book, tags=[("talks", rained)]) == ["It rained."]
    book = codebook("    - {name: r, any: [left]}\n")
    assert sentences_on(of, book, tags=[("talks", rained)]) == ["It rained.", "The general left."]


def test_a_persons_decision_wins() -> None:
    of = analysis("The talks.", "The weather.")
    first, second = (p.cited.span for p in of.passages)
    book = codebook("    - {name: r, any: [talks]}\n")
    found = tag(of, book, [("talks", Span(second.start + 4, second.end))], [("talks", first)])
    assert [(one.passage, one.by) for one in found] == [(1, TaggedBy.PERSON)]


def test_a_person_confirms_what_a_rule_found() -> None:
    of = analysis("The talks. It rained.")
    book = codebook("    - {name: r, any: [talks]}\n")
    (found,) = tag(of, book, [("talks", of.passages[0].cited.span, "all of it")])
    assert (found.by, found.why, found.strength) == (TaggedBy.PERSON, "all of it", 0.5)


def test_a_theme_that_is_everywhere_is_reported() -> None:
    book = codebook("    - {name: r, any: [the]}\n")
    wide = analysis(*["On the day."] * 10)
    (problem,) = too_wide(book, [(wide, tag(wide, book))])
    assert str(problem) == (
        "themes.yaml:1:1: warning: the theme 'talks' matches every passage (narrow its rules: they tell nothing apart)"
    )
    narrow = analysis(*["On the day."] * 10, "Rain.")
    assert too_wide(book, [(narrow, tag(narrow, book))]) == ()
    assert too_wide(book, []) == ()


# What always holds -------------------------------------------------------------------------------

VOCABULARY = (
    "the EU Libya Libyan talks met return returns of migrants Russia weapon Haftar decision … ’s - ( Minsk"
)
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=6))
def test_tags_are_in_order_once_each_and_name_their_rule(texts: list[str]) -> None:
    rules = {rule.name for theme in CODEBOOK.themes for rule in theme.rules}
    of = analysis(*texts)
    found = tag(of, CODEBOOK)
    assert all(a < b for a, b in pairwise((one.passage, THEMES.index(one.theme)) for one in found))
    assert all(0 < one.strength <= 1 and one.why in rules for one in found)
    assert all(one.at and set(one.at) <= set(of.passages[one.passage].sentences) for one in found)


def calls_to_tag(of: Analysis) -> int:
    """How many functions and methods are called, in Python and in C: the same on every machine."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        tag(of, CODEBOOK)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "words", ["return EU Libya pressure on the ", "returns of migrants to Libya. ", "EU ", "the "]
)
def test_work_grows_with_the_length_of_the_text_alone(words: str) -> None:
    """Texts made to match, or to match halfway, everywhere: ten times as much takes ten times the calls."""
    tag(analysis(words), CODEBOOK)  # patterns are compiled on first use
    small, large = (calls_to_tag(analysis(words * size)) for size in (200, 2_000))
    assert large <= 1.25 * 10 * small


# The first corpus --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def analyses() -> dict[str, Analysis]:
    entries = read_catalogue(SEEDS).entries
    return {e.document.id: Analysis(e.document, "test", segment(e.document)) for e in entries}


@pytest.fixture(scope="module")
def bare(corpus: dict[str, Document]) -> dict[str, Analysis]:
    return {name: Analysis(document, "test", segment(document)) for name, document in corpus.items()}


def readings(of: dict[str, Analysis]) -> dict[str, dict[int, frozenset[str]]]:
    return {
        name: themes_by_passage(a.passages, load_reading(name, a.document.text)) for name, a in of.items()
    }


@pytest.mark.parametrize("theme", THEMES)
def test_the_rules_alone_agree_with_the_reading(theme: str, bare: dict[str, Analysis]) -> None:
    found = agreement(theme, {name: tag(a, CODEBOOK) for name, a in bare.items()}, readings(bare))
    assert found.f1 >= 0.9, found


@pytest.mark.parametrize("theme", THEMES)
def test_rules_and_sidecars_agree_with_the_reading_entirely(
    theme: str, analyses: dict[str, Analysis]
) -> None:
    entries = {e.document.id: e for e in read_catalogue(SEEDS).entries}
    tags = {
        name: tag(
            a,
            CODEBOOK,
            [(d.theme, d.span) for d in entries[name].tags],
            [(d.theme, d.span) for d in entries[name].untag],
        )
        for name, a in analyses.items()
    }
    assert agreement(theme, tags, readings(analyses)).f1 == 1.0


def test_the_reading_is_complete(analyses: dict[str, Analysis]) -> None:
    read = readings(analyses)
    unread = [
        (name, p.cited.span.of(a.document.text)[:60])
        for name, a in analyses.items()
        for p in a.passages
        if p.kind not in UNTAGGED and p.index not in read[name]
    ]
    assert unread == []


def test_no_theme_of_the_first_corpus_is_everywhere(analyses: dict[str, Analysis]) -> None:
    assert too_wide(CODEBOOK, [(a, tag(a, CODEBOOK)) for a in analyses.values()]) == ()
