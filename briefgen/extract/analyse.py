"""A document analysed: the one pure function that ingest maps over a corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from briefgen.extract.anchor import Anchor
from briefgen.extract.dates import Expression, as_said, find_dates, placed_in_time
from briefgen.extract.datescan import date_words_of
from briefgen.extract.events import find_events
from briefgen.extract.figures import find_figures
from briefgen.extract.quotes import find_quotes
from briefgen.extract.segment import segment
from briefgen.extract.source import infer_source
from briefgen.model.facts import Analysis
from briefgen.model.text import Document

__all__ = ["VERSION", "analyse", "infer_source"]

VERSION = "10"  # raise it when any rule changes: stored analyses of another version are made anew


def analyse(document: Document) -> Analysis:
    """All passages and facts of a document; the same for the same document and version."""
    passages = segment(document)
    dates = date_words_of(document, passages)
    said = as_said(dates)
    seen = _as_read(document, said)
    expressions = placed_in_time(dates, Anchor.of(seen.source.issued), said)
    return Analysis(
        document=document,
        version=VERSION,
        passages=passages,
        quotes=find_quotes(seen, passages),
        figures=find_figures(seen, passages, expressions),
        events=find_events(seen, passages, expressions),
        dates=find_dates(seen, passages, expressions),
    )


def _as_read(document: Document, said: Sequence[tuple[Expression, ...]]) -> Document:
    """With the date and narrator that the text itself tells, where nobody declared them: to resolve by."""
    source = document.source
    if source.issued is not None and source.narrator is not None:
        return document
    issued, basis, narrator = infer_source(document.text, said)
    told: dict[str, Any] = {}
    if source.issued is None and issued is not None:
        told = {"issued": issued, "issued_basis": basis}
    if source.narrator is None and narrator is not None:
        told["narrator"] = narrator
    return replace(document, source=replace(source, **told)) if told else document
