"""Dates against a reading by hand: the value in EDTF, at a place that overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rates import Rate

Item = Mapping[str, Any]


def score_dates(documents: Iterable[tuple[Item, Sequence[Item]]]) -> Rate:
    """Over (gold document, dates given for it): recall is the share of dates read with the right value."""
    right = given_at_all = wanted = 0
    for gold, given in documents:
        given_at_all += len(given)
        wanted += len(gold["dates"])
        right += sum(any(is_right(date, answer) for answer in given) for date in gold["dates"])
    return Rate(right, given_at_all, wanted)


def is_right(date: Item, answer: Item) -> bool:
    overlaps = answer["start"] < date["end"] and date["start"] < answer["end"]
    return overlaps and answer["value"] in date["accept"]
