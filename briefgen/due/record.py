"""What regenerations did, kept between runs: which period of a brief is done, and when that was.

The editions themselves say what was published; this says as well that there was nothing new to publish. It
may be deleted: the next run then looks again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

SCHEMA = 1
NAME = "due.json"


@dataclass(frozen=True, slots=True)
class Done:
    """The last success of a brief: its period, how it ended, the edition that stands, and the moment."""

    period: str
    status: str  # built, unchanged
    edition: str | None
    at: str  # ISO 8601, UTC


def read_record(state: Path) -> dict[str, Done]:
    """What is remembered; nothing where the file is missing, damaged or of another form."""
    try:
        record = json.loads((state / NAME).read_text("utf-8"))
        if record["schema"] != SCHEMA:
            return {}
        return {name: Done(**done) for name, done in record["briefs"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def write_record(state: Path, record: Mapping[str, Done]) -> None:
    """Keep what is remembered, in one step. Raises OSError."""
    state.mkdir(parents=True, exist_ok=True)
    text = json.dumps(
        {"schema": SCHEMA, "briefs": {name: asdict(done) for name, done in sorted(record.items())}}, indent=1
    )
    fresh = state / f"{NAME}.{os.getpid()}"
    for left in state.glob(f"{NAME}.*"):  # by runs that were killed
        left.unlink(missing_ok=True)
    try:
        with fresh.open("w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(state / NAME)
    finally:
        fresh.unlink(missing_ok=True)
