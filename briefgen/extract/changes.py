"""Does a figure itself say a rise or a fall: `increasing by 280%`, `a 27% decrease`, `fell to four`?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress

from briefgen.extract.remembered import Remembered
from briefgen.extract.spelling import Token, Words
from briefgen.extract.wordsets import word_set
from briefgen.model.facts import Change

_UP = (
    r"(?:rose|risen|rises?|rising|increas(?:e|es|ed|ing)|grew|grown|grows?|growing|jump(?:s|ed|ing)?|climb(?:s|ed|ing)?"
    r"|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|gain(?:s|ed|ing)?|advanc(?:e|es|ed|ing)|rall(?:y|ies|ied|ying)"
    r"|spik(?:e|es|ed|ing)|swell(?:s|ed|ing)?|leap(?:s|t|ed|ing)?|rocket(?:s|ed|ing)?|skyrocket(?:s|ed|ing)?"
    r"|accelerat(?:e|es|ed|ing)|expand(?:s|ed|ing)?|shot\ up|(?:doubl|tripl|quadrupl)(?:es|ed|ing)"
    r"|up|upward|upwards|higher)"
)
_DOWN = (
    r"(?:fell|fallen|falls?|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|dip(?:s|ped|ping)?"
    r"|plung(?:e|es|ed|ing)|plummet(?:s|ed|ing)?|tumbl(?:e|es|ed|ing)|slump(?:s|ed|ing)?|slid|slid(?:es?|ing)"
    r"|slip(?:s|ped|ping)?|sank|sunk|sink(?:s|ing)?|shed|lost|loses?|losing|eas(?:ed|es|ing)|shr(?:ank|unk|ink|inks|inking)"
    r"|reduc(?:e|es|ed|ing)|cut(?:s|ting)?|lower(?:s|ed|ing)?|contract(?:s|ed|ing)|down|downward|downwards)"
)
# Transitive verbs that say a change only with "by": "raised the budget by 5%".
_UP_BY = (
    r"(?:rais(?:e|es|ed|ing)|boost(?:s|ed|ing)?|lift(?:s|ed|ing)?|push(?:es|ed|ing)?\ up|bring(?:s|ing)?\ up)"
)
_DOWN_BY = r"(?:(?:reduc|decreas|lower)(?:e|es|ed|ing|s)?|cut)"
_NOUN_UP = r"(?:increases?|rises?|growth|surges?|jumps?|spikes?|hikes?|upsurge|uptick|upturn)"
_NOUN_DOWN = r"(?:decreases?|declines?|falls?|drops?|reductions?|decreases?|dips?|slumps?|downturn|cuts?)"
_ADVERBS = (
    r"(?:\ (?:[a-z]{3,20}ly|up|down|even|further|again|a|an|additional|another|so\ far|yet|back|higher|lower)"
    r"){0,3}"
)
_NOUN_PHRASE = r"(?:\ (?:in|of|to)(?:\ [\w'-]{1,25}){1,6})?"


def _verb(verbs: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){verbs}{_ADVERBS}(?:\ by)?\s{{0,3}}$", re.IGNORECASE)


def _level(verbs: str) -> re.Pattern[str]:
    """`fell to`, `jumped from two in May to`."""
    return re.compile(
        rf"(?<![\w-]){verbs}{_ADVERBS}(?:\ from\ [^,;.]{{1,60}}?)?\ to\s{{1,3}}$", re.IGNORECASE
    )


def _noun(nouns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){nouns}{_NOUN_PHRASE}\ (?:of|by)\s{{1,3}}$", re.IGNORECASE)


def _after(nouns: str, comparison: str) -> re.Pattern[str]:
    return re.compile(rf"[\s-]{{1,3}}(?:{nouns}(?![\w-])|{comparison})", re.IGNORECASE)


def _transitive(verbs: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){verbs}(?:\ [\w'-]{{1,25}}){{1,8}}\ by\s{{1,3}}$", re.IGNORECASE)


_BEFORE = (
    (
        Change.INCREASE,
        (_verb(_UP), _level(_UP), _noun(_NOUN_UP), _transitive(rf"(?:{_UP_BY}|increas(?:e|es|ed|ing))")),
    ),
    (
        Change.DECREASE,
        (
            _verb(_DOWN),
            _level(_DOWN),
            _noun(_NOUN_DOWN),
            _transitive(_DOWN_BY),
        ),
    ),
)
_AFTER = (
    (Change.INCREASE, _after(_NOUN_UP, r"(?:higher|more)\ than(?=\ (?:in|last|the|a|an|those|at|during)\b)")),
    (
        Change.DECREASE,
        _after(_NOUN_DOWN, r"(?:lower|fewer|less)\ than(?=\ (?:in|last|the|a|an|those|at|during)\b)"),
    ),
)
_REACH = 110
_LONGEST_OR = 18  # characters of ", or some " at most
_WORD = re.compile(r"[a-z]+")
# How all these words begin, for a quick look: most figures have none of them before.
_BEGINNING = 3
_BEGINNINGS = frozenset(
    word[:_BEGINNING]
    for words in (_UP, _DOWN, _UP_BY, _NOUN_UP, _NOUN_DOWN, _DOWN_BY)
    for word in _WORD.findall(words)
    if len(word) >= _BEGINNING or word == "up"
)
# What may stand first behind a figure, where it tells a change.
_NOUNS = word_set("increase rise surge jump spike hike decrease decline fall drop reduction dip slump cut")
_AFTER_WORDS = (
    word_set("higher more lower fewer less upsurge uptick upturn downturn growth")
    | _NOUNS
    | {f"{noun}s" for noun in _NOUNS}
)
# "lost 162 points, or 2.14 %": the same change told again.
_TOLD_AGAIN = re.compile(r"[$€£¥]?\d[\d.,]*(?:\ ?%|(?:\ [a-z]{2,12}){1,2})?,\ or\ (?:[a-z]{2,12}\ )?$")
# Verbs that take "up" or "down" along: "picked up 60 migrants" tells no rise.
_PHRASAL = re.compile(
    r"\b(?:(?:pick|round|gather|turn|mak|back|follow|look|sign|bring|clean|fill|lin|call|pass|lock)"
    r"(?:s|es|ed|ing|e)?|set(?:s|ting)?|put(?:s|ting)?|tak(?:e|es|en|ing)|took|giv(?:e|es|en|ing)|gave|made|brought"
    r"|br(?:eak|oke|oken)|held|shut|hand(?:ed|s|ing)?|boil(?:s|ed|ing)?|hunt(?:ed|s|ing)?|track(?:ed|s|ing)?"
    r"|gunned|shot|blew|blow(?:n|s)?)\ $",
    re.IGNORECASE,
)


_UP_OR_DOWN = re.compile(r"(?:up|down)\b", re.IGNORECASE)


class Changes:
    """The changes that the words of a sentence state; its words are looked at once, for all figures."""

    def __init__(self, text: str, words: Words) -> None:
        self.text = text
        self.words = words
        self._starts = list(compress(words.starts, map(_TELLS_CHANGE.__getitem__, words.tokens)))

    def said(self, start: int, end: int) -> Change | None:
        """The change that the words around a figure with its qualifier state."""
        told = self.text[max(0, start - _LONGEST_OR) : start]
        if ", or " in told and (again := _TOLD_AGAIN.search(self.text, max(0, start - _REACH), start)):
            return self.said(again.start(), again.start())
        return self._before(start) or self._after(end)

    def _before(self, start: int) -> Change | None:
        """`rose by | 5%`: the last of the changes whose words reach up to the figure."""
        low = bisect_left(self._starts, start - _REACH)
        places = self._starts[low : bisect_left(self._starts, start)]
        if not places:
            return None
        offset = max(0, start - _REACH)
        before = self.text[offset:start]
        found = _changes_in(before, [place - offset for place in places])
        return max(found, key=lambda hit: hit[0])[1] if found else None

    def _after(self, end: int) -> Change | None:
        """`a 27% | decrease`."""
        at = bisect_left(self.words.starts, end)
        following = self.words.tokens[at].lower if at < len(self.words.tokens) else ""
        if following not in _AFTER_WORDS and self.text[end : end + 1] != "-":
            return None
        after = self.text[end : end + 24]
        return next((change for change, pattern in _AFTER if pattern.match(after)), None)


def _may_tell_change(token: Token) -> bool:
    return token.lower[:_BEGINNING] in _BEGINNINGS


_TELLS_CHANGE = Remembered(_may_tell_change)


def _changes_in(before: str, places: Sequence[int]) -> list[tuple[int, Change]]:
    """The changes that words say at the end of `before`, and where they begin: at one of `places`."""
    found = []
    for change, patterns in _BEFORE:
        for pattern in patterns:
            match = next((match for at in places if (match := pattern.match(before, at))), None)
            if match and not _is_of_verb(before, match.start()):
                found.append((match.start(), change))
    return found


def _is_of_verb(before: str, at: int) -> bool:
    """`picked | up`, `shot | down`: the word belongs to the verb and tells no change."""
    return _UP_OR_DOWN.match(before, at) is not None and _PHRASAL.search(before[:at]) is not None
