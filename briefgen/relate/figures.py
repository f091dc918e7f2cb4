"""Figures that tell of the same or nearly the same thing and differ: found by blocks, never by all pairs.

Two figures are set beside each other when they count the same kind of thing, at the same place, in periods
that overlap. Precision comes first: where a rule is in doubt, two figures stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import Enum, auto

from briefgen.model.facts import FigureKind
from briefgen.relate.measured import Measured

NEIGHBOURS = 20  # a block is compared along its dates: each figure with so many that follow
NEAR = Decimal("0.5")  # of nearly the same measure the smaller is at least this share of the larger
SMALL = 10  # counts below it are of single things ("three boats"): only the very same measure relates them
APART = timedelta(days=31)  # between the ends of two periods, or two documents of one moment
_COMPARED = (FigureKind.COUNT, FigureKind.PERCENT, FigureKind.MONEY)


class Relation(Enum):
    """How two figures stand to each other in one respect."""

    SAME = auto()
    UNSTATED = auto()  # one or both do not say
    NEAR = auto()  # not the same, and still comparable
    APART = auto()  # they are of two things


@dataclass(frozen=True, slots=True)
class Difference:
    """Two figures (positions) that are not the same, and how their measures, places and periods relate."""

    one: int
    other: int
    measure: Relation
    place: Relation
    period: Relation
    is_rounded: bool

    @property
    def is_contradiction(self) -> bool:
        """Only where measure, place and period all agree and neither figure is a rounded one."""
        respects = (self.measure, self.place, self.period)
        return not self.is_rounded and all(respect is Relation.SAME for respect in respects)


def differing(figures: Sequence[Measured]) -> tuple[Difference, ...]:
    """Every two figures that tell of one thing and differ, in the order of their positions."""
    found = (_difference(figures, *pair) for pair in sorted(candidates(figures)))
    return tuple(difference for difference in found if difference)


def grouped(differences: Sequence[Difference]) -> list[tuple[Difference, ...]]:
    """Differences that share a figure belong together; groups in the order of their first figure."""
    group_of: dict[int, list[Difference]] = {}
    for difference in differences:
        mine = group_of.setdefault(difference.one, [])
        theirs = group_of.setdefault(difference.other, mine)
        if theirs is not mine:
            mine.extend(theirs)
            for told in theirs:
                group_of[told.one] = group_of[told.other] = mine
        mine.append(difference)
    groups = {id(group): group for _, group in sorted(group_of.items())}
    return [tuple(sorted(group, key=lambda d: (d.one, d.other))) for group in groups.values()]


def candidates(figures: Sequence[Measured]) -> set[tuple[int, int]]:
    """The pairs that are compared at all: at most `NEIGHBOURS` for each figure and block."""
    blocks: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, figure in enumerate(figures):
        for key in set(_keys(figure)):
            blocks[key].append(at)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        block.sort(key=lambda at: (figures[at].when[1], figures[at].figure.cited.document, at))
        for i, one in enumerate(block):
            following = block[i + 1 : i + 1 + NEIGHBOURS]
            pairs.update((min(one, other), max(one, other)) for other in following)
    return pairs


def _keys(measured: Measured) -> Iterator[tuple[object, ...]]:
    """The blocks that a figure stands in: what, where and when. None for what is not compared.

    Without a place of its own it may be of any place that its passage begins with.
    """
    figure = measured.figure
    if figure.value is None or measured.subject is None or figure.kind not in _COMPARED:
        return
    unit = figure.unit if figure.kind is FigureKind.MONEY else None
    change = figure.change if figure.kind is FigureKind.PERCENT else None
    where = [min(measured.places)] if measured.places else sorted(measured.topic)
    if measured.details and not measured.places:
        where.append(" ".join(sorted(measured.details)))
    first, last = measured.when
    for year in {first.year, last.year}:
        for place in where:
            yield figure.kind, unit, change, measured.subject, place, year, figure.period is None


def _difference(figures: Sequence[Measured], at: int, beside: int) -> Difference | None:
    one, other = figures[at], figures[beside]
    if one.figure.value == other.figure.value or _are_of_one_list(one, other):
        return None
    respects = (_measures(one, other), _places(one, other), _periods(one, other))
    if Relation.APART in respects or respects[1:] == (Relation.UNSTATED, Relation.UNSTATED):
        return None  # two things, or nothing tells that they are one
    is_rounded = bool(one.figure.qualifier or other.figure.qualifier)
    return Difference(at, beside, *respects, is_rounded)


def _are_of_one_list(one: Measured, other: Measured) -> bool:
    """Figures of one passage or one list of a document are of different things."""
    if one.figure.cited.document != other.figure.cited.document:
        return False
    return one.figure.passage == other.figure.passage or (one.item == other.item and one.item != (None, None))


def _measures(one: Measured, other: Measured) -> Relation:
    """The same words; or what the one says of its measure stands in the sentence of the other."""
    is_money = one.figure.kind is FigureKind.MONEY
    if is_money and not one.details & one.topic:
        return Relation.APART  # contracts are many: sums of money are compared by a name
    if one.measure == other.measure:
        return Relation.SAME if _say_the_same(one, other) else Relation.APART
    places = one.places | other.places
    is_near = one.details - places <= other.near and other.details - places <= one.near
    return Relation.NEAR if is_near and not is_money and _are_of_one_size(one, other) else Relation.APART


def _say_the_same(one: Measured, other: Measured) -> bool:
    """A bare "300 asylum seekers" may be received or returned: then the sentences must share their words."""
    if not (one.is_bare and other.is_bare):
        return True
    fewest = min(len(one.said), len(other.said))
    return 2 * len(one.said & other.said) >= fewest


def _are_of_one_size(one: Measured, other: Measured) -> bool:
    values = [value for value in (one.figure.value, other.figure.value) if value is not None]
    is_small = one.figure.kind is FigureKind.COUNT and min(values) < SMALL
    return not is_small and min(values) >= max(values) * NEAR


def _places(one: Measured, other: Measured) -> Relation:
    if one.places and other.places:
        return Relation.SAME if one.places == other.places else Relation.APART
    if not one.places and not other.places:
        is_named = bool(one.details) and one.measure == other.measure
        return Relation.UNSTATED if is_named else Relation.APART
    stated, silent = (one, other) if one.places else (other, one)
    return Relation.UNSTATED if stated.places <= silent.topic else Relation.APART


def _periods(one: Measured, other: Measured) -> Relation:
    a, b = one.figure.period, other.figure.period
    if a is None and b is None:
        return Relation.UNSTATED if _are_of_one_moment(one, other) else Relation.APART
    if a is None or b is None or not a.overlaps(b):
        return Relation.APART
    if a == b:
        return Relation.SAME
    if one.is_up_to or other.is_up_to:
        return Relation.NEAR if abs(a.last() - b.last()) <= APART else Relation.APART
    shorter, longer = sorted((period.last() - period.first()).days + 1 for period in (a, b))
    return Relation.NEAR if shorter * 2 >= longer else Relation.APART


def _are_of_one_moment(one: Measured, other: Measured) -> bool:
    """Whether two sources that state no period speak of the same time: their own."""
    if one.figure.cited.document == other.figure.cited.document:
        return True
    if one.issued is None or other.issued is None:
        return False
    (first, last), (start, end) = one.when, other.when
    return first <= end + APART and start <= last + APART
