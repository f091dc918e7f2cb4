"""Periods in which a brief had nothing new to say: a list beside its editions, which the archive tells."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefgen.editions.stage import replace_file
from briefgen.errors import StorageError

NAME = "unchanged.jsonl"


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A period without an edition, because it would have said what `edition` says."""

    period: str
    as_of: date
    edition: str


def note_unchanged(output: Path, brief: str, unchanged: Unchanged) -> None:
    """Add a period to the list, once. The caller holds the output folder. Raises StorageError."""
    known = unchanged_periods(output, brief)
    if any(one.period == unchanged.period for one in known):
        return
    lines = [
        json.dumps({"period": one.period, "as_of": one.as_of.isoformat(), "edition": one.edition})
        for one in (*known, unchanged)
    ]
    replace_file(output, output / brief / NAME, "\n".join([*lines, ""]).encode())


def unchanged_periods(output: Path, brief: str) -> tuple[Unchanged, ...]:
    """The list of a brief, in order; a line that cannot be read is none. Raises StorageError."""
    path = output / brief / NAME
    try:
        lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"{path} cannot be read: {error}") from error
    return tuple(found for line in lines if (found := _read(line)))


def _read(line: str) -> Unchanged | None:
    try:
        record = json.loads(line)
        return Unchanged(str(record["period"]), date.fromisoformat(record["as_of"]), str(record["edition"]))
    except (ValueError, KeyError, TypeError):
        return None
