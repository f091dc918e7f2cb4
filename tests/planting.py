"""Plant an error in a copy of a brief: one alteration at a time, of each sort that an editor's slip may be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MONTHS = ("January", "March", "May", "June", "July", "September", "December")


@dataclass(frozen=True)
class Planted:
    """A text with one error in it: what was done, and the kinds of finding that tell it."""

    what: str
    text: str
    kinds: frozenset[str]


def plant(brief: Path) -> Iterator[Planted]:
    """Every alteration of a Markdown brief; the JSON of its edition says what is quoted."""
    text = brief.read_text(encoding="utf-8")
    edition = json.loads(brief.with_suffix(".json").read_text(encoding="utf-8"))
    quoted = [item for item in edition["evidence"] if item["type"] != "figure"]
    for item in quoted:
        yield from _words(text, item["printed_text"])
    yield from _speakers(text, edition)
    yield from _sources(text)
    yield from _numbers(text)
    yield from _months(text)


def _words(text: str, printed: str) -> Iterator[Planted]:
    written = printed.replace("*", "\\*")
    words = printed.split()
    if written not in text or len(words) < 4:
        return
    middle = len(words) // 2
    for what, changed in (
        ("a word is another", [*words[:middle], "otherwise", *words[middle + 1 :]]),
        ("a word is left out", [*words[:middle], *words[middle + 1 :]]),
        ("a “not” is added", [*words[:middle], "not", *words[middle:]]),
    ):
        yield Planted(f"{what}: {printed[:40]}", text.replace(written, " ".join(changed), 1), _OF_WORDS)


_OF_WORDS = frozenset({"altered", "not-found"})


def _speakers(text: str, edition: dict[str, Any]) -> Iterator[Planted]:
    blocks = [block for section in edition["sections"] for block in section["blocks"]]
    for block in (block for block in blocks if block["type"] == "quotation"):
        item = next(item for item in edition["evidence"] if item["id"] == block["evidence"])
        speaker = item["speaker"]
        signed = f"> {block['text']}\n>\n> {speaker}"
        if speaker and signed in text:
            other = "Viktor Orbán" if speaker != "Viktor Orbán" else "Donald Tusk"
            changed = text.replace(signed, signed.removesuffix(speaker) + other)
            yield Planted(f"{other} for {speaker}", changed, frozenset({"wrong-speaker"}))


def _sources(text: str) -> Iterator[Planted]:
    """Quotations in prose that cite another source."""
    keys = sorted(set(re.findall(r"\[\^(\d+)\]:", text)))
    for match in re.finditer(r"” ?\[\^(\d+)\]", text):
        other = next(key for key in keys if key != match[1])
        changed = f"{text[: match.start(1)]}{other}{text[match.end(1) :]}"
        yield Planted(f"[{other}] for [{match[1]}]", changed, frozenset({"wrong-source"}))


def _numbers(text: str) -> Iterator[Planted]:
    """Another number, in cited lines alone; and the same one without its "nearly"."""
    for line in _cited_lines(text):
        bare = re.sub(r"“[^”]*”", lambda quoted: "“" * len(quoted[0]), line)
        for match in re.finditer(r"(?<![\w^\[.,])\d[\d ,.]*\d\b(?! quotation)", bare):
            if re.fullmatch(r"(?:19|20)\d\d", match[0]):
                continue
            changed = f"{line[: match.start()]}77,{match[0][-1]}13{line[match.end() :]}"
            yield Planted(f"77,… for {match[0]}", text.replace(line, changed, 1), frozenset({"number"}))
        for match in re.finditer(r"\b(?:approximately|nearly|more than|almost) (?=\d)", bare):
            changed = line[: match.start()] + line[match.end() :]
            yield Planted(f"without {match[0]}", text.replace(line, changed, 1), frozenset({"qualifier"}))


def _months(text: str) -> Iterator[Planted]:
    for line in _cited_lines(text):
        bare = re.sub(r"“[^”]*”", lambda quoted: "“" * len(quoted[0]), line)
        for match in re.finditer(rf"\b(?:{'|'.join(MONTHS)}) 20\d\d\b", bare):
            changed = f"{line[: match.start()]}{match[0][:-4]}1998{line[match.end() :]}"
            kinds = frozenset({"date", "number"})
            yield Planted(f"1998 for {match[0]}", text.replace(line, changed, 1), kinds)


def _cited_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if "[^" in line and not line.startswith(("[^", ">"))]
