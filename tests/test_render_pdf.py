"""The PDF: its fonts, its attachment, its promises to readers, and that nothing is fetched for it."""

from __future__ import annotations

import http.server
import io
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import page as page_validation
import pikepdf
import pytest
from briefs_for_tests import BLOG, BONDARIEVA, Citing, paragraph, plain_brief, rich_brief, said

from briefgen.model.brief import Bullets, CheckedBrief, Quotation
from briefgen.render import FORMATS, Look
from briefgen.render.sheets import nothing_but

# WeasyPrint leaves its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")

PDF, JSON = FORMATS["pdf"], FORMATS["json"]


@cache
def rich_pdf() -> bytes:
    return PDF.render(rich_brief(), Look.of())


def words_of(pdf: bytes) -> str:
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode()


def fonts_of(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return {
            str(font.BaseFont).split("+")[-1]
            for sheet in file.pages
            for font in sheet.get("/Resources", {}).get("/Font", {}).values()
        }


def test_the_json_is_attached_byte_for_byte() -> None:
    with pikepdf.open(io.BytesIO(rich_pdf())) as file:
        assert list(file.attachments) == ["libya-engagement.json"]
        attached = file.attachments["libya-engagement.json"]
        assert attached.get_file().read_bytes() == JSON.render(rich_brief(), Look.of())
        assert str(file.Root.AF[0].AFRelationship) == "/Data"


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_it_keeps_the_rules_for_archives_and_for_readers_of_all_kinds(profile: str, tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(rich_pdf())
    report = page_validation.validate_pdf(str(path), profile=profile)
    assert report.is_compliant, [(fault.rule_id, fault.message) for fault in report.failures]


def test_it_says_its_title_and_language() -> None:
    with pikepdf.open(io.BytesIO(rich_pdf())) as file:
        assert str(file.Root.Lang) == "en"
        assert str(file.docinfo.Title) == "EU engagement with Libya, east and west"
        assert str(file.docinfo.CreationDate) == str(file.docinfo.ModDate) == "D:20261116"


def test_contents_name_the_page_on_which_a_section_stands() -> None:
    sheets = words_of(rich_pdf()).split("\f")
    contents = dict(re.findall(r"(Timeline|Sources|Key points) +(\d+)\s*$", sheets[0], re.M))
    assert contents.keys() == {"Timeline", "Sources", "Key points"}
    for title, number in contents.items():
        assert re.search(rf"^ *{title}", sheets[int(number) - 1], re.M)
    assert f"Page 1 of {len(sheets) - 1}" in sheets[0]


def test_only_the_shipped_fonts_are_used_even_for_greek_and_hyphens() -> None:
    cite = Citing()
    words = replace(
        cite.words(BONDARIEVA, "put our options on the table"), text="EUR 15 Μ — Ελλάδα, Київ, Łódź, Türkiye"
    )
    made = plain_brief(
        paragraph("Internationalisation " * 30),
        Quotation(words, said("unattributed"), notes=(said(words),)),
        cite=cite,
        marking="SENSITIVE",
    )
    fonts = fonts_of(PDF.render(made, Look.of()))
    assert fonts and all(font.startswith(("Source-Serif-4", "Source-Sans-3")) for font in fonts), fonts


def test_a_font_of_this_machine_is_told(caplog: pytest.LogCaptureFixture) -> None:
    PDF.render(plain_brief(paragraph("ليبيا")), Look.of())
    assert [record for record in caplog.records if "of this machine" in record.getMessage()]
    caplog.clear()
    PDF.render(rich_brief(), Look.of())
    assert not caplog.records


def test_nothing_is_lost_when_key_points_run_over_a_sheet() -> None:
    made = rich_brief()
    lead, *rest = made.sections
    (points,) = lead.blocks
    assert isinstance(points, Bullets)
    longer = replace(lead, blocks=(replace(points, items=points.items * 12),))
    sheets = words_of(PDF.render(CheckedBrief(replace(made, sections=(longer, *rest))), Look.of())).split(
        "\f"
    )
    text = " ".join(" ".join(sheets).split())
    assert len(sheets) > 4
    for part in made.sections:
        assert text.count(part.title) >= 2  # in the contents and over the section
    for words in (
        "addressing the migratory and humanitarian situation",
        "There is certainly a danger that Russia …",
    ):
        assert words in text


def test_a_last_sheet_with_little_on_it_is_avoided() -> None:
    sheets = words_of(rich_pdf()).split("\f")[:-1]
    assert len(sheets) == 3
    assert all(len(sheet.split()) > 150 for sheet in sheets)


def test_words_of_a_source_are_never_hyphenated() -> None:
    cite = Citing()
    long = "Partnerships are core of the Pact on Migration and Asylum, Libyan migratory and humanitarian situation among top priorities"
    made = plain_brief(paragraph(*[cite.words(BLOG, long) for _ in range(6)]), cite=cite)
    assert " ".join(words_of(PDF.render(made, Look.of())).split()).count(f"“{long}”") == 6


RENDER = """
import sys
sys.path.insert(0, sys.argv[1])
from briefs_for_tests import rich_brief
from briefgen.render import FORMATS, Look
sys.stdout.buffer.write(FORMATS["pdf"].render(rich_brief(), Look.of()))
"""


def test_another_run_makes_the_same_bytes() -> None:
    run = subprocess.run(
        [sys.executable, "-c", RENDER, str(Path(__file__).parent)],
        capture_output=True,
        check=True,
        env={"PATH": "/usr/bin:/bin", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"},
    )
    assert run.stdout == rich_pdf()


def test_another_edition_is_another_file() -> None:
    made = rich_brief()
    other = CheckedBrief(replace(made, masthead=replace(made.masthead, edition="2026-W48")))
    assert PDF.render(other, Look.of()) != rich_pdf()


# What WeasyPrint would fetch if it were allowed to; {url} is an address that counts its visits.
FETCHING = (
    '<img src="{url}/a.png" alt="a">',
    '<link rel="stylesheet" href="{url}/b.css">',
    "<style>@import url({url}/c.css);</style>",
    '<p style="background: url({url}/d.png)">d</p>',
    '<p style="list-style-image: url({url}/e.png); display: list-item">e</p>',
    "<style>p::before {{ content: url({url}/f.png) }}</style><p>f</p>",
    "<style>@font-face {{ font-family: g; src: url({url}/g.woff2) }} p {{ font-family: g }}</style><p>g</p>",
    '<object data="{url}/h.png"></object>',
    '<embed src="{url}/i.png">',
    '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{url}/j.png" width="9" height="9"/></svg>',
    '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="{url}/k.svg#k"/></svg>',
    '<link rel="attachment" href="{url}/l.txt">',
    '<a rel="attachment" href="{url}/m.txt">m</a>',
    '<base href="{url}/"><img src="n.png" alt="n">',
)


@pytest.fixture(scope="module")
def visited() -> Iterator[tuple[str, list[str]]]:
    seen: list[str] = []

    class Counting(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    thread.join()
    server.server_close()


def test_nothing_is_fetched(visited: tuple[str, list[str]]) -> None:
    from weasyprint import HTML

    address, seen = visited
    markup = "".join(piece.format(url=address) for piece in FETCHING)
    HTML(string=markup).write_pdf()
    assert seen, "the page asks for nothing: the test has no power"
    seen.clear()
    HTML(string=markup, url_fetcher=nothing_but({})).write_pdf()
    assert seen == []


def test_no_file_of_the_machine_is_taken_in(tmp_path: Path) -> None:
    from weasyprint import HTML

    secret = tmp_path / "secret.txt"
    secret.write_text("not yours")
    markup = f'<link rel="attachment" href="{secret.as_uri()}"><p>x</p>'
    with pikepdf.open(io.BytesIO(HTML(string=markup).write_pdf())) as file:
        assert list(file.attachments), "the test has no power"
    with pikepdf.open(io.BytesIO(HTML(string=markup, url_fetcher=nothing_but({})).write_pdf())) as file:
        assert not list(file.attachments)
