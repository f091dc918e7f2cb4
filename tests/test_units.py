"""Units beside a number: each spelling of the tables is found, whatever quick look goes before the search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.units import (
    CODES,
    CURRENCY_MARKS,
    CURRENCY_WORDS,
    DOLLARS,
    PHYSICAL,
    Unit,
    currency_before,
    unit_after,
)

NUMBER = "20"


def after(words: str) -> Unit | None:
    return unit_after(NUMBER + words, len(NUMBER))


@st.composite
def physical(draw: st.DrawFn) -> str:
    form = draw(st.sampled_from(sorted(PHYSICAL)))
    return draw(st.from_regex(form, fullmatch=True, alphabet=st.characters(max_codepoint=0xFF)))


@given(physical(), st.sampled_from(["", " ", "-"]))
def test_every_spelling_of_a_physical_unit_is_found(spelled: str, blank: str) -> None:
    found = after(blank + spelled)
    assert found is not None or spelled in ("w", "G")


@pytest.mark.parametrize("name", sorted(CURRENCY_WORDS))
def test_every_name_of_money_is_found(name: str) -> None:
    found = after(f" {name}")
    assert found is not None
    assert found.name == CURRENCY_WORDS[name]


@pytest.mark.parametrize("country", sorted(DOLLARS))
def test_every_dollar_is_found_on_both_sides(country: str) -> None:
    sign = f"{country.upper()}$"
    before = currency_before(sign + NUMBER, len(sign))
    behind = after(f" {sign}")
    assert before is not None and behind is not None
    assert before.name == behind.name == DOLLARS[country]


@pytest.mark.parametrize("code", sorted({*CODES, *CURRENCY_MARKS}))
def test_every_code_and_sign_is_found_on_both_sides(code: str) -> None:
    before = currency_before(f"{code} {NUMBER}", len(code) + 1)
    behind = after(f" {code}")
    assert before is not None and behind is not None
    assert before.name == behind.name == CURRENCY_MARKS.get(code, code)


@pytest.mark.parametrize(
    "words",
    [
        *("%", " %", " per cent", " percent", " pct", " pp", " percentage points", "p", "m", " m", "MEUR"),
        *("-year-old", " years of age", " months", " calendar days", "-day", " consecutive weeks"),
    ],
)
def test_other_units_are_found(words: str) -> None:
    assert after(words) is not None
