"""`limits`: what this brief does not know, told by the program, and what its editor adds."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.errors import Problem
from briefgen.fields import Prose
from briefgen.languages.dates import say_period
from briefgen.model.brief import Bullets, Evidence, EvidenceType, Paragraph, Text
from briefgen.places import Locator
from briefgen.sections.kind import Context, Kind, Made, Options, Told
from briefgen.sections.prose import read_line
from briefgen.sections.words import say_issued
from briefgen.store import Query

_CLAIMS = {
    EvidenceType.QUOTE: "count.quote",
    EvidenceType.FIGURE: "count.figure",
    EvidenceType.EVENT: "count.event",
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
    say = told.language.say
    yield _coverage(told)
    yield from _dates(told)
    yield from _origins(told)
    figures = [item for item in told.evidence if item.type is EvidenceType.FIGURE]
    without = [
        item for item in figures if not item.fields.get("period") and not item.fields.get("period_text")
    ]
    if without:
        yield say("limits.no_period", without=len(without), count=len(figures))
    voiceless = [
        item for item in told.evidence if item.type is EvidenceType.QUOTE and not item.fields.get("speaker")
    ]
    if voiceless:
        yield say("limits.voiceless", count=len(voiceless))
    yield from _silent_themes(told)


def _coverage(told: Told) -> str:
    corpus = told.store.sources(Query(added_by=told.scope.as_of))
    period, say = told.scope.period, told.language.say
    cited = say("limits.cited", count=len(told.cited), corpus=len(corpus))
    if period is None:
        return cited
    return f"{cited} {say('limits.covers', period=say_period(period, told.language))}"


def _dates(told: Told) -> Iterator[str]:
    say = told.language.say
    dated = [source for source in told.cited if source.issued]
    if dated:
        newest = max(dated, key=lambda s: (s.issued.last() if s.issued else told.scope.as_of, s.id))
        line = say("limits.newest", date=say_issued(newest, told.language))
        limit = told.scope.stale_after_days
        if limit is not None and newest.issued and (told.scope.as_of - newest.issued.last()).days > limit:
            line += f" {say('limits.later_events')}"
        yield line
    undated = [source.id for source in told.cited if not source.issued]
    if undated:
        yield say("limits.undated", count=len(undated))
    vague = [source for source in told.cited if source.issued and not source.issued.is_single]
    if vague:
        yield say("limits.vague", count=len(vague))


def _origins(told: Told) -> Iterator[str]:
    """Claims by origin: the same words elsewhere count only when they go back to another origin."""
    alone: list[str] = []
    shared, language = False, told.language
    for kind, noun in _CLAIMS.items():
        origins = [item.fields.get("origins") or 1 for item in told.evidence if item.type is kind]
        shared |= any(number != 1 for number in origins)
        if single := origins.count(1):
            alone.append(language.say(noun, count=single))
    if alone:
        key = "limits.some_single" if shared else "limits.all_single"
        yield language.say(key, claims=language.join(alone))


def _silent_themes(told: Told) -> Iterator[str]:
    titles = {theme.id: theme.title for theme in told.store.themes()}
    for theme in told.scope.themes:
        if not told.store.passages(Query(themes=(theme,), added_by=told.scope.as_of)):
            yield told.language.say("limits.silent_theme", theme=titles.get(theme, theme))


KIND = Kind("limits", LimitsOptions, tell=_tell)
