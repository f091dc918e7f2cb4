"""A brief as .docx: the words of the other formats, in a file that Word opens and an editor can go on with."""

from __future__ import annotations

import base64
import builtins
import hashlib
import io
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from briefs_for_tests import (
    BLOG,
    Citing,
    paragraph,
    plain_brief,
    rich_brief,
    said,
    source_list,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from printed import fold
from printed_docx import RELATIONSHIP, Docx, W, style_of
from printed_markdown import read_markdown

from briefgen.errors import InputError
from briefgen.model.brief import (
    Brief,
    Bullets,
    By,
    Chart,
    CheckedBrief,
    Cite,
    Column,
    Link,
    Part,
    Point,
    Row,
    Subheading,
    Table,
    Verbatim,
)
from briefgen.model.content import cited_documents, contents, with_opening
from briefgen.model.house import Logo, Typeface
from briefgen.render import FORMATS, Look
from briefgen.render.docx_columns import column_widths
from briefgen.render.docx_inlines import MAX_ADDRESS, MAX_NAME, target
from briefgen.render.worker import render_all

EVIDENCE = "{urn:briefgen:evidence:1}"


def render(checked: CheckedBrief, look: Look | None = None) -> bytes:
    return FORMATS["docx"].render(checked, look or Look.of())


def read(checked: CheckedBrief, look: Look | None = None) -> Docx:
    return Docx(render(checked, look))


def in_reading_order(checked: CheckedBrief) -> CheckedBrief:
    """The same brief with its sources numbered as `assemble` numbers them: by their first citation."""
    blocks = [block for part in checked.sections for block in with_opening(part)]
    order = [id_ for block in blocks for content in contents(block) for id_ in cited_documents(content)]
    known = {source.id: source for source in checked.sources}
    sources = tuple(known[id_] for id_ in dict.fromkeys(order))
    entries = {entry.source.id: entry for entry in source_list(checked.sections[:-1]).entries}
    listed = tuple(replace(entries[s.id], number=number) for number, s in enumerate(sources, start=1))
    last = replace(checked.sections[-1], blocks=(replace(source_list(()), entries=listed),))
    return CheckedBrief(replace(checked, sources=sources, sections=(*checked.sections[:-1], last)))


@pytest.fixture(scope="module")
def rich() -> Docx:
    return read(in_reading_order(rich_brief()))


# What it says ---------------------------------------------------------------------------------------


def test_it_says_what_the_markdown_says_in_the_same_order(rich: Docx) -> None:
    markdown = read_markdown(FORMATS["markdown"].render(in_reading_order(rich_brief()), Look.of()).decode())
    apart = {"kind", "facts", "source", "colophon"}
    one, other = (
        [(run.kind, run.section, run.words) for run in printed.runs if run.kind not in apart]
        for printed in (rich.printed, markdown)
    )
    assert one == other
    assert rich.printed.tables == markdown.tables
    assert [replace_kinds(q) for q in rich.printed.quotations] == [
        replace_kinds(q) for q in markdown.quotations
    ]
    assert [source.number for source in rich.printed.sources] == [s.number for s in markdown.sources]


def replace_kinds(quotation: Any) -> tuple[object, ...]:
    notes = tuple(note.words for note in quotation.notes)
    return quotation.section, quotation.slice, quotation.attribution.words, notes


def test_words_of_a_source_stand_in_a_bookmark_of_their_evidence(rich: Docx) -> None:
    brief = rich_brief()
    item = rich.xml("customXml/item1.xml")
    named = {mark.get("name", ""): mark.get("evidence", "") for mark in item.iter(f"{EVIDENCE}bookmark")}
    assert set(named.values()) == set(brief.evidence)
    for name, evidence in named.items():
        assert fold(brief.evidence[evidence].printed_text) in fold(rich.bookmarks[name])


def test_bookmarks_have_names_that_word_keeps() -> None:
    cite = Citing()
    words = cite.words(BLOG, "addressing the migratory and humanitarian situation in Libya")
    long = replace(cite.evidence.pop(words.evidence or ""), id=f"quote-{'a-very-long-name-' * 5}-1-2")
    cite.evidence[long.id] = long
    twice = paragraph(replace(words, evidence=long.id), " and ", replace(words, evidence=long.id))
    names = [name for name in read(plain_brief(twice, cite=cite)).bookmarks if name.startswith("quote")]
    assert len(names) == len(set(names)) == 2
    assert all(len(name) <= MAX_NAME and name.isascii() and name.isidentifier() for name in names)


def test_it_carries_the_json_byte_for_byte(rich: Docx) -> None:
    item = rich.xml("customXml/item1.xml")
    kept = base64.b64decode(item.findtext(f"{EVIDENCE}json") or "")
    assert kept == FORMATS["json"].render(in_reading_order(rich_brief()), Look.of())
    assert item.get("sha256") == hashlib.sha256(kept).hexdigest()
    assert item.get("file") == "libya-engagement.json"


# Notes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("brief", [rich_brief(), in_reading_order(rich_brief())], ids=["given", "read"])
def test_each_cited_source_is_one_footnote_under_its_number(brief: CheckedBrief) -> None:
    found = read(brief)
    assert sorted(found.numbers) == list(range(1, len(brief.sources) + 1))  # ids from 1: 0 and -1 are lines
    assert {note.number for note in found.notes} == set(range(1, len(brief.sources) + 1))
    for note in found.notes:
        assert fold(brief.sources[note.number - 1].title or "") in note.words


def test_word_counts_the_notes_of_a_brief_by_itself() -> None:
    references = read(in_reading_order(rich_brief())).document.iter(f"{W}footnoteReference")
    assert not any(reference.get(f"{W}customMarkFollows") for reference in references)


def test_a_later_citation_refers_to_the_note_of_the_first(rich: Docx) -> None:
    orders = [order.text or "" for order in rich.document.iter(f"{W}instrText")]
    referred = {order.split()[1] for order in orders if order.split()[0] == "NOTEREF"}
    assert referred
    assert referred <= rich.bookmarks.keys()


def test_the_lines_above_the_notes_are_there_and_named(rich: Docx) -> None:
    lines = {
        note.get(f"{W}id"): note.get(f"{W}type")
        for note in rich.xml("word/footnotes.xml").iter(f"{W}footnote")
        if note.get(f"{W}type")
    }
    named = rich.xml("word/settings.xml").findall(f"{W}footnotePr/{W}footnote")
    assert lines == {"-1": "separator", "0": "continuationSeparator"}
    assert [line.get(f"{W}id") for line in named] == list(lines)


# What an editor works with --------------------------------------------------------------------------


def test_every_style_that_is_used_is_defined_under_words_own_name(rich: Docx) -> None:
    used = {
        element.get(f"{W}val")
        for part in ("document", "footnotes", "header", "footer")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for element in rich.xml(f"word/{part}.xml").iter(f"{W}{tag}")
    }
    assert used <= rich.style_names.keys()
    built_in = {
        "Title",
        "Subtitle",
        "heading 1",
        "heading 2",
        "Quote",
        "List Bullet",
        "caption",
        "footnote text",
    }
    assert built_in <= set(rich.style_names.values())


def test_another_program_reads_its_paragraphs_tables_and_properties() -> None:
    opened = python_docx.Document(io.BytesIO(render(rich_brief())))
    styles = [paragraph.style.name for paragraph in opened.paragraphs]
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Quote", "Attribution", "Caption"} <= set(styles)
    assert [table.style.name for table in opened.tables] == ["Brief Table"] * 3
    about = opened.core_properties
    assert (about.title, about.author) == ("EU engagement with Libya, east and west", "Migration Desk")
    assert (about.subject, about.language) == ("Briefing, edition 2026-W47", "en")
    assert about.created.date().isoformat() == about.modified.date().isoformat() == "2026-11-16"


def test_a_table_repeats_its_head_and_breaks_no_row(rich: Docx) -> None:
    for table in rich.document.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [
            True,
            *[False] * (len(rows) - 1),
        ]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        grid = [column.get(f"{W}w") for column in table.iter(f"{W}gridCol")]
        assert all([w.get(f"{W}w") for w in row.iter(f"{W}tcW")] == grid for row in rows)


def test_contents_page_numbers_and_language_are_fields_and_settings(rich: Docx) -> None:
    orders = [order.text.split() for order in rich.document.iter(f"{W}instrText") if order.text]
    assert orders[0] == ["TOC", "\\o", '"1-1"', "\\h", "\\z"]
    entries = [p for p in rich.document.iter(f"{W}p") if style_of(p) == "TOC1"]
    assert [rich.words(entry) for entry in entries] == rich.printed.sections
    assert {link.get(f"{W}anchor") for p in entries for link in p} - {None} <= rich.bookmarks.keys()
    foot = [order.text.strip() for order in rich.xml("word/footer.xml").iter(f"{W}instrText") if order.text]
    assert foot == ["PAGE", "NUMPAGES"]
    assert [lang.get(f"{W}val") for lang in rich.xml("word/styles.xml").iter(f"{W}lang")] == ["en-GB"]


def test_at_a_glance_has_no_contents() -> None:
    brief = plain_brief(paragraph("One page."), kind="at-a-glance")
    assert list(read(brief).document.iter(f"{W}sdt")) == []


def test_parts_of_a_dossier_are_headings_above_their_sections() -> None:
    brief = rich_brief()
    first, second = Part("The substance", "one"), Part("The apparatus", "two")
    sections = tuple(replace(s, part=first if at < 5 else second) for at, s in enumerate(brief.sections))
    found = read(CheckedBrief(replace(brief, sections=sections)))
    headings = [found.words(p) for p in found.document.iter(f"{W}p") if style_of(p) == "Heading1"]
    assert headings == ["The substance", "The apparatus"]
    entries = [style_of(p) for p in found.document.iter(f"{W}p") if style_of(p).startswith("TOC")]
    assert entries[:3] == ["TOCHeading", "TOC1", "TOC2"]


def test_each_numbered_list_begins_with_one() -> None:
    items = tuple(paragraph(word) for word in ("first", "second"))
    found = read(plain_brief(Bullets(items, is_ordered=True), Bullets(items, is_ordered=True)))
    lists = [p.find(f"{W}pPr/{W}numPr/{W}numId") for p in found.document.iter(f"{W}p")]
    used = [number.get(f"{W}val") for number in lists if number is not None]
    assert used[0] == used[1] != used[2] == used[3]
    counts = {num.get(f"{W}numId"): num for num in found.xml("word/numbering.xml").iter(f"{W}num")}
    assert all(counts[number].find(f".//{W}startOverride") is not None for number in used)


def test_subheadings_go_down_one_style_at_a_time() -> None:
    found = read(plain_brief(Subheading("One", 5), Subheading("Two", 6), Subheading("Three", 6)))
    levels = [style_of(p) for p in found.document.iter(f"{W}p") if style_of(p).startswith("Heading")]
    assert levels == ["Heading1", "Heading2", "Heading3", "Heading4", "Heading1"]


def test_the_paper_and_the_margins_of_the_look() -> None:
    found = read(rich_brief(), replace(Look.of(), paper="letter"))
    size = next(found.document.iter(f"{W}pgSz"))
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("12240", "15840")
    widths = [int(w.get(f"{W}w", "0")) for w in next(found.document.iter(f"{W}tblGrid"))]
    assert 9300 < sum(widths) <= 12240 - 2 * 1418


def test_a_column_is_as_wide_as_its_longest_word_and_what_it_says() -> None:
    columns = (Column("a", "Year"), Column("b", "What the source says"))
    table = Table("T", columns, (Row((said("2021"), said("a sentence that is long " * 4))),))
    narrow, wide = column_widths(table, 9000)
    assert 500 < narrow < 1200 < wide
    assert narrow + wide <= 9000
    crowded = Table("T", tuple(Column(str(n), "x" * 30) for n in range(9)), ())
    assert sum(column_widths(crowded, 9000)) <= 9000


# Charts ---------------------------------------------------------------------------------------------


def with_chart(brief: Brief) -> CheckedBrief:
    figures = next(part for part in brief.sections if part.kind == "figures")
    words = [part for row in figures.blocks[0].rows for part in row.cells[1] if isinstance(part, Verbatim)]  # type: ignore[union-attr]
    points = tuple(Point(f"201{at}", one, Decimal(at * 10)) for at, one in enumerate(words[:3], start=1))
    chart = Chart("Detections", "people", By.PERIOD, points, said("Unit: people"), "Bars: <a> & “b”")
    drawn = tuple(
        replace(part, blocks=(*part.blocks, chart)) if part is figures else part for part in brief.sections
    )
    return CheckedBrief(replace(brief, sections=drawn))


def test_a_chart_is_a_picture_with_its_words_for_those_who_do_not_see_it() -> None:
    brief = with_chart(rich_brief())
    found = read(brief)
    assert found.parts["word/media/picture1.png"].startswith(b"\x89PNG")
    about = next(e for e in found.document.iter() if e.tag.endswith("}docPr"))
    assert about.get("descr") == "Bars: <a> & “b”"
    assert len(found.printed.charts) == 1
    assert render(brief) == render(brief)


@pytest.mark.parametrize(
    ("family", "fonts"),
    [
        (None, {"Cambria": None, "Calibri": None}),
        ("Source Sans 3", {"Calibri": None}),
        ("Nordhaven Sans", {"Nordhaven Sans": "Cambria", "Calibri": None}),
    ],
)
def test_fonts_are_those_that_an_editor_has(family: str | None, fonts: dict[str, str | None]) -> None:
    look = Look.of()
    text = Typeface(family) if family else None
    table = read(plain_brief(paragraph("x")), replace(look, house=replace(look.house, text=text)))
    named = table.xml("word/fonts.xml").findall(f"{W}font")
    others = {font.get(f"{W}name"): font.find(f"{W}altName") for font in named}
    assert {name: None if e is None else e.get(f"{W}val") for name, e in others.items()} == fonts
    used = {e.get(f"{W}ascii") for e in table.xml("word/styles.xml").iter(f"{W}rFonts")}
    assert used == fonts.keys()


def test_the_logo_of_a_look_stands_above_the_title_on_its_colour() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><rect width="20" height="10" fill="#fff"/></svg>'
    look = Look.of()
    logo = Logo("image/svg+xml", svg, "The Desk", 40, 10, plate="#ff0000")
    found = read(plain_brief(paragraph("x")), replace(look, house=replace(look.house, logo=logo)))
    assert style_of(next(found.document.iter(f"{W}p"))) == "Logo"
    about = next(e for e in found.document.iter() if e.tag.endswith("}docPr"))
    assert about.get("descr") == "The Desk"
    image = Image.open(io.BytesIO(found.parts["word/media/picture1.png"])).convert("RGB")
    assert image.width / image.height == pytest.approx(44 / 14, rel=0.01)
    middle = image.height // 2
    assert image.getpixel((5, 5)) == image.getpixel((image.width - 40, middle)) == (255, 0, 0)
    assert image.getpixel((image.width // 4, middle)) == (255, 255, 255)


def test_without_the_extra_a_chart_is_a_problem_and_the_rest_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "pypdfium2":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(
        InputError, match=r"the picture of a chart needs pypdfium2 .*pip install 'briefgen\[docx\]'"
    ):
        render(with_chart(rich_brief()))
    assert render(rich_brief())  # only a chart needs it


# What must not happen -------------------------------------------------------------------------------


def test_the_same_brief_is_the_same_bytes_and_no_clock_is_in_them() -> None:
    once, again = render(rich_brief()), render(rich_brief())
    assert once == again
    entries = Docx(once).archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert [entry.filename for entry in entries][:2] == ["[Content_Types].xml", "_rels/.rels"]


@pytest.mark.parametrize(
    ("url", "is_linked"),
    [
        ("https://commission.europa.eu/index_en?x=1&y=2#part", True),
        ("http://example.org:8080/ä b", True),
        ("mailto:desk@example.org?subject=x", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://[::bad", False),
        ("https://exa mple.org/", False),
        ("https://example.org:99999/", False),
        ("https:///nowhere", False),
        ("mailto:a@@b", False),
        (f"https://example.org/{'x' * MAX_ADDRESS}", False),
    ],
)
def test_a_link_leads_only_where_word_can_follow(url: str, is_linked: bool) -> None:
    found = read(plain_brief(paragraph("See ", Link(url, said("this page")), ".")))
    assert "See this page." in {run.words for run in found.printed.runs}
    assert (target(url) in found.links().values()) is is_linked
    assert all(address.isascii() and " " not in address for address in found.links().values())


def test_nothing_leads_outside_but_links(rich: Docx) -> None:
    for name, content in rich.parts.items():
        if name.endswith(".rels"):
            for one in ET.fromstring(content).iter(RELATIONSHIP):
                is_link = one.get("Type", "").endswith("/hyperlink")
                assert (one.get("TargetMode") == "External") is is_link
                assert is_link or "://" not in one.get("Target", "")


HOSTILE = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    [
        "</w:t></w:r><w:r>",
        "]]>&amp;<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
        "\x00\x1b[31m\x85\u2028\ufffe\uffff\ud800",
        "\u202egnirts\u202c {{ 7 * 7 }} {% raw %}",
        "w" * 4000,
        "العربية ‏ 中文 𝕏",
    ]
)


@given(words=HOSTILE, title=HOSTILE, label=HOSTILE)
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_the_file(words: str, title: str, label: str) -> None:
    table = Table(words, (Column("a", label), Column("b", title)), (Row((said(words), said(label))),))
    brief = plain_brief(
        paragraph(words), Subheading(label), table, title=title, publisher=words, marking=label
    )
    found = read(brief)
    for name, content in found.parts.items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(content)
    assert len(found.printed.tables) == 1
    assert ordering_faults(found) == []


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("<w:document>", "makes no XML"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares"),
        ("<a>{{ masthead.nothing }}</a>", "has no attribute 'nothing'"),
        ("<a/>", "does not hold the evidence"),
    ],
)
def test_a_fault_of_an_own_template_is_told(tmp_path: Path, template: str, problem: str) -> None:
    (tmp_path / "docx").mkdir()
    (tmp_path / "docx/document.xml.j2").write_text(template)
    with pytest.raises(InputError) as raised:
        render(rich_brief(), Look.of(tmp_path))
    assert str(raised.value).startswith("templates/docx/document.xml.j2")
    assert problem in str(raised.value)


# The order of elements in ECMA-376 part 1, 17.3.1.26, 17.3.2.28, 17.4.60, 17.4.70 and 17.6.17.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing"
    " jc outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs caps color spacing sz szCs u vertAlign lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW tcBorders vAlign",
    "sectPr": "headerReference footerReference pgSz pgMar titlePg",
    "settings": "zoom defaultTabStop characterSpacingControl footnotePr compat themeFontLang decimalSymbol listSeparator",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tblStylePr",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr rPr",
}


def ordering_faults(found: Docx) -> list[str]:
    return [
        fault for name in sorted(found.parts) if name.startswith("word/") for fault in _faults(found, name)
    ]


def _faults(found: Docx, part: str) -> Iterator[str]:
    if not part.endswith(".xml"):
        return
    for element in found.xml(part).iter():
        order = ORDER.get(element.tag.removeprefix(W))
        if order is None:
            continue
        names = [child.tag.removeprefix(W) for child in element]
        if sorted(names, key=order.split().index) != names:
            yield f"{part}: {names} in {element.tag.removeprefix(W)}"


def test_properties_stand_in_the_order_that_word_asks_for() -> None:
    assert ordering_faults(read(with_chart(rich_brief()))) == []


# In another program ---------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_prints_all_of_it(tmp_path: Path) -> None:
    brief = in_reading_order(rich_brief())
    (tmp_path / "brief.docx").write_bytes(render(brief))
    convert = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command = [*convert, "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "brief.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    ran = subprocess.run(["pdftotext", "-raw", tmp_path / "brief.pdf", "-"], check=True, capture_output=True)
    text = fold(ran.stdout.decode())
    for item in brief.evidence.values():
        assert fold(item.printed_text)[:20] in text
    assert "Page 1 of" in text
    for number, source in enumerate(brief.sources, start=1):
        assert f"{number} {(source.title or '')[:30]}" in text  # the note


def test_it_is_made_in_the_rendering_process_beside_the_others() -> None:
    made = render_all(with_chart(rich_brief()), ["json", "docx"], Look.of())
    assert made.problems == ()
    assert made.files.keys() == {"libya-engagement.json", "libya-engagement.docx"}
    assert made.files["libya-engagement.docx"] == render(with_chart(rich_brief()))


def test_a_source_is_noted_by_its_title_where_no_list_tells_more() -> None:
    cited = plain_brief(paragraph("So it is ", Cite((BLOG,)), "."))
    bare = CheckedBrief(replace(cited, sections=cited.sections[:1]))
    (note,) = read(bare).notes
    assert note.words.startswith("Partnerships are core of the Pact")


def test_a_brief_of_its_least_is_a_file() -> None:
    least = plain_brief(paragraph("Nothing is cited here."))
    bare = CheckedBrief(replace(least, sources=(), sections=least.sections[:1]))
    assert read(bare).notes == []
