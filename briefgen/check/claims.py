"""What a reader should know of the sources: claims that rest on one origin, sources that are old."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from briefgen.check.blocks import paragraphs
from briefgen.check.wording import short
from briefgen.errors import Level, Place, Problem
from briefgen.model.brief import (
    Brief,
    EvidenceType,
    Inlines,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    Verbatim,
)
from briefgen.model.content import cited_documents, leaves
from briefgen.model.origins import origin
from briefgen.model.text import Source


def check_origins(brief: Brief, level: Level) -> Iterator[Problem]:
    """Editor's claims and figures that go back to one origin; several warnings are told in one line.

    A quotation is no claim of the brief's: that somebody said it needs no second source.
    """
    sources = {source.id: source for source in brief.sources}
    single = [
        paragraph
        for paragraph in paragraphs(brief)
        if paragraph.is_editors and not paragraph.is_frame
        if len(_origins(cited_documents(paragraph.content), _venues(paragraph.content, brief), sources)) == 1
    ]
    if level is Level.WARNING and len(single) > 1:
        yield _in_one_line(single)
    else:
        yield from (_single(paragraph, level) for paragraph in single)
    for section in brief.sections:
        yield from _single_rows(section, brief, sources, level)


def _single(paragraph: Paragraph, level: Level) -> Problem:
    cited = set(cited_documents(paragraph.content))
    words = "".join(i.text for i in leaves(paragraph.content) if isinstance(i, (Text, Verbatim)))
    many = f"{len(cited)} documents of one origin" if len(cited) > 1 else "one source"
    return Problem(f"this rests on {many}: “{short(words)}”", paragraph.place, None, level)


def _in_one_line(paragraphs: list[Paragraph]) -> Problem:
    places = [paragraph.place for paragraph in paragraphs if paragraph.place]
    lines = ", ".join(str(place.line) for place in places if place.line)
    where = Place(places[0].file) if places else None
    message = f"{len(paragraphs)} of the editor's paragraphs rest on one origin each"
    return Problem(f"{message}: lines {lines}" if lines else message, where, None, Level.WARNING)


def check_age(brief: Brief, level: Level, days: int) -> Iterator[Problem]:
    """Sources issued, on any reading of their date, more than `days` days before the edition's date."""
    oldest = brief.masthead.as_of - timedelta(days=days)
    old = [source.id for source in brief.sources if source.issued and source.issued.last() < oldest]
    if old:
        names = ", ".join(old)
        yield Problem(
            f"{len(old)} of {len(brief.sources)} sources are older than {days} days on the day of the "
            f"edition: {names}",
            level=level,
        )


def _single_rows(
    section: Section, brief: Brief, sources: Mapping[str, Source], level: Level
) -> Iterator[Problem]:
    """One line a table: its rows are extracted, so there is no place to point at."""
    for block in section.blocks:
        rows = [row for row in block.rows if _claims(row, brief)] if isinstance(block, Table) else []
        single = [row for row in rows if len(_row_origins(row, brief, sources)) == 1]
        if single:
            message = f"section {section.title!r}: {len(single)} of {len(rows)} rows rest on one source each"
            yield Problem(message, level=level)


def _claims(row: Row, brief: Brief) -> bool:
    """Whether a row says something of the world; one of quoted words alone says what its sources say."""
    types = {brief.evidence[id_].type for id_ in row.evidence if id_ in brief.evidence}
    return bool(types & {EvidenceType.FIGURE, EvidenceType.EVENT})


def _row_origins(row: Row, brief: Brief, sources: Mapping[str, Source]) -> set[str]:
    evidence = [brief.evidence[id_] for id_ in row.evidence if id_ in brief.evidence]
    venues = {item.cited.document: str(item.fields.get("venue") or "") for item in evidence}
    cited = [document for cell in row.cells for document in cited_documents(cell)]
    return _origins([*venues, *cited], venues, sources)


def _venues(content: Inlines, brief: Brief) -> dict[str, str]:
    """Where the quotations in some content were first said, by document."""
    quoted = (i.evidence for i in leaves(content) if isinstance(i, Verbatim) and i.evidence)
    found = (brief.evidence[id_] for id_ in quoted if id_ in brief.evidence)
    return {item.cited.document: str(item.fields.get("venue") or "") for item in found}


def _origins(
    documents: Iterable[str],
    venues: Mapping[str, str],
    sources: Mapping[str, Source],
) -> set[str]:
    return {
        origin(sources[document], venues.get(document), sources)
        for document in documents
        if document in sources
    }
