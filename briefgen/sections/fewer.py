"""Fewer items, so that a brief fits on its page: the lowest-ranked first, out of the longest section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen.errors import Level, Place, Problem
from briefgen.sections.kind import Options, Wanted

FEW = 3  # items that a section keeps as long as there is a section to give up
GONE = 0
_Rooms = tuple[int | None, ...]  # the most items of each section; None where it is printed whole


@dataclass(frozen=True, slots=True)
class Cut:
    """A brief's sections with `rooms` for the items of each, and what an editor misses in it, as warnings."""

    rooms: _Rooms
    sections: tuple[Wanted, ...]
    missed: tuple[Problem, ...]


def fewer_and_fewer(wanted: Sequence[Wanted]) -> tuple[Cut, ...]:
    """Ever shorter ways to print some sections, item by item and then section by section; the first is whole.

    What the program chose goes before what an editor pinned, both down to a few. Then sections go: texts
    before quotations, figures and events, and of each the last one first, since their order is their rank.
    The first section stays, and so does the list of sources.
    """
    return tuple(cut_to(wanted, rooms) for rooms in _shrinking(wanted))


def fuller(wanted: Sequence[Wanted], cut: Cut) -> Iterator[Cut]:
    """Ways to print a little more: one item in each section that has lost some, and each that went.

    In the order of their rank; a section comes back with a few items, or at least with one.
    """
    whole = _whole(wanted)
    for at in _by_rank(wanted):
        room, most = cut.rooms[at], whole[at]
        if room == GONE:
            back = [None] if most is None else sorted({min(most, FEW), 1}, reverse=True)
        else:
            back = [room + 1] if room and most and room < most else []
        yield from (cut_to(wanted, (*cut.rooms[:at], more, *cut.rooms[at + 1 :])) for more in back)


def _shrinking(wanted: Sequence[Wanted]) -> Iterator[_Rooms]:
    rooms = list(_whole(wanted))
    yield tuple(rooms)
    pinned = [max(FEW, len(_pins(one.options))) for one in wanted]
    for floors in (pinned, [FEW] * len(wanted)):
        while (at := _longest(rooms, floors)) is not None:
            rooms[at] = (rooms[at] or 0) - 1
            yield tuple(rooms)
    for at in reversed(_by_rank(wanted)):
        if at and wanted[at].kind != "sources":
            rooms[at] = GONE
            yield tuple(rooms)
    while (at := _longest(rooms, [1] * len(wanted))) is not None:
        rooms[at] = (rooms[at] or 0) - 1
        yield tuple(rooms)


def _by_rank(wanted: Sequence[Wanted]) -> list[int]:
    """The places of the sections, the first to be kept before others."""
    return sorted(range(len(wanted)), key=lambda at: (wanted[at].kind == "text" and at > 0, at))


def _whole(wanted: Sequence[Wanted]) -> _Rooms:
    """The most items of each section; None where the program does not choose how many."""
    return tuple(
        None if getattr(one.options, "points", ()) else getattr(one.options, "max", None) for one in wanted
    )


def _pins(options: Options) -> tuple[object, ...]:
    return tuple(getattr(options, "pin", ()))


def _longest(rooms: Sequence[int | None], floors: Sequence[int]) -> int | None:
    """The section to shorten: the longest of those that may lose an item, the last of equals."""
    able = [(room, at) for at, room in enumerate(rooms) if room is not None and room > floors[at]]
    return max(able)[1] if able else None


def cut_to(wanted: Sequence[Wanted], rooms: _Rooms) -> Cut:
    """The sections with so many items each."""
    kept: list[Wanted] = []
    missed: list[Problem] = []
    for one, room in zip(wanted, rooms, strict=True):
        if room is None:
            kept.append(one)
            continue
        if room == GONE:
            missed.append(_missed("this section", one.locator.key_place()))
            continue
        pins = _pins(one.options)
        missed += [_missed("this pin", one.locator.place("pin", at)) for at in range(room, len(pins))]
        fewer = {"max": room, **({"pin": pins[:room]} if pins else {})}
        kept.append(replace(one, options=one.options.model_copy(update=fewer)))
    return Cut(rooms, tuple(kept), tuple(missed))


def _missed(what: str, place: Place) -> Problem:
    return Problem(f"{what} is left out: the brief is to fit on one page", place, level=Level.WARNING)
