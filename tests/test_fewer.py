"""Printing less: which section gives an item up next, and what never goes."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.places import Locator, fit, parse_yaml
from briefgen.sections import KINDS, Wanted
from briefgen.sections.fewer import FEW, Cut, fewer_and_fewer, fuller


def wanted(sections: str) -> list[Wanted]:
    """The sections of a spec, written as its editor would write them."""
    yaml = parse_yaml(sections, "briefs/test.yaml")
    found = []
    for at, item in enumerate(yaml.data):
        kind = next(iter(item))
        found.append(Wanted(kind, fit(yaml, KINDS[kind].options, at=(at, kind)), Locator(yaml, (at, kind))))
    return found


def said(cut: Cut) -> str:
    """The most items of each section that is left."""
    return " ".join(f"{one.kind}={getattr(one.options, 'max', '-')}" for one in cut.sections)


def pin(words: str) -> str:
    return f"{{document: d, exact: {words}}}"


@pytest.mark.parametrize(
    ("sections", "steps"),
    [
        pytest.param(
            "[quotes: {max: 5}, figures: {max: 4}, timeline: {max: 2}]",
            [
                "quotes=5 figures=4 timeline=2",
                "quotes=4 figures=4 timeline=2",
                "quotes=4 figures=3 timeline=2",
                "quotes=3 figures=3 timeline=2",
                "quotes=3 figures=3",
                "quotes=3",
                "quotes=2",
                "quotes=1",
            ],
            id="items of the longest, then sections from the end, then items of what is left",
        ),
        pytest.param(
            "[key-points: {max: 3}, text: {body: Words.}, quotes: {max: 1}, text: {body: More.}]",
            [
                "key-points=3 text=- quotes=1 text=-",
                "key-points=3 text=- quotes=1",
                "key-points=3 quotes=1",
                "key-points=3",
                "key-points=2",
                "key-points=1",
            ],
            id="texts before what says it at a glance",
        ),
        pytest.param(
            "[quotes: {max: 4, pin: [" + ", ".join(map(pin, "abcd")) + "]}, figures: {max: 5}]",
            [
                "quotes=4 figures=5",
                "quotes=4 figures=4",
                "quotes=4 figures=3",
                "quotes=3 figures=3",
                "quotes=3",
                "quotes=2",
                "quotes=1",
            ],
            id="what the program chose before what an editor pinned",
        ),
        pytest.param(
            "[key-points: {points: [One.], max: 5}, text: {body: Words.}, sources: {}, method: {}]",
            [
                "key-points=5 text=- sources=- method=-",
                "key-points=5 sources=- method=-",
                "key-points=5 sources=-",
            ],
            id="an editor's points and the sources stay",
        ),
    ],
)
def test_the_lowest_ranked_go_first(sections: str, steps: list[str]) -> None:
    assert [said(cut) for cut in fewer_and_fewer(wanted(sections))] == steps


def test_an_editor_is_told_what_is_missed_where_it_was_written() -> None:
    pins = "".join(f"      - {pin(words)}\n" for words in "abcd")
    sections = f"- key-points: {{}}\n- quotes:\n    max: 4\n    pin:\n{pins}- method: {{}}\n"
    told = {str(problem) for cut in fewer_and_fewer(wanted(sections)) for problem in cut.missed}
    why = "is left out: the brief is to fit on one page"
    assert told == {
        f"briefs/test.yaml:8:9: warning: this pin {why}",
        f"briefs/test.yaml:2:3: warning: this section {why}",
        f"briefs/test.yaml:9:3: warning: this section {why}",
    }


def test_what_there_is_room_for_comes_back_in_the_order_of_sections() -> None:
    sections = wanted("[quotes: {max: 5}, figures: {max: 4}, timeline: {max: 2}]")
    shorter = fewer_and_fewer(sections)[4]
    assert said(shorter) == "quotes=3 figures=3"
    assert [said(cut) for cut in fuller(sections, shorter)] == [
        "quotes=4 figures=3",
        "quotes=3 figures=4",
        "quotes=3 figures=3 timeline=2",
        "quotes=3 figures=3 timeline=1",
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["quotes", "figures", "timeline", "key-points", "actors"]), st.integers(1, 12)
        ),
        min_size=1,
        max_size=8,
    )
)
def test_each_step_prints_less_until_one_item_is_left(sections: list[tuple[str, int]]) -> None:
    cuts = fewer_and_fewer(wanted("".join(f"- {kind}: {{max: {most}}}\n" for kind, most in sections)))
    totals = [sum(one.options.max for one in cut.sections) for cut in cuts]  # type: ignore[attr-defined]
    assert totals == sorted(set(totals), reverse=True)
    assert all(before - after <= FEW for before, after in itertools.pairwise(totals))
    assert totals[-1] == 1
