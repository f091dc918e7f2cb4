"""Why sections print what they print: what was looked at, what spoke for it, and what it lost against.

Selection writes it down where a `Log` is at hand, and chooses the same where there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from briefgen.model.text import Span

THEME, RECENCY = 1.2, 0.5  # weights of what a merit is made of; what it tells and the bonus count once
VOICE_AGAIN, SOURCE_AGAIN = 0.35, 0.2  # what is lost for each item of the same voice, and of the same source
SAID_AGAIN = 0.6  # what is lost if all its words were printed before


class Unfit(StrEnum):
    """Why something is not even weighed against the others."""

    OFF_THEME = "another sentence of its passage speaks of the theme, not this one"
    ELSEWHERE = "another section prints it"
    NOT_QUOTABLE = "page debris or a scanning fault runs through it, or it cannot be printed as it stands"
    SHORT = "it is too short to say something by itself"
    LONG = "it is too long"
    NO_SENTENCE = "it is no whole sentence"
    OTHER_KIND = "the section asks for other kinds"
    PLANNED = "the section leaves out what is only planned"
    SMALL = "it counts one or two, or stands in a heading"
    DROPPED = "the brief drops it"
    OTHER_REPORT = "it is another report of an utterance whose fullest report is weighed"


class Held(StrEnum):
    """What keeps something out whatever its merit."""

    SPEAKER = "its speaker has as many items as `per_speaker` allows"
    BESIDE = "it stands beside the theme, and enough is on it"


@dataclass(frozen=True, slots=True)
class Merit:
    """What speaks for an item by itself, each part from 0 to 1 but the bonus."""

    theme: float
    tells: float
    recency: float
    bonus: float = 0.0

    @property
    def score(self) -> float:
        return THEME * self.theme + self.tells + RECENCY * self.recency + self.bonus


@dataclass(frozen=True, slots=True)
class Loss:
    """What an item loses: how often its voice and its source have spoken before, how much was said before."""

    voice: int = 0
    source: int = 0
    again: float = 0.0  # share of its words

    @property
    def score(self) -> float:
        return VOICE_AGAIN * self.voice + SOURCE_AGAIN * self.source + SAID_AGAIN * self.again


@dataclass(frozen=True, slots=True)
class Weighed:
    """How an item stood when its section was full, or when it was chosen: `place` counts from 1."""

    merit: Merit
    loss: Loss = Loss()
    place: int | None = None
    is_pinned: bool = False
    held: Held | None = None

    @property
    def score(self) -> float:
        return self.merit.score - self.loss.score


Tell = Callable[[str, Span, Weighed], None]  # document, span: how it stood


@dataclass(frozen=True, slots=True)
class Considered:
    """Something that a section looked at: its address, and what came of it."""

    anchor: str
    sort: str  # quote, figure, event or passage
    document: str
    span: Span
    came: Weighed | Unfit

    @property
    def id(self) -> str:
        return f"{self.sort}-{self.document}-{self.span.start}-{self.span.end}"

    @property
    def is_chosen(self) -> bool:
        return isinstance(self.came, Weighed) and self.came.place is not None


@dataclass(slots=True)
class Log:
    """What all sections of a brief have looked at, in that order."""

    considered: list[Considered] = field(default_factory=list)
