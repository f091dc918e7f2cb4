"""Numbers and months of a draft: whether the sources that a statement cites have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from briefgen.check.numbers import Number, read_numbers, stands_in
from briefgen.model.text import PartialDate, Period, Source
from briefgen.verify.findings import Finding
from briefgen.verify.findings import Kind as Found
from briefgen.verify.library import Shelf

_MONTHS = {
    name: number
    for names in (
        "January February March April May June July August September October November December",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    )
    for number, name in enumerate(names.split(), start=1)
}  # as each language writes them: "may" and "march" in small letters are no months
_MONTH = re.compile(rf"\b(?P<month>{'|'.join(_MONTHS)})(?:\s+(?P<year>(?:19|20)\d\d))?\b")
# What a brief counts in itself, by the program.
_OF_THE_BRIEF = re.compile(
    r"""
    \s+ (?: of \s+ \d+ \s+ )?
    (?: (?: new | nouvelles? | neuen? | nuov[aei] | dated | datierte[sn]? ) \s+ )?
    (?:
        sources? | documents? | quotations? | figures? | passages? | events? | facts? | citations?
      | chiffres? | données? \s+ chiffrées? | extraits? | événements?
      | quellen? | dokumente? | zitate? | zahlen | zahlenangaben? | ereignis(?:se)? | (?:text)?stellen?
      | font[ei] | document[oi] | citazion[ei] | cifr[ae] | dat[oi] \s+ numeric[oi] | event[oi] | pass[oi]
    ) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SAME_AS = {
    "about": "≈",
    "around": "≈",
    "approximately": "≈",
    "roughly": "≈",
    "some": "≈",
    "circa": "≈",
    "ca": "≈",
}
_SAME_AS |= {"almost": "<≈", "nearly": "<≈", "close to": "<≈", "just under": "<≈"}
_SAME_AS |= {"more than": ">", "over": ">", "above": ">", "at least": "≥", "exceeding": ">"}
_SAME_AS |= {"less than": "<", "fewer than": "<", "under": "<", "below": "<", "up to": "≤", "at most": "≤"}
_KIN = {
    "≈": {"≈", "<≈"},
    "<≈": {"≈", "<≈", "<"},
    ">": {">", "≥"},
    "≥": {">", "≥"},
    "<": {"<", "≤", "<≈"},
    "≤": {"<", "≤"},
}
_QUALIFIER = re.compile(
    rf"\b(?P<words>{'|'.join(sorted(_SAME_AS, key=len, reverse=True))})\.?\s+"
    r"(?:a\s+total\s+of\s+)?(?:[A-Z]{3}\s|[€$£]\s?)?\Z",
    re.IGNORECASE,
)


def check_numbers(
    text: str, place: str, shelves: Sequence[Shelf], elsewhere: Sequence[Shelf]
) -> Iterator[Finding]:
    """Each number of some words in one of the `shelves`, with its qualifier; else a finding."""
    cited = tuple(shelf.document.id for shelf in shelves)
    for number in numbers_of(text):
        if not any(_has(shelf, number) for shelf in shelves):
            there = tuple(s.document.id for s in elsewhere if s not in shelves and _has(s, number))[:5]
            but = f", but in {', '.join(there)}" if there else ""
            message = f"{number.text!r} does not stand in {', '.join(cited)}{but}"
            yield Finding(Found.NUMBER, place, message, number.text, documents=cited, found_in=there)
        elif missing := _lost_qualifier(text, number, shelves):
            message = f"{', '.join(cited)} has “{missing} {number.text}”"
            printed = f"{_qualifier(text, number) or ''} {number.text}".strip()
            yield Finding(Found.QUALIFIER, place, message, printed, f"{missing} {number.text}", cited, cited)


def numbers_of(text: str) -> Iterator[Number]:
    """The numbers that claim something: not what a brief counts in itself, no "one", no label."""
    for number in read_numbers(text):
        in_a_name = text[max(0, number.span.start - 1) : number.span.start].isalpha()  # United24
        if (
            number.text.casefold() != "one"
            and not in_a_name
            and not _OF_THE_BRIEF.match(text, number.span.end)
        ):
            yield number


def _has(shelf: Shelf, number: Number) -> bool:
    dates = _dates(shelf.document.source, shelf.dates)
    return any(stands_in(number, numbers) for numbers in (shelf.numbers, shelf.numbers_in_its_name, dates))


def _dates(source: Source, dates: Sequence[Period]) -> tuple[Number, ...]:
    """Days and years that a document has by its own date, or by words such as "last month"."""
    days = [end for period in (source.issued, *dates) if period for end in (period.start, period.end) if end]
    return read_numbers(" ; ".join(str(part) for day in days for part in (day.year, day.day) if part))


def _lost_qualifier(text: str, number: Number, shelves: Sequence[Shelf]) -> str | None:
    """The source's qualifier, where it qualifies the number wherever it has it and the text does not."""
    found = [
        _qualifier(shelf.document.text, other)
        for shelf in shelves
        for other in shelf.numbers
        if number.agrees(other)
    ]
    if not found or None in found:
        return None
    printed = _qualifier(text, number)
    fits = printed and any(_SAME_AS[printed] in _KIN[_SAME_AS[known]] for known in found if known)
    return None if fits else found[0]


def _qualifier(text: str, number: Number) -> str | None:
    match = _QUALIFIER.search(text[max(0, number.span.start - 40) : number.span.start])
    return " ".join(match["words"].lower().split()) if match else None


def check_months(text: str, place: str, shelves: Sequence[Shelf]) -> Iterator[Finding]:
    """Each month, with its year where one is written, lies in a period that one of the `shelves` names."""
    cited = tuple(shelf.document.id for shelf in shelves)
    for match in _MONTH.finditer(text):
        month = _MONTHS[match["month"]]
        year = int(match["year"]) if match["year"] else None
        periods = [p for shelf in shelves for p in (*shelf.dates, shelf.document.source.issued) if p]
        is_called_so = any(match[0] in shelf.name for shelf in shelves)
        if not is_called_so and not any(_covers(period, month, year) for period in periods):
            message = f"{match[0]} is not named in {', '.join(cited)}"
            yield Finding(Found.DATE, place, message, match[0], documents=cited)


def _covers(period: Period, month: int, year: int | None) -> bool:
    first, last = period.first(), period.last()
    years = range(first.year, last.year + 1) if year is None else (year,)
    if last.year - first.year > 30:  # open at one end
        return _names(period.start, month, year) or _names(period.end, month, year)
    return any(first <= date(y, month, 28) and date(y, month, 1) <= last for y in years)


def _names(end: PartialDate | None, month: int, year: int | None) -> bool:
    return end is not None and end.month == month and year in (None, end.year)
