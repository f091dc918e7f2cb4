"""Numbers that count nothing: dates, times, addresses, references, labels, names and versions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefgen.extract.remembered import Remembered
from briefgen.extract.spelling import Token
from briefgen.extract.words import NOUN, kind_of
from briefgen.extract.wordsets import word_list, word_set

_LONG_MONTHS = word_list("January February March April June July August September October November December")
_SHORT_MONTHS = word_list("May Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec")
# A long name may run into the next word by a slip of the writer; "20 Marines" and "5 Mayors" date nothing.
_MONTH = rf"(?:{'|'.join(_LONG_MONTHS)}|(?:{'|'.join(_SHORT_MONTHS)})(?![^\W\d_]))"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_ADDRESSES = r"""
    (?:https?://|www\.)\S{1,2000}                               # addresses of pages
  | [\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}                    # e-mail
"""
_NUMBERS = rf"""
    (?=\d)(?:
        {_DAY}(?:\ ?(?:-|–|/|&|,|and|to|or)\ ?{_DAY}){{0,4}}\ (?:of\ )?{_MONTH}   # 16/17 November, 7 of May
      | \b\d{{1,4}}([./-])\d{{1,2}}\1\d{{1,4}}\b                # 19.02.2021, 2019-09-01, 1.2.3
      | \b\d+\.\d+\.\d[\d.]*                                 # 1.2.3.4
      | \b\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?(?:\ ?[ap]\.?m\b|h\b|\ (?:GMT|CET|CEST|UTC|hrs)\b)   # 9.30 pm
      | \b\d{{1,2}}:\d{{2}}(?::\d{{2}})?\b                      # 10:19
      | \b\d{{1,2}}\ ?(?:[ap]m\b|[ap]\.m\.|o'clock)             # 5 pm
      | \b\d{{1,4}}/\d{{2,4}}(?:/\w+)?\b                        # 2019/1896, 604/2013
    )
  | (?=[A-Zv])(?:
        \bCOVID[\ –-]{{0,3}}19\b
      | \b{_MONTH}\.?\ {_DAY}(?![\d.,]*\d)(?:,?\ \d{{4}})?      # May 4th, March 19, 2024
      | \bv(?:ersion)?\.?\ ?\d[\d.]*                           # v2, version 1.2
      | (?:Tel|Phone|Fax|Mob(?:ile)?)\b[.:\ ]{{0,4}}\(?[+\d][\d\ ()/.-]{{4,30}}   # telephone
      | \b[A-Z]{{1,3}}\ ?-?\d[\w]*/\d\w*                       # S/2023/12
    )
  | (?<![\w])\+\d{{1,3}}[\d\ ()/.-]{{5,30}}
  | (?P<year>(?<=\w)\(\d{{4}}\)\s?\d+)                       # Ares(2025)2524801, COM(2020) 609
  | \(E[UCG]+\)\ ?(?:No\ ?)?\d[\d/]*                          # (EU) 2019/1896
"""
_NEVER = re.compile(rf"(?=[\dA-Zv+(])(?:{_NUMBERS})", re.VERBOSE)
_NEVER_WITH_ADDRESSES = re.compile(f"{_ADDRESSES} | {_NUMBERS}", re.VERBOSE)
_ENDING_WORD = re.compile(r"\b\w{1,20}$")
# Words and marks without which no sentence holds a range of these; numbers of digits alone make none.
_EXCLUDING = word_set("am pm p m h GMT CET CEST UTC hrs clock v version Tel Phone Fax Mob Mobile COVID www")
_EXCLUDING_MARKS = frozenset("/:+@")
_YEAR_IN_BRACKETS = re.compile(r"\(\d{4}\)\s?\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_PLAIN_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_LEAD = 40  # characters that stand before the first digit of any of these at most
_DIGIT = re.compile(r"\d")
_IN_ADDRESSES = re.compile(r"@|://|www\.")

# A number after one of these names a part, a place in an order or a thing; it does not count.
_LABELS = word_set(
    "article articles art art. section sections sec paragraph paragraphs para annex appendix chapter "
    "chapters title part parts pillar phase stage step step. page pages p p. pp pp. figure fig fig. "
    "table box note footnote item point points no no. nr nr. n° number numbers row rows line lines room "
    "gate platform route road highway motorway flight bus channel group class level type category grade "
    "tier version volume vol vol. issue episode season week day block unit sector zone area region "
    "district case regulation directive resolution decision protocol convention recital question option "
    "priority action file ref ref. code postcode zip box building apartment apt room floor exercise "
    "formula planet top model series generation gen euro union"
)
_LABELS_ANY_CASE = _LABELS - word_set(
    "points items parts lines pages week day area number numbers top union action priority type part "
    "line point title case series class level figure model question option phase stage step group "
    "flight p no no. season issue block unit note table box item route road version building floor "
    "generation gen euro"
)
_AFTER_LETTER = re.compile(r"[^\W\d_][-–'.]$")
_BEFORE_LETTER = re.compile(r"[^\W\d_]|-?\d|['^_\\]")
_JOINTS = frozenset("-–'.")
_ENDS = frozenset((*" .,;:)%", ""))  # what follows most numbers, and no name
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_LIST_LABEL = re.compile(r"^\s{0,9}(?:[•◦▪*>–—-]\s{0,3})?\(?(?:\d{1,2}(?:\.\d{1,2}){0,3})[.)](?=\s)")
_PREVIOUS_WORD = re.compile(r"([^\W\d_][\w.°'&-]*)(?:\s{1,3}|\s?\()$")
REACH = 40


def never_figures(text: str, tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    """The ranges of a sentence in which no number counts, by their form alone."""
    found = []
    has_bracket = "(" in text and ("(E" in text or _YEAR_IN_BRACKETS.search(text))
    if has_bracket or any(map(_EXCLUDES.__getitem__, tokens)):
        found = [_whole(text, match) for match in _matches(text)]
    if not text[:1].isalpha() and (label := _LIST_LABEL.match(text)):
        found.append(label.span())
    return tuple(found)


def _may_exclude(token: Token) -> bool:
    """A quick look: may a word or mark belong to a range in which no number counts?"""
    word = token.text
    if word.isalpha():
        return word in _EXCLUDING or word.startswith(_LONG_MONTHS)
    if len(word) == 1:
        return word in _EXCLUDING_MARKS
    if _DIGIT.search(word):
        return not _PLAIN_NUMBER.fullmatch(word)
    parts = _LETTERS.findall(word)
    return "/" in word or any(part in _EXCLUDING or part.startswith(_LONG_MONTHS) for part in parts)


_EXCLUDES = Remembered(_may_exclude)


def _whole(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The range of a match, from the word on that a year in brackets belongs to."""
    start, end = match.span()
    word = _ENDING_WORD.search(text[max(0, start - _LEAD) : start]) if match["year"] else None
    return (start - len(word[0]), end) if word else (start, end)


def _matches(text: str) -> Iterable[re.Match[str]]:
    if _IN_ADDRESSES.search(text):
        return _NEVER_WITH_ADDRESSES.finditer(text)
    digit = _DIGIT.search(text)
    return _NEVER.finditer(text, max(0, digit.start() - _LEAD)) if digit else ()


def previous_word(text: str, at: int) -> str:
    """The word directly before `at`, or ""."""
    if text[at - 1 : at] == " ":
        last = text[max(0, at - REACH) : at - 1].rpartition(" ")[2]
        if last.isalpha():
            return last
    match = _PREVIOUS_WORD.search(text, _second_space(text, at), at)
    return match[1] if match else ""


def _second_space(text: str, at: int) -> int:
    """Where to look for the word before `at`: from the second space back on."""
    reach = max(0, at - REACH)
    last = text.rfind(" ", reach, max(0, at - 1))
    return max(reach, text.rfind(" ", reach, last)) if last > reach else reach


def is_label(text: str, at: int) -> bool:
    """Does the word before name what the number numbers: `Article 25`, `Pillar 5`, `page 3`?"""
    word = previous_word(text, at)
    lower = word.lower()
    return lower in _LABELS_ANY_CASE or (word[:1].isupper() and lower in _LABELS)


def is_part_of_name(text: str, start: int, end: int) -> bool:
    """Is the number glued to letters: `COVID-19`, `MH-17`, `2nd`, `25a`?"""
    if text[start - 1 : start] in _JOINTS and start > 1 and _AFTER_LETTER.match(text, start - 2, start):
        return True
    return text[end : end + 1] not in _ENDS and _BEFORE_LETTER.match(text, end) is not None


def follows_name(text: str, at: int) -> bool:
    """Does a name stand directly before: `Leopard 2`, `Horizon 2020`?"""
    match = _PREVIOUS_WORD.search(text, _second_space(text, at), at)
    if not match or match.group().endswith("("):
        return False
    word = match[1]
    is_first = not text[: match.start()].strip(" \"'“(•>-–\f")
    return word[0].isupper() and not is_first and kind_of(word) is NOUN


def looks_like_year(text: str) -> bool:
    return len(text) == len("2019") and _YEAR.fullmatch(text) is not None
