"""Numbers in tables and large figures: those of the row's evidence, dates of its sources, small counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from briefgen.check.blocks import blocks
from briefgen.check.numbers import Number, decimal_of, read_numbers, stands_in
from briefgen.check.periods import sentence_of
from briefgen.check.wording import short
from briefgen.errors import Problem
from briefgen.model.brief import Brief, Evidence, PullFigures, Row, Table, Text
from briefgen.model.content import leaves
from briefgen.model.text import Document, Span

_YEARS = range(1800, 2200)
_DATES = ("period", "period_text", "when", "when_text", "said")


def check_tables(brief: Brief, documents: Mapping[str, Document]) -> Iterator[Problem]:
    for _, block in blocks(brief):
        if isinstance(block, (Table, PullFigures)):
            for row in block.rows:
                yield from _check_row(row, brief, documents)


def _named(brief: Brief) -> Iterator[Number]:
    """Numbers in the names and roles of speakers: "a member of the 5+5 commission"."""
    for evidence in brief.evidence.values():
        for name in ("speaker", "role"):
            yield from read_numbers(str(evidence.fields.get(name) or ""))


def _check_row(row: Row, brief: Brief, documents: Mapping[str, Document]) -> Iterator[Problem]:
    known = tuple(number for id_ in row.evidence for number in known_numbers(id_, brief, documents))
    known += () if row.evidence else tuple(_named(brief))
    # Nothing that a brief counts is more than its evidence and sources together.
    most = len(row.evidence) if row.evidence else len(brief.evidence) + len(brief.sources)
    for cell in row.cells:
        words = "".join(inline.text for inline in leaves(cell) if isinstance(inline, Text))
        for number in read_numbers(words):
            is_count = any(value <= most or (not row.evidence and value in _YEARS) for value in number.values)
            if not is_count and not stands_in(number, known):
                message = f"{number.text!r} in the cell {short(words)!r} is in no evidence of its row"
                yield Problem(message, evidence=next(iter(row.evidence), None))


def known_numbers(id_: str, brief: Brief, documents: Mapping[str, Document]) -> Iterator[Number]:
    """The numbers that stand behind some evidence: its sentence's, its value and bounds, its dates."""
    evidence = brief.evidence.get(id_)
    document = documents.get(evidence.cited.document) if evidence else None
    if evidence is None or document is None:
        return
    yield from read_numbers(evidence.printed_text)
    yield from read_numbers(sentence_of(evidence, document).of(document.text))
    yield from _values(evidence)
    issued = document.source.issued
    dates = (issued.edtf if issued else None, *(evidence.fields.get(name) for name in _DATES))
    for date in dates:
        yield from read_numbers(re.sub(r"[-/~]", " / ", str(date or "")))


def _values(evidence: Evidence) -> Iterator[Number]:
    """The figure as its fields give it: `check_figures` has compared them with the source."""
    unit = evidence.fields.get("unit")
    for name in ("value", "low", "high"):
        if (value := decimal_of(evidence.fields.get(name))) is not None:
            yield Number(Span(0, 0), str(value), frozenset({value}), str(unit) if unit else None)
