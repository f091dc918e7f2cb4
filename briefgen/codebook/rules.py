"""What a codebook says, once it is read: themes with their rules, as values."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefgen.codebook.terms import TermIndex
from briefgen.errors import Place
from briefgen.model.facts import Theme

TermGroup = frozenset[str]  # terms as written: one of them


@dataclass(frozen=True, slots=True)
class Window:
    """How near to each other the conditions of a rule must be met; `words` None means a whole unit."""

    is_passage: bool = False
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Proposes its theme where every group has a hit in one window; without groups, for the whole passage."""

    name: str
    groups: tuple[TermGroup, ...] = ()
    unless: TermGroup = frozenset()
    under: TermGroup = frozenset()
    document: TermGroup = frozenset()
    share: float | None = None
    window: Window = Window()
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class ThemeRules:
    """A theme of the codebook; `include` and `exclude` are notes for people."""

    id: str
    title: str
    definition: str
    rules: tuple[Rule, ...]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    ignore: TermGroup = frozenset()
    place: Place | None = None

    @property
    def theme(self) -> Theme:
        return Theme(self.id, self.title, self.definition)


@dataclass(frozen=True, slots=True)
class Codebook:
    """All themes, in the order of the file; `digest` is the sha256 of its text."""

    themes: tuple[ThemeRules, ...]
    digest: str
    index: TermIndex = field(default_factory=lambda: TermIndex(()), compare=False, repr=False)
