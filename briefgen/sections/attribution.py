"""Who said it, as what, where and when: the line under a quotation."""

from __future__ import annotations

from briefgen.languages import Language
from briefgen.languages.dates import say_on, say_period
from briefgen.languages.pages import say_pages
from briefgen.model.brief import Cite, Evidence, Inlines, Text
from briefgen.model.facts import Quote, QuoteKind
from briefgen.model.text import Period, Source
from briefgen.sections.words import own_words, print_name, said_where, say_issued, short_name
from briefgen.store import Hit


def attribution(hit: Hit[Quote], language: Language, evidence: Evidence | None = None) -> Inlines:
    """`Magnus Brunner, European Commissioner …, to Politico, reported on 22 July 2025, p. 4 [2]`."""
    quote, source = hit.fact, hit.source
    name = print_name(quote, hit.actor)
    parts = [name or language.say("attribution.unattributed")]
    if role := role_of(hit):
        parts.append(role)
    if quote.kind is QuoteKind.STATEMENT:
        parts.append(_written(source, language))
    else:
        if venue := own_words(quote.venue):
            parts.append(said_where(venue, language, is_told=name is not None))
        parts.append(_when(quote.said, source, language))
    if evidence is not None and (pages := say_pages(evidence.fields, language)):
        parts.append(pages)
    return (Text(", ".join(parts)), Cite((source.id,)))


def role_of(hit: Hit[Quote]) -> str | None:
    """The role in the source's words; else the office that the actor is known to have held on the day."""
    quote = hit.fact
    if quote.speaker is None:
        return None
    if role := own_words(quote.speaker.role):
        return role
    if hit.actor is None:
        return None
    day = quote.said or hit.source.issued
    return hit.actor.role_at(day.first() if day else None)


def reference(source: Source, language: Language) -> str:
    """How a sentence in a source's own voice is signed: `The Europe Times, between … 2025`."""
    if source.narrator:
        return f"{source.narrator}, {_written(source, language)}"
    return f"{short_name(source)}, {say_issued(source, language)}"


def _written(source: Source, language: Language) -> str:
    written = language.say("attribution.in_writing")
    where = own_words(source.occasion) or own_words(source.container_title) or written
    return f"{where}, {say_issued(source, language)}"


def _when(said: Period | None, source: Source, language: Language) -> str:
    if said is not None:
        return say_period(said, language)
    if source.issued is None:
        return language.say("attribution.reported_undated", source=short_name(source))
    start = source.issued.start if source.issued.is_single else None
    when = say_on(start, language) if start else say_issued(source, language)
    return language.say("attribution.reported", when=when)
