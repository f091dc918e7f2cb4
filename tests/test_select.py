"""Choosing: what is on a brief's theme, what tells a reader something, and what is said once."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.text import Citation, Passage, PassageKind, Source, Span
from briefgen.sections.dating import is_incidental
from briefgen.sections.reasons import Merit
from briefgen.sections.select import (
    FEW,
    Candidate,
    Standing,
    choose,
    key_words,
    on_theme,
    rank,
    standing,
)
from briefgen.sections.substance import says_something, substance
from briefgen.store import Hit

SOURCE = Source("a", "0" * 64)


def hit(themes: dict[str, float], *, sentences: int, **at: list[int]) -> Hit[None]:
    """A passage of sentences of ten characters each; `at` names those on a theme."""
    spans = tuple(Span(10 * n, 10 * n + 10) for n in range(sentences))
    passage = Passage(Citation("a", "0" * 64, 0, 10 * sentences), 0, PassageKind.PARAGRAPH, spans)
    return Hit(None, passage, SOURCE, themes, at={t: tuple(spans[n] for n in of) for t, of in at.items()})


def sentence(n: int) -> Span:
    return Span(10 * n + 2, 10 * n + 5)  # words inside it


# On the theme --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentences", "at", "asked", "found"),
    [
        (6, [1], 1, Standing.ON),
        (6, [1], 2, Standing.OFF),
        (6, [1, 4], 4, Standing.ON),
        (3, [0], 2, Standing.BESIDE),
        (2, [1], 0, Standing.BESIDE),
        (6, [], 5, Standing.ON),  # a tag of the whole passage
    ],
)
def test_a_sentence_stands_on_its_theme_beside_it_or_off_it(
    sentences: int, at: list[int], asked: int, found: Standing
) -> None:
    assert (
        standing(hit({"returns": 1.0}, sentences=sentences, returns=at), sentence(asked), ["returns"])
        is found
    )


def test_only_the_themes_of_the_brief_count() -> None:
    of = hit({"libya": 1.0, "returns": 0.5}, sentences=6, libya=[0], returns=[3, 4, 5])
    assert standing(of, sentence(0), ["returns"]) is Standing.OFF
    assert on_theme(of, sentence(0), ["returns"]) < on_theme(of, sentence(0), ["returns", "libya"]) == 1.0
    assert on_theme(of, sentence(0), ["weather"]) == 0.0


def test_a_sentence_on_the_theme_counts_fully_whatever_stands_around_it() -> None:
    alone = hit({"returns": 0.9}, sentences=1, returns=[0])
    in_company = hit({"returns": 0.36}, sentences=8, returns=[5])  # 0.9 by the rule, 0.4 of the passage
    assert on_theme(in_company, sentence(5), ["returns"]) == pytest.approx(
        on_theme(alone, sentence(0), ["returns"])
    )
    assert on_theme(in_company, sentence(4), ["returns"]) < 0.2


def test_what_stands_beside_the_theme_is_chosen_for_want_of_others_only() -> None:
    beside = [Candidate(n, Merit(0, 9.0, 0), "a", None, ("a", n), is_beside=True) for n in range(5)]
    on = [Candidate(n, Merit(0, 1.0, 0), "a", None, ("a", n)) for n in range(5, 10)]
    assert choose(beside + on, 10) == [5, 6, 7, 8, 9]
    assert choose(beside + on[:1], 10) == [5, 0, 1]
    assert len(choose(beside, 10)) == FEW


# What tells something ------------------------------------------------------------------------------

TELLING = [
    "Up to 26 November 2023, Frontex had supported Member States in returning 35 036 people.",
    "The Greek parliament recently approved a proposal to suspend the processing of asylum applications.",
    "Two border management contracts worth EUR 35 million were signed with Tunisia in October.",
    "In response to this crisis, authorities in eastern Libya have announced plans for voluntary returns.",
    "However, the number of return decisions that are carried out remains too low across the EU.",
]  # fmt: skip


@pytest.mark.parametrize(
    "weak",
    [
        "Yours sincerely,",
        "I am particularly grateful to all the Presidencies that have steered these important negotiations.",
        "I would like to highlight four areas where our work has been able to make a real difference.",
        "As you know, we look forward to working with all Member States on these important questions.",
        "Working together with unity of purpose and determination is indispensable in this challenge.",
        "We must continue to devote our energy to finding new ways to make our collective action count.",
        "The roadmap is now in place, and it is a living document.",
        "This is an area where constant work is needed.",
        "They also discussed the further steps that the two sides would take in the coming months.",
        "While that is fewer than last year, officials fear that another influx could follow soon.",
        "And six further arrangements with other countries of the region that are not binding.",
        "The EU stands ready to continue providing support to the country and the refugees there.",
        "Assisted voluntary return, reintegration and joint operations with the agency.",
        "This will be possible.",
    ],
)
def test_courtesies_resolve_and_fragments_tell_less_than_facts(weak: str) -> None:
    assert substance(weak) < min(map(substance, TELLING))


@pytest.mark.parametrize(
    ("fragment", "says"),
    [
        ("by any means", False),
        ("on the way", False),
        ("authorities in the West and East", True),
        ("morally bankrupt", True),
        ("put our options on the table", False),
        ("put our options on the table when it comes to migration diplomacy", True),
    ],
)
def test_a_fragment_needs_words_that_mean_something(fragment: str, says: bool) -> None:
    assert says_something(fragment) is says


@given(st.text())
def test_substance_is_a_share(text: str) -> None:
    assert 0.0 <= substance(text) <= 1.0


def test_the_theme_comes_before_recency() -> None:
    as_of = date(2026, 11, 22)
    assert rank(1.0, 0.5, SOURCE, as_of).score > rank(0.2, 0.5, SOURCE, as_of, bonus=0.5).score


# Whose date it is ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ("The memorandum was signed on 16 July.", "16 July"),
        ("The regulation was finally adopted in 2022.", "2022"),
        ("In 2021, he faced accusations of flying in migrants.", "2021"),
        ("Signed on 24 October 2022 and entered into force on 1 April 2023.", "24 October 2022"),
        ("The delegation has met officials in Benghazi in July 2025.", "July 2025"),
        ("A visit to Benghazi in July ended in a fiasco.", "July"),
        ("Two programmes for an additional EUR 10 million were initiated in January 2023.", "January 2023"),
        (
            "Talks with Serbia have resumed, with a round held in Belgrade that closed on 7 November.",
            "7 November",
        ),
        ("Negotiations are on-going, and in January border programmes were initiated.", "January"),
        ("The proposals will be sent before the end of 2023.", "2023"),
    ],
)
def test_the_date_of_the_main_clause_is_the_events(told: str, when: str) -> None:
    assert not is_incidental(told, when)


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ("Funding supports protection, complementing a package already adopted in 2022.", "2022"),
        ("The Commission has delivered the package worth EUR 67 million announced on 22 September.", "22 September"),
        ("Support continues through a contract signed in September 2023.", "September 2023"),
        ("Analysts say it was to distract from the buildup before the invasion of Ukraine in February 2022.",
         "February 2022"),
        ("The ministers agreed a list after the summit in Granada on 6 October.", "6 October"),
    ],
)  # fmt: skip
def test_a_date_of_something_that_is_only_mentioned_is_incidental(told: str, when: str) -> None:
    assert is_incidental(told, when)


@given(st.text(), st.text())
def test_no_words_are_a_fault(told: str, when: str) -> None:
    assert is_incidental(told, when) in (True, False)


# Said once -----------------------------------------------------------------------------------------


def test_the_same_thing_said_again_gives_way_to_something_else() -> None:
    said = [
        "Russia's growing influence in Libya is a matter of concern for the Union.",
        "The growing influence of Russia in Libya is a concern of the Union, he said.",
        "Frontex counted more departures towards Crete in September.",
    ]
    candidates = [
        Candidate(n, Merit(0, 2.0 - n / 10, 0), "abc"[n], None, ("abc"[n], 0), words=key_words(words))
        for n, words in enumerate(said)
    ]
    assert choose(candidates, 2) == [0, 2]
    assert choose(candidates, 3) == [0, 2, 1]


def test_pins_count_as_said() -> None:
    words = key_words("Russia's growing influence in Libya")
    pin = Candidate(0, Merit(0, 0.0, 0), "a", None, ("a", 0), pinned=0, words=words)
    again = Candidate(1, Merit(0, 1.1, 0), "b", None, ("b", 0), words=words)
    other = Candidate(2, Merit(0, 1.0, 0), "c", None, ("c", 0), words=key_words("departures towards Crete"))
    assert choose([again, other, pin], 2) == [0, 2]
