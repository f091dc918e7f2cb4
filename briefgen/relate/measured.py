"""A figure as it is compared with others: what is counted, where and when, in stems of its source's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from briefgen.model.facts import Figure, FigureKind
from briefgen.model.text import Document, Passage, Period


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What the field counts under several names: the first of each stands for all of them.
_SAME_THING = {
    word: words[0]
    for words in (
        ("arrival", "crossing", "entry", "detection", "landing"),
        ("return", "returnee", "removal", "deportation"),
        ("deployment", "guard", "officer", "staff", "personnel"),
        ("death", "drowning", "fatality", "casualty"),
        ("vessel", "boat", "ship"),
        ("person", "people"),
    )
    for word in words
}
# Words that say nothing of a measure, and those that tell no two measures apart.
_FUNCTION = word_set(
    """
    a all also an and are as at be been by for from had has have in into is it its near of off on or over s
    some than that the their there this to was we were which who with
    """
)
_WEAK = word_set(
    """
    amount border eu european figure illegal irregular level member new number overall recorded state total
    unauthorised unauthorized
    """
)
# Whom a count may be of: "300 migrants" does not say what happened to them.
_WHO = word_set(
    """
    adult asylum boy case child citizen country family foreign girl human individual man member migrant minor
    national non people person refugee resident seeker state third total woman worker
    """
)
_NO_NAME_OF_PLACE = word_set("and area border coast external land of region route sea the to")
_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"(?<![^\W_])[^\W\d_a-z][^\W_]*")
_CHANGE = re.compile(
    r"(?:increase|decrease|rise|fall|drop|decline|reduction|surge|growth|spike)s?\s+(?:of|in)\s+",
    re.IGNORECASE,
)
_BEHIND_HEAD = re.compile(
    r"\s+(?:of|in|on|at|to|from|for|by|with|between|across|along|into|under|via|through|recorded|returned)\s",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\b(?:as\s+of|up\s+to|until|till|by|so\s+far|since)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with the words by which it is compared.

    `subject` is what is counted ("arrival" of "irregular border crossings"), `measure` the words that say
    so and `details` those of them that tell it from another, `places` the words of its place; `near` are
    the words of its sentence and `topic` the names in that and in the first sentence of its passage.
    `item` is the same for items of one list; in a broken sentence stands what does not belong to it.
    """

    figure: Figure
    text: str  # of the whole document
    issued: Period | None
    subject: str | None
    measure: frozenset[str]
    details: frozenset[str]
    places: frozenset[str]
    near: frozenset[str]
    topic: frozenset[str]
    item: tuple[int | None, int | None]
    is_broken: bool

    @classmethod
    def of(cls, figure: Figure, document: Document, passage: Passage) -> Measured:
        text = document.text
        subject, words = _subject(figure, text)
        places = frozenset(_stems(figure.place or "")) - _NO_NAME_OF_PLACE
        measure = words - places - _NO_NAME_OF_PLACE - _FUNCTION
        sentence = figure.sentence.of(text)
        first = passage.sentences[0].of(text) if passage.sentences else ""
        return cls(
            figure=figure,
            text=text,
            issued=document.source.issued,
            subject=subject,
            measure=measure,
            details=frozenset(word for word in measure if _SAME_THING.get(word, word) != subject) - _WEAK,
            places=places,
            near=frozenset(_stems(sentence)),
            topic=frozenset(stem(name) for name in _NAME.findall(f"{first} {sentence}")),
            item=(passage.heading, passage.lead),
            is_broken=any(gap.overlaps(figure.sentence) for gap in passage.gaps),
        )

    @property
    def when(self) -> tuple[date, date]:
        """The days it is about: those that its source states, else those of the source itself."""
        period = self.figure.period or self.issued
        return (period.first(), period.last()) if period else (date.max, date.max)

    @property
    def is_bare(self) -> bool:
        """Whether the measure says what is counted, and not what is said of it: "300 asylum seekers"."""
        unit = self.figure.unit if self.figure.kind is FigureKind.COUNT else None
        return unit is not None and self.measure <= frozenset(_stems(unit))

    @property
    def said(self) -> frozenset[str]:
        """What its sentence says besides measure, place, period and numbers."""
        told = self.measure | self.places | frozenset(_stems(self.figure.period_text or ""))
        return frozenset(word for word in self.near - told - _FUNCTION if not word.isdigit())

    @property
    def is_up_to(self) -> bool:
        """Whether it counts up to its date: "as of mid-November", "up to 26 November 2023"."""
        period = self.figure.period
        if period is not None and (period.start is None or period.end is None):
            return True
        said = " ".join(self.figure.sentence.of(self.text).split())
        words = " ".join((self.figure.period_text or "").split())
        return bool(words) and bool(_UP_TO.search(said.partition(words)[0]))


def says_what(measured: Measured) -> bool:
    """Whether its measure says what is counted: "arrivals", "migrants returned", and not "migrants"."""
    teller = frozenset(_stems(measured.figure.attributed_to or ""))
    return bool(measured.measure - _WEAK - _WHO - teller)


def stem(word: str) -> str:
    """A word without its plural ending and in small letters: enough to compare measures.

    >>> [stem(word) for word in ("Crossings", "Balkans", "entries", "process", "Libya’s")]
    ['crossing', 'balkan', 'entry', 'process', 'libya']
    """
    low = word.casefold().replace("’", "'").removesuffix("'s")
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    return low[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3 else low


def _stems(text: str) -> list[str]:
    return [stem(word) for word in _WORD.findall(text)]


def _subject(figure: Figure, text: str) -> tuple[str | None, frozenset[str]]:
    """What is counted, and all the words that say so."""
    measures = [" ".join(span.of(text).split()) for span in figure.measures]
    first = measures[0] if measures else ""
    named = figure.unit if figure.kind is FigureKind.COUNT and figure.unit else first
    head = _stems(_BEHIND_HEAD.split(_CHANGE.sub("", f"{named} "), maxsplit=1)[0])
    if not head:
        return None, frozenset()
    words = _stems(_CHANGE.sub("", " ".join([named, *measures])))
    return _SAME_THING.get(head[-1], head[-1]), frozenset(word for word in words if not word.isdigit())
