"""Figures of one thing that differ, and totals with their parts: what is set side by side, and what is not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from briefgen.extract.analyse import analyse
from briefgen.model.facts import Figure, FigureKind
from briefgen.model.text import Document, Passage, PassageKind, Period, Source, Span
from briefgen.relate.figures import NEIGHBOURS, Difference, Relation, candidates, differing, grouped
from briefgen.relate.measured import Measured
from briefgen.relate.totals import Breakdown, breakdowns

SAME, UNSTATED, NEAR = Relation.SAME, Relation.UNSTATED, Relation.NEAR


def measure(*texts: str, issued: str = "2024-02-01") -> list[Measured]:
    """The figures of some texts, each a document of its own."""
    found: list[Measured] = []
    for at, text in enumerate(texts):
        source = Source(f"d{at}", f"{at}", issued=Period.parse(issued))
        analysis = analyse(Document(source, text))
        found += [Measured.of(f, analysis.document, analysis.passages[f.passage]) for f in analysis.figures]
    return found


def measured_seed(document: Document, issued: str) -> list[Measured]:
    dated = replace(document, source=replace(document.source, issued=Period.parse(issued)))
    analysis = analyse(dated)
    return [Measured.of(f, dated, analysis.passages[f.passage]) for f in analysis.figures]


def words(figures: list[Measured], at: int) -> str:
    return " ".join(figures[at].figure.cited.span.of(figures[at].text).split())


@pytest.fixture(scope="module")
def letter(corpus: dict[str, Document]) -> list[Measured]:
    return measured_seed(corpus["von-der-leyen-2023-12"], "2023-12-11/2023-12-12")


def test_the_letter_gives_two_decreases_and_two_counts_of_those_deployed(letter: list[Measured]) -> None:
    found = {(words(letter, d.one), words(letter, d.other)): d for d in differing(letter)}
    assert found.keys() == {("27%", "26%"), ("almost 500", "488")}
    assert not any(difference.is_contradiction for difference in found.values())
    arrivals, deployed = found["27%", "26%"], found["almost 500", "488"]
    assert (arrivals.measure, arrivals.place, arrivals.period) == (NEAR, UNSTATED, NEAR)
    assert (deployed.measure, deployed.place, deployed.period) == (NEAR, SAME, UNSTATED)
    assert deployed.is_rounded and not arrivals.is_rounded


COUNTED = "In November 2023, 300 migrants arrived in Malta."


@pytest.mark.parametrize(
    ("one", "other", "relations"),
    [
        # measure, place and period agree: a contradiction
        (COUNTED, "In November 2023, 340 migrants arrived in Malta.", (SAME, SAME, SAME)),
        # the same, rounded by one: side by side, no contradiction
        (COUNTED, "In November 2023, about 340 migrants arrived in Malta.", (SAME, SAME, SAME)),
        (
            "Arrivals in Italy rose by 20% in 2023.",
            "Arrivals in Italy rose by 25% in 2023.",
            (SAME, SAME, SAME),
        ),
    ],
)
def test_figures_of_one_thing_are_set_side_by_side(
    one: str, other: str, relations: tuple[Relation, ...]
) -> None:
    (found,) = differing(measure(one, other))
    assert (found.measure, found.place, found.period) == relations
    assert found.is_contradiction is ("about" not in one + other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (COUNTED, COUNTED),  # they agree
        (COUNTED, "In November 2023, 340 migrants arrived in Cyprus."),  # another place
        (COUNTED, "In March 2023, 340 migrants arrived in Malta."),  # another month
        (
            COUNTED,
            "In 2023, 3 400 migrants arrived in Malta.",
        ),  # a month is no part of what a year is compared with
        (COUNTED, "In total, 340 migrants arrived in Malta."),  # no period is stated by one
        ("Italy received 300 asylum seekers in 2023.", "Italy returned 250 asylum seekers in 2023."),
        (COUNTED, "In November 2023, 340 migrants were rescued near Malta."),
        (COUNTED, "In November 2023, 340 migrants departed from Malta."),  # another thing
        ("Arrivals in Italy rose by 20% in 2023.", "Arrivals in Italy fell by 25% in 2023."),  # read apart
        ("Two boats were given to Libya in May 2023.", "Three vessels were given to Libya in May 2023."),
        (
            "A contract of EUR 5 million for Egypt was signed in May 2023.",
            "A contract of EUR 7 million for Egypt was signed in May 2023.",
        ),  # contracts are many
        (
            "Seventy percent of registered voters agreed.",
            "Fifty percent of registered voters agreed.",
        ),  # neither place nor period tells that one thing is meant
    ],
)
def test_figures_of_two_things_stay_apart(one: str, other: str) -> None:
    assert differing(measure(one, other)) == ()


def test_sources_that_state_no_period_speak_of_their_own_time() -> None:
    early, late = "Frontex has 488 officers in Albania.", "Frontex has 460 officers in Albania."
    same_time = measure(early, late)
    assert [d.period for d in differing(same_time)] == [UNSTATED]
    years_apart = [same_time[0], replace(same_time[1], issued=Period.parse("2021-05-01"))]
    assert differing(years_apart) == ()


def test_items_of_one_list_are_of_different_things(letter: list[Measured]) -> None:
    """Boats under three contracts, deployments to five partners, calls, projects: all in lists."""
    for difference in differing(letter):
        one, other = letter[difference.one].figure, letter[difference.other].figure
        assert one.passage != other.passage


def test_differences_that_share_a_figure_are_one_group() -> None:
    def difference(one: int, other: int) -> Difference:
        return Difference(one, other, SAME, SAME, SAME, is_rounded=False)

    pairs = [difference(0, 3), difference(1, 2), difference(3, 5), difference(2, 5), difference(7, 8)]
    groups = [{at for d in group for at in (d.one, d.other)} for group in grouped(pairs)]
    assert groups == [{0, 1, 2, 3, 5}, {7, 8}]


def facts(number: int, *, documents: int) -> list[Measured]:
    """Many figures on the very same thing: the worst that a corpus can bring."""
    text = "Arrivals in Italy."
    span = Span(0, 8)
    found = []
    for at in range(number):
        document = Document(Source(f"d{at % documents}", "0", issued=Period.parse("2024")), text)
        figure = Figure(
            document.cite(span), FigureKind.COUNT, at, span, Decimal(1000 + at), unit="migrants",
            measures=(span,), period=Period.parse("2023"), place="Italy",
        )  # fmt: skip
        passage = Passage(document.cite(Span(0, len(text))), at, PassageKind.PARAGRAPH, (span,))
        found.append(Measured.of(figure, document, passage))
    return found


def test_five_thousand_figures_are_not_compared_each_with_each() -> None:
    assert len(candidates(facts(5_000, documents=500))) <= 5_000 * NEIGHBOURS


@pytest.mark.parametrize(
    ("text", "breakdown"),
    [
        (
            "Frontex returned 100 people, of whom 60 were men and 30 were women.",
            Breakdown(0, (1, 2), False, False),
        ),
        (
            "Frontex returned 100 people, of whom 60 were men and 70 were adults.",
            Breakdown(0, (1, 2), False, True),
        ),
        (
            "Frontex has 100 officers in the region, made up of 60 officers in Albania and 30 officers in Serbia.",
            Breakdown(0, (1, 2), True, False),
        ),
    ],
)
def test_parts_that_do_not_make_up_their_total(text: str, breakdown: Breakdown) -> None:
    assert breakdowns(measure(text)) == (breakdown,)


@pytest.mark.parametrize(
    "text",
    [
        "Frontex returned 100 people, of whom 60 were men and 40 were women.",  # they make it up
        "Frontex returned 100 people, of whom 60 were men.",  # one part never claims to be all
        "Nearly 100 people were returned, of whom 60 were men and 30 were women.",  # rounded
        "A total of 100 people were returned, of whom about 60 were men and 30 were women.",  # rounded
        "Arrivals rose from 100 people in May to 160 people in June and 130 people in July.",  # no parts
        "The fund has EUR 28 million. EUR 20 million goes to Egypt.",  # one part
    ],
)
def test_totals_that_need_no_word(text: str) -> None:
    assert breakdowns(measure(text)) == ()


def test_the_letter_names_some_parts_of_one_total(letter: list[Measured]) -> None:
    """Not the five vessels, the EUR 10 million or the 488 deployments: those parts make up their totals."""
    (found,) = breakdowns(letter)
    assert words(letter, found.total) == "35 036"
    assert [words(letter, part) for part in found.parts] == ["18 657", "3 369"]
    assert not found.are_all and not found.exceeds
