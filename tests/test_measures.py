"""What figures measure can be read by itself: held over the five documents."""

from __future__ import annotations

from itertools import chain

import pytest

from briefgen.extract.figures import find_figures
from briefgen.extract.segment import segment
from briefgen.extract.wordsets import word_set
from briefgen.model.facts import Figure, FigureKind
from briefgen.model.text import Document

POINTING = word_set("it its they their them this these those that which who we our us he she his her there")
FINITE = word_set("is are was were has have had will would can could should")
DANGLING = word_set("of in on at for with from to by and or the a an under")


def measured(document: Document, figure: Figure) -> list[str]:
    return [" ".join(span.of(document.text).split()) for span in figure.measures]


@pytest.fixture(scope="module")
def figures(corpus: dict[str, Document]) -> list[tuple[Document, Figure]]:
    pairs = ((d, find_figures(d, segment(d))) for d in corpus.values())
    return list(chain.from_iterable(((d, f) for f in found) for d, found in pairs))


def test_nearly_every_figure_says_what_it_measures(figures: list[tuple[Document, Figure]]) -> None:
    empty = [d.text[f.cited.start : f.cited.end] for d, f in figures if not f.measures]
    assert len(empty) <= len(figures) // 20, empty


def test_measures_hold_no_pronoun_and_no_finite_verb(figures: list[tuple[Document, Figure]]) -> None:
    for document, figure in figures:
        words = set(" ".join(measured(document, figure)).lower().split())
        assert not words & (POINTING | FINITE), measured(document, figure)


def test_measures_end_with_a_word_that_says_something(figures: list[tuple[Document, Figure]]) -> None:
    for document, figure in figures:
        for words in measured(document, figure):
            assert words.split()[-1].lower() not in DANGLING, words


def test_first_slice_does_not_begin_in_the_middle(figures: list[tuple[Document, Figure]]) -> None:
    for document, figure in figures:
        for words in measured(document, figure)[:1]:
            assert words.split()[0].lower() not in DANGLING, words


def test_measures_are_slices_of_the_sentence_and_short(figures: list[tuple[Document, Figure]]) -> None:
    for document, figure in figures:
        assert all(figure.sentence.covers(span) for span in figure.measures)
        assert sum(len(words.split()) for words in measured(document, figure)) <= 14


def test_counts_name_what_they_count(figures: list[tuple[Document, Figure]]) -> None:
    assert all(figure.unit for _, figure in figures if figure.kind is FigureKind.COUNT)
