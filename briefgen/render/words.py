"""The words that formats print by themselves, as templates see them; their table is in `languages`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from briefgen.languages import Language, language_of
from briefgen.languages.dates import say_day

Words = Mapping[str, str]

NO_BREAK_SPACE = "\u00a0"

# What belongs to the number before it. A currency's code and groups of digits are the same everywhere.
_UNITS = {
    "en": r"million|billion|thousand|percent|euros?|km",
    "fr": r"millions?|milliards?|milliers?|mille|euros?|km",
    "de": r"Mio\.|Mrd\.|Millionen|Milliarden|Tausend|Prozent|Euro|km",
    "it": r"milioni|miliardi|mila|euro|km",
}


@cache
def words_for(language: str) -> Words:
    """What templates see as `words`: those of the page by their short names, all others by their keys.

    A name for Jinja has underscores where a key has dots: `words.mail_read`.
    """
    spoken = language_of(language)
    plain = {key: phrase for key, phrase in spoken.words.items() if isinstance(phrase, str)}
    group, point = spoken.separators
    return {
        **plain,
        **{key.replace(".", "_"): phrase for key, phrase in plain.items()},
        **spoken.group("page"),
        "language": language,
        "months.short": plain["date.months_short"],
        "digits.group": group,
        "digits.point": point,
    }


def long_date(day: date, words: Words) -> str:
    """16 November 2026."""
    return say_day(day, language_of(words["language"]))


def marks_style(language: str) -> str:
    """The rule from which style sheets have the marks around a quotation that is set off."""
    opening, closing = language_of(language).marks
    return f':root {{ quotes: "{opening}" "{closing}"; }}\n'


def kind_name(kind: str, words: Words) -> str:
    """What a reader calls this kind of brief; an unknown kind keeps its own name."""
    return words.get(f"kind.{kind}", kind.replace("-", " ").capitalize())


def bind_numbers(text: str, language: str = "en") -> str:
    """The program's words with a number and its unit held on one line."""
    bound, bound_year = _bounds(language)
    return bound_year.sub(rf"\1{NO_BREAK_SPACE}", bound.sub(NO_BREAK_SPACE, text))


@cache
def _bounds(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The spaces at which a line may not end, and the months whose year follows."""
    months = "|".join(_months(language_of(language)))
    bound = re.compile(
        rf"""
        (?: (?<=\d) | (?<=\d\.) | (?<=\der) | (?<=\dº) )[ ](?=(?:{months})\b)     # 6 June, 6. Juni, 1er juin
      | (?<=\d)[ ](?=%|(?:{_UNITS[language]})(?!\w))                            # 5 million
      | (?<=\b[A-Z]{{3}})[ ](?=\d)                                             # EUR 5
      | (?<=\d)[ ](?=\d\d\d\b)                                                # 13 000
      | [ ](?=\*(?:\s|$))                                                    # the mark of a note
        """,
        re.VERBOSE,
    )
    return bound, re.compile(rf"\b({months})[ ](?=\d\d\d\d\b)")


def _months(language: Language) -> tuple[str, ...]:
    return tuple(language.month(number) for number in range(1, 13))
