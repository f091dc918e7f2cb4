"""An editor's quotation is found as it stands, or as a brief prints it; nothing nearly right is found."""

from __future__ import annotations

import pytest

from briefgen.model.matching import find_words
from briefgen.model.text import Correction, Document, Source, Span

TEXT = (
    "As announced in my October letter, the EU’s work goes on. I encourage the co-legislators to lake \n"
    "forward the work on these important\ninitiatives swiftly. “We must act,” she said. Work goes on.\n"
)
START = TEXT.index("lake")
DOCUMENT = Document(
    Source("letter", "0" * 64), TEXT, corrections=(Correction(Span(START, START + 4), "take"),)
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("the EU’s work goes on", ["the EU’s work goes on"]),
        ("the EU's work goes on", ["the EU’s work goes on"]),
        (
            "forward the work on these important initiatives",
            ["forward the work on these important\ninitiatives"],
        ),
        ("to lake forward", ["to lake \nforward"]),
        ("to [take] forward", ["to lake \nforward"]),
        ("to take forward", ["to lake \nforward"]),
        ("I encourage the co-legislators […] swiftly", ["I encourage the co-legislators", "swiftly"]),
        ("I encourage the co-legislators [...] swiftly", ["I encourage the co-legislators", "swiftly"]),
    ],
)
def test_words_are_found(words: str, found: list[str]) -> None:
    (slices,) = find_words(DOCUMENT, words)
    assert [piece.of(TEXT) for piece in slices] == found


@pytest.mark.parametrize(
    "words",
    [
        "the EU’s work went on",
        "the EU work goes on",
        "co-legislator to",  # half a word
        "to make forward",
        "swiftly […] I encourage",  # the wrong way round
        "",
        "[…]",
    ],
)
def test_words_that_are_not_there_are_not_found(words: str) -> None:
    assert find_words(DOCUMENT, words) == ()


def test_words_that_stand_twice_are_told_apart_by_what_surrounds_them() -> None:
    assert len(find_words(DOCUMENT, "goes on")) == 2
    (slices,) = find_words(DOCUMENT, "goes on", prefix="said. Work")
    assert slices[0].start > TEXT.index("said")
    (slices,) = find_words(DOCUMENT, "goes on", suffix=". I encourage")
    assert slices[0].start < TEXT.index("said")
