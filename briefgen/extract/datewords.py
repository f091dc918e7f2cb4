"""The words and figures of dates in English: one expression a kind of date, before any year is looked for."""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter

_MONTH_NAMES = "january february march april may june july august september october november december"
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), start=1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday"
WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAY_NAMES.split())}
_UNITS = "first second third fourth fifth sixth seventh eighth ninth"
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
ORDINALS = {name: number for number, name in enumerate(f"{_UNITS} {_TEENS}".split(), start=1)}
ORDINALS |= {f"twenty {name}": 20 + number for number, name in enumerate(_UNITS.split(), start=1)}
ORDINALS |= {"thirtieth": 30, "thirty first": 31}
_SMALL_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
NUMBER_WORDS = {name: number for number, name in enumerate(_SMALL_NUMBERS.split(), start=1)}

_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True)).replace(" ", "[- ]")
# A look at the first letter saves trying one name after the other.
_MONTH = (
    r"(?=[jfmasond])(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?![a-z])\.?)(?![a-z])"
)
_DAY = rf"(?:(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d\w%])|(?=[fsten])(?:{_ORDINAL})\b)"
_YEAR = r"(?:1[6-9]|20|21)\d\d(?![\d\w%]|[.,:/-]\d)"
_TO = r"\s{0,2}(?:-|–|—|/|\bto\b|\band\b|\bor\b|&|\bthrough\b)\s{0,2}"
_GAP = r"[\s,]{0,4}"
_FREE = r"(?<![\w$€£#@])(?<!\d[.,:/-])"  # where a number or name may begin

# One date or period each; at most one of the groups' families is filled.
POINT = re.compile(
    rf"""{_FREE}(?:
      # 2024-05-17  2024/May/17  2016 10 16
        (?P<iso_year>(?:1[6-9]|20)\d\d)(?P<iso_sign>[-/.\ ])(?P<iso_month>\d{{1,2}}|{_MONTH})(?P=iso_sign)
        (?P<iso_day>\d{{1,2}})(?!\d|[./-]\d|:)
      # 20240517
      | (?P<solid>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?![\w.,]\d|\w)
      # 17/05/2024  19.02.2021
      | (?P<first>\d{{1,2}})(?P<sign>[/.-])(?P<second>\d{{1,2}})(?P=sign)(?P<their_year>(?:19|20)\d\d)
        (?!\d|[./-]\d)
      # 17 May 2024   6-7 December   27 and 28 November   fourth of July   7 of May
      | (?:(?P<from_day>{_DAY}){_TO})?(?:the\s)?(?P<day>{_DAY})(?:\s{{0,3}}(?:of\s{{1,2}})?|[-/])
        (?P<day_month>{_MONTH})
        (?:(?:{_GAP}|\s(?:of|in)\s|[-/])(?P<day_year>{_YEAR}))?
      # May 17, 2024   Dec. 5-7   July 4th of 1995
      | (?P<month_day_month>{_MONTH})(?:\s{{1,3}}(?:the\s)?|-)(?P<month_day>{_DAY})
        (?![.,]\d|:\d|\s{{0,2}}(?:percent|per\ cent|million|billion))
        (?:{_TO}(?P<to_day>{_DAY}))?(?:(?:{_GAP}|\sof\s|-)(?P<month_day_year>{_YEAR}))?
      # May 2024   Dec-2018   April of 1987
      | (?P<month>{_MONTH})(?:{_GAP}|\s(?:of|in)\s|[-/])(?P<month_year>{_YEAR})
      | (?P<year_month_year>(?:19|20)\d\d)(?:\s|-)(?P<year_month>{_MONTH})
      # 11/2016   2016-11
      | (?P<number_month>0?[1-9]|1[0-2])\s?[/-]\s?(?P<number_year>(?:19|20)\d\d)(?!\d|[./-]\d|\()
      | (?P<number_year_first>(?:19|20)\d\d)\s?[/-]\s?(?P<number_month_last>\d{{1,2}})(?!\d|[./-]\s?\d|\()
      # Q1 2024   2017 q1   third quarter of 2023   H2 2024   first half of 2024
      | (?:the\s)?(?:(?P<part>[qh])\s?(?P<part_number>[1-4])
        |(?=[\dfstl])(?P<part_ordinal>first|second|third|fourth|last|1st|2nd|3rd|4th)\s(?P<part_name>quarter|half))
        (?:{_GAP}|\s(?:of|in)\s(?:the\s(?:year\s)?)?|-)
        (?:(?P<part_year>{_YEAR})|(?P<part_relative>(?:this|last|next)\s(?:financial\s)?year)|(?P<half_month>{_MONTH})
          (?:\s(?P<half_year>{_YEAR}))?)
      | (?P<year_part_year>(?:19|20)\d\d)[\s-]?(?P<year_part>[qh])(?P<year_part_number>[1-4])\b
      # spring 2024
      | (?=[sawf])(?P<season>spring|summer|autumn|fall|winter)(?:\s(?:of\s)?|{_GAP})(?P<season_year>{_YEAR})
      # the first seven months of this year / of 2025
      | (?:the\s)?first\s(?P<months>\d{{1,2}}|two|three|four|five|six|seven|eight|nine|ten|eleven)
        \smonths\sof\s(?:(?P<months_year>{_YEAR})|(?P<months_relative>(?:this|last|next)\syear|the\syear))
      # last year in December   this month   next Tuesday
      | (?:(?P<within>earlier|later|end\sof|late(?:r\son)?|early)\s)?
        (?P<relation>this|last|next)\s(?P<unit>year|month|week|spring|summer|autumn|fall|winter|{_MONTH}
          |(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b
        (?:,?\sin\s(?P<in_month>{_MONTH}))?
      | (?P<year_end>(?:the\s)?end\sof\s(?:the\s)?year|year(?:['’]s)?[\s-]end)\b
      | (?P<today>today|yesterday|tomorrow)\b
      # the 1990s   2023/24   2021
      | (?P<decade>(?:1[6-9]|20)\d0)['’]?s\b
      | (?P<span_year>(?:19|20)\d\d)\s?[/–-]\s?(?P<span_to>\d\d|(?:19|20)\d\d)(?![\d\w%]|[.,:/-]\d)
      | (?P<year>(?:1[6-9]|20|21)\d\d)(?![\d\w%]|[.,:/-]\d|\()
      # November, where the words before it make it a date
      | (?P<alone>{_MONTH})
      | (?=[mtwfs])(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b
      # 11/20, 12/31 where only one order is possible
      | (?P<us_month>0?[1-9]|1[0-2])/(?P<us_day>1[3-9]|2\d|3[01])(?![\d/%\w]|[.,]\d)
    )""",
    re.VERBOSE | re.IGNORECASE,
)

# The words that POINT can begin with, and their first letters; a figure may begin one as well.
_OPENERS = """
    the first second third fourth last earlier later late early end this next year today yesterday tomorrow
    spring summer autumn fall winter q h
"""
OPENING_WORDS = frozenset((*_OPENERS.split(), *MONTHS, *WEEKDAYS, *" ".join(ORDINALS).split()))
_LENGTH = 3
OPENINGS = frozenset(
    word[:_LENGTH]
    for word in (
        *OPENING_WORDS,
        *(f"{part}{number}{year}" for part in "qh" for number in "1234" for year in ("", "1", "2")),
    )
)


def _any_case(letters: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" if letter.isalpha() else letter for letter in letters)


def _rest(opening: str) -> str:
    """What follows its first letter; a shorter opening is a whole word."""
    return _any_case(opening[1:]) + (r"(?!\w)" if len(opening) < _LENGTH else "")


def _openings() -> str:
    """The words that begin as those in `OPENINGS` do, put together by their first letters."""
    groups = groupby(sorted(OPENINGS), key=itemgetter(0))
    return "|".join(f"{_any_case(first)}(?:{'|'.join(map(_rest, group))})" for first, group in groups)


# A word or figure that POINT can begin with, as far as its first letters show.
_FIRSTS = "".join(sorted({opening[0] for opening in OPENINGS}))
OPENING = re.compile(rf"\b(?=[\d{_FIRSTS}{_FIRSTS.upper()}])(?:\d|{_openings()})\w*")

# What every date expression holds: windows around these are all that POINT has to read. Each pattern begins
# with one class of plain characters, which the engine looks for quickly.
CAPITALS = re.compile(
    r"J(?:an|un|ul|AN|UN|UL)|F(?:eb|EB|ri)|M(?:ar|ay|AR|AY|on)|A(?:pr|ug|PR|UG)|S(?:ep|EP|at|un)|O(?:ct|CT)"
    r"|N(?:ov|OV|ext\s)|D(?:ec|EC)|T(?:his\s(?:year|month|week|[A-Z])|oday|omorrow|ue|hu)|L(?:ast\s|ate\s)|Wed"
    r"|Year['’ -]|Yesterday|End\sof|Q[1-4]|H[1-4]"
)
SMALL = re.compile(
    r"[\s(/–—“\"'‘-](?:j(?:an|un|ul)|feb|ma[ry]|a(?:pr|ug)|sep|oct|n(?:ov|ext\s)|dec|last\s|end\sof\s"
    r"|t(?:his\s(?:year|month|week|spring|summer|autumn|fall|winter|[A-Z])|oday|omorrow)"
    r"|y(?:esterday|ear(?:['’]s?)?[\s-]end))"
)
# A year or a day with its month; `behind`: the figure stands behind a small word, which may be a month.
FIGURES = re.compile(
    r"\d(?:(?P<behind>(?<=[a-z].)|(?<=[a-z][\s.,-].)|(?<=[a-z][\s.,-]{2}.)|(?<=[a-z][\s.,-]{3}.)|(?<=of\s.))"
    r"(?P<year>\d\d\d|/\d)?|\d\d\d|/\d)"
)
SMALL_MONTH = re.compile(r"[jfmasond](?:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec)[a-z]*[\s.,-]{0,3}(?:of\s)?\d")
