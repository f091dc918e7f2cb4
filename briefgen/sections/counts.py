"""What the program counts by itself: sources and evidence by type, and the dates that the sources span."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefgen.languages import Language
from briefgen.languages.dates import say_bounds, say_period
from briefgen.model.brief import Evidence, EvidenceType
from briefgen.model.text import Source

_NOUNS = {
    EvidenceType.QUOTE: "count.quote",
    EvidenceType.FIGURE: "count.figure",
    EvidenceType.EVENT: "count.dated_event",
    EvidenceType.PASSAGE: "count.passage",
}


def count_evidence(evidence: Iterable[Evidence], language: Language) -> tuple[str, ...]:
    """`8 quotations`, `9 figures`, … of each type that there is."""
    items = list(evidence)
    numbers = {kind: sum(item.type is kind for item in items) for kind in _NOUNS}
    return tuple(language.say(_NOUNS[kind], count=number) for kind, number in numbers.items() if number)


def say_coverage(sources: Sequence[Source], language: Language) -> str:
    """`sources from 6 June 2021 to 22 July 2025`: the first and the last date of what is cited."""
    dated = [source.issued for source in sources if source.issued]
    if not dated:
        return language.say("coverage.undated" if sources else "coverage.none")
    first = min(dated, key=lambda issued: (issued.first(), issued.edtf))
    last = max(dated, key=lambda issued: (issued.last(), issued.edtf))
    if first.edtf == last.edtf:
        return language.say("coverage.of", date=say_period(first, language))
    starts, ends = first.start or first.end, last.end or last.start
    assert starts is not None and ends is not None
    key = "coverage.range" if last.is_single else "coverage.range_at_latest"
    start, end = say_bounds(starts, ends, language)
    return language.say(key, start=start, end=end)
