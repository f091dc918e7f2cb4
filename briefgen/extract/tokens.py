"""Words and marks as the search for speakers sees them: known by their letters alone.

A text repeats its words, so what the tables say of a spelling is looked up once and remembered, and so are
the tokens of what stands between two blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from briefgen.extract import lexicon as lx
from briefgen.extract.cues import FORMS

_REMEMBERED = 1 << 14  # spellings
_LONGEST = 40  # characters of what is remembered
_TOKEN = re.compile(
    r"""
    (?:[^\W\d_]\.){2,8}                      # U.S., E.U., J.F.K.
  | [^\W_]{1,40}(?:[-’'&‑.][^\W_]{1,40}){0,6}(?:(?<=s)[’'](?=\s))?  # words, with hyphens and apostrophes
  | \$?\d                                    # what is left of long numbers
  | [^\w\s]                                  # one mark
  | \w
    """,
    re.VERBOSE,
)
# Function words that begin no name and end a noun phrase, whatever their capitals.
_NEVER_INSIDE = lx.PREPOSITIONS | lx.SUBORDINATORS | lx.CONJUNCTIONS | lx.PRONOUNS
_CLOSED = _NEVER_INSIDE | lx.AUXILIARIES | lx.ADVERBS | {"him", "me", "us", "them"}
_NO_NAME = _NEVER_INSIDE | lx.ADVERBS
_PRONOUNS = lx.words("he she it they we i you who")
_NO_LONE_NAME = lx.DETERMINERS | lx.WRITINGS | lx.NOBODY | lx.WEEKDAYS | lx.MONTHS
_GO_ON = {".", "of", "for"} | lx.WEEKDAYS  # with a name: "J. Horvat", "Court of Auditors"
_VERB_ENDINGS = ("ed", "ing", "said", "told")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark, or (with `quote` set) a whole quotation.

    `is_verb`: a listed form of a verb of saying; `is_human`: names people or a body that can speak.
    `continues`: can stand inside a noun phrase behind another token; `opens`: at the start of a passage.
    `opens_name`: a name, or the article before one, may begin here. `determines`: an article, a number or
    another word before a noun; `is_writing`: speaks for who wrote it; `is_plain`: no name goes on with it.
    `bare`: the small letters without a possessive ending. `is_lone_name`: a name, if nothing behind it goes
    on with it; `breaks`: it does not. `may_be_common`: a common noun, if no word stands before its capital.
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
    determines: bool = False
    is_writing: bool = False
    is_plain: bool = False
    bare: str = ""
    is_lone_name: bool = False
    breaks: bool = False
    may_be_common: bool = False
    quote: int | None = None  # index of the pair in its passage


@lru_cache(maxsize=_REMEMBERED)
def token(text: str) -> Token:
    """What the tables say of a word or mark."""
    low = text.lower()
    is_word = text[0].isalnum()
    is_capital = _is_capital(text)
    opens = is_word and _is_open(low)
    is_name = is_word and is_capital and low not in _NEVER_INSIDE
    opens_name = is_word and (is_capital or low in lx.ARTICLES) and low not in _NO_NAME
    is_common = is_human(low) or low in _NO_LONE_NAME or low[:-1] in lx.WRITINGS
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
        opens_name=opens_name,
        determines=low in lx.DETERMINERS,
        is_writing=low in lx.WRITINGS,
        is_plain=is_word and not is_capital and low not in lx.PARTICLES and not is_human(low),
        bare=low[:-2] if text.endswith(("'s", "’s")) else low,
        is_lone_name=opens_name and is_capital and opens and not is_common,
        breaks=not (opens or is_name) and low not in _GO_ON,
        may_be_common=low in lx.WRITINGS
        or (low.endswith("s") and (is_human(low) or low[:-1] in lx.WRITINGS)),
    )


class _Chunks(dict[str, tuple[Token, ...]]):
    """The tokens of what stands before a blank, as far as it is remembered."""

    def __missing__(self, chunk: str) -> tuple[Token, ...]:
        found = tuple(map(token, _cut(chunk + " ")))
        if len(chunk) <= _LONGEST:
            if len(self) == _REMEMBERED:
                self.clear()
            self[chunk] = found
        return found


_CHUNKS = _Chunks()


def tokens_in(text: str) -> list[Token]:
    """The words and marks of a text in order."""
    chunks = text.split()
    last = chunks.pop() if text.endswith(("'", "’")) else ""  # no blank shows whose the apostrophe is
    found = list(chain.from_iterable(map(_CHUNKS.__getitem__, chunks)))
    if last:
        found += map(token, _cut(last))
    return found


def _cut(chunk: str) -> Iterator[str]:
    """Its words and marks; "he’s" is the pronoun and its verb."""
    for word in _TOKEN.findall(chunk):
        cut = max(word.find("'"), word.find("’"))
        if cut > 0 and word[:cut].lower() in _PRONOUNS:
            yield word[:cut]
            yield word[cut:]
        else:
            yield word


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
