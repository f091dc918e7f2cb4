"""Words and marks as the search for speakers sees them: known by their letters alone.

A text repeats its words, so what the tables say of a spelling is looked up once and remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from briefgen.extract import lexicon as lx
from briefgen.extract.cues import FORMS

_REMEMBERED = 1 << 14  # spellings
# Function words that begin no name and end a noun phrase, whatever their capitals.
_NEVER_INSIDE = lx.PREPOSITIONS | lx.SUBORDINATORS | lx.CONJUNCTIONS | lx.PRONOUNS
_CLOSED = _NEVER_INSIDE | lx.AUXILIARIES | lx.ADVERBS | {"him", "me", "us", "them"}
_NO_NAME = _NEVER_INSIDE | lx.ADVERBS
_VERB_ENDINGS = ("ed", "ing", "said", "told")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark, or (with `quote` set) a whole quotation.

    `is_verb`: a listed form of a verb of saying; `is_human`: names people or a body that can speak.
    `continues`: can stand inside a noun phrase behind another token; `opens`: at the start of a passage.
    `opens_name`: a name, or the article before one, may begin here.
    """

    text: str
    low: str
    is_word: bool
    is_capital: bool
    is_possessive: bool
    is_human: bool = False
    is_verb: bool = False
    opens: bool = False
    continues: bool = False
    opens_name: bool = False
    quote: int | None = None  # index of the pair in its passage


@lru_cache(maxsize=_REMEMBERED)
def token(text: str) -> Token:
    """What the tables say of a word or mark."""
    low = text.lower()
    is_word = text[0].isalnum()
    is_capital = _is_capital(text)
    opens = is_word and _is_open(low)
    is_name = is_word and is_capital and low not in _NEVER_INSIDE
    return Token(
        text,
        low,
        is_word,
        is_capital,
        _is_possessive(text),
        is_human(low),
        low in FORMS,
        opens,
        continues=low not in lx.WEEKDAYS if is_name else opens,
        opens_name=is_word and (is_capital or low in lx.ARTICLES) and low not in _NO_NAME,
    )


def quotation(text: str, index: int) -> Token:
    """A whole quotation, marks included: the words inside it are nobody's name or verb."""
    is_possessive = _is_possessive(text)
    return Token(
        text, text.lower(), is_word=False, is_capital=False, is_possessive=is_possessive, quote=index
    )


def is_human(word: str) -> bool:
    """The noun names people or a body that can speak."""
    if word in lx.HUMANS or (word.endswith("s") and word[:-1] in lx.HUMANS):
        return True
    return len(word) > 5 and word.endswith(lx.HUMAN_ENDINGS)


def _is_capital(text: str) -> bool:
    """Begins with a capital, also behind the article of an Arabic name ("al-Masri")."""
    return text[0].isupper() or (text[:3] in {"al-", "el-"} and text[3:4].isupper())


def _is_possessive(text: str) -> bool:
    return text.endswith(("'s", "’s", "s'", "s’"))


def _is_open(low: str) -> bool:
    """Of an open word class: no function word, form of be, adverb, or verb of saying."""
    if low in lx.PARTICLES and low not in {"e", "y"}:
        return True
    if low in _CLOSED or low.endswith("ly"):
        return False
    is_saying = low in FORMS and low not in lx.WRITINGS and low.endswith(_VERB_ENDINGS)
    return is_human(low) or not is_saying
