"""Where the sentences of a passage begin and end, as spans into the untouched text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

import sentencex

from briefgen.extract.normalise import QUOTE_PAIRS, trim
from briefgen.extract.wordsets import word_set
from briefgen.model.text import Correction, Span

# Abbreviations after which sentencex ends a sentence; a capital or a number follows them inside one.
_SHORT = word_set(
    """
    approx ca cf art arts par para paras sec sect chap ch fig figs p pp vol no nos ref resp incl excl est al
    gen lt col maj capt cmdr sgt brig adm amb hon rev gov sen rep reps sens messrs mr mrs ms dr prof st vs viz
    dept dist bn mn mil tel ext min max jan feb mar apr jun jul aug sep sept oct nov dec
    """
)
_ABBREVIATION = re.compile(
    rf"(?:\b(?:{'|'.join(sorted(_SHORT))})|\b[eE]\.g|\b[iI]\.e)\.\s*$",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"\b[A-Z]\.$")  # "R-N.Y.": no space, so no end
_NUMBER_SIGN = re.compile(r"\b(?:no|nos|art|arts|par|fig|figs|sec|ch|vol|p|pp)\.\s*$", re.IGNORECASE)
# Apostrophes that sentencex takes for opening marks, and then finds no end: "partner 's", "the '90s".
_APOSTROPHE = re.compile(r"['’‘](?<=\s.)(?:(?<!‘)(?=s\b|\s)|(?=\d0s\b))")
_SHORTEST = 4  # characters of a text that may hold two sentences
_LONGEST_QUOTATION = 3_000
_CROWDED = 1_000  # characters: in a longer text that is one fifth opening marks, none opens a quotation
_OPENERS = "“„‟«»‹›‘‚‛`"
_NO_OPENERS = str.maketrans(_OPENERS, "x" * len(_OPENERS))
# A capital acronym is no abbreviation: sentencex takes "EU MS. The" for "Ms. The".
_FULL_STOP = re.compile(r"[.!?](?=\s+[A-Z“])")
_ACRONYM_ENDS = re.compile(r"\.(?<=[A-Z]{2}\.)(?<!\w[A-Z]{2}\.)\s+(?=[A-Z][a-z])")


def split_sentences(
    text: str, pieces: Sequence[tuple[int, int]], breaks: Sequence[int] = ()
) -> tuple[Span, ...]:
    """Sentences of a passage that consists of `pieces` (start, end): one may run from a piece into the next.

    `breaks` are offsets into `text` at which a person says that a sentence begins.
    """
    if not pieces:
        return ()
    flat, starts, shifts = _on_one_line(text, pieces)
    declared = [
        place - shift
        for place in breaks
        for shift, (begin, end) in zip(shifts, pieces, strict=True)
        if begin <= place < end
    ]
    found = []
    for start, end in pairwise(_cuts(flat, declared)):
        start, end = trim(flat, start, end)
        if start >= end:
            continue
        first = last = 0
        if len(starts) > 1:
            first = bisect_right(starts, start) - 1
            last = bisect_right(starts, end - 1, first) - 1
        found.append(Span(start + shifts[first], end + shifts[last]))
    return tuple(found)


def _on_one_line(text: str, pieces: Sequence[tuple[int, int]]) -> tuple[str, list[int], list[int]]:
    """The pieces with a space between them, where in that each begins, and how far from there it stands."""
    parts, starts, shifts, length = [], [], [], 0
    for begin, end in pieces:
        parts.append(text[begin:end])
        starts.append(length)
        shifts.append(begin - length)
        length += end - begin + 1
    flat = " ".join(parts) if len(parts) > 1 else parts[0]
    return flat.replace("\n", " ").replace("\r", " ").replace("\t", " "), starts, shifts


def declared_breaks(text: str, corrections: Iterable[Correction]) -> tuple[int, ...]:
    """Where a correction ends a sentence that the text runs on: "in force Joint", read as "force. Joint"."""
    found = []
    for correction in corrections:
        exact = correction.span.of(text)
        end = _FULL_STOP.search(correction.reading)
        if (
            end is None
            or _FULL_STOP.search(exact)
            or exact[: end.start()] != correction.reading[: end.start()]
        ):
            continue
        rest = exact[end.start() :]
        blank = len(rest) - len(rest.lstrip(" ,;\n\r\t"))
        if blank:
            found.append(correction.span.start + end.start() + blank)
    return tuple(found)


def _cuts(flat: str, declared: Sequence[int]) -> list[int]:
    """Where sentences begin and end, both ends of the text among them."""
    length = len(flat)
    if length < _SHORTEST or (not declared and _has_no_end(flat)):
        return [0, length]
    inner: list[int] = []
    end = 0
    for sentence in sentencex.segment("en", _without_false_openers(flat)):
        end += len(sentence)
        if end < length and _may_end(flat, end):
            inner.append(_before_opener(flat, inner[-1] if inner else 0, end))
    inner += declared
    inner += _after_acronyms(flat)
    return _without_torn_quotations(flat, sorted({0, *inner, length})) if inner else [0, length]


def _has_no_end(flat: str) -> bool:
    """A quick look: no sentence ends before the last character."""
    return flat.isascii() and flat.find(".", 0, -1) < 0 and "?" not in flat and "!" not in flat


def _without_false_openers(flat: str) -> str:
    """The text with a letter for each mark that opens nothing: sentencex looks for the end of each."""
    if len(flat) > _CROWDED and sum(map(flat.count, _OPENERS)) > len(flat) // 5:
        flat = flat.translate(_NO_OPENERS)
    has_apostrophe = "'" in flat or "’" in flat or "‘" in flat
    return _APOSTROPHE.sub("x", flat) if has_apostrophe else flat


def _after_acronyms(flat: str) -> list[int]:
    return [] if flat.isupper() else [match.end() for match in _ACRONYM_ENDS.finditer(flat)]


def _may_end(flat: str, end: int) -> bool:
    """Not after an abbreviation, and not where the next word is the rest of this sentence."""
    before = flat[max(0, end - 14) : end]
    if not before[-1:].isspace() and not flat[end].isspace() and _INITIAL.search(before):
        return False
    after = flat[end : end + 2].lstrip()
    if after[:1].islower():
        return False
    stem = before.rstrip()
    if not stem.endswith(".") or _is_plain_word(stem[:-1].rpartition(" ")[2]):
        return True
    if _NUMBER_SIGN.search(before):
        return not after[:1].isdigit()
    return not _ABBREVIATION.search(before)


def _is_plain_word(word: str) -> bool:
    """A quick look: nothing but letters, and no abbreviation."""
    return word.isalpha() and word.lower() not in _SHORT


def _before_opener(flat: str, start: int, end: int) -> int:
    """An opening mark belongs to the sentence after it."""
    stop = end
    while stop > start and flat[stop - 1].isspace():
        stop -= 1
    if stop - 1 > start and flat[stop - 1] in "“„«‘" and flat[stop - 2].isspace():
        return stop - 1
    return end


def _without_torn_quotations(flat: str, cuts: list[int]) -> list[int]:
    """Leave out the cuts that fall between the two marks of a quotation."""
    inside = _quotations(flat)
    if not inside:
        return cuts
    kept = []
    at = 0
    for cut in cuts:
        while at < len(inside) and inside[at][1] <= cut:
            at += 1
        torn = at < len(inside) and inside[at][0] < cut < inside[at][1]
        if not torn:
            kept.append(cut)
    return kept


def _quotations(flat: str) -> list[tuple[int, int]]:
    """Ranges between paired double marks; a mark without its partner pairs with nothing."""
    found: list[tuple[int, int]] = []
    opened: tuple[str, int] | None = None
    for match in _DOUBLE_MARK.finditer(flat):
        mark, at = match[0], match.start()
        if opened and mark in QUOTE_PAIRS[opened[0]] and at - opened[1] <= _LONGEST_QUOTATION:
            found.append((opened[1], at + 1))
            opened = None
        elif mark in '“„«"‟':
            opened = (mark, at)
    return found


_DOUBLE_MARK = re.compile(r"[\"“”„‟«»]")
