"""Events: dated sentences that can be printed on their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from briefgen.extract.events import find_events
from briefgen.extract.segment import segment
from briefgen.model.facts import Event
from briefgen.model.text import Document, Period, Source
from briefgen.model.verbatim import fold


def events(text: str, issued: str | None = "2023-12-14") -> tuple[Event, ...]:
    period = Period.parse(issued) if issued else None
    doc = Document(Source("text", "0" * 64, issued=period), text)
    return find_events(doc, segment(doc))


@pytest.mark.parametrize(
    ("sentence", "when", "is_planned"),
    [
        ("The memorandum was signed on 16 July.", "2023-07-16", False),
        ("The agreement entered into force on 1 November 2022.", "2022-11-01", False),
        (
            "• Montenegro: Signed on 16 May 2023 with entry into force on 1 July 2023.",
            "2023-05-16/2023-07-01",
            False,
        ),
        ("A technical mission took place on 27 and 28 November.", "2023-11-27/2023-11-28", False),
        ("The mission dates back to 2013.", "2013", False),
        ("An officer will be deployed to Cairo as of 1 February 2024.", "2024-02-01", True),
        ("Contracts are expected to be signed by the end of 2023.", "2023-12~", True),
        ("A conference is to be held in Rome on 18 December.", "2023-12-18", True),
        ("The conclusion of negotiations is expected for Q1 2024.", "2024-33", True),
        (
            "During the meeting (11 December) a group was set up that will report in Q1 2024.",
            "2023-12-11",
            False,
        ),
    ],
)
def test_an_event_has_the_date_that_tells_when(sentence: str, when: str, is_planned: bool) -> None:
    (event,) = events(sentence)
    assert (event.when.edtf, event.is_planned) == (when, is_planned)


@pytest.mark.parametrize(
    "sentence",
    [
        "This was signed on 16 July 2023.",
        "It entered into force on 1 April 2023.",
        "They met on 6 December 2022 in Dakar.",
        "The other one was adopted in October 2023.",
        "Roadmap of March 2023",
        "Workshop in Q1 2024",
        "The fleet was repaired under 2023 funding.",
        "Arrivals fell compared to 2022.",
        "Flights recall the 2021 crisis.",
        "Russia is behind it, according to a report by The Telegraph on August 9.",
        "In my March letter I asked for it.",
        "The working arrangement has been in place since 2022.",
        "The conference of 28 November 2023 called upon governments to work on:",
        "The plan was adopted.",
        "“We were told so in September,” he said.",
        "Arrivals have been falling in the last year.",
    ],
)
def test_no_event_without_a_date_a_verb_and_a_footing(sentence: str) -> None:
    assert events(f"Ministers spoke.\n\n{sentence}\n\nThe talks go on.") == ()


def test_this_year_names_a_time_and_dangles_from_nothing() -> None:
    (event,) = events("This year Lithuania filed a lawsuit against Belarus.")
    assert event.when.edtf == "2023"


def test_the_date_of_publication_is_no_event() -> None:
    assert events("Ministers spoke.\n\nPublished on 14 December 2023, 10:00\n\nThe talks go on.") == ()


def test_without_the_documents_date_only_stated_years_are_events() -> None:
    text = "The memorandum was signed on 16 July. The council met on 7 July 2023."
    (event,) = events(text, issued=None)
    assert (event.when.edtf, event.when_text) == ("2023-07-07", "7 July 2023")


def test_events_of_the_letter_are_whole_and_in_order(corpus: Mapping[str, Document]) -> None:
    bare = corpus["von-der-leyen-2023-12"]
    doc = replace(bare, source=replace(bare.source, issued=Period.parse("2023-12")))
    found = find_events(doc, segment(doc))
    told = {fold(event.cited.span.of(doc.text)): event for event in found}
    assert [event.cited.start for event in found] == sorted(event.cited.start for event in found)
    launch = told["Two info campaigns launched in May and June 2023."]
    assert (launch.when.edtf, launch.when_text) == ("2023-05/2023-06", "May and June 2023")
    assert all(text[0].isupper() or text[0].isdigit() or text[0] in "“\"'" for text in told)
    assert not any("• " in text or "> " in text for text in told)  # nothing of another column
    assert not any(text.startswith(("This falls", "It ", "They ")) for text in told)


@pytest.mark.parametrize(
    ("sentence", "when"),
    [
        (
            "Flights rose from two in May 2024 to five in June 2024, and fell to four in July 2024.",
            "2024-05/2024-07",
        ),
        ("Meetings were held with Malta (5 March 2024) and Cyprus (1 March 2024).", "2024-03-01/2024-03-05"),
        ("Two meetings took place in Rome on 6 December 2022 and 3 May 2023.", "2022-12-06/2023-05-03"),
        ("The pact was signed in May 2024, and its budget will be voted in March 2025.", "2024-05"),
        ("The pact was signed on 3 May 2012 and ended on 4 June 2024.", "2012-05-03"),
        ("Arrivals fell on 3 May 2024, after a rise in 2023.", "2024-05-03"),
    ],
)
def test_dates_of_one_telling_are_told_from_the_first_to_the_last(sentence: str, when: str) -> None:
    (event,) = events(sentence, "2024-08-15")
    assert event.when.edtf == when
