"""The pages in a real browser: nothing asked for, nothing cut off, everything readable, also on paper."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from conftest import AS_OF, brief_names
from edition_faults import Edition
from hostile_corpus import write_project
from page_reader import contrast, open_browser, show
from playwright.sync_api import Browser
from printed_pdf import read_pdf

from briefgen.build import build_briefs
from briefgen.paths import Project
from briefgen.sections import KINDS

NAMES = (*brief_names(), "hostile")
WIDTHS = (
    1280,
    768,
    375,
    320,
)  # px: a desk, a tablet, a telephone, and the narrowest that WCAG 1.4.10 asks for


@pytest.fixture(scope="session")
def pages(published: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of each brief, and that of a brief made of documents that mean harm."""
    root = tmp_path_factory.mktemp("pages") / "hostile"
    write_project(root, KINDS)
    (outcome,) = build_briefs(Project.at(root), ["hostile"], as_of=AS_OF, formats=("html", "json"))
    assert outcome.folder, "\n".join(str(problem) for problem in outcome.problems)
    here = {name: published / "output" / name / "latest" / f"{name}.html" for name in brief_names()}
    return {**here, "hostile": outcome.folder / "hostile.html"}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_for_nothing_and_fits_its_window(
    name: str, width: int, browser: Browser, pages: dict[str, Path]
) -> None:
    with show(browser, pages[name], width) as shown:
        assert shown.page.title()
        assert shown.too_wide() == []
        assert shown.asked_elsewhere() == []
        assert shown.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_all_text_can_be_read(name: str, scheme: str, browser: Browser, pages: dict[str, Path]) -> None:
    with show(browser, pages[name], scheme=scheme) as shown:
        assert shown.hard_to_read() == []
        paper = shown.page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        assert (contrast(paper, "rgb(0, 0, 0)") < 2) is (scheme == "dark")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_can_be_printed(name: str, browser: Browser, pages: dict[str, Path]) -> None:
    """Black on white also where the screen is dark, and with every word of the evidence."""
    evidence = Edition(
        name, {f"{name}.json": pages[name].with_suffix(".json").read_bytes()}, pages[name]
    ).json["evidence"]
    with show(browser, pages[name], scheme="dark") as shown:
        shown.page.emulate_media(media="print", color_scheme="dark")
        assert shown.hard_to_read() == []
        assert (
            shown.page.evaluate("() => getComputedStyle(document.body).backgroundColor")
            == "rgb(255, 255, 255)"
        )
        pdf = read_pdf(shown.page.pdf(prefer_css_page_size=True))
    assert pdf.pages >= 2
    assert [item["id"] for item in evidence if not pdf.holds(item["printed_text"])] == []


def test_a_citation_leads_to_its_source_and_back(browser: Browser, pages: dict[str, Path]) -> None:
    with show(browser, pages[NAMES[0]]) as shown:
        page = shown.page
        page.emulate_media(reduced_motion="reduce")
        page.locator("sup.cite a").first.click()
        source = page.locator("#source-1")
        assert page.url.endswith("#source-1")
        assert source.evaluate("e => e.getBoundingClientRect().top < innerHeight")
        source.locator(".cited-in a").first.click()
        assert page.locator(f"[id='{page.url.partition('#')[2]}'] h2").is_visible()


def test_every_link_inside_a_page_leads_somewhere(browser: Browser, pages: dict[str, Path]) -> None:
    lost = "() => [...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1)).filter(id => !document.getElementById(id))"
    twice = "() => [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, at, all) => all.indexOf(id) !== at)"
    for path in pages.values():
        with show(browser, path) as shown:
            assert shown.page.evaluate(lost) == []
            assert shown.page.evaluate(twice) == []


def test_headings_go_down_one_level_at_a_time(browser: Browser, pages: dict[str, Path]) -> None:
    for path in pages.values():
        with show(browser, path) as shown:
            levels = shown.page.evaluate(
                "() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])"
            )
            assert levels[0] == 1 and levels.count(1) == 1
            assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


# The reader of pages is seen to find what it looks for ------------------------------------------------

TAMPERED = [
    ("too_wide", "</main>", '<p style="width: 3000px">wide</p></main>'),
    ("too_wide", "</main>", f"<pre>{'long ' * 300}</pre></main>"),
    ("hard_to_read", "</main>", '<p style="color: #999">pale</p></main>'),
    ("hard_to_read", "</style>", ".note { color: #c8c8c8 !important; }</style>"),
    (
        "asked_elsewhere",
        "default-src 'none'; ",
        '"><img src="http://127.0.0.1:9/x.png" alt=""><meta content="',
    ),
]


@pytest.mark.parametrize(("looked_for", "old", "new"), TAMPERED)
def test_the_reader_finds(
    looked_for: str, old: str, new: str, browser: Browser, pages: dict[str, Path], tmp_path: Path
) -> None:
    text = pages[NAMES[0]].read_text()
    assert old in text
    (tmp_path / "page.html").write_text(text.replace(old, new, 1))
    with show(browser, tmp_path / "page.html") as shown:
        shown.page.wait_for_load_state("networkidle")
        assert getattr(shown, looked_for)() != []


def test_a_script_is_stopped_and_told(browser: Browser, pages: dict[str, Path], tmp_path: Path) -> None:
    text = pages[NAMES[0]].read_text()
    (tmp_path / "page.html").write_text(text.replace("</main>", "<script>alert(1)</script></main>"))
    with show(browser, tmp_path / "page.html") as shown:
        assert any("Content Security Policy" in complaint for complaint in shown.complaints)
        assert "a dialog" not in shown.complaints


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("rgb(255, 255, 255)", "rgb(0, 0, 0)") == pytest.approx(21)
    assert contrast("rgb(118, 118, 118)", "rgb(255, 255, 255)") == pytest.approx(4.54, abs=0.01)


def test_without_a_browser_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.fail.Exception, match="apt-get install chromium"), open_browser():
        pass
