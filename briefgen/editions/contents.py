"""What an edition says: read from its sections while it is made, or from its JSON years later."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefgen.editions.claims import gather
from briefgen.model.brief import Block, Evidence, EvidenceType, Section, Table, Verbatim
from briefgen.model.content import contents, leaves, with_opening
from briefgen.model.edition import Against, Contents, Selected, Why
from briefgen.model.text import Citation, Period, Source, Span

SCHEMA = "briefgen.brief/1"  # of the JSON that can be read
DIFFERENCES = "disagreements"  # the kind of section whose tables set claims against each other
STANDFIRST = "standfirst"


@dataclass(frozen=True, slots=True)
class Printing:
    """The evidence that one section prints, in order, and that of each of its tables."""

    kind: str
    evidence: tuple[str, ...]
    tables: tuple[tuple[str, ...], ...] = ()


def contents_of(selected: Selected) -> Contents:
    """What a brief says that is being made."""
    opening = Printing(STANDFIRST, tuple(_verbatim(selected.standfirst)))
    printings = [opening, *map(_printing, selected.sections)]
    return _contents(printings, selected.evidence, {source.id: source for source in selected.sources})


def recorded_contents(content: bytes, selecting: Collection[str]) -> Contents:
    """What a published edition says, from its JSON; sections of other kinds than `selecting` tell about it.

    Raises ValueError for what is no such JSON.
    """
    try:
        record = json.loads(content)
        if record["schema"] != SCHEMA:
            raise ValueError(f"it has the form {record['schema']!r}, and not {SCHEMA!r}")
        evidence = {item["id"]: _evidence(item) for item in record["evidence"]}
        sources = {item["id"]: _source(item) for item in record["sources"]}
        opening = Printing(STANDFIRST, tuple(_ids(record["masthead"]["standfirst"])))
        printings = [opening, *(_recorded(s) for s in record["sections"] if s["kind"] in selecting)]
        return _contents(printings, evidence, sources)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"it is not the JSON of an edition: {error!r}") from error


def _contents(
    printings: Sequence[Printing], evidence: Mapping[str, Evidence], sources: Mapping[str, Source]
) -> Contents:
    printed = [(p.kind, [evidence[id_] for id_ in p.evidence if id_ in evidence]) for p in printings]
    claims = gather(printed, sources)
    if not any(printing.kind == DIFFERENCES for printing in printings):
        return Contents(claims, sources)
    tables = [table for p in printings if p.kind == DIFFERENCES for table in p.tables]
    at = {item.id: position for position, claim in enumerate(claims) for item in claim.reports}
    found = (tuple(sorted({at[id_] for id_ in table if id_ in at})) for table in tables)
    return Contents(claims, sources, tuple(dict.fromkeys(positions for positions in found if positions)))


# From the blocks of a brief --------------------------------------------------------------------------


def _printing(section: Section) -> Printing:
    blocks = with_opening(section)
    tables = tuple(tuple(_of_table(block)) for block in blocks if isinstance(block, Table))
    return Printing(section.kind, tuple(id_ for block in blocks for id_ in _of_block(block)), tables)


def _of_block(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _of_table(block)
    for content in contents(block):
        yield from _verbatim(content)


def _of_table(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield from row.evidence


def _verbatim(content: Any) -> Iterator[str]:
    for inline in leaves(content):
        if isinstance(inline, Verbatim) and inline.evidence:
            yield inline.evidence


# From the JSON of an edition -------------------------------------------------------------------------


def _recorded(section: Mapping[str, Any]) -> Printing:
    blocks = [section["opening"], *section["blocks"]]
    tables = tuple(
        tuple(id_ for row in block["rows"] for id_ in row["evidence"])
        for block in section["blocks"]
        if block["type"] == "table"
    )
    return Printing(_text(section["kind"]), tuple(_ids(blocks)), tables)


def _ids(value: Any) -> Iterator[str]:
    """Every id of evidence in a piece of the JSON: one of words, or a list of those of a row."""
    if isinstance(value, list):
        for inner in value:
            yield from _ids(inner)
    elif isinstance(value, dict):
        found = value.get("evidence")
        if isinstance(found, str):
            yield found
        elif isinstance(found, list):
            yield from (_text(id_) for id_ in found)
        for key, inner in value.items():
            if key != "evidence":
                yield from _ids(inner)


_OWN = {
    "id", "type", "document", "sha256", "start", "end", "slices", "source_text", "printed_text",
    "normalisations",
}  # fmt: skip


def _evidence(item: Mapping[str, Any]) -> Evidence:
    return Evidence(
        id=_text(item["id"]),
        type=EvidenceType(item["type"]),
        cited=Citation(
            _text(item["document"]), _text(item["sha256"]), _count(item["start"]), _count(item["end"])
        ),
        slices=tuple(Span(_count(piece["start"]), _count(piece["end"])) for piece in item["slices"]),
        source_text=_text(item["source_text"]),
        printed_text=_text(item["printed_text"]),
        fields={key: value for key, value in item.items() if key not in _OWN},
    )


def _source(item: Mapping[str, Any]) -> Source:
    """As much of a source as comparing and naming it needs."""
    known = {
        name: _text(item[key])
        for name, key in {
            "title": "title",
            "container_title": "container-title",
            "publisher": "publisher",
            "narrator": "narrator",
            "occasion": "occasion",
            "venue": "venue",
            "part_of": "part_of",
        }.items()
        if item.get(key) is not None
    }
    issued = Period.parse(_text(item["issued"])) if item.get("issued") else None
    author = tuple(_text(name) for name in item.get("author") or ())
    return Source(_text(item["id"]), _text(item["sha256"]), author=author, issued=issued, **known)  # type: ignore[arg-type]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.60} is not text")
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r:.60} is not a place in a text")
    return value


def recorded_reasons(content: bytes, against: Against) -> dict[str, Why]:
    """Why claims are gone since an edition, by the id of their evidence, as a later edition's JSON tells it.

    Nothing where it tells of changes since another edition, or of none. Raises ValueError as
    `recorded_contents` does.
    """
    try:
        changes = json.loads(content).get("changes") or {}
        if (changes.get("against") or {}).get("sha256") != against.sha256:
            return {}
        return {
            _text(item["before"]["evidence"]): Why(item["why"]) for item in changes["items"] if item["why"]
        }
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"it is not the JSON of an edition: {error!r}") from error
