"""Words to look for, and where they stand in a text; case and accents do not matter, as in the index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefgen.model.text import Span

_WORD = re.compile(r"\w+")
BEGINNING = "*"  # at the end of a term: only how its last word begins is given


@dataclass(frozen=True, slots=True)
class Term:
    """Some words that stand next to each other; with `is_open`, the last may go on: `return*`."""

    words: tuple[str, ...]
    is_open: bool = False

    @property
    def written(self) -> str:
        return " ".join(self.words)

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds it in a folded text; what stands between its words is neither letter nor digit."""
        words = r"[\W_]+".join(map(re.escape, self.words))
        return re.compile(rf"(?<!\w){words}" + (r"\w*" if self.is_open else r"(?!\w)"))


def read_terms(arguments: Iterable[str]) -> tuple[Term, ...]:
    """Each argument is a term: one word, or several that stand together. Without a word it is left out."""
    terms = []
    for argument in arguments:
        words = tuple(_WORD.findall(_fold(argument)[0]))
        if words:
            terms.append(Term(words, argument.rstrip().endswith(BEGINNING)))
    return tuple(dict.fromkeys(terms))


def words_of(text: str) -> list[str]:
    """The words of a text as terms have them."""
    return _WORD.findall(_fold(text)[0])


def places_of(terms: Sequence[Term], text: str) -> tuple[Span, ...]:
    """Where the terms stand in a text, in order; nothing unless each of them does."""
    folded, origins = _fold(text)
    found = [list(term.pattern.finditer(folded)) for term in terms]
    if not all(found):
        return ()
    spans = {
        Span(origins[match.start()], origins[match.end() - 1] + 1) for matches in found for match in matches
    }
    return tuple(sorted(spans))


def _fold(text: str) -> tuple[str, list[int]]:
    """Letters in lower case without accents, soft hyphens left out; and where each of them stands."""
    folded: list[str] = []
    origins: list[int] = []
    for at, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", character).casefold():
            if not unicodedata.combining(part) and unicodedata.category(part) != "Cf":
                folded.append(part)
                origins.append(at)
    return "".join(folded), origins
