"""Frozen values made fast: an analysis makes hundreds of them a page.

A frozen dataclass writes each field through `object.__setattr__`, which looks its name up again. An
`__init__` by hand that calls the fields' own setters takes two thirds of the time.
"""

from __future__ import annotations

from collections.abc import Callable

Setter = Callable[[object, object], None]


def setters(cls: type) -> tuple[Setter, ...]:
    """What fills the slots of a class with `slots=True`, in their order: for its `__init__` alone."""
    return tuple(vars(cls)[name].__set__ for name in cls.__slots__)  # type: ignore[attr-defined]
