"""`method`: how this brief was made and checked."""

from __future__ import annotations

from briefgen.model.brief import Paragraph, Text
from briefgen.places import Locator
from briefgen.sections.counts import count_evidence
from briefgen.sections.kind import Kind, Made, Options, Told
from briefgen.sections.words import join_words


class MethodOptions(Options):
    pass


_MADE = (
    "This brief was put together by a program from the sources listed and from words that its editor wrote "
    "and cited; no language model wrote any of it. {held}Each was compared with its source, character by "
    "character, when this edition was made."
)
_MARKS = (
    "Inside quotation marks only white space was made even; […] marks what was left out between two parts of "
    "one passage, and square brackets hold an editor's reading of a scanning fault or stand in the source "
    "itself. A date or period that a source does not state is not filled in."
)


def _tell(options: MethodOptions, locator: Locator, told: Told) -> Made:
    parts = list(count_evidence(told.evidence))
    held = f"It holds {join_words(parts)}. " if parts else ""
    return Made((Paragraph((Text(_MADE.format(held=held)),)), Paragraph((Text(_MARKS),))))


KIND = Kind("method", "How this brief was made", MethodOptions, tell=_tell)
