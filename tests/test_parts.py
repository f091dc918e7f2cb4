"""Parts of a dossier: opened by a line between sections, kept in every format."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest
from briefs_for_tests import rich_brief

from briefgen.model.brief import CheckedBrief, Part, Vocabulary
from briefgen.places import parse_yaml
from briefgen.render import FORMATS, Look
from briefgen.sections.assemble import _slug
from briefgen.spec.load import Loaded, read_brief

# WeasyPrint leaves its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")

HEAD = "title: The record\nthemes: [returns]\nkind: {kind}\nsections:\n"


def read(sections: str, kind: str = "dossier") -> Loaded:
    yaml = parse_yaml(HEAD.format(kind=kind) + sections, "briefs/record.yaml")
    return read_brief(yaml, "record", Vocabulary(frozenset({"returns"}), frozenset()))


def test_a_part_goes_on_until_the_next_one() -> None:
    loaded = read("- key-points\n- part: Words\n- quotes\n- timeline\n- part: Numbers\n- figures\n")
    assert loaded.spec and not loaded.problems
    assert [(one.kind, one.part) for one in loaded.spec.sections] == [
        ("key-points", None),
        ("quotes", "Words"),
        ("timeline", "Words"),
        ("figures", "Numbers"),
    ]


@pytest.mark.parametrize(
    ("sections", "kind", "problem"),
    [
        (
            "- part: Words\n- quotes\n",
            "briefing",
            "5:3: parts stand in a dossier only (write 'kind: dossier'",
        ),
        ("- part: Words\n- quotes\n", "at-a-glance", "5:3: parts stand in a dossier only"),
        ("- quotes\n- part: Annex\n", "dossier", "6:3: the part 'Annex' has no section (put sections below"),
        ("- part: One\n- part: Two\n- quotes\n", "dossier", "5:3: the part 'One' has no section"),
        ("- part: A\n- quotes\n- part: A\n- figures\n", "dossier", "7:3: two parts are called 'A'"),
        ("- part\n- quotes\n", "dossier", "5:3: a part has a title (write '- part: Title')"),
        ("- part:\n- quotes\n", "dossier", "5:3: a part has a title (write '- part: Title')"),
        ("- part: [Words]\n- quotes\n", "dossier", "5:9: expected a text"),
        ("- part: {title: Words}\n- quotes\n", "dossier", "5:9: expected a text"),
        (
            "- part: The “words”\n- quotes\n",
            "dossier",
            "5:13: quotation marks in 'part', which cites no source",
        ),
        ("- part: Words\n  quotes: {max: 3}\n", "dossier", "6:3: 'quotes' stands beside 'part', not in it"),
        ("- prat: Words\n- quotes\n", "dossier", "unknown section kind 'prat' (did you mean 'part'?)"),
    ],
)
def test_what_is_wrong_with_a_part_is_told_with_its_place(sections: str, kind: str, problem: str) -> None:
    told = [str(found) for found in read(sections, kind).problems]
    assert any(problem in line for line in told), told


def test_a_part_may_carry_keys_of_its_editor() -> None:
    assert not read("- part: Words\n  x-who: the desk\n- quotes\n").problems


# In every format --------------------------------------------------------------------------------------


def dossier() -> CheckedBrief:
    """The rich brief: its first section alone, the others in two parts."""
    brief = rich_brief()
    first, *rest = brief.sections
    names = [Part("What was said", "part-1")] * 3 + [Part("What was <counted>", "part-2")] * (len(rest) - 3)
    held = [replace(section, part=part) for section, part in zip(rest, names, strict=True)]
    masthead = replace(brief.masthead, kind="dossier")
    return CheckedBrief(replace(brief, masthead=masthead, sections=(first, *held)))


def test_headings_of_a_page_go_down_one_level_at_a_time() -> None:
    page = FORMATS["html"].render(dossier(), Look.of()).decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page)]
    assert levels[0] == 1 and {2, 3, 4} <= set(levels)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert '<h2 id="part-2-title">What was &lt;counted&gt;</h2>' in page
    assert '<li class="in-part"><a href="#part-1">What was said</a>' in page


def test_markdown_has_a_heading_for_each_part_and_its_sections_below() -> None:
    lines = FORMATS["markdown"].render(dossier(), Look.of()).decode().splitlines()
    headings = [line for line in lines if line.startswith("#")]
    at = headings.index("## What was said")
    assert headings[at + 1].startswith("### ")
    assert "## What was \\<counted>" in headings
    assert headings[1] == "## Key points"


def test_json_names_the_parts_and_says_which_section_stands_in_which() -> None:
    made = json.loads(FORMATS["json"].render(dossier(), Look.of()))
    assert [part["anchor"] for part in made["parts"]] == ["part-1", "part-2"]
    assert [section["part"] for section in made["sections"]][:4] == [None, "part-1", "part-1", "part-1"]
    assert json.loads(FORMATS["json"].render(rich_brief(), Look.of()))["parts"] == []


def test_bookmarks_of_the_pdf_have_the_parts_above_their_sections() -> None:
    pdf = FORMATS["pdf"].render(dossier(), Look.of())
    with pikepdf.open(io.BytesIO(pdf)) as file, file.open_outline() as outline:
        top = {str(item.title): [str(below.title) for below in item.children] for item in outline.root}
    assert list(top) == ["Key points", "What was said", "What was <counted>"]
    assert len(top["What was said"]) == 3
    assert "Sources" in top["What was <counted>"]


def test_parts_of_the_same_sections_are_told_apart_by_their_number() -> None:
    """A text that an editor calls "Part 1" does not take the place of the first part."""
    page = FORMATS["html"].render(dossier(), Look.of()).decode()
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert _slug("Part 1") == "text-part-1"
