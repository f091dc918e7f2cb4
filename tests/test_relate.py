"""The same utterance in two reports, and claims by origin."""

from __future__ import annotations

import pytest

from briefgen.model.origins import count_origins, origin
from briefgen.model.text import Source
from briefgen.relate.utterances import Utterance, is_same, same_utterances

FULL = (
    "There is certainly a danger that Russia … [will] use migrants and the migration issue as a whole as a weapon "
    "against Europe. This weaponisation is taking place, and of course we also fear that Russia intends to do the "
    "same with Libya"
)
SHORT = (
    "There is certainly a danger that Russia will use migrants and the migration issue as a weapon against Europe. "
    "This weaponisation is taking place."
)
OTHER = "The fact that Russia is increasing its influence in Libya is precisely our concern"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((FULL, "brunner"), (SHORT, "brunner"), True),
        ((FULL, "brunner"), (SHORT, None), True),
        ((FULL, "brunner"), (SHORT, "haftar"), False),
        ((FULL, "brunner"), (OTHER, "brunner"), False),
        (
            ("We will return more people this year.", "x"),
            ("We will return fewer people next year.", "x"),
            False,
        ),
        (("morally bankrupt", None), ("morally bankrupt", "ngo"), True),
        (("morally bankrupt", "ngo"), ("bankrupt", "ngo"), False),
    ],
)
def test_reports_of_one_utterance(
    one: tuple[str, str | None], other: tuple[str, str | None], same: bool
) -> None:
    assert is_same(Utterance.of(*one), Utterance.of(*other)) is same


def test_groups_keep_the_order_of_the_quotations() -> None:
    said = [
        Utterance.of(text, "brunner") for text in (OTHER, FULL, "Something else entirely was said", SHORT)
    ]
    assert same_utterances(said) == ((0,), (1, 3), (2,))


def test_many_quotations_stay_cheap() -> None:
    said = [
        Utterance.of(f"The minister said number {i} of many things on day {i * 7} of the year", "m")
        for i in range(3000)
    ]
    assert len(same_utterances(said)) == 3000


def test_two_reports_of_one_interview_are_one_origin() -> None:
    one, other = Source("a", "0"), Source("b", "1")
    known = {"a": one, "b": other}
    assert count_origins([(one, "Politico"), (other, "politico")], known) == 1
    assert count_origins([(one, "Politico"), (other, "The Telegraph")], known) == 2
    assert count_origins([(one, None), (other, None)], known) == 2


def test_a_letter_and_its_annex_are_one_origin() -> None:
    letter, annex = Source("letter", "0"), Source("annex", "1", part_of="letter")
    known = {"letter": letter, "annex": annex}
    assert origin(annex, None, known) == origin(letter, None, known)


def test_parts_in_a_circle_still_have_an_origin() -> None:
    one, other = Source("a", "0", part_of="b"), Source("b", "1", part_of="a")
    assert origin(one, None, {"a": one, "b": other}).startswith("document ")
