"""The check's own reading of numbers, apart from the extractor's."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_numbers import READ

from briefgen.check.numbers import read_numbers, stands_in
from briefgen.extract.numbers import find_numbers


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("More than 13 000 migrants, nearly 9,000 from Libya", [{13000}, {9000}]),
        ("13\u202f000 and 13\u00a0000 and 13’000", [{13000}, {13000}, {13000}]),
        ("EUR 10.5 EUR", [{"10.5"}]),
        ("EUR 10 million (two of EUR 5 million)", [{10_000_000}, {2}, {5_000_000}]),
        ("between 5 and 10 million", [{5, 5_000_000}, {10_000_000}]),
        ("eight billion euros", [{8_000_000_000}]),
        ("twenty-five, two hundred and fifty thousand", [{25}, {250_000}]),
        ("1.234", [{"1.234", 1234}]),
        ("1.300.000,5", [{"1300000.5"}]),
        ("EUR 15 Μ", [{15, 15_000_000}]),
        ("two dozen; a dozen", [{24}, {12}]),
        ("7 June 2021 300 people", [{7}, {2021}, {300}]),
        ("COVID-19, 28/03/2025", [{19}, {28}, {3}, {2025}]),
        ("half", [{"0.5", 50}]),
        ("half a million, half a dozen, half of them", [{500_000}, {6}, {"0.5", 50}]),
        ("two and a half million; three quarters of a million", [{2_500_000}, {750_000}]),
        ("one tenth", [{"0.1", 10}]),
        ("2½ million, ½", [{2_500_000}, {"0.5"}]),
        (".001 and zero point four", [{"0.001"}, {"0.4"}]),
        ("7 thousand 5 hundred", [{7500}]),
        ("two million five hundred thousand", [{2_500_000}]),
        ("between five and a hundred", [{5}, {100}]),
        ("five in June, tension, often, Sunday", [{5}]),
        ("none of them", []),
    ],
)
def test_every_reading_of_a_number_stands(text: str, readings: list[set[object]]) -> None:
    found = [number.values for number in read_numbers(text)]
    assert found == [{Decimal(str(value)) for value in values} for values in readings]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("approximately 280%", "%"),
        ("10 per cent", "%"),
        ("€10m", "EUR"),
        ("eight billion euros", "EUR"),
        ("5 000 crossings", None),
        ("3 IT systems", None),
    ],
)
def test_a_number_keeps_its_unit(text: str, unit: str | None) -> None:
    assert [number.unit for number in read_numbers(text)] == [unit]


@pytest.mark.parametrize(
    ("written", "source", "stands"),
    [
        ("seven", "in the first 7 months", True),
        ("13,000", "More than 13 000 migrants", True),
        ("EUR 10 million", "EUR 10 000 000 for Libya", True),
        ("10 million", "EUR 10 million", True),
        ("EUR 10 million", "10 million refugees", False),
        ("50%", "50 European border guards", False),
        ("50 per cent", "risen by about 50%", True),
        ("tens of thousands", "when tens of\nthousands of migrants", True),
        ("hundreds", "tens of thousands", False),
        ("10,000", "tens of thousands", False),
        ("14 000", "More than 13 000 migrants", False),
    ],
)
def test_what_an_editor_writes_is_what_the_source_says(written: str, source: str, stands: bool) -> None:
    (number,) = read_numbers(written)
    assert stands_in(number, read_numbers(source)) is stands


@given(st.integers(0, 10**12), st.sampled_from([",", " ", "\u202f", "\u00a0", ""]))
def test_a_whole_number_is_read_in_every_grouping(value: int, mark: str) -> None:
    (number,) = read_numbers(f"some {value:,} people".replace(",", mark))
    assert Decimal(value) in number.values


@given(st.text(st.sampled_from("0123456789 ,.’'thousandmilEUR€%-\n"), max_size=200))
def test_any_text_is_read(text: str) -> None:
    for number in read_numbers(text):
        assert text[number.span.start : number.span.end] == number.text


@pytest.mark.parametrize(("text", "value"), READ)
def test_what_the_extractor_reads_can_be_read_again(text: str, value: str) -> None:
    """Else a brief with that figure could not be built."""
    (number,) = find_numbers(text)
    assert {Decimal(value)} <= {
        reading for n in read_numbers(text[number.start : number.end]) for reading in n.values
    }
