"""One event in two accounts, and two events that look alike; utterances word for word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.text import Period, Span
from briefgen.relate.events import NEIGHBOURS, Account, candidates, told_differently
from briefgen.relate.utterances import Utterance, is_same
from briefgen.relate.wordings import Departure, departures
from tests.test_relate import FULL, SHORT

VISIT = (
    "A July 2025 visit to Benghazi by EU Migration Commissioner Magnus Brunner and ministers from Italy, Greece, "
    "and Malta ended in a diplomatic fiasco when the delegation was expelled after refusing to pose for a photo-op "
    "with eastern Libyan authorities."
)
TRIP = (
    "An EU delegation’s recent trip to Benghazi was abruptly canceled after officials landed and were told they "
    "were not welcome."
)


def account(
    words: str, document: str, when: str | None = None, issued: str = "2025-08-09/2025-08-31"
) -> Account:
    made = Account.of(words, document, when=Period.parse(when) if when else None, issued=Period.parse(issued))
    assert made is not None
    return made


def test_the_visit_to_benghazi_is_told_differently() -> None:
    one = account(VISIT, "europe-times-2025", "2025-07", issued="2025-10/2025-12")
    other = account(TRIP, "united24-2025-08")
    assert told_differently([one, other]) == ((0, 1),)
    assert one.shared_place(other) == "Benghazi"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # another place, another month, the same document, the same outcome
        ((VISIT, "a", "2025-07"), (TRIP.replace("Benghazi", "Tripoli"), "b", None)),
        ((VISIT, "a", "2025-02"), (TRIP, "b", None)),
        ((VISIT, "a", "2025-07"), (TRIP, "a", None)),
        ((VISIT, "a", "2025-07"), (TRIP.replace("canceled", "halted when they were expelled"), "b", None)),
        # nobody but "the EU" stands in both, and each names others
        (
            ("EU Commissioner Brunner cancelled talks in Tunis in May 2025.", "a", "2025-05"),
            ("EU Commissioner Várhelyi signed in Tunis after talks in May 2025.", "b", "2025-05"),
        ),
        # every day somebody meets in Brussels
        (
            ("A visit to Brussels by Haftar in May 2025 was cancelled by the EU.", "a", "2025-05"),
            ("An EU visit to Brussels in May 2025 succeeded.", "b", "2025-05"),
        ),
    ],
)
def test_two_events_stay_apart(one: tuple[str, str, str | None], other: tuple[str, str, str | None]) -> None:
    assert told_differently([account(*one), account(*other)]) == ()


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("The trip was cancelled.", "2025-07"),  # no place
        ("A visit to Benghazi took place in July 2025.", "2025-07"),  # nothing on how it went
        ("A trip to Benghazi was cancelled.", None),  # of no day
        ("The trip to Benghazi was cancelled after ten years of talks.", "2015/2025"),  # of any day
        ("Benghazi lies in eastern Libya.", "2025-07"),  # nothing happens
    ],
)
def test_what_is_no_account(words: str, when: str | None) -> None:
    assert (
        Account.of(words, "a", when=Period.parse(when) if when else None, issued=Period.parse("2025")) is None
    )


def test_five_thousand_accounts_are_not_compared_each_with_each() -> None:
    accounts = [account(VISIT, f"d{at}", "2025-07") for at in range(5_000)]
    assert len(candidates(accounts)) <= 5_000 * NEIGHBOURS


def told(one: str, other: str) -> list[tuple[Departure, str | None, str | None]]:
    found = departures(one, Span(0, len(one)), other, Span(0, len(other)))
    return [(d.kind, d.one.of(one) if d.one else None, d.other.of(other) if d.other else None) for d in found]


def test_what_the_shorter_report_of_the_interview_leaves_out() -> None:
    assert told(FULL, SHORT) == [
        (Departure.MARKED, "… [will]", "will"),
        (Departure.LEFT_OUT, "as a whole", None),
        (
            Departure.ENDS_EARLIER,
            "and of course we also fear that Russia intends to do the same with Libya",
            None,
        ),
    ]


@pytest.mark.parametrize(
    ("one", "other", "departure"),
    [
        ("We see it as a whole.", "We see it … whole.", (Departure.LEFT_OUT_MARKED, "as a", None)),
        ("Today we act on it.", "we act on it.", (Departure.BEGINS_LATER, "Today", None)),
        ("We act on it.", "We also act on it.", (Departure.LEFT_OUT, None, "also")),
        ("We act on it.", "We decide on it.", (Departure.IN_OTHER_WORDS, "act", "decide")),
    ],
)
def test_departures_are_slices_of_both(
    one: str, other: str, departure: tuple[Departure, str | None, str | None]
) -> None:
    assert told(one, other) == [departure]


@given(*[st.lists(st.sampled_from(["a", "b", "c.", "d,", "…", "[e]"]), max_size=9).map(" ".join)] * 2)
def test_what_does_not_depart_is_the_same_in_both(one: str, other: str) -> None:
    found = departures(one, Span(0, len(one)), other, Span(0, len(other)))
    changed = [d for d in found if d.kind is not Departure.MARKED]
    assert kept(one, [d.one for d in changed]) == kept(other, [d.other for d in changed])


def kept(text: str, departing: list[Span | None]) -> list[str]:
    spans = [span for span in departing if span]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    words = re.finditer(r"\w+", text)
    return [word[0] for word in words if not any(span.start <= word.start() < span.end for span in spans)]


def test_marks_and_capitals_are_no_departure() -> None:
    assert told("The EU’s answer, he said.", "the EU's answer he said") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "There is certainly a danger that Russia will use migrants as a weapon against Europe",
            "There is certainly a danger that Belarus will use migrants as a weapon against Europe",
        ),
        (
            "We will return 5 000 people from the Greek islands to Türkiye by the end of this year",
            "We will return 9 000 people from the Greek islands to Türkiye by the end of this year",
        ),
        (
            "We are ready to hold talks with the authorities in the east of the country",
            "We are not ready to hold talks with the authorities in the east of the country",
        ),
    ],
)
def test_utterances_that_differ_in_a_name_a_number_or_a_not_are_two(one: str, other: str) -> None:
    assert not is_same(Utterance.of(one, "x"), Utterance.of(other, "x"))
    assert not is_same(Utterance.of(other, "x"), Utterance.of(one, "x"))


def test_a_number_is_never_cut() -> None:
    assert told("We stop 1,200 boats a day", "We stop 1 400 boats") == [
        (Departure.IN_OTHER_WORDS, "1,200", "1 400"),
        (Departure.ENDS_EARLIER, "a day", None),
    ]
    assert told("We stop 1,200 boats", "We stop 1 200 boats") == []
