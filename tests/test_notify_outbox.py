"""The outbox: a message is there once, in one state, on the disk; and what becomes of one that fails."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from announced_editions import NOW
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import BusyError
from briefgen.model.notice import Channel
from briefgen.notify.announced import Announced
from briefgen.notify.awaited import awaiting, left_behind
from briefgen.notify.carrier import LaterError, RefusedError, UncertainError
from briefgen.notify.message import LONGEST_WAIT, MOST_TRIES, Message, State, decode
from briefgen.notify.outbox import Outbox
from briefgen.notify.secrets import NotReadyError, Secret
from briefgen.notify.send import send

MESSAGE = Message("libya", "2026-W47", "d" * 64, Channel.MAIL, "ana@example.org", True, NOW)


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "outbox")


MOMENTS = st.integers(10**9, 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
MESSAGES = st.builds(
    Message,
    st.from_regex(r"[a-z0-9][a-z0-9_-]{0,20}", fullmatch=True).filter(
        lambda name: name not in ("con", "aux", "nul", "prn")
    ),
    st.sampled_from(["2026-W47", "2026-11", "2026-11-22", "2026-W47.3"]),
    st.text("0123456789abcdef", min_size=64, max_size=64),
    st.sampled_from(Channel),
    st.text(min_size=1).filter(lambda text: text.isprintable()),
    st.booleans(),
    MOMENTS,
    st.sampled_from(State),
    st.integers(0, 20),
    st.none() | MOMENTS,
    st.none() | MOMENTS,
    st.none() | st.text().filter(lambda text: text.isprintable()),
)


@given(MESSAGES)
def test_a_message_is_read_as_it_was_kept(message: Message) -> None:
    assert decode(message.encode()) == message


@given(st.binary(max_size=60) | MESSAGES.map(lambda message: message.encode()[:-9]))
def test_what_is_no_message_is_damage_and_nothing_else(content: bytes) -> None:
    with pytest.raises(ValueError):
        decode(content)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2}, {"id": "0" * 32}, {"brief": "../x"}, {"edition": "../../x"}, {"edition": "latest"}, {"state": "new"},
        {"channel": "sms"}, {"queued": None}, {"queued": "2026-11-22T06:00:00"}, {"tries": "many"}, {"more": 1},
    ],
)  # fmt: skip
def test_a_message_that_was_changed_by_hand_is_damaged(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(json.dumps(json.loads(MESSAGE.encode()) | change).encode())


def test_a_message_is_put_once_whatever_becomes_of_it(outbox: Outbox) -> None:
    assert outbox.put(MESSAGE)
    for state in State:
        outbox.save(MESSAGE.now_in(state, NOW))
        assert not outbox.put(MESSAGE)
        assert not outbox.put(replace(MESSAGE, inputs="e" * 64, target="ANA@example.org"))
    assert outbox.put(replace(MESSAGE, edition="2026-W48"))
    assert outbox.put(replace(MESSAGE, channel=Channel.WEBHOOK))


def test_what_is_sent_or_dropped_is_a_receipt(outbox: Outbox) -> None:
    outbox.put(MESSAGE)
    outbox.save(MESSAGE.now_in(State.SENT, NOW))
    assert outbox.messages() == []
    assert [one.state for one in outbox.receipts("libya")] == ["sent"]
    assert [one.state for one in outbox.receipts("other")] == []


def test_nobody_else_reads_who_is_told(outbox: Outbox) -> None:
    outbox.put(MESSAGE)
    outbox.put(other := replace(MESSAGE, target="bo@example.org"))
    outbox.save(other.now_in(State.SENT, NOW))
    modes = {path.stat().st_mode & 0o077 for path in (outbox.folder, *outbox.folder.rglob("*"))}
    assert modes == {0}


def test_a_damaged_file_is_told_and_stands_for_its_message(outbox: Outbox) -> None:
    outbox.put(MESSAGE)
    (path,) = (outbox.folder / "open").glob("*.json")
    for damage in (b"", b"{", MESSAGE.encode()[:-20], replace(MESSAGE, target="x@y.org").encode()):
        path.write_bytes(damage)
        assert outbox.messages() == []
        assert outbox.damaged() == [path]
        assert not outbox.put(MESSAGE)


def test_many_that_put_at_once_put_once(outbox: Outbox) -> None:
    put: list[bool] = []
    threads = [threading.Thread(target=lambda: put.append(outbox.put(MESSAGE))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(put) == [False] * 7 + [True]


def test_one_run_sends_at_a_time(outbox: Outbox) -> None:
    with (
        outbox.sending(),
        pytest.raises(BusyError, match="another run is sending"),
        outbox.sending(patience=0.2),
    ):
        pass
    with outbox.sending(patience=0.0):
        pass


# When it is tried again -----------------------------------------------------------------------------------


def test_each_try_waits_longer_and_the_last_gives_up() -> None:
    message, now = MESSAGE, NOW
    waits = []
    while message.state is State.PENDING:
        message = message.put_off(now, "busy")
        if message.next_try:
            waits.append(message.next_try - now)
            assert not message.is_due(message.next_try - timedelta(seconds=1))
            assert message.is_due(message.next_try)
            now = message.next_try
    assert (message.state, message.tries, len(waits)) == (State.FAILED, MOST_TRIES, MOST_TRIES - 1)
    assert message.reason == "given up after 10 tries: busy"
    assert timedelta(minutes=5) <= waits[0] <= timedelta(minutes=6.5)
    assert all(later >= earlier * 0.75 for earlier, later in pairwise(waits))
    assert max(waits) <= LONGEST_WAIT * 1.25
    assert timedelta(days=2) < now - NOW < timedelta(days=4)


@given(st.integers(0, MOST_TRIES - 2), st.none() | st.timedeltas(timedelta(0), timedelta(days=9)))
def test_what_the_other_side_asks_for_is_kept_within_reason(tries: int, wait: timedelta | None) -> None:
    after = replace(MESSAGE, tries=tries).put_off(NOW, "busy", wait)
    assert after.next_try is not None
    assert timedelta(minutes=5) <= after.next_try - NOW <= LONGEST_WAIT * 1.25
    assert after.next_try - NOW >= min(wait or timedelta(0), LONGEST_WAIT)


def test_recipients_are_not_all_tried_in_the_same_second() -> None:
    tries = {replace(MESSAGE, target=f"{n}@example.org").put_off(NOW, "busy").next_try for n in range(50)}
    assert len(tries) > 20


# What became of it ----------------------------------------------------------------------------------------


class Scripted:
    """Ends each message as a test says."""

    def __init__(self, ending: Exception | None, *, commits: bool = True) -> None:
        self.ending, self.commits = ending, commits
        self.carried = 0

    def carry(self, message: Message, announced: Announced, commit: Callable[[], None]) -> None:
        self.carried += 1
        if self.commits:
            commit()
        if self.ending:
            raise self.ending

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("ending", "state", "exit_code", "again"),
    [
        (None, State.SENT, 0, 0),
        (LaterError("busy"), State.PENDING, 74, 1),
        (UncertainError("no answer"), State.UNKNOWN, 1, 0),
        (RefusedError("no such user"), State.FAILED, 1, 0),
    ],
)
def test_an_end_decides_whether_it_is_tried_again(
    ending: Exception | None,
    state: State,
    exit_code: int,
    again: int,
    outbox: Outbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("briefgen.notify.send.read_announced", lambda output, message: None)
    outbox.put(MESSAGE)
    carrier = Scripted(ending)
    sent = send(outbox, outbox.folder, {Channel.MAIL: carrier}, lambda: NOW)
    assert ([one.state for one in sent.ended], sent.exit_code) == ([state], exit_code)
    send(outbox, outbox.folder, {Channel.MAIL: carrier}, lambda: NOW + timedelta(days=9))
    assert carrier.carried == 1 + again


def test_what_is_not_ready_costs_no_try(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.notify.send.read_announced", lambda output, message: None)
    outbox.put(MESSAGE)
    for carriers in ({Channel.MAIL: Scripted(NotReadyError("set X"), commits=False)}, {}):
        sent = send(outbox, outbox.folder, carriers, lambda: NOW)  # type: ignore[arg-type]
        assert (sent.exit_code, len(sent.not_ready)) == (1, 1)
        assert outbox.messages() == [MESSAGE]


def test_an_interrupted_message_is_unknown_and_not_sent_again(outbox: Outbox) -> None:
    outbox.put(MESSAGE)
    outbox.save(MESSAGE.now_in(State.SENDING, NOW))
    carrier = Scripted(None)
    sent = send(outbox, outbox.folder, {Channel.MAIL: carrier}, lambda: NOW)
    assert ([one.state for one in sent.ended], sent.exit_code, carrier.carried) == ([State.UNKNOWN], 1, 0)
    assert "may have arrived" in (outbox.messages()[0].reason or "")


def test_a_receipt_wins_over_an_open_message(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    outbox.put(MESSAGE)
    (path,) = (outbox.folder / "open").glob("*.json")
    content = path.read_bytes()
    outbox.save(MESSAGE.now_in(State.SENT, NOW))
    path.write_bytes(content)
    carrier = Scripted(None)
    send(outbox, outbox.folder, {Channel.MAIL: carrier}, lambda: NOW)
    assert (carrier.carried, outbox.messages()) == (0, [])


def test_an_edition_that_is_not_there_is_not_sent(outbox: Outbox, tmp_path: Path) -> None:
    outbox.put(MESSAGE)
    carrier = Scripted(None)
    sent = send(outbox, tmp_path / "output", {Channel.MAIL: carrier}, lambda: NOW)
    assert (sent.exit_code, carrier.carried) == (74, 0)
    assert "manifest.json cannot be read" in (outbox.messages()[0].reason or "")


# Editions that were awaited -------------------------------------------------------------------------------

NOTE = """
import sys
from pathlib import Path
from briefgen.notify.awaited import awaiting
with awaiting(Path(sys.argv[1]), {"libya": frozenset({"2026-W46"})}) as note:
    print("ready", flush=True)
    sys.stdin.read()
"""


def test_a_note_is_left_behind_by_the_dead_alone(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", NOTE, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout and process.stdout.readline() == "ready\n"
        assert list(left_behind(tmp_path)) == []
        process.kill()
        process.wait()
    ((note, known),) = left_behind(tmp_path)
    assert known == {"libya": {"2026-W46"}}
    note.write_text("{")
    assert [known for _, known in left_behind(tmp_path)] == [{}]


def test_a_note_goes_with_whoever_dealt_with_it(tmp_path: Path) -> None:
    with awaiting(tmp_path, {"libya": frozenset()}) as note:
        assert list(left_behind(tmp_path)) == []
        note.unlink()
    assert list(left_behind(tmp_path)) == []


# Secrets --------------------------------------------------------------------------------------------------


def test_a_secret_shows_itself_to_nobody() -> None:
    secret = Secret.named("PASSWORD", {"PASSWORD": "hunter2\n"})
    assert secret.reveal() == "hunter2"
    assert "hunter2" not in f"{secret} {secret!r} {[secret]}"
    assert secret.hide_in("535 hunter2 aHVudGVyMg== no") == "535 *** *** no"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("", "missing or empty"),
        ("\n", "missing or empty"),
        ("ü", "beyond"),
        ("a\0b", "beyond"),
        ("a\nb", "beyond"),
    ],
)
def test_a_secret_that_cannot_be_used_is_told_by_the_name_of_its_variable(value: str, told: str) -> None:
    with pytest.raises(NotReadyError, match=f"PASSWORD .*{told}"):
        Secret.named("PASSWORD", {"PASSWORD": value})
