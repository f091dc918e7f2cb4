"""Parts of a dossier: opened by a line between sections, kept in every format."""

from __future__ import annotations

import pytest

from briefgen.model.brief import Vocabulary
from briefgen.places import parse_yaml
from briefgen.spec.load import Loaded, read_brief

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
