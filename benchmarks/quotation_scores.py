"""Quotations against a reading by hand: spans, and whose words they are.

Spans are compared without quotation marks, blanks and stops at their ends. A quotation is found when the
characters in both spans are at least `OVERLAP` of those in either; it is attributed when its speaker is right
as well. Every quotation counts once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rates import Rate, share
from speaker_names import is_pronoun, is_speaker

OVERLAP = 0.8
EDGES = " \t\n\r\u00a0\"“”„«»‘’'`,.;:"

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bounded:
    """A quotation with its span as it is compared."""

    start: int
    end: int
    item: Item

    def shared(self, other: Bounded) -> float:
        """What both spans hold, of what either holds."""
        both = min(self.end, other.end) - max(self.start, other.start)
        return both / (max(self.end, other.end) - min(self.start, other.start)) if both > 0 else 0.0

    def holds(self, other: Bounded) -> bool:
        """Most of the other span stands in this one."""
        both = min(self.end, other.end) - max(self.start, other.start)
        return both >= OVERLAP * (other.end - other.start)


@dataclass(frozen=True, slots=True)
class QuotationScores:
    """Of one set of documents; shares are per cent, None where there is nothing to share."""

    exact: Rate
    found: Rate
    attributed: Rate
    speaker_precision: float | None  # right, of the speakers given
    pronouns_resolved: float | None  # named rightly, of the speakers that are pronouns
    pronoun_precision: float | None  # named rightly, of the pronouns that were given a name


def score_quotations(
    documents: Iterable[tuple[Item, Sequence[Item]]], kind: str | None = None
) -> QuotationScores:
    """Over (gold document, quotations given for it); with `kind` only quotations of that kind count."""
    n: Counter[str] = Counter()
    for gold, given in documents:
        text = gold["text"]
        wanted = bounded(text, gold["quotes"])
        answers = bounded(text, (item for item in given if item.get("kind") != "statement"))
        pairs = paired(wanted, answers)
        counted = [i for i, quote in enumerate(wanted) if kind is None or quote.item.get("kind") == kind]
        n["wanted"] += len(counted)
        n["given"] += len(answers) - len(set_aside(wanted, answers, pairs, set(counted)))
        n["unknown wanted"] += sum(bool(wanted[i].item.get("speaker_unknown")) for i in counted)
        for i in counted:
            if i in pairs:
                count_pair(n, text, wanted[i], answers[pairs[i]])
    known = n["given"] - n["unknown"], n["wanted"] - n["unknown wanted"]
    return QuotationScores(
        exact=Rate(n["exact"], n["given"], n["wanted"]),
        found=Rate(n["found"], n["given"], n["wanted"]),
        attributed=Rate(n["attributed"], *known),
        speaker_precision=share(n["right"], n["named"]),
        pronouns_resolved=share(n["resolved"], n["pronouns"]),
        pronoun_precision=share(n["resolved"], n["pronouns named"]),
    )


def bounded(text: str, quotes: Iterable[Item]) -> list[Bounded]:
    found = []
    for item in quotes:
        start, end = item["start"], item["end"]
        while start < end and text[start] in EDGES:
            start += 1
        while end > start and text[end - 1] in EDGES:
            end -= 1
        if end > start:
            found.append(Bounded(start, end, item))
    return found


def paired(wanted: Sequence[Bounded], given: Sequence[Bounded]) -> dict[int, int]:
    """Index of the wanted quotation to index of the given one, the best overlaps first."""
    overlaps = [(-w.shared(g), i, j) for i, w in enumerate(wanted) for j, g in enumerate(given)]
    pairs: dict[int, int] = {}
    for _, i, j in sorted(o for o in overlaps if -o[0] >= OVERLAP):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def set_aside(
    wanted: Sequence[Bounded], given: Sequence[Bounded], pairs: Mapping[int, int], counted: set[int]
) -> set[int]:
    """Answers to quotations of a kind that is not counted: neither right nor wrong."""
    others = [quote for i, quote in enumerate(wanted) if i not in counted]
    aside = {j for i, j in pairs.items() if i not in counted}
    free = set(range(len(given))) - set(pairs.values())
    return aside | {j for j in free if any(other.holds(given[j]) for other in others)}


def count_pair(n: Counter[str], text: str, wanted: Bounded, given: Bounded) -> None:
    gold, answer = wanted.item, given.item
    n["found"] += 1
    n["exact"] += (wanted.start, wanted.end) == (given.start, given.end)
    if gold.get("speaker_unknown"):
        n["unknown"] += 1
        return
    speaker, name = gold["speaker"], answer.get("speaker")
    if not speaker:
        n["attributed"] += not name
        return
    also = gold.get("speaker_aliases", ())
    right = bool(name) and (
        is_speaker(name, speaker, also) or is_speaker(mention(text, answer), speaker, also)
    )
    n["named"] += bool(name)
    n["right"] += right
    n["attributed"] += right
    if is_pronoun(speaker) and also:
        named = bool(name) and not is_pronoun(name)
        n["pronouns"] += 1
        n["pronouns named"] += named
        n["resolved"] += named and is_speaker(name, speaker, also)


def mention(text: str, answer: Item) -> str | None:
    """The words that name the speaker at this quotation."""
    start, end = answer.get("speaker_start"), answer.get("speaker_end")
    return None if start is None or end is None else text[start:end]
