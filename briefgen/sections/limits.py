"""`limits`: what this brief does not know, told by the program, and what its editor adds."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.errors import Problem
from briefgen.fields import Prose
from briefgen.model.brief import Bullets, Evidence, EvidenceType, Paragraph, Text
from briefgen.places import Locator
from briefgen.sections.kind import Context, Kind, Made, Options, Told
from briefgen.sections.prose import read_line
from briefgen.sections.words import counted, join_words, say_issued, say_period
from briefgen.store import Query

_CLAIMS = {
    EvidenceType.QUOTE: "quotation",
    EvidenceType.FIGURE: "figure",
    EvidenceType.EVENT: "event",
}


class LimitsOptions(Options):
    notes: tuple[Prose, ...] = ()


def _tell(options: LimitsOptions, locator: Locator, told: Told) -> Made:
    items = [Paragraph((Text(line),)) for line in _lines(told)]
    evidence: list[Evidence] = []
    problems: list[Problem] = []
    context = Context(told.scope, told.store, told.anchor)
    for at, note in enumerate(options.notes):
        prose = read_line(note, locator, ("notes", at), context, is_frame=True)
        items.extend(block for block in prose.blocks if isinstance(block, Paragraph))
        evidence.extend(prose.evidence)
        problems.extend(prose.problems)
    return Made((Bullets(tuple(items)),), tuple(evidence), problems=tuple(problems))


def _lines(told: Told) -> Iterator[str]:
    yield _coverage(told)
    yield from _dates(told)
    yield from _origins(told)
    figures = [item for item in told.evidence if item.type is EvidenceType.FIGURE]
    without = [
        item for item in figures if not item.fields.get("period") and not item.fields.get("period_text")
    ]
    if without:
        yield f"The source states no period for {len(without)} of {counted(len(figures), 'figure')}."
    voiceless = [
        item for item in told.evidence if item.type is EvidenceType.QUOTE and not item.fields.get("speaker")
    ]
    if voiceless:
        yield f"{counted(len(voiceless), 'quotation')} could not be attributed to a speaker."
    yield from _silent_themes(told)


def _coverage(told: Told) -> str:
    corpus = told.store.sources(Query(added_by=told.scope.as_of))
    period = told.scope.period
    within = f" The brief covers sources {say_period(period)}." if period else ""
    return f"{counted(len(told.cited), 'document')} of {len(corpus)} in the corpus are cited.{within}"


def _dates(told: Told) -> Iterator[str]:
    dated = [source for source in told.cited if source.issued]
    if dated:
        newest = max(dated, key=lambda s: (s.issued.last() if s.issued else told.scope.as_of, s.id))
        line = f"Newest source cited: {say_issued(newest)}."
        limit = told.scope.stale_after_days
        if limit is not None and newest.issued and (told.scope.as_of - newest.issued.last()).days > limit:
            line += " Later events are not in this brief."
        yield line
    undated = [source.id for source in told.cited if not source.issued]
    if undated:
        yield f"{counted(len(undated), 'source')} cited {_have(len(undated))} no known date."
    vague = [source for source in told.cited if source.issued and not source.issued.is_single]
    if vague:
        number = counted(len(vague), "source")
        yield f"The exact date of {number} is not known; the source list says what is."


def _origins(told: Told) -> Iterator[str]:
    """Claims by origin: the same words elsewhere count only when they go back to another origin."""
    alone: list[str] = []
    shared = False
    for kind, noun in _CLAIMS.items():
        origins = [item.fields.get("origins") or 1 for item in told.evidence if item.type is kind]
        shared |= any(number != 1 for number in origins)
        if single := origins.count(1):
            alone.append(counted(single, noun))
    if alone and shared:
        yield f"These rest on one source alone: {join_words(alone)}."
    elif alone:
        yield f"Every quotation, figure and event here rests on one source alone: {join_words(alone)}."


def _silent_themes(told: Told) -> Iterator[str]:
    titles = {theme.id: theme.title for theme in told.store.themes()}
    for theme in told.scope.themes:
        if not told.store.passages(Query(themes=(theme,), added_by=told.scope.as_of)):
            yield f"No source in the corpus says anything on the theme {titles.get(theme, theme)}."


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


KIND = Kind("limits", "Limits", LimitsOptions, tell=_tell)
