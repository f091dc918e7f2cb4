"""`manifest.json`: what an edition holds and what it was made from."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from briefgen.errors import StorageError
from briefgen.model.edition import Edition

NAME = "manifest.json"
SCHEMA = 1
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The record of one edition; `inputs` and `files` map names to sha256, `tools` to versions."""

    edition: Edition
    as_of: date
    inputs: Mapping[str, str] = field(default_factory=dict)
    tools: Mapping[str, str] = field(default_factory=dict)
    against: str | None = None  # the edition that `changes` compares with
    reason: str | None = None  # why it was made, in somebody's own words

    def encode(self) -> bytes:
        """The same bytes for the same edition: no clock, no machine, keys in order."""
        return (json.dumps(self.record(), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()

    def record(self) -> dict[str, Any]:
        """The fields of the file."""
        edition = self.edition
        return {
            "schema": SCHEMA,
            "brief": edition.brief,
            "edition": edition.name,
            "period": edition.period,
            "revision": edition.revision,
            "as_of": self.as_of.isoformat(),
            "against": self.against,
            "reason": self.reason,
            "inputs_digest": edition.inputs,
            "inputs": dict(self.inputs),
            "files": dict(edition.files),
            "tools": dict(self.tools),
        }


def digest_files(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}


def digest_inputs(inputs: Mapping[str, str]) -> str:
    """One digest for all inputs: names and digests, in order, each on a line of its own."""
    lines = "".join(f"{json.dumps(name)} {sha256}\n" for name, sha256 in sorted(inputs.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Which inputs are not the same, by name: `briefs/returns.yaml changed`."""
    said = {name: "changed" for name in before.keys() & after.keys() if before[name] != after[name]}
    said |= dict.fromkeys(before.keys() - after.keys(), "gone")
    said |= dict.fromkeys(after.keys() - before.keys(), "new")
    return tuple(f"{name} {how}" for name, how in sorted(said.items()))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an edition's folder; StorageError when it is missing, damaged or of a later schema."""
    path = folder / NAME
    try:
        record = json.loads(path.read_bytes())
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise StorageError(f"{path} is damaged: it is not JSON") from error
    return _decode(record, path)


def _decode(record: Any, path: Path) -> Manifest:
    if not isinstance(record, dict):
        raise StorageError(f"{path} is damaged: it holds no record")
    if record.get("schema") != SCHEMA:
        raise StorageError(f"{path} has schema {record.get('schema')!r}, this briefgen reads {SCHEMA}")
    try:
        edition = Edition(
            brief=_text(record["brief"]),
            period=_text(record["period"]),
            revision=_count(record["revision"]),
            inputs=_text(record["inputs_digest"]),
            files=_digests(record["files"]),
        )
        against, reason = record["against"], record.get("reason")
        return Manifest(
            edition,
            as_of=date.fromisoformat(_text(record["as_of"])),
            inputs=_texts(record["inputs"]),
            tools=_texts(record["tools"]),
            against=None if against is None else _text(against),
            reason=None if reason is None else _text(reason),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise StorageError(f"{path} is damaged: {error}") from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r} is not a count")
    return value


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is not a mapping")
    return {_text(name): _text(text) for name, text in value.items()}


def _digests(value: Any) -> dict[str, str]:
    digests = _texts(value)
    for name, sha256 in digests.items():
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"{name!r} has no sha256")
    return digests
