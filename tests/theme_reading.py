"""A person's complete reading of the five documents (`tests/readings/`), and how far the tags agree with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.codebook.tagger import UNTAGGED
from briefgen.model.facts import Analysis, Tag
from briefgen.model.selectors import Folded, Selector
from briefgen.model.text import Passage, Span
from briefgen.places import read_yaml

READINGS = Path(__file__).resolve().parent / "readings"


@dataclass(frozen=True, slots=True)
class Read:
    """Some words of a document, and the themes of the passage they stand in."""

    span: Span
    themes: frozenset[str]
    doubtful: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Agreement:
    """Passages that a theme has by both, by the tags alone, and by the reading alone."""

    both: int = 0
    tags_only: int = 0
    reading_only: int = 0

    @property
    def precision(self) -> float:
        return self.both / max(self.both + self.tags_only, 1)

    @property
    def recall(self) -> float:
        return self.both / max(self.both + self.reading_only, 1)

    @property
    def f1(self) -> float:
        return 2 * self.both / max(2 * self.both + self.tags_only + self.reading_only, 1)


def load_reading(document: str, text: str) -> list[Read]:
    """The entries of a reading; ValueError for words that do not stand in the text exactly once."""
    folded = Folded(text)
    found = []
    for entry in read_yaml(READINGS / f"{document}.yaml").data:
        places = folded.find(Selector(entry["text"]))
        if len(places) != 1:
            raise ValueError(f"{document}: {len(places)} places for {entry['text']!r}")
        found.append(Read(places[0], frozenset(entry["themes"]), frozenset(entry.get("doubtful", ()))))
    return found


def themes_by_passage(passages: Iterable[Passage], reading: Sequence[Read]) -> dict[int, frozenset[str]]:
    """The themes that the reading gives each passage it names; headings and page debris are left out."""
    found: dict[int, frozenset[str]] = {}
    for passage in passages:
        entries = [read.themes for read in reading if holds(passage, read.span)]
        if passage.kind not in UNTAGGED and entries:
            found[passage.index] = frozenset().union(*entries)
    return found


def holds(passage: Passage, span: Span) -> bool:
    return passage.cited.span.overlaps(span) and not any(gap.overlaps(span) for gap in passage.gaps)


def agreement(
    theme: str, tagged: Mapping[str, Sequence[Tag]], read: Mapping[str, Mapping[int, frozenset[str]]]
) -> Agreement:
    """How tags and reading agree on a theme, over all documents (by id)."""
    ours = {
        (document, tag.passage) for document, tags in tagged.items() for tag in tags if tag.theme == theme
    }
    theirs = {
        (document, index)
        for document, by_passage in read.items()
        for index, of in by_passage.items()
        if theme in of
    }
    return Agreement(len(ours & theirs), len(ours - theirs), len(theirs - ours))


def disagreements(
    theme: str, analysis: Analysis, tags: Sequence[Tag], read: Mapping[int, frozenset[str]]
) -> list[str]:
    """The passages on which they differ, in words."""
    why = {tag.passage: tag.why for tag in tags if tag.theme == theme}
    return [
        f"{'rule alone: ' + why[p.index] if p.index in why else 'reading alone'} | {p.cited.span.of(analysis.document.text)[:90]!r}"
        for p in analysis.passages
        if (p.index in why) != (theme in read.get(p.index, frozenset()))
    ]
