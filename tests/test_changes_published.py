"""An edition that tells changes keeps every promise in every format, as a first edition does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date

import pytest
from edition_faults import CHECKS, Edition

from briefgen.build import Status, build_briefs
from briefgen.paths import Project
from tests.conftest import ROOT

BRIEF = """\
title: Libya, week by week
themes: [libya-engagement]
schedule: {every: week}
sections:
  - changes
  - quotes: {max: 4}
  - figures: {max: 4}
  - timeline: {max: 4}
  - disagreements
  - limits
  - method
"""
NEWEST = "europe-times-2025"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """The edition after the week in which the newest document came, and another was read in another way."""
    root = tmp_path_factory.mktemp("changes")
    shutil.copytree(ROOT / "seeds", root / "seeds")
    (root / "briefs").mkdir()
    (root / "briefs" / "libya.yaml").write_text(BRIEF)
    away = root / "away"
    away.mkdir()
    for suffix in (".txt", ".yaml"):
        (root / "seeds" / f"{NEWEST}{suffix}").rename(away / f"{NEWEST}{suffix}")
    for day in (date(2026, 11, 15), date(2026, 11, 22)):
        (outcome,) = build_briefs(Project.at(root), ["libya"], as_of=day)
        assert outcome.status is Status.BUILT, [str(problem) for problem in outcome.problems]
        for path in sorted(away.iterdir()):
            path.rename(root / "seeds" / path.name)
    assert outcome.folder is not None
    yield Edition.at(outcome.folder, root / "seeds")


@pytest.mark.parametrize("check", CHECKS)
def test_promise(check: str, edition: Edition) -> None:
    assert list(CHECKS[check](edition)) == []


def test_the_edition_has_something_to_tell(edition: Edition) -> None:
    assert {item["kind"] for item in edition.json["changes"]["items"]} >= {"new", "gone"}
    (section,) = [section for section in edition.json["sections"] if section["kind"] == "changes"]
    assert {block["type"] for block in section["blocks"]} == {"paragraph", "subheading", "list"}


def test_new_claims_are_printed_in_evidence_of_their_own_section(edition: Edition) -> None:
    new = [item["after"] for item in edition.json["changes"]["items"] if item["kind"] == "new"]
    assert new
    assert {claim["evidence"] for claim in new} <= edition.evidence.keys()
    assert not any(claim["before"] for claim in edition.json["changes"]["items"] if claim["kind"] == "new")
