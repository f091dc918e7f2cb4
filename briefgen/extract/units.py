"""Currencies, percent, durations and physical units that stand beside a number.

Names of money are ISO 4217 codes; physical units have the symbol of the SI brochure or the plain word;
durations keep the source's word.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from briefgen.extract.remembered import Remembered
from briefgen.extract.wordsets import word_set
from briefgen.model.facts import FigureKind

CURRENCY_MARKS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₪": "ILS",
    "₺": "TRY",
    "₽": "RUB",
    "₴": "UAH",
    "₦": "NGN",
    "₡": "CRC",
    "元": "CNY",
    "$": "USD",
}
# What stands before the dollar sign says whose it is: US$, A$, HK $.
DOLLARS = {
    "us": "USD",
    "u.s": "USD",
    "u.s.": "USD",
    "a": "AUD",
    "au": "AUD",
    "aud": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "cad": "CAD",
    "can": "CAD",
    "nz": "NZD",
    "hk": "HKD",
    "s": "SGD",
    "sg": "SGD",
    "nt": "TWD",
    "r": "BRL",
    "mex": "MXN",
    "mx": "MXN",
}
CODES = word_set(
    "EUR USD GBP CHF JPY CNY AUD CAD NZD HKD SGD SEK NOK DKK ISK PLN CZK HUF RON BGN HRK RSD BAM MKD "
    "ALL MDL UAH RUB BYN TRY ILS EGP LYD TND DZD MAD MRU XOF XAF NGN GHS KES ETB ZAR SDG JOD LBP IQD "
    "IRR SYP AED SAR QAR KWD INR PKR BDT LKR NPR CNH KRW THB VND MYR IDR PHP TWD MXN BRL ARS CLP COP "
    "BTC"
)
CURRENCY_WORDS = {
    "euro": "EUR",
    "dollar": "USD",
    "us dollar": "USD",
    "u.s. dollar": "USD",
    "american dollar": "USD",
    "australian dollar": "AUD",
    "canadian dollar": "CAD",
    "new zealand dollar": "NZD",
    "singapore dollar": "SGD",
    "hong kong dollar": "HKD",
    "pound sterling": "GBP",
    "british pound": "GBP",
    "egyptian pound": "EGP",
    "pound": "GBP",
    "swiss franc": "CHF",
    "cfa franc": "XOF",
    "franc": "CHF",
    "japanese yen": "JPY",
    "yen": "JPY",
    "chinese yuan": "CNY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "rupee": "INR",
    "rouble": "RUB",
    "ruble": "RUB",
    "hryvnia": "UAH",
    "zloty": "PLN",
    "forint": "HUF",
    "turkish lira": "TRY",
    "lira": "TRY",
    "shekel": "ILS",
    "rand": "ZAR",
    "libyan dinar": "LYD",
    "tunisian dinar": "TND",
    "dirham": "MAD",
    "swedish krona": "SEK",
    "norwegian krone": "NOK",
    "danish krone": "DKK",
    "norwegian kroner": "NOK",
    "danish kroner": "DKK",
    "swedish kronor": "SEK",
    "peso": "MXN",
    "ringgit": "MYR",
    "bitcoin": "BTC",
    "finnish markka": "FIM",
    "deutsche mark": "DEM",
    "cent": "cents",
    "penny": "pence",
    "pence": "pence",
}
_DURATION = (
    "seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|fortnights?|months?|years?|decades?"
    "|centur(?:y|ies)"
)
PHYSICAL = {
    r"(?:square|sq\.?) ?(?:kilomet(?:re|er)s?|kms?)|km2|km²": "km²",
    r"(?:square|sq\.?) ?(?:met(?:re|er)s?|m)|sqm|m2|m²": "m²",
    r"(?:square|sq\.?) ?(?:feet|foot|ft)|sqft": "sq ft",
    r"(?:square|sq\.?) ?miles?": "sq mi",
    r"cubic met(?:re|er)s?|m3|m³": "m³",
    r"kilomet(?:re|er)s? (?:per|an) hour|km/hr?|kmh|kph": "km/h",
    r"miles? (?:per|an) hour|mph|m\.p\.h\.?": "mph",
    r"met(?:re|er)s? (?:per|a) second|m/s": "m/s",
    r"nautical miles?|nmi?": "nautical miles",
    r"kilomet(?:re|er)s?|kms?": "km",
    r"centimet(?:re|er)s?|cms?": "cm",
    r"millimet(?:re|er)s?": "mm",
    r"met(?:re|er)s?": "m",
    r"miles? per gallon|mpg": "mpg",
    r"miles?": "miles",
    r"yards?": "yards",
    r"feet|foot|ft": "ft",
    r"inch(?:es)?": "in",
    r"kilogram(?:me)?s?|kilos?|kgs?": "kg",
    r"milligrams?|mg": "mg",
    r"gram(?:me)?s?|g": "g",
    r"tonnes?|(?:metric )?tons?": "tonnes",
    r"lbs?|pounds of": "lb",
    r"ounces?|oz": "oz",
    r"knots?|kts?": "knots",
    r"(?:degrees? |° ?)c|degrees?-c|(?:degrees? |° ?)?(?:celsius|centigrade)": "°C",
    r"(?:degrees? |° ?)f|(?:degrees? |° ?)?fahrenheit": "°F",
    r"degrees?|°": "degrees",
    r"lit(?:re|er)s?": "l",
    r"millilit(?:re|er)s?|ml": "ml",
    r"gallons?": "gallons",
    r"pints?": "pints",
    r"hectares?|ha": "ha",
    r"acres?": "acres",
    r"gigawatt[ -]hours?|gwh": "GWh",
    r"terawatt[ -]hours?|twh": "TWh",
    r"megawatt[ -]hours?|mwh": "MWh",
    r"kilowatt[ -]hours?|kwh": "kWh",
    r"gigawatts?|gw": "GW",
    r"megawatts?|mw": "MW",
    r"kilowatts?|kw": "kW",
    r"watts?|w": "W",
    r"volts?": "V",
    r"gigahertz|ghz": "GHz",
    r"megahertz|mhz": "MHz",
    r"kilohertz|khz": "kHz",
    r"gigabits? per second|gbps|gbit/s": "Gbit/s",
    r"megabits? per second|mbps|mbit/s": "Mbit/s",
    r"hertz|hz": "Hz",
    r"gigabytes?|gb": "GB",
    r"terabytes?|tb": "TB",
    r"megabytes?|mb": "MB",
    r"megapixels?|mp": "MP",
    r"horsepower|bhp|hp": "hp",
    r"times": "times",
    r"rpm": "rpm",
    r"psi|ksi": "psi",
    r"(?:basis|index) points?|points?|pts": "points",
}
_CODE = "|".join(sorted(CODES))
_MARK = "|".join(re.escape(mark) for mark in CURRENCY_MARKS)
_COUNTRY = "|".join(sorted((re.escape(name) for name in DOLLARS), key=len, reverse=True))
_NAMES = "|".join(sorted((re.escape(name) for name in CURRENCY_WORDS), key=len, reverse=True))

_MONEY_BEFORE = re.compile(
    rf"""
    (?: (?<![^\W_]) (?P<country>{_COUNTRY})? \ ? \$ (?P<whose>US|AU?|NZ|C|CAN|HK)?     # $, US$, HK $, $A
      | (?P<mark>{_MARK})
      | (?<![^\W_]) (?P<code>{_CODE})
      | (?<![^\W_]) (?P<malaysia>RM)
      | (?<![^\W_]) (?P<name>euros?|dollars?) (?=\ )
    ) [\ \f]{{0,3}} $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MONEY_AFTER = re.compile(
    rf"""
    [\ ]{{0,3}} (?:
        (?P<country>{_COUNTRY})? \ ?\$ (?![\d.])
      | (?P<mark>{_MARK}) (?![\d.])
      | (?-i:(?P<scale>[MK])?(?P<code>{_CODE})) (?![^\W_])
      | [-]? (?P<name>{_NAMES})s? (?![^\W_]) (?!'s|[ ]of\b)
      | (?-i:(?P<pence>p)) (?!\w|\.\w)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PERCENT = re.compile(
    r"[ -]{0,2}(?:(?P<points>percentage[ -]points?|pp(?!\w))|%|per ?cent(?:age)?(?!\w)|(?:pct\.?|pc)(?!\w))",
    re.IGNORECASE,
)
_AGE = re.compile(r"[ -](?:years?[ -]old|years? of age|months?[ -]old)(?![^\W_])", re.IGNORECASE)
_LENGTH_OF_TIME = re.compile(
    rf"[ -]{{0,2}}(?:(?:calendar|working|full|consecutive|long|more|additional|further) )?"
    rf"(?P<word>{_DURATION})(?![^\W_])",
    re.IGNORECASE,
)
_PHYSICAL = re.compile(
    r"[ -]{0,2}(?:" + "|".join(f"(?P<u{i}>{form})" for i, form in enumerate(PHYSICAL)) + r")(?![^\W_])(?!/)",
    re.IGNORECASE,
)
_PHYSICAL_NAMES = tuple(PHYSICAL.values())
_METRE = re.compile(r"[ -]?m(?![\w/])")
_SINGLE = frozenset("gw")  # lower-case g and capital W alone are units
_MONEY_WORDS = frozenset(code.lower() for code in CODES) | word_set("rm euro euros dollar dollars")
# The first words of units that have several: no unit begins with another word unless it is one by itself.
_FIRST_OF_SEVERAL = (
    word_set("calendar working full consecutive long more additional further per")
    | word_set("square sq cubic nautical metric pounds lb lbs basis index terawatt terawatts")
    | word_set("gbit gigabit gigabits mbit megabit megabits")
    | {match[0] for name in (*DOLLARS, *CURRENCY_WORDS) if (match := re.match("[a-z]+", name))}
)
_NEXT_WORD = re.compile(r"[ -]{0,4}([^\W\d_]+)")
_UNIT_SIGNS = frozenset("%°") | frozenset(CURRENCY_MARKS)
REACH = 12  # characters before a number in which its currency stands


class Unit(NamedTuple):
    """A unit and where its words stand; `factor` scales the value ("7 MEUR")."""

    start: int
    end: int
    name: str
    kind: FigureKind
    factor: int = 1


def _may_be_money(before: str) -> bool:
    """A quick look: the word before the number is one of money, or ends with a sign or a word of it."""
    words = before.rsplit(maxsplit=1)
    if not words:
        return False
    last = words[-1]
    if last[-1] in CURRENCY_MARKS:
        return True
    return last.lower() in _MONEY_WORDS if last.isalpha() else last[-1].isalpha()


def currency_before(text: str, number: int) -> Unit | None:
    """The currency written directly before the number that starts at `number`."""
    reach = max(0, number - REACH)
    match = _MONEY_BEFORE.search(text, reach, number) if _may_be_money(text[reach:number]) else None
    if not match:
        return None
    if match["mark"] and match["mark"] != "$":
        name = CURRENCY_MARKS[match["mark"]]
    elif match["code"]:
        if not match["code"].isupper() and match["code"].lower() != "eur":
            return None
        name = match["code"].upper()
    elif match["malaysia"]:
        name = "MYR"
    elif match["name"]:
        if match["name"][0].isupper() and match.start() > 0:
            return None  # Euro 6, a standard
        name = CURRENCY_WORDS[match["name"].lower().removesuffix("s")]
    else:
        name = DOLLARS.get((match["country"] or match["whose"] or "us").lower(), "USD")
    return Unit(match.start(), number, name, FigureKind.MONEY)


def unit_after(text: str, number: int) -> Unit | None:
    """The unit written directly after the number that ends at `number`."""
    if not _may_be_unit(text, number):
        return None
    if match := _PERCENT.match(text, number):
        name = "percentage points" if match["points"] else "%"
        return Unit(number, match.end(), name, FigureKind.PERCENT)
    if match := _MONEY_AFTER.match(text, number):
        return Unit(
            number, match.end(), _money(match), FigureKind.MONEY, _FACTORS.get(match["scale"] or "", 1)
        )
    if match := _AGE.match(text, number):
        name = "months old" if match.group()[1:].lower().startswith("month") else "years old"
        return Unit(number, match.end(), name, FigureKind.OTHER)
    if match := _LENGTH_OF_TIME.match(text, number):
        return Unit(number, match.end(), match["word"].lower(), FigureKind.DURATION)
    return _physical(text, number)


def _may_be_unit(text: str, number: int) -> bool:
    """A quick look: the word or sign after the number may be one of a unit."""
    if following := _NEXT_WORD.match(text, number):
        return _OPENS_UNIT[following[1]]
    return text[number : number + 5].lstrip(" -")[:1] in _UNIT_SIGNS


def _may_open_unit(word: str) -> bool:
    units = (_PERCENT, _MONEY_AFTER, _LENGTH_OF_TIME, _PHYSICAL, _METRE)
    return word.lower() in _FIRST_OF_SEVERAL or any(unit.match(word) for unit in units)


_OPENS_UNIT = Remembered(_may_open_unit)
_FACTORS = {"K": 10**3, "M": 10**6}


def _money(match: re.Match[str]) -> str:
    if match["mark"] and match["mark"] != "$":
        return CURRENCY_MARKS[match["mark"]]
    if match["code"]:
        return match["code"].upper()
    if match["name"]:
        return CURRENCY_WORDS[match["name"].lower()]
    if match["pence"]:
        return "pence"
    return DOLLARS.get((match["country"] or "us").lower(), "USD")


def _physical(text: str, number: int) -> Unit | None:
    match = _PHYSICAL.match(text, number)
    if match:
        word = match.group().strip(" -")
        if len(word) == 1 and word.lower() in _SINGLE and word not in ("g", "W"):
            return None
        group = match.lastgroup or ""
        return Unit(number, match.end(), _PHYSICAL_NAMES[int(group[1:])], FigureKind.OTHER)
    if match := _METRE.match(text, number):
        return Unit(number, match.end(), "m", FigureKind.OTHER)
    return None
