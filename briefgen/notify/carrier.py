"""How a message may end that is handed to somebody else, and who hands it over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from briefgen.errors import BriefgenError
from briefgen.notify.announced import Announced
from briefgen.notify.message import Message


class RefusedError(BriefgenError):
    """The other side will not take it, today or later."""


class LaterError(BriefgenError):
    """It surely was not taken, and may be the next time; `wait` is what the other side asks for."""

    def __init__(self, reason: str, wait: timedelta | None = None) -> None:
        self.wait = wait
        super().__init__(reason)


class UncertainError(BriefgenError):
    """Nobody can say whether it was taken."""


class Carrier(Protocol):
    """One way to the recipients."""

    def carry(self, message: Message, announced: Announced, commit: Callable[[], None]) -> None:
        """Hand a message over; when this returns, the other side has it.

        `commit` is called right before the word from which on it may be taken. Raises RefusedError,
        LaterError, UncertainError, or NotReadyError where a person must set something right first.
        """

    def close(self) -> None:
        """Say goodbye."""
