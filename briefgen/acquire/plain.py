"""Plain text in any encoding: as it came where it is UTF-8, else put into UTF-8 and said so."""

from __future__ import annotations

import codecs
import re
from importlib.metadata import version

from briefgen.acquire.taken import RefusedError, Taken

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GIVE_IT = "name it: --encoding windows-1251"
_SHARE_OF_NULS = 0.2  # a Western text in UTF-16 has a NUL in every second byte
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.002


def read(content: bytes, encoding: str | None = None) -> Taken:
    """Raises RefusedError for what is no text, or whose encoding cannot be told."""
    if encoding is not None:
        return _converted(_decode(content, encoding), encoding, "as you said")
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _converted(_decode(content[len(mark) :], name), name, "by its first bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if text and "\0" not in text:
        _require_text(text)
        return Taken(text, "UTF-8", is_as_it_came=True)
    for name, nuls in (("utf-16-le", content[1::2]), ("utf-16-be", content[0::2])):
        if nuls.count(0) > _SHARE_OF_NULS * len(nuls):
            return _converted(_decode(content, name), name, "by its zero bytes")
    return _guessed(content)


def _guessed(content: bytes) -> Taken:
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    if best is None:
        raise RefusedError("is no text, or its encoding cannot be told", _GIVE_IT)
    how = f"guessed by charset-normalizer {version('charset-normalizer')}: look at its accents"
    return _converted(_decode(content, best.encoding), best.encoding, how)


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except LookupError as error:
        raise RefusedError(f"there is no encoding '{encoding}'", _GIVE_IT) from error
    except UnicodeError as error:
        raise RefusedError(f"is not {encoding}: {error}", _GIVE_IT) from error


def _converted(text: str, encoding: str, how: str) -> Taken:
    text = text.removeprefix("\ufeff")
    _require_text(text)
    return Taken(text, f"{encoding}, {how}", notes=(f"the encoding is {encoding}, {how}",))


def _require_text(text: str) -> None:
    if not re.search(r"\w", text):
        raise RefusedError("holds no text")
    if len(_CONTROL.findall(text)) > max(8, len(text) * _MOST_CONTROLS):
        raise RefusedError("this is a binary file, no text")
