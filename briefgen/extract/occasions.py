"""Where something was said: the outlet or occasion that the reporting clause names."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefgen.extract import lexicon as lx
from briefgen.extract.frame import Frame, Unit
from briefgen.extract.lexicon import words
from briefgen.extract.speakers import Attribution
from briefgen.extract.tokens import Token
from briefgen.model.text import Span

PLATFORMS = {
    "twitter",
    "x",
    "facebook",
    "telegram",
    "linkedin",
    "instagram",
    "bluesky",
    "mastodon",
    "youtube",
}
PLATFORMS |= {"tiktok", "snapchat", "whatsapp", "weibo", "threads", "reddit"}
# Heads of phrases that name an occasion: "at a joint press conference".
OCCASIONS = words(
    """
    conference briefing hearing speech statement letter interview debate rally email e-mail report tweet
    post summit meeting address testimony plenary podcast newsletter blog editorial op-ed communiqué
    communique memo broadcast
    """
)
_TOLD = {"told", "tells", "telling", "tell"}
_SPOKE = {"speaking", "spoke", "speaks", "talking", "interview", "interviews", "remarks", "comments"}
_WITH = {"with", "to", "on", "for", "by"}
_BEFORE_OUTLET = _TOLD | _SPOKE | {"on"}
_BEFORE_OCCASION = {"at", "in", "during", "after"}
_STOPS = {"that", ":", ";", ".", "—", "–", "(", "because", "while", "when", "if"}
_NEAR = 40  # tokens around a cue in which its venue is looked for
_CLAUSE = 14  # tokens of a reporting clause in which its date is looked for
_LONGEST = 6  # words in the name of an outlet


def outlet_or_occasion(
    frame: Frame, unit: Unit, cue: int, is_person: Callable[[tuple[str, ...]], bool]
) -> Span | None:
    """The first outlet that the sentence of a cue names not far from it, else its occasion."""
    tokens = frame.tokens
    start, stop = max(unit.start, cue - _NEAR), min(unit.end, cue + _NEAR)
    for at in range(start, stop):
        if tokens[at].low not in _BEFORE_OUTLET or tokens[at].quote is not None:
            continue
        found = _outlet_after(tokens, at, stop, at == cue)
        if found is not None and not is_person(
            tuple(t.low for t in tokens[found[0] : found[1]] if t.is_word)
        ):
            return _without_possessive(frame, *found)
    places = (at for at in range(start, stop) if tokens[at].low in _BEFORE_OCCASION)
    occasions = (_occasion(frame, at, stop) for at in places)
    return next((span for span in occasions if span is not None), None)


def _outlet_after(tokens: tuple[Token, ...], at: int, stop: int, is_cue: bool) -> tuple[int, int] | None:
    low = tokens[at].low
    if low in _TOLD and is_cue:
        return _name(tokens, at + 1, stop)
    if low in _SPOKE and at + 1 < stop and tokens[at + 1].low in _WITH:
        return _name(tokens, at + 2, stop)
    if low == "on" and at + 1 < stop:
        found = _name(tokens, at + 1, stop)
        if found and _is_channel(tokens[found[0]]):
            return found
    return None


def _is_channel(token: Token) -> bool:
    """A platform, or a broadcaster by its capitals."""
    plain = token.text.removesuffix("'s").removesuffix("’s")
    return plain.lower() in PLATFORMS or (len(plain) > 2 and plain.isupper())


def _name(tokens: tuple[Token, ...], at: int, stop: int) -> tuple[int, int] | None:
    """A run of capitalised words, over `the` before it; it ends at a possessive."""
    if at < stop and tokens[at].text in {"the", "a", "an"}:
        at += 1
    end = at
    while end < stop and end - at < _LONGEST and tokens[end].is_capital:
        if tokens[end].low in lx.WEEKDAYS or tokens[end].low in lx.MONTHS:
            break
        end += 1
        if tokens[end - 1].is_possessive:
            break
    return (at, end) if end > at and tokens[end - 1].low != "the" else None


def _without_possessive(frame: Frame, first: int, after: int) -> Span:
    name = frame.span(first, after)
    return Span(name.start, name.end - 2) if frame.tokens[after - 1].text.endswith(("'s", "’s")) else name


def _occasion(frame: Frame, at: int, stop: int) -> Span | None:
    """`at a joint | press conference`, `in a letter`: the words between the article and the head."""
    tokens = frame.tokens
    if at + 2 >= stop or tokens[at + 1].low not in {"a", "an", "the", "his", "her", "their", "its"}:
        return None
    for end in range(at + 2, min(stop, at + 7)):
        if not tokens[end].is_word or tokens[end].low in lx.PREPOSITIONS:
            return None
        if tokens[end].low in OCCASIONS:
            return frame.span(at + 2, end + 1)
    return None


def clause_of_saying(frame: Frame, attribution: Attribution) -> Iterator[Span]:
    """Where a date would tell when it was said: behind the cue, before it, and before its subject.

    `told Politico last month`, `on Tuesday said`, `On 3 May, the minister said`.
    """
    tokens, cue, mention = frame.tokens, attribution.at, attribution.mention
    unit = frame.units[frame.unit_of(cue)]
    stop = cue + 1
    while (
        stop < min(unit.end, cue + _CLAUSE) and tokens[stop].quote is None and tokens[stop].text not in _STOPS
    ):
        stop += 1
    if stop > cue + 1:
        yield Span(frame.place(cue)[1], frame.place(stop - 1)[1])
    if mention is None or not unit.start <= mention.start < unit.end:
        return
    if mention.end < cue:
        yield Span(frame.place(mention.end)[0], frame.place(cue)[0])
    lead = mention.start
    is_near = unit.start < lead - 1 and lead - unit.start <= _CLAUSE
    if is_near and tokens[lead - 1].text == "," and all(t.quote is None for t in tokens[unit.start : lead]):
        yield Span(frame.place(unit.start)[0], frame.place(lead - 1)[0])
