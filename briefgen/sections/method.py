"""`method`: how this brief was made and checked."""

from __future__ import annotations

from briefgen.model.brief import Paragraph, Text
from briefgen.places import Locator
from briefgen.sections.counts import count_evidence
from briefgen.sections.kind import Kind, Made, Options, Told


class MethodOptions(Options):
    pass


def _tell(options: MethodOptions, locator: Locator, told: Told) -> Made:
    language = told.language
    counts = language.join(count_evidence(told.evidence, language))
    held = (language.say("method.holds", counts=counts),) if counts else ()
    made = " ".join((language.say("method.made"), *held, language.say("method.compared")))
    return Made((Paragraph((Text(made),)), Paragraph((Text(language.say("method.marks")),))))


KIND = Kind("method", MethodOptions, tell=_tell)
