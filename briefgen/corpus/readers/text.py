"""Plain text: bytes to characters, without ever guessing in silence.

UTF-8 first; UTF-16 and UTF-32 where a byte order mark says so; Windows-1252 only where the result reads
like Western European text, and then with a warning. Line ends stay as they are, because offsets count
them; a byte order mark is no part of the text.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """Something doubtful about a text that can be used all the same; `offset` is in characters."""

    message: str
    offset: int | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A document's characters and how they were decoded."""

    text: str
    encoding: str
    remarks: tuple[Remark, ...] = ()


class UnreadableError(Exception):
    """A file that is no document of this kind: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


_CONVERT = "save it as UTF-8 text"
_EXPORT = "save its text as .txt"
# The first bytes of files that are often given a wrong suffix (Wikipedia, "List of file signatures").
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document (.docx, .odt, .xlsx)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
# UTF-32 before UTF-16: the mark of the one begins with the mark of the other.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Well-formed UTF-8 beyond ASCII (RFC 3629).
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf] | [\xe0-\xef][\x80-\xbf]{2} | [\xf0-\xf4][\x80-\xbf]{3}", re.VERBOSE
)
_HIGH_BYTES = bytes(range(0x80, 0x100))
# A sign inside a word shows another 8-bit encoding (the Polish "wałbrzych" of cp1250 reads "wa³brzych").
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[¢-©¬®-´¶¸¹¼-¿×÷†‡‰](?=[^\W\d_])")
# French and Portuguese have at most 6 letters in 100 beyond ASCII; Cyrillic or Greek nearly all.
_MOST_LETTERS_BEYOND_ASCII = 0.2

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MOST_CONTROLS = 0.002  # of all characters; form feeds aside, text has none
_HIDDEN = re.compile(
    r"""
      [\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e]  # soft hyphen, joiners, fillers
    | [\u200b-\u200f\u202a-\u202e\u2060-\u206f]  # zero-width, bidirectional controls, invisible operators
    | [\u3164\ufeff\uffa0\ufff0-\ufffb]  # fillers, a byte order mark inside the text, annotation marks
    | [\U000e0000-\U000e01ef]  # tag characters (hidden ASCII) and variation selectors
    | [\ufdd0-\ufdef\ufffe\uffff]  # no characters at all
    """,
    re.VERBOSE,
)
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def read(content: bytes) -> Read:
    """The text of a plain-text file. Raises UnreadableError for what is no text."""
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise UnreadableError(f"this is {kind}, not plain text", _EXPORT)
    text, encoding, remark = _decode(content)
    counts = Counter(text)
    _require_text(counts)
    remarks = [remark] if remark else []
    return Read(text, encoding, (*remarks, *_doubts(text, counts)))


def _decode(content: bytes) -> tuple[str, str, Remark | None]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding), encoding, None
            except UnicodeDecodeError as error:
                where = f"byte {len(mark) + error.start + 1}"
                raise UnreadableError(
                    f"begins as {encoding.upper()} but is damaged at {where}", _CONVERT
                ) from error
    if b"\0" in content:
        raise UnreadableError(
            "this is a binary file, or UTF-16 without its mark: it holds NUL bytes", _CONVERT
        )
    try:
        return content.decode("utf-8"), "utf-8", None
    except UnicodeDecodeError as error:
        return _decode_western(content, error)


def _decode_western(content: bytes, error: UnicodeDecodeError) -> tuple[str, str, Remark | None]:
    """Windows-1252, if that is what it must be; otherwise UnreadableError with the first damaged byte."""
    line = content.count(b"\n", 0, error.start) + 1
    where = f"byte {error.start + 1}, line {line}"
    beyond_ascii = len(content) - len(content.translate(None, _HIGH_BYTES))
    utf8 = sum(len(sequence) for sequence in _UTF8_SEQUENCE.findall(content))
    if utf8 * 4 > beyond_ascii * 3:
        raise UnreadableError(f"is UTF-8 but damaged at {where}", "fetch the document again") from error
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not _reads_as_western(text):
        raise UnreadableError(f"is not UTF-8 ({where}), and its encoding cannot be told", _CONVERT) from error
    first = next(offset for offset, character in enumerate(text) if character > "\x7f")
    remark = Remark(
        "is not UTF-8: read as Windows-1252, so accents and quotation marks may be wrong",
        first,
        "compare them with the original, or save it as UTF-8",
    )
    return text, "cp1252", remark


def _reads_as_western(text: str) -> bool:
    letters = sum(character.isalpha() for character in text)
    beyond = sum(character.isalpha() and character > "\x7f" for character in text)
    signs = sum(character > "\x7f" and not character.isalnum() for character in text)
    return (
        letters > 0
        and beyond <= max(1, letters * _MOST_LETTERS_BEYOND_ASCII)
        and signs <= max(2, len(text) * _MOST_LETTERS_BEYOND_ASCII)
        and not _SIGN_IN_WORD.search(text)
        and not _CONTROL.search(text)
    )


def _require_text(counts: Counter[str]) -> None:
    """Raises UnreadableError for a text without words, and for one that is none."""
    if all(character.isspace() or _HIDDEN.match(character) for character in counts):
        raise UnreadableError("holds no text", "remove it, or save the document's text in it")
    if counts["\0"]:
        raise UnreadableError("this is a binary file: it holds NUL characters", _CONVERT)
    controls = sum(_only(_CONTROL, counts).values())
    if controls > max(8, counts.total() * _MOST_CONTROLS):
        raise UnreadableError(f"this is a binary file: it holds {controls} control characters", _CONVERT)


def _doubts(text: str, counts: Counter[str]) -> list[Remark]:
    """What a reader would not see: said, and left as it is."""
    remarks = []
    for pattern, noun, effect in (
        (_HIDDEN, "invisible character", "search and extraction may miss words"),
        (_CONTROL, "control character", "never printed"),
    ):
        if found := _only(pattern, counts):
            first = min(text.index(character) for character in found)
            holds = f"holds {_counted(sum(found.values()), noun)}, {_kinds(found)}"
            remarks.append(Remark(f"{holds}: {effect}", first))
    if damaged := counts[_REPLACEMENT]:
        remarks.append(
            Remark(
                f"holds {_counted(damaged, 'replacement character')}, U+FFFD: damaged before it came here",
                text.index(_REPLACEMENT),
                "fetch it again, or declare corrections in its sidecar",
            )
        )
    return remarks


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _only(pattern: re.Pattern[str], counts: Counter[str]) -> dict[str, int]:
    """How often each character stands there that the pattern is for."""
    return {character: count for character, count in counts.items() if pattern.match(character)}


def _kinds(found: dict[str, int]) -> str:
    """The three most frequent characters by code point and name: `U+200B zero width space`."""
    common = sorted(found, key=lambda character: (-found[character], character))
    named = [f"U+{ord(c):04X} {unicodedata.name(c, 'control').lower()}" for c in common[:3]]
    return ", ".join([*named, "…"] if len(common) > 3 else named)
