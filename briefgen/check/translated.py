"""Numbers in an editor's French, German or Italian: put into English word by word, then read as English is.

English number words that stand beside them are read as well, so a brief may hold prose in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefgen.check.numbers import Number, read_numbers
from briefgen.check.numerals import Numerals, numerals_of
from briefgen.check.spelt import SPACE
from briefgen.model.text import Span

_TOKEN = re.compile(
    rf"""
    (?P<digits> \d{{1,3}}(?:{SPACE}\d{{3}}(?!\d))+(?:,\d{{1,6}})? | \d+(?:[.,’']\d+)* )
  | (?P<word> [^\W\d_]+ )
    """,
    re.VERBOSE,
)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,6})?")
_LONG_DECIMAL = re.compile(r"\d{1,3},\d{3}")
_NEAR = re.compile(rf"{SPACE}{{1,3}}|[-’'\u2010\u2011]|\.?{SPACE}{{1,3}}")
_LONGEST = 9  # tokens of one number: neuf cent quatre-vingt-dix-neuf mille …
_ENGLISH = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    span: Span
    is_number: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some characters of the text, and what they are in English."""

    span: Span
    english: str


def read_numbers_in(text: str, language: str) -> tuple[Number, ...]:
    """Every number in an editor's `text`, in the language of the brief and in English."""
    numerals = numerals_of(language)
    if numerals is None:
        return read_numbers(text)
    pieces = list(_in_english(text, numerals))
    english = "".join(piece.english for piece in pieces)
    return tuple(_placed(number, pieces, text) for number in read_numbers(english))


def _placed(number: Number, pieces: list[_Piece], text: str) -> Number:
    """The number with the words that the editor wrote."""
    at, spans = 0, []
    for piece in pieces:
        end = at + len(piece.english)
        if at < number.span.end and number.span.start < end:
            start, length = piece.span.start, len(piece.english)
            inside = Span(max(number.span.start - at, 0), min(number.span.end - at, length))
            is_same = piece.english == piece.span.of(text)
            spans.append(Span(start + inside.start, start + inside.end) if is_same else piece.span)
        at = end
    whole = Span(spans[0].start, spans[-1].end)
    return replace(number, span=whole, text=whole.of(text))


def _in_english(text: str, numerals: Numerals) -> Iterator[_Piece]:
    reader = _Reader(text, numerals)
    at = 0
    for piece in reader.pieces():
        if at < piece.span.start:
            yield _Piece(Span(at, piece.span.start), text[at : piece.span.start])
        yield piece
        at = piece.span.end
    yield _Piece(Span(at, len(text)), text[at:])


class _Reader:
    """Walks through the tokens of a text; what it puts into English, it gives out in order."""

    def __init__(self, text: str, numerals: Numerals) -> None:
        self.text, self.numerals = text, numerals
        self.tokens = [
            _Token(match[0].casefold(), Span(*match.span()), bool(match["digits"]))
            for match in _TOKEN.finditer(text)
        ]
        self.at = 0
        self.is_after_number = False  # with nothing between but "of"

    def pieces(self) -> Iterator[_Piece]:
        while self.at < len(self.tokens):
            piece = (
                self._digits() or self._phrase() or self._fraction() or self._cardinal() or self._scale()
                or self._word()
            )  # fmt: skip
            if piece is not None:
                yield piece

    def _take(self, count: int, english: str, *, is_number: bool) -> _Piece:
        span = Span(self.tokens[self.at].span.start, self.tokens[self.at + count - 1].span.end)
        self.at += count
        self.is_after_number = is_number
        return _Piece(span, english)

    def _run(self, most: int) -> Iterator[tuple[int, str]]:
        """The next tokens as one phrase, the longest first, as far as nothing but space joins them."""
        words = [self.tokens[self.at].text]
        for before, after in zip(self.tokens[self.at :], self.tokens[self.at + 1 :], strict=False):
            gap = self.text[before.span.end : after.span.start]
            if len(words) == most or after.is_number or not _NEAR.fullmatch(gap) or "." in gap:
                break
            words.append(after.text)
        yield from ((count, " ".join(words[:count])) for count in range(len(words), 0, -1))

    def _digits(self) -> _Piece | None:
        """`9.000` is nine thousand here, `1,234 Mio.` one million and a quarter."""
        token = self.tokens[self.at]
        if not token.is_number:
            return None
        written = token.text
        if _GROUPED.fullmatch(written):
            written = written.replace(".", "").replace(",", ".")
        elif _LONG_DECIMAL.fullmatch(written) and self._is_scaled(self.at + 1):
            written = f"{written.replace(',', '.')}0"  # three digits after a point may be thousands
        return self._take(1, written, is_number=True)

    def _is_scaled(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].text in self.numerals.scales

    def _phrase(self) -> _Piece | None:
        for count, words in self._run(3):
            if words in self.numerals.phrases:
                return self._take(count, self.numerals.phrases[words], is_number=True)
        return None

    def _fraction(self) -> _Piece | None:
        """`un tiers`, `drei Viertel`: only with its number, for "pays tiers" are third countries."""
        if self.at + 1 >= len(self.tokens):
            return None
        token, after = self.tokens[self.at], self.tokens[self.at + 1]
        part = self.numerals.fractions.get(after.text)
        number = 1 if token.text in self.numerals.one else self.numerals.cardinals.get(token.text, 0)
        if not part or not 0 < number < len(_ENGLISH):
            return None
        return self._take(2, f"{_ENGLISH[number]} {part}{'s' if number > 1 else ''}", is_number=True)

    def _cardinal(self) -> _Piece | None:
        if self.is_after_number and self.tokens[self.at].text in self.numerals.thousand:
            return self._take(1, " thousand", is_number=True)  # 13mila, 13 Tausend
        for count, words in self._run(_LONGEST):
            if (value := self._value(words)) is not None:
                piece = self._take(count, str(value), is_number=True)
                return self._with_half(piece)
        return None

    def _with_half(self, piece: _Piece) -> _Piece:
        """`due e mezzo`: the half belongs to the number."""
        for count, words in self._run(3) if self.at < len(self.tokens) else ():
            if words in self.numerals.half_more and self._is_near(piece.span.end):
                half = self._take(count, "", is_number=True)
                return _Piece(Span(piece.span.start, half.span.end), f"{piece.english}½")
        return piece

    def _is_near(self, end: int) -> bool:
        return _NEAR.fullmatch(self.text[end : self.tokens[self.at].span.start]) is not None

    def _value(self, words: str) -> int | None:
        """`deux cent mille`, `zwölftausendfünfhundert`: None for what is no number alone."""
        if words in self.numerals.cardinals:
            return self.numerals.cardinals[words]
        joint = "" if self.numerals.is_glued else " "
        for thousand in self.numerals.thousand:
            before, found, after = f"{joint}{words}{joint}".partition(f"{joint}{thousand}{joint}")
            if found:
                many, rest = self._below_1000(before.strip(), 1), self._below_1000(after.strip(), 0)
                return many * 1000 + rest if many is not None and rest is not None else None
        return None

    def _below_1000(self, words: str, default: int) -> int | None:
        if not words:
            return default
        return 1 if words in self.numerals.one else self.numerals.cardinals.get(words)

    def _scale(self) -> _Piece | None:
        found = self.numerals.scales.get(self.tokens[self.at].text)
        if found is None:
            return None
        after, alone = found
        is_after_number = self.is_after_number
        english = after if is_after_number else alone
        piece = self._take(1, english, is_number=True)
        stop = Span(piece.span.end, piece.span.end + 1)
        if len(piece.span) <= 3 and stop.of(self.text) == ".":  # Mio.
            piece = _Piece(Span(piece.span.start, stop.end), piece.english)
        return self._with_half_of(piece, "½" if is_after_number else "1½")

    def _with_half_of(self, piece: _Piece, number: str) -> _Piece:
        """`un million et demi`: said behind the scale, and half of it."""
        for count, words in self._run(3) if self.at < len(self.tokens) else ():
            if words in self.numerals.half_more and self._is_near(piece.span.end):
                half = self._take(count, "", is_number=True)
                return _Piece(Span(piece.span.start, half.span.end), f"{number} {piece.english}")
        return piece

    def _word(self) -> _Piece | None:
        """What joins numbers to each other and to what they count; any other word ends the number."""
        word, after_number = self.tokens[self.at].text, self.is_after_number
        if after_number and word in self.numerals.currencies:
            return self._take(1, self.numerals.currencies[word], is_number=False)
        if after_number and word in self.numerals.of:
            piece = self._take(1, "", is_number=True)
            is_elided = self.text[piece.span.end : piece.span.end + 1] in ("'", "’")
            return _Piece(Span(piece.span.start, piece.span.end + is_elided), "")
        if after_number and word in self.numerals.links and self._number_follows():
            return self._take(1, self.numerals.links[word], is_number=False)
        if word in self.numerals.friends:
            return self._take(1, "-" * len(word), is_number=False)
        self.at += 1
        self.is_after_number = False
        return None

    def _number_follows(self) -> bool:
        if self.at + 1 >= len(self.tokens):
            return False
        after = self.tokens[self.at + 1]
        return after.is_number or after.text in self.numerals.cardinals
