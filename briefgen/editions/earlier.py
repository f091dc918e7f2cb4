"""The edition that a brief is compared with: the last of an earlier period, one that is named, or none."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefgen.editions.archive import earlier_folders, first_day, read_edition
from briefgen.editions.contents import recorded_contents
from briefgen.editions.manifest import read_manifest
from briefgen.errors import Level, Problem, StorageError
from briefgen.model.edition import Against, Contents, NoneToCompare

MOST_TRIED = 20  # damaged editions before the search ends


@dataclass(frozen=True, slots=True)
class Recorded:
    """A published edition as it can be compared with; `made_from` are its inputs, names and sha256."""

    against: Against
    contents: Contents
    made_from: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a brief is compared with, or why with nothing; and what could not be read on the way there."""

    found: Recorded | NoneToCompare
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str | None:
        """The edition's name, if there is one."""
        return self.found.against.edition if isinstance(self.found, Recorded) else None

    def made_without(self, inputs: Mapping[str, str]) -> bool:
        """Whether some input is not what the edition was made from."""
        return isinstance(self.found, Recorded) and not inputs.items() <= self.found.made_from.items()

    @property
    def inputs(self) -> dict[str, str]:
        """What a brief compared with it is made from besides its corpus; nothing for a first edition."""
        match self.found:
            case Recorded(Against(edition, _, sha256)):
                return {f"edition {edition}": sha256}
            case NoneToCompare.FIRST:
                return {}
            case reason:
                return {"no edition to compare with": hashlib.sha256(reason.encode()).hexdigest()}


def find_earlier(output: Path, brief: str, period: str, selecting: Collection[str]) -> Earlier:
    """The last edition of an earlier period than `period`; what cannot be read is told and passed over."""
    problems: list[Problem] = []
    for folder in earlier_folders(output, brief, first_day(period))[:MOST_TRIED]:
        try:
            return Earlier(read_recorded(folder, brief, selecting), tuple(problems))
        except StorageError as error:
            problems.append(Problem(f"not compared with: {error}", None, None, Level.WARNING))
    reason = NoneToCompare.UNREADABLE if problems else NoneToCompare.FIRST
    return Earlier(reason, tuple(problems))


def read_recorded(folder: Path, brief: str, selecting: Collection[str]) -> Recorded:
    """An edition from its folder; StorageError where it is missing, damaged, or one of another brief."""
    manifest = read_manifest(folder)
    edition = manifest.edition
    if edition.brief != brief:
        raise StorageError(f"{folder} is an edition of {edition.brief!r}, not of {brief!r}")
    name = f"{brief}.json"
    if name not in edition.files:
        raise StorageError(f"{folder} holds no {name} (`changes` needs the output json)")
    content = read_edition(folder, name)
    try:
        contents = recorded_contents(content, selecting)
    except ValueError as error:
        raise StorageError(f"{folder / name} cannot be used: {error}") from error
    against = Against(edition.name, manifest.as_of, hashlib.sha256(content).hexdigest())
    return Recorded(against, contents, manifest.inputs)
