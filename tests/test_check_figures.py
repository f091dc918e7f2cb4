"""Figures are read again by the check; a field that its source does not give is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checked_briefs import BLOG, LETTER, TIMES, UNITED, brief, dated, evidence, faults, quotation, table

from briefgen.check import check
from briefgen.model.brief import EvidenceType
from briefgen.model.text import Document


@pytest.fixture(scope="session")
def documents(corpus: dict[str, Document]) -> dict[str, Document]:
    return dated(corpus)


FIGURES = [
    (BLOG, "nearly 9,000", {"value": 9000, "unit": "migrants", "qualifier": "nearly"}),
    (BLOG, "more than 4 million refugees", {"value": 4_000_000, "unit": "refugees", "qualifier": "more than"}),
    (BLOG, "eight billion euros", {"value": 8_000_000_000, "unit": "EUR"}),
    (BLOG, "10%", {"value": 10, "unit": "%"}),
    (TIMES, "approximately 280%", {"value": 280, "unit": "%", "qualifier": "approximately"}),
    (TIMES, "about 50%", {"value": 50.0, "unit": "%", "qualifier": "about", "measure": "Overall departures from Libya"}),
    (UNITED, "tens of thousands", {"value": None, "low": 10_000, "high": 100_000, "unit": "migrants"}),
    (UNITED, "five in June", {"value": 5}),
    (UNITED, "about 5,000", {"value": 5000, "unit": "illegal crossings", "period": "2025-01/2025-07", "period_text": "first seven months of this year"}),
    (LETTER, "EUR 473 million", {"value": 473_000_000, "unit": "EUR", "place": "Member State"}),
    (LETTER, "Nearly 60", {"value": 60, "unit": "countries", "qualifier": "Nearly", "period": "2023-11-28", "period_text": "28 November"}),
]  # fmt: skip


@pytest.mark.parametrize(("document", "words", "fields"), FIGURES)
def test_a_figure_as_its_source_gives_it_passes(
    documents: dict[str, Document], document: str, words: str, fields: dict[str, object]
) -> None:
    item = evidence(documents[document], words, kind=EvidenceType.FIGURE, **fields)
    check(brief(documents, table(("what is measured", words), item), given=(item,)), documents)


@pytest.mark.parametrize(
    ("document", "words", "fields", "message"),
    [
        (BLOG, "nearly 9,000", {"value": 9}, "value 9 cannot be read"),
        (BLOG, "nearly 9,000", {"value": "many"}, "value many cannot be read"),
        (BLOG, "nearly 9,000", {"low": 8000}, "low 8000 cannot be read"),
        (BLOG, "nearly 9,000", {"value": 9000, "unit": "boats"}, "unit 'boats' is not in its paragraph"),
        (BLOG, "eight billion euros", {"value": 8, "unit": "EUR"}, "value 8 cannot be read"),
        (BLOG, "eight billion euros", {"value": 8e9, "unit": "USD"}, "unit 'USD' is not"),
        (BLOG, "nearly 9,000", {"value": 9000, "unit": "%"}, "unit '%' is not"),
        (BLOG, "nearly 9,000", {"value": 9000, "qualifier": "over"}, "qualifier 'over' is not in"),
        (TIMES, "about 50%", {"value": 50, "measure": "arrivals in Italy"}, "measure 'arrivals in Italy' does not stand"),
        (TIMES, "about 50%", {"value": 50, "place": "Malawi"}, "'Malawi' (place) is not named"),
        (TIMES, "about 50%", {"value": 50, "attributed_to": "UNHCR"}, "'UNHCR' (attributed_to) is not named"),
        (UNITED, "tens of thousands", {"value": 10_000}, "is vague, but has the value 10000"),
        (UNITED, "before dipping", {"value": 1}, "holds no number"),
        (UNITED, "about 5,000", {"value": 5000, "period": "2025"}, "no words of the source say its period 2025"),
        (UNITED, "about 5,000", {"value": 5000, "period": "2025", "period_text": "in 2025"}, "do not stand near it"),
        (UNITED, "about 5,000", {"value": 5000, "period": "1998", "period_text": "this year"}, "the year 1998 of its period"),
        (UNITED, "about 5,000", {"value": 5000, "period": "soon", "period_text": "this year"}, "not an EDTF date"),
    ],
)  # fmt: skip
def test_a_figure_that_says_more_than_its_source_is_refused(
    documents: dict[str, Document], document: str, words: str, fields: dict[str, object], message: str
) -> None:
    item = evidence(documents[document], words, kind=EvidenceType.FIGURE, **fields)
    assert message in faults(brief(documents, table(("measured", ""), item), given=(item,)), documents)


@pytest.mark.parametrize(
    ("measure", "shift", "message"),
    [
        ("detections", 0, None),
        ("arrivals", 0, "is not what stands there: 'detections'"),
        ("illegal detections", 0, "holds words of its own: 'illegal'"),
        ("detections", 10**6, "is not from its paragraph"),
    ],
)
def test_a_measure_is_made_of_slices_of_its_paragraph(
    documents: dict[str, Document], measure: str, shift: int, message: str | None
) -> None:
    start = documents[TIMES].text.index("detections on the eastern") + shift
    fields = {"value": 280, "measure": measure, "measure_spans": [[start, start + len("detections")]]}
    item = evidence(documents[TIMES], "approximately 280%", kind=EvidenceType.FIGURE, **fields)
    built = brief(documents, table((measure, "280 %"), item), given=(item,))
    if message is None:
        check(built, documents)
    else:
        assert message in faults(built, documents)


def test_a_source_without_a_date_gives_no_year(documents: dict[str, Document]) -> None:
    fields = {"value": 5000, "period": "2025", "period_text": "this year"}
    item = evidence(documents[UNITED], "about 5,000", kind=EvidenceType.FIGURE, **fields)
    document = replace(documents[UNITED], source=replace(documents[UNITED].source, issued=None))
    known = documents | {UNITED: document}
    built = brief(known, table(("crossings", "about 5,000"), item), given=(item,))
    assert "the year 2025 of its period" in faults(built, known)


def test_the_date_of_an_event_stands_near_it(documents: dict[str, Document]) -> None:
    words = "Earlier, Lithuania filed a lawsuit against Belarus"
    for fields, message in [
        ({"when": "2025-08-09", "when_text": "on August 9"}, "do not stand near it"),
        ({"when": "2025", "when_text": None}, "no words of the source"),
    ]:
        item = evidence(documents[UNITED], words, kind=EvidenceType.EVENT, **fields)
        assert message in faults(brief(documents, table((words, ""), item), given=(item,)), documents)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("about 50 % increase", None),
        ("50 (between October and December 2025)", None),
        ("1 source", None),
        ("about 51 % increase", "'51' in the cell"),
        ("rose by EUR 50", "'50' in the cell"),
        ("EUR 50 million", "'50 million' in the cell"),
    ],
)
def test_a_number_in_a_table_comes_from_its_row(
    documents: dict[str, Document], cell: str, message: str | None
) -> None:
    item = evidence(documents[TIMES], "about 50%", kind=EvidenceType.FIGURE, value=50, unit="%")
    built = brief(documents, table(("departures", cell), item), given=(item,))
    if message is None:
        check(built, documents)
    else:
        assert message in faults(built, documents)


def test_a_table_without_evidence_counts_what_the_brief_holds(documents: dict[str, Document]) -> None:
    check(brief(documents, table(("quotations", "0 in 2026"))), documents)
    assert "'12' in the cell" in faults(brief(documents, table(("quotations", "12"))), documents)


def test_a_speakers_own_number_is_no_claim(documents: dict[str, Document]) -> None:
    """An office may hold one: the table of speakers names it."""
    item = evidence(
        documents[TIMES],
        "morally bankrupt",
        speaker="Groups like Amnesty International",
        role="the 5+55 commission",
    )
    said = quotation(item, "Groups like Amnesty International")
    built = brief(
        documents, said, table(("Groups like Amnesty International", "the 5+55 commission")), given=(item,)
    )
    assert check(built, documents, stale=None)
