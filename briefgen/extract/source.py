"""What a bare text tells about itself: when it was written, and who says "I" in it.

Used only to read the text, where nobody has declared these; it is never kept as if it were known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise

from briefgen.extract.anchor import Direction, direction
from briefgen.extract.dates import PLACE, Dated, Expression, as_said, periods, periods_in
from briefgen.extract.datescan import date_words_of
from briefgen.extract.datewords import OPENINGS
from briefgen.extract.segment import segment
from briefgen.model.text import Document, PartialDate, Period, Source, Span
from briefgen.model.verbatim import fold

_HEAD, _TAIL = 16, 12  # lines at the top and end of a page where its date stands
_LONGEST_LINE = 160
_WIDEST = 45  # days between what has happened and what is to come that still date a text
_LONGEST_MONTH = 30
_FEWEST_DATES, _MOST_DATES = 2, 500  # one behind and one ahead; more make a chronology of no one day
_FEWEST = 2  # sentences in the first person that make a text somebody's own

_FULL_YEAR = re.compile(r"\d\d\d\d")
_LABEL = re.compile(
    r"(?:publication\sdate|date\sof\spublication|published(?:\son)?|posted(?:\son)?|issued(?:\son)?|date)\s*:?\s*$",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"\b(?:updated|modified|retrieved|accessed|downloaded|registered|received|printed|ref\b|ares)",
    re.IGNORECASE,
)
_SMALL_WORD = re.compile(r"(?<![\w’'])[a-z]{2,}(?![\w’'])")
_GLUED = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d{4})(?=[A-Z])")
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
# What may share the line of a page's date: the page's kind, place, department or author, no sentence.
_SEPARATORS = re.compile(r"[\s,.|•·:()–—/-]+")
_PAGE_WORDS = """
    news blog press release statement speech article opinion interview published posted publication issued
    date by on at of for and de van von der gmt cet cest utc et est edt am pm
"""
_BESIDE = frozenset(_PAGE_WORDS.split())
_NAME = (
    r"(?:[A-Z][\w’'.-]+|[A-Z]\.)(?:[ \t]+(?:[A-Z][\w’'.-]*|de|van|von|der|den|la|le|al|bin|da|di|dos)){1,5}"
)
_FAREWELL = (
    r"(?:yours\s(?:sincerely|faithfully|truly)|(?:sincerely|respectfully)(?:\syours)?"
    r"|(?:with\s)?(?:kind|best|warm)\sregards)"
)
_CLOSING = re.compile(
    rf"^[ \t]*{_FAREWELL}[ \t]*,?[ \t]*(?:\r?\n[ \t]*){{1,6}}(?P<name>(?-i:{_NAME}))[ \t]*,?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_OFFICE = (
    r"(?:(?:the|eu|european|mr|mrs|ms|dr|sir|high|vice-president|executive|representative|president|commissioner"
    r"|minister|prime|secretary-general|chancellor)\.?\s){0,6}"
)
_TEXT_BY = (
    r"(?:(?:opening|closing|introductory|keynote|welcome|joint)\s)?"
    r"(?:speech|remarks|statement|address|op-ed|opinion|blog(?:\spost)?|letter|message|intervention)"
    r"\s(?:by|of|from)\s"
)
_SPOKEN_BY = re.compile(rf"^[ \t]*{_TEXT_BY}{_OFFICE}(?P<name>(?-i:{_NAME}))", re.IGNORECASE | re.MULTILINE)
_BY = re.compile(rf"^[ \t]*[Bb]y\s(?P<name>{_NAME})[ \t]*(?:[|,•–-].{{0,60}})?$", re.MULTILINE)
_BLOG = re.compile(
    r"^[ \t]*Blog[ \t]+(?:of[ \t]+)?(?P<name>[A-Z][\w’'-]+(?:[ \t][A-Z][\w’'-]+){0,3})[ \t]*$", re.MULTILINE
)
# The beginning of a line that one of these needs: a quick look before the text is searched.
_NAMES_WRITER = re.compile(
    rf"\n[ \t]*(?=[abcijklmorswy])(?:{_FAREWELL}|{_TEXT_BY}|blog[ \t]|by\s)", re.IGNORECASE
)
_QUOTED = re.compile(r"[“\"„«][^”\"»“„«]{0,2000}[”\"»]")
_FIRST_PERSON = re.compile(r"[IMm](?<!\w.)(?:(?<=I)(?:[’'](?:m|ve))?|(?<=[Mm])y|(?<=m)e)\b")


@dataclass(frozen=True, slots=True)
class _Written:
    """A line of a page that tells its date, and how well."""

    rank: int
    period: Period
    words: str


def infer_source(
    text: str, said: Sequence[tuple[Expression, ...]] | None = None
) -> tuple[Period | None, str | None, str | None]:
    """The document's date, the words that show it, and its narrator; None for what the text does not tell.

    `said` are the date expressions of its passages as `dates.as_said` gives them, where they are known.
    """
    if said is None:
        bare = _bare(text)
        said = as_said(date_words_of(bare, segment(bare)))
    issued, basis = _infer_date(text, said)
    return issued, basis, _infer_narrator(text)


def _infer_date(text: str, said: Sequence[tuple[Expression, ...]]) -> tuple[Period | None, str | None]:
    found = [
        written
        for part in _head_and_tail(text.splitlines())
        for place, line in enumerate(part)
        if (written := _read_line(line, part[place - 1] if place else "")) is not None
    ]
    if found:
        best = max(found, key=lambda written: written.rank)
        rivals = {written.period for written in found if written.rank == best.rank}
        return (best.period, best.words) if len(rivals) == 1 else (None, None)
    return _bounded(text, said)


def _head_and_tail(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The first and the last lines that are not blank; no line is in both."""
    head: list[str] = []
    at = 0
    while at < len(lines) and len(head) < _HEAD:
        if line := lines[at].strip():
            head.append(line)
        at += 1
    tail: list[str] = []
    last = len(lines)
    while last > at and len(tail) < _TAIL:
        last -= 1
        if line := lines[last].strip():
            tail.append(line)
    return head, tail[::-1]


def _bare(text: str) -> Document:
    return Document(Source(id="", sha256=""), text)


def _read_line(line: str, above: str) -> _Written | None:
    """A short line that holds one full date and nothing that a sentence is made of."""
    if len(line) > _LONGEST_LINE or not _FULL_YEAR.search(line):
        return None
    if _is_running_text(line) or _UPDATE.search(line):
        return None
    # A page's head often runs its parts together ("News blog6 June 2021Directorate"): read them apart.
    apart = _GLUED.sub(" ", line)
    head = _bare(apart)
    dates = [d for d in periods_in(head, Span(0, len(apart))) if _is_day(d.period)]
    if len(dates) != 1:
        return None
    before, after = apart[: dates[0].span.start], apart[dates[0].span.end :]
    if not _is_page_line(before) or not _is_page_line(after):
        return None
    is_labelled = _LABEL.search(before) is not None or _LABEL.fullmatch(above.strip()) is not None
    rank = 3 if is_labelled else 2 if _TIME.search(line) or not before.strip(" ,") else 1
    return _Written(rank, dates[0].period, fold(line))


def _is_running_text(line: str) -> bool:
    """It has a small word that neither a page's head nor a date can hold."""
    return any(
        word not in _BESIDE and word != "in" and word[:3] not in OPENINGS
        for word in _SMALL_WORD.findall(line)
    )


def _is_page_line(words: str) -> bool:
    """Names and the words of page heads only."""
    tokens = _SEPARATORS.split(_TIME.sub(" ", words))
    return all(not word or word[0].isupper() or word.lower() in _BESIDE for word in tokens)


def _is_day(period: Period) -> bool:
    return period.is_single and period.start is not None and period.start.day is not None


def _bounded(text: str, said: Sequence[tuple[Expression, ...]]) -> tuple[Period | None, str | None]:
    """Between the latest thing that has happened and the earliest that is to come, if they are close."""
    expressions = sorted(chain.from_iterable(said), key=PLACE)
    dates = [d for d in periods(expressions) if _is_precise(d.period)]
    if not _FEWEST_DATES <= len(dates) <= _MOST_DATES or not _are_any_close(dates):
        return None, None
    told = [(direction(text, d.span.start, d.span.end), d) for d in dates]
    past = max((d for towards, d in told if towards is Direction.PAST), key=_first, default=None)
    if past is None:
        return None, None
    coming = [
        d for towards, d in told if towards is Direction.FUTURE and d.period.last() >= past.period.first()
    ]
    next_one = min(coming, key=_last, default=None)
    if next_one is None or (next_one.period.last() - past.period.first()).days > _WIDEST:
        return None, None
    return _months(past.period.first(), next_one.period.last()), fold(past.span.of(text))


def _are_any_close(dates: Sequence[Dated]) -> bool:
    """A quick look: some two are close enough to lie before and after one day."""
    firsts = sorted(found.period.first() for found in dates)
    return any((later - earlier).days <= _WIDEST for earlier, later in pairwise(firsts))


def _is_precise(period: Period) -> bool:
    """A day, a few days or a month; not a season or year, nothing open or approximate."""
    start, end = period.start, period.end
    if start is None or end is None or start.approximate or end.approximate:
        return False
    return (period.last() - period.first()).days <= _LONGEST_MONTH


def _first(found: Dated) -> date:
    return found.period.first()


def _last(found: Dated) -> date:
    return found.period.last()


def _months(first: date, last: date) -> Period:
    return Period(PartialDate(first.year, first.month), PartialDate(last.year, last.month))


def _infer_narrator(text: str) -> str | None:
    """The name under a letter, over a speech or blog: only where the text itself says "I"."""
    if not _NAMES_WRITER.search("\n" + text):
        return None
    if len(_FIRST_PERSON.findall(_QUOTED.sub(" ", text))) < _FEWEST:
        return None
    for pattern in (_CLOSING, _SPOKEN_BY, _BLOG, _BY):
        names = {fold(match["name"]).rstrip(",.") for match in pattern.finditer(text)}
        if len(names) == 1:
            return names.pop()
        if names:
            return None
    return None
