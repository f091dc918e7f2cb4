"""Figures that hold others: a total beside its parts, a region beside its countries."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from briefgen.relate.measured import Measured, word_set
from briefgen.relate.totals import parts_of

FEWEST_ADDED = 3  # figures whose sum is no accident: of round numbers one is often two others together
_REGIONS = word_set(
    """
    africa asia balkan caucasus eu europe global maghreb mediterranean middle sahel schengen union world
    """
)
_NO_REGION = (frozenset(("south", "africa")),)


def without_wholes(figures: Sequence[Measured], positions: Sequence[int]) -> list[int]:
    """The positions without those whose figure holds others of them: each thing is drawn once."""
    totals = parts_of(figures)
    members = frozenset(positions)
    apart = [at for at in positions if not members & frozenset(totals.get(at, ()))]
    apart = [at for at in apart if not _is_made_up(figures, at, apart)]
    return [at for at in apart if not _is_around(figures[at], [figures[other] for other in apart])]


def _is_made_up(figures: Sequence[Measured], at: int, others: Sequence[int]) -> bool:
    """Whether all the others together are this one: a total that its source does not call so."""
    values = [figures[other].figure.value or Decimal(0) for other in others if other != at]
    return len(values) >= FEWEST_ADDED and sum(values) == figures[at].figure.value


def _is_around(one: Measured, others: Sequence[Measured]) -> bool:
    """Whether its place holds that of another: "Libya" beside "eastern Libya", "the EU" beside "Italy"."""
    if any(one.places < other.places for other in others):
        return True
    return _is_region(one) and not all(_is_region(other) for other in others)


def _is_region(measured: Measured) -> bool:
    return bool(measured.places & _REGIONS) and not any(name <= measured.places for name in _NO_REGION)
