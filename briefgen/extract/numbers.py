"""The grammar of numbers: digits and words, groups, fractions, scales and vague amounts.

It reads a string and knows nothing of units, dates or names: `figures.py` decides what counts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from briefgen.extract.wordsets import word_list, word_set

MAX_DIGITS = 18  # more digits in one piece are no amount
MAX_NUMBERS = 100  # in one sentence: the rest of a log or of figures without end is not read
MAX_PIECES = 24  # no number has more words

ONES = {
    word: value
    for value, word in enumerate(
        word_list(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        )
    )
} | {"nought": 0, "naught": 0}
TENS = {
    word: 10 * value
    for value, word in enumerate(word_list("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
# Written after digits only, with or without a space. `m` and `b` alone also mean metres and bytes, and
# `k` may stand for a name: `figures.py` decides on those, which sees what stands around them.
SHORT_SCALES = {
    "k": 10**3,
    "mn": 10**6,
    "mln": 10**6,
    "mil": 10**6,
    "mio": 10**6,
    "mm": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
FRACTIONS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
FRACTION_PLURALS = {"halves": 2} | {f"{word}s": value for word, value in FRACTIONS.items()}
SIGNS = {
    sign: Decimal(numerator) / denominator
    for signs, denominator in (("½", 2), ("⅓⅔", 3), ("¼", 4), ("⅕⅖⅗⅘", 5), ("⅙", 6), ("⅛", 8))
    for numerator, sign in enumerate(signs, start=1)
} | {
    "¾": Decimal("0.75"),
    "⅚": Decimal(5) / 6,
    "⅜": Decimal("0.375"),
    "⅝": Decimal("0.625"),
    "⅞": Decimal("0.875"),
}
# "hundreds of" is a hundred up to a thousand; a dozen and a score have no next step in the language.
VAGUE: dict[str, tuple[int, int | None]] = {
    "dozens": (24, None),
    "scores": (40, None),
    "tens": (10, 100),
    "hundreds": (100, 1000),
    "thousands": (10**3, 10**4),
    "millions": (10**6, 10**7),
    "billions": (10**9, 10**10),
    "trillions": (10**12, 10**13),
}

NUMBER_WORDS = frozenset(ONES) | frozenset(TENS) | frozenset(VAGUE)

# Not inside a name, a date, an address or a version; after a currency code (EUR8, $US5) it may begin.
_FREE = (
    r"(?:(?<![\w.^])(?<!\d[,/:’'])|(?<=EUR|USD|GBP|CHF|JPY|CNY|AUD|CAD|SEK|NOK|DKK|PLN|\$US|\$NZ|\$AU|\$HK)"
    r"|(?<=RM|\$A|\$C))"
)
# 13,000 and 13 000 (13 000,5 only so can hold a comma before its decimals) and 13’000.
_GROUPED = r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ ]\d{3})+(?:,\d{1,2}(?!\d))?|\d{1,3}(?:[’']\d{3})+"
_POINT = rf"{_FREE}(?:{_GROUPED}|\d+)(?!\d)(?:\.\d+)?|(?<![\w.,/:^)])\.\d+"
_COMMA = _FREE + r"(?:\d{1,3}(?:\.\d{3})+|\d{1,3}(?:[ ]\d{3})+|\d+)(?!\d)(?:,\d+)?"
# 2 1/4 and 3/4 of; 1/2 alone may be a day or a page.
_BROKEN = r"(?:(?<=\d )|(?<![\w.,/])(?=\d{1,2}[/⁄]\d{1,2} of\b))[1-9]\d?[/⁄][1-9]\d?(?![\w/])"
_OTHER = rf"(?P<word>(?<![^\W\d_])[A-Za-z]+)|(?P<sign>[{''.join(SIGNS)}])|(?=\d)(?P<broken>{_BROKEN})"
_PIECE = re.compile(rf"{_OTHER}|(?=[\d.])(?P<digits>{_POINT})")
_PIECE_WITH_COMMA = re.compile(rf"{_OTHER}|(?=\d)(?P<digits>{_COMMA})")
# Languages that write 1.234,5 (CLDR); all others are read as English.
COMMA_LANGUAGES = word_set("de fr es it nl pt pl el da sv fi nb no cs sk sl hr hu ro bg lt lv et tr ru uk sr")


class Number(NamedTuple):
    """One number of a text; `value` is None where the words are vague, and then the bounds say it."""

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    is_digits: bool = True  # as against written in words
    scale: int = 0  # of the last scale word (million, bn, hundred); 0 where there is none
    is_fraction: bool = False


class _Piece(NamedTuple):
    start: int
    end: int
    word: str  # lower case; "" for digits
    value: Decimal | None


# What a number can begin with ("fivefold" is a five), what it can hold, and what there must be to make one.
_OPENERS = {*NUMBER_WORDS, *(f"{word}fold" for word in ONES), "a", "an", "half", "quarter", "hundred"}
_INSIDE = {*_OPENERS, *SCALES, *SHORT_SCALES, *FRACTIONS, *FRACTION_PLURALS} | word_set(
    "hundred dozen and of point"  # of: "two thirds of a million"
)
_MAKERS = frozenset(
    word.encode() for word in {*_OPENERS, *SCALES, *FRACTIONS, "hundred", "dozen"} - {"a", "an"}
)
_OPENING = frozenset(("a", "an", "one", "hundred", "half", "quarter"))  # what `_Sum` may open with
_DIGIT = re.compile(rf"[\d{''.join(SIGNS)}]")
_ASCII_DIGIT = re.compile("[0-9]")
_ASCII = bytes(range(128))
_SMALL_LETTERS = (b"%65s" % b"" + bytes(range(97, 123)) + b"%6s" % b"" + bytes(range(97, 123))).ljust(256)
_CLOSING = frozenset((*" .,;:)%", ""))  # what stands behind a number that is whole
_FOLLOWING = re.compile(rf"[ -]{{0,4}}([A-Za-z]+|[\d{''.join(SIGNS)}])")
_GROUP_SIGN = re.compile("[ ’']")


def may_hold_number(text: str) -> bool:
    """A quick look: is there a digit or a number word at all?"""
    return _DIGIT.search(text) is not None or makes_number(letters_of(text))


def digits_of(text: str) -> re.Pattern[str]:
    """What finds the digits of `text`: where it has none but 0 to 9, a set that is looked through fast."""
    others = text.encode(errors="replace").translate(None, delete=_ASCII).decode()
    return _DIGIT if _DIGIT.search(others) else _ASCII_DIGIT


def letters_of(text: str) -> bytes:
    """The letters from A to Z of `text` as small ones, and a space for whatever else, in their places."""
    return text.encode("ascii", "replace").translate(_SMALL_LETTERS)


def makes_number(letters: bytes) -> bool:
    """Is there a number word, which makes a number without digits?"""
    return not _MAKERS.isdisjoint(letters.split())


Places = tuple[Sequence[int], Sequence[int]]


def find_numbers(text: str, language: str | None = None, hints: Places | None = None) -> tuple[Number, ...]:
    """All numbers of `text` in order, apart from each other.

    `hints` is where all words that may hold one, with an "a" or a point before them, begin and end.
    """
    has_comma = (language or "en")[:2].lower() in COMMA_LANGUAGES
    starts, ends = hints or ((0,), (len(text),) if may_hold_number(text) else (0,))
    found: list[Number] = []
    at = 0
    while len(found) < MAX_NUMBERS and (hint := bisect_right(ends, at)) < len(ends):
        lone = _lone(text, starts[hint], ends[hint]) if at <= starts[hint] else None
        if lone:
            found.append(lone)
            at = lone.end
            continue
        run = _next_run(text, max(at, starts[hint]), has_comma=has_comma)
        if not run:
            break
        number, used = _read(run)
        if number:
            found.append(number)
        at = run[used - 1].end
    return tuple(found)


def _lone(text: str, start: int, end: int) -> Number | None:
    """A number of one word without another beside it: the most are, and need no grammar."""
    if (start and text[start - 1] not in " (") or text[end : end + 1] not in _CLOSING:
        return None
    following = _FOLLOWING.match(text, end)
    if following and (not following[1].isalpha() or following[1].lower() in _INSIDE):
        return None
    word = text[start:end]
    if word.isdecimal() and len(word) <= MAX_DIGITS:
        return Number(start, end, Decimal(word))
    value = ONES.get(word.lower())
    return None if value is None else Number(start, end, Decimal(value), is_digits=False)


def _read(run: list[_Piece]) -> tuple[Number | None, int]:
    """The number that a run of pieces begins with, if any, and how many of them it uses."""
    first = run[0]
    if first.word in VAGUE:
        return _vague(run)
    if len(run) == 1 and first.value is not None:
        return Number(first.start, first.end, first.value), 1
    if len(run) == 1 and first.word in ONES:
        return Number(first.start, first.end, Decimal(ONES[first.word]), is_digits=False), 1
    return _Sum(run).read()


def _next_run(text: str, at: int, *, has_comma: bool) -> list[_Piece]:
    """The pieces side by side from the next on that can begin a number; none where there is none."""
    pieces = (_PIECE_WITH_COMMA if has_comma else _PIECE).finditer(text, at)
    opening = next((m for m in pieces if m.lastgroup != "word" or m[0].lower() in _OPENERS), None)
    if opening is None:
        return []
    run = [_piece(opening, has_comma=has_comma)]
    end = run[-1].end
    for match in pieces:
        start, group = match.start(), match.lastgroup
        is_next = start == end or (start - end <= 3 and text[end:start].strip(" ") in ("", "-"))
        if not is_next or len(run) == MAX_PIECES:
            break
        if group == "word" and match[0].lower() not in _INSIDE:
            break
        if group == "digits" and not run[-1].word:
            break  # "5 7": no digits go on with digits
        run.append(_piece(match, has_comma=has_comma))
        end = run[-1].end
    return run


def _plain(digits: str, *, has_comma: bool) -> str:
    """Digits as a program writes them: `13000` of 13 000, 13,000 and 13’000, `13000.5` of 13 000,5."""
    plain = _GROUP_SIGN.sub("", digits)
    if has_comma:
        return plain.replace(".", "").replace(",", ".")
    return plain.replace(",", "." if " " in digits else "")


def _piece(match: re.Match[str], *, has_comma: bool) -> _Piece:
    start, end = match.span()
    found = match[0]
    if match.lastgroup == "digits":
        plain = found if found.isdecimal() else _plain(found, has_comma=has_comma)
        return _Piece(start, end, "", Decimal(plain) if len(plain) <= MAX_DIGITS else None)
    if match.lastgroup == "sign":
        return _Piece(start, end, found, SIGNS[found])
    if match.lastgroup == "broken":
        numerator, denominator = re.split("[/⁄]", found)
        return _Piece(start, end, "/", Decimal(numerator) / Decimal(denominator))
    word = found.lower()
    stem = word.removesuffix("fold")
    if stem != word and stem in ONES:  # fivefold: the number is "five"
        return _Piece(start, end - 4, stem, None)
    return _Piece(start, end, word, None)


def _vague(run: list[_Piece]) -> tuple[Number | None, int]:
    """`tens of thousands of`: bounds without a value; the last word must be followed by "of"."""
    used, low, high = 0, 1, 1
    open_end = False
    while used + 1 < len(run) and run[used].word in VAGUE and run[used + 1].word == "of":
        bottom, top = VAGUE[run[used].word]
        if used:  # tens of thousands: the second word is the step, the first how many of them
            top = bottom
        low, high, open_end = low * bottom, high * (top or 1), open_end or top is None
        used += 2
    if not used:
        return None, 1
    end = run[used - 2].end
    bound = None if open_end else Decimal(high)
    return Number(run[0].start, end, None, Decimal(low), bound, is_digits=False, scale=1), used


class _Sum:
    """Adds up the pieces of one number: `two hundred and five thousand`, `4.5 million`, `two thirds`."""

    def __init__(self, run: list[_Piece]) -> None:
        self.run = run
        self.total = Decimal(0)
        self.current: Decimal | None = None
        self.scale = 0  # the last one used
        self.used = 0
        self.is_fraction = False
        self.in_words = False

    def read(self) -> tuple[Number | None, int]:
        """The number, if it is one, and how many pieces it has used."""
        if self.run[0].word in _OPENING:
            self._open()
        while self.used < len(self.run) and not self.is_fraction and self._take():
            pass
        if self.is_fraction:
            self._take_of_scale()
        if self.current is None and not self.scale:
            return None, 1
        value = self.total + (self.current or 0)
        first, last = self.run[0], self.run[self.used - 1]
        is_digits = any(p.value is not None for p in self.run[: self.used])
        number = Number(
            first.start,
            last.end,
            value,
            is_digits=is_digits,
            scale=self.scale,
            is_fraction=self.is_fraction,
        )
        return number, self.used

    def _word(self, ahead: int = 0) -> str | None:
        position = self.used + ahead
        return self.run[position].word if position < len(self.run) else None

    def _open(self) -> None:
        """The words that only a beginning may have: `a million`, `half a million`, `a third of`."""
        words = [piece.word for piece in self.run[:4]]
        match words:
            case ["a" | "an", "hundred" | "thousand" | "million" | "billion" | "trillion" | "dozen", *_]:
                self.current, self.used = Decimal(1), 1
            case ["hundred", scale, *_] if scale in SCALES:
                self.current = Decimal(1)
            case ["a" | "an" | "one", fraction, "of", *_] if fraction in FRACTIONS:
                self._fraction(Decimal(1), FRACTIONS[fraction], 2)
            case ["half" | "quarter" as part, "a", scale, *_] if scale in SCALES or scale == "dozen":
                self.current, self.used = Decimal(1) / FRACTIONS[part], 2
            case ["half" | "quarter" as part, scale, *_] if scale in SCALES:
                self.current, self.used = Decimal(1) / FRACTIONS[part], 1
            case ["half", *_]:
                self._fraction(Decimal(1), 2, 1)

    def _fraction(self, numerator: Decimal, denominator: int, used: int) -> None:
        self.current, self.used, self.is_fraction = numerator / denominator, self.used + used, True

    def _take_of_scale(self) -> None:
        """`two thirds | of a million`, `half | of a billion`."""
        scale = self._word(2) or ""
        if self.current and (self._word(), self._word(1)) == ("of", "a") and scale in SCALES:
            self.current, self.scale = self.current * SCALES[scale], SCALES[scale]
            self.is_fraction, self.used = False, self.used + 3

    def _take(self) -> bool:
        """Use the next piece, or say that the number ended before it."""
        piece = self.run[self.used]
        if piece.word == "and":
            return self._take_and()
        if piece.value is not None:
            return self._take_digits(piece)
        return self._take_word(piece.word)

    def _take_digits(self, piece: _Piece) -> bool:
        if piece.word:  # ½ after a whole number, or alone
            self.current = (self.current or Decimal(0)) + (piece.value or 0)
        elif self.current is None and (not self.scale or self._word(1) in ("hundred", *SCALES)):
            self.current = piece.value
        else:
            return False
        self.used += 1
        return True

    def _take_word(self, word: str) -> bool:
        current = self.current
        if word in ONES or word in TENS:
            small = ONES.get(word, TENS.get(word, 0))
            if not self._takes_small(small):
                return False
            self.current = (current or Decimal(0)) + small
            self.in_words = True
        elif current is None:
            return False
        elif word == "hundred" and current < 100:
            self.current, self.scale, self.in_words = current * 100, 100, True
        elif word in SCALES:
            self.total, self.current, self.scale = self._scaled(current, SCALES[word]), None, SCALES[word]
        elif word in SHORT_SCALES and not self.in_words and not self.scale:
            self.total, self.current, self.scale = current * SHORT_SCALES[word], None, SHORT_SCALES[word]
        elif word in ("dozen", "dozens"):
            self.current, self.scale = current * 12, 12
        elif word in FRACTION_PLURALS and current > 1 and word != "seconds":
            self.current, self.is_fraction = current / FRACTION_PLURALS[word], True
        elif word in FRACTIONS and current == 1 and self.in_words and word != "half":
            self.current, self.is_fraction = current / FRACTIONS[word], True
        elif word == "point" and self._digit_words():
            return self._take_point(current)
        else:
            return False
        self.used += 1
        return True

    def _takes_small(self, small: int) -> bool:
        """`twenty` takes `one`, `two hundred` takes `five`, and nothing else."""
        current = self.current
        if current is None:
            return True
        after_hundred = current >= 100 and current % 100 == 0
        after_tens = 20 <= current % 100 <= 90 and current % 10 == 0 and 0 < small < 10
        return self.in_words and (after_hundred or after_tens)

    def _scaled(self, current: Decimal, scale: int) -> Decimal:
        is_larger = 0 < self.total < scale  # "five thousand two hundred million"
        return (self.total + current) * scale if is_larger else self.total + current * scale

    def _take_and(self) -> bool:
        """`two hundred and five`, `two and a half million`."""
        if (
            self._word(1) in ("a", "one")
            and self._word(2) in ("half", "quarter")
            and self.current is not None
        ):
            self.current += Decimal(1) / FRACTIONS[self._word(2) or ""]
            self.used += 3
            return True
        follows = self._word(1) or ""
        if self._word(2) in FRACTION_PLURALS and ONES.get(follows, 0) > 1 and self.current is not None:
            self.current += Decimal(ONES[follows]) / FRACTION_PLURALS[self._word(2) or ""]
            self.used += 3  # "two and three quarters"
            return True
        after_hundreds = self.current is not None and self.current >= 100 and self.current % 100 == 0
        after_thousand = self.current is None and self.scale >= 1000 and self.in_words
        if (follows in ONES or follows in TENS) and self.in_words and (after_hundreds or after_thousand):
            self.used += 1
            return True
        return False

    def _digit_words(self) -> str:
        digits = ""
        for piece in self.run[self.used + 1 :]:
            if ONES.get(piece.word, 10) > 9:
                break
            digits += str(ONES[piece.word])
        return digits

    def _take_point(self, whole: Decimal) -> bool:
        digits = self._digit_words()
        self.current = Decimal(f"{whole}.{digits}")
        self.used += 1 + len(digits)
        return True
