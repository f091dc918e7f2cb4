"""Answers of a pure function, kept: a text repeats its words, and looking up is quicker than working out.

Unlike `functools.lru_cache` it keeps no order of use, which costs more than the answer at every word.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

_MOST = 1 << 14  # answers; then all are forgotten
_LONGEST = 60  # characters: what is longer is no word that comes again

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(dict[K, V]):
    """`remembered[key]` is what the function answers to `key`."""

    def __init__(self, function: Callable[[K], V]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, key: K) -> V:
        answer = self._function(key)
        if isinstance(key, str) and len(key) > _LONGEST:
            return answer
        if len(self) >= _MOST:
            self.clear()
        self[key] = answer
        return answer
