"""What is taken from files of each kind: the words, in order, with their pages, and what the file says of itself."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import saved_files as files

from briefgen.acquire.describe import look
from briefgen.acquire.kinds import Kind, kind_of
from briefgen.acquire.process import ReadingProcess, Request
from briefgen.acquire.taken import RefusedError, Taken

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def process():  # type: ignore[no-untyped-def]
    with ReadingProcess() as started:
        yield started


def take(process: ReadingProcess, content: bytes, **asked: str) -> Taken:
    return process.read(Request(kind_of(content), content, **asked))


def lines(taken: Taken) -> list[str]:
    return [line for line in taken.text.splitlines() if line]


# Web pages ------------------------------------------------------------------------------------------


def test_a_page_gives_its_article_and_nothing_around_it(process: ReadingProcess) -> None:
    taken = take(process, files.ARTICLE.encode())
    assert lines(taken) == [
        "Ministers agree on returns",
        "Zagreb, 3 June 2025",
        "The ministers agreed on joint returns from third countries¹ after two days of talks that had been called at "
        "short notice. “We returned nearly 1,200 people in May,” Interior Minister Ana Horvat said.",
        "What comes next",
        "- A first joint charter flight leaves in July.",
        "- A second one follows in autumn.",
        "Country\t2023\t2024",
        "Libya\t1,234\t2,345",
        "Partnerships need time, and they need money that is not there yet.",
    ]
    assert "unseen" in taken.notes[0]


def test_what_a_page_says_of_itself(process: ReadingProcess) -> None:
    found = look(take(process, files.ARTICLE.encode()), TODAY, None)
    values = {key: guess.values for key, guess in found.facts.items()}
    assert values == {
        "title": ("Ministers agree on returns",),
        "author": ("Jana Novák",),
        "container-title": ("Example Gazette",),
        "publisher": ("Gazette Media",),
        "url": ("https://www.gazette.example/2025/06/returns",),
        "type": ("article-newspaper",),
        "language": ("en",),
    }
    assert (found.issued, found.issued_basis) == ("2025-06-03", "Zagreb, 3 June 2025")
    assert found.others == ("2025-06-05 by the page's JSON-LD, dateModified",)


def test_a_page_saved_in_one_file_is_read_as_the_page(process: ReadingProcess) -> None:
    saved = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.gazette.example/2025/06/returns\r\n"
        'Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{files.ARTICLE}\r\n--b--\r\n"
    )
    taken = take(process, saved.encode())
    assert lines(taken)[0] == "Ministers agree on returns"


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16", "utf-8"])
def test_a_page_in_any_encoding(process: ReadingProcess, encoding: str) -> None:
    page = files.ARTICLE.replace('charset="utf-8"', f'charset="{encoding}"')
    assert "“We returned nearly 1,200 people in May,”" in take(process, page.encode(encoding)).text


# PDF ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def expected() -> list[str]:
    """The paragraphs of the report, whatever the page."""
    found = ["Returns in practice"]
    for at, title in enumerate(files._TITLES, start=1):
        found.append(f"{at}. {title}")
        found += [files._numbered(words, at) for words in files._PARAGRAPHS]
        found.append(f"The sources of this section are given below{'⁰¹²³⁴⁵⁶⁷⁸'[at]}.")
        found.append("- Identification comes first in all of the countries that were visited by the team.")
        found.append(f"- Charter flights come second, in section {at}.")
    return found


@pytest.mark.parametrize("css", ["", files.TWO_COLUMNS, "body { columns: 3; font-size: 8pt }"])
def test_a_printed_report_reads_as_it_was_written(
    process: ReadingProcess, expected: list[str], css: str
) -> None:
    """Columns in order, words whole, no running heads, no page numbers."""
    taken = take(process, files.printed(files.report_html(css)))
    assert lines(taken) == expected
    assert any("Migration Review Vol. …" in note for note in taken.notes)


def test_a_report_that_a_browser_printed(
    process: ReadingProcess,
    expected: list[str],
    browser,
    tmp_path: Path,  # type: ignore[no-untyped-def]
) -> None:
    page = browser.new_page()
    page.set_content(files.report_html(files.TWO_COLUMNS))
    content = page.pdf(prefer_css_page_size=True)
    page.close()
    got = [line.removeprefix("- ") for line in lines(take(process, content))]
    assert got == [line.removeprefix("- ") for line in expected]  # a browser draws its bullets


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_report_that_a_word_processor_printed(process: ReadingProcess, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(files.plan())
    taken = take(process, files.by_office(tmp_path, tmp_path / "plan.docx", "pdf").read_bytes())
    assert "“Readmission works where both sides gain,” State Secretary Eva Lindt said" in taken.text
    assert "- Open an office in Tunis.\n- Send two liaison officers.\n1. Count the returns." in taken.text


def test_heads_that_change_with_the_chapter_are_known_by_their_page_number(process: ReadingProcess) -> None:
    css = "@page { @top-left { content: string(part) } @top-right { content: counter(page) } @bottom-center { content: none } }"
    css += " h2 { string-set: part content(); page-break-before: always }"
    html = files.report_html(css)
    taken = take(process, files.printed(html))
    assert [line for line in lines(taken) if line.startswith("3. Obstacles")] == ["3. Obstacles"]
    assert "left out, at the edge of 1 page: …. Obstacles …" in taken.notes


def test_every_word_has_its_page(process: ReadingProcess) -> None:
    """Each page's own words stand between its offset and the next one."""
    import pypdfium2

    content = files.printed(files.with_footnotes())
    taken = take(process, content)
    document = pypdfium2.PdfDocument(content)
    pages = ["".join(document[at].get_textpage().get_text_range().split()) for at in range(len(document))]
    document.close()
    assert len(pages) > 2
    ends = [offset for offset, _ in taken.pages[1:]] + [len(taken.text)]
    for (start, page), end in zip(taken.pages, ends, strict=True):
        for words in taken.text[start:end].split()[1:-1]:
            bare = words.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")).strip("-")
            assert bare in pages[page - 1].replace("\ufffe", "").replace("‐", "") or "-" in words


def test_notes_stand_behind_the_words_that_they_would_tear(process: ReadingProcess) -> None:
    taken = take(process, files.printed(files.with_footnotes()))
    notes = [line for line in lines(taken) if "of the annual report, point" in line]
    assert len(notes) == 8
    assert all(
        line.endswith((".", ":")) or line[0].isdigit() or line == "Returns in practice"
        for line in lines(taken)
    )


def test_the_hyphen_at_a_line_s_end(process: ReadingProcess) -> None:
    """One word where the document writes it so elsewhere; a compound stays one."""
    css = "body { width: 4.2cm; hyphens: manual; text-align: left; font: 10pt serif }"
    words = "policy-<br>makers met policymakers with long-<br>term aims, a long-term aim, in the non-<br>EU states of the re-<br>gion, with-<br>out a way out and without hope."
    taken = take(process, files.printed(f"<style>{css}</style><p>{words}</p>"))
    assert taken.text == (
        "policymakers met policymakers with long-term aims, a long-term aim, in the non-EU states of the region, without a way out "
        "and without hope.\n"
    )
    assert "3 hyphens taken out at line ends: policymakers, region, without" in taken.notes
    assert "1 hyphen kept at line ends: long-term" in taken.notes


def test_a_table_keeps_its_rows(process: ReadingProcess) -> None:
    table = "<style>td,th{padding:0 2cm 0 0;text-align:left}</style><p>Returns by country and year were these:</p><table>"
    table += "<tr><th>Country<th>2023<th>2024<tr><td>Libya<td>1,234<td>2,345<tr><td>Tunisia<td>3,456<td>4,567</table>"
    taken = take(process, files.printed(table))
    assert taken.text.endswith("Country\t2023\t2024\nLibya\t1,234\t2,345\nTunisia\t3,456\t4,567\n")


def test_a_turned_page_is_read_along_its_lines(process: ReadingProcess) -> None:
    import io

    import pikepdf

    made = io.BytesIO()
    with pikepdf.open(
        io.BytesIO(files.printed("<p>A page that was turned on its side, as tables are.</p>"))
    ) as pdf:
        pdf.pages[0].Rotate = 90
        pdf.save(made)
    assert take(process, made.getvalue()).text == "A page that was turned on its side, as tables are.\n"


# Office documents and mail --------------------------------------------------------------------------


def test_a_word_document(process: ReadingProcess) -> None:
    taken = take(process, files.plan())
    assert lines(taken) == [
        "A plan for readmission",
        "Vienna, 12 April 2025",
        "“Readmission works where both sides gain,” State Secretary Eva Lindt said¹. The plan names four steps in 2025³.",
        "¹ Interview of 3 April.",
        "- Open an office in Tunis.",
        "- Send two liaison officers.",
        "1. Count the returns.",
        "2. Publish the count.",
        "Year\tReturns",
        "2024\t812",
        "The end of the plan is open.",
    ]
    assert taken.notes == (
        "tracked changes are read as accepted: 1 deletion left out, 1 insertion kept",
        "left out, at the head of pages: Draft, not for circulation",
    )
    found = look(taken, TODAY, None)
    assert (found.issued, found.issued_basis) == ("2025-04-12", "Vienna, 12 April 2025")
    assert found.value("author") == "Eva Braun-Lindt"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_word_document_that_another_program_wrote(process: ReadingProcess, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(files.plan())
    odt = files.by_office(tmp_path, tmp_path / "plan.docx", "odt")
    again = files.by_office(tmp_path, odt, "docx:MS Word 2007 XML")
    for path in (odt, again):
        got = lines(take(process, path.read_bytes()))
        assert got[0] == "A plan for readmission"
        assert "- Send two liaison officers." in got
        assert "2024\t812" in got
        assert any(
            line.startswith("“Readmission works where both sides gain,” State Secretary Eva Lindt said¹")
            for line in got
        )
        assert "¹ Interview of 3 April." in got


def test_an_opendocument_text(process: ReadingProcess) -> None:
    taken = take(process, files.open_document())
    assert lines(taken) == [
        "Minutes of the working party",
        "Rome, 7 May 2025",
        "The chair noted that readmission talks with Tunis had gone on since 2021⁴¹. “Nothing is agreed until everything "
        "is agreed,” Ambassador Carla Bruni-Testa said.",
        "¹ Document 12/25.",
        "- The delegations took note.",
        "- The next meeting is in June.",
        "Tunisia\t3,456 returns",
    ]
    assert taken.notes == ("tracked changes are read as accepted: 1 deletion left out",)


def test_a_message(process: ReadingProcess) -> None:
    taken = take(process, files.message())
    assert taken.text.startswith("Dear colleagues,\n\nwe counted 318 returns to Iraq")
    assert "not read" not in taken.text
    assert [(one.name, one.content[:5]) for one in taken.attachments] == [("../../annex.txt", b"Annex")]
    found = look(taken, TODAY, None)
    assert found.value("title") == "Returns to Iraq – our numbers"
    assert (found.value("author"), found.value("type")) == ("Petra Šulc", "personal_communication")
    assert (found.issued, found.issued_basis) == ("2025-05-08", None)


def test_lines_that_flow_are_put_together(process: ReadingProcess) -> None:
    mail = (
        b"From: A <a@b.example>\r\nSubject: s\r\nDate: Tue, 3 Jun 2025 10:00:00 +0200\r\nContent-Type: text/plain; "
        b"format=flowed\r\n\r\nwe returned nearly \r\n1,200 people \r\nin May.\r\n\r\n-- \r\nAna\r\n"
    )
    assert take(process, mail).text == "we returned nearly 1,200 people in May.\n\n--\nAna\n"


# Plain text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "encoding", "read_as"),
    [
        (files.FRENCH, "latin-1", "cp1252"),
        (files.RUSSIAN, "cp1251", "cp1251"),
        (files.POLISH, "utf-16", "utf-16-le"),
        (files.POLISH, "utf-16-be", "utf-16-be"),
        (files.POLISH, "utf-32", "utf-32-le"),
        (files.RUSSIAN.replace("«", '"').replace("»", '"'), "koi8-r", "koi8_r"),
    ],
)
def test_text_in_any_encoding(process: ReadingProcess, words: str, encoding: str, read_as: str) -> None:
    taken = take(process, words.encode(encoding))
    assert taken.text == words
    assert read_as in taken.read_with
    assert any("encoding" in note for note in taken.notes)


def test_text_in_utf_8_stays_as_it_came(process: ReadingProcess) -> None:
    taken = take(process, b"\xef\xbb\xbf" + files.POLISH.encode())
    assert taken.is_as_it_came
    assert not taken.notes


def test_a_person_knows_the_encoding_better(process: ReadingProcess) -> None:
    content = files.POLISH.encode("cp1250")
    assert process.read(Request(Kind.TEXT, content, encoding="cp1250")).text == files.POLISH
    with pytest.raises(RefusedError, match="there is no encoding 'nonsense'"):
        process.read(Request(Kind.TEXT, content, encoding="nonsense"))
