"""Printing less: which section gives an item up next, and what never goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.places import Locator, fit, parse_yaml
from briefgen.sections import KINDS, Wanted
from briefgen.sections.fewer import fewer_and_fewer


def wanted(sections: str) -> list[Wanted]:
    """The sections of a spec, written as its editor would write them."""
    yaml = parse_yaml(sections, "briefs/test.yaml")
    found = []
    for at, item in enumerate(yaml.data):
        kind = next(iter(item))
        found.append(Wanted(kind, fit(yaml, KINDS[kind].options, at=(at, kind)), Locator(yaml, (at, kind))))
    return found


def rooms(sections: str) -> list[str]:
    """Each way to print less: the most items of each section that is left."""
    return [
        " ".join(f"{one.kind}={getattr(one.options, 'max', '-')}" for one in cut.sections)
        for cut in fewer_and_fewer(wanted(sections))
    ]


def pin(words: str) -> str:
    return f"{{document: d, exact: {words}}}"


@pytest.mark.parametrize(
    ("sections", "steps"),
    [
        pytest.param(
            "[quotes: {max: 3}, figures: {max: 2}]",
            [
                "quotes=3 figures=2",
                "quotes=2 figures=2",
                "quotes=2 figures=1",
                "quotes=1 figures=1",
                "quotes=1",
                "",
            ],
            id="the longest first, the last of equals",
        ),
        pytest.param(
            f"[quotes: {{max: 2, pin: [{pin('a')}, {pin('b')}]}}, figures: {{max: 3}}]",
            [
                "quotes=2 figures=3",
                "quotes=2 figures=2",
                "quotes=2 figures=1",
                "quotes=1 figures=1",
                "quotes=1",
                "",
            ],
            id="what the program chose before what an editor pinned",
        ),
        pytest.param(
            "[text: {body: Words.}, key-points: {points: [One.], max: 2}, timeline: {max: 1}]",
            ["text=- key-points=2 timeline=1", "text=- key-points=2"],
            id="what an editor wrote stays",
        ),
    ],
)
def test_the_lowest_ranked_items_go_first(sections: str, steps: list[str]) -> None:
    assert rooms(sections) == steps


def test_a_pin_that_goes_is_told_where_it_was_written() -> None:
    sections = f"- quotes:\n    max: 5\n    pin:\n      - {pin('a')}\n      - {pin('b')}\n"
    last_but_one = fewer_and_fewer(wanted(sections))[-2]
    (lost,) = last_but_one.lost_pins
    assert str(lost) == (
        "briefs/test.yaml:5:9: warning: this pin is left out: the brief would not fit on one page"
    )
    assert [len(one.options.pin) for one in last_but_one.sections] == [1]  # type: ignore[attr-defined]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["quotes", "figures", "timeline", "key-points", "actors"]), st.integers(1, 12)
        ),
        min_size=1,
        max_size=8,
    )
)
def test_each_step_prints_one_item_less_until_none_is_left(sections: list[tuple[str, int]]) -> None:
    cuts = fewer_and_fewer(wanted("".join(f"- {kind}: {{max: {most}}}\n" for kind, most in sections)))
    totals = [sum(one.options.max for one in cut.sections) for cut in cuts]  # type: ignore[attr-defined]
    assert totals == list(range(sum(most for _, most in sections), -1, -1))
