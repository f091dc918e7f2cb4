"""The sidecar of a new document: what was found, where, and what a person is to confirm.

Each guess bears `# confirm: …` with where it comes from; the file loads as it is, and a person deletes the
remark once they have looked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from briefgen.acquire.dating import as_edtf, date_at_head, words_that_say
from briefgen.acquire.same import Likeness, Match
from briefgen.acquire.taken import Guess, PageBreaks, Taken, one_line
from briefgen.corpus.description import Description
from briefgen.extract.segment import segment
from briefgen.extract.source import infer_source
from briefgen.model.selectors import Folded, Selector
from briefgen.model.text import Document, PassageKind, Period, Source
from briefgen.model.verbatim import fold

_SHORT = 300  # characters of a remark
_ON_A_LINE = 90  # characters of the map of pages
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?")
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffd-\uffff]"
)
_DATELINE = re.compile(r"\b\d{1,2}\b.{1,30}\b\d{4}\b\W*\w*$")  # in any language: place, day, month, year
_LONGEST_DATELINE = 8  # words
_OF_TEXT = "the text"


@dataclass(frozen=True, slots=True)
class Kept:
    """The file as it came: how it is named beside the text, and where it comes from."""

    file: str
    sha256: str
    media_type: str
    url: str | None = None
    fetched: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What the sidecar will say of a document, each fact with its guess."""

    facts: Mapping[str, Guess]
    issued: str | None
    issued_where: str
    issued_basis: str | None
    others: tuple[str, ...]  # dates that say otherwise
    narrator: str | None

    def value(self, key: str) -> str | None:
        guess = self.facts.get(key)
        return guess.value if guess else None


def look(taken: Taken, today: date, url: str | None) -> Found:
    """What the sidecar is to say: of each key the first guess that it can hold, and the date."""
    facts = _facts_of(taken, url)
    language = facts["language"].value if "language" in facts else None
    dates = _dates(taken.guesses, today)
    said, basis, narrator = infer_source(taken.text)
    if said is None and (in_words := date_at_head(taken.text, language)):
        said, basis = Period.parse(in_words[0]), in_words[1]
    if said is not None and said.first() <= today:
        dates.append((said.edtf, _OF_TEXT))
    issued, where = next(((one, at) for one, at in dates if "modified" not in at.lower()), (None, ""))
    others = tuple(dict.fromkeys(f"{one} by {at}" for one, at in dates if one != issued))
    is_said = said is not None and said.edtf == issued
    shown = basis if is_said else words_that_say(taken.text, issued) if issued else None
    if shown is not None and not Folded(taken.text).find(Selector(shown)):
        shown = None
    return Found(facts, issued, where, shown, others, narrator)


def _facts_of(taken: Taken, url: str | None) -> dict[str, Guess]:
    """A publisher that is the outlet itself is left out; a headline stands in for a title."""
    facts = {key: guess for key in _KEYS if (guess := _first(key, taken.guesses.get(key, ())))}
    if url and "url" not in facts and (given := _first("url", (Guess((url,), "where it was fetched"),))):
        facts["url"] = given
    outlet, publisher = facts.get("container-title"), facts.get("publisher")
    if outlet and publisher and outlet.value.casefold() == publisher.value.casefold():
        del facts["publisher"]
    if "title" not in facts and (head := headline(taken.text)):
        title = _first("title", (Guess((head,), "the heading at its head"),))
        facts |= {"title": title} if title else {}
    return facts


_KEYS = ("title", "author", "container-title", "publisher", "url", "type", "language")


def headline(text: str) -> str | None:
    """The first heading, if it stands before any other text."""
    document = Document(Source(id="", sha256=""), text)
    first = next((p for p in segment(document) if p.kind is not PassageKind.FURNITURE), None)
    if first is None or first.kind is not PassageKind.HEADING:
        return None
    words = fold(first.cited.span.of(text))
    return None if _DATELINE.search(words) and len(words.split()) <= _LONGEST_DATELINE else words


def _first(key: str, guesses: Sequence[Guess]) -> Guess | None:
    """The first guess that the sidecar's own rules take."""
    for guess in guesses:
        values = tuple(value for value in map(_plain, guess.values) if value)
        if key == "language" and values:
            values = _language(values[0])
        values = tuple(value for value in values if _is_taken(key, value))
        if values:
            return Guess(values if key == "author" else values[:1], guess.where)
    return None


def _plain(value: str) -> str:
    return _UNPRINTABLE.sub("", one_line(value))


def _language(value: str) -> tuple[str, ...]:
    """`en_GB` as the tag `en-GB`."""
    match = _LANGUAGE.match(value)
    if not match:
        return ()
    language, script, region = match.groups()
    return ("-".join(filter(None, (language.lower(), script and script.title(), region and region.upper()))),)


def _is_taken(key: str, value: str) -> bool:
    try:
        Description.model_validate({"id": "x", key: value})
    except ValidationError:
        return False
    return True


def _dates(guesses: Mapping[str, Sequence[Guess]], today: date) -> list[tuple[str, str]]:
    found = [
        (edtf, guess.where)
        for key in ("issued", "modified")
        for guess in guesses.get(key, ())
        if (edtf := as_edtf(guess.value, today))
    ]
    return list(dict.fromkeys(found))


def sidecar(
    id_: str,
    digest: str,
    found: Found,
    taken: Taken,
    today: date,
    *,
    kept: Kept | None = None,
    part_of: str | None = None,
    like: Match | None = None,
    came_as: str | None = None,
) -> str:
    """The text of the file."""
    lines = [
        "# Written by 'briefgen corpus add'. Look at each '# confirm', put it right, and delete the remark.",
        f"id: {_scalar(id_)}",
        f"sha256: {digest}",
        *([f"original_name: {_scalar(_plain(came_as)[:_SHORT])}"] if came_as and _plain(came_as) else []),
        *(_original(kept, taken) if kept else ()),
        *_facts(found),
        *_date(found, taken, today),
        *_narrator(found),
        *_origin(part_of, like),
        f"added: {today.isoformat()}",
        *_outside(found),
        *_pages(taken.pages),
        *(f"# note: {_remark(note)}" for note in taken.notes),
    ]
    return "\n".join(lines) + "\n"


def _original(kept: Kept, taken: Taken) -> Iterator[str]:
    yield "original:"
    yield f"  file: {_scalar(kept.file)}"
    yield f"  sha256: {kept.sha256}"
    yield f"  type: {kept.media_type}"
    yield f"  read_with: {_scalar(_plain(taken.read_with))}"
    if kept.url and _is_taken("url", kept.url):
        yield f"  url: {_scalar(kept.url)}"
    if kept.fetched:
        yield f"  fetched: {kept.fetched.isoformat()}"


def _facts(found: Found) -> Iterator[str]:
    for key in _KEYS:
        guess = found.facts.get(key)
        if guess is None:
            yield _BLANK[key]
            continue
        value = (
            _scalar(guess.value) if len(guess.values) == 1 else json.dumps(guess.values, ensure_ascii=False)
        )
        yield f"{key}: {value}    # confirm: {_remark(guess.where)}"


_BLANK = {
    "title": "# title:",
    "author": "# author:            # one name, or a list of them",
    "container-title": "# container-title:   # the newspaper, site or series it stands in",
    "publisher": "# publisher:",
    "url": "# url:",
    "type": "# type: report       # or speech, article-newspaper … (the types of CSL)",
    "language": "# language: en",
}


def _date(found: Found, taken: Taken, today: date) -> Iterator[str]:
    if found.issued is None:
        files = [
            f"{edtf} by {guess.where}"
            for guess in taken.guesses.get("file-dates", ())
            if (edtf := as_edtf(guess.value, today))
        ]
        hint = f"    # no date was found; the file is of {_remark('; '.join(files))}" if files else ""
        yield f"# issued: 2023-12-17{hint}"
        return
    but = f"; others: {'; '.join(found.others)}" if found.others else ""
    yield f"issued: {found.issued}    # confirm: {_remark(found.issued_where + but)}"
    if found.issued_basis:
        yield f"issued_basis: {_scalar(found.issued_basis)}"


def _narrator(found: Found) -> Iterator[str]:
    if found.narrator:
        yield f"narrator: {_scalar(_plain(found.narrator))}    # confirm: who 'I' is in the text"
        yield f"narrator_basis: {_scalar(fold(found.narrator))}"


def _origin(part_of: str | None, like: Match | None) -> Iterator[str]:
    """What repeats another document is no second source."""
    if part_of:
        yield f"part_of: {_scalar(part_of)}    # an attachment of it"
    elif like is not None and like.likeness is not Likeness.SHARED:
        yield f"part_of: {_scalar(like.id)}    # confirm: it {like}, so both count as one origin"
    elif like is not None:
        yield f"# part_of: {_scalar(like.id)}    # confirm: it {like}; where it repeats it, write this"


def _outside(found: Found) -> Iterator[str]:
    """How a date is known that the text does not say; other facts are told by their remarks."""
    if found.issued and not found.issued_basis:
        yield f"outside: {{issued: {_scalar(_plain(found.issued_where)[:_SHORT])}}}"


def _pages(pages: PageBreaks) -> Iterator[str]:
    if not pages:
        return
    yield "pages:    # from which character on which page of the original"
    line = "  {"
    for at, (offset, page) in enumerate(pages):
        piece = f"{offset}: {page}" + ("}" if at + 1 == len(pages) else ", ")
        if len(line) + len(piece) > _ON_A_LINE:
            yield line.rstrip()
            line = "   "
        line += piece
    yield line


def _remark(words: str) -> str:
    plain = _plain(words)
    return plain if len(plain) <= _SHORT else f"{plain[: _SHORT - 1]}…"


def _scalar(text: str) -> str:
    """A text in double quotation marks, as YAML and JSON write it; what YAML bars is written as an escape."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
