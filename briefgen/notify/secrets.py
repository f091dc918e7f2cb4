"""Secrets: from the environment, into the one place that needs them, and nowhere else."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Self

from briefgen.errors import BriefgenError

HIDDEN = "***"


class NotReadyError(BriefgenError):
    """Something that a person must set right before anything can be sent; no try is counted."""


class Secret:
    """A text that shows itself to nobody who does not ask for it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    @classmethod
    def named(cls, variable: str, environment: Mapping[str, str]) -> Self:
        """The value of a variable. NotReadyError names the variable and what is wrong with its value."""
        text = environment.get(variable, "").rstrip("\r\n")
        if not text:
            raise NotReadyError(f"the variable {variable} of the environment is missing or empty (set it)")
        if not text.isascii() or not text.isprintable():
            raise NotReadyError(f"the variable {variable} holds a sign beyond printable ASCII (set it anew)")
        return cls(text)

    def reveal(self) -> str:
        return self._text

    def hide_in(self, text: str) -> str:
        """The text without this secret, also as it goes over the wire."""
        coded = base64.b64encode(self._text.encode()).decode()
        for shape in (self._text, coded, coded.rstrip("=")):
            text = text.replace(shape, HIDDEN)
        return text

    def __repr__(self) -> str:
        return f"Secret({HIDDEN})"

    def __reduce__(self) -> str:
        raise TypeError("a secret is not written anywhere")
