"""Webhooks: what a program is told and how it can trust it, and where no request ever goes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from announced_editions import BRIEF, NOW, SECRETS, Newsdesk
from conftest import ROOT
from post_office import SECRET, Authority, Receiver, receiver

from briefgen.model.addresses import AllowedHosts, Target, parse_target
from briefgen.model.notice import Channel, Webhook
from briefgen.notify.carrier import LaterError, RefusedError
from briefgen.notify.hosts import addresses_of
from briefgen.notify.secrets import NotReadyError
from briefgen.notify.webhook import WebhookCarrier, payload, signed


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority


@pytest.fixture
def hook(authority: Authority) -> Iterator[Receiver]:
    with receiver(authority.server()) as hook:
        yield hook


@pytest.fixture
def desk(tmp_path: Path, authority: Authority, hook: Receiver) -> Newsdesk:
    desk = Newsdesk(tmp_path / "project", authority, receiver=hook)
    desk.publish()
    return desk


# What it is told ------------------------------------------------------------------------------------------


def test_a_program_is_told_what_the_edition_says(desk: Newsdesk, hook: Receiver) -> None:
    items = [{"kind": "new", "also": []}, {"kind": "revised", "also": ["second-sourced"]}]
    changes = {"against": {"edition": "2026-W46"}, "items": items}
    address = {"address": "https://www.example.org/libya/2026-W48/libya.html"}
    desk.publish("2026-W48", changes=changes, masthead=address)
    desk.queue("2026-W48")
    assert desk.send().exit_code == 0
    (told,) = hook.told
    manifest = json.loads((desk.project.output / BRIEF / "2026-W48" / "manifest.json").read_text())
    assert told.path == "/briefs?desk=1"
    assert told.headers["host"] == f"localhost:{hook.port}"
    assert told.headers["content-type"] == "application/json; charset=utf-8"
    assert told.json == {
        "schema": "briefgen.webhook/1",
        "type": "edition.published",
        "brief": "libya",
        "edition": "2026-W48",
        "period": "2026-W48",
        "revision": 0,
        "as_of": "2026-11-22",
        "title": "Talks with Libya",
        "language": "en",
        "publisher": "Example Desk",
        "against": None,
        "changes": {
            "new": 1, "gone": 0, "revised": 1, "contradicted": 0, "settled": 0, "second-sourced": 1, "single-sourced": 0,
        },
        "key_points": [
            {"text": "She said that “we must talk”", "evidence": ["quote-letter-0-9"], "documents": ["letter"]}
        ],
        "url": "https://www.example.org/libya/2026-W48/libya.html",
        "pdf_url": "https://www.example.org/libya/2026-W48/libya.pdf",
        "inputs_digest": manifest["inputs_digest"],
        "files": manifest["files"],
    }  # fmt: skip


def test_what_is_told_is_documented(desk: Newsdesk) -> None:
    page = (ROOT / "docs" / "notify.md").read_text("utf-8")
    table = page.partition("| Field | Meaning |")[2].partition("\n\n")[0]
    cells = (row.split("|")[1] for row in table.splitlines() if row.startswith("| `"))
    assert {name for cell in cells for name in re.findall(r"`(\w+)`", cell)} == payload(
        desk.announced()[1]
    ).keys()


def test_a_receiver_can_tell_that_it_is_ours(desk: Newsdesk, hook: Receiver) -> None:
    (message,) = desk.queue()
    desk.send()
    head, body = hook.told[0].headers, hook.told[0].body
    assert head["webhook-id"] == message.id
    content = f"{head['webhook-id']}.{head['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    assert head["webhook-signature"] == f"v1,{expected}"


def test_the_signature_is_that_of_the_standard() -> None:
    """The example that Standard Webhooks gives for its libraries."""
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'
    from datetime import UTC, datetime

    at = datetime.fromtimestamp(1614265330, UTC)
    head = signed("msg_p5jXN8AQM9LWM0D4loKWxJek", at, body, key)
    assert head["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    ("secret", "told"),
    [
        (None, "DESK_SECRET of the environment is missing"),
        ("short", "DESK_SECRET is shorter than 24 bytes"),
        ("whsec_c2hvcnQ=", "DESK_SECRET is shorter than 24 bytes"),
        ("whsec_***", "DESK_SECRET is no base64"),
    ],
)
def test_without_a_good_secret_nothing_is_told(
    secret: str | None, told: str, desk: Newsdesk, hook: Receiver
) -> None:
    desk.queue()
    sent = desk.send({"DESK_SECRET": secret} if secret else {})
    assert told in next(iter(sent.not_ready))
    assert (sent.exit_code, hook.told, desk.states()) == (1, [], {"desk": "pending"})


def test_an_address_that_is_a_secret_comes_from_the_environment(desk: Newsdesk, hook: Receiver) -> None:
    desk.settle(webhooks={"desk": {"url_env": "DESK_HOOK", "secret_env": "DESK_SECRET"}})
    desk.queue()
    secret_url = f"https://localhost:{hook.port}/T0/B1/hunter2"
    for wrong in ("http://localhost/hunter2", "hunter2", f"{secret_url} "):
        sent = desk.send(SECRETS | {"DESK_HOOK": wrong})
        assert "DESK_HOOK is no plain https address" in next(iter(sent.not_ready))
        assert "hunter2" not in str(sent)
    assert desk.send(SECRETS | {"DESK_HOOK": secret_url}).exit_code == 0
    assert hook.told[0].path == "/T0/B1/hunter2"
    assert "hunter2" not in "".join(path.read_text() for path in desk.outbox.folder.rglob("*.json"))


# What it answers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "headers", "state", "exit_code", "told"),
    [
        (200, {}, "sent", 0, ""),
        (202, {}, "sent", 0, ""),
        (204, {}, "sent", 0, ""),
        (301, {"Location": "https://localhost/elsewhere"}, "failed", 1, "redirects are not followed"),
        (302, {"Location": "/elsewhere"}, "failed", 1, "redirects are not followed"),
        (307, {"Location": "http://169.254.169.254/"}, "failed", 1, "redirects are not followed"),
        (308, {}, "failed", 1, "redirects are not followed"),
        (400, {}, "failed", 1, "answered 400"),
        (404, {}, "failed", 1, "answered 404"),
        (410, {}, "failed", 1, "answered 410"),
        (408, {}, "pending", 74, "answered 408"),
        (429, {"Retry-After": "7200"}, "pending", 74, "answered 429"),
        (429, {"Retry-After": "-1"}, "pending", 74, "answered 429"),
        (500, {}, "pending", 74, "answered 500"),
        (503, {"Retry-After": "99999999999999999999"}, "pending", 74, "answered 503"),
        (502, {}, "unknown", 1, "does not know what became of it"),
        (504, {}, "unknown", 1, "does not know what became of it"),
        (0, {}, "unknown", 1, "did not answer"),
    ],
)
def test_an_answer_decides(
    status: int,
    headers: dict[str, str],
    state: str,
    exit_code: int,
    told: str,
    desk: Newsdesk,
    hook: Receiver,
) -> None:
    hook.status, hook.headers = status, headers
    desk.queue()
    sent = desk.send()
    assert (sent.exit_code, desk.states(), len(hook.told)) == (exit_code, {"desk": state}, 1)
    assert told in (sent.ended[0].reason or "")
    hook.status, hook.headers = 204, {}
    desk.later(hours=1)
    desk.send()
    waits = headers.get("Retry-After", "").startswith(("7", "9"))
    assert len(hook.told) == 1 + (state == "pending" and not waits)
    assert len({one.headers["webhook-id"] for one in hook.told}) == 1


def test_an_answer_byte_by_byte_ends(
    desk: Newsdesk, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = authority.server()
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]

    def drip() -> None:
        connection, _ = listening.accept()
        with context.wrap_socket(connection, server_side=True) as tls:
            tls.recv(65_536)
            try:
                while True:
                    tls.sendall(b"H")
                    threading.Event().wait(0.05)
            except OSError:
                pass

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    allowed = AllowedHosts(frozenset({f"localhost:{port}"}), desk.settings.notices.hosts.networks)
    webhooks = {"desk": Webhook("desk", "DESK_SECRET", f"https://localhost:{port}/")}
    carrier = WebhookCarrier(webhooks, allowed, SECRETS, limit=0.5)
    message, announced = desk.announced(channel=Channel.WEBHOOK)
    object.__setattr__(message, "target", "desk")
    from briefgen.notify.carrier import UncertainError

    with pytest.raises(UncertainError, match="did not answer"):
        carrier.carry(message, announced, lambda: None)
    thread.join(5)
    listening.close()


# Where it goes --------------------------------------------------------------------------------------------

PUBLIC = "93.184.215.14"
ALLOWED = AllowedHosts(frozenset({"hooks.example.org", "hooks.example.org:8443"}))


@pytest.mark.parametrize(
    ("target", "addresses", "told"),
    [
        (Target("hooks.example.org", 443, "/"), [PUBLIC], None),
        (Target("hooks.example.org", 8443, "/"), [PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c"], None),
        (Target("hooks.example.org", 80, "/"), [PUBLIC], "hooks.example.org:80 is not in webhook_hosts"),
        (Target("evil.example.org", 443, "/"), [PUBLIC], "evil.example.org is not in webhook_hosts"),
        (Target("a.hooks.example.org", 443, "/"), [PUBLIC], "is not in webhook_hosts"),
        (Target("hooks.example.org", 443, "/"), ["127.0.0.1"], "not public (127.0.0.1)"),
        (Target("hooks.example.org", 443, "/"), [PUBLIC, "10.0.0.1"], "not public (10.0.0.1)"),
        (Target("hooks.example.org", 443, "/"), ["::ffff:169.254.169.254"], "not public"),
        (Target("hooks.example.org", 443, "/"), ["64:ff9b::7f00:1"], "not public"),
        (Target("hooks.example.org", 443, "/"), ["fe80::1%eth0"], "not public"),
    ],
)
def test_a_request_goes_to_a_listed_host_with_public_addresses(
    target: Target, addresses: list[str], told: str | None
) -> None:
    if told is None:
        assert addresses_of(target, ALLOWED, lambda host, port: addresses) == addresses
    else:
        with pytest.raises(RefusedError) as refused:
            addresses_of(target, ALLOWED, lambda host, port: addresses)
        assert told in str(refused.value)


def test_a_host_that_nobody_knows_is_put_off() -> None:
    with pytest.raises(LaterError, match="no address is known"):
        addresses_of(Target("hooks.example.org", 443, "/"), ALLOWED, lambda host, port: [])


def test_a_name_that_is_answered_differently_a_moment_later_leads_nowhere_else(
    desk: Newsdesk, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection goes to the address that was looked at; no name is looked up again."""
    real, asked = socket.getaddrinfo, []

    def rebinding(host: object, *arguments: object, **options: object) -> object:
        asked.append(host)
        return real("127.0.0.1" if asked.count(host) == 1 else "192.0.2.1", *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    desk.queue()
    assert desk.send().exit_code == 0
    assert asked.count("localhost") == 1
    assert len(hook.told) == 1


def test_this_machine_is_told_only_where_its_network_is_listed(
    tmp_path: Path, authority: Authority, hook: Receiver
) -> None:
    desk = Newsdesk(tmp_path / "other", authority, receiver=hook, hosts=[f"localhost:{hook.port}"])
    desk.publish()
    desk.queue()
    sent = desk.send()
    assert (sent.exit_code, desk.states(), hook.told) == (1, {"desk": "failed"}, [])
    assert "has an address that is not public" in (sent.ended[0].reason or "")


def test_a_wrong_certificate_is_told_nothing(tmp_path: Path, authority: Authority) -> None:
    (tmp_path / "other").mkdir()
    strangers = [authority.server("hooks.example.org"), Authority(tmp_path / "other").server(), None]
    for number, context in enumerate(strangers):
        with receiver(context) as hook:
            desk = Newsdesk(tmp_path / f"project-{number}", authority, receiver=hook)
            desk.publish()
            desk.queue()
            assert desk.send().exit_code == 74
            assert (desk.states(), hook.told) == ({"desk": "pending"}, [])


def test_a_webhook_that_is_no_longer_in_the_settings_is_told_nothing(desk: Newsdesk, hook: Receiver) -> None:
    desk.queue()
    here = f"https://localhost:{hook.port}/"
    desk.settle(webhooks={"other": {"url": here, "secret_env": "DESK_SECRET"}}, webhook=[])
    assert desk.send().exit_code == 1
    assert hook.told == []


def test_a_carrier_tries_a_way_without_telling_anything(desk: Newsdesk, hook: Receiver) -> None:
    notices = desk.settings.notices
    WebhookCarrier(notices.webhooks, notices.hosts, SECRETS).check("desk")
    assert hook.told == []
    with pytest.raises(NotReadyError):
        WebhookCarrier(notices.webhooks, notices.hosts, {}).check("desk")
    assert parse_target(notices.webhooks["desk"].url or "").port == hook.port
    assert NOW.tzinfo is not None
