"""Fewer items, so that a brief fits on its page: the lowest-ranked first, out of the longest section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen.errors import Level, Problem
from briefgen.sections.kind import Options, Wanted

_Rooms = tuple[int | None, ...]  # the most items of each section; None where an editor wrote them


@dataclass(frozen=True, slots=True)
class Cut:
    """The sections of a brief with fewer items, and the pins that went with them, as warnings."""

    sections: tuple[Wanted, ...]
    lost_pins: tuple[Problem, ...]


def fewer_and_fewer(wanted: Sequence[Wanted]) -> tuple[Cut, ...]:
    """Every way to print less, one item less at a time; the first is the whole brief.

    What the program chose goes before what an editor pinned. A section gives its last item up, and goes
    with it, only when every other has but one; the last section is the first to. Editor's prose stays.
    """
    return tuple(_cut(wanted, rooms) for rooms in _shrinking(wanted))


def _shrinking(wanted: Sequence[Wanted]) -> Iterator[_Rooms]:
    rooms = [getattr(one.options, "max", None) if _is_chosen(one.options) else None for one in wanted]
    yield tuple(rooms)
    pinned = [max(1, len(_pins(one.options))) for one in wanted]
    for floors in (pinned, [1] * len(wanted), [0] * len(wanted)):
        while (at := _longest(rooms, floors)) is not None:
            rooms[at] = (rooms[at] or 0) - 1
            yield tuple(rooms)


def _is_chosen(options: Options) -> bool:
    """Whether the program may print less of a section: not where an editor wrote its items."""
    return not getattr(options, "points", ())


def _pins(options: Options) -> tuple[object, ...]:
    return tuple(getattr(options, "pin", ()))


def _longest(rooms: Sequence[int | None], floors: Sequence[int]) -> int | None:
    """The section to shorten: the longest of those that may lose an item, the last of equals."""
    able = [(room, at) for at, room in enumerate(rooms) if room is not None and room > floors[at]]
    return max(able)[1] if able else None


def _cut(wanted: Sequence[Wanted], rooms: _Rooms) -> Cut:
    kept: list[Wanted] = []
    lost: list[Problem] = []
    for one, room in zip(wanted, rooms, strict=True):
        if room is None:
            kept.append(one)
            continue
        pins = _pins(one.options)
        lost += [
            Problem("this pin is left out: the brief would not fit on one page", place, level=Level.WARNING)
            for place in (one.locator.place("pin", at) for at in range(room, len(pins)))
        ]
        if room:
            fewer = {"max": room, **({"pin": pins[:room]} if pins else {})}
            kept.append(replace(one, options=one.options.model_copy(update=fewer)))
    return Cut(tuple(kept), tuple(lost))
