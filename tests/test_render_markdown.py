"""A brief as Markdown: read by a parser of its own, it says what the page says."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from briefs_for_tests import BLOG, EUROPE_TIMES, Citing, paragraph, plain_brief, rich_brief, said
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from test_render_html import HOSTILE, Page, html

from briefgen.model.brief import (
    Bullets,
    CheckedBrief,
    Cite,
    Column,
    Emphasis,
    Link,
    Paragraph,
    Quotation,
    Row,
    Table,
    Text,
    Title,
)
from briefgen.render import FORMATS, Look

PARSER = MarkdownIt("commonmark").enable("table").use(footnote_plugin)


def markdown(checked: CheckedBrief) -> str:
    return FORMATS["markdown"].render(checked, Look.of()).decode()


def words(token: Token) -> str:
    return " ".join("".join(t.content for t in token.children or [] if t.type != "footnote_ref").split())


def paragraphs_of_quotes(text: str) -> list[list[str]]:
    quotes: list[list[str]] = []
    inside = False
    for token in PARSER.parse(text):
        if token.type.startswith("blockquote"):
            inside = token.type.endswith("open")
            quotes += [[]] if inside else []
        elif inside and token.type == "inline":
            quotes[-1].append(words(token))
    return quotes


def rows_of_tables(text: str) -> list[list[str]]:
    rows: list[list[str]] = []
    tokens = PARSER.parse(text)
    for token, following in itertools.pairwise(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("td_open", "th_open"):
            rows[-1].append(words(following))
    return rows


def test_the_first_paragraph_of_a_blockquote_is_the_slice_and_the_second_its_attribution() -> None:
    brief = rich_brief()
    printed = {item.printed_text for item in brief.evidence.values()}
    quotes = paragraphs_of_quotes(markdown(brief))
    assert [quote[0] in printed for quote in quotes] == [True] * 4
    assert [quote[1].split(",")[0] for quote in quotes] == [
        "Magnus Brunner",
        "unattributed",
        "Ursula von der Leyen",
        "Sviatlana Tsikhanouskaya",
    ]
    assert quotes[1][2].startswith("The sentence that reports it: “Groups like Amnesty International")


def test_tables_have_the_rows_and_cells_of_the_page() -> None:
    page = Page(html(rich_brief()))
    cells = [e.text.replace("\u00a0", " ") for e in page.elements if e.tag in ("th", "td")]
    without_citations = [re.sub(r"\s*\[[\d, ]+\]$", "", cell) for cell in cells]
    rows = rows_of_tables(markdown(rich_brief()))
    assert [cell for row in rows for cell in row] == without_citations
    assert len(rows) == len(page.all("tr"))


def test_citations_are_footnotes_that_give_the_full_reference() -> None:
    text = markdown(rich_brief())
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert used == set(re.findall(r"^\[\^(\d+)\]: \*", text, re.M)) == set("12345")
    assert "launched[^1]. In June" in text


def test_one_empty_line_between_blocks_and_none_at_the_end() -> None:
    text = markdown(rich_brief())
    assert "\n\n\n" not in text
    assert text.endswith("desk@example.org>\n")
    assert not re.search(r"[ \t]$", text, re.M)


def test_text_stays_text_wherever_it_stands() -> None:
    cite = Citing()
    hostile = HOSTILE + "\n# heading\n[x](http://e.org) | `a`"
    quoted = replace(cite.words(BLOG, "Blog Johansson"), text=hostile)
    made = plain_brief(
        paragraph(hostile),
        Bullets((paragraph(hostile), paragraph("- nested?"), paragraph("[ ] a task?"))),
        Quotation(quoted, said(hostile)),
        Table(
            hostile, (Column("a", hostile), Column("b", "B")), (Row((said(hostile), said(Title(hostile)))),)
        ),
        cite=cite,
        title=hostile,
        marking=hostile,
        contact=hostile,
        publisher="# Publisher",
    )
    tokens = PARSER.parse(markdown(made))
    kinds = {token.type for token in tokens} | {c.type for t in tokens for c in t.children or []}
    assert not kinds & {
        "html_block",
        "html_inline",
        "link_open",
        "image",
        "code_inline",
        "fence",
        "code_block",
    }
    assert [t.tag for t in tokens if t.type == "heading_open"] == ["h1", "h2", "h2"]
    assert sum(t.type == "tr_open" for t in tokens) == 2
    assert sum(t.type == "list_item_open" for t in tokens) == 3


@pytest.mark.parametrize(
    ("url", "markdown_link"),
    [
        ("https://e.org/a_(b)?x=1&y=2", "[a *b*](<https://e.org/a_(b)?x=1&y=2>)"),
        ("https://e.org/a> b<c", "[a *b*](<https://e.org/a%3E%20b%3Cc>)"),
        ("javascript:alert(1)", "a *b*"),
    ],
)
def test_links_keep_their_address_and_never_another_scheme(url: str, markdown_link: str) -> None:
    link = Link(url, (Text("a "), Emphasis((Text("b"),))))
    assert f"\n{markdown_link}\n" in markdown(plain_brief(Paragraph((link,))))


def test_an_exclamation_before_a_citation_is_no_image() -> None:
    assert "Never\\![^1]" in markdown(plain_brief(paragraph("Never!", Cite((EUROPE_TIMES,)))))


def test_without_a_list_of_sources_a_citation_is_its_number() -> None:
    made = plain_brief(paragraph("So it is ", Cite((BLOG,)), "."))
    text = markdown(CheckedBrief(replace(made, sections=made.sections[:1])))
    assert "So it is\\[3\\]." in text
