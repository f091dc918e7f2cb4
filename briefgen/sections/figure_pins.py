"""Figures that an editor pins: the words that hold the figure, and those that say what it measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field, field_validator

from briefgen.errors import Problem
from briefgen.model.facts import Figure
from briefgen.model.matching import find_words
from briefgen.model.text import Document, Span
from briefgen.places import Locator
from briefgen.sections.kind import Context, Selector, SourceWords
from briefgen.sections.pins import Pin, Pins
from briefgen.store import Hit, Query


class FigurePin(Selector):
    """A figure to print; `measure` are an editor's slices of its sentence that say what is measured."""

    measure: tuple[SourceWords, ...] = Field((), max_length=2)

    @field_validator("measure", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure that may be printed, with the editor's slices for its measure."""

    hit: Hit[Figure]
    document: Document
    pin: Pin | None = None
    measures: tuple[Span, ...] = ()


def pinned_figures(
    wanted: Sequence[FigurePin], option: str, pins: Pins, locator: Locator, context: Context
) -> tuple[list[Choice], tuple[Problem, ...]]:
    """The figure that stands in the words of each pin of a list, and the problems of the others."""
    choices: list[Choice] = []
    problems: list[Problem] = []
    for pin in pins.found:
        there = context.store.figures(Query(documents=(pin.document.id,)))
        hits = [hit for hit in there if hit.fact.cited.span.overlaps(pin.whole)]
        if not hits:
            place = locator.place(option, pin.at, "exact")
            problems.append(Problem("no figure stands in these words", place))
            continue
        measures, wrong = _editors_measure(wanted[pin.at], option, pin, hits[0], locator)
        problems.extend(wrong)
        choices.append(Choice(hits[0], pin.document, pin, measures))
    return choices, tuple(problems)


def _editors_measure(
    wanted: FigurePin, option: str, pin: Pin, hit: Hit[Figure], locator: Locator
) -> tuple[tuple[Span, ...], list[Problem]]:
    """The editor's slices, which must stand in the passage of the figure or in its heading's words."""
    spans: list[Span] = []
    problems: list[Problem] = []
    for at, words in enumerate(wanted.measure):
        found = find_words(pin.document, words, within=hit.passage.cited.span)
        if found and len(found[0]) == 1:
            spans.append(found[0][0])
        else:
            problems.append(
                Problem(
                    f"{words!r} does not stand in the passage of this figure",
                    locator.place(option, pin.at, "measure", at),
                    "copy words from the same paragraph",
                )
            )
    return tuple(spans), problems
