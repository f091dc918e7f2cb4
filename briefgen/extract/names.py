"""People and bodies of one document: short forms to full names, pronouns to the person in focus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from briefgen.extract import lexicon as lx
from briefgen.extract.frame import Frame
from briefgen.extract.mentions import Mention, MentionKind, mention_at, mention_of, name_at
from briefgen.extract.tokens import Token
from briefgen.model.text import Span

_FIRST_NAMES = lx.FEMALE_NAMES | lx.MALE_NAMES
_RIVALS = 12  # people of one name that are told apart; more of them stay ambiguous


@dataclass(slots=True, eq=False)
class Person:
    """Somebody named in full somewhere in the document. `gender` is "he", "she" or "" where unknown."""

    name: tuple[str, ...]
    text: str
    role: str | None = None
    gender: str = ""
    is_body: bool = False
    has_title: bool = False  # or an office, a calling or an age, as people have
    count: int = 1  # times it is named in full
    called: set[str] = field(default_factory=set)  # words of all its roles
    has_short: bool = False  # the text also calls it by the last word alone, as it does with people

    @property
    def is_human(self) -> bool:
        """First name, title or short form show a person; other names may be of places or works."""
        known = self.name[0] in _FIRST_NAMES
        return not self.is_body and (known or self.has_title or self.has_short or bool(self.gender))


@dataclass
class Names:
    """The full names of a document, found by their parts."""

    people: list[Person] = field(default_factory=list)
    by_full: dict[tuple[str, ...], Person] = field(default_factory=dict)
    by_last: dict[str, list[Person]] = field(default_factory=dict)
    by_first: dict[str, list[Person]] = field(default_factory=dict)
    by_title: dict[str, list[Person]] = field(default_factory=dict)

    def resolve(self, mention: Mention) -> Person | None:
        """The person a name means; None for an unknown or ambiguous one."""
        key = tuple(part.lower() for part in mention.name)
        if key in self.by_full:
            return self.by_full[key]
        ends = [p for p in self.by_last.get(key[-1], ()) if _ends_with(p.name, key)]
        if not ends and len(key) == 1:
            ends = list(self.by_first.get(key[0], ()))
        if len(ends) > 1:
            ends = _narrow(ends, mention)
        return ends[0] if len(ends) == 1 else None

    def may_name(self, tokens: Sequence[Token]) -> bool:
        """A quick look: one of the words begins or ends a full name."""
        words = [token.bare for token in tokens]
        return not (self.by_last.keys().isdisjoint(words) and self.by_first.keys().isdisjoint(words))

    def borne_by(self, name: str, gender: str) -> Person | None:
        """`Clinton … she`: of the people of that last name the only one who can be meant."""
        bearers = [p for p in self.by_last.get(name.lower(), ()) if p.gender in {"", gender}]
        return bearers[0] if len(bearers) == 1 else None

    def is_person(self, name: tuple[str, ...]) -> bool:
        """The words name somebody of this document, in full or by the last name."""
        person = self.by_full.get(name)
        if person is not None:
            return not person.is_body
        return bool(name) and (bool(self.by_last.get(name[-1])) or name[0] in _FIRST_NAMES)

    def by_role(self, title: str, words: Iterable[str]) -> Person | None:
        """`the former president`: the only person of whom the text has used all those words."""
        fits = [p for p in self.by_title.get(title, ()) if p.called.issuperset(words)]
        return fits[0] if len(fits) == 1 else None

    def gender_of(self, name: tuple[str, ...]) -> str:
        """Of a last name that several people bear: the gender of the one named far more often."""
        people = sorted(self.by_last.get(name[-1].lower(), ()), key=lambda p: -p.count) if name else []
        if len(people) < 2 or people[0].count < 2 * people[1].count:
            return ""
        return people[0].gender

    def add(self, mention: Mention, text: str, *, has_age: bool = False) -> None:
        """Another naming in full; `has_age` says that an age follows, as it does with people."""
        key = tuple(part.lower() for part in mention.name)
        if key in self.by_full:
            self.by_full[key].count += 1
            self.by_full[key].has_title |= has_age
            self._learn(self.by_full[key], mention, text)
            return
        body = _is_body(key)
        shown = " ".join(mention.span.of(text).split()).removesuffix("’s").removesuffix("'s")
        person = Person(key, shown, is_body=body, has_title=has_age)
        if not body:
            person.gender = _gender(mention)
        self.people.append(person)
        self.by_full[key] = person
        for table, part in ((self.by_last, key[-1]), (self.by_first, key[0])):
            bearers = table.setdefault(part, [])
            if not body and len(bearers) < _RIVALS:
                bearers.append(person)
        self._learn(person, mention, text)

    def _learn(self, person: Person, mention: Mention, text: str) -> None:
        person.has_title = person.has_title or mention.title in lx.PEOPLE
        if mention.role is None:
            return
        person.has_title = person.has_title or mention.role.start > mention.span.start
        if person.role is None:
            person.role = mention.role.of(text)
        words = mention.role.of(text).lower().split()
        person.called.update(words)
        for word in words:
            bearers = self.by_title.setdefault(word, []) if word in lx.TITLES else []
            if word in lx.TITLES and person not in bearers and len(bearers) < _RIVALS:
                bearers.append(person)
        if not person.gender and not person.is_body:
            person.gender = _gender(mention)


def read_names(frames: Iterable[Frame], text: str) -> Names:
    """Every name of two or more words, in order of appearance, with the first role that goes with it."""
    names = Names()
    singles: set[str] = set()
    short: list[Mention] = []  # "Van den Berg": may be the end of a full name
    for frame in frames:
        tokens, after = frame.tokens, 0
        for at in [at for at, word in enumerate(tokens) if word.opens_name]:
            if at < after or _is_opening_verb(frame, at):
                continue
            if _is_lone_name(tokens, at):
                singles.add(tokens[at].bare)
                continue
            phrase = name_at(frame, at, len(tokens))
            if phrase is None:
                continue
            after = phrase.end
            words = [t for t in tokens[phrase.name : after] if t.is_word]
            if len(words) == 1:
                singles.add(words[0].bare)
                continue
            mention = with_apposition(frame, mention_of(frame, phrase))
            if words[0].bare in lx.PARTICLES:
                short.append(mention)
            else:
                names.add(mention, text, has_age=_after_age(frame, mention.end) > mention.end)
    for mention in short:
        if names.resolve(mention) is None:
            names.add(mention, text)
    for person in names.people:
        person.has_short = person.name[-1] in singles
    return names


def _is_lone_name(tokens: Sequence[Token], at: int) -> bool:
    """A name that nothing behind it goes on with: no phrase has to be read."""
    return tokens[at].is_lone_name and (at + 1 == len(tokens) or tokens[at + 1].breaks)


def _is_opening_verb(frame: Frame, at: int) -> bool:
    """`| Added | Ana Horvat: “…”`: a verb of saying with the capital of its sentence."""
    token = frame.tokens[at]
    return token.is_verb and token.low not in _FIRST_NAMES and (at == 0 or not frame.tokens[at - 1].is_word)


def with_apposition(frame: Frame, mention: Mention) -> Mention:
    """Add the role that follows a name: `Magnus Brunner, European Commissioner for …, believes`."""
    if mention.role is not None or mention.kind is not MentionKind.NAME:
        return mention
    span = _apposition(frame, _after_age(frame, mention.end))
    if span is None:
        return mention
    return Mention(
        mention.start,
        mention.end,
        mention.span,
        mention.kind,
        mention.name,
        span,
        mention.title,
        mention.is_plural,
    )


def _after_age(frame: Frame, comma: int) -> int:
    """`Ana Horvat | , 32 |, a teacher`: the comma behind the age, or behind the name where none stands."""
    tokens = frame.tokens[comma : comma + 3]
    if len(tokens) < 3 or tokens[0].text != "," or tokens[2].text not in {",", ".", ";"}:
        return comma
    return comma + 2 if tokens[1].text.isdigit() and len(tokens[1].text) < 3 else comma


def _apposition(frame: Frame, comma: int) -> Span | None:
    tokens = frame.tokens
    if comma + 1 >= len(tokens) or tokens[comma].text != ",":
        return None
    start = comma + 1
    while start < len(tokens) and tokens[start].low in lx.ARTICLES:
        start += 1
    role = mention_at(frame, start, min(len(tokens), start + 16))
    if role is None or role.kind is MentionKind.PRONOUN:
        return None
    end, head = role.end, role.title
    if role.kind is MentionKind.NAME:
        # A capitalised office ("European Commissioner for Internal Affairs"): its words must hold a title.
        words = [t.low for t in tokens[start : role.end] if t.is_word]
        if not any(word in lx.TITLES for word in words):
            return None
        head = next(word for word in words if word in lx.TITLES)
    if head not in lx.PEOPLE and not head.endswith(("ist", "man", "woman", "er", "or")):
        return None
    while end < len(tokens) and tokens[end].is_word and tokens[end].low not in lx.AUXILIARIES:
        end += 1
    if end >= len(tokens) or tokens[end].text not in {",", ".", ")"}:
        return None
    return frame.span(start, end)


def _narrow(people: list[Person], mention: Mention) -> list[Person]:
    wanted = _title_gender(mention.title)
    if not wanted:
        return people
    return [p for p in people if p.gender == wanted]


def _ends_with(name: tuple[str, ...], tail: tuple[str, ...]) -> bool:
    return name[-len(tail) :] == tail


def _is_body(name: tuple[str, ...]) -> bool:
    return any(part in lx.ORGANISATION_WORDS for part in name) or name[0] in {"the"}


def _title_gender(title: str) -> str:
    if title in lx.FEMALE_TITLES:
        return "she"
    return "he" if title in lx.MALE_TITLES else ""


def _gender(mention: Mention) -> str:
    by_title = _title_gender(mention.title)
    if by_title:
        return by_title
    first = mention.name[0].lower()
    if first in lx.FEMALE_NAMES:
        return "" if first in lx.MALE_NAMES else "she"
    return "he" if first in lx.MALE_NAMES else ""
