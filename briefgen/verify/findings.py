"""What verifying finds, in the order of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    ALTERED = "altered"  # a quotation that differs from its source in some words
    NOT_FOUND = "not-found"  # a quotation that no document holds
    WRONG_SOURCE = "wrong-source"  # one that the cited document does not hold, and another does
    WRONG_SPEAKER = "wrong-speaker"
    NUMBER = "number"  # that the cited document does not hold
    QUALIFIER = "qualifier"  # "nearly", which the source has and the text does not
    DATE = "date"  # a month or year that the cited document does not name
    UNKNOWN_SOURCE = "unknown-source"  # a citation that leads to no document of the corpus
    FILE = "file"  # of an edition: changed, missing or added since it was published


@dataclass(frozen=True, slots=True)
class Finding:
    """`printed` are the words of the text; `documents` those that they were looked for in.

    `source` is what stands in `found_in` instead, as far as there is something like it.
    """

    kind: Kind
    place: str
    message: str
    printed: str = ""
    source: str = ""
    documents: tuple[str, ...] = ()
    found_in: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "documents": list(self.documents), "found_in": list(self.found_in)}


@dataclass(slots=True)
class Report:
    """`checked` counts what was looked at: quotations, numbers, files."""

    findings: list[Finding] = field(default_factory=list)
    checked: Counter[str] = field(default_factory=Counter)

    @property
    def is_clean(self) -> bool:
        return not self.findings

    def as_json(self) -> Mapping[str, object]:
        return {
            "checked": dict(sorted(self.checked.items())),
            "findings": [finding.as_json() for finding in self.findings],
        }
