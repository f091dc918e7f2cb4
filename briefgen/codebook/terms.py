"""Terms of a codebook: word patterns that a person can read, found in one pass over a text.

`return*` is any word that begins so; `voluntary|forced return*` is one of several words, then another;
`pressur* ... EU` lets up to three words stand between; `co-operat*` also finds `cooperat…` and
`co operat…`. Small letters find any case; a word with a capital (`EU`, `Minsk`) only itself or all capitals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product, repeat
from typing import NamedTuple

from briefgen.model.text import Span

GAP_WORDS = 3  # how many words "..." may stand for
MIN_STEM = 2  # letters before a "*": fewer would match nearly every text
MAX_WORDS = 12
_REMEMBERED = 1 << 14  # words
MAX_HYPHENS = 3  # each doubles the spellings of a term

_WORD = re.compile(r"(?!(?<=['’ʼ])[sS](?![^\W_]))[^\W_]+")  # without the s of a possessive
_GAPS = ("...", "…")


class Word(NamedTuple):
    """A word of a running text: `folded` for comparing, `sentence` counts from 0 in its passage."""

    text: str
    folded: str
    sentence: int = 0


def split_words(
    text: str, within: Span, sentences: Sequence[Span] = (), gaps: Sequence[Span] = ()
) -> list[Word]:
    """The words of a stretch of text, without those in `gaps` and without the 's of a possessive."""
    words: list[Word] = []
    starts = [within.start, *(each.start for each in sentences[1:]), within.end]
    for sentence, (start, end) in enumerate(pairwise(starts)):
        for first, after in _without(start, end, gaps) if gaps else ((start, end),):
            found = _WORD.findall(text, first, after)
            words += map(Word, found, map(str.casefold, found), repeat(sentence))
    return words


def _without(start: int, end: int, gaps: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """What of a range lies in none of the gaps."""
    for gap in sorted(gaps):
        if start < gap.end and gap.start < end:
            yield start, gap.start
            start = gap.end
    yield start, end


@dataclass(frozen=True, slots=True)
class WordPattern:
    """One word as a term writes it."""

    text: str
    is_stem: bool = False

    @property
    def folded(self) -> str:
        return self.text.casefold()

    def fits(self, word: Word) -> bool:
        if not (word.folded.startswith(self.folded) if self.is_stem else word.folded == self.folded):
            return False
        if not any(char.isupper() for char in self.text):
            return True
        start = word.text[: len(self.text)] if self.is_stem else word.text
        return start == self.text or (start == self.text.upper() and word.text.isupper())


Alternatives = tuple[WordPattern, ...]
Element = Alternatives | None  # None is a gap


@dataclass(frozen=True, slots=True)
class Term:
    """A term as written, with its spellings: each a sequence of alternatives and gaps."""

    written: str
    spellings: tuple[tuple[Element, ...], ...]


class TermError(ValueError):
    """A term that cannot be used; `offset` counts characters into it."""

    def __init__(self, message: str, offset: int, hint: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.hint = hint


def parse_term(written: str) -> Term:
    """Read a term. Raises TermError."""
    tokens = list(re.finditer(r"\S+", written))
    if not tokens:
        raise TermError("the term is empty", 0, "write a word or remove it")
    if len(tokens) > MAX_WORDS:
        raise TermError(f"more than {MAX_WORDS} words", tokens[MAX_WORDS].start(), "use a shorter phrase")
    if written.count("-") > MAX_HYPHENS:
        raise TermError(f"more than {MAX_HYPHENS} hyphens", 0, "write some of them as spaces")
    ends = (tokens[0], tokens[-1])
    if outer := next((token for token in ends if token[0] in _GAPS), None):
        raise TermError("a gap needs a word on both sides", outer.start(), "put it between two words")
    choices = [_spellings(token[0], token.start()) for token in tokens]
    return Term(written, tuple(tuple(e for part in parts for e in part) for parts in product(*choices)))


def _spellings(token: str, at: int) -> list[tuple[Element, ...]]:
    """One written word as the sequences it stands for: `co-operat*` is two words or one."""
    if token in _GAPS:
        return [(None,)]
    if "-" not in token:
        return [(_alternatives(token, at),)]
    if "|" in token:
        raise TermError("a hyphen and '|' in one word", at, "write them as two terms")
    parts = token.split("-")
    offsets = [at + sum(len(part) + 1 for part in parts[:n]) for n in range(len(parts))]
    if stem := next((offsets[n] for n, part in enumerate(parts[:-1]) if "*" in part), None):
        raise TermError("'*' can only end a word", stem, "move it to the end")
    apart = tuple(_alternatives(part, start, min_stem=1) for part, start in zip(parts, offsets, strict=True))
    return [apart, (_alternatives("".join(parts), at),)]


def _alternatives(token: str, at: int, min_stem: int = MIN_STEM) -> Alternatives:
    found = []
    for choice in token.split("|"):
        found.append(_pattern(choice, at, min_stem))
        at += len(choice) + 1
    return tuple(found)


def _pattern(choice: str, at: int, min_stem: int) -> WordPattern:
    word = choice.removesuffix("*")
    if not word and not choice:
        raise TermError("a word is missing", at, "remove the extra '|' or '-'")
    if fault := re.search(r"[\W_]", word):
        char, hint = fault[0], "only letters, digits, '*', '|', '-' and '...' are used here"
        if char == "*":
            raise TermError("'*' can only end a word", at + fault.start(), "move it to the end")
        raise TermError(f"{char!r} means nothing in a term", at + fault.start(), hint)
    if choice.endswith("*") and len(word) < min_stem:
        hint = f"write at least {MIN_STEM} letters before '*'"
        raise TermError(f"{choice!r} would match nearly every text", at, hint)
    return WordPattern(word, choice.endswith("*"))


@dataclass(frozen=True, slots=True)
class Found:
    """Where a term stands in a list of words: half-open range of positions, and its sentence."""

    start: int
    end: int
    sentence: int


class _Choice(NamedTuple):
    """The alternatives for one word; their small letters are a quick look before the whole."""

    exact: frozenset[str]
    stems: tuple[str, ...]
    patterns: Alternatives

    @classmethod
    def of(cls, patterns: Alternatives) -> _Choice:
        exact = frozenset(pattern.folded for pattern in patterns if not pattern.is_stem)
        return cls(exact, tuple(pattern.folded for pattern in patterns if pattern.is_stem), patterns)

    def fits(self, word: Word) -> bool:
        if word.folded not in self.exact and not word.folded.startswith(self.stems):
            return False
        return any(pattern.fits(word) for pattern in self.patterns)


@dataclass(frozen=True, slots=True, eq=False)
class _Spelling:
    """One way in which a term stands in a text: its first word, and then words and gaps (None)."""

    term: str
    first: _Choice
    rest: tuple[_Choice | None, ...]


class TermIndex:
    """Finds all terms of a codebook in one pass, by the first word of each."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._exact: defaultdict[str, list[_Spelling]] = defaultdict(list)
        self._stems: defaultdict[str, list[_Spelling]] = defaultdict(list)
        for term in dict.fromkeys(terms):
            for first, *rest in term.spellings:
                choices = tuple(_Choice.of(element) if element else None for element in rest)
                spelling = _Spelling(term.written, _Choice.of(first or ()), choices)
                for pattern in first or ():
                    table = self._stems if pattern.is_stem else self._exact
                    table[pattern.folded].append(spelling)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._opened: dict[str, tuple[_Spelling, ...]] = {}  # by words seen before

    def find(self, words: Sequence[Word]) -> dict[str, list[Found]]:
        """The places of each term that occurs, by the term as written."""
        found: defaultdict[str, list[Found]] = defaultdict(list)
        for at, word in enumerate(words):
            for spelling in self._opened_by(word):
                end = _end_of(spelling.rest, words, at) if spelling.rest else at + 1
                if end is not None:
                    found[spelling.term].append(Found(at, end, word.sentence))
        return dict(found)

    def _opened_by(self, word: Word) -> tuple[_Spelling, ...]:
        """The spellings whose first word this is; a text repeats its words, so they are remembered."""
        known = self._opened.get(word.text)
        if known is None:
            if len(self._opened) == _REMEMBERED:
                self._opened.clear()
            known = tuple(each for each in self._beginning(word.folded) if each.first.fits(word))
            self._opened[word.text] = known
        return known

    def _beginning(self, folded: str) -> Iterable[_Spelling]:
        yield from self._exact.get(folded, ())
        for length in self._lengths:
            if length > len(folded):
                return
            yield from self._stems.get(folded[:length], ())


def _end_of(rest: Sequence[_Choice | None], words: Sequence[Word], at: int) -> int | None:
    """Where the spelling that begins at `at` ends, the shortest way; None where the rest of it is missing."""
    ends = {at + 1}  # positions reached so far: one, or a few after a gap
    for choice in rest:
        if choice is None:
            ends = {end + skipped for end in ends for skipped in range(GAP_WORDS + 1)}
        else:
            ends = {end + 1 for end in ends if end < len(words) and choice.fits(words[end])}
        if not ends:
            return None
    end = min(ends)
    has_gap = None in rest
    return None if has_gap and words[end - 1].sentence != words[at].sentence else end
