"""Every quotation is sliced from its source again and must come out as it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from rapidfuzz import fuzz

from briefgen.check.blocks import Run, about, runs
from briefgen.check.wording import short
from briefgen.errors import Problem
from briefgen.model.brief import Brief, Cite, Evidence, Inlines, Verbatim
from briefgen.model.text import Document, Span
from briefgen.model.verbatim import ends_paragraph, fold, print_slices
from briefgen.model.wording import FORBIDDEN

_NEAR_ENOUGH = 60.0  # per cent of characters in common: below it a suggestion would mislead
_LONGEST_SOUGHT = 600  # characters of a quotation for which a nearest wording is looked for


def check_evidence(brief: Brief, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Each piece of evidence against the document as it stands now."""
    for key, evidence in brief.evidence.items():
        if key != evidence.id or not re.fullmatch(r"[^\s]+", evidence.id):
            yield Problem(f"evidence {evidence.id!r} has no usable id")
        for message in _faults(evidence, documents.get(evidence.cited.document)):
            yield about(evidence, message)


def _faults(evidence: Evidence, document: Document | None) -> Iterator[str]:
    if document is None:
        yield "there is no such document"
        return
    if evidence.cited.sha256 != document.source.sha256:
        yield "the document is not the one that was analysed: its sha256 differs"
        return
    cited, slices = evidence.cited.span, evidence.slices
    if not 0 <= cited.start < cited.end <= len(document.text):
        yield f"characters {cited.start} to {cited.end} are not in the document"
        return
    if not _fit(slices, cited):
        yield "its slices are not in order from its start to its end"
        return
    if evidence.source_text != cited.of(document.text):
        yield "its source text is not what stands there"
    printed = print_slices(document.text, slices, document.corrections)
    if evidence.printed_text != printed.text:
        yield "its printed text is not what stands there"
    if evidence.normalisations != printed.normalisations:
        yield "its list of differences from the source is not complete"
    if not printed.text:
        yield "it is only white space"
    if found := FORBIDDEN.search(evidence.printed_text):
        yield f"it holds the invisible character U+{ord(found[0]):04X}"
    if any(piece.overlaps(debris) for piece in slices for debris in document.furniture):
        yield "it holds page debris (furniture)"
    if any(ends_paragraph(document, Span(a.end, b.start)) for a, b in pairwise(slices)):
        yield "its elision reaches over the end of a paragraph"


def _fit(slices: tuple[Span, ...], cited: Span) -> bool:
    return (
        bool(slices)
        and all(piece.start < piece.end for piece in slices)
        and all(a.end <= b.start for a, b in pairwise(slices))
        and (slices[0].start, slices[-1].end) == (cited.start, cited.end)
    )


def check_words(brief: Brief, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Printed quotations are their evidence, letter by letter; words found in no source are refused."""
    for run in runs(brief):
        content = tuple(run.leaves())
        for position, inline in enumerate(content):
            if isinstance(inline, Verbatim):
                yield from _check_verbatim(inline, brief, run, content[position:], documents)


def _check_verbatim(
    inline: Verbatim, brief: Brief, run: Run, rest: Inlines, documents: Mapping[str, Document]
) -> Iterator[Problem]:
    place = inline.place or run.place
    if inline.evidence is None:
        cited = next((item.documents for item in rest if isinstance(item, Cite)), ())
        within = [documents[document] for document in cited if document in documents]
        yield Problem(
            "these words do not stand in the cited source" if cited else "these words have no citation",
            place,
            _nearest(inline.text, within) if cited else f"say where “{short(inline.text)}” stands: [@source]",
        )
        return
    evidence = brief.evidence.get(inline.evidence)
    if evidence is not None and inline.text != evidence.printed_text:
        yield Problem(f"“{short(inline.text)}” is not the text of its evidence {inline.evidence!r}", place)


def _nearest(words: str, documents: list[Document]) -> str:
    """What to write instead: the wording of the source that is most like it."""
    best, wording, where = 0.0, "", ""
    for document in documents:
        found = fuzz.partial_ratio_alignment(fold(words)[:_LONGEST_SOUGHT], document.text)
        if found is not None and found.score > best:
            best, where = found.score, document.id
            wording = fold(
                _whole_words(document.text, Span(found.dest_start, found.dest_end)).of(document.text)
            )
    if best < _NEAR_ENOUGH:
        return f"“{short(words)}” is not like anything there: quote the source as it stands"
    return f"quote it as it stands; nearest in {where} is “{wording}”"


def _whole_words(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start > 0 and not text[start - 1].isspace() and not text[start].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace() and not text[end - 1].isspace():
        end += 1
    return Span(start, end)
