"""Files to verify: one reader a format, each from bytes to a `Draft`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefgen.verify.draft import Draft
from briefgen.verify.readers.docx import read as read_docx
from briefgen.verify.readers.html import read as read_html
from briefgen.verify.readers.markdown import read as read_markdown
from briefgen.verify.readers.pdf import read as read_pdf
from briefgen.verify.readers.text import read as read_text

Reader = Callable[[bytes], Draft]

READERS: Mapping[str, Reader] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".txt": read_text,
}
LARGEST = 50_000_000  # bytes of a file


def read(content: bytes, suffix: str) -> Draft:
    """The draft in a file's bytes; a suffix that nobody knows is plain text.

    Raises ValueError where the bytes are not what the suffix says.
    """
    return READERS.get(suffix.lower(), read_text)(content)
