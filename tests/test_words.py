"""How the program says dates and occasions in its own words."""

from __future__ import annotations

import pytest

from briefgen.languages import LANGUAGES
from briefgen.model.text import Period, Source
from briefgen.sections.words import said_where, say_issued

ENGLISH = LANGUAGES["en"]


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2025-07-22", "22 July 2025"),
        ("2023-12-11/2023-12-12", "11 or 12 December 2023"),
        ("2025-08-09/2025-08-31", "between 9 and 31 August 2025"),
        ("2025-10/2025-12", "between October and December 2025"),
        ("2024-11/2025-02", "between November 2024 and February 2025"),
        (None, "undated"),
    ],
)
def test_a_source_of_one_of_several_days_is_not_given_all_of_them(edtf: str | None, said: str) -> None:
    assert say_issued(Source("x", "", issued=Period.parse(edtf) if edtf else None), ENGLISH) == said


@pytest.mark.parametrize(
    ("venue", "is_told", "said"),
    [
        ("Politico", True, "to Politico"),
        ("Politico", False, "in Politico"),
        ("statement", True, "in a statement"),
        ("interview with the paper", True, "in an interview with the paper"),
    ],
)
def test_an_outlet_is_told_and_an_occasion_is_where_it_was_said(venue: str, is_told: bool, said: str) -> None:
    assert said_where(venue, ENGLISH, is_told=is_told) == said


@pytest.mark.parametrize(
    ("venue", "fr", "de", "it"),
    [
        ("Politico", "à Politico", "gegenüber Politico", "a Politico"),
        ("statement", "dans une déclaration", "in einer Erklärung", "in una dichiarazione"),
        ("joint hearing", "cadre\u00a0: joint hearing", "Anlass: joint hearing", "occasione: joint hearing"),
    ],
)
def test_a_usual_occasion_is_translated_and_another_stays_as_it_is(
    venue: str, fr: str, de: str, it: str
) -> None:
    said = {tag: said_where(venue, LANGUAGES[tag]) for tag in ("fr", "de", "it")}
    assert said == {"fr": fr, "de": de, "it": it}
