"""The one definition of verbatim: what may differ in print, and that every difference is recorded."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.text import Correction, Span
from briefgen.model.verbatim import Difference, fold, is_printable, print_slices

LETTER = "I encourage the co-legislators to lake \nforward the work on these  initiatives."


def spans_of(text: str, *words: str) -> list[Span]:
    return [Span(text.index(word), text.index(word) + len(word)) for word in words]


def test_white_space_is_folded_and_recorded() -> None:
    printed = print_slices(LETTER, spans_of(LETTER, "lake \nforward the work on these  initiatives"))
    assert printed.text == "lake forward the work on these initiatives"
    assert [(n.kind, n.span.of(LETTER)) for n in printed.normalisations] == [
        (Difference.WHITE_SPACE, " \n"),
        (Difference.WHITE_SPACE, "  "),
    ]


def test_a_cut_is_shown() -> None:
    printed = print_slices(LETTER, spans_of(LETTER, "I encourage", "initiatives"))
    assert printed.text == "I encourage […] initiatives"
    assert printed.normalisations[0].span.of(LETTER).startswith(" the co-legislators")


def test_a_correction_is_printed_in_square_brackets() -> None:
    correction = Correction(spans_of(LETTER, "lake")[0], "take", "OCR")
    printed = print_slices(LETTER, spans_of(LETTER, "to lake \nforward"), [correction])
    assert printed.text == "to [take] forward"
    assert printed.normalisations[0].kind is Difference.CORRECTION


def test_a_correction_outside_the_slice_changes_nothing() -> None:
    correction = Correction(spans_of(LETTER, "lake")[0], "take")
    assert print_slices(LETTER, spans_of(LETTER, "forward the work"), [correction]).text == "forward the work"


@pytest.mark.parametrize("slices", [[], [Span(5, 9), Span(0, 3)], [Span(0, 5), Span(3, 9)]])
def test_slices_stand_in_order_and_apart(slices: list[Span]) -> None:
    with pytest.raises(ValueError):
        print_slices(LETTER, slices)


@given(st.text(alphabet="ab \n\t\u00a0“”'", max_size=60), st.data())
def test_nothing_but_white_space_changes_without_a_correction(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    piece = Span(start, data.draw(st.integers(start, len(text))))
    printed = print_slices(text, [piece]).text
    assert re.sub(r"\s", "", printed) == re.sub(r"\s", "", piece.of(text))
    assert printed == fold(piece.of(text))


@pytest.mark.parametrize(
    ("text", "printable"),
    [
        ("Côte d’Ivoire – “réadmission”", True),
        ("line\nbreak and\u00a0no-break", True),
        ("right to left \u202e evil", False),
        ("zero\u200bwidth", False),
        ("soft\u00adhyphen", False),
        ("bell\x07", False),
        ("tag \U000e0067", False),
        ("می\u200cخواهم", True),
    ],
)
def test_what_a_reader_cannot_see_is_not_printed(text: str, printable: bool) -> None:
    assert is_printable(text) is printable
