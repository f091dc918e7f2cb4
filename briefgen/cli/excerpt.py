"""`corpus show ID --at`: a place of a document with what stands around it, and what was found there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from briefgen.cli import terminal
from briefgen.cli.json_lines import figure_fields, quote_fields
from briefgen.cli.json_text import to_json
from briefgen.cli.terminal import Paint, Painted
from briefgen.errors import MisuseError
from briefgen.ingest import ingest
from briefgen.model.facts import Event, Figure, Quote
from briefgen.model.matching import find_words
from briefgen.model.selectors import Folded
from briefgen.model.text import Document, PassageKind, Span
from briefgen.model.verbatim import fold
from briefgen.paths import find_project
from briefgen.places.fitting import did_you_mean
from briefgen.places.visible import shown
from briefgen.spec.project import load_settings
from briefgen.store import Hit, Query, Store, open_store

_OFFSETS = re.compile(r"(?:(?:quote|figure|event|passage)-(?P<id>.+)-)?(?P<start>\d{1,9})-(?P<end>\d{1,9})")
AROUND = 1  # passages before and after
# Of a quotation, a figure or an event, what a line tells.
_TOLD = ("speaker", "role", "cue", "value", "unit", "measure", "period", "place", "when")


def excerpt_command(document: str, at: str, *, as_json: bool) -> int:
    """Print each place that `at` names: offsets, the id of an item, or words of the document."""
    project = find_project(Path.cwd())
    with open_store(load_settings(project).store) as store:
        ingest(project, store)
        try:
            whole = store.document(document)
        except KeyError:
            known = [source.id for source in store.sources()]
            raise MisuseError(
                f"there is no document {shown(document)} ({did_you_mean(document, known)})"
            ) from None
        places = _places(whole, at)
        if as_json:
            found = [_fields(store, whole, span) for span in places]
            terminal.write(to_json(found, indent=2) + "\n")
            return 0
        for number, span in enumerate(places):
            if number:
                terminal.out("")
            _print(store, whole, span)
    return 0


def _places(document: Document, at: str) -> list[Span]:
    """The stretches that are meant. Raises MisuseError where there are none."""
    if (match := _OFFSETS.fullmatch(at)) and match["id"] in (None, document.id):
        start, end = int(match["start"]), int(match["end"])
        if start < end <= len(document.text):
            return [Span(start, end)]
        raise MisuseError(
            f"{shown(at)} lies outside {document.id}, which has {len(document.text)} characters"
        )
    places = [Span(pieces[0].start, pieces[-1].end) for pieces in find_words(document, at)] if at else []
    if not places:
        near = Folded(document.text).nearest(at) if at else None
        hint = f"nearest: {shown(near)}" if near else "copy them as they stand there"
        raise MisuseError(f"the words {shown(at)} do not stand in {document.id} ({hint})")
    return places


def _print(store: Store, document: Document, span: Span) -> None:
    terminal.out_painted((Paint.STRONG, f"{document.id}  {span.start}-{span.end}"))
    for around in _around(store, document, span):
        terminal.out_painted("  ", *_marked(document, around, span))
    fields = _fields(store, document, span)
    for name in ("quotes", "figures", "events"):
        for item in fields[name]:
            told = ", ".join(f"{key} {value}" for key, value in item.items() if key in _TOLD and value)
            terminal.out_painted((Paint.FAINT, f"  {item['id']}  "), told)
    for tag in fields["themes"]:
        terminal.out_painted((Paint.FAINT, f"  {tag['theme']}  "), f"by {tag['by']}: {tag['why']}")


def _around(store: Store, document: Document, span: Span) -> list[Span]:
    """The passages of a place, and those next to them; the place alone where there are none."""
    passages = [
        hit.passage.cited.span
        for hit in store.passages(Query(documents=(document.id,)))
        if hit.passage.kind is not PassageKind.FURNITURE
    ]
    here = [at for at, passage in enumerate(passages) if passage.overlaps(span)]
    return passages[max(here[0] - AROUND, 0) : here[-1] + AROUND + 1] if here else [span]


def _marked(document: Document, around: Span, span: Span) -> Iterator[Painted]:
    start, end = max(span.start, around.start), min(span.end, around.end)
    if start >= end:
        yield (Paint.FAINT, fold(around.of(document.text)))
        return
    before, after = document.text[around.start : start], document.text[end : around.end]
    yield fold(before) + (" " if before[-1:].isspace() else "")
    yield (Paint.HIT, fold(document.text[start:end]))
    yield (" " if after[:1].isspace() else "") + fold(after)


def _fields(store: Store, document: Document, span: Span) -> dict[str, Any]:
    """What was found in a place, and the themes of its passages with the rule or person that gave them."""
    query = Query(documents=(document.id,))
    passages = [hit.passage for hit in store.passages(query) if hit.passage.cited.span.overlaps(span)]
    here = {passage.index for passage in passages}
    return {
        "document": document.id,
        **_slice(document, span),
        "passages": [{"kind": str(one.kind), **_slice(document, one.cited.span)} for one in passages],
        "quotes": [
            {**_item("quote", hit, document), **quote_fields(hit.fact), "actor": hit.actor and hit.actor.id}
            for hit in store.quotes(query)
            if hit.fact.cited.span.overlaps(span)
        ],
        "figures": [
            {**_item("figure", hit, document), **figure_fields(document, hit.fact)}
            for hit in store.figures(query)
            if hit.fact.cited.span.overlaps(span)
        ],
        "events": [
            {**_item("event", hit, document), "when": hit.fact.when.edtf}
            for hit in store.events(query)
            if hit.fact.cited.span.overlaps(span)
        ],
        "themes": [
            {"theme": tag.theme, "by": str(tag.by), "why": tag.why, "strength": tag.strength}
            for tag in store.tags(document.id)
            if tag.passage in here
        ],
    }


def _item(sort: str, hit: Hit[Quote] | Hit[Figure] | Hit[Event], document: Document) -> dict[str, Any]:
    span = hit.fact.cited.span
    return {"id": f"{sort}-{document.id}-{span.start}-{span.end}", **_slice(document, span)}


def _slice(document: Document, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(document.text)}
