"""The subject of a verb, by word order alone: who does what a cue says.

Appositions, brackets, relative pronouns, participles and passives are looked through; where none of that
leads to a phrase that can speak, there is no subject.
"""

from __future__ import annotations

from briefgen.extract import lexicon as lx
from briefgen.extract.cues import ADJECTIVES, FORMS, INVERTED, NOUNS, Strength
from briefgen.extract.frame import Frame, Unit
from briefgen.extract.mentions import Mention, MentionKind, mention_at, mention_before
from briefgen.extract.tokens import Token

_FAR = 45  # tokens that a search goes at most
_NEARBY = 12
# What stands before a verb in its base form, and before a third person that is also a plural.
_BEFORE_BASE = lx.AUXILIARIES | lx.ADVERBS | {"to", "they", "we", "i", "you", "who", "and"}
_BEFORE_THIRD = lx.WRITINGS | lx.PRONOUNS | lx.ADVERBS
_OWNERS = {"his", "her", "their", "its", "our", "my", "this", "these", "those", "some"}
_ORIGINS = {"of", "from", "at"}  # "Ana Horvat of Split left"
_LEADS_IN = lx.PREPOSITIONS | lx.SUBORDINATORS
_LINKS = lx.CONJUNCTIONS | lx.PREPOSITIONS
_NO_SUBJECT = _LEADS_IN | lx.CONJUNCTIONS | lx.ADVERBS | lx.EXPLETIVES
_NO_VERB = lx.PREPOSITIONS | {"and", "or", "&"}


def is_cue(tokens: tuple[Token, ...], at: int) -> bool:
    """The word reports speech here: a listed verb form that is no noun or adjective in its place."""
    token = tokens[at]
    if not token.is_verb:
        return False
    if token.is_capital and not (at == 0 or not tokens[at - 1].is_word):
        return False
    before = tokens[at - 1] if at else None
    if before is None or not before.is_word:
        return True
    low = before.low
    if low in lx.ARTICLES or low in _OWNERS:
        return False
    if before.is_possessive or low in ADJECTIVES:
        return False
    base = FORMS[token.low][0] == token.low
    if base and token.low not in {"read", "put", "cast"}:
        joint = before.is_capital and any(t.low == "and" for t in tokens[max(0, at - 5) : at])
        return (
            joint
            or low in _BEFORE_BASE
            or (low.endswith(("s", "ly", "people", "men", "women")) and not before.is_possessive)
        )
    if low in lx.PREPOSITIONS:
        return token.low.endswith("ing")
    if token.low.endswith("s") and FORMS[token.low][0] in NOUNS:
        # "claims", "reports": a verb behind a name, a person or an adverb, else a plural
        who = before.is_capital or before.is_human or low in _BEFORE_THIRD
        return who or low.endswith("ly")
    return True


def is_strong(token: Token) -> bool:
    return token.is_verb and FORMS[token.low][1] is Strength.STRONG


def subject_of(frame: Frame, at: int, unit: Unit, limit: int) -> Mention | None:
    """Who does what the verb at `at` says."""
    tokens = frame.tokens
    floor = unit.start
    first = _verb_group(tokens, at, floor)
    group = [t.low for t in tokens[first:at]]
    if _is_passive(tokens, first, at):
        return _agent(frame, at, limit)
    before = tokens[first - 1] if first > floor else None
    if before is not None and before.text == "," and FORMS[tokens[at].low][0] in INVERTED:
        inserted = _inserted(frame, at, first, floor)
        if inserted is not None:
            return inserted
    if before is None:
        return _subject_behind(frame, at, limit, unit.end)
    is_participle = tokens[at].low.endswith("ing") and not lx.BE.intersection(group)
    if is_participle and before.is_word and (before.is_capital or before.is_human):
        return subject_ending(frame, first, floor)  # "with spokesman Tim Olsen saying"
    if is_participle:
        return _subject_of_earlier_cue(frame, first, unit, limit) or main_subject(frame, floor, at + 1)
    if "to" in group or before.low in _LINKS:
        return main_subject(frame, floor, at + 1)
    return subject_ending(frame, first, floor, any_noun=is_strong(tokens[at]))


def _subject_behind(frame: Frame, at: int, start: int, stop: int) -> Mention | None:
    """`Calling it “…”, Hansen left`, `Added Hansen: “…”`: a sentence that opens with the verb."""
    if not frame.tokens[at].low.endswith("ing"):
        mention = mention_at(frame, at + 1, stop)
        is_told = mention is not None and mention.end < stop and frame.tokens[mention.end].text == ":"
        return mention if is_told else None
    for i in range(max(at, start), min(stop, at + _FAR)):
        if frame.tokens[i].text == "," or frame.tokens[i].quote is not None:
            return _first_subject(frame, i + 1, stop)
    return None


def _subject_of_earlier_cue(frame: Frame, end: int, unit: Unit, limit: int) -> Mention | None:
    """`…, Hansen said, | adding`: the participle goes on with the verb of saying just before it."""
    for at in range(end - 1, max(unit.start, end - _NEARBY) - 1, -1):
        token = frame.tokens[at]
        if token.quote is not None:
            continue
        if is_cue(frame.tokens, at) and is_strong(token) and not token.low.endswith("ing"):
            return subject_of(frame, at, unit, limit)
    return None


def _inserted(frame: Frame, at: int, first: int, floor: int) -> Mention | None:
    """`The paradox, | says Anna Holm, a historian, | is that …`: the subject behind its verb."""
    tokens = frame.tokens
    if sum(t.text == "," for t in tokens[floor:first]) != 1:
        return None
    mention = mention_at(frame, at + 1, len(tokens))
    if mention is None or mention.kind is not MentionKind.NAME or mention.end >= len(tokens):
        return None
    return mention if tokens[mention.end].text == "," and len(mention.name) > 1 else None


def subject_ending(frame: Frame, end: int, floor: int, *, any_noun: bool = False) -> Mention | None:
    """The phrase before a verb at `end`, over an apposition or a relative pronoun."""
    tokens = frame.tokens
    if end <= floor:
        return None
    last = tokens[end - 1]
    if last.low in {"who", "which", "that"}:
        return _antecedent(frame, end - 1, floor)
    if last.text in {",", "—", "–", ")", "-"}:
        return _over_apposition(frame, end - 1, floor)
    mention = mention_before(frame, end, floor, any_noun=any_noun)
    start = mention.start if mention is not None else end - 1
    if (
        start - 2 > floor
        and tokens[start - 1].low in lx.PREPOSITIONS
        and tokens[start - 2].low.endswith("ing")
    ):
        # "a source | speaking to the paper | said"
        return mention_before(frame, start - 2, floor, any_noun=any_noun)
    if start - 1 > floor and tokens[start - 1].low in {"at", "in", "on", "during", "after", "before"}:
        # "Hansen | at the time | said": the phrase before the verb only says when or where.
        return mention_before(frame, start - 1, floor) or mention
    return mention


def _antecedent(frame: Frame, relative: int, floor: int) -> Mention | None:
    """Whom "who" stands for; the mention is the relative pronoun, the name its antecedent's."""
    end = relative
    if end > floor and frame.tokens[end - 1].text == ",":
        end -= 1
    mention = mention_before(frame, end, floor)
    if mention is None and end < relative:
        mention = _over_apposition(frame, end, floor)
    return mention._replace(place=frame.span(relative, relative + 1)) if mention else None


def _over_apposition(frame: Frame, closing: int, floor: int) -> Mention | None:
    """`Brunner, the commissioner, | said`: the phrase before the opening comma, bracket or dash."""
    tokens = frame.tokens
    opening = {")": "("}.get(tokens[closing].text, tokens[closing].text)
    best: Mention | None = None
    for at in range(closing - 1, max(floor, closing - 40), -1):
        if tokens[at].text != opening:
            continue
        mention = mention_before(frame, at, floor)
        if mention is None or _is_origin(tokens, mention.start, floor):
            continue
        if mention.kind is not MentionKind.UNNAMED:
            return mention
        named = mention_at(frame, at + 1, closing)
        if named is not None and named.kind is MentionKind.NAME and named.end == closing:
            return named._replace(role=mention.span, title=mention.title)  # "the minister, Ana Horvat, said"
        best = best or mention
    return best or mention_before(frame, closing, floor)


def _is_origin(tokens: tuple[Token, ...], start: int, floor: int) -> bool:
    """`Horvat, of | Split, | said`: where somebody is from, in an aside."""
    return start - 2 > floor and tokens[start - 1].low in {"of", "from"} and tokens[start - 2].text == ","


def _verb_group(tokens: tuple[Token, ...], at: int, floor: int) -> int:
    """Where the auxiliaries and adverbs before a verb begin."""
    first = at
    while first > floor:
        token = tokens[first - 1]
        low = token.low
        helps = (
            low in lx.AUXILIARIES
            or low in lx.ADVERBS
            or low == "to"
            or low.endswith("ly")
            or low in {"went", "on"}
        )
        if low == "on" and not (
            first - 2 >= floor and tokens[first - 2].low in {"went", "goes", "go", "going"}
        ):
            helps = False
        if not token.is_word or not helps or (low == "to" and tokens[first].low in {"told"}):
            break
        first -= 1
    while first < at and tokens[first].low in lx.WEEKDAYS:
        first += 1
    return first


def _is_passive(tokens: tuple[Token, ...], first: int, at: int) -> bool:
    group = [t.low for t in tokens[first:at]]
    if not any(word in lx.BE for word in group) or tokens[at].low.endswith("ing"):
        return False
    return tokens[at].low != "quoted"


def _agent(frame: Frame, at: int, limit: int) -> Mention | None:
    """`was described by | X as “…”`."""
    tokens = frame.tokens
    for i in range(at + 1, min(len(tokens) - 1, at + 12)):
        if tokens[i].low == "by":
            return mention_at(frame, i + 1, len(tokens))
        if tokens[i].text in ".;":
            break
    return None


def lead_subject(frame: Frame, start: int, stop: int) -> Mention | None:
    """`As for Horvat, she said …`, `When Horvat left, she said …`: who is named in what leads in."""
    tokens = frame.tokens
    lead = lead_end(tokens, start, stop)
    if lead == start:
        return None
    at = start + (tokens[start].low in lx.CONJUNCTIONS)
    if tokens[at].low == "as" and tokens[at + 1].low == "for":
        return mention_at(frame, at + 2, lead)
    return _first_subject(frame, at + 1, lead - 1) if tokens[at].low in lx.SUBORDINATORS else None


def main_subject(frame: Frame, start: int, stop: int) -> Mention | None:
    """The subject of a sentence: the first phrase followed by a verb, after what leads in to it."""
    lead = lead_end(frame.tokens, start, stop)
    return (_first_subject(frame, lead, stop) if lead > start else None) or _first_subject(frame, start, stop)


def lead_end(tokens: tuple[Token, ...], start: int, stop: int) -> int:
    """Behind `When the talks ended,` and `In Brussels,`; the start where nothing leads in."""
    at = start
    while at < stop and tokens[at].low in lx.CONJUNCTIONS:
        at += 1
    first = tokens[at].low if at < stop else ""
    if first not in _LEADS_IN and not first.endswith(("ing", "ed")):
        return start
    for i in range(at, min(stop - 1, at + 30)):
        if tokens[i].text == ",":
            return i + 1
    return start


def _first_subject(frame: Frame, start: int, stop: int) -> Mention | None:
    tokens = frame.tokens
    at = start
    while at < stop:
        token = tokens[at]
        before = tokens[at - 1].low if at > start else ""
        skip = not token.is_word or token.low in _NO_SUBJECT or before in lx.PREPOSITIONS
        mention = None if skip else mention_at(frame, at, stop)
        is_inside = before in lx.DETERMINERS  # "from a | Reuters reporter": none of it is a subject
        if (
            mention is not None
            and not is_inside
            and _has_verb_after(tokens, _behind(frame, mention, stop), stop)
        ):
            return mention
        at = mention.end if mention is not None else at + 1
    return None


def _behind(frame: Frame, mention: Mention, stop: int) -> int:
    """Where the sentence goes on: `the minister, Ana Horvat, | left`, `Ana Horvat of Split | left`."""
    tokens = frame.tokens
    if mention.kind is MentionKind.NAME and mention.end < stop and tokens[mention.end].low in _ORIGINS:
        origin = mention.end + 1 + (tokens[min(mention.end + 1, stop - 1)].low in lx.ARTICLES)
        place = mention_at(frame, origin, stop)
        return place.end if place is not None and place.kind is MentionKind.NAME else mention.end
    is_apposed = any(t.text == "," for t in tokens[mention.start : mention.end])
    closes = is_apposed and mention.end < len(tokens) and tokens[mention.end].text == ","
    return mention.end + closes


def _has_verb_after(tokens: tuple[Token, ...], at: int, stop: int) -> bool:
    if at >= stop:
        return True
    token = tokens[at]
    if token.text in {",", "(", "—", "–"}:
        return _closes(tokens, at, stop)
    if not token.text[0].isalpha() or token.is_capital:
        return False
    return token.low not in _NO_VERB


def _closes(tokens: tuple[Token, ...], at: int, stop: int) -> bool:
    """The apposition ends and a verb follows."""
    for i in range(at + 1, min(stop - 1, at + 25)):
        if tokens[i].text in {",", ")", "—", "–"}:
            after = tokens[i + 1]
            is_verb = after.is_word and not after.is_capital and after.low not in _LINKS
            if is_verb or not tokens[at + 1].text.isdigit():  # "Horvat, 32, of Split, says"
                return is_verb
    return False
