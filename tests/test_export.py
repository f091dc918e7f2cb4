"""Exports, read back by the programs that they are made for: reference managers, spreadsheets, annotation tools."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from briefgen.export import Record
from briefgen.export.annotations import as_annotations
from briefgen.export.bibliography import as_bibtex, as_csl_json, as_ris
from briefgen.export.records import around
from briefgen.export.tables import as_csv, as_json_lines
from briefgen.model.text import Period, Source, Span


def source(**fields: Any) -> Source:
    issued = fields.pop("issued", None)
    return Source("key-1", "0" * 64, issued=Period.parse(issued) if issued else None, **fields)


def csl(one: Source) -> dict[str, Any]:
    (item,) = json.loads(as_csl_json([one]))
    return dict(item)


def ris(one: Source) -> dict[str, Any]:
    (entry,) = rispy.loads(as_ris([one]))
    return dict(entry)


def bibtex(one: Source) -> Any:
    return parse_string(as_bibtex([one]), "bibtex").entries["key-1"]


# Sources --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issued", "in_csl", "in_ris", "in_bibtex"),
    [
        ("2025-07-22", {"date-parts": [[2025, 7, 22]]}, "2025/07/22/", ("2025", "7")),
        ("2023-12", {"date-parts": [[2023, 12]]}, "2023/12//", ("2023", "12")),
        ("2023", {"date-parts": [[2023]]}, "2023///", ("2023", None)),
        ("2025~", {"date-parts": [[2025]], "circa": True}, "2025///", ("2025", None)),
        ("2023-22", {"date-parts": [[2023]], "season": 2}, "2023///", ("2023", None)),
        (
            "2023-12-11/2023-12-12",
            {"date-parts": [[2023, 12, 11], [2023, 12, 12]]},
            "2023/12//",
            ("2023", "12"),
        ),
        ("2025-10/2025-12", {"date-parts": [[2025, 10], [2025, 12]]}, "2025///", ("2025", None)),
        ("2024/2025", {"date-parts": [[2024], [2025]]}, None, (None, None)),
        ("2021/..", {"literal": "2021/.."}, None, (None, None)),
        (None, None, None, (None, None)),
    ],
)
def test_a_date_keeps_its_precision(
    issued: str | None,
    in_csl: dict[str, Any] | None,
    in_ris: str | None,
    in_bibtex: tuple[str | None, str | None],
) -> None:
    one = source(issued=issued, title="T")
    assert csl(one).get("issued") == in_csl
    assert ris(one).get("date") == in_ris
    fields = bibtex(one).fields
    assert (fields.get("year"), fields.get("month")) == in_bibtex
    assert fields.get("date") == issued


@pytest.mark.parametrize(
    ("name", "in_csl", "family"),
    [
        ("Ursula von der Leyen", {"literal": "Ursula von der Leyen"}, ["von der", "Leyen"]),
        ("Doe, Jane", {"family": "Doe", "given": "Jane"}, ["", "Doe"]),
        ("European Commission", {"literal": "European Commission"}, ["", "{European Commission}"]),
        ("Frontex", {"literal": "Frontex"}, ["", "{Frontex}"]),
        (
            "Doctors without Borders",
            {"literal": "Doctors without Borders"},
            ["", "{Doctors without Borders}"],
        ),
    ],
)
def test_a_body_is_no_person(name: str, in_csl: dict[str, str], family: list[str]) -> None:
    one = source(author=(name,))
    assert csl(one)["author"] == [in_csl]
    (person,) = bibtex(one).persons["author"]
    assert [" ".join(person.prelast_names), " ".join(person.last_names)] == family
    assert ris(one)["authors"] == [name]


@pytest.mark.parametrize(
    ("type_", "in_ris", "in_bibtex"),
    [
        ("article-newspaper", "NEWS", "article"),
        ("post-weblog", "BLOG", "misc"),
        ("report", "RPRT", "techreport"),
        (None, "GEN", "misc"),
        ("performance", "GEN", "misc"),
    ],
)
def test_a_type_is_that_of_the_reader(type_: str | None, in_ris: str, in_bibtex: str) -> None:
    one = source(type=type_, container_title="The Paper", title="T")
    assert ris(one)["type_of_reference"] == in_ris
    assert bibtex(one).type == in_bibtex
    assert csl(one)["type"] == (type_ or "document")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60))
def test_no_title_breaks_a_file(title: str) -> None:
    one = source(title=title, author=("A. Author",), publisher=title, url="https://example.org/{a}\\b")
    words = " ".join(title.split())
    assert csl(one)["title"] == title
    assert ris(one).get("title", "") == words
    entry = bibtex(one)
    assert entry.fields["url"] == "https://example.org/%7Ba%7D%5Cb"
    assert len(parse_string(as_bibtex([one, one]).replace("key-1", "key-2", 1), "bibtex").entries) == 2


# Facts ----------------------------------------------------------------------------------------------------

TEXT = 'He said: "=1+1 is a sum", and went. '


def record(text: str = "=1+1 is a sum", **fields: object) -> Record:
    start = TEXT.find(text) if text in TEXT else 0
    span = Span(start, start + len(text))
    prefix, suffix = around(TEXT, span)
    return Record(
        "quote-d-1-2", "quote", "d", "f" * 64, span, text, fields, "A title", "2023-12", None, prefix, suffix
    )


def rows(*records: Record) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(records), newline="")))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("a, “b”\nc", "a, “b”\nc"),
        (-2, "-2"),
        (2.5, "2.5"),
        (None, ""),
        (True, "true"),
        (["libya", "returns"], '["libya", "returns"]'),
    ],
)
def test_a_cell_is_never_a_formula(value: object, cell: str) -> None:
    (row,) = rows(record(speaker=value))
    assert row["speaker"] == cell


def test_a_table_has_the_columns_of_all_its_records() -> None:
    table = rows(record(speaker="A"), record(value=3))
    assert [row["speaker"] for row in table] == ["A", ""]
    assert [row["value"] for row in table] == ["", "3"]


def test_json_lines_hold_the_words_untouched() -> None:
    (line,) = as_json_lines([record(speaker="A")]).splitlines()
    told = json.loads(line)
    assert told["text"] == "=1+1 is a sum" == TEXT[told["start"] : told["end"]]


def test_an_annotation_finds_its_words() -> None:
    page = json.loads(as_annotations([record(speaker="A", role=None)]))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
    (item,) = page["items"]
    quotation, position = item["target"]["selector"]
    assert quotation["prefix"] + quotation["exact"] + quotation["suffix"] == TEXT
    assert TEXT[position["start"] : position["end"]] == quotation["exact"]
    assert item["target"]["source"] == "urn:sha256:" + "f" * 64
    assert [body["value"] for body in item["body"]] == ["quote", "speaker: A"]


# The command ----------------------------------------------------------------------------------------------


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefgen", "export", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def test_an_edition_is_exported_as_it_was_printed(published: Path) -> None:
    done = run(published, "evidence", "--brief", "returns", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    edition = json.loads((published / "output/returns/latest/returns.json").read_text("utf-8"))
    assert [(one["id"], one["text"]) for one in told] == [
        (item["id"], item["source_text"]) for item in edition["evidence"]
    ]
    cited = json.loads(run(published, "sources", "--brief", "returns").stdout)
    assert [one["id"] for one in cited] == [one["id"] for one in edition["sources"]]


def test_quotations_of_a_theme_stand_where_they_say(published: Path) -> None:
    done = run(published, "quotes", "--format", "jsonl", "--theme", "returns")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) > 5
    for one in told:
        text = (published / "seeds" / f"{one['document']}.txt").read_text("utf-8")
        assert text[one["start"] : one["end"]] == one["text"]
        assert "returns" in one["themes"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("quots",), "did you mean 'quotes'?"),
        (("figures", "--format", "bibtex"), "known: csv, jsonl"),
        (("quotes", "--theme", "retuns"), "did you mean 'returns'?"),
        (("evidence",), "name its brief with --brief"),
        (("evidence", "--brief", "nowhere"), "there is no edition latest of nowhere"),
        (("evidence", "--brief", "../x"), "names no edition"),
        (("evidence", "--brief", "returns", "--edition", "../../x"), "names no edition"),
        (("quotes", "--brief", "returns", "--theme", "returns"), "keep one of them"),
    ],
)
def test_what_is_no_export_is_told(arguments: tuple[str, ...], told: str, published: Path) -> None:
    done = run(published, *arguments)
    assert done.returncode == 2 and told in done.stderr and not done.stdout
