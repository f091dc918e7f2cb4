"""What `extract` prints: one document as one line of JSON. Pure: values in, text out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from briefgen.cli.json_text import to_json
from briefgen.model.facts import Analysis, DateMention, Figure, Quote, Tag
from briefgen.model.text import Document, Passage, Period, Span
from briefgen.model.verbatim import fold


def document_line(shown: str, analysis: Analysis, tags: Sequence[Tag]) -> str:
    """The line of a document that was given as `shown`."""
    document = analysis.document
    themes = _themes_by_passage(tags)
    return to_json(
        {
            "doc": shown,
            "sha256": document.source.sha256,
            "quotes": [_quote(document, quote) for quote in analysis.quotes],
            "figures": [_figure(document, figure) for figure in analysis.figures],
            "passages": [_passage(document, passage, themes) for passage in analysis.passages],
            "dates": [_date(document, mention) for mention in analysis.dates],
        }
    )


def _themes_by_passage(tags: Iterable[Tag]) -> dict[int, list[str]]:
    themes: dict[int, list[str]] = {}
    for tag in tags:
        themes.setdefault(tag.passage, []).append(tag.theme)
    return themes


def _address(document: Document, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(document.text)}


def _quote(document: Document, quote: Quote) -> dict[str, Any]:
    return _address(document, quote.cited.span) | quote_fields(quote)


def quote_fields(quote: Quote) -> dict[str, Any]:
    """What is told of a quotation, beside its words."""
    speaker = quote.speaker
    mention = speaker.mention if speaker else None
    return {
        "speaker": speaker.name if speaker else None,
        "speaker_start": mention.start if mention else None,
        "speaker_end": mention.end if mention else None,
        "role": speaker.role if speaker else None,
        "cue": quote.cue,
        "kind": str(quote.kind),
        "group": quote.group,
        "said": _edtf(quote.said),
        "venue": quote.venue,
    }


def _figure(document: Document, figure: Figure) -> dict[str, Any]:
    return _address(document, figure.cited.span) | figure_fields(document, figure)


def figure_fields(document: Document, figure: Figure) -> dict[str, Any]:
    """What is told of a figure, beside its words."""
    measure = ", ".join(fold(span.of(document.text)) for span in figure.measures)
    return {
        "value": number(figure.value),
        "low": number(figure.low),
        "high": number(figure.high),
        "unit": figure.unit,
        "kind": str(figure.kind),
        "qualifier": figure.qualifier,
        "change": str(figure.change) if figure.change else None,
        "measure": measure or None,
        "period": _edtf(figure.period),
        "period_text": figure.period_text,
        "place": figure.place,
        "attributed_to": figure.attributed_to,
        "sentence_start": figure.sentence.start,
        "sentence_end": figure.sentence.end,
    }


def _passage(document: Document, passage: Passage, themes: Mapping[int, list[str]]) -> dict[str, Any]:
    found = {"kind": str(passage.kind), "themes": themes.get(passage.index, [])}
    return _address(document, passage.cited.span) | found


def _date(document: Document, mention: DateMention) -> dict[str, Any]:
    return _address(document, mention.cited.span) | {"value": mention.value.edtf}


def _edtf(period: Period | None) -> str | None:
    return period.edtf if period else None


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole values stay whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
