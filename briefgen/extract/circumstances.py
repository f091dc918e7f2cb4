"""When, where and by whose account: what a sentence and its heading say around a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.extract.counting import Counting
from briefgen.extract.datecontext import may_end_with
from briefgen.extract.dates import Dated
from briefgen.extract.gazetteer import is_place, places
from briefgen.extract.reading import GAP, Reading
from briefgen.extract.scan import Amount, Sentence
from briefgen.extract.wordsets import word_set
from briefgen.model.facts import FigureKind
from briefgen.model.text import Document, Passage, Period, Span
from briefgen.model.verbatim import fold

DURATION, MONEY, OTHER = FigureKind.DURATION, FigureKind.MONEY, FigureKind.OTHER
_QUOTES = "'\"’‘“”"
_HOME = re.compile(
    r"\b(?:people|persons?|refugees?|migrants?|returnees|asylum[ -]seekers?|applicants|nationals|citizens"
    r"|minors|women|men|children|families|workers|students|visitors|imports|goods|gas|oil|grain)"
    r" from (?:the )?$"
)
_COMPARED = re.compile(
    r"(?:compared (?:to|with)|than (?:in )?|relative to|versus|vs\.?|up from|down from|over|from) "
    r"(?:the )?(?:same period (?:of|in) )?$",
    re.IGNORECASE,
)
_INCREASE_ON = re.compile(
    r"\b(?:increase|decrease|rise|drop|fall|decline|up|down|more|fewer|less|higher|lower)\b"
    r"[^,;.]{0,30} on (?:the )?$"
)
_LAST_OF_COMPARED = word_set("to with than in of versus vs from over on the")
_REFERENCE = re.compile(r"\b(?:from|compared (?:with|to)|than|against)\s(?:about |around |nearly |just )?$")
# A date that stands first, or behind an opening remark, dates its sentence.
_HEAD = re.compile(
    r"(?:[^,:(]{0,40}[,:(])?\s?(?:(?:as|of|in|on|by|up|to|at|during|since|until|throughout|from|between|over|the|mid"
    r"|early|late|already|only|just|earlier)\b[\s-]{0,2}){0,4}",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(r"(?:When|While|As|After|During|In|On|At)\b")
_WHEN = re.compile(r"(?:\s[\w-]+){0,3}, (?:when|in which|during which)\s$")
_BREAK = re.compile(r"[;:]|\.\s|" + GAP)
_AFTER_EVENT = re.compile(r"\b(?:after|before|until|since|from)\b")
_OWNED = re.compile(r"\b(?:my|our|his|her|its|their|the|under)\s$")
_NOUN_NEXT = re.compile(
    r"\s(?!and\b|to\b|of\b|in\b|for\b|with\b|by\b|as\b|on\b|at\b|from\b|when\b|was\b|were\b|is\b|are\b|had\b|has\b)[A-Za-z]"
)
_THING_NEXT = re.compile(r"\s(?:letter|funding|programme|program|budget|report|statement|plan|conference)\b")


class Circumstances:
    """The dates, places and headings around the figures of one sentence."""

    def __init__(
        self,
        document: Document,
        passages: Sequence[Passage],
        counting: Counting,
        reading: Reading,
        sentence: Sentence,
    ) -> None:
        self.document = document
        self.passages = passages
        self.passage = counting.passage
        self.reading = reading
        self.text = reading.text
        self.periods = [
            (start, end, Dated(found.span, found.value, found.is_relative))
            for (start, end), found in zip(sentence.dated, counting.dates, strict=True)
            if isinstance(found.value, Period)
        ]
        self.places = places(sentence.text, sentence.words)
        self.heading = self.label() or self.place_of_heading()

    # When ------------------------------------------------------------------------------------------

    def period_of(self, amounts: Sequence[Amount], at: int) -> tuple[Period | None, str | None]:
        """The period that the sentence states for amount `at`, with the source's words."""
        dated = (
            self.own_date(amounts, at) or self.date_of_clause(amounts[at]) or self.shared_date(amounts, at)
        )
        if dated is None:
            return None, None
        return dated.period, fold(dated.span.of(self.document.text))

    def own_date(self, amounts: Sequence[Amount], at: int) -> Dated | None:
        """A date tied to the amount by "for", else directly after it, else directly before it."""
        if amounts[at].kind is DURATION:
            return self.date_after(amounts, at)
        return self.date_for(amounts[at]) or self.date_after(amounts, at) or self.date_before(amounts, at)

    def date_for(self, amount: Amount) -> Dated | None:
        """`by year end for EUR 35 million`: the date is tied to the amount that follows."""
        for _, end, dated in self.periods:
            if end <= amount.start and self.text[end : amount.start].strip() == "for":
                return dated
        return None

    def date_after(self, amounts: Sequence[Amount], at: int) -> Dated | None:
        amount = amounts[at]
        for number, (start, end, dated) in enumerate(self.periods):
            if start < amount.end or self.is_compared(start) or self.is_modifier(start, end):
                continue
            between = self.text[amount.end : start]
            if self.is_in_brackets(amount):
                between = between.replace(")", "", 1)
            is_near = not _BREAK.search(between) and self.same_level(between) and "," not in between
            others = [other for other in amounts if amount.end <= other.start < start]
            if is_near and all(amount.noun and other.kind is not amount.kind for other in others):
                return self.with_next(number, dated)
            return None
        return None

    def with_next(self, number: int, dated: Dated) -> Dated:
        """`in 2022 and 2023`: both ends of what the amount is said of."""
        if number + 1 == len(self.periods) or dated.period.start is None:
            return dated
        start, _, following = self.periods[number + 1]
        if self.text[self.periods[number][1] : start].strip() not in ("and", "and in", "and on"):
            return dated
        if following.period.end is None or following.period.last() < dated.period.first():
            return dated
        period = Period(dated.period.start, following.period.end)
        return Dated(
            Span(dated.span.start, following.span.end), period, dated.is_relative or following.is_relative
        )

    def date_before(self, amounts: Sequence[Amount], at: int) -> Dated | None:
        amount = amounts[at]
        before = [item for item in self.periods if item[1] <= amount.start and not self.is_compared(item[0])]
        for start, end, dated in before[-1:]:
            between = self.text[end : amount.start]
            if _WHEN.fullmatch(between):  # "the 2021 crisis, when thousands …"
                return dated
            if self.is_modifier(start, end):
                return None
            has_other = any(end <= other.start < amount.start for other in amounts)
            is_near = (
                len(between.split()) <= 3 and not _BREAK.search(between) and not re.search(r"[),]", between)
            )
            if is_near and not has_other and not _AFTER_EVENT.search(between):
                return dated
        return None

    def is_modifier(self, start: int, end: int) -> bool:
        """`my March letter`, `the 2023 programme`: the date is part of a name of something else."""
        owned = bool(_OWNED.search(self.text[max(0, start - 8) : start]))
        return (owned and bool(_NOUN_NEXT.match(self.text, end))) or bool(_THING_NEXT.match(self.text, end))

    def is_in_brackets(self, amount: Amount) -> bool:
        before = self.text[max(0, amount.start - 200) : amount.start]
        return before.rfind("(") > before.rfind(")")

    def same_level(self, between: str) -> bool:
        """No bracket opens or closes on the way, but for whole ones."""
        return between.count("(") == between.count(")") and not between.lstrip().startswith(")")

    def is_compared(self, start: int) -> bool:
        before = self.text[max(0, start - 60) : start]
        if not may_end_with(_LAST_OF_COMPARED, before):
            return False
        return bool(_COMPARED.search(before) or _INCREASE_ON.search(before))

    def date_of_clause(self, amount: Amount) -> Dated | None:
        """A date at the head of the sentence: "Up to 26 November 2023, …", "When they met last month, …"."""
        for start, end, dated in self.periods:
            if end > amount.start or self.is_compared(start) or self.is_modifier(start, end):
                continue
            between = self.text[end : amount.start]
            is_head = _HEAD.fullmatch(self.text[:start]) or (
                _SUBORDINATE.match(self.text) and between.startswith(",") and "," not in self.text[:start]
            )
            if is_head and not re.search(r"[;:]", between) and "(compared" not in between:
                return dated
        return None

    def shared_date(self, amounts: Sequence[Amount], at: int) -> Dated | None:
        """A part has the date of its whole ("arrived this year, nearly 9,000 from Libya")."""
        if not amounts[at].is_elided or _REFERENCE.search(self.text[: amounts[at].start][-40:]):
            return None
        for earlier in range(at - 1, -1, -1):
            if amounts[earlier].noun:
                return self.own_date(amounts, earlier)
        return None

    # Where -----------------------------------------------------------------------------------------

    def place_of(self, amounts: Sequence[Amount], at: int, measures: Sequence[tuple[int, int]]) -> str | None:
        """The place that the amount's own words, its sentence or its heading name."""
        amount = amounts[at]
        named = (*(self.place_in(measure) for measure in measures), self.place_after(amounts, at))
        is_spent = amount.kind is MONEY  # on refugees from Sudan, but not in Sudan
        near = [place for place in named if place and not (is_spent and self.is_home(place))]
        heading = self.heading
        if not amount.is_elided and (heading or amount.kind is DURATION):
            near = [place for place in near if not self.is_origin(place)]
        if near:
            return self.place_words(*near[0])
        if amount.kind not in (DURATION, OTHER) and len(self.places) == 1:
            start, end = self.places[0]
            if not (is_spent and self.is_home((start, end))) and not any(
                (start < other.end and other.start < amount.start) or amount.start < other.start < start
                for other in amounts
            ):
                return self.place_words(start, end)
        return heading

    def place_in(self, measure: tuple[int, int]) -> tuple[int, int] | None:
        start, end = measure
        return next((place for place in self.places if start <= place[0] and place[1] <= end), None)

    def is_origin(self, place: tuple[int, int]) -> bool:
        """`refugees from Sudan` are not in Sudan."""
        return bool(re.search(r"\bfrom (?:the )?$", self.text[max(0, place[0] - 10) : place[0]]))

    def is_home(self, place: tuple[int, int]) -> bool:
        """`refugees from Sudan`, `gas from Norway`: where people or goods come from."""
        return _HOME.search(self.text, max(0, place[0] - 40), place[0]) is not None

    def place_after(self, amounts: Sequence[Amount], at: int) -> tuple[int, int] | None:
        """`from Libya`, `to North Macedonia`, `Kosovo`: a place that follows before anything else does."""
        amount = amounts[at]
        stop = amounts[at + 1].start if at + 1 < len(amounts) else len(self.text)
        for start, end in self.places:
            between = self.text[amount.end : start]
            is_near = amount.end <= start < stop and len(between.split()) <= 5
            if is_near and not re.search(r"[,;:()]", between):
                return start, end
        return None

    def label(self) -> str | None:
        """`Serbia: latest round of negotiations …`: the place that an item begins with."""
        words, colon, _ = self.document.text[
            self.passage.cited.start : self.passage.cited.start + 40
        ].partition(":")
        name = fold(words).strip(" •–-*>") if colon else ""
        return name if is_place(name) else None

    def place_of_heading(self) -> str | None:
        """The country or region whose name is the heading over the passage."""
        if self.passage.heading is None:
            return None
        heading = self.passages[self.passage.heading]
        words = fold(heading.cited.span.of(self.document.text)).strip(" :–-•>")
        return words if is_place(words) else None

    def place_words(self, start: int, end: int) -> str:
        """Without the mark of a quotation that a correction may have joined to it."""
        return self.words(start, end).strip(_QUOTES)

    def words(self, start: int, end: int) -> str:
        return fold(self.reading.span(start, end).of(self.document.text))
