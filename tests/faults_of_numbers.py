"""Numbers: each stands in a cited source, or is a date or a count that the edition itself explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from finished_editions import Edition
from printed import Printed, fold

_SPELT = {
    word: str(value)
    for value, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=2
    )
}
_NUMBER = re.compile(
    r"(?<!\w)(?P<digits>\d{1,3}(?:[ ,.’']\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    rf"|\b(?P<word>{'|'.join(_SPELT)})\b",
    re.IGNORECASE,
)
_SCALE = re.compile(r" ?-?(thousand|million|billion|%|percent|per cent)(?!\w)", re.IGNORECASE)
_TELLS_COUNTS = {"actors", "limits", "method", "changes"}  # sections that count the brief's own parts


def numbers_of(text: str) -> set[str]:
    """Numbers as they are written, in one form: `13000`, `10.5`, `5 million`, `280 %`."""
    text, found = fold(text).removeprefix("No two sources"), set()  # which counts nothing
    for match in _NUMBER.finditer(text):
        written = match["digits"] or _SPELT[match["word"].lower()]
        value = re.sub(r"[ ,.’'](?=\d{3}(?:\D|$))", "", written).replace(",", ".")
        scale = _SCALE.match(text, match.end())
        unit = scale[1].lower().replace("per cent", "%").replace("percent", "%") if scale else ""
        found.add(f"{value} {unit}".strip())
    return found


def numbers_come_from_sources(edition: Edition) -> Iterator[str]:
    """Each number stands in a cited source, or in a date that its evidence or its source gives."""
    kinds = {section["title"]: section["kind"] for section in edition.json["sections"]}
    known = {source["id"]: _numbers_of_source(edition, source) for source in edition.json["sources"]}
    everywhere = set().union(*known.values())
    most = max(len(edition.json["evidence"]), len(list(edition.seeds.glob("*.txt"))))
    for name, printed in edition.formats.items():
        for section, text, cites in _numbered(printed):
            allowed = (
                set().union(*(known.get(edition.document(n), set()) for n in cites)) if cites else everywhere
            )
            if kinds.get(section) in _TELLS_COUNTS:
                allowed |= {str(number) for number in range(most + 1)} | _numbers_of_scope(edition, text)
                allowed |= _numbers_of_earlier(edition, text)
            for number in sorted(numbers_of(text) - allowed):
                yield f"{name}, {section}: {number} in {text[:60]!r} stands in no source"


def _numbered(printed: Printed) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Stretches of words with the sources they cite: a row of a table is one."""
    skipped = {"facts", "kind", "colophon", "source"}
    yield from ((run.section, run.text, run.cites) for run in printed.runs if run.kind not in skipped)
    yield from ((chart.section, chart.text, chart.cites) for chart in printed.charts)
    for table in printed.tables:
        yield from ((table.section, name, ()) for name in table.columns)
        for row in table.rows:
            cites = tuple(number for cell in row for number in cell.cites)
            yield from ((table.section, cell.text, cites) for cell in row)
    for quotation in printed.quotations:
        yield from ((r.section, r.text, r.cites) for r in (quotation.attribution, *quotation.notes))


def _numbers_of_source(edition: Edition, source: Mapping[str, Any]) -> set[str]:
    dates = [source["issued"]]
    for item in edition.json["evidence"]:
        if item["document"] == source["id"]:
            dates += [item.get(name) for name in ("period", "when", "said")]
    parts = {str(int(part)) for date in dates for part in re.findall(r"\d+", date or "")}
    found = numbers_of(edition.texts[source["id"]]) | numbers_of(source["title"] or "")
    return found | parts | {number.partition(" ")[0] for number in found if number.endswith("%")}


def _numbers_of_earlier(edition: Edition, text: str) -> set[str]:
    """The name and the day of the edition compared with, where they are said."""
    against = (edition.json["changes"] or {}).get("against")
    if not against or against["edition"] not in text:
        return set()
    year, _, day = against["as_of"].split("-")
    return numbers_of(against["edition"]) | {year, str(int(day))}


def _numbers_of_scope(edition: Edition, text: str) -> set[str]:
    """The sentence that names the period of the brief, which its spec sets."""
    return numbers_of(text) if text.partition(". ")[2].startswith("The brief covers sources ") else set()
