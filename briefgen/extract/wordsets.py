"""Words written as running text, as a set or in order."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, which stands in the code wrapped to the line."""
    return frozenset(text.split())


def word_list(text: str) -> tuple[str, ...]:
    """The words of `text` in their order."""
    return tuple(text.split())
