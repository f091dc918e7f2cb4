"""How the program says dates, sources and speakers in its own words."""

from __future__ import annotations

from briefgen.model.facts import Actor, Quote
from briefgen.model.text import PartialDate, Period, Source
from briefgen.model.wording import is_own

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PARTS = {
    21: "spring", 22: "summer", 23: "autumn", 24: "winter",
    33: "first quarter of", 34: "second quarter of", 35: "third quarter of", 36: "fourth quarter of",
    40: "first half of", 41: "second half of",
}  # fmt: skip

# How approximate parts of a month (its first day) and of a year (its first month) are called.
_PARTS_OF_MONTH = {1: "early ", 11: "mid-", 21: "late "}
_PARTS_OF_YEAR = {1: "early ", 5: "mid-", 9: "late "}


def say_date(when: PartialDate) -> str:
    """`6 June 2021`, `June 2021`, `autumn 2025`, `about 2019`."""
    about = "about " if when.approximate else ""
    if when.month is None:
        return f"{about}{when.year}"
    if when.month > 12:
        return f"{about}{_PARTS[when.month]} {when.year}"
    day = f"{when.day} " if when.day else ""
    return f"{about}{day}{MONTHS[when.month - 1]} {when.year}"


def say_period(period: Period) -> str:
    """`December 2023`, `January to November 2023`, `mid-November 2023`, `up to 26 November 2023`."""
    start, end = period.start, period.end
    if start is None and end is not None:
        return f"up to {say_date(end)}"
    if end is None and start is not None:
        return f"from {say_date(start)}"
    assert start is not None and end is not None
    if period.is_single:
        return say_date(start)
    if part := _say_part(start, end):
        return part
    joint = "–" if start.day and end.day and start.month == end.month and start.year == end.year else " to "
    return f"{_without(start, end)}{joint}{say_date(end)}"


def _say_part(start: PartialDate, end: PartialDate) -> str | None:
    """`mid-November 2023` for its second ten days, `late 2023` for its last four months; None for others."""
    if not (start.approximate and end.approximate) or start.year != end.year or start.month is None:
        return None
    if start.day is None and end.day is None and start.month in _PARTS_OF_YEAR:
        is_third = end.month is not None and end.month - start.month == 3
        return f"{_PARTS_OF_YEAR[start.month]}{start.year}" if is_third else None
    if start.month != end.month or start.day not in _PARTS_OF_MONTH or end.day is None:
        return None
    if end.day - start.day < 7:
        return None
    return f"{_PARTS_OF_MONTH[start.day]}{MONTHS[start.month - 1]} {start.year}"


def say_issued(source: Source) -> str:
    """When a source is from: `22 July 2025`, `between October and December 2025`, `undated`."""
    issued = source.issued
    if issued is None:
        return "undated"
    if issued.is_single or issued.start is None or issued.end is None:
        return say_period(issued)
    start, end = issued.start, issued.end
    if (end.first() - start.last()).days == 1 and start.day:
        return f"{_without(start, end)} or {say_date(end)}"
    return f"between {_without(start, end)} and {say_date(end)}"


def _without(start: PartialDate, end: PartialDate) -> str:
    """The start of a range without what its end says again: `9` of `9 and 31 August 2025`."""
    if start.year != end.year or start.month is None or start.approximate:
        return say_date(start)
    if start.month == end.month and start.day and end.day:
        return str(start.day)
    return say_date(start).removesuffix(f" {start.year}")


def short_name(source: Source) -> str:
    """How the text calls a source: its outlet, else its author, else its title or id."""
    if source.narrator and own_words(source.occasion):
        return source.occasion or source.id
    names = (source.container_title, source.publisher, ", ".join(source.author), source.title)
    return next((name for name in names if name and is_own(name)), source.id)


def print_name(quote: Quote, actor: Actor | None) -> str | None:
    """The speaker as a brief names them: one person has one name in all documents.

    None also for a name that holds quotation marks: it cannot be printed without quoting it.
    """
    if quote.speaker is None:
        return None
    return own_words(actor.name if actor and actor.kind == "person" else quote.speaker.name)


def said_where(venue: str, *, is_told: bool = True) -> str:
    """`to Politico`; `in a statement` for an occasion without a name; `in Politico` where nobody is told."""
    if venue[:1].islower():
        return f"in {'an' if venue[0] in 'aeiou' else 'a'} {venue}"
    return f"{'to' if is_told else 'in'} {venue}"


def own_words(text: str | None) -> str | None:
    """Words of a source that a brief may print as they are: a role, a place; None where they need marks."""
    return text if text and is_own(text) else None


def join_words(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 source`, `5 sources`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
