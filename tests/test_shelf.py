"""The archive: everything published on one page that works from a file, and feeds that readers can read."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import feedparser
import pytest
from conftest import AS_OF, ROOT
from page_reader import show
from playwright.sync_api import Browser
from validating import axe, html_validate, nu

from briefgen.build import Status, build_briefs
from briefgen.editions.browse import shelved_briefs
from briefgen.errors import InputError
from briefgen.model.shelf import ChangeLine, Shelf, ShelvedBrief, ShelvedClaim, ShelvedEdition
from briefgen.paths import Project
from briefgen.render.look import Look
from briefgen.render.shelf import MOST_ENTRIES, render_feed, render_page

LOOK = Look.of()
BRIEF = """\
title: Returns, week by week
standfirst: What the Commission's letter says.
themes: [returns]
schedule: {every: week}
output: [html, json]
sections:
  - key-points: {max: 1}
  - changes
  - quotes: {max: 2}
  - figures: {max: 2}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Three weeks of one brief: its second edition prints more, its third has lost its JSON."""
    root = tmp_path_factory.mktemp("shelf")
    shutil.copytree(ROOT / "seeds", root / "seeds")
    (root / "briefs").mkdir()
    spec = root / "briefs" / "returns.yaml"
    made = Project.at(root)
    for week, most in ((0, 2), (1, 3), (2, 3)):
        spec.write_text(BRIEF.replace("quotes: {max: 2}", f"quotes: {{max: {most}}}"))
        day = AS_OF + timedelta(weeks=week)
        build_briefs(made, ["returns"], as_of=day, reason="Asked for" if week == 1 else None)
    (root / "output" / "returns" / "2026-W49" / "returns.json").unlink()
    build_briefs(made, ["returns"], as_of=AS_OF + timedelta(weeks=3), only_news=True)
    return made


@pytest.fixture(scope="module")
def page(project: Project) -> Path:
    return project.output / "index.html"


# What is read -------------------------------------------------------------------------------------------


def test_every_edition_is_there_the_newest_first(project: Project) -> None:
    (brief,) = shelved_briefs(project.output)
    assert brief.title == "Returns, week by week"
    assert [(one.name, one.is_damaged, one.reason) for one in brief.editions] == [
        ("2026-W50", False, None),
        ("2026-W49", True, None),
        ("2026-W48", False, "Asked for"),
        ("2026-W47", False, None),
    ]
    changed = brief.editions[2].changes
    assert changed and {change.kind for change in changed} == {"new"}
    assert brief.editions[3].changes is None  # the first


def test_a_claim_stands_once_with_the_editions_that_print_it(project: Project) -> None:
    (brief,) = shelved_briefs(project.output)
    assert len({claim.id for claim in brief.claims}) == len(brief.claims)
    assert {claim.first for claim in brief.claims} == {"2026-W47", "2026-W48"}
    assert {claim.last for claim in brief.claims} == {"2026-W50"}
    for claim in brief.claims:
        assert claim.href
        target, _, anchor = claim.href.partition("#")
        assert f'id="{anchor}"' in (project.output / target).read_text("utf-8")


def test_the_archive_can_be_made_by_itself(project: Project, page: Path) -> None:
    before = page.read_bytes()
    page.unlink()
    command = [sys.executable, "-m", "briefgen", "archive"]
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert page.read_bytes() == before


def test_nothing_published_is_no_archive(tmp_path: Path) -> None:
    assert shelved_briefs(tmp_path / "nowhere") == ()
    (tmp_path / "returns" / "2026-W47").mkdir(parents=True)  # an empty folder is no edition
    (tmp_path / ".stage-1").mkdir()
    assert shelved_briefs(tmp_path) == ()


# The page -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (375, "dark")])
def test_the_page_is_valid_and_accessible(
    width: int, scheme: str, page: Path, browser: Browser, tmp_path: Path
) -> None:
    assert nu([page]) == []
    assert html_validate([page], tmp_path) == []
    assert axe(browser, page, width, scheme) == []
    with show(browser, page, width, scheme) as shown:
        assert shown.too_wide() == []
        assert shown.complaints == [] and shown.asked_elsewhere() == []
        assert shown.hard_to_read() == []


def test_the_filter_works_from_a_file(page: Path, browser: Browser) -> None:
    with show(browser, page) as shown:
        claims = shown.page.locator(".claim-list li:visible")
        everything = claims.count()
        shown.page.get_by_label("Show what holds these words").fill("LEYEN  return")
        some = claims.count()
        assert 0 < some < everything or some == everything
        assert all("leyen" in text.lower() and "return" in text.lower() for text in claims.all_inner_texts())
        assert shown.page.locator("#filter-count").inner_text() in (
            f"{some} of {everything} are shown.",
            f"All {everything} are shown.",
        )
        shown.page.locator("#filter").fill("no such words")
        assert claims.count() == 0
        assert shown.page.locator("#filter-count").inner_text() == "Nothing holds these words."
        shown.page.locator("#filter").fill("")
        assert claims.count() == everything


def test_without_its_script_the_list_is_whole(page: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    shown = context.new_page()
    shown.goto(page.as_uri())
    (brief,) = shelved_briefs(page.parent)
    assert shown.locator(".claim-list li:visible").count() == len(brief.claims)
    assert not shown.locator(".filter").is_visible()
    context.close()


def test_every_link_leads_to_a_file(project: Project, page: Path) -> None:
    links = re.findall(r'href="([^"#]+)', page.read_text("utf-8"))
    assert len(links) > 10
    assert [link for link in links if not (project.output / link).is_file()] == []


# Words that mean harm -----------------------------------------------------------------------------------

EVIL = '"><script>alert(1)</script>{{ 7 * 7 }}\u202e<!--'


def shelf(**fields: object) -> Shelf:
    edition = ShelvedEdition(
        "2026-W47",
        date(2026, 11, 16),
        (("html", "a.html"), ("pdf", "a.pdf")),
        (ChangeLine("new", EVIL, EVIL), ChangeLine("gone", "", EVIL)),
        "2026-W46",
        EVIL,
        (EVIL,),
    )
    claim = ShelvedClaim("quote-a-1-2", "quote", EVIL, EVIL, EVIL, "2026-W47", "2026-W47", None, True)
    brief = ShelvedBrief("a", EVIL, "briefing", EVIL, "en", (edition,), (claim,), (("2026-W48", "2026-W47"),))
    return replace(Shelf((brief,), EVIL, None), **fields)  # type: ignore[arg-type]


def test_words_stay_words(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_bytes(render_page(shelf(), LOOK))
    with show(browser, page) as shown:
        assert shown.complaints == []
        assert "alert(1)" in shown.page.inner_text("body") and "49" not in shown.page.inner_text("h2")
    feed = ET.fromstring(render_feed(shelf().briefs[0], shelf(), LOOK))
    assert "alert(1)" in "".join(feed.itertext())


def test_a_script_that_ends_its_element_is_refused(tmp_path: Path) -> None:
    (tmp_path / "archive.js").write_text("</script><script>alert(1)")
    with pytest.raises(InputError, match="ends its own element"):
        render_page(shelf(), Look.of(tmp_path))


def test_a_template_with_a_script_of_its_own_is_refused(tmp_path: Path) -> None:
    packaged = (ROOT / "templates" / "archive.html.j2").read_text()
    (tmp_path / "archive.html.j2").write_text(packaged.replace("</main>", "</main><script>alert(1)</script>"))
    with pytest.raises(InputError, match="script"):
        render_page(shelf(), Look.of(tmp_path))


def test_a_fault_of_its_template_fails_the_run_and_no_edition(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "briefs").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "briefs" / "returns.yaml").write_text(BRIEF)
    (tmp_path / "templates" / "archive.html.j2").write_text(
        "{% for a in range(99999) %}{{ nothing }}{% endfor %}"
    )
    (outcome,) = build_briefs(Project.at(tmp_path), ["returns"], as_of=AS_OF)
    assert outcome.status is Status.BUILT and outcome.is_faulty
    assert "templates/archive.html.j2:1" in " ".join(str(problem) for problem in outcome.problems)


# The feed -----------------------------------------------------------------------------------------------


def test_a_feed_is_read_by_a_reader_of_feeds(project: Project) -> None:
    path = project.output / "returns.atom.xml"
    read = feedparser.parse(path.read_bytes())
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10" and read.feed.title == "Returns, week by week"
    assert [entry.title.rsplit(" ", 1)[1] for entry in read.entries] == [
        "2026-W50", "2026-W49", "2026-W48", "2026-W47",
    ]  # fmt: skip
    assert len({entry.id for entry in read.entries}) == 4
    assert read.entries[2].updated == "2026-11-29T00:00:00Z"
    assert "<q>" in read.entries[2].content[0].value
    for entry in read.entries:
        assert (path.parent / entry.links[0].href).is_file()


def test_with_an_address_its_links_are_whole() -> None:
    home = "https://example.org/briefs/"
    read = feedparser.parse(render_feed(shelf().briefs[0], shelf(address=home), LOOK))
    assert read.feed.links[0].href == f"{home}a.atom.xml"
    assert [link.href for link in read.entries[0].links] == [
        f"{home}a/2026-W47/a.html",
        f"{home}a/2026-W47/a.pdf",
    ]


def test_a_feed_holds_what_a_reader_may_have_missed() -> None:
    one = shelf().briefs[0]
    many = replace(one, editions=one.editions * (MOST_ENTRIES + 5))
    assert len(feedparser.parse(render_feed(many, shelf(), LOOK)).entries) == MOST_ENTRIES


@pytest.mark.parametrize("language", ["en", "fr", "de", "it"])
def test_the_archive_speaks_the_language_of_the_project(language: str) -> None:
    look = Look.of(language=language)
    told = render_page(shelf(language=language), look).decode()
    assert f'<html lang="{language}">' in told
    assert json.dumps(look.words["archive.title"], ensure_ascii=False).strip('"') in told
