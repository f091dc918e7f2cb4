"""What the rules know about characters: quotation marks, look-alikes, hidden and unprintable characters.

Nothing here changes a text: rules compare with these tables and cite the untouched characters.
"""

from __future__ import annotations

import re

# Opening mark -> the marks that close it, as English, French, German, Polish and Nordic texts pair them.
QUOTE_PAIRS: dict[str, str] = {
    '"': '"',
    "“": '”"″',
    "”": "”",
    "„": '“”"',
    "‟": "”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "‘": "’'",
    "‚": "‘’",
    "‛": "’",
    "'": "'’",
    "〝": "〞",
    "＂": "＂",
}
# Letters of other alphabets that scanners and typists put for Latin ones; each maps to one character.
LOOK_ALIKES = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοАВЕКМНОРСТХаеорсухіјѕІЈЅ",
    "ABEZHIKMNOPTYXoABEKMHOPCTXaeopcyxijsIJS",
)
# Look-alike letters matter where a number is followed by its scale ("EUR 15 Μ" with a Greek capital Mu).
_PLAIN = LOOK_ALIKES | str.maketrans("\u2018\u2019\u02bc\u2010\u2011\u2212\uff05\u066a", "'''---%%")
_ODD = re.compile(f"[{''.join(map(chr, _PLAIN))}]")

_INVISIBLE = re.compile("[\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufeff]")

# Not to be printed: C0 and C1 controls other than white space, bidirectional controls, interlinear marks,
# tag characters (U+E0000 block) and lone surrogates.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def plain(text: str) -> str:
    """`text` with look-alike letters, apostrophes and hyphens made one, character for character."""
    return _ODD.sub(lambda odd: chr(_PLAIN[ord(odd[0])]), text)


def has_unprintable(text: str) -> bool:
    """Whether a slice holds characters that must not reach a page or a terminal."""
    return _UNPRINTABLE.search(text) is not None


def is_invisible(character: str) -> bool:
    """Zero-width spaces and joiners, soft hyphens, byte-order marks: characters that leave no ink."""
    return _INVISIBLE.match(character) is not None


def has_ink(text: str) -> bool:
    """Whether anything in `text` would be seen on paper."""
    return text[:1].isalnum() or any(
        not character.isspace() and not is_invisible(character) and not has_unprintable(character)
        for character in text
    )


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space and invisible characters at its ends; empty at `end` if none is left."""
    while start < end and ((first := text[start]).isspace() or (first > "\x7f" and is_invisible(first))):
        start += 1
    while end > start and ((last := text[end - 1]).isspace() or (last > "\x7f" and is_invisible(last))):
        end -= 1
    return start, end
