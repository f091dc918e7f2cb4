"""A date is printed only where the source gives it: in words near by, or by its own date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from briefgen.check.blocks import about
from briefgen.errors import Problem
from briefgen.model.brief import Brief, Evidence, EvidenceType
from briefgen.model.text import Document, Period, Span
from briefgen.model.verbatim import fold

_YEAR = re.compile(r"(?<!\d)(?:1[89]|20|21)\d{2}(?!\d)")
_HEADING = 200  # characters: a longer line without a full stop is a paragraph all the same
# Years before or after its own date that a source may mean without naming them ("last year", "by spring").
_REACH = 10
_FIELDS = {EvidenceType.FIGURE: ("period", "period_text"), EvidenceType.EVENT: ("when", "when_text")}


def check_periods(brief: Brief, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """The periods of figures and the dates of events."""
    for evidence in brief.evidence.values():
        document = documents.get(evidence.cited.document)
        if document is None or evidence.type not in _FIELDS:
            continue
        stated, written = (evidence.fields.get(name) for name in _FIELDS[evidence.type])
        if stated:
            for message in _faults(str(stated), written, document, sentence_of(evidence, document)):
                yield about(evidence, message)


def sentence_of(evidence: Evidence, document: Document) -> Span:
    """The sentence that the fields name; without one, the paragraph around the evidence."""
    start, end = evidence.fields.get("sentence_start"), evidence.fields.get("sentence_end")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(document.text):
        return Span(start, end)
    return paragraph_of(document.text, evidence.cited.span)


def paragraph_of(text: str, span: Span) -> Span:
    """The stretch around `span` that holds no blank line."""
    start = text.rfind("\n\n", 0, span.start)
    end = text.find("\n\n", span.end)
    return Span(start + 2 if start >= 0 else 0, end if end >= 0 else len(text))


def _faults(stated: str, written: object, document: Document, sentence: Span) -> Iterator[str]:
    try:
        period = Period.parse(stated)
    except ValueError as error:
        yield str(error)
        return
    years = {date.year for date in (period.start, period.end) if date} - _reachable(document)
    near = fold(paragraph_of(document.text, sentence).of(document.text))
    if not _stand_in(near, written, years):
        near = f"{_headings(document.text[: sentence.start])} {near}"
    if not written:
        yield f"no words of the source say its period {stated}"
    elif not _stand_in(near, written, set()):
        yield f"the words for its period, {written!r}, do not stand near it"
    for year in sorted(year for year in years if not _stand_in(near, "", {year})):
        yield f"the year {year} of its period neither stands near it nor follows from the source's date"


def _stand_in(near: str, written: object, years: set[int]) -> bool:
    named = {int(match[0]) for match in _YEAR.finditer(near)} if years else set()
    return fold(str(written or "")).casefold() in near.casefold() and years <= named


def _headings(before: str) -> str:
    """The lines that may be headings of what follows: short, and without a full stop."""
    lines = before.split("\n")
    return fold(" ".join(line for line in lines if len(line) <= _HEADING and line.rstrip()[-1:] != "."))


def _reachable(document: Document) -> set[int]:
    """The years that a source may mean without naming them; an undated one, by a date that it names."""
    issued = document.source.issued
    if issued is None or issued.start is None or issued.end is None:
        named = {int(match[0]) for match in _YEAR.finditer(document.text)}
        return {year + shift for year in named for shift in (-1, 0, 1)}
    return set(range(issued.first().year - _REACH, issued.last().year + _REACH + 1))
