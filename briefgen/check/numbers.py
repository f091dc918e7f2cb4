"""A small reading of numbers, made apart from the extractor's, so that one can find the other's mistakes.

It asks only which values some characters may mean, never what they count. Where a writing is ambiguous
("1.234", "15 m"), all its readings stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from briefgen.check.spelt import SCALES, SPACE, SPELT, read_words
from briefgen.model.text import Span

# Letters for scales, as written after a number; an m may be a metre, a Greek or Cyrillic one a slip of OCR.
_SHORT_SCALES = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mm": 10**6,
    "mil": 10**6,
    "mio": 10**6,
    "mln": 10**6,
    "μ": 10**6,
    "м": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "mrd": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
_SIGNS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}

_NUMBER = re.compile(
    rf"""
    (?<!\d) (?P<sign> (?: \d{{1,3}} {SPACE}? )? [½¼¾] )                           # 2½
  | (?<!\d) (?P<digits>
        \d{{1,3}} (?: {SPACE} \d{{3}} (?!\d) )+ (?: [.,] \d{{1,6}} (?!\d) )?   # 13 000
      | \d{{1,3}} (?: [’'] \d{{3}} (?!\d) )+ (?: [.,] \d{{1,6}} (?!\d) )?      # 13’000
      | \d{{1,3}} (?: , \d{{3}} (?!\d) )+ (?: \. \d{{1,6}} (?!\d) )?           # 13,000.5
      | \d{{1,3}} (?: \. \d{{3}} (?!\d) ){{2,}} (?: , \d{{1,6}} (?!\d) )?      # 1.300.000,5
      | \d{{1,40}} (?: [.,] \d{{1,6}} (?!\d) )?                               # 13000, 10.5, 10,5
    )
  | (?<![\w.,]) (?P<share> \. \d{{1,6}} ) (?!\d)                                 # .001
  | {SPELT}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SCALE_AFTER = re.compile(
    rf"{SPACE}{{0,3}}-?(?P<scale>{'|'.join([*SCALES, *_SHORT_SCALES])})\b", re.IGNORECASE
)
_REST = re.compile(
    rf"{SPACE}(?P<digits>\d{{1,3}}){SPACE}(?P<scale>hundred|thousand|million)\b", re.IGNORECASE
)
_VAGUE = re.compile(
    rf"""
    \b (?: (?:tens|dozens|hundreds|thousands|millions|billions|scores) \b
       (?: {SPACE}{{1,3}} of {SPACE}{{1,3}} (?:tens|hundreds|thousands|millions|billions) \b )* )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_JOINED = re.compile(
    rf"{SPACE}{{0,3}}(?:to|and|or|[-–—])?{SPACE}{{0,3}}(?:[A-Z]{{3}}|[€$£])?{SPACE}{{0,3}}", re.IGNORECASE
)
_PERCENT = re.compile(rf"{SPACE}{{0,3}}-?(?:%|per{SPACE}?cent\b|percent\b|percentage\b)", re.IGNORECASE)

# ISO 4217 code to what a text may write instead of it.
CURRENCIES = {
    "EUR": ("€", "euro", "euros"),
    "USD": ("$", "dollar", "dollars"),
    "GBP": ("£", "pound", "pounds", "sterling"),
    "CHF": ("franc", "francs"),
    "LYD": ("dinar", "dinars"),
    "TND": ("dinar", "dinars"),
    "TRY": ("₺", "lira"),
    "RUB": ("₽", "rouble", "roubles", "ruble", "rubles"),
    "UAH": ("₴", "hryvnia"),
    "PLN": ("zł", "zloty", "zlotys", "złoty"),
    "JPY": ("¥", "yen"),
    "CNY": ("¥", "yuan", "renminbi"),
}
_CURRENCY_WORDS = {word: code for code, words in reversed(CURRENCIES.items()) for word in words}
_BEFORE = re.compile(rf"(?P<code>\b[A-Z]{{3}}|[€$£₺₽₴¥]){SPACE}{{0,3}}\Z")
_AFTER = re.compile(rf"{SPACE}{{0,3}}(?P<code>[A-Z]{{3}}\b|[€$£₺₽₴¥]|[a-zł]+\b)")


@dataclass(frozen=True, slots=True)
class Number:
    """`values` are all readings; a vague number has none and `vague` in the text's words.

    `unit` is `%`, an ISO 4217 code, or None for a number of anything else.
    """

    span: Span
    text: str
    values: frozenset[Decimal]
    unit: str | None = None
    vague: str | None = None

    def agrees(self, other: Number) -> bool:
        """True when `other` may say the same: a common reading, and the same unit if this one has any."""
        if self.vague or other.vague:
            return self.vague == other.vague
        return bool(self.values & other.values) and self.unit in (None, other.unit)


def read_numbers(text: str) -> tuple[Number, ...]:
    """Every number in `text`, in digits and in words, in order."""
    vague = [_vague(match) for match in _VAGUE.finditer(text)]
    exact: list[Number] = []
    for match in _NUMBER.finditer(text):
        # The scale after digits was read with them, the parts of a vague number with that.
        before = (*vague, *exact[-1:])
        if not any(Span(*match.span()).overlaps(number.span) for number in before):
            exact.append(_number(text, match))
    return tuple(sorted([*_share_scale(text, exact), *vague], key=lambda number: number.span))


def decimal_of(value: object) -> Decimal | None:
    """A value of evidence's fields, which are JSON's; None for what is no number."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def stands_in(number: Number, numbers: Iterable[Number]) -> bool:
    return any(number.agrees(other) for other in numbers)


def _vague(match: re.Match[str]) -> Number:
    words = " ".join(match[0].lower().split())
    return Number(Span(match.start(), match.end()), match[0], frozenset(), vague=words)


def _number(text: str, match: re.Match[str]) -> Number:
    values = _values(match)
    start, end = match.span()
    scale = _SCALE_AFTER.match(text, end) if not match["words"] else None
    if scale:
        values, end = _scaled(values, scale["scale"]), scale.end()
        if rest := _REST.match(text, end):  # 7 thousand 5 hundred
            more = Decimal(rest["digits"]) * SCALES[rest["scale"].lower()]
            values, end = frozenset(value + more for value in values if value > more), rest.end()
    return Number(Span(start, end), text[start:end], values, _unit(text, start, end))


def _values(match: re.Match[str]) -> frozenset[Decimal]:
    if match["sign"]:
        return frozenset({Decimal(match["sign"][:-1].strip() or 0) + _SIGNS[match["sign"][-1]]})
    if match["share"]:
        return frozenset({Decimal(match["share"])})
    return _digits(match["digits"]) if match["digits"] else read_words(match["words"])


def _scaled(values: frozenset[Decimal], scale: str) -> frozenset[Decimal]:
    word = scale.lower()
    if word in SCALES:
        return frozenset(value * SCALES[word] for value in values)
    return values | {value * _SHORT_SCALES[word] for value in values}


def _digits(written: str) -> frozenset[Decimal]:
    """`13 000`, `13,000`, `10.5`, `10,5`; three digits after a single point may be either."""
    plain = re.sub(rf"{SPACE}|[’']", "", written)
    readings = set()
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
        readings.add(plain.replace(",", ""))
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        readings.add(plain.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        readings.add(plain)
    if re.fullmatch(r"\d+,\d{1,2}", plain) or not readings:
        readings.add(plain.replace(",", "."))
    return frozenset(Decimal(reading) for reading in readings)


def _unit(text: str, start: int, end: int) -> str | None:
    if _PERCENT.match(text, end):
        return "%"
    before = _BEFORE.search(text[max(0, start - 8) : start])
    after = _AFTER.match(text, end)
    for found in (before, after):
        code = found["code"] if found else ""
        if code in CURRENCIES:
            return code
        if code in _CURRENCY_WORDS:
            return _CURRENCY_WORDS[code]
    return None


def _share_scale(text: str, numbers: list[Number]) -> list[Number]:
    """In "between 5 and 10 million" and "5 to 10%" the first number may have the second's scale and unit."""
    shared = numbers[-1:]
    for first in reversed(numbers[:-1]):
        second = shared[-1]
        if _JOINED.fullmatch(text, first.span.end, second.span.start):
            scale = _SCALE_AFTER.search(second.text)
            values = first.values
            if scale and not _SCALE_AFTER.search(first.text):
                values |= _scaled(values, scale["scale"])
            first = replace(first, values=values, unit=first.unit or second.unit)
        shared.append(first)
    return shared[::-1]
