"""How the program names sources, speakers and occasions in its own words."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.languages import LANGUAGES, Language, dates
from briefgen.model.facts import Actor, Quote
from briefgen.model.text import PartialDate, Period, Source
from briefgen.model.wording import is_own

ENGLISH = LANGUAGES["en"]


def say_date(when: PartialDate, language: Language = ENGLISH) -> str:
    """`6 June 2021`, `June 2021`, `autumn 2025`, `about 2019`."""
    return dates.say_date(when, language)


def say_period(period: Period, language: Language = ENGLISH) -> str:
    """`December 2023`, `January to November 2023`, `mid-November 2023`, `up to 26 November 2023`."""
    return dates.say_period(period, language)


def say_issued(source: Source, language: Language = ENGLISH) -> str:
    """When a source is from: `22 July 2025`, `between October and December 2025`, `undated`."""
    return dates.say_one_of(source.issued, language)


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


def said_where(venue: str, language: Language = ENGLISH, *, is_told: bool = True) -> str:
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


def join_words(words: Sequence[str], language: Language = ENGLISH) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return language.join(words)
