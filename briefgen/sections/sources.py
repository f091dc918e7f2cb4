"""`sources`: the cited documents, numbered in order of first citation."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.model.brief import Empty, Inline, Link, SourceEntry, SourceList, Text, Title
from briefgen.model.text import Source
from briefgen.places import Locator
from briefgen.sections.kind import Kind, Made, Options, Told
from briefgen.sections.words import join_words, own_words, say_issued

_FIELDS = {
    "title": "title",
    "author": "author",
    "container-title": "outlet",
    "publisher": "publisher",
    "issued": "date",
    "narrator": "name of the author",
    "url": "address",
}


class SourcesOptions(Options):
    pass


def _tell(options: SourcesOptions, locator: Locator, told: Told) -> Made:
    entries = tuple(
        SourceEntry(
            number, source, tuple(_reference(source)), tuple(_notes(source)), told.cited_in.get(source.id, ())
        )
        for number, source in enumerate(told.cited, start=1)
    )
    if not entries:
        return Made((Empty("No source is cited."),))
    return Made((SourceList(entries),))


def _reference(source: Source) -> Iterator[Inline]:
    """Author, title, outlet, date: what is known of it, in this order."""
    authors = own_words(join_words(list(source.author)) or source.narrator) or ""
    if authors:
        yield Text(f"{authors}, ")
    title = Title(source.title or source.id)
    yield Link(source.url, (title,)) if source.url else title
    outlets = (own_words(source.container_title), own_words(source.publisher))
    outlet = [part for part in outlets if part and part not in authors]
    yield Text(", ".join(["", *dict.fromkeys(outlet), say_issued(source)]) + ".")


def _notes(source: Source) -> Iterator[str]:
    outside = [_FIELDS.get(name, name.replace("_", " ")) for name in sorted(source.outside)]
    if outside:
        yield f"Known from outside the text: {join_words(outside)}."
    if source.issued and not source.issued.is_single:
        yield "The text bears no date: it is inferred from its own words."
    if source.title is None:
        yield "Nothing is known of this document but its text."
    if source.reliability:
        yield f"Reliability: {source.reliability}."


KIND = Kind("sources", "Sources", SourcesOptions, tell=_tell)
