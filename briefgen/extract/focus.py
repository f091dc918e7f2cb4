"""Who the text is speaking of: turns mentions into speakers, in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefgen.extract import lexicon as lx
from briefgen.extract.mentions import Mention, MentionKind
from briefgen.extract.names import Names
from briefgen.model.facts import Speaker

_NO_PEOPLE = lx.ORGANISATION_WORDS | lx.WRITINGS
_BODIES = _NO_PEOPLE | lx.BODIES
_FIRST_NAMES = lx.FEMALE_NAMES | lx.MALE_NAMES
MEMORY = 6  # sentences that a pronoun may look back
_BRIEF = 2  # the same where nothing shows whether "he" or "she" is meant


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody who was the subject of a sentence, or who was only named in it.

    `is_human`: the words show a person. `is_body`: they show something that is no single person. A name that
    shows neither may be anybody's, or a place.
    """

    unit: int
    speaker: Speaker
    gender: str
    is_subject: bool
    is_plural: bool
    is_human: bool
    is_body: bool
    has_spoken: bool = False

    @property
    def may_be_human(self) -> bool:
        """Shown to be a person, or a name of several words that nothing is known of."""
        return self.is_human or self.has_spoken or (not self.is_body and " " in self.speaker.name)


@dataclass
class Focus:
    """The last subjects of the text; `unit` counts its sentences."""

    names: Names
    text: str
    narrator: str | None = None
    unit: int = 0
    seen: list[Seen] = field(default_factory=list)

    def speaker(self, mention: Mention) -> Speaker | None:
        """The speaker that a mention means; None for a pronoun without a safe antecedent."""
        if mention.kind is MentionKind.PRONOUN:
            return self._antecedent(mention)
        if mention.kind is MentionKind.NAME:
            return self._named(mention)
        if mention.kind is MentionKind.JOINT:
            return Speaker(" ".join(mention.span.of(self.text).split()), mention.span)
        return self._described(mention)

    def note(self, mention: Mention, *, is_subject: bool, has_spoken: bool = False) -> None:
        """Remember a mention for later pronouns; a lone name counts as a person once it has spoken."""
        speaker = self.speaker(mention)
        if speaker is None:
            return
        key = tuple(part.lower() for part in speaker.name.split())
        person = self.names.by_full.get(key) if speaker.is_named else None
        gender = person.gender if person else _gender_of(mention) or self.names.gender_of(mention.name)
        if mention.kind is MentionKind.PRONOUN and mention.name[0] in {"he", "she"}:
            gender = mention.name[0]
        self.seen.append(
            Seen(
                self.unit,
                speaker,
                gender,
                is_subject,
                mention.is_plural,
                is_human=person.is_human if person else self._shows_person(mention),
                is_body=person.is_body if person else _shows_body(mention),
                has_spoken=has_spoken,
            )
        )
        del self.seen[:-40]

    @property
    def has_subject(self) -> bool:
        """The sentence has a person as its subject already: `Novak was asked by Horvat whether …`."""
        return any(s.unit == self.unit and s.is_subject and s.may_be_human for s in self.seen)

    def is_person(self, speaker: Speaker) -> bool:
        """Somebody whom the document names in full."""
        person = self.names.by_full.get(tuple(part.lower() for part in speaker.name.split()))
        return person is not None and not person.is_body

    def _named(self, mention: Mention) -> Speaker:
        person = self.names.resolve(mention)
        own = mention.role.of(self.text) if mention.role else None
        if person is None:
            name = _trimmed(" ".join(mention.span.of(self.text).split()))
            return Speaker(name, mention.place or mention.span, _tidy(own))
        return Speaker(person.text, mention.place or mention.span, _tidy(own or person.role))

    def _described(self, mention: Mention) -> Speaker:
        words = mention.span.of(self.text)
        if mention.title in lx.TITLES and not mention.is_plural:
            person = self.names.by_role(mention.title, mention.name)
            if person is not None:
                return Speaker(person.text, mention.place or mention.span, _tidy(person.role))
        return Speaker(_tidy(words) or words, mention.place or mention.span, None, is_named=False)

    def _antecedent(self, mention: Mention) -> Speaker | None:
        word = mention.name[0]
        if word in {"i", "we"}:
            return Speaker(self.narrator, mention.place or mention.span) if self.narrator else None
        if word not in {"he", "she", "they", "it"}:
            return None
        found = self._group() if word in {"they", "it"} else self._person(word)
        if found is None:
            return None
        known = self.names.borne_by(found.speaker.name, word)
        name, role = (known.text, _tidy(known.role)) if known else (found.speaker.name, found.speaker.role)
        return Speaker(name, mention.place or mention.span, role, found.speaker.is_named)

    def _person(self, gender: str) -> Seen | None:
        """The last subject who can be meant, unless somebody else was named since."""
        recent = [s for s in self.seen if _fits(s, gender, self.unit - s.unit)]
        people = [s for s in recent if s.is_human or s.has_spoken]
        subjects = [s for s in people if s.is_subject]
        last = subjects[-1] if subjects else None
        since = [s for s in recent if s in people or (s.may_be_human and (s.is_subject or last is None))]
        if last is not None:
            # Who is only named beside a subject of known gender must be known to fit as well.
            again = max(s.unit for s in recent if s.speaker.name == last.speaker.name)
            since = [s for s in since if s.unit > again and (s.is_subject or s.gender or not last.gender)]
        names = {s.speaker.name for s in since} | ({last.speaker.name} if last else set())
        if len(names) != 1:
            return None
        return last or (since[-1] if people or since[-1].is_subject else None)

    def _shows_person(self, mention: Mention) -> bool:
        """`he`, `Mr. Lund`, `Ana`, `the minister`; but `a minister` is nobody to come back to."""
        if mention.kind is MentionKind.NAME:
            first = mention.name[0].lower()
            return mention.title in lx.PEOPLE or first in _FIRST_NAMES or first in self.names.by_last
        if mention.kind is MentionKind.UNNAMED and mention.place is not None:
            first = mention.place.of(self.text).split()[0].lower()
            return first not in {"a", "an"} and not _shows_body(mention)
        return mention.kind is MentionKind.PRONOUN

    def _group(self) -> Seen | None:
        recent = [s for s in self.seen if self.unit - s.unit <= 1 and s.is_subject]
        return recent[-1] if recent and recent[-1].is_plural else None


def _fits(seen: Seen, gender: str, age: int) -> bool:
    """No body or crowd, not known to be of the other gender, and named not too long ago.

    `age` counts sentences since; somebody without a name is soon forgotten.
    """
    if seen.is_plural or seen.is_body or seen.speaker.name.isupper():
        return False
    if age > (MEMORY if seen.gender or seen.has_spoken else _BRIEF) or (
        age > 1 and not seen.speaker.is_named
    ):
        return False
    return not seen.gender or seen.gender == gender


def _shows_body(mention: Mention) -> bool:
    """`the ministry`, `the report`, `Sea Institute`: nobody says "he" or "she" of it."""
    if mention.kind is MentionKind.NAME:
        return any(part.lower() in _NO_PEOPLE for part in mention.name)
    return mention.title in _BODIES


def _gender_of(mention: Mention) -> str:
    if mention.title in lx.FEMALE_TITLES:
        return "she"
    return "he" if mention.title in lx.MALE_TITLES else ""


def _trimmed(name: str) -> str:
    return name[:-2] if name.endswith(("'s", "’s")) else name


def _tidy(words: str | None) -> str | None:
    """White space of the source folded: a role is shown in a line."""
    return " ".join(words.split()) if words else None
