"""The words that say how exact an amount is, and its sign."""

from __future__ import annotations

import re

from briefgen.extract.reading import GAP
from briefgen.extract.scan import Amount, Sentence
from briefgen.extract.wordsets import word_set

QUALIFIER = re.compile(
    r"""
    (?<![\w-])(?P<words>
        (?:(?:slightly|just|well|far|somewhat|a\ little|significantly|considerably)\ )?
            (?:more\ than|less\ than|fewer\ than|greater\ than|higher\ than|lower\ than
            |over|under|above|below)
      | (?:no|not)\ (?:more|less|fewer|later)\ than
      | at\ least | at\ most | at\ the\ very\ least | up\ to | upwards?\ of | in\ excess\ of
      | as\ (?:many|much|few|little|high|low)\ as
      | close\ to | (?:the\ )?equivalent\ of | short\ of | within
      | (?:very\ )?nearly | (?:very\ )?almost | about | around | approximately | approx\.? | roughly | some
      | circa | ca\.? | c\. | an\ estimated | estimated | indicatively | an\ average\ of | on\ average
      | exceed(?:s|ed|ing)? | surpass(?:es|ed|ing)?
      | a\ minimum\ of | a\ maximum\ of | minimum | maximum | all\ but
    )(?:\ the\ ages?\ of)?[ \f]{1,3}$ | (?P<sign>[~≈<>≥≤])[ \f]?$
    """,
    re.VERBOSE | re.IGNORECASE,
)
QUALIFIER_AFTER = re.compile(
    r"\s{0,2}(?:or (?:more|less|fewer|so)|and (?:more|over|above)|plus)\b(?! than)|\+", re.IGNORECASE
)
_FIRST_AFTER = frozenset("oOaApP+")
REACH = 36
# The words and signs that any of these ends with, for a quick look: most numbers follow another.
_LAST_WORDS = word_set(
    "than over under above below least most to of as within nearly almost about around approximately approx "
    ". roughly some circa ca c estimated indicatively average exceed exceeds exceeded exceeding surpass "
    "surpasses surpassed surpassing minimum maximum but ~ ≈ < > ≥ ≤"
)
_MINUS = re.compile(r"(?:(?<=[\s(<>≤≥≈~])-|^-|(?<!\w)(?:minus|negative)[\s-]\s?)$", re.IGNORECASE)
_PHRASAL = re.compile(
    r"(?:hand|tak|took|turn|carr|giv|gave|spread|pass|ran|runn|com|came)[a-z]*\s$", re.IGNORECASE
)


def qualified(sentence: Sentence, amount: Amount) -> Amount:
    """The amount with its sign and the words before or after it that say how exact it is."""
    text, value = sentence.text, amount.value
    start, end, qualifier = amount.start, amount.end, None
    if minus := _minus(text[max(0, start - 12) : start]):
        start -= len(minus.group())
        value = None if value is None else -value
    match = _qualifier(sentence, start)
    if match and not _is_of_verb(text, start - len(match.group()), match.group()):
        start -= len(match.group())
        qualifier = " ".join((match["words"] or match["sign"]).replace(GAP, " ").lower().split())
    elif match := qualifier_after(text, end):
        end, qualifier = match.end(), match.group().strip().lower()
    if start == amount.start and qualifier is None:
        return amount
    return amount._replace(start=start, end=end, value=value, qualifier=qualifier)


def is_qualified(sentence: Sentence, at: int) -> bool:
    """Whether words that say how exact an amount is end directly before `at`."""
    return _qualifier(sentence, at) is not None


def qualifier_after(text: str, at: int) -> re.Match[str] | None:
    """`or more`, `plus`, `+` directly behind a number."""
    return QUALIFIER_AFTER.match(text, at) if text[at : at + 3].lstrip()[:1] in _FIRST_AFTER else None


def _qualifier(sentence: Sentence, at: int) -> re.Match[str] | None:
    before = sentence.word_before(at)
    if before.rpartition("/")[2] not in _LAST_WORDS:
        return None
    return QUALIFIER.search(sentence.text[max(0, at - REACH) : at])


def _minus(before: str) -> re.Match[str] | None:
    words = before.lower()
    return _MINUS.search(before) if words[-1:] == "-" or "minus" in words or "negative" in words else None


def _is_of_verb(text: str, at: int, words: str) -> bool:
    """`handed over`, `took over`: the word belongs to the verb and qualifies nothing."""
    return words.strip().lower() in ("over", "about", "under") and bool(
        _PHRASAL.search(text[max(0, at - 16) : at])
    )
