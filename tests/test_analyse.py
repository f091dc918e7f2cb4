"""One pure function over a document, and what a bare text tells about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from briefgen.extract.analyse import VERSION, analyse, infer_source
from briefgen.model.text import Document, Period, Source

LETTER = """\
Dear colleagues,

I am writing to you on returns. I visited Tunis and saw the work of the coast guard.

Yours sincerely,

Jane van der Roe
"""


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        ("Talks resume\n\n, 22 July 2025, 10:19 - Jane Roe\n\nMinisters met.", "2025-07-22"),
        ("Talks resume\nPublished: May 4, 2024\nMinisters met.", "2024-05-04"),
        ("News blog6 June 2021Directorate-General for Communication\nMinisters met.", "2021-06-06"),
        ("Brussels, 12 December 2023\n\nDear colleagues,\n\nWe met.", "2023-12-12"),
        ("Ministers met.\n\nPublication date\n6 June 2021\nDirectorate-General", "2021-06-06"),
        # between what took place and what is to come
        (
            "A dialogue took place on 11 December 2023. Contracts are to be signed in December 2023.",
            "2023-12",
        ),
        # a stamp of the registry is no date of the letter
        ("Dear colleagues,\n\nRef. Ares(2025)2524801 - 28/03/2025\n\nWe met.", None),
        ("Ministers met on 5 May 2021 in Rome.", None),
        ("Updated on 4 May 2024\n\nMinisters met.", None),
        ("4 May 2024\n\n5 May 2024\n\nMinisters met.", None),
        ("", None),
    ],
)
def test_the_date_of_a_bare_text(text: str, issued: str | None) -> None:
    period, basis, _ = infer_source(text)
    assert (period.edtf if period else None) == issued
    assert (basis is None) == (issued is None)


@pytest.mark.parametrize(
    ("text", "narrator"),
    [
        (LETTER, "Jane van der Roe"),
        ("Speech by Commissioner Jane Roe\n\nI met ministers. I told my friends so.", "Jane Roe"),
        ("Blog Roe\n\nI met ministers. My visit was short.", "Roe"),
        ("By Jane Roe\n\nI met ministers. My visit was short.", "Jane Roe"),
        # somebody else says "I"
        ("By Jane Roe\n\n“I met ministers. I told my friends,” he said.", None),
        ("Ministers met. I was there, and my friends too.", None),
        (LETTER.replace("I am", "We are").replace("I visited", "We visited"), None),
    ],
)
def test_the_narrator_of_a_bare_text(text: str, narrator: str | None) -> None:
    assert infer_source(text)[2] == narrator


def test_what_the_corpus_tells_about_itself(corpus: Mapping[str, Document]) -> None:
    told = {name: infer_source(doc.text) for name, doc in corpus.items()}
    dates = {name: period.edtf if period else None for name, (period, _, _) in told.items()}
    assert dates["bondarieva-2025-07-22"] == "2025-07-22"
    assert dates["ec-news-blog-2021-06-06"] == "2021-06-06"
    assert dates["europe-times-2025"] is None
    assert dates["united24-2025-08"] is None
    narrators = {name: narrator for name, (_, _, narrator) in told.items() if narrator}
    assert narrators == {
        "ec-news-blog-2021-06-06": "Johansson",
        "von-der-leyen-2023-12": "Ursula von der Leyen",
    }


def test_analysis_composes_all_parts_and_is_repeatable(corpus: Mapping[str, Document]) -> None:
    doc = corpus["ec-news-blog-2021-06-06"]
    found = analyse(doc)
    assert found.version == VERSION
    assert all((found.passages, found.quotes, found.figures, found.events, found.dates))
    assert analyse(doc) == found


def test_what_is_inferred_is_never_kept_as_known(corpus: Mapping[str, Document]) -> None:
    found = analyse(corpus["ec-news-blog-2021-06-06"])
    assert found.document.source.issued is None
    assert found.document.source.narrator is None
    assert "2020-12" in {mention.value.edtf for mention in found.dates}  # "Last year in December", of 2021


def test_a_declared_date_wins_over_the_text(corpus: Mapping[str, Document]) -> None:
    doc = corpus["ec-news-blog-2021-06-06"]
    declared = replace(doc, source=replace(doc.source, issued=Period.parse("2019-06-06")))
    assert "2018-12" in {mention.value.edtf for mention in analyse(declared).dates}


def test_an_empty_document_has_nothing() -> None:
    found = analyse(Document(Source("empty", "0" * 64), ""))
    assert (found.passages, found.quotes, found.figures, found.events, found.dates) == ((), (), (), (), ())


def test_a_byline_tells_the_day_of_its_document_and_other_debris_no_day_of_its_text() -> None:
    text = (
        "Ministers meet\n\n, 22 July 2025, 10:19 - Ana Horvat\n\n"
        "Ministers met in Valletta, said Ana Horvat.\n\nRef. Ares(2025)2524801 - 28/03/2025\n"
    )
    found = analyse(Document(Source("note", "0" * 64), text)).dates
    assert [(mention.cited.span.of(text), mention.value.edtf) for mention in found] == [
        ("22 July 2025", "2025-07-22")
    ]
