"""What a figure measures, in one or two slices of its sentence that are readable without the source."""

from __future__ import annotations

from briefgen.extract.context import SHORT, Context
from briefgen.extract.lookaround import FILLERS, LEADS, Marked
from briefgen.extract.phrases import MAX_WORDS, Stretch, begins_date, overlap, trimmed, word_count
from briefgen.extract.words import (
    ADVERB,
    DETERMINER,
    GERUND,
    MARK,
    NOUN,
    PARTICIPLE,
    POSSESSIVES,
    PREPOSITION,
    VERB,
)
from briefgen.extract.wordsets import word_set
from briefgen.model.facts import FigureKind

_COMPARATIVES = word_set("more less fewer higher lower")
_CHANGE_NOUNS = word_set("increase decrease rise drop fall decline surge jump reduction")
_SLICES = 2  # that name what is measured, at most
_META = word_set("data figures numbers statistics totals sources officials times")


def measure_of(marked: Marked, at: int) -> tuple[tuple[int, int], ...]:
    """Where the slices stand that name what amount `at` measures; none where no rule finds readable ones."""
    words = marked.sentence.words
    kept: list[Stretch] = []
    left = MAX_WORDS
    for stretch in _Finder(marked, at).find():
        count = word_count(stretch.of(words.tokens))
        if count <= left and not any(overlap(stretch, other) for other in kept):
            kept.append(stretch)
            left -= count
        if len(kept) == _SLICES:
            break
    return tuple((words.starts[s.first], words.end(s.after - 1)) for s in kept)


class _Finder(Context):
    """Tries the places where English puts what an amount is an amount of, nearest first."""

    def find(self) -> list[Stretch]:
        """The head first, then what helps to understand it; more may come than is printed."""
        found = self.head()
        if not found:
            return []
        needs_context = self.amount.kind is not FigureKind.DURATION
        if needs_context and len(found) == 1 and word_count(found[0].of(self.tokens)) <= SHORT:
            context = self.context(found[0])
            found = context if context and self.says_more(context[0], found[0]) else [*found, *context]
        return found

    def head(self) -> list[Stretch]:
        if noun := self.amount.noun:
            is_predicate = self.kind(self.ends) in (VERB, MARK)  # 18 657 were …
            return self.counted(noun.first if is_predicate else min(self.ends, noun.first))
        if self.amount.is_elided:
            return self.elided()
        rules = (
            self.appended,
            self.in_brackets,
            self.noun_after,
            self.share_of,
            self.of_which,
            self.before_it,
            self.after_verb,
        )
        for rule in (*rules, self.subject, self.reached):
            if found := rule():
                return found
        return []

    def appended(self) -> list[Stretch]:
        """`112,000 people crossed, down 21%`, `20,084 returns, 22 percent more`: said of the one before."""
        if not self.at or self.amount.kind is not FigureKind.PERCENT:
            return []
        between = self.sentence.token_at(self.amounts[self.at - 1].end)
        commas = [p for p in range(between, self.begins) if self.word(p) == ","]
        if not commas:
            return []
        rest = [self.word(p) for p in range(commas[-1] + 1, self.begins)]
        is_remark = self.word(self.ends) in _COMPARATIVES and not rest
        if not (
            is_remark or rest in (["up"], ["down"], ["a"]) or (rest and rest[-1] == "a" and len(rest) < 3)
        ):
            return []
        before = _Finder(self.marked, self.at - 1).head()
        noun = self.after(self.ends) if self.word(self.ends) in _CHANGE_NOUNS else None
        return [*([noun] if noun else []), *before]

    # The amount is a count with its noun ------------------------------------------------------------

    def counted(self, first: int) -> list[Stretch]:
        """`third country nationals | returned with Frontex assistance`."""
        head = self.without_list(self.after(first))
        if head is None:
            return []
        rest = self.beyond_pronoun(head.after) or self.done(self.skip_aside(head.after))
        return [head, rest] if rest else [head]

    def without_list(self, head: Stretch | None) -> Stretch | None:
        """`agreements with Albania, Armenia, …`: one name of a list would say too little."""
        if head is None or self.word(head.after) != "," or not self.tokens[head.after - 1].is_capital:
            return head
        if head.after + 1 < len(self.tokens) and self.tokens[head.after + 1].is_capital:
            lead = next((p for p in range(head.after - 1, head.first, -1) if self.word(p) in LEADS), None)
            return trimmed(self.tokens, head.first, lead) if lead else head
        return head

    def beyond_pronoun(self, at: int) -> Stretch | None:
        """After "along its": the words behind the possessive."""
        for position in range(at, min(at + 3, len(self.tokens))):
            if self.word(position) in POSSESSIVES:
                return self.after(position + 1, MAX_WORDS // 2)
            if self.kind(position) is not PREPOSITION:
                break
        return None

    def done(self, at: int) -> Stretch | None:
        """After "were" or "have been": what was done ("returned with Frontex assistance")."""
        position = at
        while self.kind(position) in (VERB, ADVERB):
            position += 1
        if position == at or self.kind(position) is not PARTICIPLE or self.word(position) == "taken":
            return None
        rest = self.after(position + 1, MAX_WORDS // 2)
        if rest is None:
            return None
        between = self.tokens[position + 1 : rest.first]
        if any(token.lower in POSSESSIVES for token in between):
            return rest
        if all(token.kind in (PREPOSITION, DETERMINER) for token in between):
            return Stretch(position, rest.after)
        return None

    # The noun stands elsewhere -----------------------------------------------------------------------

    def elided(self) -> list[Stretch]:
        """`migrants | from Libya`: the noun of an earlier count, or the subject, with its own complement."""
        own = self.complement()
        head = self.earlier_noun() or self.first_plural()
        if head is None:
            return []
        return [head, own] if own and not overlap(own, head) else [head]

    def complement(self) -> Stretch | None:
        """The name that follows: `from Libya`, `to Albania`, `Kosovo`."""
        at = self.ends
        if self.kind(at) is NOUN and self.tokens[at].is_capital:
            return self.after(at, 6)
        if self.word(at) not in ("from", "to", "in", "for", "at", "by", "with") or begins_date(
            self.tokens, at
        ):
            return None
        phrase = self.after(at + 1, 6)
        if phrase is None or phrase.first - at > 2 or not any(t.is_capital for t in phrase.of(self.tokens)):
            return None
        return Stretch(at, phrase.after)

    def earlier_noun(self) -> Stretch | None:
        for earlier in reversed(self.amounts[: self.at]):
            if earlier.kind is FigureKind.COUNT and earlier.noun:
                return trimmed(self.tokens, earlier.noun.first, earlier.noun.after)
        return None

    def first_plural(self) -> Stretch | None:
        """The first noun phrase of the sentence that holds a plural, with its complements."""
        plurals = [
            position
            for position, token in enumerate(self.tokens[: self.begins])
            if token.kind is NOUN and token.is_plural
        ]
        plurals.sort(key=lambda position: (self.word(position) in _META, position))
        for position in plurals[:1]:
            first = position
            while self.kind(first - 1) is NOUN:
                first -= 1
            return self.after(first)
        return None

    # Money, shares, durations ------------------------------------------------------------------------

    def in_brackets(self) -> list[Stretch]:
        """`a new IPA measure (EUR 36 million)`, `three projects (total value EUR 4.8 million)`."""
        opened = self.opened()
        if opened is None:
            return []
        head = self.named_before(opened)
        if head is None:
            closed = self.closing(self.ends)
            head = self.predicate(closed) if closed else None
        if head is None:
            return []
        own = self.complement()
        return [head, own] if own else [head]

    def named_before(self, opened: int) -> Stretch | None:
        """The phrase before a bracket, or the subject if a verb stands there ("are being finalised (")."""
        position = opened
        while self.kind(position - 1) in (PARTICIPLE, ADVERB, VERB):
            position -= 1
        has_verb = any(self.kind(p) is VERB for p in range(position, opened))
        return self.before(position if has_verb else opened)

    def noun_after(self) -> list[Stretch]:
        """`EUR 36 million programme with …`, `27% decrease in arrivals`."""
        if self.kind(self.ends) not in (NOUN, GERUND) or self.word(self.ends) in _COMPARATIVES:
            return []
        return self.counted(self.ends) if self.sentence.words.starts[self.ends] - self.amount.end <= 3 else []

    def share_of(self) -> list[Stretch]:
        """`40 % of all applicants`, `10 years of conflict`."""
        if self.word(self.ends) != "of" or self.word(self.ends + 1) in ("which", "whom"):
            return []
        return self.counted(self.ends + 1)

    def of_which(self) -> list[Stretch]:
        """`EUR 18 million of which around EUR 5 million will benefit Egypt`: the whole, then the part."""
        if self.word(self.begins - 1) not in ("which", "whom") or not self.at:
            return []
        whole = _Finder(self.marked, self.at - 1).head()[:1]
        return [*whole, *filter(None, (self.complement() or self.predicate(self.ends),))]

    def before_it(self) -> list[Stretch]:
        """`additional funding for Egypt of`, `assistance package on migration worth`, `project (NAME)`."""
        if self.word(self.begins - 1) == ")":
            return list(filter(None, (self.before(self.begins),)))
        position = self.begins - 1
        while self.kind(position) is ADVERB or self.word(position) in FILLERS:
            position -= 1
        if self.word(position) not in ("of", "worth", "for", "with", "at"):
            return []
        head = self.before(position)
        if head and self.word(head.first - 1) == "by" and self.kind(head.first - 2) is PARTICIPLE:
            head = self.before_agent(head.first - 2) or head
        own = self.event() if self.amount.kind is FigureKind.DURATION else None
        return [*([head] if head else []), *([own] if own else [])]

    def before_agent(self, at: int) -> Stretch | None:
        """`a component to be implemented by UNODC of EUR 8 million`: what is before the passive."""
        while self.kind(at) in (PARTICIPLE, VERB) or self.word(at) == "to":
            at -= 1
        return self.before(at + 1)

    def after_verb(self) -> list[Stretch]:
        """`EUR 20 million is being provided to support reception`, `received EUR 15 million for …`."""
        at = self.ends
        if self.word(at) in ("for", "to", "on", "towards", "into"):
            found = self.purpose(at)
            subject = self.before(self.begins - 1, 5) if self.is_verb(self.begins - 1) else None
            return [each for each in (found, subject) if each]
        position = at
        while self.kind(position) in (VERB, ADVERB, PARTICIPLE):
            position += 1
        if position == at:
            return []
        if self.word(position) in ("available", "due", "set"):
            position += 1
        found = self.purpose(position)
        return [found] if found else []

    def reached(self) -> list[Stretch]:
        """`triple funding for border management to €81 billion`: what is before the preposition."""
        position = self.begins - 1
        if self.word(position) not in LEADS:
            return []
        return list(filter(None, (self.before(position),)))
