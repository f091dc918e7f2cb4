"""The page of a source: its text untouched, each passage that the brief takes from it marked, nothing else."""

from __future__ import annotations

import hashlib
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from briefs_for_tests import BLOG, EUROPE_TIMES, UNITED24, Citing, paragraph, plain_brief, rich_brief, said
from conftest import brief_names, read_seed
from edition_faults import Edition
from hypothesis import given
from hypothesis import strategies as st
from page_reader import show
from playwright.sync_api import Browser
from printed_html import tree_of

from briefgen.errors import InputError
from briefgen.model.brief import CheckedBrief, Cite, Evidence, EvidenceType, Quotation, Verbatim
from briefgen.model.text import Correction, Document, Source, Span
from briefgen.render import FORMATS, Look, sources
from briefgen.render.gate import faults
from briefgen.render.passages import Marked, passages_html, shown
from briefgen.render.sources import AROUND, MAX_WHOLE, text_fragment
from briefgen.render.worker import render_all

NAMES = brief_names()


@pytest.fixture(params=NAMES)
def edition(request: pytest.FixtureRequest, published: Path) -> Edition:
    return Edition.at(published / "output" / request.param / "latest", published / "seeds")


def pages(edition: Edition) -> dict[str, ET.Element]:
    """The page of each cited document, by its id."""
    return {
        name.removeprefix("source-").removesuffix(".html"): tree_of(content.decode())
        for name, content in edition.files.items()
        if name.startswith("source-")
    }


def text_of(page: ET.Element) -> str:
    (text,) = page.findall(".//div[@class='untouched']")
    return "".join(text.itertext())


def range_of(page: ET.Element, evidence: str) -> str:
    """The text from the first to the last element that names an evidence."""
    (text,) = page.findall(".//div[@class='untouched']")
    pieces = [(words, evidence in names) for words, names in _pieces(text, ())]
    named = [at for at, (_, is_named) in enumerate(pieces) if is_named]
    return "".join(words for words, _ in pieces[named[0] : named[-1] + 1])


def _pieces(element: ET.Element, names: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    inside = (*names, *element.get("data-evidence", "").split())
    yield element.text or "", inside
    for child in element:
        yield from _pieces(child, inside)
        yield child.tail or "", inside


# In the editions of the three briefs -----------------------------------------------------------------


def test_there_is_a_page_for_each_cited_document_and_for_no_other(edition: Edition) -> None:
    assert set(pages(edition)) == {source["id"] for source in edition.json["sources"]}


def test_a_page_holds_the_text_of_its_document(edition: Edition) -> None:
    for document, page in pages(edition).items():
        assert text_of(page) == shown(edition.texts[document])


def test_every_evidence_is_an_anchor_at_its_words(edition: Edition) -> None:
    found = pages(edition)
    for item in edition.json["evidence"]:
        page = found[item["document"]]
        (at,) = page.findall(f".//*[@id='{item['id']}']")
        assert at.tag in ("mark", "span")
        assert range_of(page, item["id"]) == shown(item["source_text"])


def test_an_address_shows_all_parts_of_its_passage(edition: Edition) -> None:
    for item in edition.json["evidence"]:
        page = edition.files[f"source-{item['document']}.html"].decode()
        assert f':root:has([id="{item["id"]}"]:target) mark[data-evidence~="{item["id"]}"]' in page


def test_every_link_between_the_pages_leads_somewhere(edition: Edition) -> None:
    trees = {
        name: tree_of(content.decode()) for name, content in edition.files.items() if name.endswith("html")
    }
    ids = {name: {e.get("id") for e in tree.iter() if e.get("id")} for name, tree in trees.items()}
    led_to = set()
    for name, tree in trees.items():
        for link in tree.iter("a"):
            file, _, anchor = link.get("href", "").partition("#")
            if not file.startswith(("http", "mailto:")):
                assert not anchor or unquote(anchor) in ids[file or name], link.get("href")
                led_to.add((file, anchor))
    back = {(f"{edition.name}.html", f"source-{source['number']}") for source in edition.json["sources"]}
    assert back <= led_to


def test_the_brief_leads_to_the_words_of_its_quotations_and_rows(edition: Edition) -> None:
    tree = tree_of(edition.text_of("html"))
    links = {a.get("href"): a for a in tree.iter("a") if a.get("class") == "context"}
    for figure in tree.iter("figure"):
        if figure.get("class") == "quotation":
            evidence = figure[0].get("data-evidence", "")
            document = edition.evidence[evidence]["document"]
            assert f"source-{document}.html#{evidence}" in {a.get("href") for a in figure.iter("a")}
    for row in tree.iter("tr"):
        documents = {edition.evidence[name]["document"] for name in row.get("data-evidence", "").split()}
        assert documents == {
            document for document in edition.texts for a in row.iter("a")
            if a.get("href", "").startswith(f"source-{document}.html#")
        }  # fmt: skip
    assert all(a.get("aria-label") and not "".join(a.itertext()) for a in links.values())


def test_a_page_is_closed_like_that_of_the_brief(edition: Edition) -> None:
    for document in pages(edition):
        page = edition.files[f"source-{document}.html"].decode()
        evidence = [item["id"] for item in edition.json["evidence"] if item["document"] == document]
        assert faults(page, evidence, [f"{edition.name}.html"]) == ()


def test_the_manifest_names_the_pages(edition: Edition, published: Path) -> None:
    named = json.loads(edition.files["manifest.json"])["files"]
    for document in pages(edition):
        name = f"source-{document}.html"
        assert named[name] == hashlib.sha256(edition.files[name]).hexdigest()


# Any text, any passages ------------------------------------------------------------------------------

SIGNS = (
    st.sampled_from("ab <>&\"'\n\r\t\x00\x0c\x1b\u00a0\u0085\u2028\u202e\ufffe\U0001fffe😀ل{}%")
    | st.characters()
)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Marked]]:
    text = draw(st.text(SIGNS, min_size=1, max_size=60))
    ends = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(ends, ends).map(sorted), max_size=6))
    return text, [Marked(f"e{at % 4}", Span(*span)) for at, span in enumerate(spans) if span[0] < span[1]]


@given(marked_texts())
def test_markup_never_changes_a_text_or_a_passage(given: tuple[str, list[Marked]]) -> None:
    text, marked = given
    corrections = [Correction(m.span, "<b>&") for m in marked[:1]]
    made = f"<div class='untouched'>{passages_html(text, 0, marked, corrections, 'Read as:')}</div>"
    page = tree_of(f"<html>{made}</html>")
    assert text_of(page) == shown(text)
    for name in {m.evidence for m in marked}:
        assert len(page.findall(f".//*[@id='{name}']")) == 1
        whole = Span(
            min(m.span.start for m in marked if m.evidence == name),
            max(m.span.end for m in marked if m.evidence == name),
        )
        if "\r" not in text:
            assert range_of(page, name) == shown(whole.of(text))
    assert {element.tag for element in page.iter()} <= {"html", "div", "p", "mark", "span"}


@pytest.mark.parametrize(
    ("text", "on_the_page"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("bell\x07, escape\x1b[31m, none\x00", "bell\ufffd, escape\ufffd[31m, none\ufffd"),
        ("\ud800 half a sign, \ufffe none", "\ufffd half a sign, \ufffd none"),
        ("spaces  stay\u00a0and\tso do tabs", "spaces  stay\u00a0and\tso do tabs"),
        ("a page\x0cbegins", "a page\nbegins"),
    ],
)
def test_what_no_page_can_hold_is_shown_as_such(text: str, on_the_page: str) -> None:
    assert shown(text) == on_the_page


def test_passages_that_overlap_are_cut_and_each_part_names_them_all() -> None:
    made = passages_html("abcdef", 100, [Marked("x", Span(100, 104)), Marked("y", Span(102, 106))], [], "")
    assert made == (
        '<p><mark id="x" data-evidence="x">ab</mark><mark id="y" data-evidence="x y">cd</mark>'
        '<mark data-evidence="y">ef</mark></p>'
    )


def test_passages_that_begin_together_are_both_anchors() -> None:
    made = passages_html("abc", 0, [Marked("x", Span(0, 3)), Marked("y", Span(0, 2))], [], "")
    assert made.startswith('<p><mark id="x" data-evidence="x y"><span id="y"></span>ab</mark>')


def test_an_elision_is_not_marked_but_stands_between_its_parts() -> None:
    made = passages_html("one two three", 0, [Marked("x", Span(0, 3)), Marked("x", Span(8, 13))], [], "")
    assert made == (
        '<p><mark id="x" data-evidence="x">one</mark> two <mark data-evidence="x">three</mark></p>'
    )


def test_a_declared_reading_is_a_note_and_the_text_stays() -> None:
    made = passages_html("in NA TO.", 0, [], [Correction(Span(3, 8), 'NATO "now"')], "Read as:")
    assert made == '<p>in <span class="corrected" title="Read as: NATO &#34;now&#34;">NA TO</span>.</p>'


def test_an_empty_line_opens_a_gap() -> None:
    assert passages_html("a\nb\n \nc", 0, [], [], "") == '<p>a</p>\n<p>b</p>\n \n<p class="gap">c</p>'


# Documents that mean harm, or are long ---------------------------------------------------------------

HOSTILE = "</div></mark><script>alert(1)</script> <img src=x onerror=y> {{ 7*7 }} &lt; \x00\x1b[31m ]]> <!--"


def cited(text: str, *spans: Span, **known: object) -> tuple[CheckedBrief, Document]:
    """A brief that takes passages from one document of this text."""
    source = Source("Doc.1", hashlib.sha256(text.encode(errors="replace")).hexdigest(), **known)  # type: ignore[arg-type]
    document = Document(source, text)
    evidence = {
        f"quote-Doc.1-{s.start}-{s.end}": Evidence(
            f"quote-Doc.1-{s.start}-{s.end}",
            EvidenceType.QUOTE,
            document.cite(s),
            (s,),
            s.of(text),
            s.of(text),
        )
        for s in spans
    }
    words = [Verbatim(name, item.printed_text) for name, item in evidence.items()]
    made = plain_brief(*(paragraph(part, Cite(("Doc.1",))) for part in words))
    return CheckedBrief(
        replace(made, evidence=evidence, sources=(source,), sections=made.sections[:1])
    ), document


def page_of(checked: CheckedBrief, document: Document) -> str:
    (text,) = sources.cited_texts(checked, {document.id: document})
    return sources.render(checked, Look.of(), text).decode()


def test_text_stays_text_wherever_it_stands() -> None:
    checked, document = cited(
        HOSTILE, Span(0, 30), title=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)",
        outside={"publisher": HOSTILE}, narrator=HOSTILE,
    )  # fmt: skip
    document = replace(document, corrections=(Correction(Span(2, 9), HOSTILE, HOSTILE),))
    page = page_of(checked, document)
    assert text_of(tree_of(page)) == shown(HOSTILE)
    assert "<script" not in page and "<img" not in page and "javascript" not in page.partition("</head>")[2]
    assert "\x00" not in page and "\x1b" not in page


def test_of_a_long_text_the_page_shows_what_is_cited_and_what_stands_around() -> None:
    text = "".join(f"Line {number} of a long text.\n" for number in range(400_000))
    assert len(text) > 10_000_000
    checked, document = cited(
        text, Span(5_000_000, 5_000_100), Span(5_003_000, 5_003_100), Span(9_000_000, 9_000_050)
    )
    page = page_of(checked, document)
    tree = tree_of(page)
    excerpts = ["".join(e.itertext()) for e in tree.findall(".//div[@class='untouched']")]
    assert excerpts == [
        text[5_000_000 - AROUND : 5_003_100 + AROUND],
        text[9_000_000 - AROUND : 9_000_050 + AROUND],
    ]
    assert len(page) < 150_000
    assert "The text is long" in page
    assert len(tree.findall(".//mark[@id]")) == 3


def test_a_text_just_short_enough_is_shown_whole() -> None:
    checked, document = cited("x" * MAX_WHOLE, Span(7, 9))
    assert len(text_of(tree_of(page_of(checked, document)))) == MAX_WHOLE


# In the brief ----------------------------------------------------------------------------------------


def documents() -> dict[str, Document]:
    return {source.id: replace(read_seed(source.id), source=source) for source in rich_brief().sources}


def test_pages_are_made_with_the_html_and_with_nothing_else() -> None:
    assert set(render_all(rich_brief(), ["markdown", "json"], Look.of(), documents=documents()).files) == {
        "libya-engagement.md", "libya-engagement.json"
    }  # fmt: skip
    made = render_all(rich_brief(), ["html"], Look.of(), documents=documents())
    assert made.problems == ()
    assert set(made.files) == {"libya-engagement.html", *(f"source-{id_}.html" for id_ in documents())}


def test_links_add_no_word_to_the_brief_and_leave_its_quotations_alone() -> None:
    linked = render_all(rich_brief(), ["html"], Look.of(), documents=documents()).files[
        "libya-engagement.html"
    ]
    plain = FORMATS["html"].render(rich_brief(), Look.of())
    one, other = (tree_of(page.decode()) for page in (linked, plain))
    assert "".join("".join(one.itertext()).split()) == "".join("".join(other.itertext()).split())
    assert not [a for quote in one.iter("blockquote") for a in quote.iter("a")]
    assert b'class="context"' in linked and b'class="context"' not in plain


@pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")
def test_the_pdf_travels_alone_and_links_to_no_page_beside_it() -> None:
    look = replace(Look.of(), source_pages=frozenset(documents()))
    assert FORMATS["pdf"].render(rich_brief(), look) == FORMATS["pdf"].render(rich_brief(), Look.of())


def test_only_documents_with_a_page_are_linked() -> None:
    one = {BLOG: documents()[BLOG]}
    made = render_all(rich_brief(), ["html"], Look.of(), documents=one)
    assert set(made.files) == {"libya-engagement.html", f"source-{BLOG}.html"}
    assert f'href="source-{EUROPE_TIMES}'.encode() not in made.files["libya-engagement.html"]


def test_a_page_never_takes_the_name_of_the_brief() -> None:
    checked, document = cited("Some words.", Span(0, 4))
    named = CheckedBrief(replace(checked, name="source-Doc.1"))
    with pytest.raises(InputError, match="give the brief another name"):
        sources.cited_texts(named, {document.id: document})


def test_a_broken_template_costs_the_pages_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "source.html.j2").write_text("{{ nothing }}")
    made = render_all(rich_brief(), ["html"], Look.of(tmp_path), documents=documents())
    assert set(made.files) == {"libya-engagement.html"}
    assert "templates/source.html.j2:1" in str(made.problems[0])


def test_a_quotation_in_a_note_leads_to_its_own_source() -> None:
    cite = Citing()
    quoted, other = (
        cite.words(BLOG, "Blog Johansson"),
        cite.words(UNITED24, "a tool to put pressure on the EU"),
    )
    made = plain_brief(Quotation(quoted, said("unattributed"), notes=(said(other),)), cite=cite)
    page = (
        render_all(made, ["html"], Look.of(), documents=documents()).files["libya-engagement.html"].decode()
    )
    assert f'”<a class="context" href="source-{UNITED24}.html#{other.evidence}"' in page


@pytest.mark.parametrize(
    ("url", "words", "address"),
    [
        ("https://e.org/a", "put our options on the table",
         "https://e.org/a#:~:text=put%20our%20options%20on%20the%20table"),
        ("https://e.org/a#b", "well-known, isn’t it & more",
         "https://e.org/a#b:~:text=well%2Dknown%2C%20isn%E2%80%99t%20it%20%26%20more"),
        ("https://e.org/", "one two three four five six seven\neight nine ten eleven",
         "https://e.org/#:~:text=one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven"),
        ("mailto:a@e.org", "words", None),
        ("javascript:x", "words", None),
        (None, "words", None),
    ],
)  # fmt: skip
def test_the_original_is_opened_at_the_words(url: str | None, words: str, address: str | None) -> None:
    assert text_fragment(url, words) == address


# In a browser ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def files(published: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The pages of one brief's sources, and one of a document that means harm."""
    checked, document = cited(HOSTILE + "\u202e" + "w" * 400, Span(3, 60), title="t" * 300, publisher=HOSTILE)
    hostile = tmp_path_factory.mktemp("page") / "source-Doc.1.html"
    hostile.write_text(page_of(checked, document))
    return [*sorted((published / "output" / NAMES[0] / "latest").glob("source-*.html")), hostile]


@pytest.mark.parametrize("width", [1280, 320])
def test_a_page_asks_for_nothing_and_fits_its_window(width: int, browser: Browser, files: list[Path]) -> None:
    for path in files:
        with show(browser, path, width) as shown_page:
            assert shown_page.too_wide() == []
            assert shown_page.asked_elsewhere() == []
            assert shown_page.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_can_be_read(scheme: str, browser: Browser, files: list[Path]) -> None:
    for path in files:
        with show(browser, path, scheme=scheme) as shown_page:
            assert shown_page.hard_to_read() == []
            shown_page.page.emulate_media(media="print", color_scheme="dark")
            assert shown_page.hard_to_read() == []


def test_a_sign_leads_to_the_words_and_back(browser: Browser, published: Path) -> None:
    path = published / "output" / NAMES[0] / "latest" / f"{NAMES[0]}.html"
    with show(browser, path) as shown_page:
        page = shown_page.page
        page.emulate_media(reduced_motion="reduce")
        printed = page.locator("blockquote").first.inner_text()
        page.get_by_role("link", name="In context: source").locator("visible=true").first.wait_for()
        page.locator("figure.quotation .attribution .context").first.click()
        marked = page.locator("mark:target")
        assert marked.evaluate("e => e.getBoundingClientRect().top < innerHeight")
        assert marked.inner_text().split()[0] in printed
        page.get_by_role("link", name="Back to the brief:").click()
        assert page.locator("#sources li:target").is_visible()
        page.emulate_media(media="print")
        assert not page.locator(".context").first.is_visible()
