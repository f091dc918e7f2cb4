"""A total and the parts that its source names: told where the parts do not make it up.

That is no fault of the source, unless it says itself that these are all the parts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefgen.model.facts import Figure, FigureKind
from briefgen.relate.measured import Measured, stem

FEWEST_PARTS = 2  # a single part ("of which EUR 8 million for Egypt") never claims to be all

_PARTS = re.compile(
    r"""
      (?P<some> \b(?:out\s+)?of\s+(?:which|whom|these|those|them)\b | \bamong\s+(?:which|whom|them|these)\b
              | \bincluding\b | \bincludes?\b )
    | (?P<all>  \bconsist(?:s|ing)\s+of\b | \bcompris(?:es|ing)\b | \bmade\s+up\s+of\b | \bcomposed\s+of\b
              | \bdivided\s+(?:into|between|among)\b | \bbroken\s+down\b | \bnamely\b
              | \bper\s+(?:partner|country|state|nationality)\b | \bby\s+(?:partner|country|nationality)\b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_IN_TURN = re.compile(r"\b(?:the\s+first|one\s+of|the\s+other|the\s+second|the\s+remaining)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Positions of a total and of the parts that its passage names; they do not make it up.

    `are_all` is True where the source says that there are no other parts, `exceeds` where the parts are
    more than the total, as parts that overlap are.
    """

    total: int
    parts: tuple[int, ...]
    are_all: bool
    exceeds: bool


def breakdowns(figures: Sequence[Measured]) -> tuple[Breakdown, ...]:
    """Each passage is read once; rounded figures are left alone, since no sum of them can be wrong."""
    found: list[Breakdown] = []
    for at, parts, are_all in _told(figures):
        total = figures[at].figure
        made_up = sum(value for part in parts if (value := figures[part].figure.value) is not None)
        if total.value is not None and made_up != total.value:
            found.append(Breakdown(at, parts, are_all, made_up > total.value))
    return tuple(sorted(found, key=lambda breakdown: breakdown.total))


def parts_of(figures: Sequence[Measured]) -> Mapping[int, tuple[int, ...]]:
    """The totals among some figures with the parts that their passages name, made up by them or not."""
    return {at: parts for at, parts, _ in _told(figures)}


def _told(figures: Sequence[Measured]) -> Iterator[tuple[int, tuple[int, ...], bool]]:
    passages: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for at, figure in enumerate(figures):
        passages[(figure.figure.cited.document, figure.figure.passage)].append(at)
    for positions in passages.values():
        positions.sort(key=lambda at: figures[at].figure.cited.start)
        yield from _of_passage(figures, positions)


def _of_passage(
    figures: Sequence[Measured], positions: Sequence[int]
) -> Iterator[tuple[int, tuple[int, ...], bool]]:
    """A total, its parts, and whether its source says that these are all."""
    claimed: set[int] = set()
    for i, at in enumerate(positions):
        total = figures[at].figure
        if (
            at in claimed
            or figures[at].is_broken
            or total.kind not in (FigureKind.COUNT, FigureKind.MONEY)
            or not _is_exact(total)
        ):
            continue
        parts, are_all = _parts(figures, at, positions[i + 1 :])
        if len(parts) < FEWEST_PARTS or not all(_is_exact(figures[part].figure) for part in parts):
            continue
        claimed.update(parts)
        yield at, tuple(parts), are_all


def _parts(figures: Sequence[Measured], at: int, later: Sequence[int]) -> tuple[list[int], bool]:
    """What follows the total as its parts: in brackets, behind "of which", or one after the other."""
    total, text = figures[at].figure, figures[at].text
    alike = [other for other in later if _is_comparable(total, figures[other].figure)]
    if not alike:
        return [], False
    first = figures[alike[0]].figure
    is_one_sentence = first.sentence == total.sentence
    start = total.cited.end if is_one_sentence else first.sentence.start
    between = text[start : first.cited.start]
    same = _of_unit(figures, total, alike)
    if is_one_sentence and "(" in between and ")" not in between:
        close = text.find(")", first.cited.start)
        return [part for part in same if figures[part].figure.cited.end <= close], False
    if marker := _last(_PARTS, between):
        are_all = marker.lastgroup == "all"
        if is_one_sentence:
            return _until_next_marker(figures, alike, first, text, marker), are_all
        return _of_sentence(figures, same, first), are_all
    return ([], False) if is_one_sentence else (_in_turn(figures, same, text), True)


def _until_next_marker(
    figures: Sequence[Measured], alike: Sequence[int], first: Figure, text: str, marker: re.Match[str]
) -> list[int]:
    """The parts of one sentence up to a part of a part; behind "of which" each may have a name of its own."""
    named_apart = bool(re.search(r"\b(?:which|whom|these|those|them)\b", marker[0], re.IGNORECASE))
    parts: list[int] = []
    at = first.cited.start
    for position in _of_sentence(figures, alike, first):
        part = figures[position].figure
        if _PARTS.search(text, at, part.cited.start):
            break
        if named_apart or _unit(part) == _unit(first):
            parts.append(position)
        at = part.cited.end
    return parts


def _in_turn(figures: Sequence[Measured], same: Sequence[int], text: str) -> list[int]:
    """`The first one (EUR 5 million) … The other one (EUR 5 million) …`: a sentence each."""
    parts: list[int] = []
    for _, group in groupby(same, key=lambda p: figures[p].figure.sentence):
        position = next(group)
        sentence = figures[position].figure.sentence
        if not _IN_TURN.search(text, sentence.start, figures[position].figure.cited.start):
            break
        parts.append(position)
    return parts


def _of_sentence(figures: Sequence[Measured], positions: Sequence[int], first: Figure) -> list[int]:
    return [p for p in positions if figures[p].figure.sentence == first.sentence]


def _of_unit(figures: Sequence[Measured], total: Figure, positions: Sequence[int]) -> list[int]:
    return [p for p in positions if _unit(figures[p].figure) == _unit(total)]


def _is_comparable(total: Figure, part: Figure) -> bool:
    if part.kind is not total.kind or part.value is None or total.value is None or part.value >= total.value:
        return False
    return total.kind is FigureKind.COUNT or part.unit == total.unit


def _is_exact(figure: Figure) -> bool:
    return figure.value is not None and figure.qualifier is None


def _unit(figure: Figure) -> tuple[str, ...]:
    return tuple(stem(word) for word in (figure.unit or "").split())


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.start(), default=None)
