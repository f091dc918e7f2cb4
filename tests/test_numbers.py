"""The grammar of numbers, without units, dates or names."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.numbers import find_numbers, may_hold_number
from briefgen.extract.scan import Sentence
from briefgen.extract.spelling import words_and_marks
from briefgen.extract.wordsets import word_list

READ = [
    ("13 000", "13000"),
    ("2 400 310.5", "2400310.5"),
    ("9,000", "9000"),
    ("1’000’000", "1000000"),
    ("13'000.5", "13000.5"),
    ("13 000,5", "13000.5"),
    ("0.5", "0.5"),
    (".001", "0.001"),
    ("seven", "7"),
    ("twenty-one", "21"),
    ("eighty three", "83"),
    ("two hundred and five", "205"),
    ("six thousand and ninety", "6090"),
    ("two million five hundred thousand", "2500000"),
    ("five thousand two hundred million", "5200000000"),
    ("a hundred", "100"),
    ("three dozen", "36"),
    ("8million", "8000000"),
    ("1.2bn", "1200000000"),
    ("10k", "10000"),
    ("half a million", "500000"),
    ("a quarter of", "0.25"),
    ("two and a half million", "2500000"),
    ("three quarters", "0.75"),
    ("zero point four", "0.4"),
    ("2½", "2.5"),
    ("7 thousand 5 hundred", "7500"),
]


@pytest.mark.parametrize(("text", "value"), READ)
def test_number_has_this_value(text: str, value: str) -> None:
    (number,) = find_numbers(text)
    assert number.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("tens of thousands of", 10_000, 100_000),
        ("hundreds of", 100, 1000),
        ("hundreds of thousands of", 100_000, 1_000_000),
        ("dozens of", 24, None),
    ],
)
def test_vague_number_has_bounds_and_no_value(text: str, low: int, high: int | None) -> None:
    (number,) = find_numbers(text)
    assert (number.value, number.low, number.high) == (None, low, high)


@pytest.mark.parametrize(
    "text", ["G20", "x2", "a second", "a third country", "handsome", "the tenth", "often"]
)
def test_no_number_inside_words_and_ordinals(text: str) -> None:
    assert find_numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "values"), [("five and six", [5, 6]), ("2,5", [2]), ("in 2023 500", [2023, 500])]
)
def test_numbers_side_by_side_stay_apart(text: str, values: list[int]) -> None:
    assert [number.value for number in find_numbers(text)] == values


def test_too_many_digits_are_no_amount() -> None:
    assert [number.value for number in find_numbers("1" * 40)] in ([], [None])


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["", ",", " "]))
def test_grouped_digits_are_read_back(value: int, separator: str) -> None:
    text = f"{value:,}".replace(",", separator)
    (number,) = find_numbers(text)
    assert number.value == value


@given(st.text(max_size=200))
def test_numbers_are_in_order_and_apart(text: str) -> None:
    found = find_numbers(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert may_hold_number(text) or not found


FRAGMENTS = word_list(
    "13’000 13'000 1,204 12 500 2.75 8million .5 ½ 2½ 3/4 of two five fivefold twenty-five twenty hundred a an "
    "dozen half quarter thirds million and point 5-7 5–7 €5 EUR8 5% 27m 1B 10:30 16/17 2019/1896 (5) 5, 5. x5 "
    "É5 x_5 U.S. a-b's"
)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12), st.sampled_from([" ", "  ", "\n", "", "-"]))
def test_a_sentence_finds_the_numbers_of_the_grammar_by_its_quick_looks(words: list[str], blank: str) -> None:
    text = blank.join(words)
    assert Sentence(text).numbers == find_numbers(text)


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(FRAGMENTS), max_size=12).map(" ".join)))
def test_words_stand_where_they_are_said_to_stand(text: str) -> None:
    words = words_and_marks(text)
    places = [(start, words.end(at)) for at, start in enumerate(words.starts)]
    assert [text[start:end] for start, end in places] == [token.text for token in words.tokens]
    assert all(end <= start for (_, end), (start, _) in pairwise(places))
