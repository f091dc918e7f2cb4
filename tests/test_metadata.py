"""What a page and a PDF say of themselves to machines: JSON-LD, Dublin Core, Open Graph, Info and XMP."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from briefs_for_tests import rich_brief, said
from page_reader import show
from playwright.sync_api import Browser

from briefgen.model.brief import CheckedBrief
from briefgen.model.text import Period
from briefgen.render import FORMATS, Look
from briefgen.render.gate import faults
from briefgen.render.metadata import data_hash, iso_date, linked_data, og_locale

# WeasyPrint leaves its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")

ADDRESS = "https://www.nordhaven.example/briefs/libya-engagement/2026-W47/libya-engagement.html"


def published(**head: Any) -> CheckedBrief:
    """The rich brief of a publisher with a series and an address."""
    made = rich_brief()
    known = {
        "publisher": "Nordhaven Institute",
        "series": "Nordhaven Notes",
        "themes": ("EU engagement with Libya", "Returns"),
        "address": ADDRESS,
    }
    return CheckedBrief(replace(made, masthead=replace(made.masthead, **known | head)))


class _Head(HTMLParser):
    """The meta elements, links and data of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.meta: dict[str, list[str]] = {}
        self.links: list[dict[str, str | None]] = []
        self.data: list[str] = []
        self.is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or given.get("property") or given.get("http-equiv")
        if tag == "meta" and name:
            self.meta.setdefault(name, []).append(given["content"] or "")
        if tag == "link":
            self.links.append(given)
        self.is_data = tag == "script"

    def handle_data(self, data: str) -> None:
        if self.is_data:
            self.data.append(data)
        self.is_data = False


def head_of(page: str) -> _Head:
    reader = _Head()
    reader.feed(page)
    return reader


@cache
def page() -> str:
    return FORMATS["html"].render(published(), Look.of()).decode()


def report() -> dict[str, Any]:
    (data,) = head_of(page()).data
    said = json.loads(data)
    assert isinstance(said, dict)
    return said


# JSON-LD --------------------------------------------------------------------------------------------


def test_the_report_says_what_the_masthead_says() -> None:
    told = report()
    assert {key: told[key] for key in told if key not in ("citation", "hasPart")} == {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": ADDRESS,
        "url": ADDRESS,
        "name": "EU engagement with Libya, east and west",
        "abstract": "Europe keeps its contacts with the east technical; Russia’s shadow makes them political.",
        "datePublished": "2026-11-16",
        "version": "2026-W47",
        "inLanguage": "en",
        "keywords": ["EU engagement with Libya", "Returns"],
        "publisher": {"@type": "Organization", "name": "Nordhaven Institute"},
        "isPartOf": {"@type": "CreativeWorkSeries", "name": "Nordhaven Notes"},
    }


def test_its_quotations_are_the_evidence_of_the_json() -> None:
    edition = json.loads(FORMATS["json"].render(published(), Look.of()))
    quoted = [item for item in edition["evidence"] if item["type"] != "figure"]
    numbers = {source["id"]: source["number"] for source in edition["sources"]}
    assert len(quoted) > 5
    assert report()["hasPart"] == [
        {
            "@type": "Quotation",
            "identifier": item["id"],
            "text": item["printed_text"],
            **({"spokenByCharacter": item["speaker"]} if item.get("speaker") else {}),
            "isBasedOn": {"@id": f"#source-{numbers[item['document']]}"},
        }
        for item in quoted
    ]


def test_its_citations_are_the_sources_of_the_json() -> None:
    edition = json.loads(FORMATS["json"].render(published(), Look.of()))
    works = report()["citation"]
    assert [work["identifier"] for work in works] == [source["id"] for source in edition["sources"]]
    assert all(
        work["encoding"]["sha256"] == s["sha256"] for work, s in zip(works, edition["sources"], strict=True)
    )
    told = {work["identifier"]: work for work in works}
    assert told["bondarieva-2025-07-22"]["author"] == ["Khrystyna Bondarieva"]
    assert told["bondarieva-2025-07-22"]["datePublished"] == "2025-07-22"
    assert told["von-der-leyen-2023-12"]["datePublished"] == "2023-12"
    assert "datePublished" not in told["europe-times-2025"]  # 2025-10/2025-12: some day of these
    assert "author" not in told["europe-times-2025"]
    assert all(f'id="{work["@id"][1:]}"' in page() for work in works)


@pytest.mark.parametrize(
    ("edtf", "iso"),
    [
        ("2025-07-22", "2025-07-22"),
        ("2025-07", "2025-07"),
        ("2025", "2025"),
        ("2025~", None),
        ("2025-10/2025-12", None),
        ("2025/..", None),
        ("../2025", None),
    ],
)
def test_a_date_is_said_where_iso_8601_can_say_it(edtf: str, iso: str | None) -> None:
    assert iso_date(Period.parse(edtf)) == iso


@pytest.mark.parametrize("tag", ["en", "en-IE", "fr", "de-AT", "eo"])
def test_open_graph_names_a_territory_where_one_is_known(tag: str) -> None:
    known = {"en": "en_GB", "en-IE": "en_IE", "fr": "fr_FR", "de-AT": "de_AT", "eo": "eo"}
    assert og_locale(tag) == known[tag]


HOSTILE = "</script><script>alert(1)</script><!-- ]]> & \u2028 “x” \\u003c {{ 7*7 }} \ud800 \x00"


def test_no_text_leaves_the_data() -> None:
    made = published(
        title=HOSTILE, standfirst=said(HOSTILE), publisher=HOSTILE, series=HOSTILE, themes=(HOSTILE,)
    )
    made = CheckedBrief(replace(made, sources=tuple(replace(s, author=(HOSTILE,)) for s in made.sources)))
    text = str(linked_data(made))
    assert not set("<>&\u2028\x00\ud800") & set(text)
    unprintable = {0x2028: " ", 0xD800: "\ufffd", 0: "\ufffd"}
    assert json.loads(text)["name"] == re.sub(" +", " ", HOSTILE.translate(unprintable))
    whole = FORMATS["html"].render(made, Look.of()).decode()
    assert whole.count("<script") == 1
    (data,) = head_of(whole).data
    assert "alert(1)" in json.loads(data)["name"]


# The head -------------------------------------------------------------------------------------------


def test_catalogues_and_link_previews_are_told() -> None:
    meta = head_of(page()).meta
    assert meta["og:title"] == meta["dcterms.title"] == ["EU engagement with Libya, east and west"]
    assert meta["og:description"] == meta["description"]
    assert (meta["og:type"], meta["og:locale"]) == (["article"], ["en_GB"])
    assert meta["og:site_name"] == meta["dcterms.publisher"] == meta["author"] == ["Nordhaven Institute"]
    assert meta["article:published_time"] == meta["dcterms.issued"] == ["2026-11-16"]
    assert meta["dcterms.isPartOf"] == ["Nordhaven Notes"]
    assert meta["dcterms.subject"] == ["EU engagement with Libya", "Returns"]
    assert meta["keywords"] == ["EU engagement with Libya, Returns"]


def test_an_address_is_said_where_one_is_known() -> None:
    with_one, without = head_of(page()), head_of(FORMATS["html"].render(rich_brief(), Look.of()).decode())
    assert with_one.links == [{"rel": "canonical", "href": ADDRESS}]
    assert with_one.meta["og:url"] == with_one.meta["dcterms.identifier"] == [ADDRESS]
    assert without.links == [] and not {"og:url", "og:image", "dcterms.identifier"} & without.meta.keys()
    assert not {"keywords", "dcterms.isPartOf", "dcterms.subject"} & without.meta.keys()


def test_a_browser_has_no_complaint_and_asks_for_nothing(tmp_path: Path, browser: Browser) -> None:
    path = tmp_path / "page.html"
    path.write_text(page(), "utf-8")
    with show(browser, path) as shown:
        assert shown.complaints == []
        assert shown.asked_elsewhere() == []
        found = shown.page.evaluate("() => JSON.parse(document.querySelector('script').textContent)['@type']")
        assert found == "Report"


def test_a_browser_that_runs_scripts_runs_no_other(tmp_path: Path, browser: Browser) -> None:
    """The policy is seen to hold: the test above has the power to find a script that runs."""
    path = tmp_path / "page.html"
    path.write_text(page().replace("</body>", "<script>document.title = 'run'</script></body>"), "utf-8")
    with show(browser, path) as shown:
        assert any("Content Security Policy" in complaint for complaint in shown.complaints)
        assert shown.page.title() != "run"


# The gate -------------------------------------------------------------------------------------------

DATA = '{"@context": "https://schema.org"}'
SCRIPT = f'<script type="application/ld+json">{DATA}</script>'


def policy(*allowed: str) -> str:
    scripts = f"; script-src {' '.join(allowed)}" if allowed else ""
    return f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'{scripts}">'


POLICY = policy(data_hash(DATA))


@pytest.mark.parametrize(
    "markup",
    [
        policy(),
        POLICY + SCRIPT,
        policy() + SCRIPT,
        policy("'none'") + SCRIPT,
        policy() + '<link rel="canonical" href="https://e.org/a">',
        policy() + "<style>a { background: url(data:image/png;base64,xx) } b { clip-path: url(#c) }</style>",
        policy() + "<style>a::before { content: '\\00b6 \\75 \\ffffff \\d800' }</style>",
        policy() + '<svg><image href="data:image/png;base64,xx"/></svg>',
    ],
)
def test_data_and_a_canonical_address_are_let_through(markup: str) -> None:
    assert faults(markup, []) == ()


@pytest.mark.parametrize(
    "markup",
    [
        "<script>1</script>",
        f"<script type='text/javascript'>{DATA}</script>",
        f'<script type="application/ld+json" src="data:,x">{DATA}</script>',
        f'<script type="application/ld+json" type="module">{DATA}</script>',
        f'<script type="module" type="application/ld+json">{DATA}</script>',
        f'<script type="application/ld+json" id="a">{DATA}</script>',
        f'<script type="Application/LD+JSON ">{DATA}</script>',
        '<script type="application/ld+json"/>',
        SCRIPT + SCRIPT,
        SCRIPT.replace(DATA, ""),
        SCRIPT.replace(DATA, "alert(1)"),
        SCRIPT.replace(DATA, "[]"),
        SCRIPT.replace(DATA, '{"@context": "https://e.org"}'),
        SCRIPT.replace(DATA, '{"@context": "https://schema.org", "name": "<!--"}'),
        SCRIPT.replace(DATA, "[" * 100_000),
        '<link rel="canonical" href="javascript:x">',
        '<link rel="canonical" href="//e.org">',
        '<link rel="canonical stylesheet" href="https://e.org">',
        '<link rel="canonical" href="https://e.org" rel="stylesheet">',
        '<link rel="canonical" href="https://e.org" onload="x()">',
        '<link rel="icon" href="data:,x">',
        "<style>@import 'data:text/css,x';</style>",
        "<style>a { background: url(https://e.org/x) }</style>",
        "<style>a { background: URL( '//e.org/x' ) }</style>",
        "<style>a { background: u\\72l(//e.org/x) }</style>",
        "<style>a { background: \\75 rl(//e.org/x) }</style>",
        "<style>a { background: ur\\6C(//e.org/x) }</style>",
        "<style>a { background: \\url(//e.org/x) }</style>",
        "<style>a { background: \\000075rl(//e.org/x) }</style>",
        "<style>@\\69mport '//e.org/x'</style>",
        "<style>a { background: image-set('https://e.org/x' 1x) }</style>",
        '<p style="background: url(https://e.org/x)">',
    ],
)
def test_nothing_that_only_looks_like_them_is(markup: str) -> None:
    said = re.findall(r"(?s)<script[^>]*>(.*?)</script>", markup)  # the policy is not what refuses it
    assert faults((policy(data_hash(said[-1])) if said else policy()) + markup, []) != ()


@pytest.mark.parametrize(
    "markup",
    [
        policy("'unsafe-inline'"),
        policy("'self'"),
        policy(data_hash("alert(1)")),
        policy(data_hash(DATA), data_hash("alert(1)")),
        policy("'none'").replace("default-src 'none'", "default-src *; default-src 'none'"),
        POLICY.replace("script-src ", "script-src-elem 'unsafe-inline'; script-src "),
        POLICY.replace("default-src 'none'", "default-src 'self'"),
        "",
    ],
)
def test_a_policy_names_no_script_but_the_data_of_the_page(markup: str) -> None:
    assert faults(markup + SCRIPT, []) == ("the page has no Content-Security-Policy that forbids scripts",)


# PDF ------------------------------------------------------------------------------------------------


def test_a_pdf_says_title_publisher_themes_and_subject_twice_alike() -> None:
    with pikepdf.open(io.BytesIO(FORMATS["pdf"].render(published(), Look.of()))) as file:
        info = {key: str(value) for key, value in file.docinfo.items()}
        xmp = file.Root.Metadata.read_bytes().decode()
    told = {
        "/Title": "EU engagement with Libya, east and west",
        "/Author": "Nordhaven Institute",
        "/Keywords": "EU engagement with Libya, Returns",
        "/Subject": "Europe keeps its contacts with the east technical; Russia’s shadow makes them political.",
    }
    assert info | told == info
    for name, value in zip(
        ("dc:title", "dc:creator", "pdf:Keywords", "dc:description"), told.values(), strict=True
    ):
        (said,) = re.findall(rf"<{name}>(.*?)</{name}>", xmp)
        assert re.sub(r"<[^>]+>", "", said) == value
