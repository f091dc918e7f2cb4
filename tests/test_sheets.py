"""The PDF as a reader turns its pages: no stranded heading, no cut row, no half-empty page, on both papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise, product

import pytest
from briefs_for_tests import paragraph, plain_brief, rich_brief
from conftest import AS_OF, ROOT, brief_names
from laid_out import HEADINGS, Sheet

from briefgen.check import check
from briefgen.ingest import ingest
from briefgen.model.brief import Brief, CheckedBrief, Masthead, Part, Vocabulary
from briefgen.paths import Project
from briefgen.render import Look
from briefgen.render.pdf import BRIEFING, laid_out, page_count
from briefgen.sections import KINDS as KINDS_OF_SECTION
from briefgen.sections import assemble
from briefgen.spec.load import load_spec
from briefgen.store import open_store

KINDS = ("at-a-glance", "briefing", "dossier")
PAPERS = {"A4": (210, 297), "letter": (215.9, 279.4)}  # mm
MM = 96 / 25.4
LEAST, LEAST_LAST = 0.7, 0.15  # how full a sheet is, and the last one


def of_kind(brief: CheckedBrief, kind: str) -> CheckedBrief:
    return CheckedBrief(replace(brief, masthead=replace(brief.masthead, kind=kind)))


def long_brief() -> CheckedBrief:
    """Sections enough for several sheets: those of the rich brief, again and again."""
    brief = rich_brief()
    again = [
        replace(section, anchor=f"{section.anchor}-{time}", title=f"{section.title} {time}")
        for time in range(3)
        for section in brief.sections
        if section.kind not in ("sources", "key-points")
    ]
    first, last = brief.sections[0], brief.sections[-1]
    return CheckedBrief(replace(brief, sections=(first, *again, last)))


def in_parts(brief: CheckedBrief) -> CheckedBrief:
    first, *rest = brief.sections
    half = len(rest) // 2
    parts = [Part("The record", "part-1")] * half + [Part("Numbers and limits", "part-2")] * (
        len(rest) - half
    )
    held = [replace(section, part=part) for section, part in zip(rest, parts, strict=True)]
    return of_kind(CheckedBrief(replace(brief, sections=(first, *held))), "dossier")


def overlong(brief: CheckedBrief) -> CheckedBrief:
    """Words that no line holds wherever an editor writes some."""
    word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnung"
    head = replace(brief.masthead, title=(word * 5), marking="Not for quotation " * 16, series=word * 3)
    sections = tuple(replace(section, title=f"{section.title} {word * 3}") for section in brief.sections)
    return CheckedBrief(replace(brief, masthead=head, sections=sections))


@cache
def of_the_project(name: str) -> CheckedBrief:
    """A brief of the project behind the gate, without what only an edition adds."""
    project = Project.at(ROOT)
    with open_store("sqlite:///:memory:") as store:
        ingest(project, store, workers=1)
        known = {source.id: store.document(source.id) for source in store.sources()}
        themes = frozenset(theme.id for theme in store.themes())
        spec = load_spec(project.briefs / f"{name}.yaml", Vocabulary(themes, frozenset(known)))
        standfirst = (spec.standfirst, spec.locator) if spec.standfirst else None
        made = assemble(spec.sections, KINDS_OF_SECTION, spec.scope(AS_OF), store, standfirst=standfirst)
    masthead = Masthead(spec.title, spec.kind, "2026-W47", AS_OF, made.standfirst, marking="TLP:CLEAR")
    brief = Brief(name, "en", masthead, made.sections, made.evidence, made.sources, made.problems)
    return check(brief, known)


BRIEFS: dict[str, Callable[[], CheckedBrief]] = {
    "rich": rich_brief,
    "long": long_brief,
    "parts": lambda: in_parts(long_brief()),
    "overlong": lambda: overlong(rich_brief()),
    **{name: partial(of_the_project, name) for name in brief_names()},
}
FITTING = {
    "rich": ("briefing",),
    "long": ("briefing",),
    "parts": ("dossier",),
    "overlong": ("briefing",),
}  # else any kind
CASES = [
    (name, kind, paper)
    for name, kind, paper in product(BRIEFS, KINDS, PAPERS)
    if kind in FITTING.get(name, KINDS)
]


@cache
def sheets(name: str, kind: str, paper: str) -> tuple[Sheet, ...]:
    look = replace(Look.of(), paper=paper)
    return tuple(Sheet(page) for page in laid_out(of_kind(BRIEFS[name](), kind), look).pages)


@pytest.mark.parametrize("paper", PAPERS)
def test_sheets_have_the_size_that_was_asked_for(paper: str) -> None:
    for sheet in sheets("rich", "briefing", paper):
        assert (sheet.page.width / MM, sheet.page.height / MM) == pytest.approx(PAPERS[paper])


@pytest.mark.parametrize(("name", "kind", "paper"), CASES)
def test_no_heading_or_caption_stands_last_on_a_sheet(name: str, kind: str, paper: str) -> None:
    for sheet in sheets(name, kind, paper)[:-1]:
        assert sheet.ends_in not in (*HEADINGS, "caption", "thead")


@pytest.mark.parametrize(("name", "kind", "paper"), CASES)
def test_nothing_comes_over_the_edge(name: str, kind: str, paper: str) -> None:
    assert [sheet.outside for sheet in sheets(name, kind, paper)] == [[] for _ in sheets(name, kind, paper)]


@pytest.mark.parametrize(("name", "kind", "paper"), CASES)
def test_no_row_is_cut(name: str, kind: str, paper: str) -> None:
    """The head of a table may come again, a row of its body may not."""
    bodies = [set(sheet.rows) for sheet in sheets(name, kind, paper)]
    for one, following in pairwise(bodies):
        assert len(one & following) <= 1


@pytest.mark.parametrize(("name", "kind", "paper"), CASES)
def test_sheets_are_full_but_for_the_end_of_a_part(name: str, kind: str, paper: str) -> None:
    turned = sheets(name, kind, paper)
    for sheet, following in pairwise(turned):
        if not following.begins_in & {"part", "contents"} and not sheet.begins_in & {"contents"}:
            assert sheet.filled > LEAST
    assert turned[-1].filled > LEAST_LAST


def test_long_contents_have_a_sheet_of_their_own() -> None:
    turned = sheets("parts", "dossier", "A4")
    assert "long-contents" in turned[1].begins_in
    assert "part" in turned[2].begins_in


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", brief_names())
def test_a_briefing_of_the_project_has_two_to_six_sheets(name: str, paper: str) -> None:
    assert len(sheets(name, "briefing", paper)) in BRIEFING


def test_counting_is_laying_out() -> None:
    assert page_count(rich_brief(), Look.of()) == len(sheets("rich", "briefing", "A4"))


def pushed(lines: int) -> Iterator[Sheet]:
    """A brief that is long enough to put its list of sources on the next sheet, more or less."""
    made = plain_brief(*(paragraph("A line of text that ends a paragraph.") for _ in range(lines)))
    return (Sheet(page) for page in laid_out(made, Look.of()).pages)


@pytest.mark.parametrize("lines", range(26, 44, 3))
def test_wherever_a_page_ends_no_heading_is_left_behind(lines: int) -> None:
    *whole, last = pushed(lines)
    assert all(sheet.ends_in not in HEADINGS for sheet in whole)
    assert not whole or last.filled > LEAST_LAST
