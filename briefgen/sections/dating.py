"""Whether the date in a sentence is that of what the sentence tells, or only of something it mentions."""

from __future__ import annotations

import re

_MADE = (
    r"(?:signed|adopted|announced|held|launched|published|agreed|approved|concluded|established|recorded"
    r"|presented|proposed|made|taken|issued|introduced|created|planned|scheduled|organi[sz]ed|hosted|reached"
    r"|registered|reported|mentioned|initiated|contracted|allocated|released|passed|ratified|imposed|dated|sent"
    r"|given|set\sup|due)"
)
_BEING = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|will|to|and|or|not)\s$",
    re.IGNORECASE,
)
_ADVERBS = re.compile(r"(?:\b(?:already|also|first|finally|then|\w+ly)\s)+$")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|shall|would|could|may|might|must|should|can|did|does|took|said|says"
    r"|continues?|remains?|supports?|includes?|follows?|covers?|\w{2,}ed)\b"
)
# "a contract signed in September 2023", "the package announced on 22 September"
_REDUCED = re.compile(rf"\b(?P<verb>{_MADE})\s(?:(?:on|in|by|at|during|of|for)\s)?(?:the\s)?$", re.IGNORECASE)
# ", complementing a package for protection already adopted in 2022"
_PARTICIPLE = re.compile(r",\s(?!includ|accord|dur|follow|start|beginn)[a-z]+ing\b[^,;]*$")
# "to distract from the troop buildup before the full-scale invasion in February 2022"
_OTHER_EVENT = re.compile(
    r"\w\s(?:before|after|until|since|following|ahead of|prior to|in the run-up to)"
    r"\s(?!on\b|in\b|the end\b)\w",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:]")
_DATED = re.compile(r"\b(?:in|on|of|at)\s$", re.IGNORECASE)


def is_incidental(sentence: str, when: str) -> bool:
    """Whether `when`, words of a folded sentence, date something that stands only beside what it tells."""
    before = sentence[: max(sentence.find(when), 0)]
    clause = _CLAUSE.split(before)[-1]
    is_of_other = _DATED.search(clause) and _OTHER_EVENT.search(clause)
    return bool(is_of_other or _PARTICIPLE.search(before) or _is_reduced_clause(before))


def _is_reduced_clause(before: str) -> bool:
    """A participle that belongs to a noun: no auxiliary of its own, and the sentence has a verb before it."""
    found = _REDUCED.search(before)
    if not found:
        return False
    lead = _ADVERBS.sub("", before[: found.start("verb")])
    return not _BEING.search(lead) and _FINITE.search(lead) is not None
