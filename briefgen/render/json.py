"""A brief for programs: what it prints, the evidence behind it, and the documents it cites.

Version 1 of the form; a change that breaks a reader counts it up. Keys are sorted, so the same brief is the
same bytes. Offsets count characters of the document's text; dates are EDTF; what is not known is null.

A section has `kind, title, anchor, part, opening, blocks`; `parts` are a dossier's. A block has a `type`:
paragraph (content, is_editors), empty (text), list (is_ordered, items), subheading (text, level),
quotation (evidence, text, attribution, frame, notes), table (caption, columns, rows of cells and evidence,
notes), figures (title, figures of value, measure, period, source and evidence, notes), chart (title, unit,
by, form, caption, legend, alt, points of label, series, evidence, text, value, low, high, bound), sources
(numbers).
Inline content is a list of parts, each with a `type`: text, title (text), verbatim (evidence, text, marks),
citation (documents, numbers), emphasis and strong (content), link (url, content).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, assert_never

from briefgen.model.brief import (
    Block,
    Brief,
    Bullets,
    Chart,
    CheckedBrief,
    Cite,
    Emphasis,
    Empty,
    Evidence,
    Inlines,
    Link,
    Paragraph,
    PullFigures,
    Quotation,
    Row,
    Section,
    SourceList,
    Strong,
    Subheading,
    Table,
    Text,
    Title,
    Verbatim,
)
from briefgen.model.text import PartialDate, Period, Source, Span
from briefgen.render.changes import changes_as_json
from briefgen.render.content import by_part, numbers
from briefgen.render.look import Look

SCHEMA = "briefgen.brief/1"


def render(checked: CheckedBrief, look: Look) -> bytes:
    """The brief as JSON in UTF-8 with a newline at its end; `look` changes nothing here."""
    return (json.dumps(_brief(checked), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode(
        errors="backslashreplace"  # a lone surrogate stays readable as its JSON escape
    )


def _brief(brief: Brief) -> dict[str, Any]:
    head = brief.masthead
    return {
        "schema": SCHEMA,
        "brief": brief.name,
        "title": head.title,
        "kind": head.kind,
        "edition": head.edition,
        "as_of": head.as_of.isoformat(),
        "language": brief.language,
        "masthead": {
            "standfirst": _inlines(head.standfirst, brief),
            "marking": head.marking,
            "coverage": head.coverage,
            "counts": list(head.counts),
            "publisher": head.publisher,
            "contact": head.contact,
            "series": head.series,
            "imprint": head.imprint,
            "themes": list(head.themes),
            "address": head.address,
        },
        "parts": [
            {"title": part.title, "anchor": part.anchor} for part, _ in by_part(brief.sections) if part
        ],
        "sections": [_section(section, brief) for section in brief.sections],
        "evidence": [_evidence(item) for item in sorted(brief.evidence.values(), key=_address)],
        "sources": [_source(number, source) for number, source in enumerate(brief.sources, start=1)],
        "changes": changes_as_json(brief.changes) if brief.changes else None,
    }


def _address(item: Evidence) -> tuple[str, int, int, str]:
    return item.cited.document, item.cited.start, item.cited.end, item.id


def _evidence(item: Evidence) -> dict[str, Any]:
    fields = {key: _plain(value) for key, value in item.fields.items()}
    return fields | {
        "id": item.id,
        "type": item.type.value,
        "document": item.cited.document,
        "sha256": item.cited.sha256,
        "start": item.cited.start,
        "end": item.cited.end,
        "slices": [_span(piece) for piece in item.slices],
        "source_text": item.source_text,
        "printed_text": item.printed_text,
        "normalisations": [
            {"kind": change.kind.value, **_span(change.span), "printed": change.printed}
            for change in item.normalisations
        ],
    }


def _source(number: int, source: Source) -> dict[str, Any]:
    """The bibliographic fields under their CSL-JSON names."""
    fields = {
        key.replace("container_title", "container-title"): value for key, value in asdict(source).items()
    }
    fields |= {"issued": source.issued, "author": list(source.author), "outside": source.outside}
    return {"number": number} | {key: _plain(value) for key, value in fields.items()}


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _plain(value: object) -> Any:
    """A value of the model as JSON: exact decimals as numbers, dates and periods as EDTF."""
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return _plain(value.value)
        case str():
            return value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case Period() | PartialDate():
            return value.edtf
        case date():
            return value.isoformat()
        case Span():
            return _span(value)
        case Mapping():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case tuple() | list():
            return [_plain(inner) for inner in value]
        case set() | frozenset():
            return sorted(_plain(inner) for inner in value)
        case _:
            raise TypeError(f"no JSON form for {type(value).__name__}")


def _section(section: Section, brief: Brief) -> dict[str, Any]:
    return {
        "kind": section.kind,
        "title": section.title,
        "anchor": section.anchor,
        "part": section.part.anchor if section.part else None,
        "opening": _block(section.opening, brief) if section.opening else None,
        "blocks": [_block(block, brief) for block in section.blocks],
    }


def _block(block: Block, brief: Brief) -> dict[str, Any]:
    match block:
        case Paragraph():
            content = _inlines(block.content, brief)
            return {"type": "paragraph", "content": content, "is_editors": block.is_editors}
        case Empty(text):
            return {"type": "empty", "text": text}
        case Bullets(items, is_ordered):
            return {
                "type": "list",
                "is_ordered": is_ordered,
                "items": [_block(item, brief) for item in items],
            }
        case Subheading(text, level):
            return {"type": "subheading", "text": text, "level": level}
        case Quotation():
            return _quotation(block, brief)
        case Table():
            return _table(block, brief)
        case PullFigures():
            return _pulled(block, brief)
        case Chart():
            return _chart(block, brief)
        case SourceList(entries):
            return {"type": "sources", "numbers": [entry.number for entry in entries]}
        case _:
            assert_never(block)


def _quotation(block: Quotation, brief: Brief) -> dict[str, Any]:
    return {
        "type": "quotation",
        "evidence": block.words.evidence,
        "text": block.words.text,
        "attribution": _inlines(block.attribution, brief),
        "frame": _inlines(block.frame, brief),
        "notes": [_inlines(note, brief) for note in block.notes],
    }


def _table(block: Table, brief: Brief) -> dict[str, Any]:
    return {
        "type": "table",
        "caption": block.caption,
        "columns": [
            {"key": column.key, "title": column.title, "align": column.align.value}
            for column in block.columns
        ],
        "rows": [_row(row, brief) for row in block.rows],
        "notes": [_inlines(note, brief) for note in block.notes],
    }


def _pulled(block: PullFigures, brief: Brief) -> dict[str, Any]:
    names = ("value", "measure", "period", "source")
    figures = [
        dict(zip(names, (_inlines(cell, brief) for cell in row.cells), strict=True))
        | {"evidence": list(row.evidence)}
        for row in block.rows
    ]
    notes = [_inlines(note, brief) for note in block.notes]
    return {"type": "figures", "title": block.title, "figures": figures, "notes": notes}


def _chart(block: Chart, brief: Brief) -> dict[str, Any]:
    points = [
        {
            "label": point.label,
            "evidence": point.words.evidence,
            "text": point.words.text,
            "value": _plain(point.value),
            "low": _plain(point.low),
            "high": _plain(point.high),
            "bound": _plain(point.bound),
            "series": point.series or None,
        }
        for point in block.points
    ]
    return {
        "type": "chart",
        "title": block.title,
        "unit": block.unit,
        "by": block.by.value,
        "form": block.form.value,
        "legend": list(block.legend),
        "caption": _inlines(block.caption, brief),
        "alt": block.alt,
        "points": points,
    }


def _row(row: Row, brief: Brief) -> dict[str, Any]:
    return {"cells": [_inlines(cell, brief) for cell in row.cells], "evidence": list(row.evidence)}


def _inlines(content: Inlines, brief: Brief) -> list[dict[str, Any]]:
    return [_inline(part, brief) for part in content]


def _inline(part: Text | Emphasis | Strong | Link | Verbatim | Cite | Title, brief: Brief) -> dict[str, Any]:
    match part:
        case Text(text):
            return {"type": "text", "text": text}
        case Title(text):
            return {"type": "title", "text": text}
        case Emphasis(inner):
            return {"type": "emphasis", "content": _inlines(inner, brief)}
        case Strong(inner):
            return {"type": "strong", "content": _inlines(inner, brief)}
        case Link(url, inner):
            return {"type": "link", "url": url, "content": _inlines(inner, brief)}
        case Verbatim(evidence, text, marks):
            return {"type": "verbatim", "evidence": evidence, "text": text, "marks": marks}
        case Cite(documents):
            return {"type": "citation", "documents": list(documents), "numbers": list(numbers(brief, part))}
        case _:
            assert_never(part)
