"""A PDF: its text layer in reading order, with the page of every word; a scan is said to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

from briefgen.acquire.pdf_furniture import Furniture
from briefgen.acquire.pdf_glyphs import PageText, read_page
from briefgen.acquire.pdf_layout import lines_of
from briefgen.acquire.pdf_paragraphs import Hyphens, blocks_of, words_of
from briefgen.acquire.taken import Guess, RefusedError, Taken, counted, listed, one_line, set_text

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MOST_PAGES = 1000
_MOST_UNKNOWN = 0.05  # of all glyphs: with more, words are missing
_FEWEST_LETTERS = 20
_OCR = "recognise it with an OCR program, such as ocrmypdf, and add what that makes"
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
# Names of files that programs leave for a title.
_NO_TITLE = re.compile(
    r"(?:microsoft word\s*-\s*)?.{0,200}\.(?:docx?|pdf|indd|odt|rtf|tex|dvi|pptx?)|untitled.*|.{0,3}",
    re.IGNORECASE,
)


def read(content: bytes) -> Taken:
    """Raises RefusedError for a scan, a locked file, and one that cannot be read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise RefusedError("this PDF is locked with a password", "save an open copy of it") from error
        raise RefusedError(
            f"this PDF cannot be read: {error}", "fetch it again, or print it to PDF anew"
        ) from error
    try:
        if len(document) > MOST_PAGES:
            raise RefusedError(f"has {len(document)} pages, more than {MOST_PAGES}", "split it")
        pages = [read_page(document[number], number + 1) for number in range(len(document))]
        guesses = _properties(document)
    except pypdfium2.PdfiumError as error:
        raise RefusedError(f"this PDF is damaged: {error}", "fetch it again") from error
    finally:
        document.close()
    return _taken(pages, guesses)


def _taken(pages: Sequence[PageText], guesses: dict[str, tuple[Guess, ...]]) -> Taken:
    _require_text(pages)
    furniture = Furniture(pages)
    lines = [line for page in pages for line in lines_of(furniture.without(page), page.number)]
    hyphens = Hyphens(words_of(lines))
    text, breaks = set_text(blocks_of(lines, hyphens))
    notes = (*_of_pages(pages), *_of_furniture(furniture), *_of_hyphens(hyphens))
    return Taken(text, f"pypdfium2 {version('pypdfium2')}", breaks, guesses, notes)


def _require_text(pages: Sequence[PageText]) -> None:
    letters = sum(char.isalnum() for page in pages for one in page.fragments for char in one.words)
    if letters < _FEWEST_LETTERS:
        scanned = sum(1 for page in pages if page.images)
        count = counted(len(pages), "page")
        if scanned:
            raise RefusedError(f"is a scan: {count}, {counted(scanned, 'image')} and no text", _OCR)
        raise RefusedError(f"holds no text: {count} of drawings or nothing", _OCR)
    glyphs, unknown = sum(page.glyphs for page in pages), sum(page.unknown for page in pages)
    if unknown > _MOST_UNKNOWN * glyphs:
        raise RefusedError(
            f"its fonts do not say which letters they draw ({unknown} of {glyphs} signs)", _OCR
        )


def _of_pages(pages: Sequence[PageText]) -> Iterator[str]:
    empty = [str(page.number) for page in pages if not page.fragments and page.images]
    if empty:
        pages_ = "page" if len(empty) == 1 else "pages"
        yield f"no text on {pages_} {listed(empty, 20)}: images only, perhaps scans"
    if turned := sum(page.turned for page in pages):
        yield f"{counted(turned, 'sign')} that stand across the text are left out (stamps in the margin)"
    if unknown := sum(page.unknown for page in pages):
        yield f"{counted(unknown, 'sign')} without a known letter stand as U+FFFD"


def _of_furniture(furniture: Furniture) -> Iterator[str]:
    for words, count in furniture.heads.most_common(8):
        yield f"left out, at the edge of {counted(count, 'page')}: {words[:200]}"
    if furniture.first_number:
        page, printed = furniture.first_number
        if re.sub(r"\D", "", printed) != str(page):
            yield f"page numbers are those of the file; page {page} is printed as {printed}"
        yield "page numbers at the edge are left out"


def _of_hyphens(hyphens: Hyphens) -> Iterator[str]:
    if hyphens.joined:
        words = listed(sorted(set(hyphens.joined)), 12)
        yield f"{counted(len(hyphens.joined), 'hyphen')} taken out at line ends: {words}"
    if hyphens.kept:
        words = listed(sorted(set(hyphens.kept)), 12)
        yield f"{counted(len(hyphens.kept), 'hyphen')} kept at line ends: {words}"


def _properties(document: PdfDocument) -> dict[str, tuple[Guess, ...]]:
    said = {key: one_line(value) for key, value in document.get_metadata_dict(skip_empty=True).items()}
    found: dict[str, tuple[Guess, ...]] = {}
    if (title := said.get("Title")) and not _NO_TITLE.fullmatch(title):
        found["title"] = (Guess((title,), "the PDF's property Title"),)
    if author := said.get("Author"):
        found["author"] = (
            Guess(tuple(filter(None, map(str.strip, author.split(";")))), "the PDF's property Author"),
        )
    dates = [
        Guess(("-".join(filter(None, match.groups())),), f"the PDF's property {name}")
        for name in ("CreationDate", "ModDate")
        if (match := _DATE.match(said.get(name, "")))
    ]
    return found | ({"file-dates": tuple(dates)} if dates else {})
