"""Number words of French, German and Italian, each as English says it: the check reads one language only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from briefgen.check.cardinals import french_cardinals, german_cardinals, italian_cardinals


@dataclass(frozen=True, slots=True)
class Numerals:
    """One language. Words are in lower case, apart at hyphens and apostrophes.

    `cardinals` are 0 to 999 without the word for one, which is an article as well; `thousand` joins them,
    within one word where `is_glued`. `phrases` are read as they stand; `scales` need no number before them,
    but are vague in the plural without one; `fractions` need one.
    """

    cardinals: Mapping[str, int]
    thousand: tuple[str, ...]
    is_glued: bool
    one: frozenset[str]
    half_more: tuple[str, ...]  # "deux millions et demi"
    scales: Mapping[str, tuple[str, str]]  # after a number, without one
    phrases: Mapping[str, str]
    fractions: Mapping[str, str]
    currencies: Mapping[str, str]
    links: Mapping[str, str]  # between two numbers
    of: frozenset[str]  # between a number and what it counts
    friends: frozenset[str] = field(default_factory=frozenset)  # an English number, and none here


@cache
def numerals_of(language: str) -> Numerals | None:
    """The number words of a language; None for English, which the check reads as it stands."""
    made = {"fr": _french, "de": _german, "it": _italian}.get(language)
    return made() if made else None


def _french() -> Numerals:
    return Numerals(
        cardinals={words: value for words, value in french_cardinals() if words not in ("un", "une")},
        thousand=("mille",),
        is_glued=False,
        one=frozenset({"un", "une"}),
        half_more=("et demi", "et demie"),
        scales={
            "million": ("million", "million"),
            "millions": ("million", "millions"),
            "milliard": ("billion", "billion"),
            "milliards": ("billion", "billions"),
            "billion": ("trillion", "trillion"),
            "billions": ("trillion", "trillion"),
            "millier": ("thousand", "thousand"),
            "milliers": ("thousand", "thousands"),
            "centaine": ("hundred", "hundred"),
            "centaines": ("hundred", "hundreds"),
            "dizaine": ("10", "10"),
            "dizaines": ("10", "dozens"),
            "douzaine": ("dozen", "dozen"),
            "douzaines": ("dozen", "dozens"),
        },
        phrases={
            "pour cent": "percent",
            "dizaines de milliers": "tens of thousands",
            "dizaines de millions": "tens of millions",
            "centaines de milliers": "hundreds of thousands",
            "centaines de millions": "hundreds of millions",
            "demi million": "half a million",
            "demi milliard": "half a billion",
            "demi douzaine": "half a dozen",
            "la moitié": "half",
            "de moitié": "half",
        },
        fractions={"tiers": "third", "quart": "quarter", "quarts": "quarter", "dixième": "tenth"},
        currencies={
            "euro": "euro",
            "euros": "euros",
            "dollar": "dollar",
            "dollars": "dollars",
            "livres": "pounds",
            "francs": "francs",
            "dinars": "dinars",
        },
        links={"et": "and", "à": "to", "ou": "or"},
        of=frozenset({"d", "de"}),
    )


def _german() -> Numerals:
    return Numerals(
        cardinals={words: value for words, value in german_cardinals() if words not in ("eins", "ein")},
        thousand=("tausend",),
        is_glued=True,
        one=frozenset({"ein", "eine", "einer", "einem", "einen"}),
        half_more=("und eine halbe",),
        scales={
            "million": ("million", "million"),
            "millionen": ("million", "millions"),
            "mio": ("million", "million"),
            "milliarde": ("billion", "billion"),
            "milliarden": ("billion", "billions"),
            "mrd": ("billion", "billion"),
            "billion": ("trillion", "trillion"),
            "billionen": ("trillion", "trillion"),
            "hunderte": ("hundred", "hundreds"),
            "hunderten": ("hundred", "hundreds"),
            "tausende": ("thousand", "thousands"),
            "tausenden": ("thousand", "thousands"),
            "dutzend": ("dozen", "dozen"),
            "dutzende": ("dozen", "dozens"),
            "dutzenden": ("dozen", "dozens"),
            "zehntausende": ("10 thousand", "tens of thousands"),
            "zehntausenden": ("10 thousand", "tens of thousands"),
            "hunderttausende": ("100 thousand", "hundreds of thousands"),
            "hunderttausenden": ("100 thousand", "hundreds of thousands"),
        },
        phrases={
            "prozent": "percent",
            "prozentpunkte": "percentage points",
            "prozentpunkten": "percentage points",
            "halbe million": "half a million",
            "halben million": "half a million",
            "halbe milliarde": "half a billion",
            "halben milliarde": "half a billion",
            "halbes dutzend": "half a dozen",
            "hälfte": "half",
            "anderthalb": "1½",
            "eineinhalb": "1½",
            **{f"{word}einhalb": f"{value}½" for word, value in german_cardinals() if 1 < value < 13},
        },
        fractions={"drittel": "third", "viertel": "quarter", "fünftel": "fifth", "zehntel": "tenth"},
        currencies={
            "euro": "euro",
            "dollar": "dollar",
            "pfund": "pounds",
            "franken": "francs",
            "dinar": "dinar",
        },
        links={"und": "and", "bis": "to", "oder": "or"},
        of=frozenset(),
        friends=frozenset({"half"}),
    )


def _italian() -> Numerals:
    return Numerals(
        cardinals={words: value for words, value in italian_cardinals() if words not in ("uno", "un")},
        thousand=("mila", "mille"),
        is_glued=True,
        one=frozenset({"un", "uno", "una"}),
        half_more=("e mezzo",),
        scales={
            "milione": ("million", "million"),
            "milioni": ("million", "millions"),
            "mln": ("million", "million"),
            "miliardo": ("billion", "billion"),
            "miliardi": ("billion", "billions"),
            "mld": ("billion", "billion"),
            "bilione": ("trillion", "trillion"),
            "bilioni": ("trillion", "trillion"),
            "migliaio": ("thousand", "thousand"),
            "migliaia": ("thousand", "thousands"),
            "centinaio": ("hundred", "hundred"),
            "centinaia": ("hundred", "hundreds"),
            "decina": ("10", "10"),
            "decine": ("10", "dozens"),
            "dozzina": ("dozen", "dozen"),
            "dozzine": ("dozen", "dozens"),
        },
        phrases={
            "per cento": "percent",
            "percento": "percent",
            "decine di migliaia": "tens of thousands",
            "decine di milioni": "tens of millions",
            "centinaia di migliaia": "hundreds of thousands",
            "centinaia di milioni": "hundreds of millions",
            "mezzo milione": "half a million",
            "mezzo miliardo": "half a billion",
            "mezza dozzina": "half a dozen",
            "la metà": "half",
            "della metà": "half",
        },
        fractions={
            "terzo": "third",
            "terzi": "third",
            "quarto": "quarter",
            "quarti": "quarter",
            "decimo": "tenth",
        },
        currencies={
            "euro": "euro",
            "dollaro": "dollar",
            "dollari": "dollars",
            "sterline": "pounds",
            "franchi": "francs",
            "dinari": "dinars",
        },
        links={"e": "and", "a": "to", "o": "or"},
        of=frozenset({"d", "di"}),
    )
