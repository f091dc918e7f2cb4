"""The brief for programs: complete, stable, and the same facts as on paper."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from briefs_for_tests import BLOG, EUROPE_TIMES, SEEDS, Citing, paragraph, plain_brief, rich_brief

from briefgen.model.brief import CheckedBrief
from briefgen.model.text import PartialDate, Period
from briefgen.render import FORMATS, Look


def made(checked: CheckedBrief) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FORMATS["json"].render(checked, Look.of()))
    return loaded


def test_it_has_its_keys_and_its_version() -> None:
    whole = made(rich_brief())
    assert whole["schema"] == "briefgen.brief/1"
    assert whole.keys() >= {"brief", "title", "edition", "as_of", "sections", "evidence", "sources"}
    assert (whole["brief"], whole["edition"], whole["as_of"]) == (
        "libya-engagement",
        "2026-W47",
        "2026-11-16",
    )


def test_evidence_is_an_address_that_holds() -> None:
    whole = made(rich_brief())
    assert len(whole["evidence"]) == len(rich_brief().evidence)
    for item in whole["evidence"]:
        text = (SEEDS / f"{item['document']}.txt").read_text(encoding="utf-8")
        assert item["source_text"] == text[item["start"] : item["end"]]
        assert item["type"] in {"quote", "figure", "event", "passage"}


def test_a_fold_and_an_elision_are_recorded() -> None:
    kinds = {change["kind"] for item in made(rich_brief())["evidence"] for change in item["normalisations"]}
    assert kinds == {"white-space", "elision"}


def test_sources_are_numbered_as_printed_under_their_csl_names() -> None:
    sources = made(rich_brief())["sources"]
    assert [(source["number"], source["id"]) for source in sources][:2] == [
        (1, EUROPE_TIMES),
        (2, "bondarieva-2025-07-22"),
    ]
    assert sources[0]["issued"] == "2025-10/2025-12"
    assert "container-title" in sources[0] and "container_title" not in sources[0]


def test_sections_hold_the_printed_words() -> None:
    sections = made(rich_brief())["sections"]
    quotes = next(part for part in sections if part["kind"] == "quotes")
    assert quotes["blocks"][0]["text"].startswith("There is certainly a danger")
    figures = next(part for part in sections if part["kind"] == "figures")
    assert len(figures["blocks"][0]["rows"]) == 8


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Decimal("5000000"), 5000000),
        (Decimal("5E+6"), 5000000),
        (Decimal("10.5"), 10.5),
        (Period.parse("2025-10/2025-12"), "2025-10/2025-12"),
        (PartialDate(2023, 12), "2023-12"),
        (date(2026, 11, 16), "2026-11-16"),
        (("a", None), ["a", None]),
    ],
)
def test_values_keep_their_precision(value: object, plain: object) -> None:
    cite = Citing()
    figure = cite.figure(BLOG, "nearly 9,000", value=value)
    (item,) = made(plain_brief(paragraph(figure), cite=cite))["evidence"]
    assert item["value"] == plain


def test_a_field_never_hides_an_address() -> None:
    cite = Citing()
    figure = cite.figure(BLOG, "nearly 9,000", start=-1, id="x")
    (item,) = made(plain_brief(paragraph(figure), cite=cite))["evidence"]
    assert item["id"] == figure.evidence and item["start"] > 0


def test_the_same_brief_is_the_same_bytes() -> None:
    once, again = rich_brief(), rich_brief()
    turned = CheckedBrief(replace(again, evidence=dict(reversed(list(again.evidence.items())))))
    assert FORMATS["json"].render(once, Look.of()) == FORMATS["json"].render(turned, Look.of())
    assert FORMATS["json"].render(once, Look.of()).endswith(b"}\n")
