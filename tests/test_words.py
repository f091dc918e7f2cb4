"""How the program says dates and occasions in its own words."""

from __future__ import annotations

import pytest

from briefgen.model.text import Period, Source
from briefgen.sections.words import join_words, said_where, say_issued, say_period


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2021-06-06", "6 June 2021"),
        ("2023-12", "December 2023"),
        ("2013", "2013"),
        ("2019~", "about 2019"),
        ("2025-23", "autumn 2025"),
        ("2024-33", "first quarter of 2024"),
        ("2023-12-06/2023-12-07", "6–7 December 2023"),
        ("2023-01/2023-11", "January to November 2023"),
        ("2022-11/2023-02", "November 2022 to February 2023"),
        ("../2023-11-26", "up to 26 November 2023"),
        ("2021/..", "from 2021"),
    ],
)
def test_a_period_is_said_with_its_precision(edtf: str, said: str) -> None:
    assert say_period(Period.parse(edtf)) == said


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
    assert say_issued(Source("x", "", issued=Period.parse(edtf) if edtf else None)) == said


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
    assert said_where(venue, is_told=is_told) == said


@pytest.mark.parametrize(
    ("words", "joined"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_joined_as_one_writes(words: list[str], joined: str) -> None:
    assert join_words(words) == joined
