"""Noun phrases around a place in a sentence, cut so that they can be read without it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.extract.numbers import NUMBER_WORDS
from briefgen.extract.words import CONJUNCTIONS, POSSESSIVES, Kind, Token, is_plural
from briefgen.extract.wordsets import word_set

MAX_WORDS = 14
# Prepositions that begin a remark on the figure rather than a part of its name.
_REMARKS = word_set(
    "as than including excluding compared following like despite since until till before after during "
    "out amid versus due"
)
_TIME = re.compile(
    r"(?:1[5-9]|20|21)\d\d|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Q[1-4]|spring|summer|autumn|winter|today|yesterday",
)
_BEFORE_TIME = word_set("in on since during by from until till of at for")
_TIME_NOUNS = word_set("year years month months week weeks day days quarter half decade period time")
_WHICH_TIME = frozenset(("this", "last", "next", "each", "every", "earlier", "later"))
_EMPTY_HEADS = word_set(
    "first second third last next other latter former early late year month week day date gap i ii iii "
    "iv eur usd gbp euro euros million billion phase total number value sum amount one ones part figure "
    "figures share way case rest addition end context order top result basis least time others same "
    "framework number"
)
_NO_HEADS = _EMPTY_HEADS | _TIME_NOUNS


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens `first` up to `after`."""

    first: int
    after: int

    def of(self, tokens: Sequence[Token]) -> Sequence[Token]:
        return tokens[self.first : self.after]


def forward(tokens: Sequence[Token], at: int, limit: int = MAX_WORDS) -> Stretch | None:
    """The noun phrase with its complements that begins at token `at` or at the noun next to it."""
    first = _skip_openers(tokens, at)
    after = first
    while after < min(len(tokens), first + limit + 2) and _goes_on(tokens, first, after):
        after += 1
    return trimmed(tokens, first, after, limit)


def backward(tokens: Sequence[Token], before: int, limit: int = MAX_WORDS) -> Stretch | None:
    """The noun phrase with its complements that ends directly before token `before`."""
    after = before
    first = after
    reach = 3 * MAX_WORDS
    while first > 0 and after - first < reach:
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
    while at < len(tokens) and (
        tokens[at].kind in (Kind.DETERMINER, Kind.PREPOSITION, Kind.ADVERB)
        or tokens[at].lower in ("to", "more", "other", "further")
        or _is_number(tokens, at)
        or tokens[at].text in ('"', "“", "‘", "'", "”")
    ):
        at += 1
    return at


def _is_number(tokens: Sequence[Token], at: int) -> bool:
    is_number = tokens[at].kind is Kind.NUMBER or tokens[at].lower in NUMBER_WORDS
    return is_number and not tokens[at].text[-1].isalpha() and _kind(tokens, at + 1) is Kind.NOUN


def _kind(tokens: Sequence[Token], at: int) -> Kind | None:
    return tokens[at].kind if 0 <= at < len(tokens) else None


def _goes_on(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Does token `at` belong to the phrase that began at `first`?"""
    token = tokens[at]
    following = _kind(tokens, at + 1)
    if token.lower in _WHICH_TIME and at + 1 < len(tokens) and tokens[at + 1].lower in _TIME_NOUNS:
        return False  # "arrived in Italy this year"
    match token.kind:
        case Kind.NOUN:
            return True
        case Kind.NUMBER:
            return at > first or token.text[-1].isalpha()
        case Kind.DETERMINER:
            return token.lower not in POSSESSIVES and token.lower not in CONJUNCTIONS
        case Kind.PREPOSITION:
            return token.lower not in _REMARKS and not begins_date(tokens, at) and following is not None
        case Kind.PARTICIPLE:
            is_verb = following is Kind.NOUN and at > first and is_plural(tokens[at - 1].text)
            is_verb = is_verb or (_is_subject(tokens, at - 1) and at > first and tokens[at + 1].lower != "by")
            return following in (Kind.PREPOSITION, Kind.NOUN, Kind.ADVERB) and not is_verb
        case Kind.GERUND:
            return following in (Kind.PREPOSITION, Kind.NOUN, Kind.DETERMINER)
        case Kind.ADVERB:
            return following in (Kind.NOUN, Kind.PARTICIPLE, Kind.GERUND) and at > first
        case Kind.CONJUNCTION:
            return at > first and _joins_nouns(tokens, at)
        case Kind.MARK:
            return (token.text == "&" and at > first) or _is_short_form(tokens, at)
        case _:
            return False


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
    if tokens[at - 1].kind not in (Kind.NOUN, Kind.NUMBER) or tokens[at + 1].kind is not Kind.NOUN:
        return False
    return _kind(tokens, at + 2) not in (Kind.DETERMINER, Kind.VERB, Kind.PRONOUN)


def begins_date(tokens: Sequence[Token], at: int) -> bool:
    """Does the preposition at `at` begin a date ("in January 2023", "during the next year")?"""
    if tokens[at].lower not in _BEFORE_TIME:
        return False
    for token in tokens[at + 1 : at + 5]:
        if token.kind is Kind.DETERMINER or (token.kind is Kind.NUMBER and not _TIME.fullmatch(token.text)):
            continue
        if token.lower in (
            "early",
            "late",
            "mid",
            "end",
            "next",
            "last",
            "first",
            "past",
            "coming",
            "previous",
        ):
            continue
        return bool(_TIME.fullmatch(token.text)) or token.lower in _TIME_NOUNS
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
    following = tokens[at + 1].kind if at + 1 < after else None
    match token.kind:
        case Kind.NOUN | Kind.NUMBER | Kind.PREPOSITION:
            return token.lower not in _REMARKS
        case Kind.DETERMINER:
            return token.lower not in POSSESSIVES and token.lower not in CONJUNCTIONS
        case Kind.PARTICIPLE | Kind.GERUND:
            is_modifier = following in (Kind.PREPOSITION, Kind.NOUN, None)
            return is_modifier and not _is_finite(tokens, at)
        case Kind.VERB:  # an infinitive: "contracts to support partnerships"
            return following is not None and at > 0 and tokens[at - 1].lower == "to"
        case Kind.CONJUNCTION:
            return token.lower in ("and", "or", "&") and _kind(tokens, at - 1) in (Kind.NOUN, Kind.NUMBER)
        case Kind.ADVERB:
            return following in (Kind.GERUND, Kind.PARTICIPLE, Kind.NOUN)
        case Kind.MARK:
            return token.text in ("&", '"', "”", "“") or _is_inside_name(tokens, at)
        case _:
            return False


def _is_finite(tokens: Sequence[Token], at: int) -> bool:
    """A participle behind an auxiliary is the verb of its sentence ("has already delivered equipment")."""
    before = at - 1
    while _kind(tokens, before) is Kind.ADVERB:
        before -= 1
    if _kind(tokens, before) is Kind.VERB:
        return True
    if tokens[at].kind is Kind.GERUND:
        return False
    follows = tokens[at + 1].lower == "to" or _kind(tokens, at + 1) in (Kind.NOUN, Kind.DETERMINER)
    return follows and _is_subject(tokens, before)  # "Greece suspended …", "The Commission proposed to …"


def _is_subject(tokens: Sequence[Token], last: int) -> bool:
    """Is the phrase that ends at `last` the first of its sentence or clause?"""
    before = last
    while _kind(tokens, before) is Kind.NOUN:
        before -= 1
    if before == last:
        return False
    if _kind(tokens, before) is Kind.DETERMINER:
        before -= 1
    return _kind(tokens, before) in (None, Kind.MARK)


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """A determiner or number with a noun directly before it begins a phrase ("… and Senegal a project")."""
    token = tokens[at]
    is_opener = token.kind in (Kind.DETERMINER, Kind.NUMBER) or token.lower in NUMBER_WORDS
    is_year = _TIME.fullmatch(token.text) is not None
    return (
        is_opener
        and not is_year
        and token.text[-1].isalnum()
        and _kind(tokens, at - 1) is Kind.NOUN
        and (token.kind is not Kind.NUMBER or token.text.isdigit())
        and _kind(tokens, at + 1) in (Kind.NOUN, Kind.PARTICIPLE)
    )


def _is_inside_name(tokens: Sequence[Token], at: int) -> bool:
    """A comma or dash between capitals: "Migrant Protection, Return and Reintegration", "X - Phase III"."""
    if not 0 < at < len(tokens) - 1 or not tokens[at + 1].is_capital:
        return False
    if tokens[at].text in ("-", "–"):
        return tokens[at - 1].is_capital or tokens[at - 1].text == ")"
    is_series = at + 2 < len(tokens) and tokens[at + 2].lower in ("and", "&")
    return tokens[at].text == "," and tokens[at - 1].is_capital and is_series


_NOT_FIRST = frozenset(
    (
        Kind.DETERMINER,
        Kind.PREPOSITION,
        Kind.CONJUNCTION,
        Kind.ADVERB,
        Kind.MARK,
    )
)
_NOT_LAST = frozenset(
    (Kind.DETERMINER, Kind.PREPOSITION, Kind.CONJUNCTION, Kind.ADVERB, Kind.MARK, Kind.GERUND)
)


def trimmed(tokens: Sequence[Token], first: int, after: int, limit: int = MAX_WORDS) -> Stretch | None:
    """The stretch without what cannot stand at its ends, at most `limit` words; None if nothing is left."""
    first = _trim_start(tokens, first, after)
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
    before_noun = first + 1 < after and tokens[first + 1].kind is Kind.NOUN
    if token.kind is Kind.NUMBER:
        return not token.text[-1].isalpha()  # 11m boats
    if token.kind is Kind.PARTICIPLE:
        return not before_noun  # assisted voluntary returns
    if token.kind is Kind.GERUND:
        return first + 1 < after and not token.is_capital
    return token.kind in _NOT_FIRST or token.lower in _FIRST_WORDS or bool(_TIME.fullmatch(token.text))


def _is_loose_end(tokens: Sequence[Token], first: int, after: int) -> bool:
    last = tokens[after - 1]
    if last.text == ")":
        return False
    if last.kind is Kind.NUMBER:
        return (
            after - 2 >= first
            and tokens[after - 2].kind is Kind.PREPOSITION
            and not _TIME.fullmatch(last.text)
        )
    if last.kind is Kind.NOUN and (
        last.lower in _TAILS or (last.text.isupper() and last.lower in _EMPTY_HEADS)
    ):
        return after - 2 >= first and tokens[after - 2].kind in (Kind.PREPOSITION, Kind.DETERMINER)
    return last.kind in _NOT_LAST


_FIRST_WORDS = NUMBER_WORDS | {"more", "other", "million", "billion", "total", "upon"}
_TAILS = word_set("additional total sum amount value relation addition line eur usd gbp")


def _within(tokens: Sequence[Token], first: int, after: int, limit: int) -> int:
    """Cut at the last preposition or conjunction that keeps the stretch within `limit` words."""
    words = [p for p in range(first, after) if tokens[p].kind is not Kind.MARK]
    if len(words) <= limit:
        return after
    end = words[limit]
    for position in range(end, first, -1):
        if tokens[position].kind in (Kind.PREPOSITION, Kind.CONJUNCTION, Kind.GERUND):
            return position
    return end


def is_readable(stretch: Sequence[Token]) -> bool:
    """Has it a noun that says something, and no word that points outside the phrase?"""
    heads = [
        t
        for t in stretch
        if t.kind is Kind.NOUN
        and t.lower not in _NO_HEADS
        and len(t.text) > 1
        and not _TIME.fullmatch(t.text)
    ]
    verbs = [at for at, t in enumerate(stretch) if t.kind is Kind.VERB]
    if any(at == 0 or stretch[at - 1].lower != "to" for at in verbs):
        return False
    return bool(heads) and not any(t.kind is Kind.PRONOUN or t.lower in POSSESSIVES for t in stretch)


def word_count(stretch: Sequence[Token]) -> int:
    return sum(token.kind is not Kind.MARK for token in stretch)


def overlap(one: Stretch, other: Stretch) -> bool:
    return one.first < other.after and other.first < one.after
