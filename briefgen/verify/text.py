"""Verify a draft: its quotations, numbers and dates, each against the documents that it cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from briefgen.verify.amounts import check_months, check_numbers, numbers_of
from briefgen.verify.draft import Block, Draft, Kind, Statement, statements
from briefgen.verify.findings import Finding, Report
from briefgen.verify.findings import Kind as Found
from briefgen.verify.library import Library, Shelf
from briefgen.verify.quotations import (
    Quoted,
    check_quotation,
    in_marks,
    is_claim,
    quoted_in,
    speaker_of,
    speakers_in,
    without_marks,
)

LONGEST_SIGNATURE = 40  # words
_END = Block(Kind.TEXT, "", "")


def verify(draft: Draft, library: Library) -> Report:
    """Everything that a draft quotes and counts, compared with the library; findings in the draft's order."""
    report = Report()
    named = {key: library.named(reference) for key, reference in draft.sources.items()}
    report.findings += _unknown_sources(draft, named, library)
    for block, after in pairwise((*draft.blocks, _END)):
        if block.kind is Kind.QUOTATION:
            _check_set_off(block, after, named, library, report)
        elif block.kind is not Kind.HEADING:
            _check_block(block, named, library, report)
    return report


def _unknown_sources(draft: Draft, named: dict[str, str | None], library: Library) -> Iterator[Finding]:
    """Citations that lead to no document; each key is told once, and what cites it is not checked."""
    told: set[str] = set()
    for block in draft.blocks:
        for mark in block.marks:
            if mark.key not in named:
                named[mark.key] = mark.key if mark.key in library.shelves else None
            if named[mark.key] is None and mark.key not in told:
                told.add(mark.key)
                reference = draft.sources.get(mark.key, "")
                message = f"the citation {mark.key} leads to no document of the corpus"
                yield Finding(Found.UNKNOWN_SOURCE, block.place, message, reference[:200])


def _check_set_off(
    block: Block, after: Block, named: dict[str, str | None], library: Library, report: Report
) -> None:
    """A quotation without marks, with what stands under it."""
    signed = after if _signs(after) else _END
    keys = [mark.key for mark in (*block.marks, *signed.marks)]
    documents = _documents(keys, named)
    words, speaker = without_marks(block.text), speaker_of(signed.text) if signed.text else None
    if keys and not documents:
        return
    report.checked["quotations"] += 1
    report.findings += check_quotation(
        Quoted(words, block.place, documents, speaker, is_signed=True), library
    )


def _signs(block: Block) -> bool:
    """Whether a block is the line under a quotation: by its kind, or short with a dash or a citation."""
    is_line = block.kind is Kind.TEXT and len(block.text.split()) < LONGEST_SIGNATURE
    return block.kind is Kind.ATTRIBUTION or (is_line and bool(block.marks or block.text[:1] in "—–-~"))


def _check_block(block: Block, named: dict[str, str | None], library: Library, report: Report) -> None:
    speakers = speakers_in(block.text) if block.kind is Kind.TEXT and any(quoted_in(block.text)) else {}
    for statement in statements(block):
        documents = _documents(statement.keys, named)
        if statement.keys and not documents:
            continue
        bare = _check_marked(block, statement, documents, speakers, library, report)
        shelves = [library.shelves[document] for document in documents]
        if shelves:
            _check_amounts(bare, block, shelves, library, report)


def _check_marked(
    block: Block,
    statement: Statement,
    documents: tuple[str, ...],
    speakers: Mapping[int, str],
    library: Library,
    report: Report,
) -> str:
    """Check what stands in marks; answer the statement's words without it."""
    bare = list(block.text)
    for at, words in in_marks(block, statement):
        if is_claim(words, bool(documents)):
            report.checked["quotations"] += 1
            report.findings += check_quotation(
                Quoted(words, block.place, documents, speakers.get(at)), library
            )
        bare[at : at + len(words)] = " " * len(words)
    return "".join(bare[statement.start : statement.end])


def _check_amounts(
    words: str, block: Block, shelves: Sequence[Shelf], library: Library, report: Report
) -> None:
    report.checked["numbers"] += sum(1 for _ in numbers_of(words))
    report.findings += check_numbers(words, block.place, shelves, list(library.shelves.values()))
    report.findings += check_months(words, block.place, shelves)


def _documents(keys: Sequence[str], named: dict[str, str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(document for key in keys if (document := named.get(key))))
