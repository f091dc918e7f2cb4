"""What stands between marks and is no speech: titles, programmes, terms, scare quotes."""

from __future__ import annotations

from briefgen.extract import lexicon as lx
from briefgen.extract.cues import FORMS, NAMING, TITLE_NOUNS
from briefgen.extract.frame import Frame

_SENTENCE_END = ".,?!…—"
_FEWEST = 4  # words that are kept as speech although no speaker is found
_PLACING = {
    "on",
    "in",
    "of",
    "from",
    "for",
    "at",
    "to",
    "and",
    "with",
    "like",
    "including",
    "his",
    "her",
    "their",
}
_NAMES_IT = lx.PRONOUNS | lx.ADVERBS | lx.AUXILIARIES
_CLOSED = (
    lx.PREPOSITIONS | lx.CONJUNCTIONS | lx.AUXILIARIES | lx.SUBORDINATORS | lx.ADVERBS | lx.PRONOUNS | {"not"}
)


def is_clause(frame: Frame, position: int, words: str) -> bool:
    """The quoted words are a sentence or clause of their own: a capital, and set off from the frame."""
    first = words.lstrip("([…. ‘'\"“")[:1]
    if not first.isupper() and not first.isdigit():
        return False
    before = frame.tokens[position - 1] if position else None
    if before is not None and before.is_word:
        return before.low in FORMS and words[-1] in ".?!…"
    if words[-1] in _SENTENCE_END or len(words.split()) > 6:
        return True
    following = frame.tokens[position + 1] if position + 1 < len(frame.tokens) else None
    british = following is not None and following.text == "," and frame.opens(position)
    return british and len(words.split()) > 2  # “We saved forty people”, said …


def is_speech(
    frame: Frame, position: int, words: list[str], *, clause: bool, reported: bool, own: bool
) -> bool:
    """Whether somebody may be taken to have said the words.

    `clause`: they are a sentence of their own; `reported`: a speaker or cue was found; `own`: that cue is
    their own and not the one of the words before.
    """
    ended = words[-1][-1] in _SENTENCE_END
    if not reported:
        return clause and len(words) >= _FEWEST and ended
    if _is_named_thing(frame, position, words):
        return False
    return (clause and ended and own) or not _is_scare(frame, position, words)


def _is_named_thing(frame: Frame, position: int, words: list[str]) -> bool:
    """A title, programme or term: the word before says so."""
    at = position - 1
    while at >= 0 and frame.tokens[at].low in {"as", ",", "the"}:
        at -= 1
    if at < 0:
        return False
    low = frame.tokens[at].low
    if low in NAMING or _is_given_name(frame, at):
        return True
    if low in TITLE_NOUNS and _is_title_case(words, share=0.5):
        return True
    placed = low in _PLACING or frame.tokens[at].is_possessive
    return placed and _is_title_case(words, share=1.0)


def _is_given_name(frame: Frame, at: int) -> bool:
    """`The law, | dubbed “…”`, `a plan | called “…”`: nobody names it in this sentence."""
    tokens = frame.tokens
    if tokens[at].low not in {"dubbed", "called", "labelled", "labeled", "christened", "coined"} or at == 0:
        return False
    before = tokens[at - 1]
    if any(t.low == "what" for t in tokens[max(0, at - 20) : at]) or before.is_capital:
        return False
    return not before.is_word or not (before.low in _NAMES_IT or before.is_human)


def _is_title_case(words: list[str], *, share: float) -> bool:
    """At least this share of the longer words begins with a capital."""
    long = [w for w in words if len(w) > 3 or w[0].isupper()]
    return bool(long) and sum(w[0].isupper() or w[0].isdigit() for w in long) >= share * len(long)


def _is_scare(frame: Frame, position: int, words: list[str]) -> bool:
    """One word in marks that stands as an adjective before a noun: `“technical” cooperation`."""
    if len(words) > 1 or words[0][-1] in _SENTENCE_END:
        return False
    following = frame.tokens[position + 1] if position + 1 < len(frame.tokens) else None
    return following is not None and following.is_word and following.low not in _CLOSED
