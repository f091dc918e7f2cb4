"""`actors`: who is quoted in this brief, as what, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefgen.fields import Count
from briefgen.model.brief import Cite, Column, Empty, EvidenceType, Row, Table, Text
from briefgen.model.facts import Actor
from briefgen.places import Locator
from briefgen.sections.kind import Kind, Made, Options, Told

COLUMNS = {
    "actor": "actors.who",
    "role": "actors.role",
    "quoted": "actors.quoted",
    "source": "column.source",
}


class ActorsOptions(Options):
    max: Count = 12


@dataclass(slots=True)
class _Voice:
    name: str
    role: str | None = None
    quotations: int = 0
    documents: list[str] = field(default_factory=list)


def _tell(options: ActorsOptions, locator: Locator, told: Told) -> Made:
    say = told.language.say
    voices = _voices(told, {actor.id: actor for actor in told.store.actors()})
    ranked = sorted(voices, key=lambda v: (-v.quotations, v.name.casefold()))[: options.max]
    if not ranked:
        return Made((Empty(say("actors.none")),))
    rows = tuple(
        Row(
            (
                (Text(voice.name),),
                (Text(voice.role or say("not_stated")),),
                (Text(say("count.quote", count=voice.quotations)),),
                (Cite(tuple(voice.documents)),),
            )
        )
        for voice in ranked
    )
    columns = tuple(Column(key, say(title)) for key, title in COLUMNS.items())
    return Made((Table(say("actors.caption"), columns, rows),))


def _voices(told: Told, actors: dict[str, Actor]) -> Iterable[_Voice]:
    """One voice a person; the role in the words of a source, else the office known for the day."""
    voices: dict[str, _Voice] = {}
    for item in told.evidence:
        name = item.fields.get("speaker")
        if item.type is not EvidenceType.QUOTE or not isinstance(name, str):
            continue
        voice = voices.setdefault(name.casefold(), _Voice(name))
        voice.quotations += 1
        if item.cited.document not in voice.documents:
            voice.documents.append(item.cited.document)
        role = item.fields.get("role") or _office(item.fields.get("actor"), item.cited.document, told, actors)
        voice.role = max((voice.role, role), key=lambda r: len(r) if isinstance(r, str) else 0)  # type: ignore[assignment]
    return voices.values()


def _office(actor: object, document: str, told: Told, actors: dict[str, Actor]) -> str | None:
    if not isinstance(actor, str) or actor not in actors:
        return None
    issued = told.store.document(document).source.issued
    return actors[actor].role_at(issued.first() if issued else None)


KIND = Kind("actors", ActorsOptions, tell=_tell)
