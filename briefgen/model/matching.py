"""Find an editor's quotation in a source: the words as they stand, or as a brief prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefgen.model.text import Correction, Document, Span

_ELISION = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*")
SAME = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "„": '"', "\u2011": "-", "\u2010": "-"}
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a document: folded characters, each with where it comes from."""

    text: str
    spans: tuple[Span, ...]


def find_words(
    document: Document,
    words: str,
    *,
    prefix: str | None = None,
    suffix: str | None = None,
    within: Span | None = None,
) -> tuple[tuple[Span, ...], ...]:
    """Every place where `words` stand in a document, each as its slices in order.

    White space is folded, straight and curly marks are the same, and `[…]` in `words` stands for what was
    left out between two slices of one paragraph. Declared corrections match with their exact words, with
    their reading, and with the reading in square brackets.
    """
    pieces = [piece for piece in _ELISION.split(words.strip()) if piece]
    if not pieces:
        return ()
    before, after = _folded(prefix or ""), _folded(suffix or "")
    for reading in _readings(document.text, document.corrections):
        found = tuple(dict.fromkeys(_places(reading, [_folded(p) for p in pieces], before, after)))
        if within is not None:
            found = tuple(f for f in found if within.covers(Span(f[0].start, f[-1].end)))
        if found:
            return found
    return ()


def _places(reading: _Reading, pieces: list[str], before: str, after: str) -> Iterator[tuple[Span, ...]]:
    at = reading.text.find(pieces[0])
    while at >= 0:
        slices = _follow(reading, pieces, at)
        if (
            slices
            and _fits(reading.text, at, slices[-1][1], before, after)
            and _whole_words(reading.text, slices)
        ):
            yield tuple(Span(reading.spans[a].start, reading.spans[b - 1].end) for a, b in slices)
        at = reading.text.find(pieces[0], at + 1)


def _follow(reading: _Reading, pieces: list[str], at: int) -> list[tuple[int, int]]:
    """The ranges of all pieces when the first stands at `at`; empty when the others do not follow soon."""
    ranges = [(at, at + len(pieces[0]))]
    for piece in pieces[1:]:
        start = reading.text.find(piece, ranges[-1][1], ranges[-1][1] + 2000 + len(piece))
        if start < 0:
            return []
        ranges.append((start, start + len(piece)))
    return ranges


def _fits(text: str, start: int, end: int, before: str, after: str) -> bool:
    return text[:start].rstrip().endswith(before.rstrip()) and text[end:].lstrip().startswith(after.lstrip())


def _whole_words(text: str, ranges: list[tuple[int, int]]) -> bool:
    return all(
        not (start > 0 and text[start - 1].isalnum() and text[start].isalnum())
        and not (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())
        for start, end in ranges
    )


def _folded(text: str) -> str:
    return " ".join(text.translate(SAME).split())


@lru_cache(maxsize=64)
def _readings(text: str, corrections: tuple[Correction, ...]) -> tuple[_Reading, ...]:
    plain = _read(text, (), "")
    if not corrections:
        return (plain,)
    return (plain, _read(text, corrections, "{}"), _read(text, corrections, "[{}]"))


def _read(text: str, corrections: tuple[Correction, ...], form: str) -> _Reading:
    """`form` says how a correction's reading is written: `{}` or `[{}]`."""
    chars: list[str] = []
    spans: list[Span] = []
    at = 0
    for correction in sorted(corrections, key=lambda c: c.span):
        if correction.span.start < at:
            continue
        _fold_into(text, at, correction.span.start, chars, spans)
        for char in form.format(correction.reading):
            chars.append(char.translate(SAME))
            spans.append(correction.span)
        at = correction.span.end
    _fold_into(text, at, len(text), chars, spans)
    return _Reading("".join(chars), tuple(spans))


def _fold_into(text: str, start: int, end: int, chars: list[str], spans: list[Span]) -> None:
    for at in range(start, end):
        char = text[at]
        if char.isspace():
            if not chars or chars[-1] != " ":
                chars.append(" ")
                spans.append(Span(at, at + 1))
        else:
            chars.append(char.translate(SAME))
            spans.append(Span(at, at + 1))
