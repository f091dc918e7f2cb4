"""A mail message: its plain text, else its HTML; the headers say who wrote it and when.

A web page that a browser saved in one file (.mhtml) is a message too: its page is read.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import getaddresses, parsedate_to_datetime

from briefgen.acquire import page
from briefgen.acquire.taken import Attachment, Guess, RefusedError, Taken, listed, one_line

_MOST_PARTS = 500
_MOST_ATTACHMENTS = 50
_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")


def read(content: bytes) -> Taken:
    """Raises RefusedError for a message without text, or one that is encrypted."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise RefusedError("this is no mail message")
    parts = list(_parts(message))
    if any(part.get_content_type() in _ENCRYPTED for part in parts):
        raise RefusedError(
            "this message is encrypted", "open it in your mail program and save the open message"
        )
    if saved := message.get("Snapshot-Content-Location") or _content_location(message):
        return _saved_page(parts, saved)
    body = message.get_body(preferencelist=("plain", "html"))
    attachments = tuple(_attachments(message))[:_MOST_ATTACHMENTS]
    taken = _body(body) if body is not None else None
    if taken is None:
        names = [attachment.name for attachment in attachments]
        hint = f"its attachments: {listed(names)}; add them with --attachments" if names else None
        raise RefusedError("this message holds no text", hint)
    told = [*taken.notes, *_told(message)]
    return Taken(
        taken.text, taken.read_with, guesses=_guesses(message), notes=tuple(told), attachments=attachments
    )


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            raise RefusedError(f"this message has more than {_MOST_PARTS} parts")
        if isinstance(part, EmailMessage):
            yield part


def _content_location(message: EmailMessage) -> str | None:
    """The address of a page that was saved in one file; ordinary mail has none with a related part."""
    if message.get_content_type() != "multipart/related" or message.get("Message-ID"):
        return None
    first = next(iter(message.iter_parts()), None)
    return str(first.get("Content-Location") or "") or None if first is not None else None


def _saved_page(parts: list[EmailMessage], address: str) -> Taken:
    html = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if html is None:
        raise RefusedError("no page stands in this file", "save the page anew")
    is_address = re.match(r"https?://", str(address))
    taken = page.read(_bytes(html), str(address) if is_address else None)
    if is_address:
        taken.guesses.setdefault("url", (Guess((str(address),), "the address it was saved from"),))
    return taken


def _body(part: MIMEPart) -> Taken | None:
    if part.get_content_type() == "text/html":
        return page.read(_bytes(part))
    words = _words(part).replace("\r\n", "\n")
    if part.get_param("format") == "flowed":
        words = _unflowed(words, delete_space=part.get_param("delsp") == "yes")
    return Taken(words.rstrip() + "\n", "Python's mail parser") if words.strip() else None


def _words(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):  # an encoding that nobody knows
        return _bytes(part).decode("utf-8", "replace")


def _bytes(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _unflowed(words: str, *, delete_space: bool) -> str:
    """Lines that go on put together (RFC 3676): a space at the end says so, but for a signature's mark."""
    lines: list[str] = []
    goes_on = False
    for line in words.split("\n"):
        stuffed = line[1:] if line.startswith(" ") else line
        if goes_on and lines and not stuffed.startswith(">"):
            lines[-1] += stuffed
        else:
            lines.append(stuffed)
        goes_on = stuffed.endswith(" ") and stuffed != "-- "
        if goes_on and delete_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(line.rstrip() for line in lines)


def _guesses(message: EmailMessage) -> dict[str, tuple[Guess, ...]]:
    found: dict[str, tuple[Guess, ...]] = {
        "type": (Guess(("personal_communication",), "it is a mail message"),)
    }
    if subject := one_line(_header(message, "Subject")):
        found["title"] = (Guess((subject,), "the header Subject"),)
    if names := tuple(
        one_line(name or address) for name, address in getaddresses([_header(message, "From")])
    ):
        found["author"] = (Guess(tuple(filter(None, names)), "the header From"),)
    try:
        date = parsedate_to_datetime(_header(message, "Date")).date().isoformat()
        found["issued"] = (Guess((date,), "the header Date"),)
    except (ValueError, TypeError, OverflowError):
        pass
    if language := one_line(_header(message, "Content-Language")):
        found["language"] = (Guess((language.split(",")[0],), "the header Content-Language"),)
    return {key: guesses for key, guesses in found.items() if guesses[0].values}


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name) or "")
    except (ValueError, IndexError, AttributeError):  # headers that break Python's own parser
        return ""


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    for part in message.iter_attachments():
        if part.get_content_disposition() == "inline" and part.get_content_maintype() == "image":
            continue
        yield Attachment(one_line(part.get_filename() or part.get_content_type()), _bytes(part))


def _told(message: EmailMessage) -> Iterator[str]:
    if to := one_line(_header(message, "To")):
        yield f"sent to {to[:200]}"
