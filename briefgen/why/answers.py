"""Answers: of a whole brief, of a document, of one item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefgen.model.text import PassageKind, Source, Span
from briefgen.model.verbatim import fold
from briefgen.sections.reasons import Considered, Unfit, Weighed
from briefgen.store import Query
from briefgen.why.account import Account, Place, Section, score
from briefgen.why.words import summary, why_chosen, why_left

ITEM = re.compile(r"(?P<sort>quote|figure|event|passage)-(?P<document>.+)-(?P<start>\d+)-(?P<end>\d+)")
_SHORTEST = 70  # characters of an item that are repeated
_NEXT = 3  # runners-up that are named


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said: `id` and `words` of an item where it is about one, and its reasons."""

    head: str
    id: str | None = None
    words: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said under one heading: a section, or a document."""

    title: str
    lines: tuple[Line, ...]


def overview(account: Account) -> Iterator[Answer]:
    """Each section that chooses, with what it chose and what came next; then documents that tell nothing."""
    for section in account.sections:
        if section.considered:
            yield Answer(_told(section), tuple(_of_section(account, section)))
    silent = [one for one in account.store.sources() if not _printing(account, one.id)]
    if silent:
        lines = (Line(one.id, reasons=tuple(_why_silent(account, one))) for one in silent)
        yield Answer("Documents of which nothing is printed", tuple(lines))


def of_document(account: Account, source: Source) -> Iterator[Answer]:
    """What a document contributes, section by section; or why nothing."""
    printing = _printing(account, source.id)
    if not printing:
        line = Line("nothing of it is printed", reasons=tuple(_why_silent(account, source)))
        yield Answer(source.id, (line,))
        return
    yield Answer(source.id, (Line(f"printed or cited in: {', '.join(printing)}"),))
    for section in account.sections:
        own = replace(section, considered=tuple(c for c in section.considered if c.document == source.id))
        lines = [_line(account, one, f"{_number(one)}.", (summary(one),)) for one in own.chosen]
        lines += [_line(account, one, "left", (summary(one),)) for one in own.next[:_NEXT]]
        lines += _counted(own)
        if lines:
            yield Answer(section.title, tuple(lines))


def of_item(account: Account, item: str) -> Iterator[Answer]:
    """Why one item is printed, or is not; of each section that has looked at it. ValueError for no item."""
    match = ITEM.fullmatch(item)
    source = account.source(match["document"]) if match else None
    if match is None or source is None:
        raise ValueError(item)
    place = Place(source.id, Span(int(match["start"]), max(int(match["start"]), int(match["end"]))))
    looked = False
    for section in account.sections:
        for one in section.considered:
            if place.touches(one) and _fits(match["sort"], one.sort):
                looked = True
                yield Answer(section.title, (_explained(account, one, section),))
    if looked:
        return
    if printing := account.printing(place):
        where = ", ".join(printing)
        yield Answer(source.id, (Line(f"printed in {where}", item, _short(account, place)),))
        return
    reasons = tuple(_why_not_asked(account, source, place, match["sort"]))
    yield Answer(source.id, (Line("no section has looked at it", item, _short(account, place), reasons),))


def _fits(asked: str, sort: str) -> bool:
    """A quotation may be asked for as the passage that a section prints, and the other way round."""
    return asked == sort or "passage" in (asked, sort)


def _explained(account: Account, one: Considered, section: Section) -> Line:
    if one.is_chosen:
        return _line(account, one, f"chosen as number {_number(one)}", tuple(why_chosen(one, section)))
    return _line(account, one, "not printed here", tuple(why_left(one, account, section)))


def _told(section: Section) -> str:
    weighed = sum(isinstance(one.came, Weighed) for one in section.considered)
    return f"{section.title}: {len(section.chosen)} of {weighed} that were weighed"


def _of_section(account: Account, section: Section) -> Iterator[Line]:
    for one in section.chosen:
        yield _line(account, one, f"{_number(one)}.", (summary(one),))
    for one in section.next[:_NEXT]:
        yield _line(account, one, "next", (summary(one),))
    yield from _counted(section)


def _counted(section: Section) -> Iterator[Line]:
    """How many were not weighed, by reason."""
    unfit = Counter(one.came for one in section.considered if isinstance(one.came, Unfit))
    for why, count in sorted(unfit.items(), key=lambda item: (-item[1], item[0])):
        yield Line(f"{count} not weighed", reasons=(str(why),))


def _line(account: Account, one: Considered, head: str, reasons: tuple[str, ...]) -> Line:
    return Line(head, one.id, _short(account, one), reasons)


def _short(account: Account, place: Considered | Place) -> str:
    words = fold(account.words(place))
    return words if len(words) <= _SHORTEST else f"{words[: _SHORTEST - 1].rstrip()}…"


def _number(one: Considered) -> int:
    return (one.came.place if isinstance(one.came, Weighed) else None) or 0


def _printing(account: Account, document: str) -> list[str]:
    return [one.title for one in account.sections if document in one.cited]


# What no section has looked at ------------------------------------------------------------------------


def _why_silent(account: Account, source: Source) -> Iterator[str]:
    """Why nothing of a document is printed: the first thing that keeps it out."""
    if out := _outside(account, source):
        yield out
        return
    query = Query(documents=(source.id,))
    passages = [p for p in account.store.passages(query) if p.passage.kind is not PassageKind.FURNITURE]
    on = [hit for hit in passages if hit.themes.keys() & set(account.scope.themes)]
    if not on:
        themes = sorted({theme for hit in passages for theme in hit.themes})
        other = f"it speaks on {', '.join(themes)}" if themes else "the codebook finds no theme in it"
        yield f"none of its {len(passages)} passages is on {' or '.join(account.scope.themes)}: {other}"
        return
    considered = [
        (section, one)
        for section in account.sections
        for one in section.considered
        if one.document == source.id
    ]
    if not considered:
        share = f"{len(on)} of its {len(passages)} passages"
        yield f"{share} are on the theme, but hold nothing that a section asks for"
        return
    weighed = [(section, one) for section, one in considered if isinstance(one.came, Weighed)]
    if not weighed:
        for why, count in Counter(str(one.came) for _, one in considered).most_common():
            yield f"{count} items: {why}"
        return
    section, best = max(weighed, key=lambda pair: (score(pair[1]), pair[1].id))
    yield f"outranked; its best for “{section.title}” is {best.id}"
    yield from why_left(best, account, section)


def _why_not_asked(account: Account, source: Source, place: Place, sort: str) -> Iterator[str]:
    if out := _outside(account, source):
        yield out
        return
    hits = account.store.passages(Query(documents=(source.id,)))
    here = [hit for hit in hits if hit.passage.cited.span.overlaps(place.span)]
    if not here:
        yield "nothing stands there"
    elif all(hit.passage.kind is PassageKind.FURNITURE for hit in here):
        yield "it is page debris"
    elif not any(hit.themes.keys() & set(account.scope.themes) for hit in here):
        themes = sorted({theme for hit in here for theme in hit.themes})
        other = f"it speaks on {', '.join(themes)}" if themes else "it has no theme"
        yield f"its passage is not on {' or '.join(account.scope.themes)}: {other}"
        yield "a rule of seeds/themes.yaml, or `tags` in the sidecar, gives it one"
    else:
        yield f"its passage is on the theme, but no section of the brief chooses from such a {sort} there"


def _outside(account: Account, source: Source) -> str | None:
    """Why the brief does not use a document at all."""
    if any(one.id == source.id for one in account.store.sources(account.query)):
        return None
    if source.added and source.added > account.scope.as_of:
        return f"it was added on {source.added}, after the day of this edition ({account.scope.as_of})"
    period = account.scope.period.edtf if account.scope.period else ""
    return f"its date, {source.issued.edtf if source.issued else ''}, lies outside the period {period}"
