"""Sentences of a first-person document that can be quoted on their own.

A letter or blog has a narrator who vouches for each sentence. A statement is one that a reader understands
without the sentence before it and that says what the narrator does, wants or holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from briefgen.extract.lexicon import MONTHS, words
from briefgen.model.facts import Quote, QuoteKind, Speaker
from briefgen.model.text import Document, Passage, PassageKind, Span

_SHORTEST, _LONGEST = 8, 70  # words
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_BULLET = re.compile(r"(?:[•◦▪‣·*>–—-]|o(?=\s))\s{1,5}")
_FAREWELL = re.compile(
    r"(?:yours\s|sincerely|(?:kind|best)\s+regards|with\s+(?:kind|best)|respectfully)", re.IGNORECASE
)
_FIRST_PERSON = {
    "i",
    "we",
    "us",
    "our",
    "ours",
    "my",
    "mine",
    "me",
    "i’ve",
    "i'm",
    "i’m",
    "we’ve",
    "we’re",
    "i've",
    "we've",
}
_TO_READER = {"you", "your", "annex", "attached", "enclosed", "below", "overleaf"}
# Openings that only count or lead over: the sentence is cited without them.
_LEADING = re.compile(
    r"""
    (?: first(?:ly)? | second(?:ly)? | third(?:ly)? | fourth(?:ly)? | fifth(?:ly)? | finally | lastly
      | last,\s+but\s+not\s+least | furthermore | moreover | in\s+addition | in\s+fact | also | besides
      | therefore | thus | consequently | similarly | likewise | equally | indeed
    ),\s+
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Subjects and links that point to a sentence before.
_POINTS_BACK = words(
    """
    this these that those it they he she such both some most many others another its their them here which
    who neither either one also then so because instead otherwise similarly likewise thus therefore hence
    and or but there meanwhile similar further additional
    """
)
_PHRASES_BACK = re.compile(
    r"(?:at\s+the\s+same\s+time|for\s+(?:example|instance)|as\s+(?:such|a\s+result)|in\s+this|in\s+that|to\s+this\s+end"
    r"|to\s+achieve\s+these|by\s+the\s+same|on\s+this|on\s+that|with\s+this|the\s+(?:former|latter|same))\b",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"it\s+(?:is|was|remains|will\s+be)\s+(?:also\s+)?(?:\w+\s+)?(?:that|to|for|important|essential|clear|crucial|vital|necessary)\b"
    r"|there\s+(?:is|are|was|were|can|must|will|has|have)\b",
    re.IGNORECASE,
)
# "The meeting showed …": which meeting, the sentence before says.
_BARE_SUBJECT = re.compile(r"The\s+[a-z]+\s+(?:is|are|was|were|will|has|have|had|can|should|must|[a-z]+ed)\b")
_DEMONSTRATIVES = {"this", "these", "those", "such"}
_OF_TIME = {
    "year",
    "month",
    "week",
    "letter",
    "blog",
    "time",
    "summer",
    "autumn",
    "winter",
    "spring",
    "century",
    "day",
}
_STANCE = words(
    """
    must should need needs cannot can’t can't will shall ought remains remain essential crucial vital
    important indispensable priority necessary urgent unacceptable ready committed determined welcome
    """
)


def find_statements(
    document: Document,
    passages: tuple[Passage, ...],
    narrator: str,
    first_group: int,
    taken: tuple[Span, ...],
) -> Iterator[Quote]:
    """Statements of the narrator in running text; `taken` are quotations of others, left alone."""
    group = first_group
    body = _body(document.text, passages)
    introduces = {p.lead for p in passages if p.lead is not None}
    for passage in body:
        for number, sentence in enumerate(passage.sentences):
            last = number == len(passage.sentences) - 1
            if last and (passage.index in introduces or _list_follows(passages, passage)):
                continue
            span = _quotable(document.text, sentence, passage, narrator)
            if span is None or any(span.overlaps(other) for other in taken):
                continue
            yield Quote(
                cited=document.cite(span),
                kind=QuoteKind.STATEMENT,
                passage=passage.index,
                sentence=sentence,
                group=group,
                speaker=Speaker(narrator, None, document.source.narrator_role),
            )
            group += 1


def _body(text: str, passages: tuple[Passage, ...]) -> list[Passage]:
    """Running text and bullets up to the farewell of a letter; what follows it is an annex."""
    body: list[Passage] = []
    for passage in passages:
        line = passage.cited.span.of(text)
        if len(line) < 60 and _FAREWELL.match(line):
            break
        if passage.kind in {PassageKind.PARAGRAPH, PassageKind.LIST_ITEM}:
            body.append(passage)
    return body


def _list_follows(passages: tuple[Passage, ...], passage: Passage) -> bool:
    following = passages[passage.index + 1] if passage.index + 1 < len(passages) else None
    return (
        passage.kind is PassageKind.PARAGRAPH
        and following is not None
        and following.kind is PassageKind.LIST_ITEM
    )


def _quotable(text: str, sentence: Span, passage: Passage, narrator: str) -> Span | None:
    """What of a sentence can be quoted alone; None where nothing can."""
    if any(gap.overlaps(sentence) for gap in passage.gaps):
        return None
    span = _trimmed(text, sentence)
    if text[span.end - 1] not in ".!?":
        return None
    spoken = " ".join(_WORD.findall(text, span.start, span.end)).lower().split(" ")
    if not _SHORTEST <= len(spoken) <= _LONGEST:
        return None
    is_own = not _FIRST_PERSON.isdisjoint(spoken) and _speaks_of_self(spoken)
    if not is_own and (passage.kind is PassageKind.LIST_ITEM or _STANCE.isdisjoint(spoken)):
        return None
    if not _TO_READER.isdisjoint(spoken) or narrator.split()[-1].lower() in spoken:
        return None
    return None if _leans_back(span.of(text), spoken) else span


def _trimmed(text: str, sentence: Span) -> Span:
    """Without bullet and counting words at the start; a sentence that then begins small stays verbatim."""
    start, end = sentence.start, sentence.end
    while end > start and text[end - 1].isspace():
        end -= 1
    for pattern in (_BULLET, _LEADING):
        match = pattern.match(text, start, end)
        start = match.end() if match else start
    return Span(start, end)


def _speaks_of_self(words: list[str]) -> bool:
    """A word of the first person; an I before a month is a misread 1."""
    following = [*words[1:], ""]
    return any(
        w in _FIRST_PERSON and not (w == "i" and n in MONTHS) for w, n in zip(words, following, strict=True)
    )


def _leans_back(sentence: str, words: list[str]) -> bool:
    """The sentence needs the one before it: its subject or its opening points there."""
    if _EXPLETIVE.match(sentence):
        return False
    if words[0] in _POINTS_BACK or _PHRASES_BACK.match(sentence) or _BARE_SUBJECT.match(sentence):
        return True
    return any(
        word in _DEMONSTRATIVES and following not in _OF_TIME for word, following in pairwise(words[:13])
    )
