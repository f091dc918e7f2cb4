"""The words that formats print by themselves: one table a language, English first.

No quotation marks in them, and no numbers: what a brief counts comes with the brief.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

Words = Mapping[str, str]

_ENGLISH: Words = {
    "contents": "In this brief",
    "skip": "Skip to the brief",
    "edition": "Edition",
    "cited_in": "Cited in:",
    "reported_so": "The sentence that reports it:",
    "chart": "The table beside it has the same figures.",
    "scale.million": "in millions",
    "scale.billion": "in billions",
    "digits.group": ",",
    "digits.point": ".",
    "months.short": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "contact": "Contact:",
    "page": "Page",
    "of": "of",
    "evidence_file": "The evidence of this brief, for programs to read",
    "mail_read": "Read the full brief",
    "mail_attached": "The full brief is attached:",
    "mail_also": "Also in the full brief:",
    "mail_more": "The full brief has more.",
    "in_context": "In context",
    "source": "Source",
    "full_text": "The text with the cited passages",
    "skip_source": "Skip to the text",
    "back": "Back to the brief",
    "passages": "What the brief takes from it",
    "printed_in": "in",
    "at_original": "in the original",
    "about": "About this source",
    "address": "Address",
    "text": "The text",
    "untouched": "As it stands in the file; the marked words are printed in the brief.",
    "excerpts": "The text is long: here stand the cited passages, each with what is around it.",
    "left_out": "Text left out",
    "corrections": "Readings that a person declared",
    "read_as": "Read as:",
    "slip": "In the text",
    "reading": "Read as",
    "why": "Why",
    "evidence.quote": "Quotation",
    "evidence.figure": "Figure",
    "evidence.event": "Event",
    "evidence.passage": "Passage",
    "source.author": "Author",
    "source.container_title": "Published in",
    "source.publisher": "Publisher",
    "source.issued": "Date (EDTF)",
    "source.issued_basis": "Date shown by",
    "source.title": "Title",
    "source.url": "Address",
    "source.narrator": "First person",
    "source.narrator_role": "Role of the first person",
    "source.narrator_basis": "First person shown by",
    "source.occasion": "Occasion",
    "source.venue": "Repeats",
    "source.part_of": "Part of",
    "source.reliability": "Reliability",
    "source.outside": "Known from outside",
    "source.language": "Language",
    "source.type": "Type",
    "source.id": "Document",
    "source.sha256": "SHA-256",
    "kind.at-a-glance": "At a glance",
    "kind.briefing": "Briefing",
    "kind.dossier": "Dossier",
    "date": "{day} {month} {year}",
    "months": "January February March April May June July August September October November December",
}

WORDS: Mapping[str, Words] = {"en": _ENGLISH}

NO_BREAK_SPACE = "\u00a0"

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_BOUND = re.compile(
    rf"""
    (?<=\d)[ ](?=%|(?:million|billion|thousand|percent|euros?|km|{_MONTH})\b)  # 5 million, 6 June
  | (?<=\b[A-Z]{{3}})[ ](?=\d)                                              # EUR 5
  | (?<=\d)[ ](?=\d\d\d\b)                                                 # 13 000
  | [ ](?=\*(?:\s|$))                                                     # the mark of a note
    """,
    re.VERBOSE,
)
_BOUND_YEAR = re.compile(rf"\b({_MONTH})[ ](?=\d\d\d\d\b)")


def words_for(language: str) -> Words:
    """The table of a language tag ("en-GB" is "en"); English where there is none yet."""
    return WORDS.get(language.split("-")[0].lower(), _ENGLISH)


def long_date(day: date, words: Words) -> str:
    """16 November 2026."""
    month = words["months"].split()[day.month - 1]
    return words["date"].format(day=day.day, month=month, year=day.year)


def kind_name(kind: str, words: Words) -> str:
    """What a reader calls this kind of brief; an unknown kind keeps its own name."""
    return words.get(f"kind.{kind}", kind.replace("-", " ").capitalize())


def bind_numbers(text: str) -> str:
    """The program's words with a number and its unit held on one line."""
    return _BOUND_YEAR.sub(rf"\1{NO_BREAK_SPACE}", _BOUND.sub(NO_BREAK_SPACE, text))
