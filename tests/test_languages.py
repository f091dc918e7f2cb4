"""The tables of printed words: the same meanings in every language, and nothing in them that needs a source."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.languages import LANGUAGES, Language, language_of
from briefgen.languages.dates import say_date, say_on, say_one_of, say_period
from briefgen.languages.language import Phrase
from briefgen.model.text import Period
from briefgen.model.wording import FORBIDDEN, quotation_mark, slip

PACKAGE = Path(__file__).resolve().parent.parent / "briefgen"
TEMPLATES = PACKAGE.parent / "templates"
ENGLISH = LANGUAGES["en"]
OTHERS = [language for language in LANGUAGES.values() if language is not ENGLISH]
NAMES = {"source.sha256"}  # of an algorithm: no number of a brief


def forms(phrase: Phrase) -> tuple[str, ...]:
    return (phrase,) if isinstance(phrase, str) else tuple(phrase.values())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_language_says_everything() -> None:
    for language in OTHERS:
        assert language.words.keys() ^ ENGLISH.words.keys() == set(), language.tag


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.tag)
def test_a_translation_has_the_places_of_the_english(language: Language) -> None:
    for key, phrase in language.words.items():
        wanted = placeholders(forms(ENGLISH.words[key])[-1])
        assert {frozenset(placeholders(form)) for form in forms(phrase)} == {frozenset(wanted)}, key
        assert isinstance(phrase, str) == isinstance(ENGLISH.words[key], str), key


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.tag)
def test_words_hold_no_marks_no_numbers_and_nothing_unseen(language: Language) -> None:
    for key, phrase in language.words.items():
        for form in forms(phrase):
            assert not quotation_mark(form) and not slip(form) and not FORBIDDEN.search(form), key
            assert key in NAMES or not re.search(r"\d", form), key
            assert "'" not in form.replace("editor's", ""), (key, "write the apostrophe as ’")


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.tag)
def test_every_form_that_a_count_asks_for_is_there(language: Language) -> None:
    asked = {language.plural(count) for count in range(1000)}
    for key, phrase in language.words.items():
        if not isinstance(phrase, str):
            assert asked <= phrase.keys(), key


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.tag)
def test_words_are_written_as_the_language_writes_them(language: Language) -> None:
    """French sets a no-break space before a colon and its like, the others none."""
    texts = [form for phrase in language.words.values() for form in forms(phrase)]
    before = r"[^\u00a0\u202f][:;!?]" if language.tag == "fr" else r"[\s\u00a0\u202f][:;!?]"
    assert not [
        found for form in texts for found in re.findall(before, form) if not form.startswith(found[1:])
    ]


# What the program asks for -------------------------------------------------------------------------


def _strings(tree: ast.AST) -> Iterator[str]:
    """String constants as patterns, and f-strings with anything in their holes."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield re.escape(node.value)


def _code() -> list[Path]:
    tables = {PACKAGE / "languages" / f"{name}.py" for name in ("english", "french", "german", "italian")}
    return sorted(set(PACKAGE.rglob("*.py")) - tables)


def test_every_word_is_used() -> None:
    asked = {pattern for path in _code() for pattern in _strings(ast.parse(path.read_text()))}
    in_templates = " ".join(path.read_text() for path in TEMPLATES.rglob("*.j2"))
    seen = set(re.findall(r"\bwords\.(\w+)", in_templates))
    plain, patterns = (
        {p for p in asked if ".+" not in p},
        [p for p in asked if re.match(r"[a-z_]+\\\..*\.\+", p)],
    )
    idle = [
        key
        for key in ENGLISH.words
        if key.removeprefix("page.").replace(".", "_") not in seen
        and re.escape(key) not in plain
        and re.escape(key.removeprefix("page.")) not in plain
        and not any(re.fullmatch(pattern, key) for pattern in patterns)
    ]
    assert idle == []


def _asked(tree: ast.AST) -> Iterator[str]:
    """The keys that code asks for: `say("quotes.none")`."""
    for node in ast.walk(tree):
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
        if is_call and node.func.attr == "say":  # type: ignore[attr-defined]
            yield from _strings(node.args[0])  # type: ignore[attr-defined]


def test_every_word_that_is_asked_for_is_there() -> None:
    for path in _code():
        for pattern in _asked(ast.parse(path.read_text())):
            assert any(re.fullmatch(pattern, key) for key in ENGLISH.words) or "." not in pattern, pattern


# Dates, counts and lists ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "en", "fr", "de", "it"),
    [
        ("2021-06-06", "6 June 2021", "6 juin 2021", "6. Juni 2021", "6 giugno 2021"),
        ("2021-08-01", "1 August 2021", "1er août 2021", "1. August 2021", "1º agosto 2021"),
        ("2023-12", "December 2023", "décembre 2023", "Dezember 2023", "dicembre 2023"),
        ("2013", "2013", "2013", "2013", "2013"),
        ("2019~", "about 2019", "vers 2019", "etwa 2019", "2019 circa"),
        ("2025-23", "autumn 2025", "automne 2025", "Herbst 2025", "autunno 2025"),
        (
            "2024-33",
            "first quarter of 2024",
            "premier trimestre 2024",
            "erstes Quartal 2024",
            "primo trimestre del 2024",
        ),
        (
            "2023-12-06/2023-12-07",
            "6–7 December 2023",
            "6–7 décembre 2023",
            "6.–7. Dezember 2023",
            "6–7 dicembre 2023",
        ),
        (
            "2023-04/2023-11",
            "April to November 2023",
            "d’avril à novembre 2023",
            "von April bis November 2023",
            "da aprile a novembre 2023",
        ),
        (
            "2023-06-06/2025-23",
            "6 June 2023 to autumn 2025",
            "du 6 juin 2023 à l’automne 2025",
            "vom 6. Juni 2023 bis zum Herbst 2025",
            "dal 6 giugno 2023 all’autunno 2025",
        ),
        (
            "../2023-11-26",
            "up to 26 November 2023",
            "jusqu’au 26 novembre 2023",
            "bis zum 26. November 2023",
            "fino al 26 novembre 2023",
        ),
        (
            "../2023-11",
            "up to November 2023",
            "jusqu’en novembre 2023",
            "bis November 2023",
            "fino a novembre 2023",
        ),
        ("2021/..", "from 2021", "à partir de 2021", "ab 2021", "a partire dal 2021"),
        (
            "2023-11-11~/2023-11-20~",
            "mid-November 2023",
            "mi-novembre 2023",
            "Mitte November 2023",
            "metà novembre 2023",
        ),
        ("2023-09~/2023-12~", "late 2023", "fin 2023", "Ende 2023", "fine 2023"),
        (
            "2024-33/2024-35",
            "the first quarter to the third quarter of 2024",
            "du premier trimestre au troisième trimestre 2024",
            "vom ersten Quartal bis zum dritten Quartal 2024",
            "dal primo trimestre al terzo trimestre del 2024",
        ),
    ],
)
def test_a_period_is_said_with_its_precision(edtf: str, en: str, fr: str, de: str, it: str) -> None:
    said = {tag: say_period(Period.parse(edtf), language) for tag, language in LANGUAGES.items()}
    assert said == {"en": en, "fr": fr, "de": de, "it": it}


@pytest.mark.parametrize(
    ("edtf", "en", "fr", "de", "it"),
    [
        (
            "2023-12-11/2023-12-12",
            "11 or 12 December 2023",
            "11 ou 12 décembre 2023",
            "11. oder 12. Dezember 2023",
            "11 o 12 dicembre 2023",
        ),
        (
            "2025-08-08/2025-08-31",
            "between 8 and 31 August 2025",
            "entre le 8 et le 31 août 2025",
            "zwischen dem 8. und dem 31. August 2025",
            "tra l’8 e il 31 agosto 2025",
        ),
        (
            "2025-10/2025-12",
            "between October and December 2025",
            "entre octobre et décembre 2025",
            "zwischen Oktober und Dezember 2025",
            "tra ottobre e dicembre 2025",
        ),
    ],
)
def test_one_of_several_days_is_not_all_of_them(edtf: str, en: str, fr: str, de: str, it: str) -> None:
    said = {tag: say_one_of(Period.parse(edtf), language) for tag, language in LANGUAGES.items()}
    assert said == {"en": en, "fr": fr, "de": de, "it": it}


@pytest.mark.parametrize(
    ("edtf", "en", "fr", "de", "it"),
    [
        ("2025-07-22", "on 22 July 2025", "le 22 juillet 2025", "am 22. Juli 2025", "il 22 luglio 2025"),
        ("2025-07-11", "on 11 July 2025", "le 11 juillet 2025", "am 11. Juli 2025", "l’11 luglio 2025"),
        ("2023-04", "in April 2023", "en avril 2023", "im April 2023", "nell’aprile 2023"),
        ("2025", "in 2025", "en 2025", "im Jahr 2025", "nel 2025"),
        ("2025-21", "in spring 2025", "au printemps 2025", "im Frühjahr 2025", "nella primavera 2025"),
        (
            "2024-33",
            "in the first quarter of 2024",
            "au premier trimestre 2024",
            "im ersten Quartal 2024",
            "nel primo trimestre del 2024",
        ),
    ],
)
def test_when_something_happened(edtf: str, en: str, fr: str, de: str, it: str) -> None:
    when = Period.parse(edtf).start
    assert when is not None
    said = {tag: say_on(when, language) for tag, language in LANGUAGES.items()}
    assert said == {"en": en, "fr": fr, "de": de, "it": it}


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize(
    "edtf",
    [f"2024{month}{about}" for month in ("", "-02", "-02-29", "-24", "-36", "-41") for about in ("", "~")],
)
def test_every_precision_is_said_in_every_place(tag: str, edtf: str) -> None:
    """Nothing fails, nothing is left unfilled, and the year is said once or twice but never invented."""
    language = language_of(tag)
    for written in (edtf, f"../{edtf}", f"{edtf}/..", f"2020/{edtf}", f"{edtf}/2026"):
        period = Period.parse(written)
        for said in (say_period(period, language), say_one_of(period, language)):
            assert "{" not in said and "  " not in said
            assert set(re.findall(r"\d{4}", said)) == set(re.findall(r"\d{4}", written))
    start = Period.parse(edtf).start
    assert start is not None and "2024" in say_on(start, language) and "2024" in say_date(start, language)


@pytest.mark.parametrize(
    ("tag", "none", "one", "many"),
    [
        ("en", "0 sources", "1 source", "12,345 sources"),
        ("fr", "0 source", "1 source", "12\u202f345 sources"),
        ("de", "0 Quellen", "1 Quelle", "12.345 Quellen"),
        ("it", "0 fonti", "1 fonte", "12.345 fonti"),
    ],
)
def test_counts_have_the_plural_of_their_language(tag: str, none: str, one: str, many: str) -> None:
    language = language_of(tag)
    said = [language.say("count.source", count=count) for count in (0, 1, 12_345)]
    assert said == [none, one, many]


@pytest.mark.parametrize(
    ("tag", "joined"), [("en", "a, b and c"), ("fr", "a, b et c"), ("de", "a, b und c"), ("it", "a, b e c")]
)
def test_a_list_is_joined_as_one_writes(tag: str, joined: str) -> None:
    language = language_of(tag)
    assert [language.join(items) for items in ([], ["a"], ["a", "b", "c"])] == ["", "a", joined]


def test_words_of_a_source_are_no_template() -> None:
    hostile = "{count} {0.__class__} {{x}}"
    assert hostile in ENGLISH.say("quotes.also", source=hostile)


def test_an_unknown_key_is_a_fault() -> None:
    with pytest.raises(KeyError):
        ENGLISH.say("no.such.words")


# What a reader sees: the first of these words, or the second, is printed.
_PRINTED = {"Text": (0,), "Empty": (0,), "Subheading": (0,), "Column": (1,), "Table": (0,), "Chart": (0,)}


def _of_its_own(tree: ast.AST) -> Iterator[str]:
    """Words that code prints without asking for them by a key."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        for at in _PRINTED.get(node.func.id, ()):
            for part in ast.walk(node.args[at]) if at < len(node.args) else ():
                asks = isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute | ast.Name)
                if asks:
                    break
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


@pytest.mark.parametrize("path", sorted((PACKAGE / "sections").glob("*.py")), ids=lambda path: path.stem)
def test_no_section_prints_words_of_its_own(path: Path) -> None:
    own = [words for words in _of_its_own(ast.parse(path.read_text())) if re.search(r"[^\W\d_]{2}", words)]
    assert own == [], "say them by a key of the tables in briefgen/languages"


def test_words_of_its_own_are_seen() -> None:
    own = 'Text("reported by us"), Empty(f"No {x} here"), Column("a", "Who"), Text(say("a.b")), Text(f" {x}")'
    assert [words for words in _of_its_own(ast.parse(own)) if words.strip()] == [
        "reported by us",
        "No ",
        " here",
        "Who",
    ]
