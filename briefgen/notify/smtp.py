"""Mail is handed to a server over TLS, its certificate verified, one message for each recipient.

What may be sent again, and what may not, is decided by where a connection breaks. Before the line with the
single dot a server must not take a message (RFC 5321 4.1.1.4), so all that fails before may be repeated.
From the dot to its answer nobody can know.
"""

from __future__ import annotations

import ipaddress
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.message import EmailMessage
from functools import partial

from briefgen.model.notice import MailServer, Security
from briefgen.notify.announced import Announced
from briefgen.notify.carrier import LaterError, RefusedError, UncertainError
from briefgen.notify.limit import time_limit
from briefgen.notify.mail import compose
from briefgen.notify.message import Message
from briefgen.notify.secrets import Secret
from briefgen.places.visible import visible

PATIENCE = 30.0  # s for each answer
FINAL_PATIENCE = 600.0  # s for the answer to the dot, RFC 5321 4.5.3.2.6
LIMIT = 120.0  # s for connection and login, and for a mail's envelope
LONGEST_REPLY = 200  # characters of a server's words


class MailCarrier:
    """One connection for all mails of a run; a server that was not reached is asked once."""

    def __init__(
        self,
        server: MailServer,
        environment: Mapping[str, str],
        *,
        patience: float = PATIENCE,
        final_patience: float = FINAL_PATIENCE,
        limit: float = LIMIT,
        mark: str = "",
    ) -> None:
        self.server = server
        self._environment = environment
        self._patience, self._final_patience, self._limit = patience, final_patience, limit
        self._mark = mark
        self._secrets: list[Secret] = []
        self._smtp: smtplib.SMTP | None = None
        self._down: LaterError | None = None

    def carry(self, message: Message, announced: Announced, commit: Callable[[], None]) -> None:
        mail = compose(message, announced, self.server, self._mark)
        smtp = self.connected()
        try:
            self._hand_over(smtp, mail, message.target, commit)
        except BaseException:
            self.close()  # whatever the server thinks of it, the next message begins anew
            raise

    def connected(self) -> smtplib.SMTP:
        """The connection, logged in. Raises LaterError, NotReadyError."""
        if self._down is not None:
            raise LaterError(str(self._down))
        if self._smtp is None:
            login = self._login()
            try:
                self._smtp = self._connect(login)
            except (OSError, smtplib.SMTPException) as error:
                self._down = LaterError(f"{self.server.host}: {self._plain(error)}")
                raise self._down from None
        return self._smtp

    def close(self) -> None:
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
            self._smtp.close()
            self._smtp = None

    def _login(self) -> tuple[Secret, Secret] | None:
        server = self.server
        if server.user_env is None or server.password_env is None:
            return None
        user, password = (
            Secret.named(variable, self._environment) for variable in (server.user_env, server.password_env)
        )
        both = Secret(f"\0{user.reveal()}\0{password.reveal()}")  # as one goes over the wire
        self._secrets = [both, password, user]
        return user, password

    def _connect(self, login: tuple[Secret, Secret] | None) -> smtplib.SMTP:
        server = self.server
        # The name is that of the sender, and not of this machine.
        smtp = smtplib.SMTP(local_hostname=server.sender.rpartition("@")[2], timeout=self._patience)
        try:
            with time_limit(self._limit, partial(getattr, smtp, "sock")):
                smtp.sock = socket.create_connection((server.host, server.port), self._patience)
                if server.security is Security.TLS:
                    self._encrypt(smtp)
                _expect_answer(220, *smtp.getreply())
                if server.security is Security.STARTTLS:
                    smtp.ehlo_or_helo_if_needed()
                    _start_tls(smtp)
                    self._encrypt(smtp)
                elif server.security is Security.NONE:
                    _must_be_this_machine(smtp)
                smtp.ehlo_or_helo_if_needed()
                if login:
                    smtp.login(login[0].reveal(), login[1].reveal())
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _encrypt(self, smtp: smtplib.SMTP) -> None:
        """From here on TLS; what was said in the open counts for nothing (RFC 3207 4.2)."""
        assert smtp.sock is not None
        context = ssl.create_default_context()
        smtp.file = None
        smtp.helo_resp = smtp.ehlo_resp = None
        smtp.esmtp_features, smtp.does_esmtp = {}, False
        encrypted = context.wrap_socket(
            smtp.sock, server_hostname=self.server.host, do_handshake_on_connect=False
        )
        smtp.sock = encrypted
        encrypted.do_handshake()

    def _hand_over(
        self, smtp: smtplib.SMTP, mail: EmailMessage, target: str, commit: Callable[[], None]
    ) -> None:
        content = mail.as_bytes()
        try:
            with time_limit(self._limit + self._final_patience, partial(getattr, smtp, "sock")):
                self._envelope(smtp, mail, target, len(content))
                _wait_at_most(smtp, self._final_patience)
                smtp.send(_quoted(content))
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            raise LaterError(f"the connection broke: {self._plain(error, target)}") from None
        commit()
        try:
            with time_limit(self._final_patience, partial(getattr, smtp, "sock")):
                smtp.send(b".\r\n")
                code, reply = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise UncertainError(
                f"the server did not say whether it took it: {self._plain(error, target)}"
            ) from None
        _wait_at_most(smtp, self._patience)
        self._expect(250, code, reply, target)

    def _envelope(self, smtp: smtplib.SMTP, mail: EmailMessage, target: str, size: int) -> None:
        options = [f"SIZE={size}"] if smtp.has_extn("size") else []
        if not (target + self.server.sender + (self.server.reply_to or "")).isascii():
            if not smtp.has_extn("smtputf8"):
                raise RefusedError("the server takes no addresses with letters beyond ASCII (no SMTPUTF8)")
            options += ["SMTPUTF8", "BODY=8BITMIME"]
        limit = smtp.esmtp_features.get("size", "")
        if limit.isdigit() and 0 < int(limit) < size:
            raise RefusedError(f"the mail has {size} bytes, and the server takes {limit} at most")
        code, reply = smtp.mail(self.server.sender, options)
        if code >= 500:  # of every message, and for a person to set right
            raise LaterError(f"the server refuses the sender: {self._reply(code, reply)}")
        self._expect(250, code, reply, target)
        code, reply = smtp.rcpt(target)
        self._expect(251 if code == 251 else 250, code, reply, target)
        code, reply = smtp.docmd("DATA")
        self._expect(354, code, reply, target)

    def _expect(self, wanted: int, code: int, reply: bytes, target: str) -> None:
        if code == wanted:
            return
        said = self._reply(code, reply, target)
        if 500 <= code < 600:
            raise RefusedError(f"the server refuses it: {said}")
        raise LaterError(f"the server does not take it now: {said}")

    def _plain(self, error: Exception, target: str = "") -> str:
        """A fault in a few words, without secrets and recipients."""
        match error:
            case ssl.SSLCertVerificationError():
                text = f"its certificate is not to be trusted ({error.verify_message})"
            case smtplib.SMTPAuthenticationError():
                return (
                    f"it refuses the login: {self._reply(error.smtp_code, _bytes(error.smtp_error), target)}"
                )
            case smtplib.SMTPResponseException():
                return self._reply(error.smtp_code, _bytes(error.smtp_error), target)
            case smtplib.SMTPNotSupportedError():
                text = f"it offers no {'login' if 'AUTH' in str(error) else 'encryption (STARTTLS)'}"
            case smtplib.SMTPException():
                text = "it does not answer as a mail server does"
            case TimeoutError():
                text = "it does not answer in time"
            case _:
                text = str(getattr(error, "strerror", None) or error or type(error).__name__)
        return self._clean(text, target)

    def _reply(self, code: int, reply: bytes, target: str = "") -> str:
        return self._clean(f"{code} {reply.decode('utf-8', 'replace')}", target)

    def _clean(self, text: str, target: str) -> str:
        for secret in self._secrets:
            text = secret.hide_in(text)
        if target:
            text = re.sub(re.escape(target), "the recipient", text, flags=re.IGNORECASE)
        text = visible(" ".join(text.split()))
        return text if len(text) <= LONGEST_REPLY else f"{text[:LONGEST_REPLY]}…"


def _quoted(content: bytes) -> bytes:
    """A body as it goes over the wire: it ends a line, and a line that begins with a dot has two."""
    lines = re.sub(rb"(?m)^\.", b"..", content)
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def _wait_at_most(smtp: smtplib.SMTP, seconds: float) -> None:
    if smtp.sock is not None:
        smtp.sock.settimeout(seconds)


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def _expect_answer(wanted: int, code: int, reply: bytes) -> None:
    if code != wanted:
        raise smtplib.SMTPResponseException(code, reply)


def _start_tls(smtp: smtplib.SMTP) -> None:
    if not smtp.has_extn("starttls"):
        raise smtplib.SMTPNotSupportedError("STARTTLS")
    _expect_answer(220, *smtp.docmd("STARTTLS"))


def _must_be_this_machine(smtp: smtplib.SMTP) -> None:
    peer = smtp.sock.getpeername()[0] if smtp.sock is not None else ""
    if not ipaddress.ip_address(peer).is_loopback:
        raise ConnectionRefusedError(0, "it is not on this machine, and nothing is sent to it in the open")
