"""Noun phrases that can be a speaker: names with their roles, pronouns, and the unnamed ("officials").

A phrase is read from the frame's tokens with closed word classes only; nothing is guessed beyond them.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from briefgen.extract import lexicon as lx
from briefgen.extract.frame import Frame
from briefgen.extract.tokens import Token
from briefgen.model.text import Span

_LONGEST = 24  # tokens in a noun phrase
_ORIGIN = {"of", "from", "at", "with", "for", "in"}  # "Ana Horvat of the institute said"
# Words of an office in capitals: "the Prime Minister".
_OF_OFFICES = lx.TITLES | lx.PORTFOLIOS | {"prime", "first"}
_JOINS = {"of", "for"}
_JOINTS = {"of", "for", "the"}  # small words inside the name of a body
_PRONOUNS = lx.PRONOUNS | lx.NOBODY
_BETWEEN_CLAUSES = lx.CONJUNCTIONS | lx.SUBORDINATORS | {"that"}
_FIRST_NAMES = lx.FEMALE_NAMES | lx.MALE_NAMES
_BODIES = lx.ORGANISATION_WORDS | {"doctors", "reporters"}
_OFFICES = _BODIES | lx.TITLES


class MentionKind(Enum):
    NAME = auto()
    PRONOUN = auto()
    UNNAMED = auto()
    JOINT = auto()  # several names


class Mention(NamedTuple):
    """One naming of a speaker: `start` and `end` are token positions, `span` the words without article.

    `name` holds the words of the bare name, `role` the span of the words that say what the speaker is.
    """

    start: int
    end: int
    span: Span
    kind: MentionKind
    name: tuple[str, ...]
    role: Span | None = None
    title: str = ""  # last title word before the name, small letters
    is_plural: bool = False
    place: Span | None = None  # where the speaker is named for this utterance, when not at `span`


class Phrase(NamedTuple):
    """A noun phrase that can be a speaker, in positions of tokens.

    `bare` stands behind its article, `name` at the name in it; `head` is the noun of a phrase without a name.
    """

    start: int
    bare: int
    name: int
    end: int
    head: Token | None = None


def mention_at(frame: Frame, start: int, stop: int) -> Mention | None:
    """The phrase that begins at token `start` and ends before `stop`; None where no speaker is named."""
    if _is_pronoun(frame.tokens, start, stop):
        return _pronoun(frame, start)
    phrase = _phrase_at(frame, start, stop)
    return mention_of(frame, phrase) if phrase is not None else None


def name_at(frame: Frame, start: int, stop: int) -> Phrase | None:
    """The phrase with a name that begins at token `start`; None where another one or none begins."""
    if _is_pronoun(frame.tokens, start, stop):
        return None
    phrase = _phrase_at(frame, start, stop)
    return phrase if phrase is not None and phrase.head is None else None


def _is_pronoun(tokens: tuple[Token, ...], start: int, stop: int) -> bool:
    """It stands for somebody by itself: "she", "others said"."""
    if start >= min(stop, len(tokens)):
        return False
    low = tokens[start].low
    if low in lx.PRONOUNS:
        return low != "i" or tokens[start].text == "I"
    return low in lx.NOBODY and start + 1 < len(tokens) and _is_verbal(tokens[start + 1])


def _phrase_at(frame: Frame, start: int, stop: int) -> Phrase | None:
    stop = min(stop, start + _LONGEST, len(frame.tokens))
    if start >= stop or not frame.tokens[start].is_word:
        return None
    end = _phrase_end(frame, start, stop)
    return _phrase(frame, start, end, stop) if end > start else None


def mention_before(frame: Frame, end: int, floor: int, *, any_noun: bool = False) -> Mention | None:
    """The phrase that ends just before token `end`, not reaching below `floor`.

    With `any_noun` a phrase with an article counts whatever its noun is: what "said" follows has spoken.
    """
    tokens = frame.tokens
    end = _before_bracket(tokens, end, floor)
    if end <= floor or not tokens[end - 1].is_word:
        return None
    if tokens[end - 1].low in _PRONOUNS:
        return _pronoun(frame, end - 1)
    starts = _starts_before(frame, end, max(floor, end - _LONGEST))
    for start in starts[:-1]:
        mention = mention_at(frame, start, end)
        if mention is None:
            continue
        if mention.end == end or (_is_person(mention) and tokens[mention.end].low in _ORIGIN):
            return mention
    plain = starts[-1]
    if plain >= end:
        return None
    if tokens[plain].low in lx.PRONOUNS:
        plain += 1
    phrase = _phrase(frame, plain, end, end, any_noun=any_noun) if plain < end else None
    return _joint(frame, mention_of(frame, phrase), floor) if phrase is not None else None


def _before_bracket(tokens: tuple[Token, ...], end: int, floor: int) -> int:
    """`Ana Horvat (Greens) | said`: the bracket belongs to the name before it."""
    if end <= floor or tokens[end - 1].text != ")":
        return end
    for at in range(end - 2, max(floor, end - 10), -1):
        if tokens[at].text == "(":
            return at
    return end


def _joint(frame: Frame, last: Mention, floor: int) -> Mention:
    """`Ana Horvat and Jonas Lindqvist | said`: both are the speaker, in the source's words."""
    tokens = frame.tokens
    if (
        last.kind is not MentionKind.NAME
        or last.start - 2 < floor
        or tokens[last.start - 1].low not in {"and", "&"}
    ):
        return last
    first = mention_before(frame, last.start - 1, floor)
    while first is not None and first.kind is MentionKind.NAME and _is_listed(tokens, first.start, floor):
        first = mention_before(frame, first.start - 1, floor)
    if first is not None and first.kind is MentionKind.UNNAMED:
        # "Ministers from Italy, Greece and Malta"
        return first._replace(
            end=last.end, span=Span(first.span.start, last.span.end), place=None, is_plural=True
        )
    if first is None or first.kind not in {MentionKind.NAME, MentionKind.JOINT}:
        return last
    before = tokens[first.start - 1] if first.start > floor else None
    if before is not None and before.is_word and before.low not in _BETWEEN_CLAUSES:
        return last  # "… met Horvat and Lindqvist said": two clauses
    span = Span(first.span.start, last.span.end)
    names = tuple(t.text for t in tokens[first.start : last.end] if t.is_word)
    return Mention(first.start, last.end, span, MentionKind.JOINT, names, is_plural=True)


def _starts_before(frame: Frame, end: int, floor: int) -> list[int]:
    """Where a phrase that ends at `end` may begin, the longest first."""
    tokens = frame.tokens
    starts: list[int] = []
    at = end
    while at > floor:
        at = _walk_back(frame, at, floor)
        starts.insert(0, at)
        # "a spokesman for | the Commission": a human head before the preposition takes the phrase along.
        before = at - 1
        if before - 1 < floor or not _links(tokens[before - 1], tokens[before]):
            break
        at = before
    return starts


def _links(head: Token, link: Token) -> bool:
    """The preposition or "and" ties what follows to the noun before it."""
    if not head.is_word:
        return False
    if link.low in {"for", "of", "at", "from", "in", "with", "like"}:
        return head.is_capital or head.is_human or head.is_writing
    if link.low in {"on", "by", "about", "to"}:
        return head.is_writing
    return link.low == "and" and head.is_capital


def _is_listed(tokens: tuple[Token, ...], start: int, floor: int) -> bool:
    """Another name and a comma stand before."""
    return start - 2 >= floor and tokens[start - 1].text == "," and tokens[start - 2].is_capital


def _is_person(mention: Mention) -> bool:
    """A name of several words that begins with a known first name."""
    if mention.kind is not MentionKind.NAME or len(mention.name) < 2:
        return False
    return mention.name[0].lower() in _FIRST_NAMES


def _walk_back(frame: Frame, end: int, floor: int) -> int:
    tokens = frame.tokens
    at = end
    while at > floor:
        token = tokens[at - 1]
        if token.determines and not (token.is_capital and at != end and _is_name_word(tokens, at - 1)):
            return at - 1
        if not _may_continue(frame, at - 1) or _is_verb_between_names(tokens, at - 1, end):
            return at
        at -= 1
    return at


def _is_verb_between_names(tokens: tuple[Token, ...], at: int, end: int) -> bool:
    """`Novak | met | Horvat`: a small word between capitals that is no office is the verb."""
    if at == 0 or at + 1 >= end or not (tokens[at - 1].is_capital and tokens[at + 1].is_capital):
        return False
    return tokens[at].is_plain and not tokens[at].is_writing


def _may_continue(frame: Frame, at: int) -> bool:
    """The token can stand inside a noun phrase (not a function word, verb form of be, or mark)."""
    token = frame.tokens[at]
    if at == 0:
        return token.opens
    if token.continues:
        return True
    if token.text == ".":
        return frame.is_short(at - 1)
    return token.is_capital and token.low in lx.WEEKDAYS and _before_noun(frame.tokens, at)


def _before_noun(tokens: tuple[Token, ...], at: int) -> bool:
    """`a Wednesday | editorial`: the day belongs to the phrase."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is not None and (following.is_human or following.is_writing)


def _is_name_word(tokens: tuple[Token, ...], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].is_capital and not tokens[at].determines


def _pronoun(frame: Frame, at: int) -> Mention:
    low = frame.tokens[at].low
    kind, is_plural = MentionKind.PRONOUN, low in {"they", "we"}
    return Mention(at, at + 1, frame.span(at, at + 1), kind, (low,), is_plural=is_plural)


def _phrase_end(frame: Frame, start: int, stop: int) -> int:
    """Where the phrase ends: the last capital run or human noun of an unbroken run of words."""
    tokens = frame.tokens
    at = start
    while at < stop and tokens[at].determines:
        at += 1
    best = start
    seen_name = False
    while at < stop:
        token = tokens[at]
        if best == at and token.low in _JOINS and _joins(tokens, at, stop):
            at += 1 + (tokens[at + 1].low == "the")
            continue
        if not (at and token.continues) and not _may_continue(frame, at):
            break
        if not token.is_word:  # the stop of "Mr."
            is_inside = at + 1 < stop and tokens[at + 1].is_capital
            is_initial = len(tokens[at - 1].text) == 1 and at + 1 < stop and tokens[at + 1].text == ","
            if best == at and (is_inside or is_initial or tokens[at - 1].low in {"jr", "sr"}):
                best = at + 1
        elif token.is_capital and not (at == start and token.low in lx.ADVERBS):
            best, seen_name = at + 1, not _is_common(tokens, at)
        elif best > start and _is_verbal(token):
            break
        elif token.is_human or token.is_writing:
            best = at + 1
        elif seen_name and best == at and not _goes_on_small(frame, at, stop):
            break
        at += 1
    return best


def _goes_on_small(frame: Frame, at: int, stop: int) -> bool:
    """A small word behind a name that belongs to it ("van"), or leads to the noun that it modifies."""
    return frame.tokens[at].low in lx.PARTICLES or _human_follows(frame, at, stop)


def _joins(tokens: tuple[Token, ...], at: int, stop: int) -> bool:
    """`Court | of | Auditors`, `Minister | of | Interior`: the preposition is part of a name or office."""
    if at == 0 or at + 1 >= stop or not _has_office(tokens[at - 1]):
        return False
    following = at + 1 + (tokens[at + 1].low == "the")
    return following < stop and tokens[following].is_capital


def _has_office(token: Token) -> bool:
    return token.is_capital and token.low in _OFFICES


def _human_follows(frame: Frame, at: int, stop: int) -> bool:
    """`Commission | foreign policy spokesperson`: a human noun or a name comes within four words."""
    for i in range(at, min(at + 5, stop)):
        token = frame.tokens[i]
        if not _may_continue(frame, i) or token.determines or token.low.endswith("ed"):
            return False
        if token.is_human:
            return True
        if token.is_verb:
            return False
    return False


def _phrase(frame: Frame, start: int, end: int, stop: int, *, any_noun: bool = False) -> Phrase | None:
    tokens = frame.tokens
    head = tokens[end - 1] if tokens[end - 1].is_word else tokens[end - 2]
    bare = start
    while bare < end - 1 and tokens[bare].low in lx.ARTICLES:
        bare += 1
    if (
        head.is_capital
        and not _is_common(tokens, end - 1)
        and not (head.low in lx.WEEKDAYS or (head.low in lx.MONTHS and end - bare == 1))
    ):
        name = _name_start(tokens, bare, end)
        if name < end and not _is_office(tokens, start, name, end):
            return Phrase(start, bare, name, end)
    if head.is_possessive:
        return None
    determined = any_noun and tokens[start].determines and end - start > 1
    is_text = head.is_writing and (end - start > 1 or head.is_capital or _is_plural(head.low))
    if not (determined or head.is_human or is_text):
        return None
    longer = _with_complement(frame, end, stop)
    named = _apposed_name(tokens, longer, stop)
    if named is not None:
        return Phrase(start, bare, _name_start(tokens, longer, named), named)
    return Phrase(start, bare, longer, longer, head)


def mention_of(frame: Frame, phrase: Phrase) -> Mention:
    start, bare, name, end, head = phrase
    if head is None:
        return _named(frame, start, bare, name, end)
    words = tuple(t.low for t in frame.tokens[bare:end] if t.is_word)
    span, whole = frame.span(bare, end), frame.span(start, end)
    is_plural = _is_plural(head.low)
    return Mention(
        start, end, span, MentionKind.UNNAMED, words, title=head.low, is_plural=is_plural, place=whole
    )


def _is_office(tokens: tuple[Token, ...], start: int, name_start: int, end: int) -> bool:
    """`the Prime Minister`, `the agency's CEO`: an office in capitals and no name."""
    is_determined = tokens[start].determines or any(t.is_possessive for t in tokens[start:name_start])
    if not is_determined or tokens[end - 1].low not in lx.TITLES:
        return False
    return tokens[start].low == "the" or all(t.low in _OF_OFFICES for t in tokens[name_start:end])


def _is_common(tokens: tuple[Token, ...], at: int) -> bool:
    """`Critics argue`, `Groups like …`: a common noun with the capital of a sentence's beginning."""
    return tokens[at].may_be_common and not (at and tokens[at - 1].is_word)


def _named(frame: Frame, start: int, bare: int, name_start: int, end: int) -> Mention:
    tokens = frame.tokens
    span = frame.span(name_start, end)
    role_end = name_start
    while role_end > bare and not tokens[role_end - 1].is_word:
        role_end -= 1
    role = None
    words = [t for t in tokens[bare:role_end] if t.is_word]
    title = words[-1].low if words else ""
    is_courtesy = len(words) == 1 and title in {"mr", "mrs", "ms", "miss", "sir", "dr", "prof"}
    if words and not is_courtesy and not words[-1].is_possessive:
        role = frame.span(bare, name_start if tokens[name_start - 1].text == "." else role_end)
    name = tuple(_without_possessive(t.text) for t in tokens[name_start:end] if t.is_word)
    return Mention(start, end, span, MentionKind.NAME, name, role, title)


def _name_start(tokens: tuple[Token, ...], start: int, end: int) -> int:
    """Where the bare name begins: after titles, portfolios, possessives and small words."""
    at = end
    while at > start:
        token = tokens[at - 1]
        if not token.is_word:
            if token.text == "." and at - 2 >= start and tokens[at - 2].low not in lx.TITLES:
                at -= 1
                continue
            break
        if at < end and token.is_possessive:
            break
        if token.low in lx.TITLES and at != end:
            break
        if token.low in _JOINTS and not token.is_capital and _in_body(tokens, at - 1, start):
            at -= 1
            continue
        if not token.is_capital and token.low not in lx.PARTICLES:
            break
        if token.determines and at != end and token.low != "the":
            break
        at -= 1
    while at < end and (tokens[at].low in lx.ARTICLES or tokens[at].text == "."):
        at += 1
    # "Interior Luciana …": portfolios after "Minister of" are no part of the name.
    while at < end - 1 and tokens[at].low in lx.PORTFOLIOS and at > start:
        at += 1
    return at


def _in_body(tokens: tuple[Token, ...], at: int, start: int) -> bool:
    """The small word at `at` stands behind a noun for a body: `Court of the …`."""
    while at > start and tokens[at].low in _JOINTS:
        at -= 1
    return tokens[at].is_capital and tokens[at].low in _BODIES


def _with_complement(frame: Frame, end: int, stop: int) -> int:
    """`a spokesperson | for the European Commission`, `groups | like Amnesty International`."""
    tokens = frame.tokens
    at = end
    links = {"for", "of", "at", "from", "in", "with", "like"}
    if tokens[end - 1].is_writing:
        links |= {"on", "by", "about", "to"}
    while at < stop and tokens[at].low in links:
        inner = at + 1
        while inner < stop and tokens[inner].determines:
            inner += 1
        last = inner
        while last < stop and _may_continue(frame, last) and not _is_verbal(tokens[last]):
            ends = last > inner and (tokens[last - 1].is_capital or tokens[last - 1].is_human)
            if ends and tokens[last].is_plain:
                break  # "attorneys for Horvat | appeared"
            last += 1
        while last > inner and not tokens[last - 1].is_word:
            last -= 1
        if last == inner:
            return at
        at = last
    return at


def _is_verbal(token: Token) -> bool:
    return token.is_word and not token.is_capital and token.is_verb and not token.is_human


def _apposed_name(tokens: tuple[Token, ...], at: int, stop: int) -> int | None:
    """`the head of the agency, | Hans Name`: where the name after the comma ends."""
    if at + 2 >= stop or tokens[at].text != "," or not tokens[at + 1].is_capital:
        return None
    end = at + 1
    while (
        end < stop
        and (tokens[end].is_capital or tokens[end].low in lx.PARTICLES)
        and not tokens[end].is_possessive
    ):
        end += 1
    is_first = tokens[at + 1].low in _FIRST_NAMES and end < stop and tokens[end].text == ","
    if (end - at - 1 < 2 and not is_first) or tokens[at + 1].determines:
        return None
    return end


def _is_plural(word: str) -> bool:
    return word.endswith(("s", "men", "women", "people")) and not word.endswith("ss")


def _without_possessive(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word
