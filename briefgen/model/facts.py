"""What documents say, each fact with the characters that say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from briefgen.model.text import Citation, Document, Passage, Period, Span, YearlessDate


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is reported to have said something, as the document tells it.

    `name` is resolved inside the document ("Brunner said" gives "Magnus Brunner"); `mention` is the place
    that names the speaker of this utterance; `role` is in the source's words. `is_named` is False for
    "a European Commission spokesperson" and for groups that the text does not name one by one.
    """

    name: str
    mention: Span | None = None
    role: str | None = None
    is_named: bool = True


class QuoteKind(StrEnum):
    DIRECT = "direct"  # whole sentence or clause
    PARTIAL = "partial"  # a fragment inside somebody else's sentence
    STATEMENT = "statement"  # a sentence of a first-person document, said by its narrator


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody is reported to have said: `cited` is what stands between the marks."""

    cited: Citation
    kind: QuoteKind
    passage: int  # index of the passage
    sentence: Span  # the sentence or sentences that report it: the frame of a fragment
    group: int  # parts of one utterance share it; counts from 0 in a document
    speaker: Speaker | None = None
    cue: str | None = None
    said: Period | None = None
    venue: str | None = None  # the outlet or occasion


class FigureKind(StrEnum):
    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    DURATION = "duration"
    RATIO = "ratio"
    OTHER = "other"


class Change(StrEnum):
    INCREASE = "increase"
    DECREASE = "decrease"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that counts or measures something: `cited` holds qualifier, number, scale and unit.

    `value` is in base units (`EUR 5 million` is 5000000 with unit `EUR`) and None where the source is
    vague; then `low` and `high` bound it if the words do. `measures` are one or two slices of the
    sentence that name what is measured, readable on their own; empty where no rule gives that.
    """

    cited: Citation
    kind: FigureKind
    passage: int
    sentence: Span
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    qualifier: str | None = None  # in the source's word: "nearly"
    change: Change | None = None
    measures: tuple[Span, ...] = ()
    period: Period | None = None
    period_text: str | None = None  # the source's words for the period
    place: str | None = None
    attributed_to: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A dated clause with a verb; `cited` is a sentence or list item that can be printed on its own."""

    cited: Citation
    passage: int
    when: Period
    when_text: str
    is_planned: bool = False


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or period that the text names, resolved against the document's own date where it must be."""

    cited: Citation
    value: Period | YearlessDate


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that `analyse` finds in one document; the same for the same document and version."""

    document: Document
    version: str
    passages: tuple[Passage, ...]
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    dates: tuple[DateMention, ...] = ()


# A passage that mentions a theme in one of many sentences keeps at least this part of the rule's strength.
LEAST_PART = 0.4


def part(sentences: int, of: int) -> float:
    """How much of a passage some of its sentences are; none stand for all."""
    return max(LEAST_PART, min(sentences / of, 1.0)) if sentences and of else 1.0


class TaggedBy(StrEnum):
    RULE = "rule"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Tag:
    """A passage says something on a theme; a person's decision wins over the rules.

    `at` are the sentences that do so, in order; none means the passage as a whole.
    """

    theme: str
    passage: int
    by: TaggedBy
    why: str  # the rule's name, or the person's words
    strength: float = 1.0  # 0..1: how much of the passage is about the theme
    at: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """An entry of the codebook, as sections need it: what it is called and what it means."""

    id: str
    title: str
    definition: str


@dataclass(frozen=True, slots=True)
class Role:
    """An office with the dates it was held; None is open or unknown."""

    title: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """One person or organisation across all documents."""

    id: str
    name: str
    kind: str = "person"  # person | organisation
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = field(default_factory=tuple)

    def role_at(self, when: date | None) -> str | None:
        """The office held on that day; None without a day or where no dated role fits."""
        if when is None:
            return None
        fits = (
            role.title
            for role in self.roles
            if (role.since is None or role.since <= when) and (role.until is None or when <= role.until)
        )
        return next(fits, None)
