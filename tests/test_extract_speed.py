"""The work of an analysis grows with the length of the text, whatever the text: no time is measured here.

Calls are counted, which are the same on every machine; `make bench` measures the times. What no call shows, the
steps of one regular expression, is bounded by the length of what it is given: passages and sentences are capped.
"""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from briefgen.extract.analyse import analyse
from briefgen.extract.attention import sentences_to_read
from briefgen.extract.blocks import LONGEST_PASSAGE
from briefgen.extract.focus import MEMORY
from briefgen.extract.frame import Frame, read_frame
from briefgen.extract.lines import LONGEST_LINE
from briefgen.extract.marks import pair_marks
from briefgen.extract.numbers import MAX_NUMBERS, find_numbers
from briefgen.extract.scan import MAX_SENTENCE, Sentence
from briefgen.extract.segment import segment
from briefgen.model.text import Document, Source, Span

UNITS = {
    "spaces": " ",
    "lines": "a b\n",
    "empty lines": "\n \n",
    "straight marks": '"',
    "straight marks and words": '"a ',
    "opening marks": "“",
    "opening marks and spaces": "“ ",
    "opening marks on lines": "“a b\n",
    "closing marks": "”",
    "low marks": "„",
    "single marks": "'",
    "single marks and words": "‘a ",
    "guillemets": "« ",
    "backticks": "`",
    "digits": "1",
    "digits and spaces": "1 ",
    "numbers of a list": "1. ",
    "number words": "five hundred and ",
    "shares": "5% ",
    "sums": "EUR 5 million and ",
    "dates": "in May 2021 ",
    "dots": ".",
    "dots and spaces": ". ",
    "capitals": "A",
    "names": "Ann Bee ",
    "names in a row": "Ann Bee and ",
    "titles": "Mr. ",
    "commas": ",",
    "cues": "said ",
    "pronouns": "“a” he said. It went. ",
    "attributions": "“A b”, said Ann Bee. ",
    "opening brackets": "(",
    "closing brackets": ") ",
    "bullets": "• ",
    "bars": "a | ",
    "one long word": "x",
    "hyphens": "a-",
    "invisible characters": "\u200b",
}
# Characters: a fraction of a line, and several passages; so work that grows faster shows inside and across them.
SMALL, TIMES = 2_000, 8
SLACK = 1.25
QUOTED = "\n\n“We have agreed on it”, she said.\n"  # so that speakers are looked for


def document(text: str) -> Document:
    return Document(Source("hostile", ""), text)


def of_length(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def calls_to_analyse(text: str) -> int:
    """How many functions and methods are called, in Python and in C."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        analyse(document(text))
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_work_grows_with_the_length_of_the_text(unit: str) -> None:
    analyse(
        document(of_length(unit, SMALL) + QUOTED)
    )  # words are looked up and patterns compiled on first use
    small, large = (calls_to_analyse(of_length(unit, size) + QUOTED) for size in (SMALL, TIMES * SMALL))
    assert large <= SLACK * TIMES * small


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_no_passage_is_longer_than_the_rules_read_at_once(unit: str) -> None:
    passages = segment(document(of_length(unit, 3 * LONGEST_PASSAGE)))
    assert all(len(passage.cited.span) <= LONGEST_PASSAGE + 2 * LONGEST_LINE for passage in passages)


def test_numbers_without_end_are_read_up_to_a_number() -> None:
    assert len(find_numbers("5% " * 10 * MAX_NUMBERS)) == MAX_NUMBERS


def test_a_sentence_without_end_is_read_up_to_a_length() -> None:
    assert len(Sentence("5% of all " * MAX_SENTENCE).text) == MAX_SENTENCE


@pytest.mark.parametrize("mark", "\"“”„‟'‘’«»‹›`")
def test_marks_in_a_row_are_a_rule_and_quote_nothing(mark: str) -> None:
    text = f"Below {mark * 40} stands the list {mark * 40} of names."
    assert pair_marks(text, [Span(0, len(text))]) == ((),)


def frames(*texts: str) -> list[Frame]:
    return [
        read_frame(text, Span(0, len(text)), pairs)
        for text in texts
        for pairs in pair_marks(text, [Span(0, len(text))])
    ]


def test_what_stands_far_from_every_quotation_is_not_read_for_speakers() -> None:
    far, near = "The talks go on. " * 20, "“We have a deal today”, Ana Horvat said."
    wanted = sentences_to_read(frames(far, near, far))
    assert wanted == [[True] * 20, [True], []], "a venue may stand in the passage before"
    wanted = sentences_to_read(frames(far, "The talks go on.", near))
    assert wanted == [[False] * (20 - MEMORY + 1) + [True] * (MEMORY - 1), [True], [True]]
    wanted = sentences_to_read(frames(far, far, near))
    assert wanted == [[], [True] * 20, [True]]


def test_a_pronoun_near_a_quotation_looks_back_in_its_turn() -> None:
    others = "The talks go on. " * 20
    wanted = sentences_to_read(
        frames(others, "He left. Nothing else is known.", "“We have a deal”, he said.")
    )
    assert sum(map(sum, wanted)) == MEMORY + 3
