"""How the program names sources, speakers and occasions in its own words."""

from __future__ import annotations

from briefgen.languages import Language
from briefgen.languages.dates import say_one_of
from briefgen.model.facts import Actor, Quote
from briefgen.model.text import Source
from briefgen.model.wording import is_own


def say_issued(source: Source, language: Language) -> str:
    """When a source is from: `22 July 2025`, `between October and December 2025`, `undated`."""
    return say_one_of(source.issued, language)


def short_name(source: Source) -> str:
    """How the text calls a source: its outlet, else its author, else its title or id."""
    if source.narrator and own_words(source.occasion):
        return source.occasion or source.id
    names = (source.container_title, source.publisher, ", ".join(source.author), source.title)
    return next((name for name in names if name and is_own(name)), source.id)


def print_name(quote: Quote, actor: Actor | None) -> str | None:
    """The speaker as a brief names them: one person has one name in all documents.

    None also for a name that holds quotation marks: it cannot be printed without quoting it.
    """
    if quote.speaker is None:
        return None
    return own_words(actor.name if actor and actor.kind == "person" else quote.speaker.name)


def said_where(venue: str, language: Language, *, is_told: bool = True) -> str:
    """`to Politico`; `in a statement` for an occasion without a name; `in Politico` where nobody is told.

    The usual occasions are said in the language of the brief; a longer one stays in the source's words.
    """
    if not venue[:1].islower():
        return language.say("attribution.to_outlet" if is_told else "attribution.in_outlet", outlet=venue)
    if language.has(usual := f"occasion.{venue}"):
        return language.say(usual)
    key = "occasion.vowel" if venue[0] in "aeiou" else "occasion.consonant"
    return language.say(key, occasion=venue)


def own_words(text: str | None) -> str | None:
    """Words of a source that a brief may print as they are: a role, a place; None where they need marks."""
    return text if text and is_own(text) else None
