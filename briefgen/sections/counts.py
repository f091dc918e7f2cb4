"""What the program counts by itself: sources and evidence by type, and the dates that the sources span."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefgen.model.brief import Evidence, EvidenceType
from briefgen.model.text import Source
from briefgen.sections.words import counted, say_date, say_period

_NOUNS = {
    EvidenceType.QUOTE: ("quotation", "quotations"),
    EvidenceType.FIGURE: ("figure", "figures"),
    EvidenceType.EVENT: ("dated event", "dated events"),
    EvidenceType.PASSAGE: ("passage", "passages"),
}


def count_evidence(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """`8 quotations`, `9 figures`, … of each type that there is."""
    items = list(evidence)
    numbers = {kind: sum(item.type is kind for item in items) for kind in _NOUNS}
    return tuple(counted(number, *_NOUNS[kind]) for kind, number in numbers.items() if number)


def say_coverage(sources: Sequence[Source]) -> str:
    """`sources from 6 June 2021 to 22 July 2025`: the first and the last date of what is cited."""
    dated = [source.issued for source in sources if source.issued]
    if not dated:
        return "sources undated" if sources else "no sources"
    first = min(dated, key=lambda issued: (issued.first(), issued.edtf))
    last = max(dated, key=lambda issued: (issued.last(), issued.edtf))
    if first.edtf == last.edtf:
        return f"sources of {say_period(first)}"
    starts, ends = first.start or first.end, last.end or last.start
    assert starts is not None and ends is not None
    latest = "" if last.is_single else " at the latest"
    return f"sources from {say_date(starts)} to {say_date(ends)}{latest}"
