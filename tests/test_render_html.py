"""The page of a brief: what a checker reads in it, and what it never holds."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from briefs_for_tests import (
    BLOG,
    EUROPE_TIMES,
    UNITED24,
    Citing,
    paragraph,
    plain_brief,
    rich_brief,
    said,
    section,
)

from briefgen.errors import InputError
from briefgen.model.brief import (
    Bullets,
    CheckedBrief,
    Cite,
    Empty,
    Link,
    Paragraph,
    Quotation,
    Subheading,
    Text,
)
from briefgen.render import FORMATS, Look
from briefgen.render.gate import faults


class Element:
    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag, self.attributes, self.words = tag, attributes, ""

    @property
    def text(self) -> str:
        return " ".join(self.words.split())


class Page(HTMLParser):
    """Every element with the text inside it."""

    VOID = frozenset({"meta", "br", "link", "img", "hr", "input"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        if tag not in self.VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words += data

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]


def html(checked: CheckedBrief, look: Look | None = None) -> str:
    return FORMATS["html"].render(checked, look or Look.of()).decode()


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(html(rich_brief()))


def test_every_evidence_id_stands_in_the_page(page: Page) -> None:
    printed = {name for e in page.elements for name in (e.attributes.get("data-evidence") or "").split()}
    assert printed == set(rich_brief().evidence)


def test_a_blockquote_holds_only_its_slice(page: Page) -> None:
    brief = rich_brief()
    quotes = page.all("blockquote")
    assert len(quotes) == 4
    for quote in quotes:
        assert quote.text == brief.evidence[quote.attributes["data-evidence"] or ""].printed_text


def test_the_attribution_follows_at_once_and_begins_with_the_speaker(page: Page) -> None:
    order = [e for e in page.elements if e.tag in ("blockquote", "figcaption")]
    captions = [after for before, after in itertools.pairwise(order) if before.tag == "blockquote"]
    assert [caption.tag for caption in captions] == ["figcaption"] * 4
    assert [caption.text.split(",")[0] for caption in captions] == [
        "Magnus Brunner",
        "unattributed",
        "Ursula von der Leyen",
        "Sviatlana Tsikhanouskaya",
    ]


def test_words_of_a_source_in_a_line_stand_between_marks_and_name_their_evidence() -> None:
    cite = Citing()
    words = cite.words(EUROPE_TIMES, "morally bankrupt,")
    text = html(plain_brief(paragraph("Critics call it ", words, " ", Cite((EUROPE_TIMES,))), cite=cite))
    assert f'“<span data-evidence="{words.evidence}">morally bankrupt,</span>”<sup class="cite">' in text


def test_a_link_of_digits_is_a_citation_that_leads_to_its_source(page: Page) -> None:
    digits = [link for link in page.all("a") if link.text.isdigit()]
    assert digits
    assert {link.attributes["href"] for link in digits} == {f"#source-{link.text}" for link in digits}
    assert {e.attributes.get("id") for e in page.all("li")} >= {f"source-{n}" for n in range(1, 6)}
    assert [e.attributes["id"] for e in page.all("section")][-1] == "sources"


def test_each_source_leads_back_to_the_sections_that_cite_it(page: Page) -> None:
    first = next(e for e in page.all("li") if e.attributes.get("id") == "source-1")
    assert "Cited in: Key points, Background" in first.text


def test_without_a_list_of_sources_a_citation_is_a_number_without_link() -> None:
    made = plain_brief(paragraph("So it is ", Cite((BLOG,)), "."))
    text = html(CheckedBrief(replace(made, sections=made.sections[:1])))
    assert '<sup class="cite">[3]</sup>' in text
    assert 'href="#source' not in text


def test_tables_have_captions_and_scopes(page: Page) -> None:
    assert len(page.all("caption")) == len(page.all("table")) == 3
    assert {e.attributes.get("scope") for e in page.all("th")} == {"col", "row"}


def test_the_page_is_closed_and_says_its_language(page: Page) -> None:
    assert page.all("html")[0].attributes["lang"] == "en"
    assert not {"iframe", "link", "img", "base"} & {e.tag for e in page.elements}
    assert [e.attributes for e in page.all("script")] == [LINKED_DATA]
    policy = next(e for e in page.all("meta") if e.attributes.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in (policy.attributes["content"] or "")
    assert not re.search(r"url\((?!data:)", page.all("style")[0].words)


def test_the_page_is_lighter_than_400_kb() -> None:
    assert len(FORMATS["html"].render(rich_brief(), Look.of())) < 400_000


LINKED_DATA = {"type": "application/ld+json"}  # the one script there may be: no browser runs it
HOSTILE = (
    '</p><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} {% raw %} & "quoted" \x00\x1b[31m'
)


def test_text_stays_text_wherever_it_stands() -> None:
    cite = Citing()
    words = replace(cite.words(BLOG, "Blog Johansson"), text=HOSTILE)
    made = plain_brief(
        paragraph(HOSTILE, words),
        Empty(HOSTILE),
        Subheading(HOSTILE),
        Bullets((paragraph(HOSTILE),)),
        Quotation(words, said(HOSTILE), frame=said(HOSTILE), notes=(said(HOSTILE),)),
        cite=cite,
        title=HOSTILE,
        standfirst=said(HOSTILE),
        marking=HOSTILE,
        publisher=HOSTILE,
        contact=HOSTILE,
        edition=HOSTILE,
        coverage=HOSTILE,
        counts=(HOSTILE,),
    )
    text = html(made)
    assert text.count("<script") == 1
    assert [e.attributes for e in Page(text).all("script")] == [LINKED_DATA]
    assert "<img" not in text
    assert "{{ 7*7 }}" in text
    assert "\x00" not in text and "\x1b" not in text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//e.org", " javascript:x"]
)
def test_a_link_of_another_scheme_is_only_its_words(url: str) -> None:
    made = plain_brief(Paragraph((Link(url, (Text("here"),)),)))
    assert "<p>here</p>" in html(made)


def test_headings_never_jump() -> None:
    made = plain_brief(
        Subheading("Five", 5), Subheading("Six", 6), Subheading("Three", 3), Subheading("One", 1)
    )
    levels = re.findall(r"<h(\d)>(\w+)<", html(made))
    assert levels == [("3", "Five"), ("4", "Six"), ("3", "Three"), ("3", "One")]


def test_a_number_stays_with_its_unit_and_words_of_a_source_keep_their_spaces() -> None:
    cite = Citing()
    made = plain_brief(
        paragraph("EUR 10 million on 6 June 2021, ", cite.figure(BLOG, "More than 13 000")), cite=cite
    )
    text = html(made)
    assert "EUR\u00a010\u00a0million on 6\u00a0June\u00a02021" in text
    assert '>More than <span class="whole">13 000</span><' in text


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("the eastern Libya-to-Crete route", ["Libya-to-Crete"]),
        ("for a photo-op with eastern Libyan authorities", ["photo-op"]),
        ("A significant policy shift, however, began in mid-2025.", ["mid-2025."]),
        ("diplomatic fiasco when the delegation was expelled", []),
    ],
)
def test_a_word_of_a_source_is_never_broken_at_its_hyphen(words: str, whole: list[str]) -> None:
    cite = Citing()
    page = Page(html(plain_brief(paragraph(cite.words(EUROPE_TIMES, words)), cite=cite)))
    assert [e.text for e in page.all("span") if e.attributes.get("class") == "whole"] == whole
    assert words in {e.text for e in page.all("span") if e.attributes.get("data-evidence")}


def test_at_a_glance_has_no_contents() -> None:
    assert "<nav" not in html(plain_brief(paragraph("Short."), kind="at-a-glance"))
    assert "<nav" in html(plain_brief(paragraph("Longer.")))


def test_sections_that_lead_stand_beside_the_contents() -> None:
    text = html(rich_brief())
    opening = text[text.index('<div class="opening') : text.index("</div>")]
    assert "<nav" in opening and 'id="key-points"' in opening and 'id="changes"' in opening
    assert 'id="background"' not in opening


POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'


@pytest.mark.parametrize(
    "markup",
    [
        "<script>1</script>",
        '<script type="application/json">{}</script>',
        '<p onclick="x()">',
        '<a href=" java\tscript:alert(1)">x</a>',
        '<a href="passwd">x</a>',
        '<img src="https://e.org/x.png">',
        '<svg><image xlink:href="http://e.org/x"/></svg>',
        '<base href="http://e.org/">',
        '<iframe src="data:text/html,x"></iframe>',
        '<meta http-equiv="refresh" content="0;url=http://e.org">',
        '<link rel="stylesheet" href="data:text/css,x">',
        '<p data-evidence="quote-nowhere-1-2">',
    ],
)
def test_the_gate_refuses_what_no_page_may_hold(markup: str) -> None:
    assert faults(POLICY + markup, ())
    assert not faults(POLICY + '<a href="https://e.org">x</a><img src="data:image/png;base64,x" alt="">', ())


def test_the_gate_misses_no_evidence() -> None:
    assert faults(POLICY, ["quote-a-1-2"]) == ("the page does not name the evidence quote-a-1-2",)


def test_a_style_sheet_cannot_end_its_element(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css/brief.css").write_text("p{content:'</style><script>alert(1)</script>'}")
    made = Page(html(rich_brief(), Look.of(tmp_path)))
    assert [e.attributes for e in made.all("script")] == [LINKED_DATA]


def test_a_template_that_leaves_evidence_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "brief.html.j2").write_text(f"<!DOCTYPE html><head>{POLICY}</head><p>Trust me.</p>")
    cite = Citing()
    made = plain_brief(paragraph(cite.words(UNITED24, "a tool to put pressure on the EU")), cite=cite)
    with pytest.raises(InputError, match="does not name the evidence"):
        html(made, Look.of(tmp_path))


def test_a_section_of_any_kind_is_printed() -> None:
    made = plain_brief(paragraph("One."))
    unknown = section("brand-new-kind", "Brand new", paragraph("Blocks are enough."))
    assert "Blocks are enough." in html(CheckedBrief(replace(made, sections=(unknown, *made.sections))))


def test_a_word_that_no_line_can_hold_may_break() -> None:
    cite = Citing()
    address = "https://example.org/" + "a/" * 40
    words = replace(cite.words(BLOG, "Blog Johansson"), text=f"see {address}, a long-lived page")
    page = Page(html(plain_brief(paragraph(f"It is at {address} today.", words), cite=cite)))
    assert [e.text for e in page.all("span") if e.attributes.get("class") == "long"] == [
        address,
        f"{address},",
    ]
