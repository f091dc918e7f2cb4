"""Evidence: it slices true, it is printed as documented, and it stands in every format.

The definition of "verbatim" is made again here, from what the documentation promises.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from finished_editions import Edition
from printed import fold
from printed_html import tree_of

ELISION = " […] "
FIELDS = {
    "quote": "speaker speaker_start speaker_end role cue kind group said venue",
    "figure": "value low high unit kind qualifier change measure period period_text place attributed_to "
    "sentence_start sentence_end",
    "event": "when",
    "passage": "",
}


def evidence_slices_true(edition: Edition) -> Iterator[str]:
    """The sha256 is that of the document's bytes, and the address leads to the source text."""
    for item in edition.json["evidence"]:
        path = edition.seeds / f"{item['document']}.txt"
        if not path.exists():
            yield f"{item['id']}: there is no document {item['document']}"
            continue
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != item["sha256"]:
            yield f"{item['id']}: the sha256 is not that of {path.name}"
        if content.decode("utf-8-sig")[item["start"] : item["end"]] != item["source_text"]:
            yield f"{item['id']}: {item['source_text'][:40]!r} does not stand at its address"


def evidence_is_printed_as_documented(edition: Edition) -> Iterator[str]:
    """White space folded, elisions between slices, declared corrections in brackets, and nothing else."""
    for item in edition.json["evidence"]:
        declared = edition.corrections[item["document"]]
        text = edition.texts[item["document"]]
        slices = [(piece["start"], piece["end"]) for piece in item["slices"]]
        if (slices[0][0], slices[-1][1]) != (item["start"], item["end"]) or slices != sorted(slices):
            yield f"{item['id']}: its slices do not reach from its start to its end"
        if ELISION.join(_printed(text, a, b, declared) for a, b in slices) != item["printed_text"]:
            yield f"{item['id']}: {item['printed_text'][:40]!r} is not what its slices say"
        yield from _faults_of_record(item, declared)


def _printed(text: str, start: int, end: int, declared: list[tuple[int, int, str]]) -> str:
    words, at = "", start
    for begins, stops, reading in declared:
        if at <= begins and stops <= end:
            words, at = words + text[at:begins] + reading, stops
    return fold(words + text[at:end])


def _faults_of_record(item: Mapping[str, Any], declared: list[tuple[int, int, str]]) -> Iterator[str]:
    """The recorded differences are allowed ones, and turn the source text into what is printed."""
    words, start = item["source_text"], item["start"]
    for change in sorted(item["normalisations"], key=lambda c: -c["start"]):
        at, to = change["start"] - start, change["end"] - start
        exact, printed = words[at:to], change["printed"]
        allowed = {
            "white-space": exact.isspace() and printed == " ",
            "elision": printed == ELISION,
            "correction": (change["start"], change["end"], printed) in declared,
        }
        if not allowed[change["kind"]]:
            yield f"{item['id']}: {exact!r} may not be printed as {printed!r} ({change['kind']})"
        words = words[:at] + printed + words[to:]
    if re.sub(r" +\[…\] +", ELISION, words).strip(" ") != item["printed_text"]:
        yield f"{item['id']}: its recorded differences are not all"


def evidence_has_its_fields(edition: Edition) -> Iterator[str]:
    """An id is made of type, document, start and end; each type has the documented fields."""
    for id_, count in Counter(item["id"] for item in edition.json["evidence"]).items():
        if count > 1:
            yield f"{id_} is given {count} times"
    for item in edition.json["evidence"]:
        if item["id"] != f"{item['type']}-{item['document']}-{item['start']}-{item['end']}":
            yield f"{item['id']} is not made of its type, document and address"
        for missing in sorted(set(FIELDS[item["type"]].split()) - item.keys()):
            yield f"{item['id']} has no {missing}"


def evidence_stands_in_the_page(edition: Edition) -> Iterator[str]:
    """`data-evidence` names exactly the evidence, and an element of one quotation holds its words alone."""
    named: set[str] = set()
    for element in tree_of(edition.text_of("html")).iter():
        ids = (element.get("data-evidence") or "").split()
        named |= set(ids)
        if element.tag in ("span", "blockquote", "tspan") and ids:
            words = fold("".join(element.itertext()))
            if words != edition.evidence.get(ids[0], {}).get("printed_text"):
                yield f"{ids[0]}: {words[:40]!r} is not its printed text"
    for id_ in sorted(named ^ edition.evidence.keys()):
        yield f"{id_} is {'not in the evidence' if id_ in named else 'not in the page'}"


def evidence_is_found_in_every_format(edition: Edition) -> Iterator[str]:
    read = {name: _plain(printed.text) for name, printed in edition.formats.items()}
    for item in edition.json["evidence"]:
        words = _plain(item["printed_text"])
        for name, text in read.items():
            if words not in text:
                yield f"{item['id']}: {words[:40]!r} is not in the {name}"
        if not edition.pdf.holds(words):
            yield f"{item['id']}: {words[:40]!r} is not in the PDF"


def _plain(text: str) -> str:
    """Folded, and a character that no page can show as what stands for it."""
    return fold(re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", "\ufffd", text))
