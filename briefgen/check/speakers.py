"""Who said it: the line under a quotation tells no more than its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.check.blocks import about, blocks
from briefgen.check.wording import short, stands_in
from briefgen.errors import Problem
from briefgen.languages import language_of
from briefgen.model.brief import Brief, Evidence, EvidenceType, Quotation, Text, Title
from briefgen.model.content import leaves
from briefgen.model.text import Document, Source
from briefgen.model.verbatim import fold


def check_attributions(brief: Brief, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """A quotation set off names its speaker first, and that name comes from its source."""
    unattributed = language_of(brief.language).say("attribution.unattributed")
    for _, block in blocks(brief):
        if not isinstance(block, Quotation):
            continue
        evidence = brief.evidence.get(block.words.evidence or "")
        document = documents.get(evidence.cited.document) if evidence else None
        if evidence is None or document is None:
            continue
        said_by = "".join(i.text for i in leaves(block.attribution) if isinstance(i, (Text, Title)))
        names = _names(evidence, document.source, unattributed)
        if not any(_begins(said_by, name) for name in names):
            yield Problem(
                f"the attribution of “{short(block.words.text)}” begins with neither its speaker "
                f"nor “{unattributed}”: {said_by!r}",
                block.words.place,
            )
    for evidence in brief.evidence.values():
        document = documents.get(evidence.cited.document)
        if document is not None:
            yield from _check_speaker(evidence, document)


def _names(evidence: Evidence, source: Source, unattributed: str) -> tuple[str, ...]:
    """With what an attribution may begin; a sentence in the source's own voice is signed by the source."""
    speaker = evidence.fields.get("speaker")
    if speaker:
        return (str(speaker),)
    if evidence.type is EvidenceType.QUOTE:
        return (unattributed,)
    known = (
        source.narrator,
        source.occasion,
        source.container_title,
        source.publisher,
        *source.author,
        source.title,
        source.id,
    )
    return (unattributed, *(name for name in known if name))


def _begins(text: str, name: str) -> bool:
    head, name = fold(text).casefold(), fold(name).casefold()
    return head.startswith(name) and not head[len(name) :][:1].isalpha()


def _check_speaker(evidence: Evidence, document: Document) -> Iterator[Problem]:
    """The name as the document gives it stands in the document, or is its narrator's or author's."""
    speaker = evidence.fields.get("speaker_in_source") or evidence.fields.get("speaker")
    if not speaker:
        return
    name = str(speaker)
    known = {fold(one) for one in (document.source.narrator, *document.source.author) if one}
    if fold(name) not in known and not stands_in(document.text, name):
        yield about(evidence, f"the speaker {speaker!r} is not named in the source")
    start, end = evidence.fields.get("speaker_start"), evidence.fields.get("speaker_end")
    if isinstance(start, int) and isinstance(end, int) and not 0 <= start < end <= len(document.text):
        yield about(evidence, "the mention of its speaker is not in the document")
