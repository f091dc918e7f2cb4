"""A finished edition as its files, read back once, and the documents that it cites."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from printed import Printed
from printed_html import read_html
from printed_markdown import read_markdown
from printed_pdf import Pdf, read_pdf

SUFFIXES = ("html", "json", "md", "pdf")


@dataclass(frozen=True)
class Edition:
    """The files of an edition of one brief, and the folder with its documents."""

    name: str
    files: Mapping[str, bytes]
    seeds: Path

    @classmethod
    def at(cls, folder: Path, seeds: Path) -> Edition:
        files = {path.name: path.read_bytes() for path in folder.iterdir()}
        return cls(json.loads(files["manifest.json"])["brief"], files, seeds)

    def text_of(self, suffix: str) -> str:
        return self.files[f"{self.name}.{suffix}"].decode()

    @cached_property
    def json(self) -> dict[str, Any]:
        return json.loads(self.text_of("json"))

    @cached_property
    def html(self) -> Printed:
        return read_html(self.text_of("html"))

    @cached_property
    def markdown(self) -> Printed:
        return read_markdown(self.text_of("md"))

    @cached_property
    def pdf(self) -> Pdf:
        return read_pdf(self.files[f"{self.name}.pdf"])

    @cached_property
    def evidence(self) -> dict[str, dict[str, Any]]:
        return {item["id"]: item for item in self.json["evidence"]}

    @cached_property
    def texts(self) -> dict[str, str]:
        """The cited documents as they stand in the folder: a byte order mark is no part of the text."""
        return {
            source["id"]: (self.seeds / f"{source['id']}.txt").read_bytes().decode("utf-8-sig")
            for source in self.json["sources"]
        }

    @cached_property
    def sidecars(self) -> dict[str, dict[str, Any]]:
        paths = {id_: self.seeds / f"{id_}.yaml" for id_ in self.texts}
        return {id_: yaml.safe_load(path.read_text()) if path.exists() else {} for id_, path in paths.items()}

    @cached_property
    def corrections(self) -> dict[str, list[tuple[int, int, str]]]:
        """Where a reading is declared, from and to which character, and how it is printed."""
        return {
            id_: sorted(_declared(text, self.sidecars[id_].get("corrections") or ()))
            for id_, text in self.texts.items()
        }

    @property
    def formats(self) -> dict[str, Printed]:
        return {"HTML": self.html, "Markdown": self.markdown}

    def document(self, number: int = 0) -> str:
        """The id of the document with this number; "" for a number that no source has."""
        return next((s["id"] for s in self.json["sources"] if s["number"] == number), "")


Check = Callable[[Edition], Iterator[str]]


def _declared(text: str, corrections: Iterable[Mapping[str, str]]) -> Iterator[tuple[int, int, str]]:
    for one in corrections:
        before, exact, after = (
            r"\s+".join(map(re.escape, one.get(name, "").split())) for name in ("prefix", "exact", "suffix")
        )
        for match in re.finditer(rf"{before}\s*(?P<exact>{exact})(?=\s*{after})", text):
            yield (*match.span("exact"), f"[{one['reading']}]")
