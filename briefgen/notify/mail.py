"""An edition as one e-mail to one recipient: plain text, the page, and the PDF where it is wanted.

The same message has the same bytes at each try: its date is that of the outbox, its id that of the message.
"""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from briefgen.model.notice import MailServer
from briefgen.notify.announced import Announced
from briefgen.notify.carrier import RefusedError
from briefgen.notify.message import Message
from briefgen.places.visible import CONTROLS

LARGEST_PDF = 5 * 1024 * 1024  # bytes: a third more in base64, which servers still take
LONGEST_SUBJECT = 200  # characters


def compose(message: Message, announced: Announced, server: MailServer, mark: str = "") -> EmailMessage:
    """The mail of a message, `mark` before its subject. RefusedError where it cannot be made."""
    page, plain = announced.file(".mail.html"), announced.file(".mail.txt")
    if page is None or plain is None:
        raise RefusedError("the edition was made without the format 'mail'")
    addresses = (server.sender, message.target, server.reply_to or "")
    mail = EmailMessage(SMTP if all(map(str.isascii, addresses)) else SMTPUTF8)
    for name, value in _headers(message, announced, server, mark).items():
        mail[name] = value
    mail.set_content(plain.decode(), cte="quoted-printable")
    mail.add_alternative(page.decode(), subtype="html", cte="quoted-printable")
    if message.attach_pdf and (pdf := _pdf(announced)) is not None:
        mail.add_attachment(pdf, "application", "pdf", filename=f"{announced.name}.pdf")
    for at, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=_{message.id}_{at}")
    mail["Content-Language"] = announced.language  # last: a new content takes its own headers away
    return mail


def _headers(message: Message, announced: Announced, server: MailServer, mark: str) -> dict[str, object]:
    edition = announced.manifest.edition.name
    subject = _one_line(f"{mark}{_limit_of(announced)}{announced.title}")[:LONGEST_SUBJECT]
    headers = {
        "From": _address(server.sender, server.sender_name),
        "To": _address(message.target),
        "Reply-To": _address(server.reply_to) if server.reply_to else None,
        "Subject": f"{subject} ({edition})",
        "Date": format_datetime(message.queued),
        "Message-ID": f"<{_id_of(message, mark)}@{server.sender.rpartition('@')[2]}>",
        "List-Unsubscribe": _unsubscribe(server.unsubscribe),
        "Auto-Submitted": "auto-generated",
    }
    return {name: value for name, value in headers.items() if value}


def _id_of(message: Message, mark: str) -> str:
    """A test is no edition: a server that drops what it has seen must not drop the true one."""
    return f"test-{int(message.queued.timestamp())}-{message.id}" if mark else message.id


def _limit_of(announced: Announced) -> str:
    """A marking of the Traffic Light Protocol, which asks for it in the subject as well (FIRST, TLP 2.0)."""
    marking = announced.marking or ""
    return f"[{marking}] " if marking.upper().startswith("TLP:") else ""


def _address(address: str, name: str | None = None) -> Address:
    local, _, domain = address.rpartition("@")
    return Address(_one_line(name or ""), local, domain)


def _pdf(announced: Announced) -> bytes | None:
    """The PDF to attach; None where it is too large and the mail leads to the edition in the web."""
    pdf = announced.file(".pdf")
    if pdf is None:
        raise RefusedError("the PDF is to be attached, and the edition has none")
    if len(pdf) <= LARGEST_PDF:
        return pdf
    if announced.url is None:
        limit = LARGEST_PDF // 1024**2
        raise RefusedError(
            f"the PDF is larger than {limit} MB, and no 'address' is set that a link could lead to"
        )
    return None


def _unsubscribe(address: str | None) -> str | None:
    if address is None:
        return None
    return f"<{address}>" if address.startswith("https://") else f"<mailto:{address}?subject=unsubscribe>"


def _one_line(text: str) -> str:
    """Words for a header: no line break, no control, no mark that turns the direction of writing.

    Nor what a mail program would read as coded words (RFC 2047), which may hold any of these again.
    """
    return " ".join(CONTROLS.sub(" ", text).replace("=?", "= ?").split())
