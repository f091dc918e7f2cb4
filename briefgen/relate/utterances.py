"""The same utterance in different reports: found by shared shingles, so that many quotations stay cheap.

Two quotations are one utterance when nearly all words of the shorter stand, in order, in the longer, nobody
else is said to have spoken them, and they do not differ in a name, a number or a "not".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

SHINGLE = 3  # words; a shortened report keeps some run of three
CROWD = 50  # a shingle in more quotations than this is a formula and proposes nothing
SHARED = 0.8  # of the shorter's words that must stand in the longer, in order
SPELLING = 75.0  # per cent of characters in common: "Hifter" is "Haftar"
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_NAME = re.compile(r"(?<=[\w,;:–—] )[^\W\d_a-z]\w+(?:['’]\w+)?")  # a capital inside a sentence
_NOT = re.compile(r"not|no|never|neither|nor|without|cannot|\w+n't")


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was said and by whom; `speaker` is an identity (an actor's id or a name), None where unknown.

    `names` are those of the words that name somebody or something, as their capitals show.
    """

    words: tuple[str, ...]
    speaker: str | None
    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str, speaker: str | None) -> Utterance:
        words = tuple(_folded(word) for word in _WORD.findall(text))
        return cls(words, speaker, frozenset(_folded(name) for name in _NAME.findall(text)))


def same_utterances(utterances: Sequence[Utterance]) -> tuple[tuple[int, ...], ...]:
    """Positions grouped by utterance; each group in order, groups by their first position."""
    parent = list(range(len(utterances)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for one, other in sorted(_candidates(utterances)):
        a, b = root(one), root(other)
        if a != b and is_same(utterances[one], utterances[other]):
            parent[max(a, b)] = min(a, b)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for at in range(len(utterances)):
        groups[root(at)].append(at)
    return tuple(tuple(group) for _, group in sorted(groups.items()))


def is_same(one: Utterance, other: Utterance) -> bool:
    """Whether two reports are of one utterance."""
    if one.speaker and other.speaker and one.speaker != other.speaker:
        return False
    shorter, longer = sorted((one, other), key=lambda said: len(said.words))
    if len(shorter.words) < SHINGLE:
        return shorter.words == longer.words
    shared = LCSseq.similarity(shorter.words, longer.words)
    return shared >= SHARED * len(shorter.words) and not _contradict(shorter, longer)


def _contradict(shorter: Utterance, longer: Utterance) -> bool:
    """Whether the shorter says a name, number or "not" of its own, or lacks a "not" that stands alone."""
    ops = LCSseq.editops(shorter.words, longer.words)
    own = [shorter.words[op.src_pos] for op in ops if op.tag == "delete"]
    if any(_NOT.fullmatch(word) or word.isdigit() for word in own):
        return True
    if any(not _is_spelt_there(word, longer) for word in own if word in shorter.names):
        return True
    # At its edges a report only begins later or ends earlier.
    lacking = {op.dest_pos for op in ops if op.tag == "insert"}
    return any(
        _NOT.fullmatch(longer.words[at]) and not lacking & {at - 1, at + 1} and 0 < at < len(longer.words) - 1
        for at in lacking
    )


def _is_spelt_there(name: str, longer: Utterance) -> bool:
    return any(fuzz.ratio(name, word) >= SPELLING for word in longer.words)


def _folded(word: str) -> str:
    return word.casefold().replace("’", "'")


def _candidates(utterances: Sequence[Utterance]) -> set[tuple[int, int]]:
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, utterance in enumerate(utterances):
        size = min(SHINGLE, len(utterance.words)) or 1
        for shingle in {utterance.words[i : i + size] for i in range(len(utterance.words) - size + 1)}:
            places[shingle].append(at)
    return {
        (one, other)
        for found in places.values()
        if len(found) <= CROWD
        for i, one in enumerate(found)
        for other in found[i + 1 :]
    }
