"""`sources`: the cited documents, numbered in order of first citation."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.languages import Language
from briefgen.model.brief import Empty, Inline, Link, SourceEntry, SourceList, Text, Title
from briefgen.model.text import Source
from briefgen.places import Locator
from briefgen.sections.kind import Kind, Made, Options, Told
from briefgen.sections.words import own_words, say_issued


class SourcesOptions(Options):
    pass


def _tell(options: SourcesOptions, locator: Locator, told: Told) -> Made:
    entries = tuple(
        SourceEntry(
            number,
            source,
            tuple(_reference(source, told.language)),
            tuple(_notes(source, told.language)),
            told.cited_in.get(source.id, ()),
        )
        for number, source in enumerate(told.cited, start=1)
    )
    if not entries:
        return Made((Empty(told.language.say("sources.none")),))
    return Made((SourceList(entries),))


def _reference(source: Source, language: Language) -> Iterator[Inline]:
    """Author, title, outlet, date: what is known of it, in this order."""
    authors = own_words(language.join(source.author) or source.narrator) or ""
    if authors:
        yield Text(f"{authors}, ")
    title = Title(source.title or source.id)
    yield Link(source.url, (title,)) if source.url else title
    outlets = (own_words(source.container_title), own_words(source.publisher))
    outlet = [part for part in outlets if part and part not in authors]
    yield Text(", ".join(["", *dict.fromkeys(outlet), say_issued(source, language)]) + ".")


def _notes(source: Source, language: Language) -> Iterator[str]:
    say = language.say
    outside = [_field(name, language) for name in sorted(source.outside)]
    if outside:
        yield say("sources.outside", fields=language.join(outside))
    if source.issued and not source.issued.is_single:
        yield say("sources.inferred_date")
    if source.title is None:
        yield say("sources.only_text")
    if source.reliability:
        yield say("sources.reliability", grade=source.reliability)


def _field(name: str, language: Language) -> str:
    """What a field of a sidecar is called in a sentence."""
    key = f"known.{name}"
    return language.say(key) if language.has(key) else name.replace("_", " ")


KIND = Kind("sources", SourcesOptions, tell=_tell)
