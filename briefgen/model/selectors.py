"""Words in a document, addressed as W3C's TextQuoteSelector does: `exact`, with `prefix` and `suffix`.

White space counts as one space on both sides, so that a person can write on one line what the document
breaks over two; everything else must agree to the character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from briefgen.model.text import Span
from briefgen.model.verbatim import fold

_WORD = re.compile(r"\S+")  # \s is what str.isspace and fold call white space
# Near-misses are looked for in at most this many comparisons (characters of the document times of the words).
_NEAR_MISS_EFFORT = 100_000_000
_NEAR_MISS_SCORE = 80  # of 100: two or three slips in a sentence


@dataclass(frozen=True, slots=True)
class Selector:
    """`exact` is what is meant; `prefix` and `suffix` are the words right before and after it."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(slots=True)
class Folded:
    """A text with its white space folded, and the way back to the offsets of the original.

    Make it once for many selectors: it takes time and memory in proportion to the text.
    """

    text: str
    folded: str = field(init=False)
    _starts: list[int] = field(init=False)  # of the words in the original
    _folded_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        words = list(_WORD.finditer(self.text))
        self.folded = " ".join(word[0] for word in words)
        self._starts = [word.start() for word in words]
        self._folded_starts = []
        at = 0
        for word in words:
            self._folded_starts.append(at)
            at += word.end() - word.start() + 1

    def find(self, selector: Selector) -> tuple[Span, ...]:
        """All places that fit, in order and apart; none for a selector without words."""
        exact, prefix, suffix = fold(selector.exact), fold(selector.prefix), fold(selector.suffix)
        found: list[Span] = []
        at = self.folded.find(exact) if exact else -1
        while at >= 0:
            end = at + len(exact)
            fits = self._precedes(prefix, at) and self._follows(suffix, end)
            if fits:
                found.append(Span(self._original(at), self._original(end - 1) + 1))
            at = self.folded.find(exact, end if fits else at + 1)
        return tuple(found)

    def nearest(self, exact: str) -> str | None:
        """The words of the text that come closest to `exact`, for a hint; None where nothing is close."""
        wanted = fold(exact)
        if not 4 <= len(wanted) <= len(self.folded) or len(wanted) * len(self.folded) > _NEAR_MISS_EFFORT:
            return None
        best = fuzz.partial_ratio_alignment(
            wanted.casefold(), self.folded.lower(), score_cutoff=_NEAR_MISS_SCORE
        )
        if best is None or len(self.folded.lower()) != len(self.folded):
            return None
        start = self.folded.rfind(" ", 0, best.dest_start + 1) + 1
        end = self.folded.find(" ", max(start, best.dest_end - 1))
        return self.folded[start : end if end >= 0 else len(self.folded)]

    def _precedes(self, prefix: str, at: int) -> bool:
        before = at - 1 if at and self.folded[at - 1] == " " else at
        return self.folded.endswith(prefix, 0, before)

    def _follows(self, suffix: str, end: int) -> bool:
        after = end + 1 if self.folded.startswith(" ", end) else end
        return self.folded.startswith(suffix, after)

    def _original(self, at: int) -> int:
        """The offset in the text of a character of the folded text that is no space."""
        word = bisect_right(self._folded_starts, at) - 1
        return self._starts[word] + at - self._folded_starts[word]


def find(text: str, exact: str, prefix: str = "", suffix: str = "") -> tuple[Span, ...]:
    """All places of `text` that a selector fits; see `Folded` for many selectors on one text."""
    return Folded(text).find(Selector(exact, prefix, suffix))
