"""The noun that a number counts: `third country nationals` in "35 036 third country nationals out of"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefgen.extract.reading import GAP
from briefgen.extract.spelling import Token, Words
from briefgen.extract.words import (
    ADVERB,
    CONJUNCTION,
    GERUND,
    MARK,
    NOUN,
    NUMBER,
    PARTICIPLE,
    VERB,
)
from briefgen.extract.wordsets import word_set

MAX_WORDS = 7
_SKIPPED = word_set("more other further additional fewer less new extra different such separate")
_CONTAINERS = word_set(
    "rounds round barrels barrel cases case tonnes tons pieces kinds types pairs litres gallons cups "
    "bottles packs sets series cubic pints bags boxes hours lines acts loads"
)
# Plural forms that are no counted thing by themselves, or follow a number without being counted.
_NOT_COUNTED = word_set("times per hours' years' days' months' weeks' as")
_NAME_JOINERS = frozenset(("and", "&"))
_FAR = 3  # characters between two words of a phrase at most
_NOUN_LIKE = frozenset((NOUN, GERUND))
_MODIFIED_BY_ADVERB = frozenset((NOUN, GERUND, PARTICIPLE))


class Phrase(NamedTuple):
    """A counted noun phrase: tokens `first` up to `after`; its head is the last of them."""

    first: int
    after: int
    text: str
    is_plural: bool


def counted_noun(words: Words, at: int, *, is_one: bool = False) -> Phrase | None:
    """The noun phrase that begins at token `at`, directly after a number; None where none stands there."""
    tokens = words.tokens
    if at < len(tokens) and tokens[at].text == GAP:
        at += 1  # "the return of 940 | migrants": the noun goes on behind page debris
    while at < len(tokens) and tokens[at].lower in _SKIPPED:
        at += 1
    if at + 1 < len(tokens) and tokens[at].text == "of" and tokens[at + 1].lower in _DETERMINERS_OF:
        at += 2  # "nine of the countries", "two of the 14 boats"
        if at + 1 < len(tokens) and tokens[at].kind is NUMBER and tokens[at + 1].kind is NOUN:
            at += 1
    after = _end(words, at, is_one=is_one)
    if after == at:
        return None
    last = tokens[after - 1]
    if not last.is_plural and not is_one:
        return None
    if last.lower in _CONTAINERS and after + 1 < len(tokens) and tokens[after].text == "of":
        inner = tokens[after + 1]
        if inner.kind is NOUN and not inner.is_capital:
            after += 2
    named = [token for token in tokens[at:after] if token.kind is not NUMBER]
    return Phrase(at, after, lower_phrase(named), last.is_plural)


_DETERMINERS_OF = word_set("the these those its their his her our my")


_FORMS_OF_BE = word_set("is are was were")


def predicate_noun(words: Words, at: int) -> Phrase | None:
    """The noun phrase after a form of "be": "18 657 were assisted voluntary returns"."""
    if at + 1 >= len(words.tokens) or words.tokens[at].lower not in _FORMS_OF_BE:
        return None
    return counted_noun(words, at + 1)


def _end(words: Words, at: int, *, is_one: bool) -> int:
    """The token after the head: the last plural of the run, or its last noun for `one`."""
    tokens, starts, _ = words
    best = last_noun = at
    for position in range(at, min(len(tokens), at + MAX_WORDS)):
        token = tokens[position]
        if position > at and starts[position] - words.end(position - 1) > _FAR:
            break
        if not _belongs(tokens, position, at, best, is_one=is_one):
            break
        if token.kind is NOUN and not token.lower.endswith("'s"):
            last_noun = position + 1
            if token.is_plural and token.lower not in _NOT_COUNTED:
                best = position + 1
    return best if best > at and not (is_one and last_noun > best) else (last_noun if is_one else at)


def _belongs(tokens: Sequence[Token], position: int, first: int, best: int, *, is_one: bool) -> bool:
    """May this token be part of the noun phrase, given the plural already found?"""
    token = tokens[position]
    kind = token.kind
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if kind is NOUN:
        return not token.is_number_word and not (best > first and _starts_something_new(token, following))
    if kind is MARK:
        return token.text == "&" and position > first
    if best > first:
        return False
    if kind is NUMBER:  # "Seven 11m boats"
        return not token.is_value
    if following is None:
        return False
    if kind is PARTICIPLE or kind is GERUND:  # "40 detained men", "two EU funded programmes"
        return following.kind in _NOUN_LIKE
    if kind is CONJUNCTION:  # Search and Rescue vessels
        joins = first < position and token.lower in _NAME_JOINERS and following.kind in _NOUN_LIKE
        return joins and _is_joined(tokens[position - 1], is_one=is_one)
    if kind is ADVERB:  # "6 legally non-binding arrangements"
        return token.lower.endswith("ly") and following.kind in _MODIFIED_BY_ADVERB
    return kind is VERB and token.may_be_noun and following.kind is NOUN  # "three main work strands"


def _is_joined(before: Token, *, is_one: bool) -> bool:
    """May the word before "and" be the first half of a name: a singular, for `one` a capital?"""
    return not before.is_plural and (before.is_capital or not is_one)


def _starts_something_new(token: Token, following: Token | None) -> bool:
    """After a plural: a noun goes on only if another plural may end the phrase ("sports cars")."""
    if token.is_plural:
        return False
    return following is None or not (following.kind is NOUN and following.is_plural)


def lower_phrase(stretch: Sequence[Token]) -> str:
    """The words in lower case, but for names and abbreviations ("European border guards")."""
    return " ".join(token.text if _is_name(token) else token.lower for token in stretch)


# European, Syrian, Polish, Maltese, French, Greek, Iraqi, Swiss: the same word as a name of people.
_DEMONYM_ENDINGS = ("an", "ish", "ese", "ench", "utch", "reek", "aqi", "eni", "ali", "raeli", "iss")


def _is_name(token: Token) -> bool:
    text = token.text
    if not text[:1].isupper():
        return False
    is_abbreviation = sum(letter.isupper() for letter in text) > 1
    return is_abbreviation or text.lower().rstrip("s").endswith(_DEMONYM_ENDINGS)
