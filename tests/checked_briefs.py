"""Small briefs for the tests of the check, made of true words of the corpus."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefgen.check import check
from briefgen.errors import InputError, Place
from briefgen.model.brief import (
    Block,
    Brief,
    Bullets,
    Cite,
    Column,
    Evidence,
    EvidenceType,
    Inline,
    Masthead,
    Paragraph,
    Quotation,
    Row,
    Section,
    SourceEntry,
    SourceList,
    Strong,
    Table,
    Text,
    Title,
    Verbatim,
)
from briefgen.model.text import Document, Period, Span
from briefgen.model.verbatim import print_slices

PUBLISHED = date(2026, 11, 22)
PLACE = Place("briefs/libya.yaml", 12, 7)
ISSUED = {
    "bondarieva-2025-07-22": "2025-07-22",
    "ec-news-blog-2021-06-06": "2021-06-06",
    "europe-times-2025": "2025-10/2025-12",
    "united24-2025-08": "2025-08",
    "von-der-leyen-2023-12": "2023-12",
}
BONDARIEVA, BLOG, TIMES, UNITED, LETTER = ISSUED


def dated(corpus: dict[str, Document]) -> dict[str, Document]:
    """The corpus with the dates that its sidecars give."""
    return {
        id_: replace(document, source=replace(document.source, issued=Period.parse(ISSUED[id_])))
        for id_, document in corpus.items()
    }


def evidence(
    document: Document, *words: str, kind: EvidenceType = EvidenceType.QUOTE, **fields: object
) -> Evidence:
    """Evidence for some words of a document, in order; several are joined by an elision."""
    slices, at = [], 0
    for piece in words:
        start = document.text.index(piece, at)
        slices.append(Span(start, start + len(piece)))
        at = start + len(piece)
    return of_slices(document, slices, kind, **fields)


def of_slices(document: Document, slices: list[Span], kind: EvidenceType, **fields: object) -> Evidence:
    whole = Span(slices[0].start, slices[-1].end)
    printed = print_slices(document.text, slices, document.corrections)
    return Evidence(
        f"{kind}-{document.id}-{whole.start}-{whole.end}",
        kind,
        document.cite(whole),
        tuple(slices),
        whole.of(document.text),
        printed.text,
        printed.normalisations,
        fields,
    )


def quotation(item: Evidence, attribution: str, *notes: tuple[Inline, ...]) -> Quotation:
    return Quotation(
        Verbatim(item.id, item.printed_text), (Text(attribution), Cite((item.cited.document,))), (), notes
    )


def prose(*content: Inline) -> Paragraph:
    return Paragraph(content, is_editors=True, place=PLACE)


def brief(documents: dict[str, Document], *blocks: Block, given: tuple[Evidence, ...] = ()) -> Brief:
    """A brief of one section and its list of sources."""
    cited = dict.fromkeys(document for block in blocks for document in _cited(block) if document in documents)
    sources = tuple(documents[id_].source for id_ in cited)
    entries = tuple(
        SourceEntry(number, source, (Title(source.id),), (), ())
        for number, source in enumerate(sources, start=1)
    )
    return Brief(
        name="libya",
        language="en",
        masthead=Masthead("EU engagement with Libya", "briefing", "2026-W47", PUBLISHED),
        sections=(
            Section("text", "Background", "background", blocks),
            Section("sources", "Sources", "sources", (SourceList(entries),)),
        ),
        evidence={item.id: item for item in given},
        sources=sources,
    )


def _cited(block: object) -> list[str]:
    match block:
        case Cite(found):
            return list(found)
        case tuple():
            return [found for part in block for found in _cited(part)]
        case Paragraph(content) | Strong(content):
            return _cited(content)
        case Bullets(items):
            return _cited(items)
        case Quotation(_, attribution, frame, notes):
            return _cited((attribution, frame, notes))
        case Table(_, _, rows):
            return _cited(tuple(row.cells for row in rows))
        case _:
            return []


def table(row: tuple[str, ...], *items: Evidence) -> Table:
    columns = (Column("measure", "Measure"), Column("value", "Value"), Column("source", "Source"))
    cites = (Cite(tuple(dict.fromkeys(item.cited.document for item in items))),) if items else ()
    cells = (*((Text(cell),) for cell in row), cites)
    return Table("Figures", columns, (Row(cells, tuple(item.id for item in items)),))


def faults(broken: Brief, documents: dict[str, Document], **levels: object) -> str:
    with pytest.raises(InputError) as raised:
        check(broken, documents, **levels)  # type: ignore[arg-type]
    return str(raised.value)
