"""A brief before it is rendered: sections of blocks, and the evidence that each printed fact rests on.

Sections make blocks, formats know blocks. Whatever prints words of a source names its evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NewType

from briefgen.errors import Place, Problem
from briefgen.model.notice import Channels
from briefgen.model.text import Citation, Period, Source, Span
from briefgen.model.verbatim import Normalisation

if TYPE_CHECKING:
    from briefgen.model.edition import Changes


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a spec may use; without `channels`, what it says of them is not looked at."""

    themes: frozenset[str]
    documents: frozenset[str]
    actors: frozenset[str] = frozenset()
    channels: Channels | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What a brief is about: all that sections know of the spec."""

    themes: tuple[str, ...]
    period: Period | None  # documents outside it are not used
    as_of: date
    language: str = "en"
    stale_after_days: int | None = 180


class EvidenceType(StrEnum):
    QUOTE = "quote"
    FIGURE = "figure"
    EVENT = "event"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One printed fact and its address.

    `cited` is the whole range from the first to the last slice; `source_text` the untouched characters
    there; `printed_text` what `print_slices` makes of the slices. `fields` are the JSON fields of its
    type (speaker, cue, … or value, unit, …).
    """

    id: str
    type: EvidenceType
    cited: Citation
    slices: tuple[Span, ...]
    source_text: str
    printed_text: str
    normalisations: tuple[Normalisation, ...] = ()
    fields: Mapping[str, object] = field(default_factory=dict)


# Inline content -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """The program's or the editor's own words: no quotation marks in them."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link whose scheme is http, https or mailto (the maker has checked it)."""

    url: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Words of a source. With `marks`, the format puts its quotation marks around them.

    `evidence` is None only where the words were not found in a source: the check refuses that.
    """

    evidence: str | None
    text: str
    marks: bool = True
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Cite:
    """Citation marks: the formats print the numbers of these documents."""

    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a source: the one text of the program that may hold quotation marks."""

    text: str


Inline = Text | Emphasis | Strong | Link | Verbatim | Cite | Title
Inlines = tuple[Inline, ...]


# Blocks -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`is_editors` marks editor's prose, which the check reads; `place` is where it was written.

    `is_frame` marks words that introduce what follows or say what is missing: no single source says
    so, and they need no citation; their numbers still stand in the brief's sources.
    """

    content: Inlines
    is_editors: bool = False
    place: Place | None = None
    is_frame: bool = False


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty section says for itself ("No source in the corpus says …")."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Paragraph, ...]
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section; level 3 is the first below the section's own."""

    text: str
    level: int = 3


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation set off: the slice alone, then at once who said it.

    `attribution` begins with the speaker or "unattributed" and ends with its citation. A fragment comes
    with its `frame`: the sentence of the source that reports it. `notes` follow (other reports, corrections).
    """

    words: Verbatim
    attribution: Inlines
    frame: Inlines = ()
    notes: tuple[Inlines, ...] = ()


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    key: str  # names the column for style sheets: "measure", "value"
    title: str
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` are as many as the table's columns; `evidence` are the facts that the row prints."""

    cells: tuple[Inlines, ...]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The first cell of each row is its header."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Inlines, ...] = ()


@dataclass(frozen=True, slots=True)
class PullFigures:
    """A few figures set large: the cells of a row are value, what is measured, period and citation."""

    title: str
    rows: tuple[Row, ...]
    notes: tuple[Inlines, ...] = ()


class By(StrEnum):
    """What tells the points of a chart apart."""

    PERIOD = "period"
    PLACE = "place"


class Form(StrEnum):
    """How a chart draws its figures."""

    BAR = "bar"  # lengths from zero
    LINE = "line"  # over time, to scale
    DOT = "dot"  # places on a scale: ranges, and two periods of each place


class Bound(StrEnum):
    """On which side of a figure its source leaves the true one open: "more than", "up to"."""

    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a chart: `label` and `series` are cells of its row, `words` the source's own.

    `series` tells it from another of the same label; `change` says with the table which way a change goes.
    """

    label: str
    words: Verbatim
    value: Decimal | None  # in base units, as the evidence has it, a decrease below zero; None for a range
    low: Decimal | None = None  # both ends where the source gives a range
    high: Decimal | None = None
    bound: Bound | None = None
    period: Period | None = None
    series: str = ""
    change: str = ""

    @property
    def drawn(self) -> tuple[Decimal, ...]:
        """Where it stands on the scale: at one value, or from one to another."""
        return tuple(at for at in (self.low, self.value, self.high) if at is not None)


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures that may be compared, drawn from a common zero; a table beside it prints them too.

    The formats compute its scale, and nothing else: it holds no number that the table does not. The words of
    `title` stand in the measure of each point; `alt` says in words what is drawn, `legend` how, and
    which rows of the table are not.
    """

    title: str
    unit: str
    by: By
    points: tuple[Point, ...]
    caption: Inlines
    alt: str
    form: Form = Form.BAR
    legend: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One numbered source: `text` is its reference, `notes` say what is known from outside or inferred.

    `cited_in` are anchors of the sections that cite it, for links back, in order.
    """

    number: int
    source: Source
    text: Inlines
    notes: tuple[str, ...]
    cited_in: tuple[tuple[str, str], ...]  # (anchor, title)


@dataclass(frozen=True, slots=True)
class SourceList:
    entries: tuple[SourceEntry, ...]


Block = Paragraph | Empty | Bullets | Subheading | Quotation | Table | PullFigures | Chart | SourceList


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a dossier: the title over some of its sections; `anchor` is its id in the page."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section: `kind` is its name in the spec, `anchor` its id in the page.

    `opening` is the sentence before its blocks that says why it matters: the editor's words, checked.
    Sections of one `part` stand together.
    """

    kind: str
    title: str
    anchor: str
    blocks: tuple[Block, ...]
    opening: Paragraph | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands at the head of a brief; `counts` are made by the program ("5 sources")."""

    title: str
    kind: str
    edition: str
    as_of: date
    standfirst: Inlines = ()
    marking: str | None = None
    coverage: str = ""  # "sources from 6 June 2021 to autumn 2025"
    counts: tuple[str, ...] = ()
    publisher: str | None = None
    contact: str | None = None
    series: str | None = None
    imprint: str | None = None
    themes: tuple[str, ...] = ()  # their titles in the codebook, for catalogues
    address: str | None = None  # of the page of this edition in the web


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a format needs. `sources` are the cited ones, numbered from 1 in order of first citation."""

    name: str
    language: str
    masthead: Masthead
    sections: tuple[Section, ...]
    evidence: Mapping[str, Evidence]
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()  # found while it was put together: pins that no longer fit
    changes: Changes | None = None  # since the edition compared with, where a section tells them

    def number(self, document: str) -> int:
        """The number under which a cited document is printed; KeyError for one that is not cited."""
        for number, source in enumerate(self.sources, start=1):
            if source.id == document:
                return number
        raise KeyError(document)


# Only `check` makes one; a format takes nothing else, so mypy finds whoever skips the gate.
CheckedBrief = NewType("CheckedBrief", Brief)
