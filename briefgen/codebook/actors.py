"""People and organisations across documents: who a name stands for, and which office they held when.

    magnus-brunner:
      name: Magnus Brunner
      kind: person                       # or organisation
      aliases: [M. Brunner]
      roles:
        - title: European Commissioner for Internal Affairs and Migration
          since: 2024-12-01
          until: 2029-10-31              # left out while it lasts or where it is not known
          document: bondarieva-2025-07-22
          basis: Magnus Brunner, European Commissioner for Internal Affairs and Migration
          outside: the dates of the College of Commissioners

A name is matched conservatively: a wrong identity is worse than none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import InputError, Place, Problem
from briefgen.model.facts import Actor, Role
from briefgen.places import Yaml, fit, read_yaml

if TYPE_CHECKING:
    from briefgen.codebook.forms import ActorForm

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_WORD = re.compile(r"[^\W_]+")
# What a source puts before a name: the first tell no office from another, the second do.
_HONORIFICS = """
the mr mrs ms miss dr prof professor sir madam his her excellency former then general gen field marshal
colonel col
"""
_OFFICES = """
president vice vp premier prime minister foreign interior commissioner chancellor ambassador director leader
commander
"""
_TITLES = frozenset(_HONORIFICS.split() + _OFFICES.split())
# In a role: words that tell no office from another.
_EMPTY = frozenset(
    [*_HONORIFICS.split(), "a", "an", "of", "for", "and", "to", "in", "at", "on", "eu", "european"]
)
# With these a surname begins before its last word.
_PARTICLES = frozenset(
    ["von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "al", "el"]
)


def load_actors(path: Path, shown: str | None = None) -> tuple[Actor, ...]:
    """Read the actors in the order of the file. Raises InputError with every problem found."""
    return read_actors(read_yaml(path, shown))


def read_actors(yaml: Yaml) -> tuple[Actor, ...]:
    """The actors written in a YAML file. Raises InputError with every problem found."""
    from briefgen.codebook.forms import ActorForm, ActorsForm

    if yaml.data is None:
        return ()
    fit(yaml, ActorsForm)
    problems: list[Problem] = []
    actors = []
    for actor_id in (key for key in yaml.data if not key.startswith("x-")):
        if not _ID.fullmatch(actor_id):
            hint = "use small letters, digits and hyphens: magnus-brunner"
            problems.append(Problem(f"'{actor_id}' cannot be an actor's id", yaml.key_place(actor_id), hint))
        try:
            actors.append(_actor(actor_id, fit(yaml, ActorForm, at=(actor_id,))))
        except InputError as error:
            problems.extend(error.problems)
    problems.extend(_ambiguous(yaml, actors))
    if problems:
        raise InputError(sorted(problems, key=_reading_order))
    return tuple(actors)


def identify(name: str, role: str | None, actors: Sequence[Actor]) -> Actor | None:
    """The actor that a name in a document stands for; None where that is not certain.

    A full name or an alias is enough. A surname alone must belong to one actor, and `role`, if the
    document gives one, must share a word with an office of that actor.
    """
    words = _without_titles(_words(name))
    if not words:
        return None
    for actor in actors:
        if words in (_without_titles(_words(known)) for known in (actor.name, *actor.aliases)):
            return actor
    namesakes = [actor for actor in actors if words == _surname(actor)]
    if len(namesakes) != 1:
        return None
    (actor,) = namesakes
    said = _words(role or "") or _titles(_words(name))
    return actor if _agree(said, actor) else None


def _agree(said: Sequence[str], actor: Actor) -> bool:
    """Whether the words of a role fit the actor: any do where none are said."""
    telling = set(said) - _EMPTY
    offices = {word for role in actor.roles for word in _words(role.title)}
    return not telling or bool(telling & offices)


def _surname(actor: Actor) -> tuple[str, ...] | None:
    """`von der Leyen` of `Ursula von der Leyen`; None for an organisation or a single name."""
    names = actor.name.split()
    if actor.kind != "person" or len(names) < 2:
        return None
    begins = next((n for n, name in enumerate(names[1:], start=1) if name in _PARTICLES), len(names) - 1)
    return _words(" ".join(names[begins:]))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_plain(text).casefold()))


def _plain(text: str) -> str:
    """Without accents and possessive, so that Várhelyi is Varhelyi."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"['’ʼ]s\b", "", bare)


def _titles(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[: len(words) - len(_without_titles(words))]


def _without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without what stands before it; never empty, so that `the General` stays."""
    start = next((n for n, word in enumerate(words) if word not in _TITLES), 0)
    return words[start:]


def _actor(actor_id: str, form: ActorForm) -> Actor:
    roles = tuple(Role(role.title, role.since, role.until) for role in form.roles)
    return Actor(actor_id, form.name, form.kind, tuple(form.aliases), roles)


def _ambiguous(yaml: Yaml, actors: Sequence[Actor]) -> Iterator[Problem]:
    """Names and aliases that stand for two actors, or twice for one."""
    seen: dict[tuple[str, ...], Actor] = {}
    for actor in actors:
        for place, known in _names(yaml, actor):
            words = _without_titles(_words(known))
            if not words:
                yield Problem(f"'{known}' holds no letter", place, "write a name")
                continue
            first = seen.setdefault(words, actor)
            if first is not actor:
                yield Problem(
                    f"'{known}' also stands for '{first.id}'",
                    place,
                    "an alias must name one actor: remove it",
                )


def _names(yaml: Yaml, actor: Actor) -> Iterator[tuple[Place, str]]:
    yield yaml.place(actor.id, "name"), actor.name
    for n, alias in enumerate(actor.aliases):
        yield yaml.place(actor.id, "aliases", n), alias


def _reading_order(problem: Problem) -> tuple[int, int, str]:
    place = problem.place or Place("")
    return (place.line or 0, place.column or 0, problem.message)
