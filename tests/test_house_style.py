"""A brief in a look: the worked example on every page and in the PDF, whose words win, and what a change does."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import page as page_validation
import pikepdf
import pytest
from conftest import AS_OF, ROOT
from made_fonts import make_font
from page_reader import show
from playwright.sync_api import Browser
from printed_pdf import read_pdf

from briefgen.build import Outcome, build_briefs, check_briefs
from briefgen.errors import InputError
from briefgen.looks import load_look
from briefgen.paths import Project
from briefgen.render import FORMATS, Look
from tests.briefs_for_tests import rich_brief

# WeasyPrint leaves its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")

EXAMPLE = ROOT / "docs" / "looks" / "nordhaven"
BRIEF = "title: Libya\nthemes: [libya-engagement]\nsections: [key-points, quotes, figures, sources]\n"


def project(root: Path, settings: str = "look: looks/nordhaven\n", brief: str = BRIEF) -> Project:
    """A project with the worked example as its look."""
    shutil.copytree(ROOT / "seeds", root / "seeds")
    shutil.copytree(EXAMPLE, root / "looks" / "nordhaven")
    (root / "briefs").mkdir()
    (root / "briefs" / "libya.yaml").write_text(brief, "utf-8")
    (root / "briefgen.yaml").write_text(settings, "utf-8")
    return Project.at(root)


def build(made: Project, *formats: str) -> Outcome:
    (outcome,) = build_briefs(made, ["libya"], as_of=AS_OF, formats=formats or None)
    return outcome


def masthead(made: Project) -> dict[str, str | None]:
    folder = build(made, "json").folder
    assert folder is not None
    head = json.loads((folder / "libya.json").read_text("utf-8"))["masthead"]
    assert isinstance(head, dict)
    return head


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    outcome = build(project(tmp_path_factory.mktemp("house") / "project"))
    assert outcome.folder and outcome.status == "built", "\n".join(map(str, outcome.problems))
    assert not [problem for problem in outcome.problems if "look" in str(problem) or "pdf:" in str(problem)]
    return outcome.folder


# The worked example ---------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_the_pdf_keeps_the_rules_for_archives_and_for_readers_of_all_kinds(
    profile: str, edition: Path
) -> None:
    report = page_validation.validate_pdf(str(edition / "libya.pdf"), profile=profile)
    assert report.is_compliant, [(fault.rule_id, fault.message) for fault in report.failures]


def test_the_logo_is_drawn_in_the_pdf_and_has_its_words(edition: Path) -> None:
    with pikepdf.open(edition / "libya.pdf") as file:
        dictionaries = [item for item in file.objects if isinstance(item, pikepdf.Dictionary)]
        figures = [item for item in dictionaries if item.get("/S") == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == ["Nordhaven Institute"]
        assert file.pages[0].get_images(recursive=True) == {}  # shapes, sharp at any size
        white_on_the_band = b"1 1 1 rg"
        assert white_on_the_band in file.pages[0].Contents.read_bytes()


def test_the_words_of_the_look_are_printed_in_every_format(edition: Path) -> None:
    words = load_look(EXAMPLE.parent, "nordhaven")[0].words
    pdf = read_pdf((edition / "libya.pdf").read_bytes())
    for said in (words.publisher, words.series, words.imprint, words.contact):
        assert said
        assert said in (edition / "libya.html").read_text("utf-8")
        assert said in (edition / "libya.md").read_text("utf-8")
        assert pdf.holds(said)


def test_the_imprint_is_a_paragraph_of_its_own(edition: Path) -> None:
    *_, citation, imprint = (edition / "libya.md").read_text("utf-8").rstrip("\n").split("\n\n")
    assert "Nordhaven Notes, edition 2026-11-22" in citation
    assert imprint == load_look(EXAMPLE.parent, "nordhaven")[0].words.imprint


def test_the_running_head_names_the_series(edition: Path) -> None:
    first, *others = read_pdf((edition / "libya.pdf").read_bytes()).text.rstrip("\f").split("\f")
    assert others
    assert all("\nBRIEFING · NORDHAVEN NOTES LIBYA · " in sheet.upper() for sheet in others)
    assert "NORDHAVEN NOTES" in first.upper()  # in the masthead


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_pages_can_be_read_and_ask_for_nothing(
    width: int, scheme: str, edition: Path, browser: Browser
) -> None:
    for name in ("libya.html", "source-bondarieva-2025-07-22.html"):
        with show(browser, edition / name, width, scheme) as shown:
            assert (shown.complaints, shown.asked_elsewhere(), shown.too_wide()) == ([], [], [])
            assert shown.hard_to_read() == []
            band = shown.page.evaluate(
                "() => getComputedStyle(document.querySelector('.masthead')).backgroundColor"
            )
            assert band == {"light": "rgb(23, 73, 63)", "dark": "rgb(18, 58, 50)"}[scheme]
            logo = shown.page.locator(".masthead .logo svg")
            assert logo.evaluate("e => e.getBoundingClientRect().width") == pytest.approx(
                18 * 96 / 25.4, abs=1
            )
            assert shown.page.get_by_role("img", name="Nordhaven Institute").count() == 1


def test_a_page_is_printed_on_white_with_its_logo(edition: Path, browser: Browser) -> None:
    with show(browser, edition / "libya.html", scheme="dark") as shown:
        shown.page.emulate_media(media="print", color_scheme="dark")
        assert shown.hard_to_read() == []
        behind = "() => getComputedStyle(document.querySelector('.logo svg')).backgroundColor"
        assert shown.page.evaluate(behind) == "rgb(23, 73, 63)"  # a white logo on white paper would be lost


# Whose words, whose files ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "brief", "series"),
    [
        ("look: looks/nordhaven\n", "", "Nordhaven Notes"),
        ("look: looks/nordhaven\nseries: Of the project\n", "", "Of the project"),
        ("series: Of the project\n", "look: looks/nordhaven\n", "Nordhaven Notes"),
        ("series: Of the project\nlook: looks/nordhaven\n", "series: Of the brief\n", "Of the brief"),
        ("series: Of the project\n", "", "Of the project"),
        ("", "", None),
    ],
)
def test_the_nearest_words_win(settings: str, brief: str, series: str | None, tmp_path: Path) -> None:
    assert masthead(project(tmp_path / "p", settings, BRIEF + brief))["series"] == series


def test_the_address_of_an_edition_is_that_of_its_folder(tmp_path: Path) -> None:
    made = project(tmp_path / "p", "address: https://www.nordhaven.example/briefs/\n")
    assert masthead(made)["address"] == "https://www.nordhaven.example/briefs/libya/2026-11-22/libya.html"


@pytest.mark.parametrize(
    "address",
    ["www.e.org", "ftp://e.org", "https://e.org/?a=1", "https://e.org/#a", 'https://e.org/"><script>'],
)
def test_what_is_no_address_is_refused(address: str, tmp_path: Path) -> None:
    made = project(tmp_path / "p", f"address: '{address}'\n")
    with pytest.raises(InputError, match=r"briefgen.yaml:1:10: .* is not a web address"):
        build(made, "json")


def test_a_change_of_the_look_makes_a_revision_and_nothing_else_does(tmp_path: Path) -> None:
    made = project(tmp_path / "p", "", BRIEF + "look: looks/nordhaven\noutput: [markdown]\n")
    assert build(made).edition == "2026-11-22"
    assert build(made).status == "unchanged"
    logo = made.root / "looks" / "nordhaven" / "logo.svg"
    logo.write_text(logo.read_text().replace("#ffffff", "#fffffe"))
    after = build(made)
    assert after.edition == "2026-11-22.1"
    assert after.folder
    inputs = json.loads((after.folder / "manifest.json").read_text())["inputs"]
    assert {name for name in inputs if name.startswith("looks/")} == {
        f"looks/nordhaven/{path.relative_to(EXAMPLE).as_posix()}"
        for path in EXAMPLE.rglob("*")
        if path.is_file()
    }


def test_faults_of_a_look_come_with_those_of_the_brief(tmp_path: Path) -> None:
    made = project(tmp_path / "p", "", BRIEF.replace("quotes", "qotes") + "look: looks/nordhaven\n")
    (made.root / "looks" / "nordhaven" / "logo.svg").write_text("<svg/>")
    (outcome,) = check_briefs(made, ["libya"], as_of=AS_OF)
    told = [str(problem) for problem in outcome.problems if problem.level == "error"]
    assert len(told) == 2
    assert told[0].startswith("briefs/libya.yaml:3:") and told[1].startswith("looks/nordhaven/logo.svg:1:1:")


def test_a_look_that_is_not_there_is_told_where_it_is_named(tmp_path: Path) -> None:
    told = (
        r"^briefgen.yaml:1:7: there is no 'looks/northaven/look.yaml' \(did you mean 'looks/nordhaven'\?\)$"
    )
    with pytest.raises(InputError, match=told):
        build(project(tmp_path / "p", "look: looks/northaven\n"), "json")
    with pytest.raises(
        InputError, match=r"^briefgen.yaml:1:7: there is no 'mine/look.yaml' \(name a folder that"
    ):
        build(project(tmp_path / "q", "look: mine\n"), "json")


def own(made: Project, name: str, text: str) -> None:
    path = made.root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def page_of(made: Project) -> str:
    outcome = build(made, "html")
    assert outcome.folder and not [p for p in outcome.problems if p.level == "error"], outcome.problems
    return (outcome.folder / "libya.html").read_text("utf-8")


REUSE = "Reproduction is welcome"  # what the example's own template adds


@pytest.mark.parametrize(
    ("extends", "has_reuse"), [("look/brief.html.j2", True), ("packaged/brief.html.j2", False)]
)
def test_a_project_replaces_one_block_of_the_look_or_of_the_packaged_page(
    extends: str, has_reuse: bool, tmp_path: Path
) -> None:
    made = project(tmp_path / "p")
    block = "{% block imprint %}{{ super() }}<p>Of the project</p>{% endblock %}"
    own(made, "brief.html.j2", f'{{% extends "{extends}" %}}{block}')
    text = page_of(made)
    assert "<p>Of the project</p>" in text
    assert (REUSE in text) is has_reuse
    assert "Nordhaven Notes" in text


def test_a_block_around_each_section_knows_the_section(tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    block = '{% block section %}<div class="mine-{{ section.kind }}">{{ super() }}</div>{% endblock %}'
    own(made, "brief.html.j2", f'{{% extends "look/brief.html.j2" %}}{block}')
    text = page_of(made)
    assert 'class="mine-quotes"' in text and 'class="mine-sources"' in text


def test_own_rules_of_style_are_added_after_those_of_the_look(tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    own(made, "css/own.css", ".facts { letter-spacing: 0.123em; }")
    text = page_of(made)
    packaged, look, mine = (
        text.index(rule) for rule in (".masthead {", "border-bottom-width: 0.6rem", "0.123em")
    )
    assert packaged < look < mine


def test_a_fault_in_a_template_of_the_look_names_its_file(tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    (made.root / "looks" / "nordhaven" / "brief.html.j2").write_text("{% block %}")
    told = [str(problem) for problem in build(made, "html").problems]
    assert any(problem.startswith("looks/nordhaven/brief.html.j2:1: ") for problem in told), told


@pytest.mark.parametrize(
    "style",
    ["a { background: url(https://e.org/x.png) }", "@import url(//e.org/x.css);", "b { c: u\\72l(//e.org) }"],
)
def test_a_style_sheet_of_a_look_asks_for_nothing(style: str, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    (made.root / "looks" / "nordhaven" / "css" / "own.css").write_text(style)
    outcome = build(made, "html")
    assert any(
        "a style sheet asks for something from elsewhere" in str(problem) for problem in outcome.problems
    )
    assert outcome.folder and not (outcome.folder / "libya.html").exists()


# Fonts ----------------------------------------------------------------------------------------------


def test_a_font_of_the_look_sets_the_text_and_the_packaged_one_fills_in(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    for name, flavor in (("a.ttf", None), ("a.woff2", "woff2")):
        (tmp_path / "house" / name).write_bytes(make_font(flavor=flavor))
    (tmp_path / "house" / "OFL.txt").write_text("free")
    (tmp_path / "house" / "look.yaml").write_text(
        "fonts:\n  licence: OFL.txt\n  text:\n    family: Boxes\n    pdf: {regular: a.ttf, italic: a.ttf}\n"
        "    page: {regular: a.woff2, italic: a.woff2}\n"
    )
    style, problems = load_look(tmp_path, "house")
    assert problems == ()
    look = Look.of(None, "en", style)
    with pikepdf.open(io.BytesIO(FORMATS["pdf"].render(rich_brief(), look))) as file:
        fonts = {
            str(font.BaseFont).split("+")[-1]
            for sheet in file.pages
            for font in sheet.Resources.Font.values()
        }
    assert any(font.startswith("Boxes") for font in fonts)
    assert any(font.startswith("Source-Sans-3") for font in fonts)
    assert all(font.startswith(("Boxes", "Source-S")) for font in fonts), fonts
    text = FORMATS["html"].render(rich_brief(), look).decode()
    assert ':root { --serif: "Boxes", serif; }' in text
    assert 'font-family:"Source Serif 4"' not in text  # nothing is set in it any more, so it does not travel


def test_packaged_families_may_change_places() -> None:
    text = (
        FORMATS["html"]
        .render(rich_brief(), Look.of(None, "en", load_look(EXAMPLE.parent, "nordhaven")[0]))
        .decode()
    )
    cuts = {("Source Sans 3", 400, "italic"), ("Source Serif 4", 600, "normal")}
    for family, weight, style in cuts:
        assert f'font-family:"{family}";font-weight:{weight};font-style:{style};' in text
    assert text.count("@font-face") == 4
