"""How exactly a source gives a figure, and whether it tells a level or a change."""

from __future__ import annotations

import re

from briefgen.model.brief import Bound
from briefgen.model.facts import Figure, FigureKind
from briefgen.relate.measured import Measured

_TO_A_LEVEL = ("to", "from", "at")
_OTHER_BASE = ("all but", "average", "short of", "equivalent")  # the number given is not the one meant
_VAGUE = re.compile(r"\b(?:dozens|scores|tens|hundreds|thousands|millions|billions)\b", re.IGNORECASE)
_AT_MOST = re.compile(
    r"""
      \b(?:less|fewer|lower)\ than\b | \b(?:under|below|within|at\ most|up\ to|maximum)\b
    | \bor\ (?:less|fewer)\b | [<≤]
    """,
    re.VERBOSE,
)
_AT_LEAST = re.compile(
    r"""
      \b(?:more|greater|higher)\ than\b | \b(?:over|above|at\ least|at\ the\ very\ least|minimum|plus)\b
    | \bupwards?\ of\b | \bin\ excess\ of\b
    | \b(?:exceed|surpass)(?:s|es|ed|ing)?\b | \b(?:or|and)\ (?:more|above)\b | [+>≥]
    """,
    re.VERBOSE,
)
_NOT_BEYOND = re.compile(r"\b(?:no|not) (?:more|greater|higher) than\b")
_NOT_BELOW = re.compile(r"\b(?:no|not) (?:less|fewer|lower) than\b")


def bound_of(figure: Figure) -> Bound | None:
    """On which side the source leaves it open: "more than 3,000", "up to 40"; None for "about 500"."""
    said = (figure.qualifier or "").casefold()
    if _NOT_BELOW.search(said):
        return Bound.AT_LEAST
    if _NOT_BEYOND.search(said) or _AT_MOST.search(said):
        return Bound.AT_MOST
    return Bound.AT_LEAST if _AT_LEAST.search(said) else None


def is_range(measured: Measured) -> bool:
    """Whether the source names both ends itself: "between 300 and 500", and not "tens of thousands"."""
    figure = measured.figure
    if figure.value is not None or figure.low is None or figure.high is None or figure.low >= figure.high:
        return False
    return not _VAGUE.search(figure.cited.span.of(measured.text))


def is_level(figure: Figure, text: str) -> bool:
    """Whether a number that something rose or fell to is meant ("to five in June"), and not by how much."""
    return figure.change is None or word_before(figure, text) in _TO_A_LEVEL


def is_change(measured: Measured) -> bool:
    """A rise or fall in percent; one in numbers ("300 more") is told by its source in too many ways."""
    figure = measured.figure
    return figure.kind is FigureKind.PERCENT and not is_level(figure, measured.text)


def is_of_another_base(figure: Figure) -> bool:
    """Whether its words make it another number than would be drawn: "all but 20", "on average"."""
    qualifier = (figure.qualifier or "").casefold()
    return any(words in qualifier for words in _OTHER_BASE)


def word_before(figure: Figure, text: str) -> str:
    words = text[max(figure.cited.start - 12, 0) : figure.cited.start].split()
    return words[-1].casefold() if words else ""
