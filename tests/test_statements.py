"""Sentences of a letter or blog that can be quoted on their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.extract.quotes import find_quotes
from briefgen.extract.segment import segment
from briefgen.model.facts import QuoteKind
from briefgen.model.text import Document, Source

SEEDS = Path(__file__).parent.parent / "seeds"


def statements(text: str, narrator: str | None = "Ana Horvat") -> list[str]:
    document = Document(Source("x", "0" * 64), text)
    quotes = find_quotes(document, segment(document), narrator)
    found = [q for q in quotes if q.kind is QuoteKind.STATEMENT]
    assert all(q.speaker is not None and q.speaker.name == narrator and q.cue is None for q in found)
    return [q.cited.span.of(text) for q in found]


def seed(name: str, narrator: str) -> list[str]:
    text = (SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    return [" ".join(sentence.split()) for sentence in statements(text, narrator)]


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (
            "We have proposed a new agency for the southern sea border.",
            "We have proposed a new agency for the southern sea border.",
        ),
        (
            "However, the number of returns remains too low in most regions.",
            "However, the number of returns remains too low in most regions.",
        ),
        (
            "First, we will go on helping the countries of transit.",
            "we will go on helping the countries of transit.",
        ),
        (
            "Furthermore, I will meet the ministers in Split next week.",
            "I will meet the ministers in Split next week.",
        ),
        (
            "It is essential to agree on the budget before summer begins.",
            "It is essential to agree on the budget before summer begins.",
        ),
        ("This serves as an example of what we can do together.", None),
        ("They became part of our daily work in the region.", None),
        ("These needs will not go away and we know it.", None),
        ("At the same time, we must not forget the islands.", None),
        ("For example, we sent two vessels to the southern port.", None),
        ("The meeting showed that we agree on the main points.", None),
        ("We have already started working.", None),
        ("In annex, you will find our list of projects for the year.", None),
        ("The port of Split has nine cranes and two long piers.", None),
        ("The vessels met on I December in the port of Split.", None),
        ("Similar efforts are needed from us in the whole region.", None),
    ],
)
def test_sentence_stands_alone_or_is_left(sentence: str, statement: str | None) -> None:
    text = f"Dear colleagues,\n\n{sentence}\n\nYours sincerely,\n\nAna Horvat\n"
    assert statements(text) == ([statement] if statement else [])


def test_no_narrator_no_statement() -> None:
    assert statements("We must agree on the budget before the summer.\n", None) == []


def test_annex_behind_the_farewell_is_not_the_narrators_voice() -> None:
    text = (
        "We must agree on the budget before the summer begins.\n\nYours sincerely,\n\nAna Horvat\n\n"
        "ANNEX\n\nWe will build two vessels for the southern sea border.\n"
    )
    assert statements(text) == ["We must agree on the budget before the summer begins."]


def test_quotation_of_somebody_else_is_no_statement() -> None:
    text = "“We must agree on the budget before summer begins,” Jonas Lindqvist said to us in Split.\n"
    assert statements(text) == []


def test_letter_of_the_first_corpus() -> None:
    found = seed("von-der-leyen-2023-12", "Ursula von der Leyen")
    wanted = [
        "However, the number of return decisions that are effectively implemented remains too low across the EU.",
        "Throughout this year we have shown that concrete action can bring change on the ground.",
        "We should decide who comes to the European Union and under what circumstances, not smugglers.",
    ]
    assert [s for s in wanted if s in found] == wanted
    unwanted = ("This ", "These ", "It ", "That ", "Dear", "Yours", "Commissioner Johansson hosted", "•", ">")
    assert [s for s in found if s.startswith(unwanted)] == []
    assert all("Ref. Ares" not in s for s in found)


def test_blog_of_the_first_corpus() -> None:
    found = seed("ec-news-blog-2021-06-06", "Ylva Johansson")
    assert (
        "addressing the migratory and humanitarian situation in Libya remains a top priority for us, "
        "and will be discussed on my visit there." in found
    )
    assert "We have already started working." not in found
    assert not [
        s for s in found if s.startswith(("First", "Second", "Furthermore", "Moreover", "These", "They"))
    ]
    assert any(s.startswith("we are stepping up our engagement") for s in found)
