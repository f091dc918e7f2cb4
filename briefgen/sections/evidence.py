"""Make the evidence behind each printed fact: one function a type, all through `print_slices`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from briefgen.model.brief import Evidence, EvidenceType
from briefgen.model.facts import Event, Figure, Quote
from briefgen.model.text import Document, Passage, Period, Span
from briefgen.model.verbatim import ends_paragraph, is_printable, print_slices
from briefgen.sections.words import own_words, print_name
from briefgen.store import Hit


def evidence_of(
    kind: EvidenceType, document: Document, slices: Sequence[Span], fields: Mapping[str, object] | None = None
) -> Evidence:
    """Evidence for some slices of one document; its id is the same in every edition."""
    whole = Span(slices[0].start, slices[-1].end)
    printed = print_slices(document.text, slices, document.corrections)
    return Evidence(
        id=f"{kind}-{document.id}-{whole.start}-{whole.end}",
        type=kind,
        cited=document.cite(whole),
        slices=tuple(slices),
        source_text=whole.of(document.text),
        printed_text=printed.text,
        normalisations=printed.normalisations,
        fields=dict(fields or {}) | pages_of(document, whole),
    )


def pages_of(document: Document, whole: Span) -> dict[str, object]:
    """The JSON fields of the pages on which words stand; none where the document has no pages."""
    first, last = document.page_of(whole.start), document.page_of(max(whole.start, whole.end - 1))
    if first is None:
        return {}
    pages: dict[str, object] = {"page": first}
    return pages | ({"page_end": last} if last is not None and last > first else {})


def quote_evidence(document: Document, hits: Sequence[Hit[Quote]], slices: Sequence[Span] = ()) -> Evidence:
    """A quotation: the parts of one utterance in order, or the `slices` of it that are printed."""
    first = hits[0]
    spans = tuple(slices) or tuple(hit.fact.cited.span for hit in hits)
    whole = [piece for span in spans for piece in without_gaps(first.passage, span)]
    return evidence_of(EvidenceType.QUOTE, document, whole, quote_fields(first))


def without_gaps(passage: Passage, span: Span) -> tuple[Span, ...]:
    """The pieces of a span that belong to the passage: page debris and other columns are left out.

    The span itself where nothing is left of it.
    """
    pieces: list[Span] = []
    at = span.start
    for gap in sorted(passage.gaps):
        if gap.overlaps(span):
            pieces.append(Span(at, max(at, gap.start)))
            at = max(at, gap.end)
    pieces.append(Span(at, max(at, span.end)))
    return tuple(piece for piece in pieces if len(piece)) or (span,)


def is_quotable(document: Document, passage: Passage, *spans: Span) -> bool:
    """Whether words can be printed as they stand: nothing unseen, no end of a paragraph left out."""
    pieces = [piece for span in spans for piece in without_gaps(passage, span)]
    gaps = (Span(before.end, after.start) for before, after in pairwise(pieces))
    return all(is_printable(span.of(document.text)) for span in spans) and not any(
        ends_paragraph(document, gap) for gap in gaps
    )


def quote_fields(hit: Hit[Quote]) -> dict[str, object]:
    """The JSON fields of a quotation; `speaker` is the printed name, `speaker_in_source` the document's."""
    quote = hit.fact
    speaker = quote.speaker
    return {
        "speaker": print_name(quote, hit.actor),
        "speaker_in_source": speaker.name if speaker else None,
        "speaker_start": speaker.mention.start if speaker and speaker.mention else None,
        "speaker_end": speaker.mention.end if speaker and speaker.mention else None,
        "actor": hit.actor.id if hit.actor else None,
        "role": own_words(speaker.role) if speaker else None,
        "cue": quote.cue,
        "kind": str(quote.kind),
        "group": quote.group,
        "said": _edtf(quote.said),
        "venue": own_words(quote.venue),
        "origins": None,  # counted where other reports are looked for
    }


def figure_evidence(document: Document, figure: Figure, measures: Sequence[Span] = ()) -> Evidence:
    """A figure; `measures` are an editor's slices for what is measured, else the extracted ones."""
    spans = tuple(measures) or figure.measures
    fields: dict[str, object] = {
        "value": _number(figure.value),
        "low": _number(figure.low),
        "high": _number(figure.high),
        "unit": figure.unit,
        "kind": str(figure.kind),
        "qualifier": figure.qualifier,
        "change": str(figure.change) if figure.change else None,
        "measure": say_measure(document, spans),
        "measure_spans": [[span.start, span.end] for span in spans],
        "period": _edtf(figure.period),
        "period_text": figure.period_text,
        "place": own_words(figure.place),
        "attributed_to": own_words(figure.attributed_to),
        "sentence_start": figure.sentence.start,
        "sentence_end": figure.sentence.end,
    }
    return evidence_of(EvidenceType.FIGURE, document, (figure.cited.span,), fields)


def say_measure(document: Document, spans: Sequence[Span]) -> str | None:
    """What is measured, in the source's words: its slices, joined by a comma; None where they need marks."""
    if not spans:
        return None
    printed = [print_slices(document.text, (span,), document.corrections).text for span in spans]
    return own_words(", ".join(printed))


def event_evidence(document: Document, event: Event, slices: Sequence[Span] = ()) -> Evidence:
    fields = {"when": event.when.edtf, "when_text": event.when_text, "planned": event.is_planned}
    return evidence_of(EvidenceType.EVENT, document, tuple(slices) or (event.cited.span,), fields)


def passage_evidence(document: Document, slices: Sequence[Span], passage: Passage | None = None) -> Evidence:
    """A sentence or a stretch of the document in its author's own voice."""
    if passage is None:
        return evidence_of(EvidenceType.PASSAGE, document, slices)
    pieces = [piece for span in slices for piece in without_gaps(passage, span)]
    return evidence_of(EvidenceType.PASSAGE, document, pieces, {"kind": str(passage.kind)})


def merged(evidence: Iterable[Evidence]) -> dict[str, Evidence]:
    """By id, in order of first use."""
    by_id: dict[str, Evidence] = {}
    for item in evidence:
        by_id.setdefault(item.id, item)
    return by_id


def _edtf(period: Period | None) -> str | None:
    return period.edtf if period else None


def _number(value: Decimal | None) -> int | float | None:
    """JSON has no decimals: whole values stay whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
