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


def sentences_to_read(frames: Sequence[Frame]) -> list[bool]:
    """For each sentence of the frames, in order, whether it has to be read."""
    starts = _first_sentences(frames)
    quoted, people, groups = _sentences_with(frames, starts)
    wanted = [False] * (starts[-1] + len(frames[-1].units) if frames else 0)
    back_to = len(wanted)  # the first sentence that those further down look back to
    for index in range(len(frames) - 1, -1, -1):
        for number in range(starts[index] + len(frames[index].units) - 1, starts[index] - 1, -1):
            if number in quoted:
                back_to = min(back_to, number - MEMORY, starts[max(0, index - 1)])
            wanted[number] = number >= back_to
            if wanted[number] and number in people:
                back_to = min(back_to, number - MEMORY)
            if wanted[number] and number in groups:
                back_to = min(back_to, number - 1)
    return wanted


def _first_sentences(frames: Sequence[Frame]) -> list[int]:
    """The number of the first sentence of each frame."""
    starts, number = [], 0
    for frame in frames:
        starts.append(number)
        number += len(frame.units)
    return starts


def _sentences_with(frames: Sequence[Frame], starts: Sequence[int]) -> tuple[set[int], set[int], set[int]]:
    """The sentences that hold a quotation, a pronoun for a person, and one for a group."""
    quoted: set[int] = set()
    people: set[int] = set()
    groups: set[int] = set()
    for frame, start in zip(frames, starts, strict=True):
        for at, token in enumerate(frame.tokens):
            if token.quote is not None:
                quoted.add(start + frame.unit_of(at))
            elif token.low in _PEOPLE:
                people.add(start + frame.unit_of(at))
            elif token.low in _GROUPS:
                groups.add(start + frame.unit_of(at))
    return quoted, people, groups
