"""The codebook: what can be written, and what is refused with its place."""

from __future__ import annotations

import pytest
from conftest import SEEDS
from hypothesis import given
from hypothesis import strategies as st

from briefgen.codebook.terms import Term, TermError, TermIndex, parse_term, split_words
from briefgen.codebook.themes import Codebook, load_codebook, read_codebook
from briefgen.errors import InputError
from briefgen.model.text import Span
from briefgen.places import parse_yaml

THEME = "returns:\n  title: Returns\n  definition: Going back.\n  rules:\n"


def read(text: str) -> Codebook:
    return read_codebook(parse_yaml(text, "themes.yaml"))


def problems(text: str) -> list[str]:
    with pytest.raises(InputError) as raised:
        read(text)
    return [str(problem) for problem in raised.value.problems]


def stands_in(term: str, text: str, sentences: tuple[Span, ...] = ()) -> bool:
    parsed = parse_term(term)
    return bool(TermIndex([parsed]).find(split_words(text, Span(0, len(text)), sentences)))


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("return*", "the returnees", True),
        ("return", "the returnees", False),
        ("return decision*", "Return\nDecisions", True),
        ("return decision*", "a return and a decision", False),
        ("forced|joint return*", "a joint return", True),
        ("forced|joint return*", "a late return", False),
        ("co-operat*", "cooperation", True),
        ("co-operat*", "co-operation", True),
        ("co-operat*", "co operation", True),
        ("anti-smuggling", "anti\nsmuggling", True),
        ("EU", "the EU’s borders", True),
        ("EU", "eu", False),
        ("Libya*", "LIBYAN AUTHORITIES", True),
        ("Minsk", "minsk", False),
        ("pressur* ... EU", "pressure on the EU", True),
        ("pressur* ... EU", "pressure", False),
        ("pressur* ... EU", "pressure from one side and the other on the EU", False),
        ("Türkiye", "Türkiye's coast", True),
        ("author of", "the author's of", True),  # the 's of a possessive is no word
    ],
)
def test_a_term_is_found(term: str, text: str, found: bool) -> None:
    assert stands_in(term, text) is found


def test_a_gap_stays_within_a_sentence() -> None:
    text = "They felt the pressure. The EU met."
    assert not stands_in("pressur* ... EU", text, (Span(0, 23), Span(24, len(text))))


@pytest.mark.parametrize(
    ("term", "offset", "message"),
    [
        ("", 0, "the term is empty"),
        ("*", 0, "would match nearly every text"),
        ("a*", 0, "would match nearly every text"),
        ("re*turn", 2, "'*' can only end a word"),
        ("return (of)", 7, "'(' means nothing in a term"),
        (".*", 0, "'.' means nothing in a term"),
        ("... return", 0, "a gap needs a word on both sides"),
        ("forced||joint", 7, "a word is missing"),
        ("co-op|joint", 0, "a hyphen and '|' in one word"),
        (" ".join(["word"] * 13), 60, "more than 12 words"),
    ],
)
def test_a_term_that_cannot_be_used_says_where(term: str, offset: int, message: str) -> None:
    with pytest.raises(TermError) as raised:
        parse_term(term)
    assert message in str(raised.value)
    assert raised.value.offset == offset


@given(st.text(alphabet="ab*|.- …(", max_size=30))
def test_any_text_is_a_term_or_a_term_error(written: str) -> None:
    try:
        parsed = parse_term(written)
    except TermError as error:
        assert 0 <= error.offset <= len(written)
    else:
        assert isinstance(parsed, Term)


def test_all_faults_of_a_codebook_are_told_at_once() -> None:
    text = (
        "Returns:\n"
        "  title: A\n"
        "  definition: d\n"
        "  rules:\n"
        "    - {name: one, any: [a*, good], all: [$nowhere]}\n"
        "    - {name: one, within: a mile, strenght: 2}\n"
        "other:\n"
        "  title: B\n"
        "  definition: d\n"
        "  rules: []\n"
        "lists:\n"
        "  unused: [word]\n"
    )
    assert problems(text) == [
        "themes.yaml:5:25: 'a*' would match nearly every text (write at least 2 letters before '*')",
        "themes.yaml:5:42: there is no list '$nowhere' (known: $unused)",
        "themes.yaml:6:35: unknown key 'strenght' (did you mean 'strength'?)",
        "themes.yaml:10:10: it is empty",
        "themes.yaml:12:3: no rule uses the list 'unused' (write $unused in a rule)",
    ]
    rest = text.replace(", strenght: 2", "").replace("rules: []", "rules: [{name: r, any: [$unused]}]")
    assert problems(rest) == [
        "themes.yaml:1:1: 'Returns' cannot be a theme's id"
        " (use small letters, digits and hyphens: russian-hybrid-threat)",
        "themes.yaml:5:5: 2 rules are called 'one' (a tag names its rule)",
        "themes.yaml:5:25: 'a*' would match nearly every text (write at least 2 letters before '*')",
        "themes.yaml:5:42: there is no list '$nowhere' (known: $unused)",
        "themes.yaml:6:7: a rule without a condition would match everything (write any, all or under)",
        "themes.yaml:6:27: 'a mile' is no window (sentence, passage or a number: 12 words)",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("returns: {}\n", "themes.yaml:1:10: 'title' is missing"),
        ("returns: {aliases: [x]}\nlibya: {aliases: [x]}\n", "themes.yaml:1:11: unknown key 'aliases'"),
        ('returns:\n  patterns: ["(unclosed"]\n', "themes.yaml:2:3: unknown key 'patterns'"),
        ('returns:\n  patterns: ["(a|a)*b"]\n', "themes.yaml:2:3: unknown key 'patterns'"),
        (THEME.replace("  rules:\n", ""), "'rules' is missing"),
        ("", "the file is empty"),
        ("lists: {a: [word]}\n", "no theme"),
        ("returns: 5\n", "themes.yaml:1:10: expected 'key: value' lines, found '5'"),
        ("- returns\n", "expected 'key: value' lines"),
        (THEME + "    - {name: r, any: []}\n", "it is empty"),
        (THEME + "    - {name: r, any: [x], share: 2}\n", "themes.yaml:5:34: '2' is too large"),
        (THEME + "    - {name: r, all: [{a: b}]}\n", "expected a list"),
        (
            THEME
            + "    - {name: r, any: [word]}\n"
            + THEME.replace("returns:", "more:")
            + "    - {name: r, any: [word]}\n",
            "themes.yaml:7:10: 'returns' has the same title (rename one)",
        ),
        (
            (THEME + "    - {name: r, any: [word]}\n").replace("returns:", "two-words:")
            + (THEME + "    - {name: r, any: [word]}\n")
            .replace("returns:", "two_words:")
            .replace("Returns", "Other"),
            "themes.yaml:6:1: the id 'two_words' looks like 'two-words' (rename one)",
        ),
    ],
)
def test_a_codebook_that_cannot_be_used_says_what_is_wrong(text: str, message: str) -> None:
    assert any(message in problem for problem in problems(text))


def test_a_term_in_a_list_is_placed_inside_the_word() -> None:
    assert problems("lists:\n  some: [good, ba*d]\n" + THEME + "    - {name: r, any: [$some]}\n") == [
        "themes.yaml:2:18: '*' can only end a word (move it to the end)"
    ]


def test_keys_of_the_user_are_left_alone() -> None:
    book = read("x-note: {anything: [1]}\n" + THEME + "    - {name: r, any: [word], x-why: because}\n")
    assert [theme.id for theme in book.themes] == ["returns"]


def test_the_first_corpus_has_its_three_themes() -> None:
    book = load_codebook(SEEDS / "themes.yaml")
    assert [theme.id for theme in book.themes] == ["libya-engagement", "returns", "russian-hybrid-threat"]
    assert all(theme.theme.title and theme.theme.definition for theme in book.themes)


def test_the_digest_follows_the_text() -> None:
    first = read(THEME + "    - {name: r, any: [word]}\n")
    assert first.digest == read(THEME + "    - {name: r, any: [word]}\n").digest
    assert first.digest != read(THEME + "    - {name: r, any: [words]}\n").digest


def test_a_missing_file_is_a_problem() -> None:
    with pytest.raises(InputError, match=r"nowhere\.yaml: cannot be read"):
        load_codebook(SEEDS / "nowhere.yaml", "nowhere.yaml")
