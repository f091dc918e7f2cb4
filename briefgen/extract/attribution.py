"""By whose account a figure is given: `Frontex data reveals`, `according to`, `the EU recorded`."""

from __future__ import annotations

import re

from briefgen.extract.numbers import letters_of
from briefgen.extract.wordsets import word_set

_NAME = r"(?:[A-Z][\w'.&-]*|EU|UN)(?:\ (?:(?:of|for|and|the|on)\ (?:the\ )?)?[A-Z][\w'.&-]*){0,6}"
_GROUP = (
    r"(?:[A-Za-z][\w'-]*\ ){0,3}(?:officials?|authorit(?:y|ies)|sources?|ministry|police|analysts?|experts?"
    r"|researchers?|spokes(?:man|woman|person|people)|agency|agencies|government|commission|report|organi[sz]ations?"
    r"|groups?|institute"
    r"|coast\ guard|monitors?|reporters|media|figures|statistics)"
)
_WHO = rf"(?:(?:[Tt]he|[Aa]n?|[Ss]ome)\ )?(?P<who>{_NAME}|{_GROUP})"
_SAY = (
    r"(?:said|says|say|told|tells|reports?|reported|estimates?|estimated|announced|recorded|registered|counted|noted"
    r"|stated|claims?|claimed|expects?|expected|forecasts?|warned|warns|found|calculated|calculates|predicts?"
    r"|predicted|believes?|believed|confirmed|confirms|documented)"
)
_DATA = re.compile(
    r"(?P<who>(?:(?:[A-Z][\w'.&-]*|[Oo]pen-source|official|government|new|recent)\ ){1,4}"
    r"(?:data|figures|statistics|estimates|numbers))\ (?:\w+ly\ )?"
    r"(?:show|reveal|suggest|indicate|put|say|published|released)\w*"
)
_DATA_FROM = re.compile(
    r"(?:data|figures|statistics|estimates|numbers)\ (?:from|of|(?:published\ |released\ |compiled\ )?by)"
    r"\ (?:the\ )?"
    rf"(?P<who>{_NAME})"
)
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording\ to|[Aa]s\ reported\ by|[Cc]ited\ by|[Aa]s\ estimated\ by)\ "
    r"(?:(?:the|a|an|its|their)\ )?(?P<who>[^,;.()“”\"]{2,80})"
)
_BEFORE = re.compile(
    rf"(?:^|[,;:“\"]\s?|\b(?:and|but|as|while)\ ){_WHO}\ (?:(?:has|have|had|also|\w+ly)\ ){{0,2}}{_SAY}\b"
)
_AFTER = re.compile(
    rf"[,”\"]\s?(?:{_WHO}\ {_SAY}|{_SAY.replace('?:', '?:', 1)}\ {_WHO.replace('who', 'after')})\b"
)
_NEWNESS = re.compile(r"^(?:[Rr]ecent|[Nn]ew|[Ll]atest)\ ")
_PRONOUNS = word_set("it he she they we i this that these those there which who")
MAX_TEXT = 2000

# Without one of these words a sentence names nobody: a quick look before the long expressions.
_ACCOUNTS = frozenset(b"according reported cited estimated".split())
_SERIES = frozenset(b"data figures statistics estimates numbers".split())
_SAYING = frozenset(letters_of(_SAY).split() + letters_of(_SAY.replace("s?", "")).split())

_Named = tuple[re.Match[str], tuple[int, int]]  # the words, and where in them the name stands


class Attributions:
    """Who a sentence names as the source of its figures; looked for once, asked for each figure."""

    def __init__(self, text: str) -> None:
        self.text = text[:MAX_TEXT]
        words = frozenset(letters_of(self.text).split())
        self._of_all = _of_all(self.text, words)
        may_be_said = self._of_all is None and not _SAYING.isdisjoint(words)
        self._before = _before(self.text) if may_be_said else []
        self._after = _after(self.text) if may_be_said else []

    def of(self, start: int, end: int) -> tuple[int, int] | None:
        """Where it stands who gives the figure at `start`–`end`; None where nobody is named."""
        if self._of_all is not None:
            return self._of_all
        for match, who in self._before:
            if match.end() <= start and ";" not in self.text[match.end() : start]:
                return who
        return next((who for match, who in self._after if match.start() >= end), None)


def _of_all(text: str, words: frozenset[bytes]) -> tuple[int, int] | None:
    """`according to …`, `Frontex data show`: said of every figure of the sentence."""
    for pattern, needed in ((_ACCORDING, _ACCOUNTS), (_DATA, _SERIES), (_DATA_FROM, _SERIES)):
        if not needed.isdisjoint(words) and (match := pattern.search(text)):
            return _without_newness(text, *match.span("who"))
    return None


def _before(text: str) -> list[_Named]:
    """`The ministry said` …"""
    found = ((match, "who") for match in _BEFORE.finditer(text))
    return [(match, match.span(group)) for match, group in found if _is_name(match[group])]


def _after(text: str) -> list[_Named]:
    """… `, the ministry said`."""
    found = ((match, "who" if match["who"] else "after") for match in _AFTER.finditer(text))
    return [(match, match.span(group)) for match, group in found if _is_name(match[group])]


def _is_name(words: str) -> bool:
    return words.lower() not in _PRONOUNS


def _without_newness(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    if match := _NEWNESS.match(words):
        start += match.end()
    return start, start + len(text[start:end].rstrip())
