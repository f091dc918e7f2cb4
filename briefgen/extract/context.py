"""What makes a short measure readable: the nearest other phrase of the sentence."""

from __future__ import annotations

from collections.abc import Callable

from briefgen.extract.lookaround import FILLERS, LEADS, Lookaround
from briefgen.extract.phrases import MAX_WORDS, Stretch, overlap, trimmed, word_count
from briefgen.extract.words import ADVERB, GERUND, PARTICIPLE, PRONOUN, VERB

_OF_VERBS = frozenset((VERB, ADVERB, PARTICIPLE, PRONOUN, GERUND))
SHORT = 2  # words: a phrase no longer than this is given some context


class Context(Lookaround):
    """Looks for the phrase that `countries`, `strands` or `boats` needs beside it."""

    def context(self, head: Stretch) -> list[Stretch]:
        """What makes `countries`, `strands` or `boats` readable: the nearest other phrase of the sentence."""
        places: tuple[Callable[[], Stretch | None], ...] = (
            lambda: self.apposition(head.after),
            lambda: self.before_colon(),
            lambda: self.before(opened) if (opened := self.opened()) is not None else None,
            lambda: self.aim(self.skip_aside(head.after)),
            lambda: self.what_it_did(head.after),
            lambda: self.holder(),
            lambda: next(iter(self.subject()), None),
            lambda: self.after(0),
        )
        for place in places:
            found = place()
            if found and not overlap(found, head) and self.says_something(found):
                return [found]
        return []

    def says_more(self, found: Stretch, head: Stretch) -> bool:
        """Does a phrase hold all words of the head: `contracts`, `signature of additional contracts`?"""
        words = {token.lower for token in found.of(self.tokens)}
        return words.issuperset(token.lower for token in head.of(self.tokens))

    def says_something(self, stretch: Stretch) -> bool:
        """One small word gives no context; a name or a phrase does."""
        words = stretch.of(self.tokens)
        return word_count(words) > 1 or (words[0].is_capital and not words[0].lower.endswith("ing"))

    def apposition(self, at: int) -> Stretch | None:
        """`two tracks: legislative and operational`."""
        if self.word(at) != ":" or len(self.tokens) - at > 8:
            return None
        return trimmed(self.tokens, at + 1, len(self.tokens))

    def before_colon(self) -> Stretch | None:
        return self.before(self.begins - 1) if self.word(self.begins - 1) == ":" else None

    def what_it_did(self, at: int) -> Stretch | None:
        """`countries | took part in the international conference`: what the verb behind the head leads to."""
        if self.kind(at) not in (VERB, PARTICIPLE):
            return None
        while self.kind(at) in _OF_VERBS or self.word(at) in (
            "part",
            "place",
        ):
            at += 1
        found = self.after(at, MAX_WORDS - SHORT)
        if found and any(self.begins_amount(position) for position in range(at, found.first + 1)):
            return None
        return found

    def aim(self, at: int) -> Stretch | None:
        """`project (…) has been approved to enhance intelligence sharing`: the object of the infinitive."""
        if self.kind(at) is not VERB:
            return None
        while self.kind(at) in (VERB, ADVERB, PARTICIPLE):
            at += 1
        return self.purpose(at) if self.word(at) == "to" else None

    def holder(self) -> Stretch | None:
        """`a matrix covering all five pillars`, `a Roadmap with 5 Key actions`: the phrase it belongs to."""
        position = self.begins - 1
        while self.word(position) in FILLERS or self.kind(position) is ADVERB:
            position -= 1
        if self.word(position) in LEADS or self.kind(position) is GERUND:
            return self.before(position, MAX_WORDS - SHORT)
        return None
