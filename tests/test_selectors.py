"""Words found in a document: white space folded, everything else to the character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.selectors import Folded, Selector, find
from briefgen.model.text import Document, Span
from briefgen.model.verbatim import fold

TEXT = (
    "Our work, on migration is guided by a \nshared understanding  that migration is a \nEuropean challenge."
)


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix", "found"),
    [
        ("guided by a shared understanding", "", "", ["guided by a \nshared understanding"]),
        ("  guided\tby ", "", "", ["guided by"]),
        ("migration is", "", "", ["migration is", "migration is"]),
        ("migration is", "on", "", ["migration is"]),
        ("migration is", "on ", " guided", ["migration is"]),
        ("migration is", "", "a European", ["migration is"]),
        ("gration is", "that mi", "", ["gration is"]),
        ("migration is", "work", "", []),
        ("Migration is", "", "", []),
        ("European challenge.", "", "", ["European challenge."]),
        ("Our work", "", "", ["Our work"]),
        ("", "", "", []),
        (" \n", "", "", []),
    ],
)
def test_words_are_found_across_line_breaks(exact: str, prefix: str, suffix: str, found: list[str]) -> None:
    assert [span.of(TEXT) for span in find(TEXT, exact, prefix, suffix)] == found


def test_places_come_in_order_and_apart() -> None:
    assert find("aaaa", "aa") == (Span(0, 2), Span(2, 4))


@pytest.mark.parametrize(
    ("exact", "near"),
    [
        ("guided by a shared misunderstanding", "is guided by a shared understanding"),
        ("european challenge", "European challenge."),
        ("a completely different sentence on fish", None),
        ("x", None),
    ],
)
def test_a_near_miss_is_named(exact: str, near: str | None) -> None:
    assert Folded(TEXT).nearest(exact) == near


@given(st.text(st.sampled_from("ab \n\t\xa0“"), max_size=40), st.data())
def test_every_stretch_of_a_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    stretch = text[start : data.draw(st.integers(start, len(text)))]
    spans = find(text, stretch)
    assert bool(spans) is bool(stretch.strip())
    assert all(fold(span.of(text)) == fold(stretch) for span in spans)
    around = find(text, stretch, fold(text[:start]), fold(text[start + len(stretch) :]))
    assert bool(around) is bool(stretch.strip())


def test_every_line_of_the_corpus_is_found(corpus: dict[str, Document]) -> None:
    for document in corpus.values():
        folded = Folded(document.text)
        at = 0
        for line in document.text.splitlines(keepends=True):
            if line.strip():
                start = at + len(line) - len(line.lstrip())
                assert Span(start, at + len(line.rstrip())) in folded.find(Selector(line)), line
            at += len(line)
