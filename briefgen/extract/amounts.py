"""Amounts of a sentence: numbers that count or measure, with qualifier, scale, unit and counted noun."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.extract.counts import counted
from briefgen.extract.pairs import pair_at
from briefgen.extract.qualifiers import qualified
from briefgen.extract.quantities import measured
from briefgen.extract.reading import GAP
from briefgen.extract.scan import Amount, Candidate, Sentence
from briefgen.model.facts import FigureKind


def find_amounts(sentence: Sentence) -> tuple[Amount, ...]:
    """All amounts of a sentence in order, apart from each other."""
    found: list[Amount] = []
    at = 0
    while at < len(sentence.numbers):
        amount, used = _amount(sentence, at, found)
        if amount:
            found.append(amount)
        at += used
    return tuple(_without_strays(sentence, found))


def _amount(sentence: Sentence, at: int, before: Sequence[Amount]) -> tuple[Amount | None, int]:
    """The amount that begins with number `at`, and how many numbers it used."""
    number = sentence.numbers[at]
    if sentence.is_blocked(number) or (number.value is None and number.low is None):
        return None, 1
    candidate, used = pair_at(sentence, at) or (
        Candidate(number.start, number.end, number.value, number.low, number.high, number, number),
        1,
    )
    amount = measured(sentence, candidate) or counted(sentence, candidate, before)
    if amount is None and used > 1:
        candidate = Candidate(number.start, number.end, number.value, number.low, number.high, number, number)
        used = 1
        amount = measured(sentence, candidate) or counted(sentence, candidate, before)
    return (qualified(sentence, amount) if amount else None), used


def _without_strays(sentence: Sentence, found: list[Amount]) -> list[Amount]:
    """Leave out "one" and "two" that only look like amounts beside none other, and overlaps."""
    kept: list[Amount] = []
    for amount in found:
        if kept and (joined := _with_cents(sentence, kept[-1], amount)):
            kept[-1] = joined
            continue
        if kept and amount.start < kept[-1].end:
            amount = amount._replace(start=max(amount.number.start, kept[-1].end))
        if GAP in sentence.text[amount.start : amount.end]:
            amount = _after_gap(sentence, amount)
        kept.append(amount)
    return kept


def _with_cents(sentence: Sentence, whole: Amount, part: Amount) -> Amount | None:
    """`nine dollars and fifty cents` is one amount."""
    if part.unit not in ("cents", "pence") or whole.kind is not FigureKind.MONEY or whole.unit == part.unit:
        return None
    if (
        sentence.text[whole.end : part.start].strip() not in ("and", "")
        or whole.value is None
        or part.value is None
    ):
        return None
    return whole._replace(end=part.end, value=whole.value + part.value / 100)


def _after_gap(sentence: Sentence, amount: Amount) -> Amount:
    """What is cited stays on one side of a gap: the side of the number."""
    text = sentence.text
    start = text.rfind(GAP, amount.start, amount.number.start) + 1 or amount.start
    stop = text.find(GAP, amount.number.end, amount.end)
    end = amount.end if stop < 0 else stop
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return amount._replace(start=start, end=start + len(text[start:end].rstrip()))
