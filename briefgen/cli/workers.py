"""`--workers`: in how many processes documents are read."""

from __future__ import annotations

from briefgen.errors import MisuseError

MAX_WORKERS = 64


def number_of_workers(written: str | None) -> int | None:
    """The number; None where the program chooses. Raises MisuseError for what is no number of processes."""
    if written is None:
        return None
    if not (
        written.isascii() and written.isdigit() and len(written) <= 3 and 1 <= int(written) <= MAX_WORKERS
    ):
        raise MisuseError(f"--workers '{written[:20]}' is not a number from 1 to {MAX_WORKERS}")
    return int(written)
