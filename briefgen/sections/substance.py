"""How much a sentence tells a reader who has little time: names, numbers and acts, not courtesies."""

from __future__ import annotations

import re

# Openings that lean on a sentence that is not printed with them.
_LEANING = re.compile(
    r"""[“"'‘(\s]*(?:
        (?:while|although|though|as|if|when|since|because)\ (?:this|that|these|those|it|they|he|she)\b
      | (?:this|these|those|that|it|they|he|she|we\ both|its|their|his|her)\b
      | (?:such|both|others?|another|here|there)\b
      | (?:and|but|or|nor|so|also|then|yet)\b
      | some\ of\ (?:them|these)\b
      | the\ (?:former|latter|same|others?|first|second|third|two|three)(?:\ ones?)?\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# "However", "In response to this": the sentence joins another, and still stands without it.
_JOINING = re.compile(
    r"""(?:however|moreover|furthermore|meanwhile|in\ addition|in\ fact|at\ the\ same\ time|as\ a\ result
      | therefore|nevertheless|nonetheless|last,?\ but\ not\ least|finally
      | first(?:ly)?|second(?:ly)?|third(?:ly)?
      | in\ (?:this|that|these|those)|in\ response\ to\ (?:this|these)|to\ (?:this|that)\ end)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Its last words stand for a place or a thing named before.
_LEANING_END = re.compile(r"\b(?:there|these|those|this|them|it|so|too|as well)[.!?”\"]*$", re.IGNORECASE)
# Greetings, thanks and words about the text itself: true, and of no use to a reader.
_COURTESY = re.compile(
    r"""\b(?:yours\ (?:sincerely|faithfully|truly) | (?:kind|best)\ regards | dear\ \w+
      | i\ (?:am|was)\ (?:\w+\ )?
        (?:grateful|pleased|delighted|honou?red|glad|happy|encouraged|confident|proud)
      | i\ (?:would\ like|want|wish)\ to | allow\ me | let\ (?:me|us) | as\ you\ (?:know|will\ see)
      | thank(?:s|ful)? | (?:very\ much\ |warmly\ |strongly\ )?welcomes?\ (?:the|that|this|your)
      | looks?\ forward | i\ encourage | you\ will\ find | this\ letter
      | t(?:ake|ook|aken)\ (?:this|the)\ opportunity
      | can\ (?:rely|count)\ on | (?:for\ more|further)\ information | take\ stock)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Effort and resolve, without what is done: one is a turn of phrase, several are a speech.
_RESOLVE = re.compile(
    r"""\b(?:must | (?:will\ )?needs?\ to | should | we\ (?:will|have)\ continued?
      | continu(?:e|es|ed|ing)\ (?:to|our|their|its|working|expanding|prioritising)
      | step(?:s|ped|ping)?[ -]up | scal(?:e|ing)[ -]up
      | tak(?:e|ing|en)\ (?:\w+\ ){0,3}forward | mov(?:e|ing)\ forward | way\ forward
      | work(?:ing)?\ (?:closely\ )?together | work\ is\ (?:ongoing|needed|under\ way) | already\ started
      | (?:constant|hard)\ work | (?:a|real|big)\ difference | (?:major|new)\ (?:boost|impetus)
      | steadfast | determin(?:ed|ation) | resolve | momentum | unity | solidarity
      | ambiti(?:on|ous) | commitment | demonstrat(?:e|ing|ion)
      | shared\ understanding | common\ (?:ground|interest|resolve) | mutual(?:ly)? | out-of-the-box | earnest
      | time\ and\ (?:time\ )?again | at\ all\ levels | challenges?
      | comprehensive | holistic | tailor-made | multifaceted | broad(?:er)?
      | (?:key|essential|important|crucial|vital|central)\s
        (?:role|element|part|step|tool|workstream|initiative|goal|area|plank|challenge|test)s?
      )\b""",
    re.VERBOSE | re.IGNORECASE,
)
# The finite verbs that news and letters use; a form in -ed may be one.
_FINITE = r"""(?:is|are|was|were|be|been|has|have|had|will|shall|would|could|may|might|must|should|can|cannot
  |did|does|do|took|held|met|went|came|began|made|saw|fell|rose|became|gave|left|led|found|sent|paid|brought|built
  |put|set|won|lost|said|told|grew|drew|spoke|wrote|ran|hit|cut|broke|says|warns?|fears?|believes?|argues?|accuses?
  |describes?|remains?|continues?|aims?|seeks?|supports?|includes?|needs?|wants?|plans?|hosts?|shows?|reveals?
  |underscores?|indicates?|stress(?:es)?|controls?|runs?|exists?|holds?|gives?|sets?|covers?|works?|amounts?|stands?
  |faces?|calls?|maintains?|foresees?|provides?|requires?|allows?|expects?|intends?|focus(?:es)?|depends?|proposes?
  |dates?\ back|raises?|comes?|goes|takes?|makes?|keeps?|helps?|leads?|means?|seems?|becomes?|hopes?
  |thinks?|knows?|sees?|uses?|puts?|brings?|finds?|moves?|opens?|starts?|begins?|ends?|grows?|rises?|falls?
  |agrees?|rejects?|demands?|insists?|urges?|risks?|poses?|threatens?|[a-z]{2,14}ed|[a-z]+n[’']t)\b"""
_VERB = re.compile(rf"\s{_FINITE}", re.VERBOSE)  # never the first word: "Assisted returns with Frontex"
# "The military commander controls …": which one was said before.
_THE_SAME = re.compile(rf"The(?:\s[a-z-]+){{1,2}}\s(?:\w+ly\s)?{_FINITE}", re.VERBOSE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_HARD = re.compile(r"\d+(?:[ .,]\d{3})*|\b[A-Z][\w’'-]+\b")  # numbers and names carry facts
FEWEST_WORDS, MOST_WORDS = 5, 70
LABEL_WORDS = 15  # a longer item has a verb, if perhaps none that is listed here
GOOD_LENGTH = (9, 45)


def substance(text: str) -> float:
    """How much a sentence, white space folded, tells: 0 to 1.

    >>> substance("Yours sincerely,") < substance("Frontex returned 35 036 people by November 2023.")
    True
    """
    words: list[str] = _WORD.findall(text)
    if len(words) < FEWEST_WORDS:
        return 0.1 if words else 0.0
    content = sum(len(word) > 4 for word in words) / len(words)
    hard = len(_HARD.findall(text[1:])) / len(words)
    low, high = GOOD_LENGTH
    length = 1.0 if low <= len(words) <= high else 0.6 if len(words) <= MOST_WORDS else 0.2
    score = length * (0.35 + 0.6 * content + 0.5 * min(hard, 0.4))
    if len(words) <= LABEL_WORDS and text[:1].isupper() and not _VERB.search(text):
        score *= 0.6
    return min(score, 1.0) * _standing_alone(text) * _plainness(text)


def says_something(fragment: str) -> bool:
    """Whether a fragment has two words that carry a meaning: "by any means" has not."""
    words: list[str] = _WORD.findall(fragment)
    return sum(len(word) > 5 or word[0].isupper() for word in words) >= 2


def _standing_alone(text: str) -> float:
    """Less for what hangs on its surroundings: pronouns, a clause cut out of a sentence."""
    share = 1.0
    if _LEANING.match(text):
        share *= 0.6
    elif _THE_SAME.match(text):
        share *= 0.8
    elif _JOINING.match(text):
        share *= 0.9
    if _LEANING_END.search(text):
        share *= 0.8
    if text[:1].islower():  # cut out of a longer sentence
        share *= 0.8
    return share


def _plainness(text: str) -> float:
    """Less for courtesies, and for resolve in place of acts."""
    share = 0.4 if _COURTESY.search(text) else 1.0
    turns = len(_RESOLVE.findall(text))
    return share * max(1.0 - 0.08 * turns, 0.5)
