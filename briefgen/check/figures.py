"""Every figure is read again from its printed words, by other code than that which found it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from briefgen.check.blocks import about
from briefgen.check.numbers import CURRENCIES, Number, decimal_of, read_numbers
from briefgen.check.periods import paragraph_of, sentence_of
from briefgen.check.wording import stands_in
from briefgen.errors import Problem
from briefgen.model.brief import Brief, Evidence, EvidenceType
from briefgen.model.text import Document, Span
from briefgen.model.verbatim import fold, print_slices

_SAME = Decimal("1e-9")  # share: JSON's numbers are binary, sources write decimals
_RATIO = re.compile(r"\b(?:in|out\s+of|of|per|to)\b|[:/]")  # "one in four", "4 out of 10", "3:1"


def check_figures(brief: Brief, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Value, bounds, unit, qualifier, measure, place and origin of each figure."""
    for evidence in brief.evidence.values():
        document = documents.get(evidence.cited.document)
        if evidence.type is EvidenceType.FIGURE and document is not None:
            sentence = sentence_of(evidence, document)
            for message in (
                *_faults_of_value(evidence),
                *_faults_of_words(evidence, document, sentence),
                *_faults_of_measure(evidence, document, sentence),
            ):
                yield about(evidence, message)


def _faults_of_value(evidence: Evidence) -> Iterator[str]:
    fields, printed = evidence.fields, evidence.printed_text
    numbers = read_numbers(printed)
    if not numbers:
        yield f"{printed!r} holds no number"
        return
    for name in ("value", "low", "high"):
        value = fields.get(name)
        if value is not None and not _may_be(value, numbers, printed):
            yield f"its {name} {value} cannot be read from {printed!r}"
    if fields.get("value") is not None and all(number.vague for number in numbers):
        yield f"{printed!r} is vague, but has the value {fields['value']}"


def _may_be(value: object, numbers: Sequence[Number], printed: str) -> bool:
    """Whether some reading of the printed number is that value; bounds of a vague one are the extractor's."""
    wanted = decimal_of(value)
    if wanted is None:
        return False
    if any(number.vague for number in numbers):
        return True
    readings = {reading for number in numbers for reading in number.values}
    if _RATIO.search(printed):
        readings |= {a / b * times for a in readings for b in readings if b for times in (1, 100)}
    return any(abs(wanted - reading) <= abs(reading) * _SAME for reading in readings)


def _faults_of_words(evidence: Evidence, document: Document, sentence: Span) -> Iterator[str]:
    fields, around = evidence.fields, paragraph_of(document.text, sentence).of(document.text)
    if (unit := fields.get("unit")) and not _says_unit(str(unit), evidence.printed_text, around):
        yield f"its unit {unit!r} is not in its paragraph"
    if (qualifier := fields.get("qualifier")) and not stands_in(evidence.printed_text, str(qualifier)):
        yield f"its qualifier {qualifier!r} is not in {evidence.printed_text!r}"
    for name in ("place", "attributed_to"):
        if (said := fields.get(name)) and not _is_named(document.text, str(said)):
            yield f"{said!r} ({name}) is not named in the document"


def _says_unit(unit: str, printed: str, around: str) -> bool:
    """A percent sign and a currency stand with the number; a share may be one of what is counted before."""
    if unit == "%":
        return bool(re.search(r"%|\bper\s?cent|\bhalf\b|\bthirds?\b|\bquarters?\b", printed, re.IGNORECASE))
    if re.fullmatch(r"[A-Z]{3}", unit):
        return any(word in printed for word in (unit, *CURRENCIES.get(unit, ())))
    return all(_stem(word) in around.casefold() for word in unit.split())


def _stem(word: str) -> str:
    """What singular and plural have in common."""
    return word.casefold()[: max(3, len(word) - 3)]


def _is_named(text: str, name: str) -> bool:
    """A place may be put together from the source's words: each of them stands there."""
    return all(stands_in(text, word) for word in re.findall(r"\w{3,}", name))


def _faults_of_measure(evidence: Evidence, document: Document, sentence: Span) -> Iterator[str]:
    """What is measured is said in words of the sentence, or of its paragraph when an editor chose them."""
    measure, spans = evidence.fields.get("measure"), evidence.fields.get("measure_spans")
    if not measure:
        return
    if not isinstance(spans, (list, tuple)) or not spans:
        if not stands_in(sentence.of(document.text), str(measure)):
            yield f"its measure {measure!r} does not stand in its sentence"
        return
    around = paragraph_of(document.text, sentence)
    rest = fold(str(measure))
    for start, end in spans:
        piece = Span(start, end)
        if not (piece.start < piece.end and around.covers(piece)):
            yield f"its measure {measure!r} is not from its paragraph"
            return
        words = print_slices(document.text, (piece,), document.corrections).text
        if words not in rest:
            yield f"its measure {measure!r} is not what stands there: {words!r}"
        rest = rest.replace(words, "", 1)
    if re.search(r"\w", rest):
        yield f"its measure {measure!r} holds words of its own: {rest.strip()!r}"
