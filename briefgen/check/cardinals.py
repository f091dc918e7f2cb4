"""The whole numbers below a thousand as French, German and Italian spell them."""

from __future__ import annotations

from collections.abc import Iterator

_DE_ONES = "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
_DE_ONES += " sechzehn siebzehn achtzehn neunzehn"
_DE_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_FR_ONES = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_FR_TENS = "vingt trente quarante cinquante soixante"
_IT_ONES = "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici"
_IT_ONES += " quindici sedici diciassette diciotto diciannove"
_IT_TENS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta"


def french_cardinals() -> Iterator[tuple[str, int]]:
    below_100 = dict(_french_below_100())
    yield from below_100.items()
    ones = _FR_ONES.split()
    for hundreds in range(1, 10):
        cent = "cent" if hundreds == 1 else f"{ones[hundreds]} cent"
        yield from ((cent, hundreds * 100), (f"{cent}s", hundreds * 100))
        yield from (
            (f"{cent} {words}", hundreds * 100 + value) for words, value in below_100.items() if value
        )


def _french_below_100() -> Iterator[tuple[str, int]]:
    """Also as Belgium and Switzerland count: septante, huitante, nonante."""
    ones = _FR_ONES.split() + [f"dix {word}" for word in ("sept", "huit", "neuf")]
    yield from ((word, value) for value, word in enumerate(ones))
    yield "une", 1
    tens = dict(zip(_FR_TENS.split(), range(20, 70, 10), strict=True))
    tens |= {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
    for word, ten in tens.items():
        yield word, ten
        for value in range(1, 20 if word == "soixante" else 10):
            joint = " et " if value in (1, 11) else " "
            yield f"{word}{joint}{ones[value]}", ten + value
    for value in range(20):
        yield f"quatre vingt {ones[value]}" if value else "quatre vingts", 80 + value
    yield from (("quatre vingt", 80), ("vingt et une", 21), ("trente et une", 31))


def german_cardinals() -> Iterator[tuple[str, int]]:
    below_100 = dict(_german_below_100())
    yield from below_100.items()
    ones = ["", "ein", *_DE_ONES.split()[2:10]]
    for hundreds in range(1, 10):
        for word in {f"{ones[hundreds]}hundert", "hundert" if hundreds == 1 else f"{ones[hundreds]}hundert"}:
            yield word, hundreds * 100
            for after, value in below_100.items():
                yield from (
                    (f"{word}{after}", hundreds * 100 + value),
                    (f"{word}und{after}", hundreds * 100 + value),
                )


def _german_below_100() -> Iterator[tuple[str, int]]:
    ones = _DE_ONES.split()
    yield from ((word, value) for value, word in enumerate(ones))
    yield "ein", 1
    for ten, word in zip(range(20, 100, 10), _DE_TENS.split(), strict=True):
        for spelt in {word, word.replace("ß", "ss")}:
            yield spelt, ten
            yield from (
                (f"{one}und{spelt}", ten + value) for value, one in enumerate(["ein", *ones[2:10]], 1)
            )


def italian_cardinals() -> Iterator[tuple[str, int]]:
    below_100 = dict(_italian_below_100())
    yield from below_100.items()
    ones = _IT_ONES.split()
    for hundreds in range(1, 10):
        word = "cento" if hundreds == 1 else f"{ones[hundreds]}cento"
        yield word, hundreds * 100
        yield from ((f"{word}{after}", hundreds * 100 + value) for after, value in below_100.items() if value)


def _italian_below_100() -> Iterator[tuple[str, int]]:
    ones = _IT_ONES.split()
    yield from ((word, value) for value, word in enumerate(ones))
    for ten, word in zip(range(20, 100, 10), _IT_TENS.split(), strict=True):
        yield word, ten
        for value, one in enumerate(ones[1:10], 1):
            yield f"{word[:-1] if one[0] in 'uo' else word}{one}", ten + value
        yield from ((f"{word}tré", ten + 3), (f"{word[:-1]}un", ten + 1))
