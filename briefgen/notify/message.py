"""One message: an edition to one recipient by one way, what has become of it, when it is tried again."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from briefgen.model.notice import Channel
from briefgen.paths import is_safe_name

SCHEMA = 1
MOST_TRIES = 10  # with the waits below, some two and a half days where a timer asks every hour
FIRST_WAIT = timedelta(minutes=5)  # what lists of unknown senders ask for (greylisting)
LONGEST_WAIT = timedelta(hours=12)
_EDITION = re.compile(r"\d{4}-(?:W\d{2}|\d{2}(?:-\d{2})?)(?:\.[1-9]\d{0,5})?")


class State(StrEnum):
    """What has become of a message."""

    PENDING = "pending"
    SENDING = "sending"  # between the last word of ours and the answer
    SENT = "sent"
    UNKNOWN = "unknown"  # no answer came: it may have arrived, and is not sent again by itself
    FAILED = "failed"  # given up
    DROPPED = "dropped"  # a person wants it sent no more


SETTLED = frozenset({State.SENT, State.DROPPED})
STUCK = frozenset({State.UNKNOWN, State.FAILED})  # a person decides
INTERRUPTED = "the program was stopped while it was sending: it may have arrived"


@dataclass(frozen=True, slots=True)
class Message:
    """What is kept of a message; the edition itself stays where it was published.

    `inputs` is the digest of what the edition was made from, so that no other one of its name is sent.
    `target` is an address of mail, or the name of a webhook.
    """

    brief: str
    edition: str
    inputs: str
    channel: Channel
    target: str
    attach_pdf: bool
    queued: datetime  # aware
    state: State = State.PENDING
    tries: int = 0
    next_try: datetime | None = None
    changed: datetime | None = None
    reason: str | None = None

    @property
    def id(self) -> str:
        """The same for the same edition and recipient, whatever becomes of it."""
        parts = json.dumps([self.brief, self.edition, str(self.channel), self.target.casefold()])
        return hashlib.sha256(parts.encode()).hexdigest()[:32]

    def is_due(self, now: datetime) -> bool:
        return self.state is State.PENDING and (self.next_try is None or self.next_try <= now)

    def now_in(self, state: State, now: datetime, reason: str | None = None) -> Self:
        return replace(self, state=state, changed=now, reason=reason, next_try=None)

    def put_off(self, now: datetime, reason: str, wait: timedelta | None = None) -> Self:
        """After a try that failed: to be tried again, each time later; or given up."""
        tries = self.tries + 1
        if tries >= MOST_TRIES:
            given_up = f"given up after {tries} tries: {reason}"
            return replace(self, state=State.FAILED, tries=tries, changed=now, reason=given_up, next_try=None)
        after = now + max(self._wait(tries), min(wait or FIRST_WAIT, LONGEST_WAIT))
        return replace(self, state=State.PENDING, tries=tries, changed=now, reason=reason, next_try=after)

    def _wait(self, tries: int) -> timedelta:
        """Three times as long after each try, and not for all messages alike: up to a quarter more."""
        drawn = hashlib.sha256(f"{self.id} {tries}".encode()).digest()[0] / 1024
        wait: timedelta = min(FIRST_WAIT * 3 ** (tries - 1), LONGEST_WAIT)
        return wait * (1 + drawn)

    def encode(self) -> bytes:
        record = {"schema": SCHEMA, "id": self.id, **asdict(self)}
        return (json.dumps(record, ensure_ascii=False, indent=1, default=_plain) + "\n").encode()


def decode(content: bytes) -> Message:
    """A message as it was kept. ValueError for anything else."""
    try:
        record = json.loads(content)
        schema, id_ = record.pop("schema"), record.pop("id")
        times = {name: _moment(record.pop(name)) for name in ("queued", "next_try", "changed")}
        channel, state = Channel(record.pop("channel")), State(record.pop("state"))
        message = Message(**record, **times, channel=channel, state=state)
        known = schema == SCHEMA and is_safe_name(message.brief) and _EDITION.fullmatch(message.edition)
        if not known or id_ != message.id or message.queued is None or not isinstance(message.tries, int):
            raise ValueError("it is not what it says")
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError(f"it is no message: {error!r}") from None
    return message


def _plain(value: Any) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"{value!r} is not kept")
    return value.isoformat(timespec="seconds")


def _moment(text: Any) -> Any:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} is no moment: its zone is missing")
    return moment
