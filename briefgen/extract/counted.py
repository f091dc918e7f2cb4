"""The noun that a number counts: `third country nationals` in "35 036 third country nationals out of"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.extract.numbers import NUMBER_WORDS
from briefgen.extract.reading import GAP
from briefgen.extract.words import ALSO_NOUNS, Kind, Token, is_plural
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
_AUXILIARY = word_set("is are was were be been being has have had having")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A counted noun phrase: tokens `first` up to `after`; its head is the last of them."""

    first: int
    after: int
    text: str
    is_plural: bool


def counted_noun(tokens: Sequence[Token], at: int, *, is_one: bool = False) -> Phrase | None:
    """The noun phrase that begins at token `at`, directly after a number; None where none stands there."""
    if at < len(tokens) and tokens[at].text == GAP:
        at += 1  # "the return of 940 | migrants": the noun goes on behind page debris
    while at < len(tokens) and tokens[at].lower in _SKIPPED:
        at += 1
    if at + 1 < len(tokens) and tokens[at].text == "of" and tokens[at + 1].lower in _DETERMINERS_OF:
        at += 2  # "nine of the countries", "two of the 14 boats"
        if at + 1 < len(tokens) and tokens[at].kind is Kind.NUMBER and tokens[at + 1].kind is Kind.NOUN:
            at += 1
    after = _end(tokens, at, is_one=is_one)
    if after == at:
        return None
    last = tokens[after - 1]
    plural = is_plural(last.text)
    if not plural and not is_one:
        return None
    if last.lower in _CONTAINERS and after + 1 < len(tokens) and tokens[after].text == "of":
        inner = tokens[after + 1]
        if inner.kind is Kind.NOUN and not inner.is_capital:
            after += 2
    words = [token for token in tokens[at:after] if token.kind is not Kind.NUMBER]
    return Phrase(at, after, lower_phrase(words), plural)


_DETERMINERS_OF = word_set("the these those its their his her our my")


def predicate_noun(tokens: Sequence[Token], at: int) -> Phrase | None:
    """The noun phrase after a form of "be": "18 657 were assisted voluntary returns"."""
    if at + 1 >= len(tokens) or tokens[at].lower not in ("is", "are", "was", "were"):
        return None
    return counted_noun(tokens, at + 1)


def _end(tokens: Sequence[Token], at: int, *, is_one: bool) -> int:
    """The token after the head: the last plural of the run, or its last noun for `one`."""
    best = at
    last_noun = at
    for position in range(at, min(len(tokens), at + MAX_WORDS)):
        token = tokens[position]
        if position > at and not _touches(tokens[position - 1], token):
            break
        if not _belongs(tokens, position, at, best, is_one=is_one):
            break
        if token.kind is Kind.NOUN and not token.lower.endswith("'s"):
            last_noun = position + 1
            if is_plural(token.text) and token.lower not in _NOT_COUNTED:
                best = position + 1
    return best if best > at and not (is_one and last_noun > best) else (last_noun if is_one else at)


def _touches(before: Token, token: Token) -> bool:
    return token.start - before.end <= 3


def _belongs(tokens: Sequence[Token], position: int, first: int, best: int, *, is_one: bool) -> bool:
    """May this token be part of the noun phrase, given the plural already found?"""
    token = tokens[position]
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    match token.kind:
        case Kind.NOUN:
            return token.lower not in NUMBER_WORDS and not (
                best > first and _starts_something_new(token, following)
            )
        case Kind.PARTICIPLE | Kind.GERUND:  # "40 detained men", "two EU funded programmes"
            is_before_noun = following is not None and following.kind in (Kind.NOUN, Kind.GERUND)
            return best == first and is_before_noun
        case Kind.CONJUNCTION:  # Search and Rescue vessels
            inside = first < position and following is not None and best == first
            return bool(
                inside
                and not (is_one and not tokens[position - 1].is_capital)
                and token.lower in _NAME_JOINERS
                and following is not None
                and following.kind in (Kind.NOUN, Kind.GERUND)
                and not is_plural(tokens[position - 1].text)
            )
        case Kind.ADVERB:  # "6 legally non-binding arrangements"
            return (
                best == first
                and token.lower.endswith("ly")
                and following is not None
                and following.kind in (Kind.NOUN, Kind.GERUND, Kind.PARTICIPLE)
            )
        case Kind.NUMBER:  # "Seven 11m boats"
            return best == first and token.text[-1].isalpha()
        case Kind.VERB:  # "three main work strands"
            is_before_noun = following is not None and following.kind is Kind.NOUN
            return best == first and token.lower in ALSO_NOUNS and is_before_noun
        case Kind.MARK:
            return token.text == "&" and position > first
        case _:
            return False


def _starts_something_new(token: Token, following: Token | None) -> bool:
    """After a plural: a noun goes on only if another plural may end the phrase ("sports cars")."""
    if not is_plural(token.text):
        return following is None or not (following.kind is Kind.NOUN and is_plural(following.text))
    return False


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
