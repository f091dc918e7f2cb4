"""The day a document speaks from, and what "last July" or "on 23 November" means seen from there.

Each function answers None where the document's own date is too wide, or the direction in time too
unclear, to tell the year.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from briefgen.extract.remembered import Remembered
from briefgen.extract.wordsets import word_set
from briefgen.model.text import PartialDate, Period

_WIDEST_FOR_MONTHS = 200  # days: a document dated "autumn 2025" still tells which September it means
_WIDEST_FOR_NEAREST = 150  # days from the document within which a month of unclear direction is placed

_FORTNIGHT = 14
_LEAP_YEARS = 4  # years from one 29 February to the next


class Direction(Enum):
    PAST = "past"
    FUTURE = "future"
    UNCLEAR = "unclear"


# "will be signed" is one future verb, so its participle must not count as a past one.
_VERBS = re.compile(
    r"""\b(?:
      (?P<future>
        (?:will|shall|would|should|to\ be|(?:is|are)\ to|(?:expect(?:ed|s)?|due|plan(?:ned|s)?|scheduled)\ to)
          (?:\ (?:be|not|also|soon|only|then|have|been|still|\w{2,12}ly)\b){0,3}(?:\ \w{1,20})?
        |to\ (?:continue|start|begin|take\ place|follow|resume|explore|conclude)|expected|planned|scheduled
        |intends?|tbc|tbd|aims?|hopes?|foreseen|next\ steps?|soon)
    | (?P<past>was|were|had|did|took|visited|held|met|said|told|went|came|began|made|saw|fell|rose|became|has
        |have|ago|[a-z]{3,12}ed)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Alone these tell no time: "to be", "is to", "plans to".
_FIRST_OF_SEVERAL = word_set("to is are due next expect expects plan plans")
_WORD = re.compile("[A-Za-z]+")
_CLAUSE_END = re.compile(r"[.!?;]\s|\n\s*\n")
_CLAUSE = 140  # characters each side in which a verb tells the time


def direction(text: str, start: int, end: int) -> Direction:
    """Whether the clause around a date speaks of the past or the future: the nearest verb tells."""
    before = _clause_before(text[max(0, start - _CLAUSE) : start])
    after = _CLAUSE_END.split(text[end : end + _CLAUSE], maxsplit=1)[0]
    after = " ".join(after.split())
    best: tuple[int, Direction] | None = None
    for match in _verbs(before):
        best = (len(before) - match.end(), _direction(match))
    follow = next(_verbs(after), None)
    if follow and (best is None or follow.start() < best[0]):
        best = (follow.start(), _direction(follow))
    return best[1] if best else Direction.UNCLEAR


def _verbs(text: str) -> Iterator[re.Match[str]]:
    """What tells a time in `text`, from left to right: looked for only at words that may begin it."""
    at = 0
    for word in _WORD.finditer(text):
        if not _TELLS_TIME[word[0]] or word.start() < at:
            continue
        if match := _VERBS.match(text, word.start()):
            yield match
            at = match.end()


def _may_tell_time(word: str) -> bool:
    return word.lower() in _FIRST_OF_SEVERAL or _VERBS.match(word) is not None


_TELLS_TIME = Remembered(_may_tell_time)


def _clause_before(text: str) -> str:
    """The end of a stretch from its last sentence or passage on, on one line."""
    return " ".join(_CLAUSE_END.split(text)[-1].split())


def _direction(match: re.Match[str]) -> Direction:
    return Direction.FUTURE if match["future"] else Direction.PAST


@dataclass(frozen=True, slots=True)
class Anchor:
    """The earliest and latest day on which the document may have been written."""

    first: date
    last: date

    @classmethod
    def of(cls, issued: Period | None) -> Anchor | None:
        if issued is None or issued.start is None or issued.end is None:
            return None
        return cls(issued.first(), issued.last())

    @property
    def width(self) -> int:
        return (self.last - self.first).days

    def year(self, shift: int = 0) -> PartialDate | None:
        return _dated(self.first.year + shift) if self.first.year == self.last.year else None

    def month(self, shift: int = 0) -> PartialDate | None:
        if (self.first.year, self.first.month) != (self.last.year, self.last.month):
            return None
        months = self.first.year * 12 + self.first.month - 1 + shift
        return _dated(months // 12, months % 12 + 1)

    def day(self, shift: int = 0) -> PartialDate | None:
        return PartialDate.of(self.first + timedelta(days=shift)) if self.width == 0 else None

    def week(self, shift: int = 0) -> Period | None:
        """Monday to Sunday."""
        if self.width:
            return None
        monday = self.first + timedelta(days=7 * shift - self.first.weekday())
        return Period(PartialDate.of(monday), PartialDate.of(monday + timedelta(days=6)))

    def weekday(self, number: int, towards: Direction) -> PartialDate | None:
        """The last such day up to today, or the first after today."""
        if self.width or towards is Direction.UNCLEAR:
            return None
        back = (self.first.weekday() - number) % 7
        day = self.first - timedelta(days=back)
        if towards is Direction.FUTURE:
            day += timedelta(days=7)
        return PartialDate.of(day)

    def strictly(self, month: int, towards: Direction) -> PartialDate | None:
        """ "last July", "next December", "last spring": never the month or season it is now."""
        years = {self._strictly(day, month, towards) for day in (self.first, self.last)}
        return _dated(years.pop(), month) if len(years) == 1 else None

    @staticmethod
    def _strictly(today: date, month: int, towards: Direction) -> int:
        step = -1 if towards is Direction.PAST else 1
        for year in (today.year, today.year + step, today.year + 2 * step):
            candidate = PartialDate(year, month)
            if candidate.last() < today if step < 0 else candidate.first() > today:
                return year
        return today.year + step

    def place(self, month: int, day: int | None, towards: Direction) -> int | None:
        """The year of a month, season or day that is named without one."""
        if self.width > _WIDEST_FOR_MONTHS:
            return None
        reach = _LEAP_YEARS if (month, day) == (2, 29) else 1
        candidates = [
            found
            for year in range(self.first.year - reach - 1, self.last.year + reach + 1)
            if (found := _dated(year, month, day)) is not None
        ]
        inside = [c for c in candidates if c.first() <= self.last and self.first <= c.last()]
        if inside:
            return inside[0].year if self.width <= 31 or self._is_sure(inside[0]) else None
        past = max((c for c in candidates if c.last() < self.first), key=lambda c: c.first(), default=None)
        coming = min((c for c in candidates if c.first() > self.last), key=lambda c: c.first(), default=None)
        if towards is Direction.UNCLEAR or self._is_overtaken(past, coming, towards):
            return self._nearest(past, coming)
        chosen = past if towards is Direction.PAST else coming
        return chosen.year if chosen else None

    def _is_overtaken(self, past: PartialDate | None, coming: PartialDate | None, towards: Direction) -> bool:
        """Written some days before it was dated: "will meet on 12 December", in a letter of the 14th."""
        if past is None or coming is None:
            return False
        since, until = (self.first - past.last()).days, (coming.first() - self.last).days
        return since <= _FORTNIGHT < until if towards is Direction.FUTURE else until <= _FORTNIGHT < since

    def _is_sure(self, candidate: PartialDate) -> bool:
        """In a document of several months, only what has passed or begun at its earliest is placed inside."""
        return candidate.first() <= self.first

    def _nearest(self, past: PartialDate | None, coming: PartialDate | None) -> int | None:
        distances = []
        if past:
            distances.append(((self.first - past.last()).days, past.year))
        if coming:
            distances.append(((coming.first() - self.last).days, coming.year))
        distance, year = min(distances)
        return year if distance <= _WIDEST_FOR_NEAREST else None


def _dated(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    """None for what is in no calendar: 30 February, 29 February of most years, the year 0."""
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
