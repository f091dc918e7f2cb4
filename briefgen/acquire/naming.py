"""The id of a new document: its author or outlet and its date, as citations will name it for ever."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import urlsplit

_LONGEST_NAME = 40
_NOT_IN_NAME = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d"}
)
# Names of desks and machines stand where an author's name should.
_NO_PERSON = re.compile(
    r"\b(?:staff|team|editor(?:s|ial)?|desk|newsroom|admin|agenc(?:y|ies)|commission|council|parliament|"
    r"ministry|office|service|press|news|user|unknown|redaktion|rédaction|redazione)\b|\d|@",
    re.IGNORECASE,
)
_WORDS_OF_TITLE = 4
_FEWEST_LETTERS = 4
_EMPTY_WORDS = re.compile(
    r"a|an|the|of|on|in|at|to|for|and|or|der|die|das|und|le|la|les|de|des|du|et|il|lo|i|gli|di"
)


def propose(
    *,
    author: str | None,
    outlet: str | None,
    url: str | None,
    title: str | None,
    stem: str | None,
    issued: str | None,
) -> str:
    """`horvat-2025-06-03`, `example-gazette-2025-06`; without a date the first words of the title."""
    who = _person(author) or _tame(outlet or "") or _host(url) or _tame(author or "")
    when = (issued or "").replace("/", "-to-").replace("..", "").replace("~", "").strip("-")
    what = "" if who and when else _title(title) or _tame(stem or "")
    return "-".join(filter(None, (who, what, when))) or "document"


def free(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, or with the first number that nobody has; ids differ in more than case."""
    used = {one.casefold() for one in taken}
    if wanted.casefold() not in used:
        return wanted
    number = 2
    while f"{wanted}-{number}".casefold() in used:
        number += 1
    return f"{wanted}-{number}"


def _person(author: str | None) -> str:
    """The surname, as far as a name tells it: before a comma, else the last word."""
    if not author or _NO_PERSON.search(author) or not 2 <= len(author.replace(",", " ").split()) <= 5:
        return ""
    surname = author.partition(",")[0] if "," in author else author.split()[-1]
    return _tame(surname)


def _host(url: str | None) -> str:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    parts = host.removeprefix("www.").split(".")
    return _tame(parts[-2] if len(parts) > 1 else "")


def _title(title: str | None) -> str:
    words = [word for word in _tame(title or "", 200).split("-") if not _EMPTY_WORDS.fullmatch(word)]
    name = "-".join(words[:_WORDS_OF_TITLE])[:_LONGEST_NAME].strip("-")
    return name if len(name) >= _FEWEST_LETTERS else ""


def _tame(words: str, longest: int = _LONGEST_NAME) -> str:
    plain = (
        unicodedata.normalize("NFKD", words.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    )
    name = _NOT_IN_NAME.sub("-", plain).strip("-")
    return name if len(name) <= longest else name[:longest].rpartition("-")[0] or name[:longest]
