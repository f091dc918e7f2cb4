"""Choose what to print: by theme, substance and recency, many voices and sources, always the same way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from math import exp

from briefgen.model.facts import part
from briefgen.model.text import Source, Span
from briefgen.sections.reasons import SAID_AGAIN, SOURCE_AGAIN, VOICE_AGAIN, Held, Loss, Merit, Tell, Weighed
from briefgen.store import Hit

HALF_LIFE_DAYS = 540.0  # a source loses half of its bonus for being recent in a year and a half
SHORT = 3  # sentences: in a passage of so few, one belongs to the next
FEW = 3  # items: where fewer are on the theme, what stands beside it may be printed as well
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")


class Standing(Enum):
    """How some words stand to a brief's themes; the value is what is left of the theme's strength."""

    ON = 1.0  # their sentence speaks of it
    BESIDE = 0.5  # the next one does, in a short passage
    OFF = 0.2  # another one does, somewhere in the passage


def standing(hit: Hit[object], span: Span, themes: Collection[str]) -> Standing:
    """The best standing of some words of a hit's passage to any of the themes."""
    found = [_standing(hit, span, theme) for theme in hit.themes if theme in themes]
    return max(found, default=Standing.OFF, key=lambda one: one.value)


def on_theme(hit: Hit[object], span: Span, themes: Collection[str]) -> float:
    """How strongly some words of a hit's passage speak of a brief's own themes, 0 to 1.

    A tag weighs the whole passage; a sentence that speaks of the theme does so whatever stands around it.
    """
    return max(
        (
            min(strength / part(len(hit.at.get(theme, ())), len(hit.passage.sentences)), 1.0)
            * _standing(hit, span, theme).value
            for theme, strength in hit.themes.items()
            if theme in themes
        ),
        default=0.0,
    )


def _standing(hit: Hit[object], span: Span, theme: str) -> Standing:
    sentences = hit.at.get(theme, ())
    if not sentences or any(sentence.overlaps(span) for sentence in sentences):
        return Standing.ON
    return Standing.BESIDE if len(hit.passage.sentences) <= SHORT else Standing.OFF


def recency(source: Source, as_of: date) -> float:
    """1 for a source of today, half of it for one a half-life ago; 0.2 for an undated one."""
    if source.issued is None:
        return 0.2
    age = max((as_of - source.issued.last()).days, 0)
    return exp(-0.6931 * age / HALF_LIFE_DAYS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that could be printed. `voice` and `source` are shared out; `order` breaks ties for ever.

    `order` is its document and where it begins there, `end` where it ends.
    """

    at: int  # its place in the caller's list
    merit: Merit
    source: str
    voice: str | None
    order: tuple[str, int]
    pinned: int | None = None  # its place among the pins
    is_beside: bool = False  # beside the theme: for want of others only
    words: frozenset[str] = frozenset()  # what it says, to find the same thing said again
    end: int = 0
    score: float = field(init=False)  # of its merit: it is asked for in every round

    def __post_init__(self) -> None:
        object.__setattr__(self, "score", self.merit.score)

    @property
    def span(self) -> Span:
        return Span(self.order[1], max(self.order[1], self.end))


def rank(themes: float, tells: float, source: Source, as_of: date, *, bonus: float = 0.0) -> Merit:
    """The merit of one item by itself: theme first, then how much it tells, then recency."""
    return Merit(themes, tells, recency(source, as_of), bonus)


def key_words(text: str) -> frozenset[str]:
    """The words that tell what a sentence is about, without their endings."""
    return frozenset(word.casefold()[:6] for word in _LONG_WORD.findall(text))


def choose(
    candidates: Sequence[Candidate], most: int, *, per_voice: int | None = None, tell: Tell | None = None
) -> list[int]:
    """Positions of the chosen, best first: pins in the editor's order, then greedily.

    A voice or source that has spoken loses a share of its merit each time, so that one long document
    does not fill a section while others have something to say; so does what says the same again. `tell` is
    told of each candidate how it stood.
    """
    pinned = sorted((c for c in candidates if c.pinned is not None), key=lambda c: (c.pinned or 0, c.order))
    chosen = pinned[:most]
    voices: Counter[str] = Counter(c.voice for c in chosen if c.voice)
    sources = Counter(c.source for c in chosen)
    left = [c for c in candidates if c.pinned is None]
    said = {c.at: max((_overlap(c, other) for other in chosen), default=0.0) for c in left}
    losses: dict[int, Loss] = {}
    while len(chosen) < most:
        allowed = [c for c in left if not (per_voice and c.voice and voices[c.voice] >= per_voice)]
        pool = [c for c in allowed if not c.is_beside] or (allowed if len(chosen) < FEW else [])
        if not pool:
            break
        best = min(pool, key=lambda c: (said[c.at] * SAID_AGAIN - _merit(c, voices, sources), c.order))
        if tell:
            losses[best.at] = _loss(best, voices, sources, said[best.at])
        left.remove(best)
        chosen.append(best)
        if best.voice:
            voices[best.voice] += 1
        sources[best.source] += 1
        said.update((c.at, max(said[c.at], _overlap(c, best))) for c in left)
    if tell:
        for place, c in enumerate(chosen, start=1):
            tell(c.order[0], c.span, Weighed(c.merit, losses.get(c.at, Loss()), place, c.pinned is not None))
        for c in (c for c in candidates if c not in chosen):
            is_full = bool(per_voice and c.voice and voices[c.voice] >= per_voice)
            held = Held.SPEAKER if is_full else Held.BESIDE if c.is_beside and len(chosen) >= FEW else None
            loss = _loss(c, voices, sources, said.get(c.at, 0.0))
            tell(c.order[0], c.span, Weighed(c.merit, loss, None, c.pinned is not None, held))
    return [c.at for c in chosen]


def _merit(candidate: Candidate, voices: Counter[str], sources: Counter[str]) -> float:
    again = voices[candidate.voice] if candidate.voice else 0
    return candidate.score - VOICE_AGAIN * again - SOURCE_AGAIN * sources[candidate.source]


def _loss(candidate: Candidate, voices: Counter[str], sources: Counter[str], again: float) -> Loss:
    return Loss(voices[candidate.voice] if candidate.voice else 0, sources[candidate.source], again)


def _overlap(one: Candidate, other: Candidate) -> float:
    """The share of the shorter's words that the longer has as well."""
    fewer = min(len(one.words), len(other.words))
    return len(one.words & other.words) / fewer if fewer else 0.0
