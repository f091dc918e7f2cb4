"""One language: its words by meaning, and what Unicode's CLDR (by Babel) knows of it.

Babel is imported when the first count, list or date is said: what prints nothing does not pay for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel import Locale

Phrase = str | Mapping[str, str]
NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class Language:
    """`marks` stand around quotations; `locale` is Babel's name; `name` is what its speakers call it."""

    tag: str  # BCP 47, as in HTML's lang
    name: str
    locale: str
    marks: tuple[str, str]
    words: Mapping[str, Phrase] = field(repr=False)
    contractions: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def say(self, key: str, **values: str | int) -> str:
        """The words of a key with their values; where there are several forms, that of the `count`.

        KeyError for a key that no table has, or a value that is not given: faults of ours.
        """
        phrase = self.words[key]
        if not isinstance(phrase, str):
            phrase = phrase.get(self.plural(int(values["count"])), phrase["other"])
        return phrase.format(**{name: self._shown(value) for name, value in values.items()})

    @property
    def names(self) -> tuple[str, str]:
        """What its speakers and what English calls it."""
        return self.name, str(_locale(self.tag).english_name)

    def has(self, key: str) -> bool:
        return key in self.words

    def plural(self, count: int) -> str:
        """The category of CLDR's plural rules: `one`, `many`, `other`."""
        return str(_locale(self.locale).plural_form(count))

    def number(self, number: int) -> str:
        """A count: `9`, `12,345`, `12 345` or `12.345`."""
        from babel.numbers import format_decimal

        return str(format_decimal(number, locale=_locale(self.locale)))

    @property
    def separators(self) -> tuple[str, str]:
        """What stands between groups of digits, and before decimals."""
        symbols = _locale(self.locale).number_symbols["latn"]
        return str(symbols["group"]), str(symbols["decimal"])

    def join(self, items: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """`a`, `a and b`, `a, b and c`; with `or` in place of `and`."""
        from babel.lists import format_list

        return str(format_list(list(items), style=style, locale=_locale(self.locale)))

    def month(self, number: int) -> str:
        """The name of a month, 1 to 12, as it stands in a date."""
        return str(_locale(self.locale).months["format"]["wide"][number])

    def pattern(self, of: Literal["day", "day_of_month", "month"]) -> str:
        """CLDR's order of a date's parts, with Python's placeholders: `{day}. {month} {year}`."""
        return _pattern(self.locale, of)

    def contracted(self, text: str) -> str:
        """Prepositions run together with what follows: `de le 6 juin` is `du 6 juin`."""
        for pattern, replacement in self.contractions:
            text = re.sub(pattern, replacement, text)
        return text

    def quoted(self, words: str) -> str:
        """Words between this language's quotation marks."""
        return f"{self.marks[0]}{words}{self.marks[1]}"

    def group(self, prefix: str) -> dict[str, str]:
        """The plain words whose keys begin with `prefix.`, by the rest of the key."""
        start = len(prefix) + 1
        found = {key[start:]: words for key, words in self.words.items() if key.startswith(f"{prefix}.")}
        return {key: words for key, words in found.items() if isinstance(words, str)}

    def _shown(self, value: str | int) -> str:
        return self.number(value) if isinstance(value, int) else value


@cache
def _locale(name: str) -> Locale:
    from babel import Locale

    return Locale.parse(name)


@cache
def _pattern(locale: str, of: str) -> str:
    known = _locale(locale)
    written = {
        "day": lambda: known.date_formats["long"].pattern,
        "day_of_month": lambda: known.datetime_skeletons["MMMMd"].pattern,
        "month": lambda: known.datetime_skeletons["yMMMM"].pattern,
    }[of]()
    names = {"d": "{day}", "MMMM": "{month}", "y": "{year}"}
    return re.sub(r"MMMM|d|y", lambda part: names[part[0]], str(written))
