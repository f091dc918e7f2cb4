"""Dated events: sentences and list items that say what happened, or is to happen, at a stated time.

An event is printed as it stands, so only what is whole and understood on its own is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import timedelta

from briefgen.extract.anchor import Anchor, Direction, direction
from briefgen.extract.dates import Dated, Expression, periods, read_expressions
from briefgen.extract.numbers import letters_of
from briefgen.extract.wordsets import word_set
from briefgen.model.facts import Event
from briefgen.model.text import Document, PartialDate, Passage, PassageKind, Period, Span
from briefgen.model.verbatim import fold

_KINDS = frozenset({PassageKind.PARAGRAPH, PassageKind.LIST_ITEM, PassageKind.TABLE_CELL})
_LONGEST = 900  # characters: more is no single statement
_LONGEST_SPELL = timedelta(days=400)  # dates further apart tell of two things

# An opening word that stands for something said before; "This year" and "That day" name a time.
_DANGLING = re.compile(
    r"""[“"'‘(\s]*(?:
        (?:this|that|these|those)\b(?!\s+(?:year|month|week|quarter|summer|winter|spring|autumn|day)\b)
      | (?:it|they|he|she|him|them|we\ both|both|such|neither|either|here|there|which|who|where|its|their|his
        |her)\b
      | the\ (?:former|latter|same|(?:first|second|other)\ one|other|others|two|three|first|second|third)\b
      | (?:and|but|or|nor|so|also|then|another|one\ of\ (?:them|these)|some\ of\ (?:them|these)|others)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_VERB = re.compile(
    r"""\b(?:is|are|was|were|be|been|being|has|have|had|will|shall|would|could|may|might|must|should|can|did|does
      |took|held|met|went|came|began|begun|made|saw|fell|rose|became|gave|left|led|found|sent|paid|brought|built
      |put|set|won|lost|said|told|grew|drew|spoke|wrote|ran|hit|cut|broke|dates?\ back|ends|starts
      |begins|remains|enters|signs|meets|takes|runs|expires|comes|goes|[A-Za-z][a-z]{1,13}ed)\b""",
    re.VERBOSE,
)
_AUXILIARIES = word_set("is are was were been has have had will would")  # a quick look: most have one
# What must stand before a date that tells when: a bare year before a noun ("2023 funding") does not.
_WHEN = re.compile(
    r"(?:\b(?:in|on|by|during|from|between|at|before|after|of|to|for|throughout|within|until|since|around|as\sof"
    r"|dated|last|this|next|early|late|held|signed|still)(?:\sthe)?|[,(–—:-])\s{0,3}$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:compared\s(?:to|with)|than(?:\sin)?|versus|vs\.?|relative\sto)\s(?:the\s)?$", re.IGNORECASE
)
_BRACKETS = re.compile(r"\([^()]{0,300}\)")
# Inside a relative clause a date tells of something else than its sentence.
_RELATIVE = re.compile(
    r"\b(?:who|whom|whose|which|where|that\s(?:will|would|has|have|had|is|are|was|were))\b[^,;]{0,100}$",
    re.IGNORECASE,
)
# "my March letter", "the report of October": a date that names a thing.
_NAMING = re.compile(
    r"\b(?:my|our|his|her|their|its|the|a)\s(?:\w+\s)?(?:letter|report|note|statement)\s(?:of|from)\s$"
)
_THE = re.compile(r"\b(?:the|a|this|that|['’]s)\s(?:early\s|late\s)?$", re.IGNORECASE)  # "the 2016 campaign"
_OWN = re.compile(r"\b(?:my|our|his|her|their|its|the)\s$", re.IGNORECASE)
_DEADLINE = re.compile(r"\b(?:by|before|until)\s(?:the\s)?$", re.IGNORECASE)
# The date of a report or remark is not the date of what it tells.
_REPORTED = re.compile(
    r"\b(?:according\sto|said|says|told|tells|wrote|tweeted|added|noted|report\sby|interview\swith)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)


# Words before a date that make it tell of something else, each with a quick look for what it needs.
_TELLS_ELSE = (
    (_COMPARED, frozenset(b"compared than versus vs relative".split())),
    (
        _REPORTED,
        frozenset(b"according said says told tells wrote tweeted added noted report interview".split()),
    ),
    (_RELATIVE, frozenset(b"who whom whose which where that".split())),
    (_NAMING, frozenset(b"letter report note statement".split())),
)


def find_events(
    document: Document, passages: Sequence[Passage], expressions: Sequence[Expression] | None = None
) -> tuple[Event, ...]:
    """One event for each dated sentence that can be printed on its own."""
    known = read_expressions(document, passages) if expressions is None else expressions
    dates = periods(known)
    starts = [found.span.start for found in dates]
    anchor = Anchor.of(document.source.issued)
    events = []
    for passage in passages:
        if passage.kind not in _KINDS:
            continue
        for sentence in passage.sentences:
            first = bisect_left(starts, sentence.start)
            own = dates[first : bisect_left(starts, sentence.end, first)]
            if not own or any(gap.overlaps(sentence) for gap in passage.gaps):
                continue  # printed whole, it would hold words of something else
            event = _event(document, passage, sentence, own, anchor)
            if event:
                events.append(event)
    return tuple(events)


def _event(
    document: Document, passage: Passage, sentence: Span, dates: Sequence[Dated], anchor: Anchor | None
) -> Event | None:
    if len(sentence) > _LONGEST or not _stands_alone(document.text, passage, sentence):
        return None
    telling = [found for found in dates if _tells_when(document.text, sentence, found)]
    when = _when(document.text, sentence, telling)
    if when is None:
        return None
    is_planned = _is_planned(document, sentence, when, anchor)
    later = [
        found
        for found in telling
        if found.span.start > when.span.start and _precision(found) == _precision(when)
        if _is_planned(document, sentence, found, anchor) is is_planned
    ]
    whole = _from_first_to_last(when, later) if later else when
    return Event(
        cited=document.cite(sentence),
        passage=passage.index,
        when=whole.period,
        when_text=fold(whole.span.of(document.text)),
        is_planned=is_planned,
    )


def _stands_alone(text: str, passage: Passage, sentence: Span) -> bool:
    """Whole, with a verb, and not hanging on the sentence before."""
    words = fold(sentence.of(text))
    is_item = passage.kind is not PassageKind.PARAGRAPH
    if not words[0].isupper() and not words[0].isdigit() and words[0] not in "“\"‘'«„":
        return False
    if words[-1] in ":;," or not (is_item or words.rstrip("”\"’'»)]")[-1:] in {".", "!", "?", "…"}):
        return False
    if words.count("(") != words.count(")") or _DANGLING.match(words):
        return False
    outside = _BRACKETS.sub(" ", words) if "(" in words else words
    return not _AUXILIARIES.isdisjoint(outside.split()) or _VERB.search(outside) is not None


def _from_first_to_last(when: Dated, later: Sequence[Dated]) -> Dated:
    """With the later dates of one sentence, as exact as this one: "from two in May to five in June"."""
    alike = [when, *later]
    starts = [d.period.start for d in alike if d.period.start]
    ends = [d.period.end for d in alike if d.period.end]
    first, last = min(starts, key=PartialDate.first), max(ends, key=PartialDate.last)
    is_vague = any(date.approximate for date in (*starts, *ends))
    if is_vague or last.last() - first.first() > _LONGEST_SPELL:
        return when
    span = Span(when.span.start, max(d.span.end for d in alike))
    return Dated(span, Period(first, last), any(d.is_relative for d in alike))


def _precision(found: Dated) -> tuple[bool, bool]:
    start = found.period.start
    return start is not None and start.month is not None, start is not None and start.day is not None


def _when(text: str, sentence: Span, telling: Sequence[Dated]) -> Dated | None:
    """The date that tells when: the first outside brackets, else the first."""
    outside = (found for found in telling if not _is_in_brackets(text, sentence, found.span))
    return next(outside, telling[0] if telling else None)


def _tells_when(text: str, sentence: Span, found: Dated) -> bool:
    if found.period.start is None or found.period.end is None:
        return False  # "since 2022": when a state began, not what happened
    if _is_quoted(text[sentence.start : found.span.start]):
        return False  # what somebody says of a time is no report of it
    before = fold(text[max(sentence.start, found.span.start - 120) : found.span.start])
    before = before + " " if before else ""
    words = frozenset(letters_of(before).split())
    if any(not needed.isdisjoint(words) and pattern.search(before) for pattern, needed in _TELLS_ELSE):
        return False
    if found.is_relative and _OWN.search(before) and re.match(r"\s[a-z]", text[found.span.end :][:2]):
        return False
    is_bare_year = found.period.is_single and found.period.start.month is None and not found.is_relative
    if not is_bare_year:
        return True
    names_a_thing = _THE.search(before) is not None and re.match(r"\s[A-Za-z]", text[found.span.end :][:2])
    return not names_a_thing and (not before or _WHEN.search(before) is not None)


def _is_quoted(before: str) -> bool:
    """Whether a quotation is open where `before` ends."""
    return sum(before.count(mark) for mark in '“”„"') % 2 == 1


def _is_in_brackets(text: str, sentence: Span, date: Span) -> bool:
    before = text[sentence.start : date.start]
    return before.count("(") > before.count(")")


def _is_planned(document: Document, sentence: Span, when: Dated, anchor: Anchor | None) -> bool:
    """Later than the document, or told as to come; never what lies before the document."""
    if anchor and when.period.first() > anchor.last:
        return True
    if anchor and when.period.last() < anchor.first:
        return False
    at = when.span
    if anchor and _DEADLINE.search(document.text, max(sentence.start, at.start - 12), at.start):
        return True
    words = document.text[sentence.start : sentence.end]
    towards = direction(words, at.start - sentence.start, at.end - sentence.start)
    return towards is Direction.FUTURE
