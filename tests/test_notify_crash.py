"""Never twice: the program is killed at every moment of sending, and started twice at once."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from announced_editions import BRIEF, Newsdesk, files
from post_office import Authority, PostOffice, Receiver, post_office, receiver

from briefgen.announce import Queued, announcing, queue_left_behind
from briefgen.editions.archive import Made, publish
from briefgen.notify.message import State

SENDER = Path(__file__).with_name("outbox_sender.py")
RECIPIENTS = ("ana@example.org", "bo@example.org", "cy@example.org")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsdesk]:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    with post_office(authority.server()) as office, receiver(authority.server()) as hook:
        yield Newsdesk(tmp_path / "project", authority, office, hook, mail=RECIPIENTS)


def start(desk: Newsdesk, way: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(SENDER), way, str(desk.root), *arguments]
    return subprocess.Popen(command, env=desk.environment(), stderr=subprocess.PIPE)


def servers(desk: Newsdesk) -> tuple[PostOffice, Receiver]:
    assert desk.office and desk.receiver
    return desk.office, desk.receiver


@contextmanager
def killed_at(desk: Newsdesk, step: str, time_of_it: int, way: str) -> Iterator[None]:
    """A process that sends is killed by the server the n-th time that it comes to this step."""
    seen: Counter[str] = Counter()
    process: list[subprocess.Popen[bytes]] = []

    def at(name: str) -> None:
        seen[name] += 1
        if name == step and seen[name] == time_of_it:
            process[0].kill()
            process[0].wait()

    office, hook = servers(desk)
    office.at = hook.at = at
    process.append(start(desk, way))
    with process[0]:
        process[0].wait(60)
    assert process[0].returncode == -signal.SIGKILL, f"never came to {step}"
    office.at = hook.at = lambda name: None
    yield


def deliveries(desk: Newsdesk, edition: str) -> Counter[str]:
    """How often each recipient was told of an edition."""
    office, hook = servers(desk)
    mails = [one for one in office.taken if f"({edition})" in one.mail["Subject"]]
    told = [one for one in hook.told if one.json["edition"] == edition]
    return Counter([*(address for one in mails for address in one.recipients), *("desk" for _ in told)])


# The n-th time of a step, and how many of four recipients cannot be known to have been told.
MOMENTS = [
    ("EHLO", 1, 0), ("EHLO", 2, 0), ("MAIL", 1, 0), ("MAIL", 2, 0), ("MAIL", 3, 0), ("RCPT", 1, 0), ("RCPT", 3, 0),
    ("DATA", 1, 1), ("DATA", 2, 1), ("TAKEN", 1, 1), ("TAKEN", 3, 1), ("POST", 1, 1),
]  # fmt: skip


def test_a_sender_that_writes_nothing_down_tells_twice(desk: Newsdesk) -> None:
    """What the other tests look for can be seen."""
    desk.publish()
    desk.queue()
    with killed_at(desk, "TAKEN", 1, "naive"):
        start(desk, "naive").communicate(timeout=60)
    assert max(deliveries(desk, "2026-W47").values()) == 2


@pytest.mark.parametrize(("step", "time_of_it", "unknown"), MOMENTS)
def test_killed_at_any_step_nobody_is_told_twice(
    step: str, time_of_it: int, unknown: int, desk: Newsdesk
) -> None:
    desk.publish()
    desk.queue()
    with killed_at(desk, step, time_of_it, "whole"):
        for _ in range(3):
            desk.send()
            desk.later(days=1)
    told, states = deliveries(desk, "2026-W47"), Counter(desk.states().values())
    assert set(told.values()) == {1}
    assert states == Counter(sent=4 - unknown, unknown=unknown)
    assert len(told) >= 4 - unknown


def test_killed_at_any_time_nobody_is_told_twice(desk: Newsdesk) -> None:
    drawn = random.Random(20261122)
    begun = time.monotonic()
    desk.publish("2026-W40")
    desk.queue("2026-W40")
    start(desk, "whole").communicate(timeout=60)
    whole = time.monotonic() - begun
    for number in range(1, 9):
        edition = desk.publish(f"2026-W{40 + number}")
        desk.queue(edition)
        process = start(desk, "whole")
        time.sleep(whole * drawn.uniform(0.3, 1.0))
        process.kill()
        process.communicate()
        desk.send()
        told = deliveries(desk, edition)
        assert set(told.values()) == {1}
        kept = {
            one.target
            for one in desk.outbox.messages()
            if one.state is State.UNKNOWN and one.edition == edition
        }
        assert len(kept) <= 1
        assert told.keys() | kept == {*RECIPIENTS, "desk"}


def test_runs_at_once_tell_everybody_once(desk: Newsdesk) -> None:
    office, _ = servers(desk)
    office.at = lambda step: time.sleep(0.05)
    desk.publish()
    desk.queue()
    running = [start(desk, "whole") for _ in range(4)]
    assert [process.communicate(timeout=60)[1] for process in running] == [b""] * 4
    assert {process.returncode for process in running} == {0}
    assert deliveries(desk, "2026-W47") == Counter([*RECIPIENTS, "desk"])


# Between publishing and the outbox ------------------------------------------------------------------------


def test_an_edition_of_a_killed_run_is_announced_by_the_next(desk: Newsdesk) -> None:
    desk.publish("2026-W46")
    process = start(desk, "publish", "2026-W47")
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert desk.outbox.messages() == []
    queued = queue_left_behind(desk.project, desk.settings, lambda: desk.clock)
    assert {message.edition for message in queued.messages} == {"2026-W47"}
    assert len(queued.messages) == 4
    assert queue_left_behind(desk.project, desk.settings) == Queued()
    desk.send()
    assert deliveries(desk, "2026-W47") == Counter([*RECIPIENTS, "desk"])


def published(desk: Newsdesk, make: Callable[[], object]) -> Queued:
    found: list[Queued] = []
    with announcing(desk.project, desk.settings, [BRIEF], found.append, lambda: desk.clock):
        make()
    return found[0] if found else Queued()


def test_only_what_is_new_and_whole_is_announced(desk: Newsdesk) -> None:
    desk.publish("2026-W46")
    assert published(desk, lambda: None).messages == []
    assert len(published(desk, lambda: desk.publish("2026-W47")).messages) == 4
    assert published(desk, lambda: desk.publish("2026-W47")).messages == []  # unchanged
    revision = published(desk, lambda: desk.publish("2026-W47", inputs="b"))
    assert (revision.messages, len(revision.remarks)) == ([], 1)
    assert "2026-W47.1 is a revision and is not announced" in revision.remarks[0]
    desk.settle(revisions="yes")
    assert {
        one.edition for one in published(desk, lambda: desk.publish("2026-W47", inputs="c")).messages
    } == {"2026-W47.2"}

    def tear() -> None:
        desk.publish("2026-W48")
        (desk.project.output / BRIEF / "2026-W48" / "libya.mail.txt").write_text("torn")

    torn = published(desk, tear)
    assert (torn.messages, "2026-W48 is not announced" in torn.remarks[0]) == ([], True)


def test_an_edition_without_what_is_sent_is_told(desk: Newsdesk) -> None:
    def make() -> None:
        some = {name: content for name, content in files().items() if "mail" not in name}
        publish(desk.project.output, BRIEF, "2026-W47", some, Made(date(2026, 11, 22), {"a": "b"}, {}))

    queued = published(desk, make)
    assert (queued.messages, queued.remarks) == (
        [],
        ["libya 2026-W47 is not announced: it was made without mail"],
    )


@pytest.mark.parametrize("faulty", ["mail: [], webhok: []", "mail: [ana]", "mail: ana@example.org"])
def test_a_brief_whose_wishes_are_faulty_tells_nobody(faulty: str, desk: Newsdesk) -> None:
    """Those of the project are not taken in their stead."""
    spec = desk.root / "briefs" / f"{BRIEF}.yaml"
    spec.write_text(f"{spec.read_text()}notify: {{{faulty}}}\n")
    assert published(desk, desk.publish).messages == []


def test_a_block_that_fails_announces_what_it_published(desk: Newsdesk) -> None:
    def fail() -> None:
        desk.publish("2026-W47")
        raise OSError("the disk")

    with pytest.raises(OSError, match="the disk"):
        published(desk, fail)
    assert {message.edition for message in desk.outbox.messages()} == {"2026-W47"}
    assert list((desk.outbox.folder / "awaited").glob("*")) == []


@pytest.mark.parametrize("how", ["gone", "changed", "another"])
def test_an_edition_that_does_not_stand_is_never_sent(how: str, desk: Newsdesk) -> None:
    desk.publish()
    desk.queue()
    folder = desk.project.output / BRIEF / "2026-W47"
    if how == "changed":
        (folder / "libya.pdf").write_bytes(b"another")
    else:
        folder.rename(desk.root / "away")
    if how == "another":
        desk.publish("2026-W47", inputs="b")
    assert desk.send().exit_code == 74
    desk.later(days=1)
    assert desk.send().exit_code == 74
    assert deliveries(desk, "2026-W47") == Counter()
