"""What a reader sees of an edition, the same for every format: runs of words, tables, quotations, sources.

Made for the tests alone, from finished files: nothing here knows how briefgen makes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MARKS = ("⟦", "⟧")  # around the number of a citation in the words of a run
_CITED = re.compile(r"⟦(\d+)⟧")


class UnreadableError(Exception):
    """The file holds something that no edition may hold, or lacks what each has."""


@dataclass(frozen=True)
class Run:
    """Words that are read as one. In `own` each piece that names evidence, and each title, is one character."""

    kind: str  # title facts standfirst heading subheading paragraph item caption note attribution chart source …
    section: str  # its title; "" above the first
    words: str  # white space folded, citations as ⟦number⟧
    own: str = ""

    @property
    def text(self) -> str:
        return fold(_CITED.sub("", self.words))

    @property
    def cites(self) -> tuple[int, ...]:
        return tuple(int(number) for number in _CITED.findall(self.words))


@dataclass(frozen=True)
class Table:
    section: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True)
class Quotation:
    """A quotation set off; `evidence` is None in a format that names none."""

    section: str
    slice: str
    attribution: Run
    notes: tuple[Run, ...]
    evidence: str | None = None


@dataclass(frozen=True)
class Source:
    number: int
    text: str
    address: str | None = None


@dataclass(frozen=True)
class Printed:
    """One format of an edition, read back."""

    runs: tuple[Run, ...]
    tables: tuple[Table, ...]
    quotations: tuple[Quotation, ...]
    sources: tuple[Source, ...]
    links: tuple[str, ...] = ()  # addresses outside the brief
    charts: tuple[Run, ...] = ()  # beside their tables, in the page alone

    @property
    def sections(self) -> list[str]:
        return [run.section for run in self.runs if run.kind == "heading"]

    @property
    def everything(self) -> list[Run]:
        """The runs, with the cells of tables and the words of quotations."""
        cells = (
            cell
            for table in self.tables
            for row in (tuple(Run("column", table.section, name) for name in table.columns), *table.rows)
            for cell in row
        )
        slices = (Run("slice", q.section, q.slice) for q in self.quotations)
        said = (run for q in self.quotations for run in (q.attribution, *q.notes))
        return [*self.runs, *cells, *slices, *said, *self.charts]

    @property
    def text(self) -> str:
        return " ".join(run.text for run in self.everything)


def fold(text: str) -> str:
    return " ".join(text.split())


def cited(number: object) -> str:
    return f"{MARKS[0]}{number}{MARKS[1]}"
