"""Who is reported to have said the words between the marks: the cue near them, and its subject.

`attribute` looks at one quotation in its passage and answers with the mention that the grammar shows, or
None. `names.py` turns mentions into full names afterwards, in the order of the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.extract import lexicon as lx
from briefgen.extract.cues import FORMS, INVERTED, REPORTING, Strength
from briefgen.extract.frame import Frame, Unit
from briefgen.extract.mentions import Mention, MentionKind, mention_at, mention_before
from briefgen.extract.subjects import is_cue, is_strong, lead_end, main_subject, subject_of

DASHES = {"—", "–", "―", "-", "‒", "−"}
_FAR = 45  # tokens between a cue and its quotation
_FAR_WEAK = 14
_BEFORE_VERB = lx.ADVERBS | {"as"}
_NO_SUBJECT = lx.PREPOSITIONS | {"that"}
_AFTER_CUE = lx.PREPOSITIONS | lx.ADVERBS | {"me", "us", "as", "while", "when", "last", "this"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue and the mention of who spoke; positions are tokens of the frame.

    `mention` is None where a cue is plain but its subject cannot be read: nobody else may be put there.
    """

    mention: Mention | None
    cue: str
    at: int  # position of the cue
    strength: Strength


def attribute(frame: Frame, position: int, *, is_clause: bool) -> Attribution | None:
    """The attribution of the quotation at token `position` from its own sentence.

    `is_clause` says that the quoted words are a sentence of their own.
    """
    unit = frame.units[frame.unit_of(position)]
    starts = frame.opens(position)
    follows = position + 1 < unit.end and frame.tokens[position + 1].text in {",", "—", "–", "-"}
    ends_open = frame.tokens[position].text.rstrip("\"”’'»")[-1:] in {",", "?", "!", "…", "—", "-"}
    after_first = starts or (is_clause and (follows or ends_open) and not _leads_in(frame, position, unit))
    after_first = after_first or _is_told_behind(frame, position, unit)
    searches = (_after, _before) if after_first else (_before, _after)
    for search in searches:
        found = search(frame, position, unit)
        if found is not None:
            return found
    return _across(frame, position, unit)


def _is_told_behind(frame: Frame, position: int, unit: Unit) -> bool:
    """`“…”, according to Hansen` and `“…”, said Hansen` need no look at what stands before."""
    tokens = frame.tokens
    at = position + 1
    if at < unit.end and tokens[at].text == ",":
        at += 1
    if at + 1 >= unit.end:
        return False
    if tokens[at].low == "according" and tokens[at + 1].low == "to":
        return True
    is_closed = at == position + 2 or tokens[position].text.rstrip("\"”’'»")[-1:] in {"?", "!"}
    return is_closed and _inverted(frame, at, unit.end) is not None


def announce(frame: Frame, unit: Unit) -> Attribution | None:
    """The cue of a sentence that ends with a colon and announces what follows it."""
    return _before(frame, unit.end, unit) if frame.tokens[unit.end - 1].text == ":" else None


def first_report(frame: Frame, unit: Unit) -> Attribution | None:
    """The first cue of the main clause that has a subject, whether marks follow or not."""
    for at in range(lead_end(frame.tokens, unit.start, unit.end), unit.end):
        if frame.tokens[at].is_verb and is_cue(frame.tokens, at) and is_strong(frame.tokens[at]):
            return _with_subject(frame, at, unit, unit.end) or _closing_report(frame, at, unit)
    return None


def _closing_report(frame: Frame, at: int, unit: Unit) -> Attribution | None:
    """`The boats are old, | said Horvat.`: the cue and its subject end the sentence."""
    if at == unit.start or frame.tokens[at - 1].text != ",":
        return None
    found = _inverted(frame, at, unit.end)
    if found is None or found.mention is None or found.mention.end + 1 < unit.end:
        return None
    return found


def _leads_in(frame: Frame, position: int, unit: Unit) -> bool:
    """The words just before the mark announce it: `said, “`, `that “`, `: “`."""
    tokens = frame.tokens
    at = position - 1
    if at < unit.start:
        return False
    if tokens[at].text in {":", ","}:
        at -= 1
        if tokens[position - 1].text == ":":
            return True
    return at >= unit.start and (tokens[at].low == "that" or tokens[at].low in FORMS)


def _before(frame: Frame, position: int, unit: Unit) -> Attribution | None:
    """A cue between the start of the sentence and the quotation, the nearest first."""
    tokens = frame.tokens
    weak: Attribution | None = None
    # Before a colon the main clause announces: "When Novak said no, Horvat fired back: “…”"
    announces = tokens[position - 1].text == ":" and tokens[unit.start].low != "as"
    main = lead_end(tokens, unit.start, position - 1) if announces else unit.start
    for at in range(position - 1, max(unit.start, position - _FAR) - 1, -1):
        token = tokens[at]
        if token.low == "to" and at > unit.start and tokens[at - 1].low == "according":
            found = _according(frame, at, position)
        elif token.low == "of" and at > unit.start and tokens[at - 1].low == "words":
            mention = mention_at(frame, at + 1, position)  # "in the words of Ana Horvat"
            found = Attribution(mention, "in the words of", at - 1, Strength.STRONG) if mention else None
        elif is_cue(tokens, at):
            found = _with_subject(frame, at, unit, position)
        else:
            continue
        if found is None and _leads_in(frame, position, unit) and at >= position - 3 and is_strong(token):
            return Attribution(None, token.text, at, Strength.STRONG)
        if found is None or at < main:
            continue
        if found.strength is Strength.STRONG:
            return found if weak is None or _embeds(frame, at, weak) else weak
        if weak is None and position - at <= _FAR_WEAK:
            weak = found
    return _announced(frame, position - 1, unit) or weak


def _announced(frame: Frame, colon: int, unit: Unit) -> Attribution | None:
    """`Horvat was blunt: “…”`, `Ana Horvat (Greens): “…”`."""
    tokens = frame.tokens
    if colon <= unit.start or tokens[colon].text != ":":
        return None
    subject = main_subject(frame, unit.start, colon)
    if subject is None:
        subject = mention_before(frame, colon, unit.start)
        if subject is None or subject.start != unit.start:
            return None
    return Attribution(subject, ":", colon, Strength.STRONG)


def _embeds(frame: Frame, at: int, weak: Attribution) -> bool:
    """The weak cue only belongs to what the strong one at `at` reports: `Hansen said the plan aims at “…”`.

    It stands on its own where it reports words itself ("called her “…”") in a clause of its own.
    """
    tokens = frame.tokens
    verb = FORMS.get(tokens[weak.at].low, ("", 0))[0]
    if any(t.quote is not None for t in tokens[at : weak.at]):
        return False
    return verb not in REPORTING or tokens[weak.at - 1].low == "to"


def _after(frame: Frame, position: int, unit: Unit) -> Attribution | None:
    """A cue between the quotation and the end of the sentence or the next quotation."""
    tokens = frame.tokens
    stop = min(unit.end, position + _FAR)
    begin = position + 1
    while begin < stop and not tokens[begin].is_word and tokens[begin].quote is None:
        begin += 1
    signed = _signed(frame, position + 1, stop)
    if signed is not None:
        return signed
    inverted = _inverted(frame, begin, stop)
    if inverted is not None:
        return inverted
    for at in range(begin, stop):
        token = tokens[at]
        if token.quote is not None:
            break
        if token.low == "to" and tokens[at - 1].low == "according":
            found = _according(frame, at, stop)
        elif is_cue(tokens, at):
            found = _with_subject(frame, at, Unit(position + 1, unit.end), stop)
        else:
            continue
        says_so = tokens[begin].low == "as"  # "as the minister puts it"
        if found is not None and (says_so or found.strength is Strength.STRONG or frame.opens(position)):
            return found
    return None


def _signed(frame: Frame, at: int, stop: int) -> Attribution | None:
    """`“…” — Name`: a dash and nothing but the name behind it."""
    tokens = frame.tokens
    if at >= stop or tokens[at].text not in DASHES:
        return None
    mention = mention_at(frame, at + 1, stop)
    if mention is None or mention.kind is not MentionKind.NAME:
        return None
    rest = tokens[mention.end : stop]
    if rest and rest[0].is_word:
        return None
    return Attribution(mention, tokens[at].text, at, Strength.STRONG)


def signature(frame: Frame) -> Attribution | None:
    """A line of its own under a quotation: a dash and a name."""
    return _signed(frame, 0, len(frame.tokens)) if len(frame.tokens) <= 12 else None


def _inverted(frame: Frame, begin: int, stop: int) -> Attribution | None:
    tokens = frame.tokens
    at = begin
    while at < stop and tokens[at].low in _BEFORE_VERB:
        at += 1
    if at >= stop or tokens[at].is_capital or FORMS.get(tokens[at].low, ("", 0))[0] not in INVERTED:
        return None
    if at + 1 >= stop or not tokens[at + 1].is_word or tokens[at + 1].low in _NO_SUBJECT:
        return None
    subject = mention_at(frame, at + 1, stop)
    return Attribution(subject, tokens[at].text, at, Strength.STRONG)


def _across(frame: Frame, position: int, unit: Unit) -> Attribution | None:
    """`“….” Brunner said.`: a short sentence that holds the cue alone, after a closing stop."""
    index = frame.unit_of(position) + 1
    if position + 1 != unit.end or index >= len(frame.units):
        return None
    following = frame.units[index]
    tokens = frame.tokens
    if tokens[following.start].quote is not None:
        return None
    inverted = _inverted(frame, following.start, following.end)
    if inverted is not None:
        return inverted
    for at in range(following.start, min(following.end, following.start + _FAR)):
        if tokens[at].quote is not None:
            return None
        if is_cue(tokens, at) and is_strong(tokens[at]):
            return _alone(frame, at, following)
    return None


def _alone(frame: Frame, at: int, unit: Unit) -> Attribution | None:
    """The cue at `at` reports what stood before: nothing said follows it, and its subject opens the unit."""
    tokens = frame.tokens
    rest = tokens[at + 1 : unit.end]
    if any(t.low == "that" for t in rest[:4]) or any(t.quote is not None or t.text == ":" for t in rest):
        return None
    plain = not rest or not rest[0].is_word or rest[0].low in _AFTER_CUE or rest[0].low.endswith("ly")
    if not plain and tokens[at].low not in {"told", "tells", "asked"}:
        return None
    subject = subject_of(frame, at, unit, unit.end)
    if subject is None or subject.start != unit.start:
        return None
    return Attribution(subject, tokens[at].text, at, Strength.STRONG)


def _with_subject(frame: Frame, at: int, unit: Unit, limit: int) -> Attribution | None:
    token = frame.tokens[at]
    strength = FORMS[token.low][1]
    subject = subject_of(frame, at, unit, limit)
    if subject is None:
        return None
    return Attribution(subject, token.text, at, strength)


def _according(frame: Frame, to: int, stop: int) -> Attribution | None:
    mention = mention_at(frame, to + 1, max(stop, to + 2))
    if mention is None:
        return None
    return Attribution(mention, "according to", to - 1, Strength.STRONG)
