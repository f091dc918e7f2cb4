"""Real servers on this machine for what is sent: one for mail, one for webhooks, and an authority for both."""

from __future__ import annotations

import email.policy
import json
import socket
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "desk-login", "hunter2-Zq9x7"
SECRET = "whsec_" + "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"
PARSER = BytesParser(policy=email.policy.default)


class Authority:
    """Signs certificates, and can be trusted by a process through SSL_CERT_FILE."""

    def __init__(self, folder: Path) -> None:
        self._ca = trustme.CA()
        self.file = folder / "authority.pem"
        self._ca.cert_pem.write_to_path(str(self.file))

    def server(self, *names: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._ca.issue_cert(*(names or ("localhost",))).configure_cert(context)
        return context


@dataclass
class Delivered:
    """A mail that the server took."""

    sender: str
    recipients: list[str]
    content: bytes

    @property
    def mail(self) -> EmailMessage:
        return PARSER.parsebytes(self.content)  # type: ignore[return-value]


@dataclass
class PostOffice:
    """What the server for mail has, and how it is to answer: `answers` by verb, `at` is called at each step."""

    port: int = 0
    taken: list[Delivered] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    at: Callable[[str], None] = lambda step: None
    secure: list[bool] = field(default_factory=list)  # whether each mail came over TLS
    is_implicit: bool = False

    def step(self, name: str) -> None:
        self.steps.append(name)
        self.at(name)

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.step("EHLO")
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.step("MAIL")
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.step("RCPT")
        answer = self.answers.get(f"RCPT {address}", self.answers.get("RCPT", "250 OK"))
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.step("DATA")
        answer = self.answers.get("DATA", "250 OK")
        if answer.startswith("2"):
            content = envelope.original_content or b""
            self.taken.append(Delivered(envelope.mail_from or "", list(envelope.rcpt_tos), content))
            self.secure.append(session.ssl is not None or self.is_implicit)
            self.step("TAKEN")
        if answer.startswith("cut") or "cut" in self.answers:
            server.transport.abort()
        return answer.removeprefix("cut ")

    def to(self, address: str) -> list[Delivered]:
        return [one for one in self.taken if address in one.recipients]


def _login(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    fits = isinstance(data, LoginPassword) and (data.login, data.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=fits, handled=False) if fits else AuthResult(success=False, handled=False)


class _Controller(Controller):
    """Speaks STARTTLS, or TLS from the first byte."""

    def __init__(
        self, office: PostOffice, context: ssl.SSLContext | None, *, implicit: bool, login: bool
    ) -> None:
        self._starttls = None if implicit else context
        self._login = login
        super().__init__(
            office, hostname="127.0.0.1", port=_free_port(), ssl_context=context if implicit else None
        )

    def factory(self) -> SMTP:
        options: dict[str, Any] = {}
        if self._login:
            options = {
                "authenticator": _login,
                "auth_required": True,
                "auth_require_tls": self._starttls is not None,
            }
        if self._starttls is not None:
            options |= {"tls_context": self._starttls, "require_starttls": True}
        with warnings.catch_warnings():  # it does not see TLS that is there from the first byte
            warnings.simplefilter("ignore", UserWarning)
            return SMTP(self.handler, enable_SMTPUTF8=True, ident="Test", **options)


@contextmanager
def post_office(
    context: ssl.SSLContext | None, *, implicit: bool = False, login: bool = True
) -> Iterator[PostOffice]:
    """A server for mail until the block ends; without a context it speaks in the open."""
    office = PostOffice(is_implicit=implicit and context is not None)
    controller = _Controller(office, context, implicit=implicit, login=login)
    controller.start()
    office.port = controller.port
    try:
        yield office
    finally:
        controller.stop()


@dataclass
class Told:
    """A request that came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        record: dict[str, Any] = json.loads(self.body)
        return record


@dataclass
class Receiver:
    """The program that is told: what it got, and how it answers."""

    port: int = 0
    told: list[Told] = field(default_factory=list)
    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    at: Callable[[str], None] = lambda step: None


@contextmanager
def receiver(context: ssl.SSLContext | None) -> Iterator[Receiver]:
    """A server for webhooks until the block ends."""
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.told.append(Told(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            state.at("POST")
            if state.status == 0:  # no answer at all
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(state.status)
            for name, value in state.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # a client that goes away is what the tests are about

    server = Server(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer_once(port: int, replies: list[bytes]) -> threading.Thread:
    """A server that says what it is told to say, line by line, whatever it is asked, and then hangs up."""
    listening = socket.create_server(("127.0.0.1", port))

    def serve() -> None:
        with suppress(OSError), listening:
            connection, _ = listening.accept()
            with connection:
                for reply in replies:
                    connection.sendall(reply)
                    connection.recv(65_536)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return thread
