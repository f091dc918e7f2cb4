"""Announcing from the command line: what is built is sent, what a person decides, and what nobody may read."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from announced_editions import BRIEF, SECRETS, Newsdesk
from conftest import ROOT
from post_office import PASSWORD, SECRET, USER, Authority, PostOffice, Receiver, post_office, receiver

WEEKLY = """\
title: Returns in brief
themes: [returns]
schedule: {every: week, on: monday, at: "06:00"}
when_unchanged: publish
output: [markdown]
sections:
  - changes
  - quotes: {max: 2}
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsdesk]:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    with post_office(authority.server()) as office, receiver(authority.server()) as hook:
        yield Newsdesk(tmp_path / "project", authority, office, hook)


def office_of(desk: Newsdesk) -> PostOffice:
    assert desk.office
    return desk.office


def hook_of(desk: Newsdesk) -> Receiver:
    assert desk.receiver
    return desk.receiver


# What is built --------------------------------------------------------------------------------------------


@pytest.fixture
def newsroom(desk: Newsdesk) -> Newsdesk:
    """The project with documents, and a brief that can be built."""
    shutil.rmtree(desk.root / "seeds")
    shutil.copytree(ROOT / "seeds", desk.root / "seeds")
    (desk.root / "briefs" / f"{BRIEF}.yaml").write_text(WEEKLY)
    desk.settle(attach_pdf="no")
    return desk


def test_what_is_due_is_announced_once(newsroom: Newsdesk) -> None:
    office, hook = office_of(newsroom), hook_of(newsroom)
    done = newsroom.run("run-due", "--as-of", "2026-11-18")
    assert (done.returncode, json.loads(done.stdout)["status"]) == (0, "built")
    assert "notify: 2 messages sent" in done.stderr
    assert "ana@example.org" not in done.stdout + done.stderr  # a log is read by many
    assert newsroom.run("run-due", "--as-of", "2026-11-18").returncode == 0
    assert newsroom.run("run-due", "--as-of", "2026-11-25").returncode == 0
    assert [one.mail["Subject"] for one in office.taken] == [
        "Returns in brief (2026-W47)", "Returns in brief (2026-W48)",
    ]  # fmt: skip
    assert [one.json["changes"] is None for one in hook.told] == [True, False]
    first = office.taken[0].mail
    plain = first.get_body(("plain",))
    assert plain and "attached" not in plain.get_content()  # nothing is, and nothing is said
    assert not list(first.iter_attachments())
    folder = newsroom.root / "output" / BRIEF / "2026-W47"
    assert {path.name for path in folder.iterdir()} == {
        "libya.json", "libya.mail.html", "libya.mail.txt", "libya.md", "manifest.json",
    }  # fmt: skip


def test_a_build_announces_only_where_it_is_asked_to(newsroom: Newsdesk) -> None:
    office = office_of(newsroom)
    assert newsroom.run("build", BRIEF, "--as-of", "2026-11-18").returncode == 0
    assert newsroom.run("build", BRIEF, "--as-of", "2026-11-25", "--format", "mail").returncode == 0
    assert newsroom.run("run-due", "--as-of", "2026-11-25", "--no-notify").returncode == 0
    assert not (newsroom.root / ".briefgen" / "outbox").exists()
    done = newsroom.run("build", BRIEF, "--as-of", "2026-12-02", "--notify")
    assert (done.returncode, "notify: 2 messages sent" in done.stderr) == (0, True)
    assert [one.mail["Subject"] for one in office.taken] == ["Returns in brief (2026-W49)"]
    for wrong in (["--format", "mail"], ["--output", "out"]):
        assert newsroom.run("build", BRIEF, "--notify", *wrong).returncode == 2


def test_a_server_that_is_down_fails_no_build_and_is_told(newsroom: Newsdesk) -> None:
    office = office_of(newsroom)
    office.answers["MAIL"] = "451 busy"
    done = newsroom.run("run-due", "--as-of", "2026-11-18")
    assert (done.returncode, json.loads(done.stdout)["status"]) == (74, "built")
    assert "451 busy; tried again after 20" in done.stderr
    assert newsroom.run("run-due", "--as-of", "2026-11-18").returncode == 0  # not yet
    office.answers.clear()
    newsroom.later(days=999)
    assert newsroom.send().exit_code == 0
    assert len(office.taken) == 1


def test_whoever_is_told_by_nobody_is_told_so(newsroom: Newsdesk) -> None:
    newsroom.settle(mail=[], webhook=[])
    done = newsroom.run("build", BRIEF, "--as-of", "2026-11-18", "--notify")
    assert (done.returncode, "notify: nobody is named to be told of libya" in done.stderr) == (0, True)


# What a person does ---------------------------------------------------------------------------------------


def test_an_edition_that_stands_is_queued_and_sent(desk: Newsdesk) -> None:
    desk.publish("2026-W46")
    desk.publish("2026-W47")
    assert desk.run("notify", "queue", BRIEF).stdout == "libya 2026-W47: 2 messages queued\n"
    assert desk.run("notify", "queue", BRIEF, "2026-W47").stdout == "libya 2026-W47: 0 messages queued\n"
    wrong = desk.run("notify", "queue", BRIEF, "2026-W99")
    assert (
        wrong.returncode,
        "there is no edition of libya '2026-W99' (did you mean '2026-W" in wrong.stderr,
    ) == (2, True)
    shown = desk.run("notify", "status")
    assert (shown.returncode, shown.stdout.count("pending")) == (0, 2)
    sent = desk.run("notify", "send")
    assert (sent.returncode, sent.stderr) == (0, "notify: 2 messages sent\n")
    assert "the outbox is empty" in desk.run("notify", "status").stderr
    listed = json.loads(desk.run("notify", "status", "--all", "--json").stdout)
    assert {one["state"] for one in listed["messages"]} == {"sent"}


def test_what_is_unknown_waits_for_a_person(desk: Newsdesk) -> None:
    office = office_of(desk)
    desk.settle(webhook=[])
    office.answers["cut"] = ""
    desk.publish()
    (message,) = desk.queue()
    sent = desk.run("notify", "send")
    assert sent.returncode == 1
    assert f"mail {message.id[:8]} to ana@example.org may have arrived or not" in sent.stderr
    office.answers.clear()
    assert desk.run("notify", "send").returncode == 0
    assert desk.run("notify", "status").returncode == 1
    plain = desk.run("notify", "send", message.id[:8])
    assert (plain.returncode, "is unknown: --again sends it all the same" in plain.stderr) == (2, True)
    assert len(office.taken) == 1
    assert desk.run("notify", "send", message.id[:8], "--again").returncode == 0
    assert len(office.taken) == 2
    assert len({one.mail["Message-ID"] for one in office.taken}) == 1


def test_what_is_dropped_is_never_sent(desk: Newsdesk) -> None:
    desk.publish()
    message = desk.queue()[0]
    assert desk.run("notify", "drop", message.id[:8]).stdout == f"dropped {message.id[:8]}\n"
    assert desk.run("notify", "queue", BRIEF).stdout == "libya 2026-W47: 0 messages queued\n"
    assert desk.run("notify", "send").returncode == 0
    assert (len(office_of(desk).taken), len(hook_of(desk).told)) in ((0, 1), (1, 0))


@pytest.mark.parametrize(
    "arguments", [["send", "--again"], ["send", "0000"], ["drop", "a"], ["drop", "00000000"], ["drop"]]
)
def test_a_command_that_names_no_message_is_misuse(arguments: list[str], desk: Newsdesk) -> None:
    desk.publish()
    desk.queue()
    assert desk.run("notify", *arguments).returncode == 2
    assert set(desk.states().values()) == {"pending"}


def test_ways_are_tried_without_sending(desk: Newsdesk) -> None:
    done = desk.run("notify", "test")
    assert (done.returncode, done.stdout) == (0, "mail server localhost: ready\nwebhook desk: ready\n")
    assert (office_of(desk).taken, hook_of(desk).told) == ([], [])
    done = desk.run("notify", "test", DESK_PASSWORD="wrong", DESK_SECRET="")
    assert done.returncode == 1
    assert "mail server localhost: localhost: it refuses the login: 535" in done.stdout
    assert "webhook desk: the variable DESK_SECRET of the environment is missing or empty" in done.stdout


def test_a_sample_goes_to_one_address_and_counts_for_nothing(desk: Newsdesk) -> None:
    desk.publish()
    assert desk.run("notify", "test", BRIEF, "--to", "me@example.org").returncode == 0
    (mail,) = office_of(desk).taken
    assert (mail.recipients, mail.mail["Subject"]) == (
        ["me@example.org"],
        "[Test] Talks with Libya (2026-W47)",
    )
    assert desk.states() == {}
    for wrong in (
        [BRIEF],
        ["--to", "me@example.org"],
        [BRIEF, "--to", "me"],
        ["other", "--to", "me@example.org"],
    ):
        assert desk.run("notify", "test", *wrong).returncode == 2


def test_a_damaged_message_is_told(desk: Newsdesk) -> None:
    desk.publish()
    desk.queue()
    path = sorted((desk.outbox.folder / "open").glob("*.json"))[0]
    path.write_text("{")
    shown = desk.run("notify", "status")
    assert (shown.returncode, f"{path.name} in the outbox is damaged" in shown.stderr) == (1, True)


# Secrets --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", ["none", "login", "server", "hook", "tls"])
def test_no_secret_is_written_or_printed(trouble: str, desk: Newsdesk, tmp_path: Path) -> None:
    office, hook = office_of(desk), hook_of(desk)
    office.answers |= {"RCPT": f"550 {PASSWORD}"} if trouble == "server" else {}
    hook.status = 500 if trouble == "hook" else 204
    environment = {"DESK_PASSWORD": f"{PASSWORD}2"} if trouble == "login" else {}
    if trouble == "tls":
        environment["SSL_CERT_FILE"] = os.devnull
    desk.publish()
    desk.queue()
    printed = ""
    for arguments in (["test"], ["send"], ["status", "--all", "--json"]):
        done = desk.run("notify", *arguments, **environment)
        printed += done.stdout + done.stderr
        assert "Traceback" not in done.stderr
    written = b"".join(path.read_bytes() for path in desk.root.rglob("*") if path.is_file())
    for secret in (PASSWORD, SECRET, SECRET.removeprefix("whsec_"), USER):
        assert secret not in printed
        assert secret.encode() not in written
    assert "PASSWORD" not in printed
    assert all(len(value) > 5 for value in SECRETS.values())
