"""Whether two namings mean the same speaker: by the words that name, not by titles, articles and tails.

`Senator Ana Horvat of Split`, `Horvat` and `Ana Horvat, a lawyer` agree; a pronoun agrees with itself alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefgen.extract.wordsets import word_set

PRONOUNS = word_set(
    """
    he she they i we it you one who him her them us me his their my our himself herself themselves
    """
)
# Words of a naming that tell offices and relations, not who it is.
UNTOLD = PRONOUNS | word_set(
    """
    the a an of for and in on at to from its said president secretary governor gov senator sen representative
    rep congressman congresswoman commissioner minister gen mr mrs ms dr prof sir jr sr
    """
)
ENOUGH = 0.5  # of the words of both namings, shared
LONGEST = 25  # words: a longer naming is a slip of its finder

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s$")
_PART = re.compile(r"[,()–—]")
_TAIL = re.compile(r"\s(?:for|with|at|in|to|who|that|from|on|told|said)\s")
_OWNER = re.compile(r"\w+[’']s?\s(?=\s*\S)")
_NEXT_SENTENCE = re.compile(r"[a-z]{3,}[.!?]\s|\n")


def words_of(name: str) -> tuple[str, ...]:
    return tuple(_POSSESSIVE.sub("", word.lower()) for word in _WORD.findall(name))


def is_pronoun(name: str) -> bool:
    words = words_of(name)
    return len(words) == 1 and words[0] in PRONOUNS


def readings(name: str) -> list[frozenset[str]]:
    """The naming words of each part between commas, without owners ("Oslo’s") and tails ("for Oslo")."""
    found = []
    for part in _PART.split(name):
        head = _TAIL.split(f" {part} ")[0]
        found.append(frozenset(words_of(_OWNER.sub(" ", head))) - UNTOLD)
    return [words for words in found if words]


def agree(one: str, other: str) -> bool:
    """One naming holds the words of the other, or they share half of their words."""
    if not one or not other:
        return False
    if words_of(one) == words_of(other):
        return True
    if is_pronoun(one) or is_pronoun(other):
        return False
    pairs = ((a, b) for a in readings(one) for b in readings(other))
    return any(a <= b or b <= a or len(a & b) >= ENOUGH * len(a | b) for a, b in pairs)


def is_speaker(given: str | None, wanted: str, also: Iterable[str] = ()) -> bool:
    """`given` agrees with the speaker that is wanted or with another name of the same person."""
    if not given or len(given.split()) > LONGEST or _NEXT_SENTENCE.search(given):
        return False
    if agree(wanted, given):
        return True
    names = () if is_pronoun(given) else (name for name in also if not is_pronoun(name))
    return any(agree(name, given) for name in names)
