"""One event in several accounts: found by what happened, where and when, and by who took part.

An account is a sentence that tells of a visit, talks, a wreck … at a named place and says how it went. Two
accounts of different documents are set beside each other when occasion and place are the same, their days
may be the same, a further name stands in both, and they say in other words how it went.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefgen.model.text import Period

NEIGHBOURS = 20  # a block is compared along its dates: each account with so many that follow
RECENT = timedelta(days=92)  # how far back "recent" reaches from the date of the source
LONGEST = timedelta(days=400)  # an account that may be of any day in more than a year is of none


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What happened: the words that name an occasion; the first of each stands for all of them.
_OCCASIONS = {
    "visit": r"visit(?:ed|s)?|trips?|tours?|travel(?:led|ed|s)?|journeys?|stopovers?",
    "talks": r"talks|meetings?|met|summits?|conferences?|negotiations|round\s?tables?",
    "attack": r"attack(?:ed|s)?|raid(?:ed|s)?|clash(?:ed|es)?|shooting|airstrikes?|shelling",
    "wreck": r"shipwrecks?|wrecks?|sank|sunk|sinking|capsiz(?:ed|ing)|drowning|drowned",
    "rescue": r"rescue[ds]?|intercept(?:ed|ions?)|pushbacks?|pushed\s+back",
    "parade": r"parades?|protest(?:ed|s)?|demonstrations?|ceremony",
    "vote": r"elections?|votes?|voted|referendum|ballot",
}
_OCCASION = re.compile(
    "|".join(rf"\b(?P<{name}>{words})\b" for name, words in _OCCASIONS.items()), re.IGNORECASE
)

# How it went: two accounts differ when one says it with another of these stems.
_OUTCOME = re.compile(
    r"""\b(?:
        (?P<stem>abandon|abort|agree|arrest|attack|bar|block|boycott|cancel|collaps|conclud|condemn|denie|deny
        |detain|disrupt|drown|expel|expuls|fail|fiasco|halt|injur|interrupt|kill|postpon|prais|protest|refus
        |reject|resum|sign|stall|succeed|success|suspend|welcom|withdr[ae]w|wound)\w*
      | call(?:ed|s)?\s+(?P<off>off) | cut\s+(?P<short>short) | turn(?:ed)?\s+(?P<away>away|back)
      | broke[n]?\s+(?P<down>down|off) | fell\s+(?P<through>through) | (?:told|asked)\s+to\s+(?P<leave>leave)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_AT = re.compile(
    r"\b(?:to|in|at|near|off|on)\s+(?:the\s+)?(?:(?:coast|port|city|island|shores)\s+of\s+)?"
    r"(?P<place>(?:[^\W\d_a-z][\w’'-]*)(?:\s+[^\W\d_a-z][\w’'-]*){0,2})"
)
_NAME = re.compile(r"(?<![\w’'-])[^\W\d_a-z][\w’'-]*")
_LATELY = re.compile(
    r"\b(?:recent(?:ly)?|latest|last\s+(?:week|month)|this\s+(?:week|month)|yesterday|today|earlier\s+this)\b",
    re.IGNORECASE,
)
_NO_NAME = _set(
    """
    a an after also as at before but by during earlier following for from however in it last later meanwhile
    of on that the their there these they this those to we when while with
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    """
)
# Names that say no more than "the EU" about who took part, and towns where it meets somebody every day.
_EU = "eu"
_THE_EU = _set("eu european commission commissioner brussels union")
_SEATS = _set("brussels strasbourg luxembourg geneva vienna warsaw rome")


@dataclass(frozen=True, slots=True)
class Account:
    """A sentence that tells of an event. `occasion` and `places` say which, `names` who took part.

    `days` are those on which it may have been: stated, or the weeks before a source that calls it recent.
    """

    document: str
    words: str
    occasion: str
    places: frozenset[str]
    names: frozenset[str]
    outcomes: frozenset[str]
    days: tuple[date, date]

    @classmethod
    def of(cls, words: str, document: str, *, when: Period | None, issued: Period | None) -> Account | None:
        """None for a sentence that names no occasion, place and outcome, or that no days belong to."""
        occasion = _OCCASION.search(words)
        days = _days(words, when, issued)
        if occasion is None or days is None:
            return None
        places = frozenset(match["place"].casefold() for match in _places(words, occasion.end()))
        outcomes = frozenset(_outcomes(words))
        if not places or not outcomes:
            return None
        return cls(document, words, str(occasion.lastgroup), places, _names(words), outcomes, days)

    def shared_place(self, other: Account) -> str:
        """The place that both name, as this one writes it."""
        place = min(self.places & other.places, default="")
        written = (match["place"] for match in _AT.finditer(self.words))
        return next((name for name in written if name.casefold() == place), place)


def told_differently(accounts: Sequence[Account]) -> tuple[tuple[int, int], ...]:
    """Pairs (positions) of accounts of one event that say in other words how it went."""
    return tuple(
        (one, other) for one, other in sorted(candidates(accounts)) if _differ(accounts[one], accounts[other])
    )


def candidates(accounts: Sequence[Account]) -> set[tuple[int, int]]:
    """The pairs that are compared at all: at most `NEIGHBOURS` for each account and block."""
    blocks: defaultdict[tuple[str, str, int], list[int]] = defaultdict(list)
    for at, account in enumerate(accounts):
        for key in set(_keys(account)):
            blocks[key].append(at)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        block.sort(key=lambda at: (accounts[at].days, accounts[at].document, at))
        for i, one in enumerate(block):
            following = block[i + 1 : i + 1 + NEIGHBOURS]
            pairs.update((min(one, other), max(one, other)) for other in following)
    return pairs


def _keys(account: Account) -> Iterator[tuple[str, str, int]]:
    """What, where, and each month in which it may have been."""
    first, last = account.days
    months = range(first.year * 12 + first.month, last.year * 12 + last.month + 1)
    for place in account.places:
        for month in months:
            yield account.occasion, place, month


def _differ(one: Account, other: Account) -> bool:
    return (
        one.document != other.document
        and one.days[0] <= other.days[1]
        and other.days[0] <= one.days[1]
        and _are_of_same_people(one, other)
        and one.outcomes.isdisjoint(other.outcomes)
    )


def _are_of_same_people(one: Account, other: Account) -> bool:
    """Somebody stands in both; "the EU" is enough only where one of them names nobody else."""
    places = frozenset(word for place in one.places | other.places for word in place.split())
    a, b = one.names - places, other.names - places
    if a & b - {_EU}:
        return True
    return {_EU} in (a, b) and _EU in a & b and places.isdisjoint(_SEATS)


def _days(words: str, when: Period | None, issued: Period | None) -> tuple[date, date] | None:
    if when is not None:
        days = when.first(), when.last()
    elif issued is not None and _LATELY.search(words):
        days = issued.first() - RECENT, issued.last()
    else:
        return None
    return days if days[1] - days[0] <= LONGEST else None


def _places(words: str, behind: int) -> Iterator[re.Match[str]]:
    """Names behind a preposition of place: those behind the occasion, else any of the sentence."""
    later = [match for match in _AT.finditer(words, behind) if not _is_no_name(match["place"])]
    yield from later[:1] or (match for match in _AT.finditer(words) if not _is_no_name(match["place"]))


def _is_no_name(name: str) -> bool:
    return name.split()[0].casefold() in _NO_NAME


def _names(words: str) -> frozenset[str]:
    names = (name.casefold().removesuffix("'s").removesuffix("’s") for name in _NAME.findall(words))
    return frozenset(_EU if name in _THE_EU else name for name in names if name not in _NO_NAME)


def _outcomes(words: str) -> Iterator[str]:
    for match in _OUTCOME.finditer(words):
        yield next(found for found in match.groups() if found).casefold()
