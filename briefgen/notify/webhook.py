"""A program is told over https: one POST with JSON, signed as Standard Webhooks asks for, no redirects."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from briefgen import __version__
from briefgen.model.addresses import AllowedHosts, Target, parse_target
from briefgen.model.notice import Webhook
from briefgen.notify.announced import Announced
from briefgen.notify.carrier import LaterError, RefusedError, UncertainError
from briefgen.notify.hosts import Resolve, addresses_of, resolve
from briefgen.notify.limit import time_limit
from briefgen.notify.message import Message
from briefgen.notify.secrets import NotReadyError, Secret

EVENT = "edition.published"
SCHEMA = "briefgen.webhook/1"
PATIENCE = 10.0  # s for a connection, and for each piece of an answer
LIMIT = 30.0  # s for a request and its answer
LEAST_SECRET = 24  # bytes, as Standard Webhooks asks for
LONGEST_ANSWER = 65_536  # bytes that are read of what nobody needs
_NOT_DONE = frozenset({408, 425, 429, 503})  # the receiver says that it did not do it, and why not
_UNCERTAIN = frozenset({502, 504})  # a gateway that does not know what its server did


class WebhookCarrier:
    """Tells programs by the names that the settings give them."""

    def __init__(
        self,
        webhooks: Mapping[str, Webhook],
        allowed: AllowedHosts,
        environment: Mapping[str, str],
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        look_up: Resolve = resolve,
        limit: float = LIMIT,
    ) -> None:
        self._webhooks, self._allowed, self._environment = webhooks, allowed, environment
        self._now, self._look_up, self._limit = now, look_up, limit

    def carry(self, message: Message, announced: Announced, commit: Callable[[], None]) -> None:
        webhook = self._webhooks.get(message.target)
        if webhook is None:
            raise RefusedError(f"the settings know no webhook '{message.target}'")
        target, key = self._target(webhook), self._key(webhook)
        body = encode(payload(announced))
        headers = signed(message.id, self._now(), body, key)
        connection = self.connected(target)
        try:
            sock = connection.sock  # the answer may close the connection's own
            with time_limit(self._limit, lambda: sock):
                commit()
                status, retry_after = _post(connection, target, body, headers)
        finally:
            connection.close()
        _judge(status, retry_after)

    def check(self, name: str) -> None:
        """Connect to a webhook, and ask nothing. Raises what `carry` raises."""
        webhook = self._webhooks[name]
        self._key(webhook)
        self.connected(self._target(webhook)).close()

    def close(self) -> None:
        """Nothing is left open between two messages."""

    def connected(self, target: Target) -> _CheckedConnection:
        """A connection to one of the addresses that were looked at, its certificate verified for the host."""
        fault = "no address is known"
        for address in addresses_of(target, self._allowed, self._look_up):
            connection = _CheckedConnection(target, address)
            try:
                with time_limit(self._limit, partial(getattr, connection, "sock")):
                    connection.connect()
            except ssl.SSLCertVerificationError as error:
                fault = f"its certificate is not to be trusted ({error.verify_message})"
            except OSError as error:
                fault = str(error.strerror or type(error).__name__)
            else:
                return connection
            connection.close()
        raise LaterError(f"{target.authority}: {fault}")

    def _target(self, webhook: Webhook) -> Target:
        if webhook.url_env is None:
            return parse_target(webhook.url or "")
        try:
            return parse_target(Secret.named(webhook.url_env, self._environment).reveal())
        except ValueError as error:
            raise NotReadyError(f"the variable {webhook.url_env} {error}") from None

    def _key(self, webhook: Webhook) -> bytes:
        text = Secret.named(webhook.secret_env, self._environment).reveal()
        try:
            key = base64.b64decode(text[6:], validate=True) if text.startswith("whsec_") else text.encode()
        except ValueError:
            raise NotReadyError(f"the variable {webhook.secret_env} is no base64 behind its whsec_") from None
        if len(key) < LEAST_SECRET:
            raise NotReadyError(f"the variable {webhook.secret_env} is shorter than {LEAST_SECRET} bytes")
        return key


class _CheckedConnection(http.client.HTTPSConnection):
    """Goes to an address that was looked at; certificate and Host are those of the host's name."""

    def __init__(self, target: Target, address: str) -> None:
        super().__init__(target.host, target.port, timeout=PATIENCE)
        self._address = address
        self._tls = ssl.create_default_context()

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), PATIENCE)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock.do_handshake()


def payload(announced: Announced) -> dict[str, Any]:
    """What a receiver is told; the fields stand in docs/notify.md."""
    manifest = announced.manifest
    return {
        "schema": SCHEMA,
        "type": EVENT,
        "brief": manifest.edition.brief,
        "edition": manifest.edition.name,
        "period": manifest.edition.period,
        "revision": manifest.edition.revision,
        "as_of": manifest.as_of.isoformat(),
        "title": announced.title,
        "language": announced.language,
        "publisher": announced.publisher,
        "against": manifest.against,
        "changes": announced.changes,
        "key_points": [
            {"text": point.text, "evidence": list(point.evidence), "documents": list(point.documents)}
            for point in announced.key_points
        ],
        "url": announced.url,
        "pdf_url": announced.pdf_url,
        "inputs_digest": manifest.edition.inputs,
        "files": dict(manifest.edition.files),
    }


def encode(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def signed(id_: str, now: datetime, body: bytes, key: bytes) -> dict[str, str]:
    """The headers of Standard Webhooks: what is signed is `id.seconds.body`."""
    seconds = str(int(now.timestamp()))
    digest = hmac.digest(key, b".".join((id_.encode(), seconds.encode(), body)), hashlib.sha256)
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return {"webhook-id": id_, "webhook-timestamp": seconds, "webhook-signature": signature}


def _post(
    connection: http.client.HTTPSConnection, target: Target, body: bytes, headers: Mapping[str, str]
) -> tuple[int, str | None]:
    """The status of the answer, and when to come again. Raises UncertainError where there is no answer."""
    common = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": f"briefgen/{__version__}",
        "Connection": "close",
    }
    try:
        connection.request("POST", target.path, body, {**common, **headers})
        answer = connection.getresponse()
        with suppress(OSError, http.client.HTTPException):
            answer.read(LONGEST_ANSWER)
    except (OSError, http.client.HTTPException) as error:
        reason = str(getattr(error, "strerror", None) or type(error).__name__)
        raise UncertainError(f"{target.authority} did not answer: {reason}") from None
    return answer.status, answer.getheader("Retry-After")


def _judge(status: int, retry_after: str | None) -> None:
    """What an answer means for the message."""
    if 200 <= status < 300:
        return
    if status in _UNCERTAIN:
        raise UncertainError(f"a gateway answered {status}, and does not know what became of it")
    if status in _NOT_DONE or status >= 500:
        seconds = int(retry_after) if retry_after and retry_after.isascii() and retry_after.isdigit() else 0
        raise LaterError(f"it answered {status}", timedelta(seconds=min(seconds, 86_400)))
    if 300 <= status < 400:
        raise RefusedError(f"it answered {status}: redirects are not followed (set its new address)")
    raise RefusedError(f"it answered {status}")
