"""A brief as an e-mail: what leads it, in a page that mail programs show and in plain text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from briefs_for_tests import BLOG, Citing, paragraph, plain_brief, rich_brief, said, section, source_list
from hypothesis import given, settings
from hypothesis import strategies as st
from page_reader import show
from playwright.sync_api import Browser
from printed import fold
from printed_html import tree_of

from briefgen.errors import InputError
from briefgen.model.brief import (
    Bullets,
    CheckedBrief,
    Cite,
    Column,
    Empty,
    Link,
    PullFigures,
    Quotation,
    Row,
    Section,
    Subheading,
    Table,
)
from briefgen.model.house import DARK, LIGHT, PACKAGED
from briefgen.render import FORMATS, Look
from briefgen.render.mail import MAX_BYTES, WIDTH, render_plain
from briefgen.render.mail_digest import digest, evidence_of
from briefgen.render.worker import render_all

ADDRESS = "https://example.org/briefs/libya-engagement/2026-W47/libya-engagement.html"


def render(checked: CheckedBrief, look: Look | None = None) -> str:
    return FORMATS["mail"].render(checked, look or Look.of()).decode()


def plain(checked: CheckedBrief, look: Look | None = None) -> str:
    return render_plain(checked, look or Look.of()).decode()


def with_address(checked: CheckedBrief) -> CheckedBrief:
    return CheckedBrief(replace(checked, masthead=replace(checked.masthead, address=ADDRESS)))


def of_sections(*sections: Section, cite: Citing | None = None) -> CheckedBrief:
    """A brief of these sections and the list of its sources."""
    brief = rich_brief()
    listed = section("sources", "Sources", source_list(sections))
    evidence = (cite or Citing()).evidence
    return CheckedBrief(replace(brief, sections=(*sections, listed), evidence=evidence))


def without(checked: CheckedBrief, *kinds: str) -> CheckedBrief:
    return CheckedBrief(
        replace(checked, sections=tuple(part for part in checked.sections if part.kind not in kinds))
    )


def words_of(page: str) -> str:
    body = tree_of(page).find("body")
    assert body is not None
    return fold(" ".join(body.itertext()))


# What it holds --------------------------------------------------------------------------------------


def test_it_holds_the_standfirst_the_key_points_and_their_sources() -> None:
    brief = rich_brief()
    page, text = words_of(render(brief)), fold(plain(brief))
    for said_ in (
        "Europe keeps its contacts with the east technical",
        "detections on the eastern Libya-to-Crete route increasing by approximately 280%",
        "Letter to EU leaders on migration",
    ):
        assert said_ in page and said_ in text
    assert "Overall departures from Libya" not in page + text  # that is for the full brief


def test_changes_are_printed_after_the_key_points_where_there_are_any() -> None:
    brief = rich_brief()
    changed = replace(
        brief.sections[1], blocks=(Subheading("New"), Bullets((paragraph("A quotation is new."),)))
    )
    told = CheckedBrief(replace(brief, sections=(brief.sections[0], changed, *brief.sections[2:])))
    assert [part.kind for part in digest(told).sections] == ["key-points", "changes"]
    assert "A quotation is new." in words_of(render(told))
    assert [part.kind for part in digest(brief).sections] == ["key-points"]  # nothing to compare with


def test_a_brief_without_key_points_begins_with_its_first_sections() -> None:
    found = digest(without(rich_brief(), "key-points"))
    assert [part.kind for part in found.sections] == ["text", "quotes", "figures"]
    assert [len(part.blocks) for part in found.sections] == [1, 1, 1]
    assert len(found.sections[2].blocks[0].rows) == 5  # type: ignore[union-attr]
    assert found.is_cut
    page = render(without(rich_brief(), "key-points"))
    assert "The full brief has more." in page
    assert "Value: approximately 280% · Period: September 2025" in words_of(page)


def test_a_brief_with_nothing_to_say_is_a_mail_that_says_so_little() -> None:
    brief = of_sections(section("key-points", "Key points", Empty("No source says anything on this.")))
    page = render(brief)
    assert digest(brief).sections == ()
    assert "Europe keeps its contacts" in page
    assert plain(brief).endswith("\n")


def test_figures_that_are_set_large_are_printed_with_what_they_measure() -> None:
    cite = Citing()
    value = cite.figure(BLOG, "nearly 9,000")
    row = Row((said(value), said("from Libya"), said("2021"), said(Cite((BLOG,)))), (value.evidence or "",))
    brief = of_sections(section("key-points", "Key points", PullFigures("In figures", (row,))), cite=cite)
    assert f'data-evidence="{value.evidence}"' in render(brief)
    assert "nearly 9,000 from Libya, 2021" in words_of(render(brief))
    assert "* nearly 9,000 from Libya, 2021 [3]" in plain(brief)


@pytest.mark.parametrize("brief", [rich_brief(), without(rich_brief(), "key-points")], ids=["points", "none"])
def test_it_names_the_evidence_that_it_prints_and_no_other(brief: CheckedBrief) -> None:
    named = [element.get("data-evidence", "").split() for element in tree_of(render(brief)).iter()]
    assert {name for names in named for name in names} == evidence_of(brief, digest(brief).sections)
    assert {name for names in named for name in names} < brief.evidence.keys()


@pytest.mark.parametrize("brief", [rich_brief(), without(rich_brief(), "key-points")], ids=["points", "none"])
def test_words_of_a_source_are_its_words(brief: CheckedBrief) -> None:
    text = fold(plain(brief))
    for element in tree_of(render(brief)).iter("span"):
        if name := element.get("data-evidence"):
            assert fold("".join(element.itertext())) == brief.evidence[name].printed_text
            assert brief.evidence[name].printed_text in text


def test_every_citation_leads_to_a_source_of_the_mail() -> None:
    for brief in (rich_brief(), without(rich_brief(), "key-points")):
        root = tree_of(render(brief))
        ids = {element.get("id") for element in root.iter()}
        cited = {a.get("href", "")[1:] for a in root.iter("a") if (a.text or "").isdigit()}
        assert cited and cited <= ids
        assert {id_ for id_ in ids if id_ and id_.startswith("source-")} == cited
        text = plain(brief)
        listed = re.findall(r"^\[(\d+)\] ", text, re.MULTILINE)
        assert sorted(listed) == sorted(number.removeprefix("source-") for number in cited)


def test_with_an_address_it_leads_to_the_full_brief_and_its_sections() -> None:
    page, text = render(with_address(rich_brief())), plain(with_address(rich_brief()))
    assert f'<a href="{ADDRESS}"' in page
    assert f'<a href="{ADDRESS}#quotes"' in page
    assert f"Read the full brief: {ADDRESS}" in fold(text)


def test_without_one_it_names_the_files_beside_it() -> None:
    made = render_all(rich_brief(), ["markdown", "json", "html", "mail", "docx"], Look.of())
    assert made.problems == ()
    page = made.files["libya-engagement.mail.html"].decode()
    told = "The full brief is attached: libya-engagement.md, libya-engagement.html, libya-engagement.docx."
    assert told in words_of(page)
    assert told.rstrip(".") in fold(made.files["libya-engagement.mail.txt"].decode())
    assert "attached" not in render(rich_brief())  # nothing is said of files that are not made


# What mail programs do ------------------------------------------------------------------------------


def test_it_needs_nothing_from_elsewhere() -> None:
    root = tree_of(render(with_address(rich_brief())))
    assert not {"img", "link", "script", "iframe", "svg", "form"} & {element.tag for element in root.iter()}
    assert "url(" not in render(rich_brief())
    links = {a.get("href", "") for a in root.iter("a")}
    assert all(link.startswith(("#", "https://")) for link in links)


def test_what_it_looks_like_stands_in_its_elements() -> None:
    root = tree_of(render(rich_brief()))
    assert all(e.get("style") for tag in ("h1", "h2", "p", "ul", "li", "td") for e in root.iter(tag))
    assert [t.get("role") for t in root.iter("table")] == ["presentation"] * len(list(root.iter("table")))
    assert any("max-width:600px" in table.get("style", "") for table in root.iter("table"))
    assert {m.get("name") for m in root.iter("meta")} >= {
        "color-scheme",
        "supported-color-schemes",
        "viewport",
    }


def test_the_first_words_stand_hidden_before_everything_for_the_list_of_mails() -> None:
    body = tree_of(render(rich_brief())).find("body")
    assert body is not None
    first = body[0]
    assert "display:none" in first.get("style", "")
    assert fold("".join(first.itertext())).startswith("“Recent Frontex data reveals")
    assert not list(first.iter("a"))


def test_it_wears_the_colours_of_the_house() -> None:
    colours = {LIGHT: {**PACKAGED[LIGHT], "brand": "#123456"}, DARK: {**PACKAGED[DARK], "paper": "#654321"}}
    look = Look.of()
    page = render(rich_brief(), replace(look, house=replace(look.house, colours=colours)))
    assert "background-color:#123456" in page and "background-color: #654321" in page


def test_no_program_cuts_it_off() -> None:
    items = tuple(paragraph(f"Point {at}: {'many words ' * 30}") for at in range(900))
    rows = tuple(Row((said(f"Row {at}"), said("cell " * 40))) for at in range(900))
    table = Table("T", (Column("a", "A"), Column("b", "B")), rows)
    brief = of_sections(section("key-points", "Key points", Bullets(items), table))
    page = render(brief)
    assert 40_000 < len(page.encode()) <= MAX_BYTES
    assert "The full brief has more." in page
    assert len(re.findall(r"^\* Point", plain(brief), re.MULTILINE)) == page.count("<li")


def test_what_cannot_be_made_short_enough_is_a_problem() -> None:
    with pytest.raises(InputError, match="a mail of more than"):
        render(of_sections(section("key-points", "Key points", paragraph("word " * 40_000))))


def test_plain_text_keeps_to_its_width_and_addresses_whole() -> None:
    url = f"https://example.org/{'a-long-path/' * 12}"
    point = paragraph("See ", Link(url, said("the page")), ", ", "word " * 60)
    text = plain(of_sections(section("key-points", "Key points", Bullets((point,)))))
    assert f"<{url}>," in text
    assert all(len(line) <= WIDTH or url in line for line in text.splitlines())
    assert "\n\n\n" not in text


@pytest.mark.parametrize("fault", ["<script>x</script>", '<img src="https://example.org/a.png">', "<p>"])
def test_an_own_template_is_held_to_the_same(tmp_path: Path, fault: str) -> None:
    extended = f"{{% if 1 %}}{fault if fault != '<p>' else '<p>nothing of the brief</p>'}{{% endif %}}"
    (tmp_path / "mail.html.j2").write_text(extended)
    with pytest.raises(InputError, match=r"templates/mail\.html\.j2"):
        render(rich_brief(), Look.of(tmp_path))


HOSTILE = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    [
        "</td></table><script>",
        "--><!--[if mso]>",
        "\r\nBcc: a@b",
        "{{ 7 * 7 }}",
        "\ud800\x00\x1b[2J",
        "w" * 900,
    ]
)


@given(words=HOSTILE, title=HOSTILE)
@settings(max_examples=40, deadline=None)
def test_no_text_becomes_markup_or_a_control(words: str, title: str) -> None:
    quotes = section(
        "key-points", title, paragraph(words), Quotation(Citing().words(BLOG, "from Libya"), said(words))
    )
    bare = replace(quotes, blocks=(quotes.blocks[0], Subheading(title)))
    brief = plain_brief(paragraph(words), title=title, marking=words, contact=words, imprint=words)
    brief = CheckedBrief(replace(brief, sections=(bare, *brief.sections[1:])))
    root = tree_of(render(brief))
    assert not {"script", "img"} & {element.tag for element in root.iter()}
    text = plain(brief)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)


# On screens -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [600, 375, 320])
def test_it_fits_a_screen_and_can_be_read(width: int, scheme: str, browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "mail.html"
    for brief in (with_address(rich_brief()), without(rich_brief(), "key-points")):
        path.write_text(render(brief))
        with show(browser, path, width, scheme) as shown:
            assert shown.too_wide() == []
            assert shown.hard_to_read() == []
            assert shown.asked_elsewhere() == []
            assert shown.complaints == []
