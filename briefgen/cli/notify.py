"""`notify`: what is announced of editions, what became of it, and what a person decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from briefgen.announce import (
    Queued,
    outbox_of,
    queue,
    queue_left_behind,
    send_outbox,
    send_sample,
    try_ways,
    utc_now,
)
from briefgen.cli import terminal
from briefgen.cli.json_text import to_json
from briefgen.editions.archive import folders_of
from briefgen.errors import MisuseError
from briefgen.notify.message import STUCK, Message, State
from briefgen.notify.outbox import Outbox
from briefgen.notify.send import Sent
from briefgen.paths import Project, find_project
from briefgen.places.visible import shown
from briefgen.spec.names import brief_path
from briefgen.spec.project import Settings, load_settings

SHORT = 8  # digits of an id, which is what a person types
LEAST = 4


def tell_queued(queued: Queued) -> None:
    for remark in queued.remarks:
        terminal.talk(f"notify: {remark}")


def send_now(project: Project, settings: Settings) -> int:
    """Send what is due after a build, and say so where anything was; the exit code."""
    tell_queued(queue_left_behind(project, settings))
    sent = send_outbox(project, settings)
    _tell(sent, is_private=True)
    return sent.exit_code


def _tell(sent: Sent, *, is_private: bool) -> None:
    """What became of messages; logs that others may read name no recipient."""
    for message in sent.ended:
        if message.state is not State.SENT:
            terminal.talk(_failed(message, is_private=is_private))
    for reason, messages in sent.not_ready.items():
        terminal.talk(f"notify: {reason}; {_counted(len(messages))} not sent yet")
    if done := sent.count(State.SENT):
        terminal.talk(f"notify: {_counted(done)} sent")


def _failed(message: Message, *, is_private: bool) -> str:
    to = "" if is_private else f" to {message.target}"
    what = f"{message.brief} {message.edition}: {message.channel} {message.id[:SHORT]}{to}"
    match message.state:
        case State.PENDING:
            return f"notify: {what} not sent: {message.reason}; tried again {_after(message)}"
        case State.UNKNOWN:
            hint = f"ask, then briefgen notify drop {message.id[:SHORT]}, or send --again"
            return f"notify: {what} may have arrived or not: {message.reason} ({hint})"
        case _:
            return f"notify: {what} {message.state}: {message.reason}"


def _after(message: Message) -> str:
    return f"after {message.next_try.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if message.next_try else "soon"


def _counted(number: int) -> str:
    return f"{number} message{'' if number == 1 else 's'}"


# What there is --------------------------------------------------------------------------------------------


def status_command(*, everything: bool, as_json: bool) -> int:
    """Print the open messages, with `everything` the receipts too; 1 when one needs a person."""
    outbox = outbox_of(find_project(Path.cwd()))
    messages = [*outbox.messages(), *(outbox.receipts() if everything else ())]
    damaged = [path.name for path in outbox.damaged()]
    if as_json:
        terminal.write(
            to_json({"messages": list(map(_record, messages)), "damaged": damaged}, indent=2) + "\n"
        )
    else:
        for message in messages:
            terminal.out(_line(message))
        if not messages and not damaged:
            terminal.talk("the outbox is empty: nothing waits, and nothing failed")
    for name in damaged:
        terminal.talk(
            f"notify: {name} in the outbox is damaged, and nothing is sent in its stead (remove it)"
        )
    if any(message.state in STUCK for message in messages):
        hint = "send it all the same: briefgen notify send ID --again; or no more: briefgen notify drop ID"
        terminal.talk(f"notify: what failed or is unknown waits for you ({hint})")
    return int(bool(damaged) or any(message.state in STUCK for message in messages))


def _record(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "brief": message.brief,
        "edition": message.edition,
        "channel": str(message.channel),
        "target": message.target,
        "state": str(message.state),
        "queued": _moment(message.queued),
        "changed": _moment(message.changed),
        "tries": message.tries,
        "next_try": _moment(message.next_try),
        "reason": message.reason,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def _line(message: Message) -> str:
    said = f"{message.id[:SHORT]}  {message.state:<8} {message.brief} {message.edition}  {message.target}"
    if message.state is State.PENDING and message.tries:
        said += f"  tried {message.tries} times, again {_after(message)}"
    return f"{said}  {message.reason}" if message.reason else said


# What a person does ---------------------------------------------------------------------------------------


def send_command(ids: Sequence[str], *, again: bool) -> int:
    """Send what is due; the messages named now. `again` takes those as well that failed or are unknown."""
    project = find_project(Path.cwd())
    settings, outbox = load_settings(project), outbox_of(project)
    tell_queued(queue_left_behind(project, settings))
    named = _named(outbox, ids)
    if again and not ids:
        raise MisuseError("--again sends what may have arrived already: name the messages (notify status)")
    if named:
        with outbox.sending():
            for message in _named(outbox, ids):
                if message.state is State.PENDING or (again and message.state in (*STUCK, State.SENDING)):
                    outbox.save(replace(message, state=State.PENDING, next_try=None, tries=0))
                else:
                    raise MisuseError(
                        f"{message.id[:SHORT]} is {message.state}: --again sends it all the same"
                    )
    chosen = {message.id for message in named}
    sent = send_outbox(project, settings, only=lambda message: not chosen or message.id in chosen)
    _tell(sent, is_private=False)
    return sent.exit_code


def drop_command(ids: Sequence[str]) -> int:
    """Send messages no more: they are kept as receipts."""
    outbox = outbox_of(find_project(Path.cwd()))
    with outbox.sending():
        for message in _named(outbox, ids):
            outbox.save(message.now_in(State.DROPPED, utc_now(), message.reason))
            terminal.out(f"dropped {message.id[:SHORT]}")
    return 0


def queue_command(name: str, edition: str | None) -> int:
    """Put an edition that stands into the outbox; 1 where it cannot be announced."""
    project = find_project(Path.cwd())
    brief_path(project, name)
    settings = load_settings(project)
    wanted = edition or next((folder.name for folder in reversed(folders_of(settings.output, name))), None)
    if wanted is None:
        raise MisuseError(f"there is no edition of {name} (build one: briefgen build {name})")
    queued = queue(project, settings, name, wanted)
    tell_queued(queued)
    terminal.out(f"{name} {wanted}: {_counted(len(queued.messages))} queued")
    return int(bool(queued.remarks))


def test_command(name: str | None, to: str | None) -> int:
    """Try each way that the settings name; 1 where one fails. With an address, mail it an edition."""
    project = find_project(Path.cwd())
    settings = load_settings(project)
    if (name is None) != (to is None):
        raise MisuseError(
            "NAME and --to go together: a brief, and the address that its last edition is mailed to"
        )
    if name is not None and to is not None:
        brief_path(project, name)
        send_sample(project, settings, name, to)
        terminal.out(f"mailed the last edition of {name} as a test")
        return 0
    faults = try_ways(settings)
    for way, fault in faults.items():
        terminal.out(f"{way}: {fault or 'ready'}")
    if not faults:
        terminal.talk("briefgen.yaml names no way to announce anything (notify: smtp, notify: webhooks)")
    return int(any(faults.values()))


def _named(outbox: Outbox, ids: Iterable[str]) -> list[Message]:
    """The open messages whose ids begin so. MisuseError where one is none, or several."""
    messages = outbox.messages()
    found = []
    for id_ in ids:
        fitting = [message for message in messages if len(id_) >= LEAST and message.id.startswith(id_)]
        if len(fitting) != 1:
            several = "several" if fitting else "no"
            raise MisuseError(f"{several} open message begins with {shown(id_)} (briefgen notify status)")
        found.extend(fitting)
    return list(dict.fromkeys(found))
