"""The words around one amount of a sentence: what the rules on measures move about in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from briefgen.extract.phrases import MAX_WORDS, Stretch, backward, forward, trimmed
from briefgen.extract.reading import GAP
from briefgen.extract.scan import Amount, Sentence
from briefgen.extract.words import ADVERB, DETERMINER, GERUND, NOUN, PARTICIPLE, PREPOSITION, VERB, Kind
from briefgen.extract.wordsets import word_set
from briefgen.model.facts import FigureKind

CHANGES = word_set(
    "rose risen rising increased increasing grew grown growing jumped jumping climbed climbing surged "
    "surging soared soaring gained gaining fell fallen falling dropped dropping declined declining "
    "decreased decreasing dipped dipping plunged plunging tumbled slid slipped sank shed lost up down "
    "rallied advanced went going gone doubled tripled swelled shrank shrunk lowered reached reaching "
    "hit stood stands averaged averaging totalled totaled totalling numbered numbering ended closed"
)
_INFINITIVES = word_set(
    "support enhance provide strengthen improve help increase address reinforce finance fund build "
    "purchase buy develop prevent fight combat cover cater protect promote facilitate implement ensure "
    "create reduce tackle boost buy pay train equip deliver assist host return relocate rescue benefit "
    "rebuild repair restore stabilise upgrade"
)
_REPORTING = word_set(
    "said says say told reported reports found estimates estimated recorded announced noted stated "
    "believes expects"
)
_BRACKETS = frozenset("();.")  # brackets and what ends them
LEADS = ("of", "worth", "for", "with", "at", "on", "in", "to", "from")
FILLERS = word_set("a an additional total the remaining further proposed estimated all these this those")


class Marked:
    """A sentence and the tokens at which its amounts begin and end: the same for each of them."""

    def __init__(self, sentence: Sentence, amounts: Sequence[Amount]) -> None:
        self.sentence = sentence
        self.amounts = amounts
        self.begins = [sentence.token_at(amount.start) for amount in amounts]
        self.ends = [sentence.token_at(amount.end) for amount in amounts]
        has_bracket = "(" in sentence.text
        tokens = enumerate(sentence.tokens if has_bracket else ())
        self.brackets = [at for at, token in tokens if token.text in _BRACKETS]
        starts = sentence.words.starts
        pairs = zip(self.begins, amounts, strict=True)
        self.openings = {at for at, amount in pairs if at < len(starts) and starts[at] == amount.start}

    def behind(self, at: int) -> int:
        """The token behind amount `at`; its noun may go on with the phrase."""
        amount = self.amounts[at]
        return self.sentence.token_at(amount.number.end) if amount.noun else self.ends[at]


class Lookaround:
    """Looks from one amount to the phrases around it; None where none is readable."""

    def __init__(self, marked: Marked, at: int) -> None:
        self.marked = marked
        self.sentence = marked.sentence
        self.tokens = marked.sentence.tokens
        self.count = len(self.tokens)
        self.amounts = marked.amounts
        self.at = at
        self.amount = marked.amounts[at]
        self.begins = marked.begins[at]
        self.ends = marked.ends[at]

    # Phrases, cut at other amounts -----------------------------------------------------------------

    def after(self, at: int, limit: int = MAX_WORDS) -> Stretch | None:
        """The phrase from `at` on, up to another amount or a verb of change."""
        return self.cut(forward(self.tokens, at, limit))

    def cut(self, stretch: Stretch | None) -> Stretch | None:
        if stretch is None:
            return None
        openings = self.marked.openings
        for position in range(stretch.first + 1, stretch.after):
            if position in openings or self.tokens[position].lower in CHANGES:
                return trimmed(self.tokens, stretch.first, position)
        return stretch

    def before(self, at: int, limit: int = MAX_WORDS) -> Stretch | None:
        """The phrase that ends before `at`, from the last other amount on."""
        found = backward(self.tokens, at, limit)
        if found is None:
            return None
        first = found.first
        for other in range(len(self.amounts)):
            stops = self.marked.behind(other)
            if other != self.at and first < stops < found.after:
                first = stops
        after = found.after
        if self.kind(after - 1) is PARTICIPLE and after == at:
            after -= 1  # the verb: "Germany carried"
        return trimmed(self.tokens, first, after, limit)

    def begins_amount(self, position: int) -> bool:
        return position in self.marked.openings

    def word(self, at: int) -> str:
        return self.tokens[at].lower if 0 <= at < self.count else ""

    def kind(self, at: int) -> Kind | None:
        return self.tokens[at].kind if 0 <= at < self.count else None

    # Brackets --------------------------------------------------------------------------------------

    def opened(self) -> int | None:
        brackets = self.marked.brackets
        for position in reversed(brackets[: bisect_left(brackets, self.begins)]):
            text = self.tokens[position].text
            if text == "(":
                return position
            if text != "." or GAP not in self.sentence.text:
                return None
        return None

    def closing(self, at: int) -> int | None:
        for position in range(at, min(len(self.tokens), at + 20)):
            if self.tokens[position].text == ")":
                return position + 1
        return None

    def skip_aside(self, at: int) -> int:
        """Behind a remark between commas or in brackets, if the verb of the phrase follows it."""
        closing = {",": ",", "(": ")"}.get(self.word(at))
        if closing is None:
            return at
        for position in range(at + 1, min(len(self.tokens), at + 16)):
            if self.tokens[position].text == closing:
                return position + 1 if self.kind(position + 1) is VERB else at
        return at

    # Verbs -----------------------------------------------------------------------------------------

    def is_verb(self, at: int) -> bool:
        return self.kind(at) in (VERB, PARTICIPLE)

    def purpose(self, at: int) -> Stretch | None:
        """Behind "to": an infinitive is left out ("to enhance surveillance equipment")."""
        if self.word(at) == "to" and (self.word(at + 1) in _INFINITIVES or self.kind(at + 2) is DETERMINER):
            return self.after(at + 2)
        return self.after(at)

    def predicate(self, at: int) -> Stretch | None:
        """What is said of a subject that has no name of its own ("The first one … is supporting …")."""
        while self.kind(at) in (VERB, ADVERB, GERUND, PREPOSITION, PARTICIPLE):
            at += 1
        if self.kind(at) is NOUN and self.word(at).endswith("s") and self.kind(at + 1) is PREPOSITION:
            at += 1  # aims at …
        return self.after(at)

    def event(self) -> Stretch | None:
        """`two days after the agreement`."""
        if self.word(self.ends) not in ("after", "before"):
            return None
        found = self.after(self.ends + 1, MAX_WORDS // 2)
        if found is None:
            return None
        end = found.after - (self.kind(found.after - 1) is PARTICIPLE)
        return Stretch(self.ends, end)

    def subject(self) -> list[Stretch]:
        """`detections on the route | increasing by`: the phrase before the verb that governs the amount."""
        own = self.event() if self.amount.kind is FigureKind.DURATION else None
        position = self.begins - 1
        low = max(-1, position - 40)
        while position > low:
            governs = self.kind(position) is VERB or self.word(position) in CHANGES
            if governs or (self.kind(position) is PARTICIPLE and position == self.begins - 1):
                while self.kind(position - 1) in (VERB, ADVERB) or self.word(position - 1) in CHANGES:
                    position -= 1
                found = None if self.word(position) in _REPORTING else self.cut(self.before(position))
                if found:
                    return [found, own] if own else [found]
            position -= 1
        return []
