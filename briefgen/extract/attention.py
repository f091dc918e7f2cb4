"""Which sentences bear on who is taken to have spoken: only these are read for subjects and names.

A pronoun looks back a few sentences (`focus.MEMORY`), a venue one passage. What stands further from every
quotation changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.extract.focus import MEMORY
from briefgen.extract.frame import Frame

_PEOPLE = frozenset({"he", "she"})
_GROUPS = frozenset({"they", "it"})


def sentences_to_read(frames: Sequence[Frame]) -> list[list[bool]]:
    """Which sentences of each frame have to be read; an empty list for a frame without any."""
    wanted: list[list[bool]] = [[] for _ in frames]
    reach = 0  # sentences before the frame below that it looks back to
    for index in range(len(frames) - 1, -1, -1):
        frame = frames[index]
        if not reach and not frame.pairs:
            continue
        above = len(frames[index - 1].units) if index and frame.pairs else 0
        quoted, people, groups = _sentences_with(frame)
        back_to = len(frame.units) - reach  # the first sentence that those further down look back to
        wanted[index] = [False] * len(frame.units)
        for number in range(len(frame.units) - 1, -1, -1):
            if number in quoted:
                back_to = min(back_to, number - MEMORY, -above)
            is_wanted = wanted[index][number] = number >= back_to
            if is_wanted and number in people:
                back_to = min(back_to, number - MEMORY)
            if is_wanted and number in groups:
                back_to = min(back_to, number - 1)
        reach = max(0, -back_to)
    return wanted


def _sentences_with(frame: Frame) -> tuple[set[int], set[int], set[int]]:
    """The sentences that hold a quotation, a pronoun for a person, and one for a group."""
    quoted: set[int] = set()
    people: set[int] = set()
    groups: set[int] = set()
    for at, token in enumerate(frame.tokens):
        if token.quote is not None:
            quoted.add(frame.unit_of(at))
        elif token.low in _PEOPLE:
            people.add(frame.unit_of(at))
        elif token.low in _GROUPS:
            groups.add(frame.unit_of(at))
    return quoted, people, groups
