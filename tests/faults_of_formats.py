"""Formats: every file says the same, the page is closed, and the folder is whole."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from finished_editions import SUFFIXES, Edition
from printed import Printed, Run, fold
from printed_html import tree_of


def tables_are_the_same(edition: Edition) -> Iterator[str]:
    """Rows, columns, cells and their citations."""
    html, markdown = edition.html.tables, edition.markdown.tables
    if len(html) != len(markdown):
        yield f"{len(html)} tables in HTML, {len(markdown)} in Markdown"
    for one, other in zip(html, markdown, strict=False):
        if (one.caption, one.columns) != (other.caption, other.columns):
            yield f"the head of the table {one.caption!r} differs"
        cells = [[[fold(cell.words) for cell in row] for row in table.rows] for table in (one, other)]
        if cells[0] != cells[1]:
            yield f"the rows of the table {one.caption!r} differ"
        if any(len(row) != len(one.columns) for row in (*one.rows, *other.rows)):
            yield f"a row of the table {one.caption!r} has not one cell a column"


def words_are_the_same(edition: Edition) -> Iterator[str]:
    """Every paragraph, item, heading, quotation and note, in one order, with the same citations."""
    apart = {"kind", "facts", "source", "colophon", "chart"}
    html, markdown = (
        [(run.kind, run.section, run.words) for run in printed.runs if run.kind not in apart]
        for printed in edition.formats.values()
    )
    yield from (
        f"{kind}: only one format says {words[:60]!r}" for kind, _, words in sorted(set(html) ^ set(markdown))
    )
    if html != markdown and set(html) == set(markdown):
        yield "the order of the words differs"
    quotations = [
        [(q.section, q.slice, q.attribution.words, [n.words for n in q.notes]) for q in printed.quotations]
        for printed in edition.formats.values()
    ]
    if quotations[0] != quotations[1]:
        yield "the quotations differ"


def sections_are_those_of_the_json(edition: Edition) -> Iterator[str]:
    titles = [fold(section["title"]) for section in edition.json["sections"]]
    for name, printed in edition.formats.items():
        if printed.sections != titles:
            yield f"the sections of the {name} are {printed.sections}"
    yield from (f"{title!r} is not in the PDF" for title in titles if not edition.pdf.holds(title))


def source_numbers_agree(edition: Edition) -> Iterator[str]:
    """Numbered 1 to n in order of citation, the cited documents and no others, each link to its own entry."""
    sources = edition.json["sources"]
    if [source["number"] for source in sources] != list(range(1, len(sources) + 1)):
        yield "the sources are not numbered from 1"
    cited = {item["document"] for item in edition.json["evidence"]}
    yield from (f"{id_} is no source" for id_ in sorted(cited - {source["id"] for source in sources}))
    for name, printed in edition.formats.items():
        used = list(dict.fromkeys(number for run in _in_order(printed) for number in run.cites))
        listed = {source.number: source.text for source in printed.sources}
        if set(used) != set(listed) or len(listed) != len(sources):
            yield f"{name}: cited are {sorted(used)}, listed are {sorted(listed)}"
        for source in sources:
            title = fold(source["title"] or source["id"])
            if title not in listed.get(source["number"], ""):
                yield f"{name}: source {source['number']} is not {title!r}"
    for link in tree_of(edition.text_of("html")).iter("a"):
        words = "".join(link.itertext())
        if words.isdigit() and link.get("href") != f"#source-{words}":
            yield f"the citation {words} leads to {link.get('href')}"


def _in_order(printed: Printed) -> Iterable[Run]:
    return [run for run in printed.everything if run.kind != "source"]


_REFUSED = frozenset(
    [
        "script",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "input",
        "button",
        "link",
        "img",
        "audio",
        "video",
        "frame",
        "template",
    ]
)
_ADDRESSES = frozenset(
    [
        "src",
        "href",
        "action",
        "data",
        "poster",
        "srcset",
        "formaction",
        "background",
        "ping",
        "manifest",
        "xlink:href",
    ]
)


def page_is_closed(edition: Edition) -> Iterator[str]:
    """No page has a script or an event handler, fetches anything, or lacks a policy that allows none."""
    for name in sorted(edition.files):
        if name.endswith(".html"):
            root = tree_of(edition.files[name].decode())
            yield from (f"{name}: {fault}" for fault in _openings(root))
            yield from (f"{name} leads to {address!r}" for address in _lost_links(root, edition))
    for address in edition.markdown.links:
        if not address.startswith(("https://", "http://", "mailto:")):
            yield f"the Markdown links to {address!r}"


def _openings(root: Element) -> Iterator[str]:
    for element in root.iter():
        if element.tag in _REFUSED and not _is_data(element) and not _is_canonical(element):
            yield f"it holds <{element.tag}>"
        for name, value in element.attrib.items():
            if name.startswith("on"):
                yield f"<{element.tag}> has the event handler {name}"
            if name not in _ADDRESSES or element.tag == "a" or _is_canonical(element):
                continue
            if not value.startswith(("#", "data:image/")):
                yield f"<{element.tag} {name}> leads to {value[:60]!r}"
        if element.tag == "style" or element.get("style"):
            style = (element.text or "") + element.get("style", "")
            if found := re.search(r"url\(\s*['\"]?(?!data:)|@import", style):
                yield f"a style fetches something: {style[found.start() :][:60]!r}"
    policies = [m.get("content", "") for m in root.iter("meta") if "Policy" in m.get("http-equiv", "")]
    if not any("default-src 'none'" in policy and _forbids_scripts(policy, root) for policy in policies):
        yield "it has no policy that forbids scripts"


def _is_data(element: Element) -> bool:
    """JSON-LD without `<`: a browser does not run it."""
    return element.attrib == {"type": "application/ld+json"} and "<" not in (element.text or "")


def _is_canonical(element: Element) -> bool:
    return element.attrib.keys() == {"rel", "href"} and element.attrib["rel"] == "canonical"


def _forbids_scripts(policy: str, root: Element) -> bool:
    """Whether it lets no script in but the data that stands in the page, by its checksum."""
    data = [hashlib.sha256((script.text or "").encode()).digest() for script in root.iter("script")]
    allowed = {f"script-src 'sha256-{base64.b64encode(one).decode()}'" for one in data}
    named = {part.strip() for part in policy.split(";") if "script-src" in part}
    return named <= allowed


def _lost_links(root: Element, edition: Edition) -> Iterator[str]:
    """Links that leave the edition other than to the web, or lead to no place in it."""
    for link in root.iter("a"):
        address = link.get("href", "")
        if address.startswith(("https://", "http://", "mailto:")):
            continue
        name, _, place = address.partition("#")
        there = tree_of(edition.files[name].decode()) if name in edition.files else None if name else root
        if there is None or not any(element.get("id") == place for element in there.iter()):
            yield address


def pdf_carries_the_json(edition: Edition) -> Iterator[str]:
    name = f"{edition.name}.json"
    if list(edition.pdf.attached) != [name]:
        yield f"the PDF carries {list(edition.pdf.attached)}"
    if edition.pdf.attached.get(name) != edition.files[name]:
        yield "the JSON in the PDF is not the JSON beside it"


def folder_is_whole(edition: Edition) -> Iterator[str]:
    """Four files, a page a source, and the manifest that names each with its sha256."""
    wanted = {f"{edition.name}.{suffix}" for suffix in SUFFIXES}
    wanted |= {f"source-{source['id']}.html" for source in edition.json["sources"]}
    if edition.files.keys() != wanted | {"manifest.json"}:
        yield f"the folder holds {sorted(edition.files)}"
    digests = {
        name: hashlib.sha256(edition.files[name]).hexdigest() for name in wanted & edition.files.keys()
    }
    if json.loads(edition.files["manifest.json"])["files"] != digests:
        yield "the manifest does not name these files"
    for name in sorted(wanted):
        if name.endswith((".md", ".json", ".html")) and not edition.files[name].endswith(b"\n"):
            yield f"{name} does not end with a newline"
