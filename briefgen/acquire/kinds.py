"""What a file is by its bytes, whatever its name or a server says."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from enum import StrEnum

from briefgen.acquire.taken import RefusedError


class Kind(StrEnum):
    """A kind of document that can be added; its value is the suffix under which the original is kept."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    MAIL = "eml"
    TEXT = "txt"


MEDIA_TYPES = {
    Kind.HTML: "text/html",
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.MAIL: "message/rfc822",
    Kind.TEXT: "text/plain",
}
# Suffixes and what they promise; another kind inside is told.
SUFFIXES = {
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".mhtml": Kind.MAIL,
    ".mht": Kind.MAIL,
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
    ".docm": Kind.DOCX,
    ".odt": Kind.ODT,
    ".eml": Kind.MAIL,
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.TEXT,
}
NAMES = {
    Kind.HTML: "a web page",
    Kind.PDF: "a PDF",
    Kind.DOCX: "a Word document (.docx)",
    Kind.ODT: "an OpenDocument text (.odt)",
    Kind.MAIL: "a mail message",
    Kind.TEXT: "plain text",
}
ACCEPTED = "HTML, PDF, DOCX, ODT, EML and plain text can be added"
# The first bytes of what has another program for it (Wikipedia, "List of file signatures").
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .msg)", "save it as .docx"),
    (b"{\\rtf", "an RTF document", "save it as .docx or .odt"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "an image has no text: recognise it with an OCR program"),
    (b"\xff\xd8\xff", "a JPEG image", "an image has no text: recognise it with an OCR program"),
    (b"GIF8", "a GIF image", "an image has no text: recognise it with an OCR program"),
    (b"II*\x00", "a TIFF image", "an image has no text: recognise it with an OCR program"),
    (b"MM\x00*", "a TIFF image", "an image has no text: recognise it with an OCR program"),
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"BZh", "a bzip2 archive", "unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it"),
    (b"Rar!", "a RAR archive", "unpack it"),
    (b"\x7fELF", "a program", None),
    (b"MZ", "a program", None),
    (b"SQLite format 3\x00", "an SQLite database", None),
    (b"%!PS", "a PostScript file", "print it to PDF"),
)
_PDF_WITHIN = 1024  # bytes before `%PDF-` that readers allow (ISO 32000-1, annex H)
_HEAD = 4096
_PAGE = re.compile(
    rb"""\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*
      <(?:!doctype\s+html|html|head|body|article|div|p|h[1-6]|meta|title|table|section|main)\b""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_OTHER_XML = re.compile(rb"\s*<\?xml|\s*<(?:svg|rss|feed|urlset)\b", re.IGNORECASE)
_FIELD = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}):[ \t\r\n].{0,2000}")
_OF_MAIL = re.compile(
    rb"^(?:from|received|return-path|message-id|mime-version|delivered-to|subject|date|to|snapshot-content-location):",
    re.IGNORECASE | re.MULTILINE,
)
_FEWEST_FIELDS = 2
_FORMS_OF_OFFICE = {
    "word/": Kind.DOCX,
    "xl/": "an Excel sheet (.xlsx)",
    "ppt/": "a PowerPoint file (.pptx)",
}


def kind_of(content: bytes) -> Kind:
    """Raises RefusedError for what holds no text that could be taken from it here."""
    if not content.strip(b"\0 \t\r\n"):
        raise RefusedError("holds nothing", None)
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return Kind.PDF
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    for signature, name, hint in _FOREIGN:
        if content.startswith(signature):
            raise RefusedError(f"this is {name}", hint or ACCEPTED)
    head = _narrow(content[: 2 * _HEAD])
    if _PAGE.match(head):
        return Kind.HTML
    if _OTHER_XML.match(head):
        if b"http://www.w3.org/1999/xhtml" in head:
            return Kind.HTML
        raise RefusedError("this is XML, but no web page", ACCEPTED)
    return Kind.MAIL if _is_mail(head) else Kind.TEXT


def _narrow(head: bytes) -> bytes:
    """The beginning as one byte a character, so that UTF-16 pages are known as well."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace").encode("latin-1", "replace")
    return head.removeprefix(codecs.BOM_UTF8)


def _kind_of_archive(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            declared = b""
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    declared = stream.read(200)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise RefusedError("this is a damaged ZIP archive or office document", "fetch it again") from error
    if declared.startswith(b"application/vnd.oasis.opendocument.text"):
        return Kind.ODT
    if declared:
        sort = declared.decode("ascii", "replace").rpartition(".")[2][:40]
        raise RefusedError(f"this is an OpenDocument or EPUB file ({sort})", ACCEPTED)
    for folder, kind in _FORMS_OF_OFFICE.items():
        if any(name.startswith(folder) for name in names):
            if isinstance(kind, Kind):
                return kind
            raise RefusedError(f"this is {kind}", "save what you cite as .docx or PDF")
    raise RefusedError("this is a ZIP archive", "unpack it and add the folder")


def _is_mail(head: bytes) -> bool:
    """Whether it begins with header fields, two of which only a message has."""
    fields = head.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if not _FIELD.match(fields) or b"\n" not in fields:
        return False
    lines = [line for line in fields.split(b"\n") if line and line[:1] not in b" \t"]
    proper = sum(1 for line in lines if _FIELD.match(line + b"\n"))
    known = {match.lower() for match in _OF_MAIL.findall(fields)}
    return len(known) >= _FEWEST_FIELDS and proper >= 0.9 * len(lines)
