"""What a sidecar may say about its document, in the words of CSL-JSON."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from briefgen.model.selectors import Selector
from briefgen.model.text import Period
from briefgen.model.verbatim import fold
from briefgen.places.fitting import did_you_mean
from briefgen.places.visible import shown

# The item types of CSL 1.0.2 (docs.citationstyles.org, appendix III).
CSL_TYPES = frozenset(
    re.findall(
        r"\S+",
        """
        article article-journal article-magazine article-newspaper bill book broadcast chapter classic
        collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing
        interview legal_case legislation manuscript map motion_picture musical_score pamphlet
        paper-conference patent performance periodical personal_communication post post-weblog regulation
        report review review-book software song speech standard thesis treaty webpage
        """,
    )
)
# The letters of the Admiralty scale, from "completely reliable" to "cannot be judged".
Reliability = Literal["A", "B", "C", "D", "E", "F"]

# An id names files (`source-ID.html`, 255 bytes) and is a citation key: Pandoc lets none end in a full stop.
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,198}[A-Za-z0-9])?")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_COUNT = re.compile(r"[0-9]{1,9}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Language, script, region, variants (RFC 5646, without its grandfathered tags).
_LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-(?:[A-Za-z]{2}|\d{3}))?(-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*"
)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]")
_NOT_IN_ADDRESS = re.compile(r"[\s<>\"\\^`{|}\x00-\x1f\x7f]")
_LONGEST = 1000  # characters of a title or any other text of a description


def is_document_id(name: str) -> bool:
    return bool(_ID.fullmatch(name)) and ".." not in name


def _fault(message: str, hint: str) -> PydanticCustomError:
    """A fault whose hint `fit` hands on."""
    return PydanticCustomError("description", "{message}", {"message": message, "hint": hint})


def _words(written: str) -> str:
    """One line of text; a fault for what cannot be printed."""
    if found := _UNPRINTABLE.search(written):
        raise _fault(f"holds a character that cannot be printed (U+{ord(found[0]):04X})", "remove it")
    if len(written) > _LONGEST:
        raise _fault(f"the text is longer than {_LONGEST} characters", "shorten it")
    if not (words := fold(written)):
        raise _fault("it is empty", "write it, or leave the key out")
    return words


def _document_id(written: str) -> str:
    if not is_document_id(written):
        hint = "use letters, digits, hyphens, underscores and full stops, a letter or digit first and last"
        raise _fault(f"{shown(written)} cannot be an id", hint)
    return written


def _digest(written: str) -> str:
    if not _SHA256.fullmatch(written.lower()):
        raise _fault(f"{shown(written)} is no SHA-256", "write the 64 digits that 'sha256sum FILE' prints")
    return written.lower()


def _period(written: object) -> Period:
    try:
        return Period.parse(str(written))
    except ValueError as error:
        reason = "" if str(error).startswith("not an EDTF date") else f": {error}"
        hint = "write 2021-06-06, 2023-12, 2025-10/2025-12, or 2025~ for about 2025"
        raise _fault(f"{shown(written)} is no date{reason}", hint) from error


def _day(written: object) -> date:
    try:
        if _DAY.fullmatch(str(written)):
            return date.fromisoformat(str(written))
        reason = ""
    except ValueError as error:
        reason = f": {error}"
    raise _fault(f"{shown(written)} is no day{reason}", "write it as 2025-07-22")


def _file_name(written: str) -> str:
    if written in ("", ".", "..") or re.search(r"[/\\\\\x00-\x1f]", written):
        raise _fault(
            f"{shown(written)} is no name of a file", "write the name alone: it lies beside the document"
        )
    return written


def _pages(written: object) -> tuple[tuple[int, int], ...]:
    """`{0: 1, 2311: 2}`: from which character on which page; a page may come back after a footnote of it."""
    hint = "write {0: 1, 2311: 2}: where each page begins, in characters"
    if written is None:
        return ()
    if not isinstance(written, dict):
        raise _fault(f"{shown(written)} tells no pages", hint)
    numbers = [(str(at), str(page)) for at, page in written.items()]
    if not all(_COUNT.fullmatch(at) and _COUNT.fullmatch(page) for at, page in numbers):
        raise _fault("a page or its place is no whole number", hint)
    pages = tuple((int(at), int(page)) for at, page in numbers)
    if any(later <= earlier for (earlier, _), (later, _) in pairwise(pages)):
        raise _fault("the places of the pages do not grow", hint)
    return pages


def _web_address(written: str) -> str:
    try:
        parts = urlsplit(written)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address or _NOT_IN_ADDRESS.search(written):
        raise _fault(f"{shown(written)} is no web address", "it begins with https:// or http://")
    return written


def _language(written: str) -> str:
    if not _LANGUAGE.fullmatch(written):
        raise _fault(f"{shown(written)} is no language", "write a BCP 47 tag: en, fr, pt-BR")
    return written


def _csl_type(written: str) -> str:
    if written not in CSL_TYPES:
        raise _fault(f"{shown(written)} is no CSL type", did_you_mean(written, sorted(CSL_TYPES)))
    return written


def _listed(value: Any) -> Any:
    """One author may be written without a list."""
    return [value] if isinstance(value, str) else value


Words = Annotated[str, AfterValidator(_words)]
DocumentId = Annotated[str, AfterValidator(_document_id)]
WebAddress = Annotated[str, AfterValidator(_web_address)]


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


class Outside(_Written):
    """How something is known that the text does not say."""

    title: Words | None = None
    author: Words | None = None
    container_title: Words | None = Field(default=None, alias="container-title")
    publisher: Words | None = None
    issued: Words | None = None
    url: Words | None = None
    type: Words | None = None
    language: Words | None = None
    narrator: Words | None = None
    narrator_role: Words | None = None
    occasion: Words | None = None
    venue: Words | None = None
    part_of: Words | None = None


class Original(_Written):
    """The file that a document's text was taken from: kept beside it, never read again."""

    file: Annotated[str, AfterValidator(_file_name)]
    sha256: Annotated[str, AfterValidator(_digest)]
    type: Words | None = None
    read_with: Words | None = None
    url: WebAddress | None = None
    fetched: Annotated[date, PlainValidator(_day)] | None = None


class Description(_Written):
    """The keys of a sidecar. The lists of addressed words are fitted one by one, so they stay raw here."""

    id: DocumentId
    sha256: Annotated[str, AfterValidator(_digest)] | None = None
    original_name: Words | None = None
    title: Words | None = None
    author: Annotated[tuple[Words, ...], BeforeValidator(_listed)] | None = None
    container_title: Words | None = Field(default=None, alias="container-title")
    publisher: Words | None = None
    issued: Annotated[Period, PlainValidator(_period)] | None = None
    issued_basis: Words | None = None
    url: WebAddress | None = None
    type: Annotated[str, AfterValidator(_csl_type)] | None = None
    language: Annotated[str, AfterValidator(_language)] | None = None
    narrator: Words | None = None
    narrator_role: Words | None = None
    narrator_basis: Words | None = None
    occasion: Words | None = None
    venue: Words | None = None
    part_of: DocumentId | None = None
    reliability: Reliability | None = None
    added: Annotated[date, PlainValidator(_day)] | None = None
    original: Original | None = None
    pages: Annotated[tuple[tuple[int, int], ...], PlainValidator(_pages)] = ()
    outside: Annotated[Outside, BeforeValidator(lambda written: {} if written is None else written)] = (
        Outside()
    )
    furniture: list[Any] | None = None
    corrections: list[Any] | None = None
    tags: list[Any] | None = None
    untag: list[Any] | None = None


class Addressed(_Written):
    """Words of the document: `exact`, with `prefix` or `suffix` where they stand there more than once."""

    exact: str
    prefix: str | None = None
    suffix: str | None = None

    @property
    def selector(self) -> Selector:
        return Selector(self.exact, self.prefix or "", self.suffix or "")


class Debris(_Written):
    """Page debris: some words, or everything `from` some words `to` others."""

    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None

    @model_validator(mode="after")
    def _is_one_address(self) -> Debris:
        if (self.exact is None) == (self.from_ is None) or (self.from_ is None) != (self.to is None):
            raise ValueError("write either 'exact', or 'from' and 'to'")
        return self

    @property
    def selector(self) -> Selector:
        """The words themselves, or those with which the range begins."""
        return Selector(self.exact or self.from_ or "", self.prefix or "", self.suffix or "")


class Corrected(Addressed):
    """An OCR fault and how it should be read."""

    reading: Words
    why: Words


class Decided(Addressed):
    """A person's decision on a theme, for the passage that holds the words."""

    theme: Words
    why: Words | None = None
