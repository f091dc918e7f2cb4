"""The sidecar of a document: what a person knows about it and decided on it.

    id: bondarieva-2025-07-22
    sha256: f426d03b…
    title: Senior EU official calls for cooperation with Libyan dictator to counter Putin
    author: Khrystyna Bondarieva
    issued: 2025-07-22
    issued_basis: 22 July 2025
    outside: {publisher: printed on the page the text was copied from}
    furniture:
      - Skip to main content
      - {from: Share this page, to: All rights reserved}
    corrections:
      - {exact: NA TO, reading: NATO, why: a space from the scan}
    tags:
      - {theme: returns, exact: voluntary return and reintegration, why: the rules miss the list}
    untag:
      - {theme: libya-engagement, exact: south of Crete}

Words are addressed as W3C's TextQuoteSelector does (`exact`, with `prefix` and `suffix`), white space
folded. Whatever no longer fits the document is a problem with its place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from briefgen.corpus.description import Corrected, Debris, Decided, Description, Original
from briefgen.corpus.readers import Opened
from briefgen.errors import InputError, Level, Place, Problem
from briefgen.model.selectors import Folded, Selector
from briefgen.model.text import Correction, Source, Span
from briefgen.places import Yaml, fit, read_yaml
from briefgen.places.fitting import did_you_mean
from briefgen.places.visible import shown

Entry = TypeVar("Entry", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Decision:
    """A person says that the passage with these words has a theme, or has it not."""

    theme: str
    span: Span
    why: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A sidecar that fits its document; `id_place` is where its id is written."""

    source: Source
    id_place: Place
    part_of_place: Place
    furniture: tuple[Span, ...] = ()
    corrections: tuple[Correction, ...] = ()
    tags: tuple[Decision, ...] = ()
    untag: tuple[Decision, ...] = ()
    warnings: tuple[Problem, ...] = ()
    original: Original | None = None
    original_place: Place | None = None
    pages: tuple[tuple[int, int], ...] = ()


def read_sidecar(
    path: Path, document: Opened, *, name: str | None = None, themes: frozenset[str] | None = None
) -> Sidecar:
    """Read the sidecar of `document`; messages call the file `name`, and `themes` are those that exist.

    Raises InputError with all problems: of the file, of its keys, and of words that do not fit.
    """
    reading = _Reading(read_yaml(path, name), document, themes)
    return reading.sidecar()


@dataclass(slots=True)
class _Reading:
    """One sidecar against its document, gathering problems."""

    yaml: Yaml
    document: Opened
    themes: frozenset[str] | None
    folded: Folded = field(init=False)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folded = Folded(self.document.text)

    def sidecar(self) -> Sidecar:
        description = self._description()
        furniture = self._furniture()
        corrections = self._corrections()
        tags, untag = self._decisions("tags"), self._decisions("untag")
        self._report_contradictions(tags, untag)
        errors = [problem for problem in self.problems if problem.level is Level.ERROR]
        if errors or description is None:
            raise InputError(sorted(self.problems, key=_reading_order))
        return Sidecar(
            source_of(description, self.document.sha256),
            self.yaml.place("id"),
            self.yaml.place("part_of"),
            furniture,
            corrections,
            tags,
            untag,
            tuple(sorted(self.problems, key=_reading_order)),
            description.original,
            self.yaml.place("original", "file"),
            description.pages,
        )

    def _description(self) -> Description | None:
        try:
            description = fit(self.yaml, Description)
        except InputError as error:
            self.problems.extend(error.problems)
            return None
        self._check_digest(description)
        self._check_outside(description)
        self._check_basis("issued", description.issued is not None, description.issued_basis, description)
        self._check_basis("narrator", bool(description.narrator), description.narrator_basis, description)
        if description.pages and description.pages[-1][0] > len(self.document.text):
            message = f"a page begins behind the end of the document ({len(self.document.text)} characters)"
            self._problem(message, self.yaml.place("pages"))
        if description.part_of == description.id:
            self._problem("a document cannot be part of itself", self.yaml.place("part_of"))
        return description

    def _check_digest(self, description: Description) -> None:
        if description.sha256 is None:
            self._problem(
                "nothing says which bytes this describes",
                self.yaml.place("id"),
                f"add 'sha256: {self.document.sha256}'",
                Level.WARNING,
            )
        elif description.sha256 != self.document.sha256:
            self._problem(
                "the document has changed since this was written",
                self.yaml.place("sha256"),
                f"restore it, or compare it and write {self.document.sha256}",
            )

    def _check_outside(self, description: Description) -> None:
        for name, field_of in type(description.outside).model_fields.items():
            if getattr(description.outside, name) is None or getattr(description, name) is not None:
                continue
            key = field_of.alias or name
            message = f"says how {shown(key)} is known, but there is no {shown(key)}"
            self._problem(message, self.yaml.key_place("outside", key))

    def _check_basis(self, key: str, is_stated: bool, basis: str | None, description: Description) -> None:
        """What is known must be shown by words of the text, or marked as known from outside."""
        if basis is not None and not self.folded.find(Selector(basis)):
            place = self.yaml.place(f"{key}_basis")
            self._problem("these words do not stand in the document", place, self._near_miss(basis))
        elif is_stated and basis is None and getattr(description.outside, key) is None:
            self._problem(
                f"nothing shows how {shown(key)} is known",
                self.yaml.key_place(key),
                f"add '{key}_basis' with the words that say it, or '{key}' under 'outside'",
                Level.WARNING,
            )

    def _furniture(self) -> tuple[Span, ...]:
        spans = []
        for path, debris in self._entries("furniture", Debris):
            start = self._locate(debris.selector, path, "exact" if debris.exact is not None else "from")
            if start is None:
                continue
            if debris.to is not None:
                start = self._range(start, debris.to, path)
            if start is not None:
                spans.append(start)
        return tuple(sorted(spans))

    def _range(self, start: Span, to: str, path: tuple[str | int, ...]) -> Span | None:
        """From the first words to where the last ones stand next."""
        found = self.folded.find(Selector(to))
        ends = [span.end for span in found if span.start >= start.start and span.end >= start.end]
        if not ends:
            place = self.yaml.place(*path, "to")
            message = "these words do not stand after those of 'from'"
            hint = "'from' must be the first words of the range" if found else self._near_miss(to)
            self._problem(message, place, hint)
            return None
        return Span(start.start, ends[0])

    def _corrections(self) -> tuple[Correction, ...]:
        located = []
        for path, corrected in self._entries("corrections", Corrected):
            if span := self._locate(corrected.selector, path):
                correction = Correction(span, corrected.reading, corrected.why)
                located.append((correction, self.yaml.place(*path)))
        located.sort(key=lambda item: item[0].span)
        for (first, _), (second, place) in pairwise(located):
            if first.span.overlaps(second.span):
                self._problem("corrects words that another correction corrects", place, "keep one of them")
        return tuple(correction for correction, _ in located)

    def _decisions(self, key: str) -> tuple[Decision, ...]:
        decisions = []
        for path, decided in self._entries(key, Decided):
            if self.themes is not None and decided.theme not in self.themes:
                place = self.yaml.place(*path, "theme")
                hint = did_you_mean(decided.theme, sorted(self.themes))
                self._problem(f"unknown theme {shown(decided.theme)}", place, hint)
            if span := self._locate(decided.selector, path):
                decisions.append(Decision(decided.theme, span, decided.why, self.yaml.place(*path)))
        return tuple(decisions)

    def _report_contradictions(self, tags: Sequence[Decision], untag: Sequence[Decision]) -> None:
        tagged = {(decision.theme, decision.span) for decision in tags}
        for decision in untag:
            if (decision.theme, decision.span) in tagged:
                self._problem("the same words are tagged and untagged", decision.place, "keep one of them")

    def _entries(self, key: str, model: type[Entry]) -> list[tuple[tuple[str | int, ...], Entry]]:
        """The items of a list with their paths; faulty ones become problems."""
        written = self.yaml.data.get(key) if isinstance(self.yaml.data, dict) else None
        found = []
        for position, item in enumerate(written if isinstance(written, list) else ()):
            path: tuple[str | int, ...] = (key, position)
            if isinstance(item, str) and model is Debris:
                found.append((path, model.model_validate({"exact": item})))
                continue
            try:
                found.append((path, fit(self.yaml, model, at=path)))
            except InputError as error:
                self.problems.extend(error.problems)
        return found

    def _locate(self, selector: Selector, path: tuple[str | int, ...], key: str = "exact") -> Span | None:
        """The one place that fits; otherwise a problem and None."""
        place = self.yaml.place(*path, key)
        match self.folded.find(selector):
            case (span,):
                return span
            case ():
                self._report_missing(selector, place)
            case several:
                message = f"these words stand {len(several)} times in the document"
                self._problem(message, place, "add a prefix or suffix: the words right before or after")
        return None

    def _report_missing(self, selector: Selector, place: Place) -> None:
        if not selector.exact.strip():
            self._problem("it is empty", place, "write the words of the document")
        elif self.folded.find(Selector(selector.exact)):
            message = "these words stand in the document, but not with this prefix or suffix"
            self._problem(message, place, "copy what stands right before or after them")
        else:
            hint = self._near_miss(selector.exact)
            self._problem("these words do not stand in the document", place, hint)

    def _near_miss(self, words: str) -> str:
        near = self.folded.nearest(words)
        return f"did you mean {shown(near)}?" if near else "copy them from the document"

    def _problem(
        self, message: str, place: Place, hint: str | None = None, level: Level = Level.ERROR
    ) -> None:
        self.problems.append(Problem(message, place, hint, level))


def source_of(description: Description, sha256: str) -> Source:
    """The description as the rest of the program knows it."""
    same_names = Source.__dataclass_fields__.keys() - {"sha256", "author", "outside"}
    stated: dict[str, Any] = {name: getattr(description, name) for name in same_names}
    return Source(
        **stated,
        sha256=sha256,
        author=description.author or (),
        outside=description.outside.model_dump(by_alias=True, exclude_none=True),
    )


def digest_of(path: Path) -> str:
    """SHA-256 of a sidecar's bytes; empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _reading_order(problem: Problem) -> tuple[int, int, str]:
    place = problem.place or Place("")
    return (place.line or 0, place.column or 0, problem.message)
