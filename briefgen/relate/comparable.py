"""Figures that may stand in one chart: one measure, told for several periods or for several places.

Precision comes first: where it is in doubt whether two figures count alike, no chart shows them together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from briefgen.model.brief import By
from briefgen.model.facts import FigureKind
from briefgen.model.text import Period
from briefgen.relate.covering import without_wholes
from briefgen.relate.exactness import is_change, is_level, is_of_another_base, is_range, word_before
from briefgen.relate.measured import Measured, says_what, word_set

FEWEST, MOST = 3, 12  # points of a chart: two are said in a sentence, more are read in a table
_COMPARED = (FigureKind.COUNT, FigureKind.PERCENT, FigureKind.MONEY)
# Words that belong to the name of a place, wherever a source's place begins: "Western Africa".
_DIRECTIONS = word_set("central east eastern middle north northern south southern west western")
# Days of a month, a quarter, half a year, a year: such periods are of one length to a reader.
_LENGTHS = (range(28, 32), range(90, 93), range(181, 185), range(365, 367))


@dataclass(frozen=True, slots=True)
class Comparable:
    """Positions of figures that may be compared, in the order of a chart, and what tells them apart.

    With `pairs` they are two of each place: that of the earlier and that of the later period.
    """

    by: By
    positions: tuple[int, ...]
    pairs: tuple[Period, ...] = ()


def comparable(
    figures: Sequence[Measured], by: Container[By] = tuple(By), *, ranges: bool = True
) -> tuple[Comparable, ...]:
    """The groups that may be compared, the largest first, periods before places; no figure is in two."""
    drawable = [at for at, one in enumerate(figures) if can_be_drawn(one) and (ranges or not is_range(one))]
    found = [group for group in _groups(figures, drawable) if group.by in by and group.positions]
    if not (By.PERIOD in by and By.PLACE in by):
        found = [group for group in found if not group.pairs]
    found.sort(key=lambda group: (-len(group.positions), group.by is By.PLACE, min(group.positions)))
    chosen: list[Comparable] = []
    taken: set[int] = set()
    for group in found:
        if taken.isdisjoint(group.positions):
            taken.update(group.positions)
            chosen.append(group)
    return tuple(chosen)


def can_be_drawn(measured: Measured) -> bool:
    """A stated amount of something that is named: a level, or a rise or fall in percent."""
    figure = measured.figure
    if figure.kind not in _COMPARED or not (figure.unit and figure.measures and says_what(measured)):
        return False
    if is_of_another_base(figure) or (figure.value is None and not is_range(measured)):
        return False
    if is_change(measured):
        return figure.value is None or figure.value >= 0
    # "rose by 300 in May and by 200 in June": by how much is no level
    return is_level(figure, measured.text) and word_before(figure, measured.text) != "by"


def _groups(figures: Sequence[Measured], drawable: Iterable[int]) -> Iterator[Comparable]:
    at_hand = list(drawable)
    for group in _grouped(figures, at_hand, _key_of_series):
        yield Comparable(By.PERIOD, _of_periods(figures, group))
    for group in _grouped(figures, at_hand, _key_of_places):
        yield Comparable(By.PLACE, _of_places(figures, group))
    for group in _grouped(figures, at_hand, _key_of_pairs):
        yield _of_pairs(figures, group)


def _grouped(
    figures: Sequence[Measured], positions: Iterable[int], key_of: Callable[[Measured], Hashable | None]
) -> Iterator[list[int]]:
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at in positions:
        if (key := key_of(figures[at])) is not None:
            groups[key].append(at)
    yield from groups.values()


def _same(measured: Measured) -> tuple[Hashable, ...]:
    """What all figures of a chart have in common: measure, unit, basis, and who tells them.

    A figure that says what is counted and no more ("300 arrivals") has company in its own sentence only.
    """
    figure = measured.figure
    teller = figure.attributed_to or figure.cited.document
    words = (" ".join(span.of(measured.text).split()) for span in figure.measures)
    names_unit_alone = " ".join(words).casefold() == (figure.unit or "").casefold()
    sentence = (figure.cited.document, figure.sentence) if names_unit_alone else None
    unit = (figure.unit or "").casefold()
    measure = measured.measure - _DIRECTIONS if measured.places else measured.measure
    return figure.kind, unit, is_change(measured), measure, teller, sentence


def _place(measured: Measured) -> frozenset[str]:
    return measured.places | (measured.measure & _DIRECTIONS if measured.places else frozenset())


def _key_of_series(measured: Measured) -> Hashable | None:
    length = _length(measured)
    return None if length is None else (*_same(measured), _place(measured), length)


def _key_of_places(measured: Measured) -> Hashable | None:
    figure = measured.figure
    if not measured.places:
        return None
    beside = figure.passage if measured.item == (None, None) else measured.item
    return (*_same(measured), figure.period, figure.cited.document, beside)


def _key_of_pairs(measured: Measured) -> Hashable | None:
    length = _length(measured)
    if length is None or not measured.places:
        return None
    return (*_same(measured), measured.figure.cited.document, length)


def _length(measured: Measured) -> int | None:
    """Days of its period, the same for every month; None without two exact ends that its source has seen."""
    period = measured.figure.period
    if period is None or period.start is None or period.end is None:
        return None
    if period.start.approximate or period.end.approximate:
        return None
    if measured.issued is not None and period.last() > measured.issued.last():
        return None  # the year goes on: what is counted of it so far is no whole year
    days = (period.last() - period.first()).days + 1
    return next((length.start for length in _LENGTHS if days in length), days)


def _of_periods(figures: Sequence[Measured], group: Sequence[int]) -> tuple[int, ...]:
    """As they follow each other; nothing where two periods share a day."""
    ordered = sorted(_once(figures, group, lambda one: one.when), key=lambda at: figures[at].when)
    whens = [figures[at].when for at in ordered]
    follow = all(before[1] < after[0] for before, after in pairwise(whens))
    return _enough(figures, ordered) if follow else ()


def _of_places(figures: Sequence[Measured], group: Sequence[int]) -> tuple[int, ...]:
    """From the largest figure down."""
    apart = without_wholes(figures, _once(figures, group, _place))
    return _enough(figures, sorted(apart, key=lambda at: -_top(figures[at])))


def _of_pairs(figures: Sequence[Measured], group: Sequence[int]) -> Comparable:
    """Two periods of at least two places, the place with the largest later figure first."""
    places: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    for at in _once(figures, group, lambda one: (_place(one), one.when)):
        places[_place(figures[at])].append(at)
    pairs = [sorted(of, key=lambda at: figures[at].when) for of in places.values() if len(of) == 2]
    later = set(without_wholes(figures, [pair[1] for pair in pairs]))
    pairs = sorted((pair for pair in pairs if pair[1] in later), key=lambda pair: -_top(figures[pair[1]]))
    periods = {tuple(figures[at].figure.period for at in pair) for pair in pairs}
    if len(periods) != 1 or not 2 <= len(pairs) <= MOST:
        return Comparable(By.PLACE, ())
    first, last = (period for period in periods.pop() if period)
    positions = (
        () if first.overlaps(last) else _enough(figures, [at for pair in pairs for at in pair], 2 * MOST)
    )
    return Comparable(By.PLACE, positions, (first, last))


def _once(
    figures: Sequence[Measured], group: Sequence[int], apart_by: Callable[[Measured], Hashable]
) -> list[int]:
    """Each period or place once: what is told of it twice in one way counts once, in two ways not at all."""
    told: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at in group:
        told[apart_by(figures[at])].append(at)
    return [ats[0] for ats in told.values() if len({_stated(figures[at]) for at in ats}) == 1]


def _stated(measured: Measured) -> tuple[Hashable, ...]:
    figure = measured.figure
    return figure.value, figure.low, figure.high, figure.qualifier, figure.change


def _top(measured: Measured) -> Decimal:
    figure = measured.figure
    return figure.value if figure.value is not None else figure.high or Decimal(0)


def _enough(figures: Sequence[Measured], ordered: Sequence[int], most: int = MOST) -> tuple[int, ...]:
    """The figures if there are enough of them for a chart, and not all are zero."""
    is_chart = FEWEST <= len(ordered) <= most and any(_top(figures[at]) for at in ordered)
    return tuple(ordered) if is_chart else ()
