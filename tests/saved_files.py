"""Real files for `corpus add`: pages, printed PDFs, office documents and mail, each with a story of its own."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

from weasyprint import HTML

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

ARTICLE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ministers agree on returns - Example Gazette</title>
<link rel="canonical" href="https://www.gazette.example/2025/06/returns">
<meta property="og:site_name" content="Example Gazette">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Ministers agree on returns", "datePublished": "2025-06-03T23:30:00+02:00",
"dateModified": "2025-06-05", "author": [{"@type": "Person", "name": "Jana Novák"}],
"publisher": {"@type": "Organization", "name": "Gazette Media"}}</script>
<style>.x{}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/politics">Politics</a></li></ul></nav>
<div class="cookie-banner">We use cookies. <button>Accept all</button></div>
<main><article><h1>Ministers agree on returns</h1><p class="date">Zagreb, 3 June 2025</p>
<p>The ministers agreed on joint returns from third countries<sup>1</sup> after two days of talks that had
been called at short notice. “We re&shy;turned nearly 1,200 people in May,” Interior Minister Ana Horvat said.</p>
<script>document.write("a script")</script>
<h2>What comes next</h2>
<ul><li>A first joint charter flight leaves in July.</li><li>A second one <a href="/x">follows</a> in autumn.</li></ul>
<table><tr><th>Country</th><th>2023</th><th>2024</th></tr><tr><td>Libya</td><td>1,234</td><td>2,345</td></tr></table>
<blockquote><p>Partnerships need time, and they need money that is not there yet.</p></blockquote>
</article></main>
<aside><h3>Related stories</h3><ul><li><a href="/a">Ten recipes for the summer</a></li></ul></aside>
<footer>© Gazette Media. All rights reserved.</footer></body></html>"""

_PARAGRAPHS = (
    "The Agency supported the return of 1237 third-country nationals in 2023, which the Commission described "
    "as an encouraging development for long-term co-operation between the Union and its partners.",
    "“We must do more, and we must do it together with our partners,” said Minister Ana Horvat in Zagreb. "
    "The implementation of the operational arrangements nevertheless remains uneven in most of the countries.",
    "Administrative capacities of the authorities concerned are frequently overestimated by policymakers, "
    "while the identification of persons without documents takes considerably longer than had been assumed.",
    "The Court of Auditors recommended a common methodology for the evaluation of readmission agreements, "
    "under which every Member State would report comparable figures to the Commission twice a year.",
)
_TITLES = ("Background", "Findings", "Obstacles", "Outlook", "Methods", "Results", "Costs", "Partners")


def report_html(css: str = "") -> str:
    """A report of eight sections with notes at the foot, running heads and page numbers."""
    sections = "".join(
        f"<h2>{at}. {title}</h2>"
        + "".join(f"<p>{_numbered(words, at)}</p>" for words in _PARAGRAPHS)
        + f"<p>The sources of this section are given below<sup>{at}</sup>.</p>"
        + "<ul><li>Identification comes first in all of the countries that were visited by the team.</li>"
        + f"<li>Charter flights come second, in section {at}.</li></ul>"
        for at, title in enumerate(_TITLES, start=1)
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Returns in practice</title>
<meta name="author" content="Mario Rossi"><style>
@page {{ size: A4; margin: 2.5cm; @top-left {{ content: "Migration Review" }} @top-right {{ content: "Vol. 12" }}
@bottom-center {{ content: counter(page) }} }}
body {{ font: 10pt/1.4 "Source Serif 4", "DejaVu Serif", serif; hyphens: auto; text-align: justify }}
h1 {{ font-size: 20pt; column-span: all }} h2 {{ font-size: 13pt }} sup {{ font-size: 65%; line-height: 0 }}
{css}</style></head><body><h1>Returns in practice</h1>{sections}</body></html>"""


def _numbered(words: str, at: int) -> str:
    return words.replace("1237", str(1200 + 37 * at)).replace("2023", str(2015 + at))


TWO_COLUMNS = "body { columns: 2; column-gap: 1cm; font-size: 9pt }"
FOOTNOTES = "h2 + p::after { content: ''; } .note { float: footnote; font-size: 7.5pt }"


def printed(html: str) -> bytes:
    made = HTML(string=html).write_pdf()
    assert isinstance(made, bytes)
    return made


def with_footnotes() -> str:
    """A report whose notes the printer puts at the foot of the page."""
    html = report_html(".note { float: footnote; font-size: 7.5pt }")
    for at, title in enumerate(_TITLES, start=1):
        note = f'<span class="note">See the {title.lower()} of the annual report, point {at}.</span>'
        html = html.replace(f"below<sup>{at}</sup>.", f"below{note}.")
    return html


def scan() -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("L", (620, 877), 255)
    ImageDraw.Draw(image).text((100, 100), "A letter that was scanned", fill=0)
    made = io.BytesIO()
    image.save(made, "pdf")
    return made.getvalue()


def locked(content: bytes, password: str) -> bytes:
    import pikepdf

    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(made, encryption=pikepdf.Encryption(user=password, owner="owner"))
    return made.getvalue()


def zipped(parts: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{form}+xml"/>'
        for name, form in (
            ("document", "document.main"),
            ("numbering", "numbering"),
            ("footnotes", "footnotes"),
            ("header1", "header"),
        )
    )
    + "</Types>"
)


def _relations(*parts: str) -> str:
    """`_relations("numbering", "numbering.xml", …)`: sorts and targets in turn."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    made = "".join(
        f'<Relationship Id="r{at}" Type="{office}/{parts[at]}" Target="{parts[at + 1]}"/>'
        for at in range(0, len(parts), 2)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'


def run(words: str, properties: str = "") -> str:
    form = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{form}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", numbered: str = "") -> str:
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbered}"/></w:numPr>' if numbered else ""
    form = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{form}{number}</w:pPr>{''.join(runs)}</w:p>"


def word_file(body: Sequence[str], **parts: str) -> bytes:
    """A .docx file of some paragraphs; `parts` are other XML parts of `word/` by name."""
    numbering = (
        f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    document = f'<w:document xmlns:w="{_W}"><w:body>{"".join(body)}</w:body></w:document>'
    roots = {"footnotes": "footnotes", "header1": "hdr"}
    wrapped = {
        f"word/{name}.xml": f'<w:{roots[name]} xmlns:w="{_W}">{xml}</w:{roots[name]}>'
        for name, xml in parts.items()
    }
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dc:title>A plan for readmission</dc:title><dc:creator>Eva Braun-Lindt</dc:creator>"
        "<dcterms:created>2025-04-01T10:00:00Z</dcterms:created></cp:coreProperties>"
    )
    return zipped(
        {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": _relations("officeDocument", "word/document.xml"),
            "word/_rels/document.xml.rels": _relations(
                *(part for name in ("numbering", *parts) for part in (name.rstrip("1"), f"{name}.xml"))
            ),
            "word/document.xml": document,
            "word/numbering.xml": numbering,
            "docProps/core.xml": core,
            **wrapped,
        }
    )


def plan() -> bytes:
    """A Word document with headings, lists, a table, notes, tracked changes and a running head."""
    return word_file(
        [
            paragraph(run("A plan for readmission"), style="Title"),
            paragraph(run("Vienna, 12 April 2025")),
            paragraph(
                run("“Readmission works where both sides gain,” State Secretary Eva Lindt said"),
                '<w:r><w:footnoteReference w:id="2"/></w:r>',
                run(". The plan names "),
                f"<w:del>{run('five').replace('w:t', 'w:delText')}</w:del>",
                f"<w:ins>{run('four')}</w:ins>",
                run(" steps in 2025"),
                run("3", '<w:vertAlign w:val="superscript"/>'),
                run("."),
            ),
            paragraph(run("Open an office in Tunis."), numbered="1"),
            paragraph(run("Send two liaison officers."), numbered="1"),
            paragraph(run("Count the returns."), numbered="2"),
            paragraph(run("Publish the count."), numbered="2"),
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Year</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Returns</w:t></w:r>"
            "</w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>2024</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>812"
            "</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            paragraph(run("Hidden words", "<w:vanish/>"), run("The end of the plan is open.")),
        ],
        footnotes=f'<w:footnote w:id="0" w:type="separator"/><w:footnote w:id="2">{paragraph(run("Interview of 3 April."))}'
        "</w:footnote>",
        header1=f"{paragraph(run('Draft, not for circulation'))}",
    )


def open_document() -> bytes:
    """An OpenDocument text with the same sorts of parts."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"))
    )
    content = f"""<office:document-content {names}><office:automatic-styles>
<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"/></text:list-style>
</office:automatic-styles><office:body><office:text>
<text:tracked-changes><text:changed-region><text:deletion><text:p>struck out</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h>Minutes of the working party</text:h><text:p>Rome, 7 May 2025</text:p>
<text:p>The chair noted that<text:s text:c="3"/>readmission talks with Tunis had gone on since 2021<text:span text:style-name="T1">4</text:span><text:note text:note-class="footnote"><text:note-body><text:p>Document 12/25.</text:p></text:note-body></text:note>. “Nothing is agreed until everything is agreed,” Ambassador Carla Bruni-Testa said.</text:p>
<text:list text:style-name="L1"><text:list-item><text:p>The delegations took note.</text:p></text:list-item><text:list-item><text:p>The next meeting is in June.</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Tunisia</text:p></table:table-cell><table:table-cell><text:p>3,456 returns</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>"""
    meta = """<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:creator>Secretariat</dc:creator></office:meta></office:document-meta>"""
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "meta.xml": meta}
    )


def message() -> bytes:
    """A mail with both bodies and an attachment whose name climbs out of its folder."""
    mail = EmailMessage()
    mail["From"] = "Petra Šulc <petra@office.example>"
    mail["To"] = "Desk <desk@office.example>"
    mail["Subject"] = "Returns to Iraq – our numbers"
    mail["Date"] = "Thu, 08 May 2025 09:15:00 +0200"
    mail.set_content(
        "Dear colleagues,\n\nwe counted 318 returns to Iraq in April 2025, more than in any month before. I can "
        "say no more than that, and I ask you to quote me by name.\n\nKind regards\nPetra Šulc\n"
    )
    mail.add_alternative("<p>Dear colleagues, this part is not read.</p>", subtype="html")
    mail.add_attachment(
        "Annex: charter flights to Baghdad left on 3 and 17 April 2025 with 96 and 104 persons on board.",
        filename="../../annex.txt",
    )
    return mail.as_bytes()


FRENCH = (
    "Paris, le 14 mai 2025\n\nLe ministre a déclaré : «\u00a0Nous avons éloigné près de 950 personnes en avril 2025, et "
    "nous irons plus loin.\u00a0» La réunion s'est tenue à l'ambassade, où les délégués étaient arrivés la veille.\n"
)
RUSSIAN = (
    "Москва, 20 мая 2025 года\n\nМинистр заявила: «Мы вернули почти 1200 человек в мае 2025 года». Встреча состоялась "
    "в Загребе, и стороны договорились продолжать сотрудничество в области миграции и возвращения.\n"
)
POLISH = (
    "Warszawa, 21 maja 2025\n\nMinister powiedział: „Zawróciliśmy w kwietniu około 700 osób”. Spotkanie odbyło się w "
    "Łodzi, a następne odbędzie się jesienią w Gdańsku.\n"
)
SHORT = (
    "Berlin, 22 May 2025\n\nReturns rose. “We returned 415 people in April,” said spokesman Jonas Weber.\n"
)


def ten_files(folder: Path) -> list[Path]:
    """Ten documents of nine kinds, as they come to a desk."""
    made: dict[str, bytes] = {
        "article.html": ARTICLE.encode(),
        "report.pdf": printed(report_html(TWO_COLUMNS)),
        "plan.docx": plan(),
        "minutes.odt": open_document(),
        "mail.eml": message(),
        "french.txt": FRENCH.encode("latin-1"),
        "russian.txt": RUSSIAN.encode("cp1251"),
        "polish.txt": POLISH.encode("utf-16"),
        "short.txt": SHORT.encode(),
        "memo.pdf": printed(
            "<html lang=en><head><title>Memo on charter flights</title></head><body><h1>Memo on charter flights</h1>"
            "<p>Brussels, 19 May 2025</p><p>“Charter flights cost twice as much as planned,” Auditor Nils Berg wrote "
            "to the Commission. The 14 flights of 2024 returned 1,033 people to three countries.</p></body></html>"
        ),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return sorted(folder / name for name in made)


def by_office(folder: Path, source: Path, form: str) -> Path:
    """A file as LibreOffice converts it."""
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            form,
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / f"{source.stem}.{form.partition(':')[0]}"
