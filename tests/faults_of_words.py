"""Words: what stands between marks, who is said to have said it, and what no brief may say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from finished_editions import Edition
from printed import Quotation, fold
from printed_html import EVIDENCE

_QUOTE_MARKS = re.compile(r"[“”„‟«»「」『』＂\"]")
# How each language of briefs quotes, white space folded, and what it calls a speaker whom nobody names.
MARKS = {"en": ("“", "”"), "fr": ("« ", " »"), "de": ("„", "“"), "it": ("«", "»")}
UNATTRIBUTED = {
    "en": "unattributed",
    "fr": "auteur non précisé",
    "de": "ohne Namensnennung",
    "it": "autore non indicato",
}
_SLIP = re.compile(r"\b(?:None|nan|NaN|undefined|null)\b")


def quoted_strings_are_covered(edition: Edition) -> Iterator[str]:
    """Three or more words between marks are words of an evidence item, or a source's title."""
    known = [fold(item["printed_text"]) for item in edition.json["evidence"]]
    known += [fold(source["title"] or source["id"]) for source in edition.json["sources"]]
    for name, printed in edition.formats.items():
        for run in printed.everything:
            for words in quoted(run.text):
                if len(words.split()) >= 3 and not any(words in one for one in known):
                    yield f"{name}: “{words}” is in no evidence"


def quoted(text: str) -> list[str]:
    """The words between each pair of marks, the outer ones first; marks may stand inside marks.

    “ opens before a word and closes behind one: „so“.
    """
    found, opened = [], []
    for at, sign in enumerate(text):
        if sign in "«„" or (sign == "“" and re.match(r"[\w\[…]", text[at + 1 : at + 2])):
            opened.append(at + 1)
        elif sign in "“”»" and opened:
            found.append(text[opened.pop() : at])
    found += re.findall(r'"([^"]*)"', text)
    return [fold(words) for words in found]


def own_words_hold_no_marks(edition: Edition) -> Iterator[str]:
    """Outside evidence and titles there are no marks but the pair around a piece of evidence."""
    opening, closing = MARKS[edition.json["language"]]
    for run in edition.html.everything:
        own = run.own.replace(f"{opening}{EVIDENCE}{closing}", "")
        if found := _QUOTE_MARKS.search(own):
            yield f"{found[0]} in the brief's own words: {own[:60]!r}"
        if EVIDENCE in own:
            yield f"evidence without marks: {own[:60]!r}"


def no_missing_value_is_printed(edition: Edition) -> Iterator[str]:
    """`None`, `nan`, `undefined` only where a source says so."""
    said = " ".join(item["printed_text"] for item in edition.json["evidence"])
    runs = [(name, run.text) for name, p in edition.formats.items() for run in p.everything]
    for name, text in [*runs, *(("PDF", line) for line in edition.pdf.text.splitlines())]:
        if (found := _SLIP.search(text)) and found[0] not in said:
            yield f"{name}: {found[0]} in {text[:60]!r}"


def attributions_name_the_speaker(edition: Edition) -> Iterator[str]:
    """A blockquote holds the slice alone; its attribution begins with the speaker that the evidence names."""
    quotes = [item for item in edition.json["evidence"] if item["type"] == "quote"]
    for name, printed in edition.formats.items():
        for quotation in printed.quotations:
            said = [
                item
                for item in quotes
                if quotation.slice == fold(item["printed_text"]) and quotation.evidence in (None, item["id"])
            ]
            if not said:
                yield f"{name}: the blockquote {quotation.slice[:40]!r} is no slice"
            elif not any(_is_attributed(quotation, item, edition) for item in said):
                yield f"{name}: {quotation.attribution.words!r} names neither {said[0]['speaker']!r} nor its source"


def _is_attributed(quotation: Quotation, item: Mapping[str, Any], edition: Edition) -> bool:
    speaker = re.escape(fold(item["speaker"] or UNATTRIBUTED[edition.json["language"]]))
    return (
        re.match(rf"{speaker}(?!\w)", quotation.attribution.text) is not None
        and edition.document(*quotation.attribution.cites[-1:]) == item["document"]
    )


def speakers_stand_in_their_sources(edition: Edition) -> Iterator[str]:
    """A name as the document gives it stands there, or is that of its narrator or author."""
    for item in edition.json["evidence"]:
        name = item.get("speaker_in_source") or item.get("speaker")
        text, sidecar = edition.texts[item["document"]], edition.sidecars[item["document"]]
        known = f"{sidecar.get('narrator')} {sidecar.get('author')}"
        if name and fold(name).casefold() not in fold(f"{text} {known}").casefold():
            yield f"{item['id']}: {name!r} is not named in {item['document']}"
    speakers = {fold(item["speaker"]) for item in edition.json["evidence"] if item.get("speaker")}
    telling = {section["title"] for section in edition.json["sections"] if section["kind"] == "actors"}
    for printed in edition.formats.values():
        for table in printed.tables:
            for row in table.rows if table.section in telling else ():
                if row[0].text not in speakers:
                    yield f"{row[0].text!r} is among those who speak, but says nothing here"
