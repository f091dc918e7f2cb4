"""Sending: what is due → its edition, read anew → handed over; each step is on the disk before the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from briefgen.errors import StorageError
from briefgen.model.notice import Channel
from briefgen.notify.announced import read_announced
from briefgen.notify.carrier import Carrier, LaterError, RefusedError, UncertainError
from briefgen.notify.message import INTERRUPTED, Message, State
from briefgen.notify.outbox import PATIENCE, Outbox
from briefgen.notify.secrets import NotReadyError


@dataclass(slots=True)
class Sent:
    """What became of the messages of one run; `not_ready` are what a person must set right first."""

    ended: list[Message] = field(default_factory=list)
    not_ready: dict[str, list[Message]] = field(default_factory=dict)

    def count(self, state: State) -> int:
        return sum(message.state is state for message in self.ended)

    @property
    def exit_code(self) -> int:
        """74 where something is tried again, 1 where a person is needed, else 0."""
        if self.count(State.PENDING):
            return 74
        return int(bool(self.not_ready or self.count(State.FAILED) or self.count(State.UNKNOWN)))


def send(
    outbox: Outbox,
    output: Path,
    carriers: Mapping[Channel, Carrier],
    clock: Callable[[], datetime],
    *,
    only: Callable[[Message], bool] = lambda message: True,
    patience: float = PATIENCE,
) -> Sent:
    """Send what is due, and answer what became of it. Raises BusyError, StorageError."""
    sent = Sent()
    with outbox.sending(patience):
        try:
            for message in outbox.messages():
                if message.state is State.SENDING:  # by nobody who lives: the outbox is ours
                    sent.ended.append(_keep(outbox, message.now_in(State.UNKNOWN, clock(), INTERRUPTED)))
                elif only(message) and message.is_due(clock()):
                    _send_one(outbox, output, carriers.get(message.channel), message, clock, sent)
        finally:
            for carrier in carriers.values():
                carrier.close()
    return sent


def _send_one(
    outbox: Outbox,
    output: Path,
    carrier: Carrier | None,
    message: Message,
    clock: Callable[[], datetime],
    sent: Sent,
) -> None:
    if carrier is None:
        reason = f"briefgen.yaml names nothing to send a {message.channel} with"
        sent.not_ready.setdefault(reason, []).append(message)
        return
    if outbox.is_settled(message):
        _keep(outbox, message.now_in(State.DROPPED, clock(), "it was sent before"))
        return
    try:
        announced = read_announced(output, message)
    except StorageError as error:  # gone, changed, or on a disk that is not there today
        sent.ended.append(_keep(outbox, message.put_off(clock(), str(error))))
        return
    try:
        carrier.carry(message, announced, lambda: outbox.save(message.now_in(State.SENDING, clock())))
    except NotReadyError as error:
        sent.not_ready.setdefault(str(error), []).append(message)
        return
    except LaterError as error:
        after = message.put_off(clock(), str(error), error.wait)
    except UncertainError as error:
        after = message.now_in(State.UNKNOWN, clock(), str(error))
    except RefusedError as error:
        after = message.now_in(State.FAILED, clock(), str(error))
    else:
        after = message.now_in(State.SENT, clock())
    sent.ended.append(_keep(outbox, after))


def _keep(outbox: Outbox, message: Message) -> Message:
    outbox.save(message)
    return message
