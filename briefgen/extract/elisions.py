"""Numbers whose noun stands elsewhere: "13 000 migrants arrived, nearly 9,000 from Libya"."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.extract.counted import lower_phrase
from briefgen.extract.scan import Amount, Sentence
from briefgen.extract.spelling import Token
from briefgen.extract.words import NOUN
from briefgen.extract.wordsets import word_set
from briefgen.model.facts import FigureKind

# Plurals that speak of figures and not of what is counted.
_META = word_set("figures numbers totals statistics sources times data talks ones")


_NOT_IN_UNIT = word_set("more other further additional")


def fill_units(sentence: Sentence, amounts: Sequence[Amount], unit_before: str | None) -> tuple[Amount, ...]:
    """Give each elided count the noun of the count before it, else of the subject of its sentence."""
    filled: list[Amount] = []
    for position, amount in enumerate(amounts):
        if amount.is_elided and amount.unit is None:
            unit = _from_next(sentence, amounts, position) or _inherited(
                sentence, amount, filled, unit_before
            )
            amount = amount._replace(unit=unit)
        filled.append(amount)
    return tuple(filled)


def _from_next(sentence: Sentence, amounts: Sequence[Amount], at: int) -> str | None:
    """`from 20 to 35 sailors`, `two or three boats`: the noun stands after the second number."""
    if at + 1 == len(amounts) or amounts[at + 1].noun is None:
        return None
    between = sentence.text[amounts[at].end : amounts[at + 1].start].strip()
    return amounts[at + 1].unit if between in ("to", "or", "and") else None


def _inherited(
    sentence: Sentence, amount: Amount, before: Sequence[Amount], unit_before: str | None
) -> str | None:
    for earlier in reversed(before):
        if earlier.kind is FigureKind.COUNT and earlier.unit:
            return earlier.unit
    stretch = sentence.tokens[: sentence.token_at(amount.start)]
    return subject_noun(stretch) or unit_before


def subject_noun(stretch: Sequence[Token]) -> str | None:
    """The first plural noun of a sentence, with the words that belong to it."""
    for position, token in enumerate(stretch):
        if token.kind is not NOUN or not token.is_plural or token.lower in _META:
            continue
        if position + 1 < len(stretch) and stretch[position + 1].text == "'":
            continue
        if position and token.is_capital:
            continue  # a name
        first = position
        while (
            first
            and stretch[first - 1].kind is NOUN
            and stretch[first - 1].lower not in _NOT_IN_UNIT
            and not stretch[first - 1].lower.endswith("'s")
        ):
            first -= 1
        return lower_phrase(stretch[first : position + 1])
    return None
