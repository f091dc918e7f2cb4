"""Figures set large beside the key points: pinned, named, dated and cited, and checked like those of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import pytest

from briefgen.check import check
from briefgen.errors import InputError
from briefgen.ingest import ingest
from briefgen.model.brief import Brief, CheckedBrief, Masthead, PullFigures, Scope, Text
from briefgen.model.text import Document
from briefgen.paths import Project
from briefgen.places import Locator, fit, parse_yaml
from briefgen.render import FORMATS, Look
from briefgen.sections import KINDS, Assembled, Wanted, assemble
from briefgen.store import Store, open_store
from tests.conftest import AS_OF, ROOT

SURGE = "{document: europe-times-2025, exact: approximately 280%}"
ARRIVALS = (
    "{document: ec-news-blog-2021-06-06, exact: 'nearly 9,000 from Libya', "
    "measure: [migrants arrived in Italy, from Libya]}"
)
VESSELS = "{document: von-der-leyen-2023-12, exact: Five Search and Rescue vessels}"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store("sqlite:///:memory:") as opened:
        ingest(Project.at(ROOT), opened, workers=1)
        yield opened


def made(store: Store, figures: str, language: str = "en") -> Assembled:
    yaml = parse_yaml(f"figures: [{figures}]\nmax: 1\n", "briefs/test.yaml")
    options = fit(yaml, KINDS["key-points"].options)
    scope = Scope(("libya-engagement",), None, AS_OF, language)
    return assemble([Wanted("key-points", options, Locator(yaml))], KINDS, scope, store)


def pulled(assembled: Assembled) -> PullFigures:
    (block,) = [block for block in assembled.sections[0].blocks if isinstance(block, PullFigures)]
    return block


def words(block: PullFigures) -> list[list[str]]:
    return [["".join(getattr(part, "text", "") for part in cell) for cell in row.cells] for row in block.rows]


def brief_of(assembled: Assembled) -> Brief:
    masthead = Masthead("Libya", "briefing", "2026-W47", date(2026, 11, 22))
    return Brief("libya", "en", masthead, assembled.sections, assembled.evidence, assembled.sources)


def through_the_gate(brief: Brief, store: Store) -> CheckedBrief:
    documents: Mapping[str, Document] = {source.id: store.document(source.id) for source in store.sources()}
    return check(brief, documents)


def test_a_figure_says_its_value_what_it_measures_and_when(store: Store) -> None:
    block = pulled(made(store, f"{SURGE}, {ARRIVALS}, {VESSELS}"))
    value, measure, period, _ = words(block)[0]
    assert value == "approximately 280% increase"
    assert "eastern Libya-to-Crete route" in measure
    assert period == "September 2025 *"
    assert words(block)[1][:3] == ["nearly 9,000", "migrants arrived in Italy, from Libya", "2021 *"]
    assert words(block)[2][2] == "period not stated"
    assert block.notes  # says what the asterisk means


def test_its_words_are_in_the_language_of_the_brief(store: Store) -> None:
    block = pulled(made(store, VESSELS, "de"))
    assert (block.title, words(block)[0][2]) == ("In Zahlen", "Zeitraum nicht angegeben")


@pytest.mark.parametrize(
    ("pin", "problem"),
    [
        (
            "{document: europe-times-2025, exact: eastern Libya-to-Crete route}",
            "no figure stands in these words",
        ),
        ("{document: nowhere, exact: five}", "there is no document 'nowhere'"),
        (
            "{document: europe-times-2025, exact: approximately 280%, measure: [a surge of dolphins]}",
            "'a surge of dolphins' does not stand in the passage of this figure",
        ),
    ],
)
def test_what_is_wrong_with_a_pin_is_told_with_its_place(store: Store, pin: str, problem: str) -> None:
    (found,) = made(store, pin).problems
    assert problem in str(found)
    assert str(found).startswith("briefs/test.yaml:1:")


def test_there_are_four_at_most() -> None:
    yaml = parse_yaml(f"figures: [{', '.join([SURGE] * 5)}]\n", "briefs/test.yaml")
    with pytest.raises(InputError, match=r"briefs/test\.yaml:1:10"):
        fit(yaml, KINDS["key-points"].options)


def test_they_pass_the_gate_and_stand_in_every_format(store: Store) -> None:
    brief = through_the_gate(brief_of(made(store, f"{SURGE}, {ARRIVALS}")), store)
    page = FORMATS["html"].render(brief, Look.of()).decode()
    text = FORMATS["markdown"].render(brief, Look.of()).decode()
    for row in pulled_of(brief).rows:
        assert all(f'data-evidence="{name}"' in page for name in row.evidence)
    assert '<span class="qualifier">nearly</span> 9,000' in page
    assert "- **nearly 9,000** migrants arrived in Italy, from Libya, 2021 \\*[^" in text
    assert '"type": "figures"' in FORMATS["json"].render(brief, Look.of()).decode()


@pytest.mark.parametrize("cell", [0, 1, 2])
def test_a_number_that_no_source_gives_is_refused(store: Store, cell: int) -> None:
    """The guard of tables reads them too."""
    brief = brief_of(made(store, SURGE))
    block = pulled_of(brief)
    cells = list(block.rows[0].cells)
    cells[cell] = (*cells[cell], Text(" of 4,711"))
    wrong = replace(block, rows=(replace(block.rows[0], cells=tuple(cells)),))
    section = brief.sections[0]
    others = tuple(b for b in section.blocks if b is not block)
    sections = (replace(section, blocks=(wrong, *others)), *brief.sections[1:])
    with pytest.raises(InputError, match="4,711"):
        through_the_gate(replace(brief, sections=sections), store)


def pulled_of(brief: Brief) -> PullFigures:
    (block,) = [block for block in brief.sections[0].blocks if isinstance(block, PullFigures)]
    return block
