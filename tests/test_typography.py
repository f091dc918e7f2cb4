"""Small typography: what changes in an editor's words, and that nothing else does."""

from __future__ import annotations

import pytest
from briefs_for_tests import BONDARIEVA, LETTER, Citing, paragraph, plain_brief
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.brief import Emphasis, Link, Strong, Text, Title, Verbatim
from briefgen.render import FORMATS, Look
from briefgen.render.typography import set_words, typeset

CASES = [
    ("Russia's aims and the ministers' visit", "Russia’s aims and the ministers’ visit"),
    ("the '90s, and d'accord", "the ’90s, and d’accord"),
    ("first ... then", "first … then"),
    ("more than three .... dots", "more than three .... dots"),
    ("the east - and the west -- differ", "the east – and the west – differ"),
    ("word--word, 2021-06-06, a well-known 5-3", "word–word, 2021-06-06, a well-known 5-3"),
    ("see https://example.org/a...b - or not", "see https://example.org/a...b - or not"),
    ("a 'quotation' of one word", "a 'quotation' of one word"),
    ("5' and 6''", "5' and 6''"),
]


@pytest.mark.parametrize(("written", "printed"), CASES)
def test_an_editors_words_are_set_as_a_printer_does(written: str, printed: str) -> None:
    assert set_words(written, "en") == printed


def test_french_signs_keep_their_spaces() -> None:
    assert set_words("Pourquoi ? Voici : l'Europe !", "fr") == "Pourquoi\u202f? Voici\u00a0: l’Europe\u202f!"


@given(st.text(alphabet="ab s'.- 0123456789%EURmillion\u2019\u2013\u2026\u00a0", max_size=40))
def test_letters_and_digits_stay_and_a_second_time_changes_nothing(text: str) -> None:
    once = set_words(text, "en")
    assert [sign for sign in once if sign.isalnum()] == [sign for sign in text if sign.isalnum()]
    assert set_words(once, "en") == once


@given(st.text(max_size=60))
def test_words_of_a_source_and_titles_never_change(text: str) -> None:
    held = (Verbatim("id", text), Title(text), Verbatim("id", text, marks=False))
    assert typeset((Emphasis(held), Strong(held), Link("https://a.eu/...", held), *held), "en") == (
        Emphasis(held),
        Strong(held),
        Link("https://a.eu/...", held),
        *held,
    )


def test_numbers_of_a_source_stay_with_their_unit_and_keep_their_spaces() -> None:
    cite = Citing()
    quoted = cite.words(LETTER, "an additional EUR 10 million")
    made = plain_brief(paragraph("Money: ", quoted), cite=cite)
    page = FORMATS["html"].render(made, Look.of()).decode()
    assert 'an additional <span class="whole">EUR 10 million</span></span>' in page


def test_pages_and_markdown_print_it_and_the_words_of_a_source_as_they_stand() -> None:
    cite = Citing()
    quoted = cite.words(BONDARIEVA, "put our options on the table")
    made = plain_brief(paragraph("Russia's aims ... and ", quoted, Text("'s sequel - 5 million")), cite=cite)
    page = FORMATS["html"].render(made, Look.of()).decode()
    assert "Russia’s aims … and " in page
    assert "’s sequel – 5\u00a0million" in page
    assert "put our options on the table</span>" in page
    assert '<p class="prose">' in page
    assert (
        "Russia’s aims … and “put our options on the table”’s sequel"
        in FORMATS["markdown"].render(made, Look.of()).decode()
    )
    assert '"Russia\'s aims ... and "' in FORMATS["json"].render(made, Look.of()).decode()
