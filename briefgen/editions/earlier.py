"""The edition that a brief is compared with: the last of an earlier period, one that is named, or none."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefgen.editions.archive import earlier_folders, first_day, read_edition
from briefgen.editions.contents import recorded_contents
from briefgen.editions.manifest import read_manifest
from briefgen.errors import Level, Problem, StorageError
from briefgen.model.edition import Against, Contents, NoneToCompare

MOST_TRIED = 20  # damaged editions before the search ends


@dataclass(frozen=True, slots=True)
class Earlier:
    """An edition as it is compared with; without one, why. `made_from` are its inputs: names and sha256."""

    against: Against | NoneToCompare
    contents: Contents | None = None
    made_from: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str | None:
        """The edition's name, if there is one."""
        return self.against.edition if isinstance(self.against, Against) else None

    @property
    def inputs(self) -> dict[str, str]:
        """What a brief compared with it is made from besides its corpus; nothing for a first edition."""
        match self.against:
            case Against(edition, _, sha256):
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
            found = read_earlier(folder, brief, selecting)
        except StorageError as error:
            problems.append(Problem(f"not compared with: {error}", None, None, Level.WARNING))
        else:
            return Earlier(found.against, found.contents, found.made_from, tuple(problems))
    reason = NoneToCompare.UNREADABLE if problems else NoneToCompare.FIRST
    return Earlier(reason, problems=tuple(problems))


def read_earlier(folder: Path, brief: str, selecting: Collection[str]) -> Earlier:
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
    return Earlier(against, contents, manifest.inputs)
