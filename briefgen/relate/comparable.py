"""Figures that may stand in one chart: one measure, told for several periods or for several places.

Precision comes first: where it is in doubt whether two figures count alike, no chart shows them together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefgen.model.brief import By
from briefgen.model.facts import Figure, FigureKind
from briefgen.model.text import Period
from briefgen.relate.measured import Measured

FEWEST, MOST = 3, 12  # points of a chart: two are said in a sentence, more are read in a table
_COMPARED = (FigureKind.COUNT, FigureKind.PERCENT, FigureKind.MONEY)
_TO_A_LEVEL = ("to", "from", "at")
_OTHER_BASE = ("all but", "average", "short of", "equivalent")  # the number drawn would not be the one meant
# Days of a month, a quarter, a year: such periods are of one length to a reader.
_LENGTHS = (range(28, 32), range(90, 93), range(181, 185), range(365, 367))


@dataclass(frozen=True, slots=True)
class Comparable:
    """Positions of figures that may be compared, in the order of a chart, and what tells them apart."""

    by: By
    positions: tuple[int, ...]


def comparable(figures: Sequence[Measured], by: Container[By] = tuple(By)) -> Comparable | None:
    """The largest group of figures that may be compared, periods before places; None where there is none."""
    groups: defaultdict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for at, measured in enumerate(figures):
        if _can_be_drawn(measured):
            for key in _keys(measured):
                if key[0] in by:
                    groups[key].append(at)
    found = [Comparable(By(str(key[0])), _in_order(figures, key, group)) for key, group in groups.items()]
    fit = [group for group in found if FEWEST <= len(group.positions) <= MOST and _differ(figures, group)]
    return min(
        fit,
        key=lambda group: (-len(group.positions), group.by is By.PLACE, min(group.positions)),
        default=None,
    )


def is_level(figure: Figure, text: str) -> bool:
    """Whether a number that something rose or fell to is meant ("to five in June"), and not by how much."""
    return figure.change is None or _word_before(figure, text) in _TO_A_LEVEL


def _word_before(figure: Figure, text: str) -> str:
    words = text[max(figure.cited.start - 12, 0) : figure.cited.start].split()
    return words[-1].casefold() if words else ""


def _can_be_drawn(measured: Measured) -> bool:
    """A stated amount of something, not a change, a range or what only a source's words can bound."""
    figure = measured.figure
    qualifier = (figure.qualifier or "").casefold()
    return (
        figure.kind in _COMPARED
        and figure.value is not None
        and figure.value >= 0
        and bool(figure.unit and figure.measures)
        and is_level(figure, measured.text)
        and _word_before(figure, measured.text) != "by"  # "rose by 300 in May and by 200 in June"
        and not any(words in qualifier for words in _OTHER_BASE)
    )


def _keys(measured: Measured) -> Iterator[tuple[Hashable, ...]]:
    """What all figures of a group have in common, once for each way to tell them apart.

    A figure that says what is counted and no more ("300 people") has company in its own sentence only.
    """
    figure = measured.figure
    teller = figure.attributed_to or figure.cited.document
    names_unit_alone = " ".join(_words(measured)).casefold() == (figure.unit or "").casefold()
    sentence = (figure.cited.document, figure.sentence) if names_unit_alone else None
    same = (figure.kind, (figure.unit or "").casefold(), measured.measure, teller, sentence)
    if figure.period is not None and (length := _length(figure.period)) is not None:
        yield (By.PERIOD, *same, measured.places, _words(measured), length)
    if measured.places:
        beside = figure.passage if measured.item == (None, None) else measured.item
        yield (By.PLACE, *same, figure.period, figure.cited.document, beside)


def _words(measured: Measured) -> tuple[str, ...]:
    return tuple(" ".join(span.of(measured.text).split()) for span in measured.figure.measures)


def _length(period: Period) -> int | None:
    """Days of a period, the same for every month; None without two exact ends."""
    start, end = period.start, period.end
    if start is None or end is None or start.approximate or end.approximate:
        return None
    days = (period.last() - period.first()).days + 1
    return next((length.start for length in _LENGTHS if days in length), days)


def _in_order(
    figures: Sequence[Measured], key: tuple[Hashable, ...], group: Sequence[int]
) -> tuple[int, ...]:
    """Periods as they follow each other, places from the largest figure down."""
    if key[0] is By.PERIOD:
        return tuple(sorted(group, key=lambda at: figures[at].when))
    return tuple(sorted(group, key=lambda at: -(figures[at].figure.value or 0)))


def _differ(figures: Sequence[Measured], group: Comparable) -> bool:
    """Whether each has a period or a place of its own, and there is something to draw."""
    members = [figures[at] for at in group.positions]
    if not any(member.figure.value for member in members):
        return False
    if group.by is By.PLACE:
        return len({member.places for member in members}) == len(members)
    whens = [member.when for member in members]
    return all(before[1] < after[0] for before, after in pairwise(whens))
