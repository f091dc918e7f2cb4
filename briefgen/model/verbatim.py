"""The one definition of "verbatim": how a slice of a source may differ when it is printed.

Allowed, and recorded: white space folded to one space, an elision between two slices shown as `[…]`, a
declared correction shown in square brackets. The outer quotation marks belong to the template.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from briefgen.model.text import Correction, Document, Span

ELISION = " […] "
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


class Difference(StrEnum):
    WHITE_SPACE = "white-space"
    ELISION = "elision"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Normalisation:
    """One recorded difference between the printed text and its source; `span` is in the source."""

    kind: Difference
    span: Span
    printed: str


@dataclass(frozen=True, slots=True)
class Printed:
    text: str
    normalisations: tuple[Normalisation, ...]


def print_slices(text: str, slices: Sequence[Span], corrections: Sequence[Correction] = ()) -> Printed:
    """The words of `slices` as a brief prints them, with every difference from the source.

    Slices are in order and do not overlap; a correction counts where it lies inside a slice.
    Raises ValueError for an empty or disordered list of slices.
    """
    if not slices or any(a.end > b.start for a, b in pairwise(slices)):
        raise ValueError("slices must be in order, apart, and at least one")
    parts: list[str] = []
    changes: list[Normalisation] = []
    for position, piece in enumerate(slices):
        if position:
            gap = Span(slices[position - 1].end, piece.start)
            changes.append(Normalisation(Difference.ELISION, gap, ELISION))
        printed, made = _print_slice(text, piece, corrections)
        parts.append(printed)
        changes.extend(made)
    return Printed(ELISION.join(parts), tuple(changes))


def _print_slice(
    text: str, piece: Span, corrections: Sequence[Correction]
) -> tuple[str, list[Normalisation]]:
    out: list[str] = []
    changes: list[Normalisation] = []
    at = piece.start
    inside = [c for c in corrections if piece.covers(c.span)]
    for correction in sorted(inside, key=lambda c: c.span):
        if correction.span.start < at:
            continue  # two corrections of the same words: the first stands
        _fold(text, Span(at, correction.span.start), out, changes)
        reading = f"[{correction.reading}]"
        out.append(reading)
        changes.append(Normalisation(Difference.CORRECTION, correction.span, reading))
        at = correction.span.end
    _fold(text, Span(at, piece.end), out, changes)
    return "".join(out).strip(" "), changes


def _fold(text: str, piece: Span, out: list[str], changes: list[Normalisation]) -> None:
    """Append a stretch with each run of white space as one space."""
    at = piece.start
    while at < piece.end:
        stop = at
        if text[at].isspace():
            while stop < piece.end and text[stop].isspace():
                stop += 1
            run = Span(at, stop)
            if run.of(text) != " ":
                changes.append(Normalisation(Difference.WHITE_SPACE, run, " "))
            out.append(" ")
        else:
            while stop < piece.end and not text[stop].isspace():
                stop += 1
            out.append(text[at:stop])
        at = stop


def ends_paragraph(document: Document, gap: Span) -> bool:
    """Whether a paragraph ends in a gap, which no elision may reach over.

    It may go on after page debris, or in lower case on a new page.
    """
    around = [Span(piece.start - 1, piece.end + 1) for piece in document.furniture]
    for match in _BLANK_LINE.finditer(document.text, gap.start, gap.end):
        blank = Span(match.start(), match.end())
        goes_on = document.text[match.end() : match.end() + 1].islower()
        if not goes_on and not any(blank.overlaps(debris) for debris in around):
            return True
    return False


def fold(text: str) -> str:
    """`text` with every run of white space as one space and none at the ends."""
    return " ".join(text.split())


def is_printable(text: str) -> bool:
    """Whether words can be printed as they stand: no control, bidirectional, private or tag characters.

    Zero-width spaces and soft hyphens would be printed unseen, so they count as well; a zero-width
    joiner shapes letters and does not.
    """
    return not any(
        unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Cn")
        and not char.isspace()
        and char not in _JOINERS
        for char in text
    )


_JOINERS = "\u200c\u200d"
