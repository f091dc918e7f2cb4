"""Noun phrases around a place in a sentence, cut so that they can be read without it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefgen.extract.numbers import NUMBER_WORDS
from briefgen.extract.spelling import EMPTY_HEADS, TIME_NOUNS, WHICH_TIME, Token
from briefgen.extract.words import (
    ADVERB,
    CONJUNCTION,
    CONJUNCTIONS,
    DETERMINER,
    GERUND,
    MARK,
    NOUN,
    NUMBER,
    PARTICIPLE,
    POSSESSIVES,
    PREPOSITION,
    PRONOUN,
    VERB,
    Kind,
)
from briefgen.extract.wordsets import word_set

MAX_WORDS = 14
# Prepositions that begin a remark on the figure rather than a part of its name.
_REMARKS = word_set(
    "as than including excluding compared following like despite since until till before after during "
    "out amid versus due"
)
_BEFORE_TIME = word_set("in on since during by from until till of at for")
_NEARLY = word_set("early late mid end next last first past coming previous")  # "in early May"
_OPENERS = frozenset((DETERMINER, PREPOSITION, ADVERB))
_OPENING_WORDS = frozenset(("to", "more", "other", "further", '"', "“", "‘", "'", "”"))
_NAME_KINDS = frozenset((NOUN, NUMBER))
_NOT_JOINED = frozenset((DETERMINER, VERB, PRONOUN))
_AFTER_PARTICIPLE = frozenset((PREPOSITION, NOUN, ADVERB))
_AFTER_GERUND = frozenset((PREPOSITION, NOUN, DETERMINER))
_AFTER_ADVERB = frozenset((NOUN, PARTICIPLE, GERUND))
_MODIFIED = frozenset((PREPOSITION, NOUN, None))
# What cannot be among the words of a determiner or conjunction inside a phrase.
_OUTSIDE = POSSESSIVES | CONJUNCTIONS


class Stretch(NamedTuple):
    """Tokens `first` up to `after`."""

    first: int
    after: int

    def of(self, tokens: Sequence[Token]) -> Sequence[Token]:
        return tokens[self.first : self.after]


def forward(tokens: Sequence[Token], at: int, limit: int = MAX_WORDS) -> Stretch | None:
    """The noun phrase with its complements that begins at token `at` or at the noun next to it."""
    first = after = _skip_openers(tokens, at)
    stop = min(len(tokens), first + limit + 2)
    while after < stop and (tokens[after].is_plain_noun or _goes_on(tokens, first, after)):
        after += 1
    return trimmed(tokens, first, after, limit)


def backward(tokens: Sequence[Token], before: int, limit: int = MAX_WORDS) -> Stretch | None:
    """The noun phrase with its complements that ends directly before token `before`."""
    first = after = before
    last = max(0, after - 3 * MAX_WORDS)
    while first > last:
        if tokens[first - 1].text == ")":
            opened = _opening(tokens, first - 1)
            if opened is None:
                break
            first = opened
        elif _may_precede(tokens, first - 1, after):
            first -= 1
            if _opens(tokens, first):
                break
        else:
            break
    return trimmed(tokens, first, after, limit)


def _skip_openers(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens):
        token = tokens[at]
        is_opener = token.kind in _OPENERS or token.lower in _OPENING_WORDS
        if not (is_opener or (token.is_value and _kind(tokens, at + 1) is NOUN)):
            break
        at += 1
    return at


def _kind(tokens: Sequence[Token], at: int) -> Kind | None:
    return tokens[at].kind if 0 <= at < len(tokens) else None


def _goes_on(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Does token `at` belong to the phrase that began at `first`?"""
    token = tokens[at]
    kind = token.kind
    if token.lower in WHICH_TIME and at + 1 < len(tokens) and tokens[at + 1].lower in TIME_NOUNS:
        return False  # "arrived in Italy this year"
    if kind is NOUN:
        return True
    following = _kind(tokens, at + 1)
    if kind is PREPOSITION:
        return token.lower not in _REMARKS and not begins_date(tokens, at) and following is not None
    if kind is DETERMINER:
        return token.lower not in _OUTSIDE
    if kind is NUMBER:
        return at > first or not token.is_value
    if kind is CONJUNCTION:
        return at > first and _joins_nouns(tokens, at)
    if kind is PARTICIPLE:
        return following in _AFTER_PARTICIPLE and not _is_verb_of(tokens, first, at)
    if kind is GERUND:
        return following in _AFTER_GERUND
    if kind is ADVERB:
        return following in _AFTER_ADVERB and at > first
    return kind is MARK and ((token.text == "&" and at > first) or _is_short_form(tokens, at))


def _is_verb_of(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Is the participle the verb of what stands before it: "the ministers | agreed terms"?"""
    if at == first:
        return False
    if tokens[at + 1].kind is NOUN and tokens[at - 1].is_plural:
        return True
    return tokens[at + 1].lower != "by" and _is_subject(tokens, at - 1)


def _is_short_form(tokens: Sequence[Token], at: int) -> bool:
    """The brackets of "Internal Security Fund (ISF)"."""
    opened = at if tokens[at].text == "(" else at - 2
    if tokens[at].text not in ("(", ")") or opened < 1 or opened + 2 >= len(tokens):
        return False
    name = tokens[opened + 1].text
    is_name = name.isupper() and len(name) > 1 and name[0].isalpha()
    return is_name and tokens[opened].text == "(" and tokens[opened + 2].text == ")"


def _joins_nouns(tokens: Sequence[Token], at: int) -> bool:
    if tokens[at].lower not in ("and", "or") or at + 1 >= len(tokens):
        return False
    if tokens[at - 1].kind not in _NAME_KINDS or tokens[at + 1].kind is not NOUN:
        return False
    return _kind(tokens, at + 2) not in _NOT_JOINED


def begins_date(tokens: Sequence[Token], at: int) -> bool:
    """Does the preposition at `at` begin a date ("in January 2023", "during the next year")?"""
    if tokens[at].lower not in _BEFORE_TIME:
        return False
    for token in tokens[at + 1 : at + 5]:
        if token.kind is DETERMINER or (token.kind is NUMBER and not token.is_time):
            continue
        if token.lower not in _NEARLY:
            return token.is_time or token.lower in TIME_NOUNS
    return False


def _opening(tokens: Sequence[Token], closing: int) -> int | None:
    for position in range(closing - 1, max(-1, closing - 12), -1):
        if tokens[position].text == "(":
            return position
        if tokens[position].text == ")":
            return None
    return None


def _may_precede(tokens: Sequence[Token], at: int, after: int) -> bool:
    """May token `at` stand in a phrase that goes on to its right?"""
    token = tokens[at]
    kind = token.kind
    if kind is NOUN or kind is PREPOSITION or kind is NUMBER:
        return token.lower not in _REMARKS
    if kind is DETERMINER:
        return token.lower not in _OUTSIDE
    if kind is CONJUNCTION:
        return token.lower in ("and", "or", "&") and _kind(tokens, at - 1) in _NAME_KINDS
    following = tokens[at + 1].kind if at + 1 < after else None
    if kind is PARTICIPLE or kind is GERUND:
        return following in _MODIFIED and not _is_finite(tokens, at)
    if kind is VERB:  # an infinitive: "contracts to support partnerships"
        return following is not None and at > 0 and tokens[at - 1].lower == "to"
    if kind is ADVERB:
        return following in _AFTER_ADVERB
    return kind is MARK and (token.text in ("&", '"', "”", "“") or _is_inside_name(tokens, at))


def _is_finite(tokens: Sequence[Token], at: int) -> bool:
    """A participle behind an auxiliary is the verb of its sentence ("has already delivered equipment")."""
    before = at - 1
    while _kind(tokens, before) is ADVERB:
        before -= 1
    if _kind(tokens, before) is VERB:
        return True
    if tokens[at].kind is GERUND:
        return False
    follows = tokens[at + 1].lower == "to" or _kind(tokens, at + 1) in (NOUN, DETERMINER)
    return follows and _is_subject(tokens, before)  # "Greece suspended …", "The Commission proposed to …"


def _is_subject(tokens: Sequence[Token], last: int) -> bool:
    """Is the phrase that ends at `last` the first of its sentence or clause?"""
    before = last
    while _kind(tokens, before) is NOUN:
        before -= 1
    if before == last:
        return False
    if _kind(tokens, before) is DETERMINER:
        before -= 1
    return _kind(tokens, before) in (None, MARK)


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """A determiner or number with a noun directly before it begins a phrase ("… and Senegal a project")."""
    token = tokens[at]
    kind = token.kind
    return (
        (kind is DETERMINER or kind is NUMBER or token.is_number_word)
        and not token.is_time
        and _kind(tokens, at - 1) is NOUN
        and token.text[-1].isalnum()
        and (kind is not NUMBER or token.text.isdigit())
        and _kind(tokens, at + 1) in (NOUN, PARTICIPLE)
    )


def _is_inside_name(tokens: Sequence[Token], at: int) -> bool:
    """A comma or dash between capitals: "Migrant Protection, Return and Reintegration", "X - Phase III"."""
    if not 0 < at < len(tokens) - 1 or not tokens[at + 1].is_capital:
        return False
    if tokens[at].text in ("-", "–"):
        return tokens[at - 1].is_capital or tokens[at - 1].text == ")"
    is_series = at + 2 < len(tokens) and tokens[at + 2].lower in ("and", "&")
    return tokens[at].text == "," and tokens[at - 1].is_capital and is_series


_NOT_FIRST = frozenset((DETERMINER, PREPOSITION, CONJUNCTION, ADVERB, MARK))
_NOT_LAST = _NOT_FIRST | {GERUND}


def trimmed(tokens: Sequence[Token], first: int, after: int, limit: int = MAX_WORDS) -> Stretch | None:
    """The stretch without what cannot stand at its ends, at most `limit` words; None if nothing is left."""
    first = _trim_start(tokens, first, after)
    if after - first > limit:
        after = _within(tokens, first, after, limit)
    while after > first and _is_loose_end(tokens, first, after):
        after -= 1
    return Stretch(first, after) if is_readable(tokens[first:after]) else None


def _trim_start(tokens: Sequence[Token], first: int, after: int) -> int:
    while first < after:
        token = tokens[first]
        if token.text == "(":
            first = next((p for p in range(first, after) if tokens[p].text == ")"), after - 1) + 1
        elif _is_loose_start(tokens, first, after):
            first += 1
        else:
            break
    return first


def _is_loose_start(tokens: Sequence[Token], first: int, after: int) -> bool:
    token = tokens[first]
    kind = token.kind
    if kind is NUMBER:
        return token.is_value  # 11m boats
    if kind is PARTICIPLE:  # assisted voluntary returns
        return first + 1 == after or tokens[first + 1].kind is not NOUN
    if kind is GERUND:
        return first + 1 < after and not token.is_capital
    return kind in _NOT_FIRST or token.lower in _FIRST_WORDS or token.is_time


def _is_loose_end(tokens: Sequence[Token], first: int, after: int) -> bool:
    last = tokens[after - 1]
    kind = last.kind
    before = tokens[after - 2].kind if after - 2 >= first else None
    if kind is NOUN:
        is_tail = last.lower in _TAILS or (last.lower in EMPTY_HEADS and last.text.isupper())
        return is_tail and (before is PREPOSITION or before is DETERMINER)
    if kind is NUMBER:
        return before is PREPOSITION and not last.is_time
    return kind in _NOT_LAST and last.text != ")"


_FIRST_WORDS = NUMBER_WORDS | {"more", "other", "million", "billion", "total", "upon"}
_TAILS = word_set("additional total sum amount value relation addition line eur usd gbp")


def _within(tokens: Sequence[Token], first: int, after: int, limit: int) -> int:
    """Cut at the last preposition or conjunction that keeps the stretch within `limit` words."""
    words = [p for p in range(first, after) if tokens[p].kind is not MARK]
    if len(words) <= limit:
        return after
    end = words[limit]
    for position in range(end, first, -1):
        if tokens[position].kind in (PREPOSITION, CONJUNCTION, GERUND):
            return position
    return end


def is_readable(stretch: Sequence[Token]) -> bool:
    """Has it a noun that says something, and no word that points outside the phrase?"""
    has_head = False
    for at, token in enumerate(stretch):
        if token.is_head:
            has_head = True
        elif token.is_pointing or (token.kind is VERB and (at == 0 or stretch[at - 1].lower != "to")):
            return False
    return has_head


def word_count(stretch: Sequence[Token]) -> int:
    return len(stretch) - [token.kind for token in stretch].count(MARK)


def overlap(one: Stretch, other: Stretch) -> bool:
    return one.first < other.after and other.first < one.after
