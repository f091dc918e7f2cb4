"""Export: sources, quotations, figures and evidence in the forms that other programs read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from briefgen.export.annotations import as_annotations
from briefgen.export.bibliography import as_bibtex, as_csl_json, as_ris
from briefgen.export.records import Record
from briefgen.export.tables import as_csv, as_json_lines
from briefgen.model.text import Source

# What is exported, and the forms it takes; the first is the form where none is asked for.
OF_SOURCES: Mapping[str, Callable[[Sequence[Source]], str]] = {
    "csl-json": as_csl_json,
    "bibtex": as_bibtex,
    "ris": as_ris,
}
OF_RECORDS: Mapping[str, Callable[[Sequence[Record]], str]] = {
    "csv": as_csv,
    "jsonl": as_json_lines,
}
OF_PASSAGES: Mapping[str, Callable[[Sequence[Record]], str]] = {**OF_RECORDS, "webannotation": as_annotations}

__all__ = ["OF_PASSAGES", "OF_RECORDS", "OF_SOURCES", "Record"]
