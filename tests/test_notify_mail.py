"""Mail: what a recipient gets, read back from a real server, and what a server's answers lead to."""

from __future__ import annotations

import email.policy
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from email.parser import BytesParser
from pathlib import Path

import pytest
from announced_editions import BRIEF, NOW, PDF, SECRETS, Newsdesk
from hypothesis import given
from hypothesis import strategies as st
from post_office import PASSWORD, Authority, PostOffice, answer_once, post_office

from briefgen.model.notice import MailServer, Security
from briefgen.notify.announced import Announced
from briefgen.notify.carrier import LaterError, RefusedError, UncertainError
from briefgen.notify.mail import LARGEST_PDF, compose
from briefgen.notify.message import Message
from briefgen.notify.smtp import MailCarrier
from briefgen.places.visible import CONTROLS

SERVER = MailServer(
    "localhost", 587, Security.STARTTLS, "desk@example.org", "Policy Désk", unsubscribe="desk@example.org"
)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority


@pytest.fixture
def office(authority: Authority) -> Iterator[PostOffice]:
    with post_office(authority.server()) as office:
        yield office


@pytest.fixture
def desk(tmp_path: Path, authority: Authority, office: PostOffice) -> Newsdesk:
    desk = Newsdesk(tmp_path / "project", authority, office, mail=("ana@example.org", "bo@example.org"))
    desk.publish()
    return desk


# What arrives ---------------------------------------------------------------------------------------------


def test_each_recipient_gets_one_mail_with_all_its_parts(desk: Newsdesk, office: PostOffice) -> None:
    assert len(desk.queue()) == 2
    assert desk.send().exit_code == 0
    assert [one.recipients for one in office.taken] == [["ana@example.org"], ["bo@example.org"]]
    assert office.secure == [True, True]
    assert office.steps.count("EHLO") == 2  # one connection: before and after STARTTLS
    first = office.taken[0].mail
    assert first["To"] == "ana@example.org"
    assert "bo@example.org" not in office.taken[0].content.decode("ascii")
    assert [part.get_content_type() for part in first.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf",
    ]  # fmt: skip
    folder = desk.project.output / BRIEF / "2026-W47"
    plain, page = first.get_body(("plain",)), first.get_body(("html",))
    assert plain and plain.get_content().replace("\r", "") == (folder / "libya.mail.txt").read_text()
    assert page and page.get_content().replace("\r", "") == (folder / "libya.mail.html").read_text()
    (pdf,) = first.iter_attachments()
    assert (pdf.get_filename(), pdf.get_content()) == ("libya.pdf", PDF)
    assert desk.states() == {"ana@example.org": "sent", "bo@example.org": "sent"}


def test_its_head_says_who_what_and_that_no_answer_is_wanted(desk: Newsdesk, office: PostOffice) -> None:
    desk.queue()
    desk.send()
    heads = [one.mail for one in office.taken]
    assert {head["From"] for head in heads} == {"Policy Desk <desk@example.org>"}
    assert {head["Subject"] for head in heads} == {"Talks with Libya (2026-W47)"}
    assert {head["Date"] for head in heads} == {"Mon, 23 Nov 2026 06:00:00 +0000"}
    assert {head["Auto-Submitted"] for head in heads} == {"auto-generated"}
    assert {head["Content-Language"] for head in heads} == {"en"}
    ids = {head["Message-ID"] for head in heads}
    assert len(ids) == 2
    assert all(re.fullmatch(r"<[0-9a-f]{32}@example\.org>", id_) for id_ in ids)


def test_every_line_fits_and_is_ascii(desk: Newsdesk, office: PostOffice) -> None:
    desk.queue()
    desk.send()
    content = office.taken[0].content
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_the_same_message_has_the_same_bytes(desk: Newsdesk) -> None:
    once, again = (compose(*desk.announced(), SERVER).as_bytes() for _ in range(2))
    assert once == again


def test_a_pdf_is_attached_linked_or_missed(desk: Newsdesk) -> None:
    def parts(edition: str) -> list[str]:
        return [part.get_content_type() for part in compose(*desk.announced(edition), SERVER).walk()]

    large = b"%PDF" + b"x" * LARGEST_PDF
    address = {"address": "https://www.example.org/libya/2026-W49/libya.html"}
    desk.publish("2026-W48", pdf=large)
    desk.publish("2026-W49", pdf=large, masthead=address)
    with pytest.raises(RefusedError, match="larger than 5 MB"):
        parts("2026-W48")
    assert "application/pdf" not in parts("2026-W49")
    assert "application/pdf" in parts("2026-W47")


TITLES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=250)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> tuple[Message, Announced]:
    desk = Newsdesk(tmp_path_factory.mktemp("edition") / "project", None)  # type: ignore[arg-type]
    desk.publish()
    return desk.announced()


@given(TITLES)
def test_a_title_is_a_subject_and_never_a_header(edition: tuple[Message, Announced], title: str) -> None:
    message, announced = edition
    object.__setattr__(announced, "title", title)
    content = compose(message, announced, SERVER).as_bytes()
    head = BytesParser(policy=email.policy.default).parsebytes(content)
    assert set(head.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Content-Language", "List-Unsubscribe", "Auto-Submitted",
        "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert head["Subject"].endswith("(2026-W47)")
    assert not CONTROLS.search(head["Subject"])
    assert content.isascii()


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Talks\r\nBcc: all@example.org", "Talks Bcc: all@example.org (2026-W47)"),
        ("\u202eaybil", "aybil (2026-W47)"),
        ("Rückführung – was gilt", "Rückführung – was gilt (2026-W47)"),
        ("x" * 300, "x" * 200 + " (2026-W47)"),
        ("=?utf-8?q?a=0D=0ABcc:_x@y.org?=", "= ?utf-8?q?a=0D=0ABcc:_x@y.org?= (2026-W47)"),
    ],
)
def test_a_hostile_title_is_one_line(edition: tuple[Message, Announced], title: str, subject: str) -> None:
    object.__setattr__(edition[1], "title", title)
    mail = compose(*edition, SERVER)
    assert mail["Subject"] == subject


def test_a_marking_of_the_traffic_light_stands_in_the_subject(desk: Newsdesk) -> None:
    desk.publish("2026-W48", masthead={"marking": "TLP:AMBER+STRICT"})
    assert (
        compose(*desk.announced("2026-W48"), SERVER)["Subject"]
        == "[TLP:AMBER+STRICT] Talks with Libya (2026-W48)"
    )


def test_addresses_beyond_ascii(desk: Newsdesk, office: PostOffice) -> None:
    desk.mail = ("jörg@example.org", "ana@münchen.example")
    desk.settle()
    desk.queue()
    assert desk.send().exit_code == 0
    assert {address for one in office.taken for address in one.recipients} == {
        "jörg@example.org", "ana@xn--mnchen-3ya.example",
    }  # fmt: skip
    (jorg,) = office.to("jörg@example.org")
    assert "To: jörg@example.org" in jorg.content.decode()


# What a server answers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "answer", "state", "exit_code", "told"),
    [
        ("MAIL", "451 busy", "pending", 74, "451 busy"),
        ("MAIL", "550 you may not", "pending", 74, "refuses the sender"),
        ("RCPT", "450 greylisted, ana@example.org", "pending", 74, "450 greylisted, the recipient"),
        ("RCPT", "550 no such user <Ana@Example.org>", "failed", 1, "550 no such user <the recipient>"),
        ("DATA", "452 no space", "pending", 74, "452 no space"),
        ("DATA", "554 spam", "failed", 1, "554 spam"),
        ("DATA", "421 closing", "pending", 74, "421 closing"),
        ("DATA", "451 \x1b[2J" + "x" * 400, "pending", 74, "451 "),
        ("DATA", f"554 {PASSWORD} is your password", "failed", 1, "554 *** is your password"),
    ],
)
def test_an_answer_decides(
    verb: str, answer: str, state: str, exit_code: int, told: str, desk: Newsdesk, office: PostOffice
) -> None:
    desk.mail = ("ana@example.org",)
    desk.settle()
    office.answers[verb] = answer
    (message,) = desk.queue()
    sent = desk.send()
    assert (sent.exit_code, desk.states()) == (exit_code, {"ana@example.org": state})
    (kept,) = desk.outbox.messages()
    assert told in (kept.reason or "")
    assert len(kept.reason or "") < 300
    assert (kept.reason or "").isprintable()
    office.answers.clear()
    desk.later(minutes=30)
    desk.send()
    assert len(office.taken) == (state == "pending")
    if state == "pending":
        assert office.taken[0].mail["Message-ID"].startswith(f"<{message.id}@")


def test_one_refused_recipient_does_not_keep_the_others_from_their_mail(
    desk: Newsdesk, office: PostOffice
) -> None:
    office.answers["RCPT ana@example.org"] = "550 unknown"
    desk.queue()
    assert desk.send().exit_code == 1
    assert desk.states() == {"ana@example.org": "failed", "bo@example.org": "sent"}


def test_a_connection_that_is_cut_before_the_end_is_tried_again(desk: Newsdesk, office: PostOffice) -> None:
    office.at = lambda step: (_ for _ in ()).throw(ConnectionResetError()) if step == "RCPT" else None
    desk.queue()
    assert desk.send().exit_code == 74
    office.at = lambda step: None
    desk.later(hours=1)
    assert desk.send().exit_code == 0
    assert len(office.taken) == 2


def test_a_connection_that_is_cut_at_the_end_is_unknown(desk: Newsdesk, office: PostOffice) -> None:
    office.answers["cut"] = ""
    desk.queue()
    assert desk.send().exit_code == 1
    assert set(desk.states().values()) == {"unknown"}
    assert len(office.taken) == 2  # they did arrive, which nobody here can know
    office.answers.clear()
    desk.later(days=30)
    desk.send()
    assert len(office.taken) == 2


# Who a server is ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("implicit", [False, True])
def test_both_kinds_of_tls(implicit: bool, tmp_path: Path, authority: Authority) -> None:
    with post_office(authority.server(), implicit=implicit) as office:
        desk = Newsdesk(
            tmp_path / "project", authority, office, smtp={"security": "tls" if implicit else "starttls"}
        )
        desk.publish()
        desk.queue()
        assert desk.send().exit_code == 0
        assert office.secure == [True]


@pytest.mark.parametrize("implicit", [False, True])
def test_a_wrong_certificate_gets_nothing(implicit: bool, tmp_path: Path, authority: Authority) -> None:
    (tmp_path / "other").mkdir()
    strangers = [authority.server("mail.example.org"), Authority(tmp_path / "other").server()]
    for number, context in enumerate(strangers):
        with post_office(context, implicit=implicit) as office:
            security = "tls" if implicit else "starttls"
            desk = Newsdesk(tmp_path / f"project-{number}", authority, office, smtp={"security": security})
            desk.publish()
            desk.queue()
            sent = desk.send()
            assert (sent.exit_code, desk.states()) == (74, {"ana@example.org": "pending"})
            assert "certificate is not to be trusted" in (sent.ended[0].reason or "")
            assert set(office.steps) <= {"EHLO"}


def test_a_server_without_encryption_gets_nothing(tmp_path: Path, authority: Authority) -> None:
    with post_office(None, login=False) as office:
        desk = Newsdesk(tmp_path / "project", authority, office)
        desk.publish()
        desk.queue()
        sent = desk.send()
        assert sent.exit_code == 74
        assert sent.ended[0].reason == "localhost: it offers no encryption (STARTTLS)"
        assert office.steps == ["EHLO"]


def test_a_relay_on_this_machine_needs_none(tmp_path: Path, authority: Authority) -> None:
    with post_office(None, login=False) as office:
        desk = Newsdesk(tmp_path / "project", authority, office, smtp={"security": "none"})
        desk.publish()
        desk.queue()
        assert desk.send({}).exit_code == 0
        assert office.secure == [False]


def test_a_wrong_password_is_told_and_asked_once(desk: Newsdesk, office: PostOffice) -> None:
    desk.queue()
    sent = desk.send(SECRETS | {"DESK_PASSWORD": "wrong-Zq9x7"})
    assert (sent.exit_code, len(sent.ended)) == (74, 2)
    assert all("it refuses the login: 535" in (one.reason or "") for one in sent.ended)
    assert office.steps.count("EHLO") == 2
    assert "wrong-Zq9x7" not in "".join(path.read_text() for path in desk.outbox.folder.rglob("*.json"))


def test_a_missing_secret_is_told_and_costs_no_try(desk: Newsdesk, office: PostOffice) -> None:
    desk.queue()
    sent = desk.send({"DESK_USER": "desk"})
    (reason,) = sent.not_ready
    assert reason == "the variable DESK_PASSWORD of the environment is missing or empty (set it)"
    assert (sent.exit_code, office.steps) == (1, [])
    assert {message.tries for message in desk.outbox.messages()} == {0}
    assert desk.send().exit_code == 0


@pytest.mark.parametrize(
    "replies",
    [
        [b"554 go away\r\n"],
        [b"220 hi\r\n", b"500 what\r\n", b"500 what\r\n"],
        [b"SSH-2.0-OpenSSH\r\n"],
        [b"220 hi\r\n", b"250-a\r\n" + b"250-x" + b"y" * 9000 + b"\r\n"],
        [
            b"220 hi\r\n",
            b"250-localhost\r\n250 STARTTLS\r\n",
            b"220 go\r\n250 injected\r\n",
            b"\x15\x03\x03\x00\x02\x02\x28",
        ],
        [],
    ],
)
def test_what_is_no_mail_server_is_put_off(
    replies: list[bytes], tmp_path: Path, authority: Authority, office: PostOffice
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    desk = Newsdesk(tmp_path / "project", authority, PostOffice(port), smtp={"host": "127.0.0.1"})
    desk.publish()
    desk.queue()
    thread = answer_once(port, replies)
    sent = desk.send()
    thread.join(5)
    assert (sent.exit_code, desk.states()) == (74, {"ana@example.org": "pending"})
    assert sent.ended[0].next_try is not None and sent.ended[0].next_try > NOW


@pytest.mark.parametrize("first", [b"", b"220-"])
def test_a_server_that_never_comes_to_an_end_is_left(first: bytes, desk: Newsdesk) -> None:
    """Each byte comes in time, the answer never does."""
    listening = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        connection, _ = listening.accept()
        with suppress(OSError), connection:
            connection.sendall(first)
            for _ in range(1000):
                connection.sendall(b"x" if not first else b"220-x\r\n")
                threading.Event().wait(0.05)

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    port = listening.getsockname()[1]
    carrier = MailCarrier(MailServer("127.0.0.1", port, Security.NONE, "desk@example.org"), {}, limit=0.5)
    with pytest.raises(LaterError, match=r"127\.0\.0\.1: "):
        carrier.carry(*desk.announced(), lambda: None)
    thread.join(5)
    assert not thread.is_alive()
    listening.close()


def test_the_time_for_an_answer_to_the_dot_is_another(desk: Newsdesk, office: PostOffice) -> None:
    assert desk.settings.notices.server is not None
    office.at = lambda step: time.sleep(1.5) if step == "TAKEN" else None
    carrier = MailCarrier(desk.settings.notices.server, SECRETS, patience=1.0, final_patience=20.0)
    carrier.carry(*desk.announced(), lambda: None)
    carrier.close()
    hasty = MailCarrier(desk.settings.notices.server, SECRETS, patience=1.0, final_patience=0.5)
    with pytest.raises(UncertainError):
        hasty.carry(*desk.announced(), lambda: None)
    assert len(office.taken) == 2
