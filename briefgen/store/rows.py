"""Facts as the text of a database cell, and back: what is read equals what was kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from briefgen.model.facts import Actor, DateMention, Event, Figure, Quote, Speaker, Tag, Theme
from briefgen.model.text import Citation, Correction, PartialDate, Passage, Period, Source, Span, YearlessDate

T = TypeVar("T")

# Every type whose fields end up in a cell: a change of them makes the store anew.
STORED: tuple[type[Any], ...] = (
    Actor, Citation, Correction, DateMention, Event, Figure, PartialDate, Passage, Period, Quote, Source,
    Span, Speaker, Tag, Theme, YearlessDate,
)  # fmt: skip


_adapter_of: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def encode(fact: object) -> str:
    """JSON without the fields that have their default value."""
    return _adapter_of(type(fact)).dump_json(fact, exclude_defaults=True).decode()


def decode(kind: type[T], cell: str) -> T:
    """What `encode` was given."""
    fact: T = _adapter_of(kind).validate_json(cell)
    return fact


def encode_all(kind: type[T], facts: Iterable[T]) -> str:
    return _adapter_of(tuple[kind, ...]).dump_json(tuple(facts), exclude_defaults=True).decode()  # type: ignore[valid-type]


def decode_all(kind: type[T], cell: str) -> tuple[T, ...]:
    facts: tuple[T, ...] = _adapter_of(tuple[kind, ...]).validate_json(cell)  # type: ignore[valid-type]
    return facts
