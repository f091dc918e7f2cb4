"""Figures against a reading by hand: the value, its unit, and how it changes or how exact it is.

Two measures. The published one of NewsQuant (CQE, EMNLP 2023), written anew from what it does, so that its
table can be compared with: it looks at one gold figure after the other and may credit an answer twice.
And the plain one: every figure counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rates import Rate
from unit_names import unit_name

Item = Mapping[str, Any]

ABOUT = (
    "about|around|approximately|approx|approx.|roughly|some|circa|nearly|almost|close to|estimated|~|≈|or so"
    "|nearing"
)
ABOVE = (
    "over|more than|at least|above|exceeding|upwards of|greater than|beyond|minimum|no less than|>|≥|or more"
    "|plus|well over|higher than|longer than|as much as+"
)
BELOW = (
    "under|less than|below|up to|at most|fewer than|maximum|no more than|<|≤|as much as|as many as|or less"
    "|within|just under|short of"
)
SIGNS = {
    word: sign for sign, words in (("~", ABOUT), (">", ABOVE), ("<", BELOW)) for word in words.split("|")
}
CHANGES = {"increase": "up", "decrease": "down"}


@dataclass(frozen=True, slots=True)
class FigureScores:
    """Of one set of documents."""

    value: Rate  # the published measure …
    value_unit: Rate
    value_change: Rate
    one_to_one: Rate  # … and values that agree, each counted once


def score_figures(documents: Iterable[tuple[Item, Sequence[Item]]]) -> FigureScores:
    """Over (gold document, figures given for it)."""
    pairs = [(gold, list(given)) for gold, given in documents]
    published = [credits(gold["figures"], given) for gold, given in pairs]
    every = sum(len(given) for _, given in pairs), sum(len(gold["figures"]) for gold, _ in pairs)
    judged = [(gold["figures"], of_kinds(given, gold.get("annotated_kinds"))) for gold, given in pairs]
    return FigureScores(
        value=Rate(sum(value for value, _, _ in published), *every),
        value_unit=Rate(sum(unit for _, unit, _ in published), *every),
        value_change=Rate(sum(change for _, _, change in published), *every),
        one_to_one=Rate(
            sum(agreeing(wanted, given) for wanted, given in judged),
            sum(len(given) for _, given in judged),
            sum(len(wanted) for wanted, _ in judged),
        ),
    )


def of_kinds(given: Sequence[Item], kinds: Sequence[str] | None) -> list[Item]:
    """Where only some kinds were annotated, no others are judged."""
    return [item for item in given if not kinds or item.get("kind") is None or item["kind"] in kinds]


def values(figure: Item) -> tuple[float, ...]:
    """The value, or both ends of a range, or the only bound; empty for none.

    A bound beside a value says no more than the qualifier.
    """
    if figure.get("value") is not None:
        return (float(figure["value"]),)
    return tuple(float(figure[end]) for end in ("low", "high") if figure.get(end) is not None)


def equal(wanted: Item, given: Item) -> bool:
    a, b = values(wanted), values(given)
    return (
        bool(a)
        and len(a) == len(b)
        and all(abs(x - y) <= 1e-8 + 1e-5 * abs(x) for x, y in zip(a, b, strict=True))
    )


def labels(figure: Item) -> frozenset[str]:
    """How exact and which way: ~ > < up down, or words that none of these stands for; empty for plain."""
    exact = (figure.get("qualifier") or "").strip().lower()
    change = (figure.get("change") or "").strip().lower()
    told = (SIGNS.get(exact, exact), CHANGES.get(change, change))
    return frozenset(filter(None, told))


def same_change(wanted: Item, given: Item) -> bool:
    """The one label that the gold gives is among those given; plain agrees with plain alone."""
    told, answer = labels(wanted), labels(given)
    return told == answer if not told else len(told) == 1 and told <= answer


def credits(wanted: Sequence[Item], given: Sequence[Item]) -> tuple[int, int, int]:
    """The published count of values, values with unit and values with change.

    An answer is used up only when its unit agrees too.
    """
    value = unit = change = 0
    left = sorted(given, key=lambda item: unit_name(item.get("unit")) or "-")
    for figure in sorted(wanted, key=lambda item: unit_name(item.get("unit")) or "-"):
        for answer in [item for item in left if equal(figure, item)]:
            value += value < len(wanted)
            change += same_change(figure, answer)
            if unit_name(figure.get("unit")) == unit_name(answer.get("unit")):
                unit += 1
                left.remove(answer)
                break
    return value, unit, change


def agreeing(wanted: Sequence[Item], given: Sequence[Item]) -> int:
    """Values that stand on both sides, each once; equality makes classes, so taking the first is the most."""
    left = list(given)
    for figure in wanted:
        answer = next((item for item in left if equal(figure, item)), None)
        if answer is not None:
            left.remove(answer)
    return len(given) - len(left)
