"""Quotations and who said them: marks are paired, each pair is attributed, what is not speech is left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from briefgen.extract.dates import periods_in
from briefgen.extract.focus import Focus
from briefgen.extract.frame import Frame, read_frame
from briefgen.extract.marks import Pair, pair_marks
from briefgen.extract.names import read_names
from briefgen.extract.occasions import clause_of_saying
from briefgen.extract.statements import find_statements
from briefgen.extract.utterances import Reader, Utterance
from briefgen.model.facts import Quote, QuoteKind
from briefgen.model.text import Document, Passage, PassageKind, Period, Span

_UNQUOTED = {PassageKind.FURNITURE, PassageKind.HEADING}


def find_quotes(
    document: Document, passages: tuple[Passage, ...], narrator: str | None = None
) -> tuple[Quote, ...]:
    """The quotations of a document in order; `narrator` is who "I" is where the source does not say."""
    usable = [p for p in passages if p.kind not in _UNQUOTED]
    pairs = pair_marks(document.text, [p.cited.span for p in usable])
    narrator = narrator or document.source.narrator
    quotes, groups = _utterances(document, usable, pairs, narrator) if any(pairs) else ([], 0)
    if narrator is not None:
        taken = tuple(q.cited.span for q in quotes)
        quotes += find_statements(document, passages, narrator, groups, taken)
    return tuple(sorted(quotes, key=lambda q: q.cited.start))


def _utterances(
    document: Document, usable: Sequence[Passage], pairs: Sequence[Sequence[Pair]], narrator: str | None
) -> tuple[list[Quote], int]:
    """What is said between marks, and into how many utterances it falls."""
    frames = [
        read_frame(document.text, p.cited.span, marked, p.gaps)
        for p, marked in zip(usable, pairs, strict=True)
    ]
    reader = Reader(document.text, frames, Focus(read_names(frames, document.text), document.text, narrator))
    quotes = [
        _quote(document, usable[said.frame], frames, said)
        for said in reader.read()
        if not any(gap.overlaps(said.pair.inner) for gap in usable[said.frame].gaps)
    ]
    return quotes, reader.groups


def _quote(document: Document, passage: Passage, frames: Sequence[Frame], said: Utterance) -> Quote:
    cited = _words(document.text, said.pair.inner)
    return Quote(
        cited=document.cite(cited),
        kind=QuoteKind.DIRECT if said.is_clause else QuoteKind.PARTIAL,
        passage=passage.index,
        sentence=_sentence(passage, cited, _cue(frames, said) if said.told_in == said.frame else None),
        group=said.group,
        speaker=said.speaker,
        cue=said.attribution.cue if said.attribution else None,
        said=_said(document, frames, said),
        venue=said.venue,
    )


def _words(text: str, inner: Span) -> Span:
    """Between the marks, without blanks at the ends and without a final comma."""
    start, end = inner.start, inner.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start > 1 and text[end - 1] == ",":
        end -= 1
    return Span(start, end)


def _cue(frames: Sequence[Frame], said: Utterance) -> Span | None:
    at = said.attribution.at if said.attribution else None
    return frames[said.told_in].span(at, at + 1) if at is not None else None


def _sentence(passage: Passage, cited: Span, cue: Span | None) -> Span:
    """From the first to the last sentence that holds the words or their cue."""
    spans = (cited,) if cue is None else (cited, cue)
    touched = [sentence for span in spans for sentence in _touched(passage.sentences, span)]
    if not touched:
        return passage.cited.span
    return Span(min(cited.start, *(s.start for s in touched)), max(cited.end, *(s.end for s in touched)))


def _touched(sentences: Sequence[Span], span: Span) -> Iterator[Span]:
    """Those that overlap a span; they are in order and apart from each other."""
    for at in range(bisect_right(sentences, span.start, key=attrgetter("end")), len(sentences)):
        if not span.overlaps(sentences[at]):
            return
        yield sentences[at]


def _said(document: Document, frames: Sequence[Frame], said: Utterance) -> Period | None:
    """When the words were said, where the reporting clause says so."""
    if said.attribution is None:
        return None
    for span in clause_of_saying(frames[said.told_in], said.attribution):
        for dated in periods_in(document, span):
            if dated.period.start is not None and dated.period.end is not None:
                return dated.period
    return None
