"""One page a cited document: all of its text, with each passage that the brief takes from it marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from briefgen.errors import InputError, Problem
from briefgen.languages import language_of
from briefgen.languages.pages import say_pages
from briefgen.model.brief import (
    Brief,
    CheckedBrief,
    Evidence,
    EvidenceType,
    Row,
    SourceEntry,
    SourceList,
    Verbatim,
)
from briefgen.model.text import Correction, Document, Source, Span
from briefgen.render.content import anchor, has_source_list, other_language, page_name, safe_url
from briefgen.render.dress import logo_html, page_faces, page_style
from briefgen.render.environment import fill
from briefgen.render.escape import printable
from briefgen.render.gate import faults
from briefgen.render.html import font_faces, inlines_html, style_markup, text_html
from briefgen.render.look import Look, template_place
from briefgen.render.passages import Marked, passages_html
from briefgen.render.words import Words, bind_numbers

PAGE = "source.html.j2"
STYLES = ("css/brief.css", "css/source.css")
WEB_CUTS = (("text", 400, "normal"), ("headings", 400, "normal"), ("headings", 600, "normal"))
MAX_WHOLE = 500_000  # characters: some 250 sheets; of a longer text the page shows the cited passages alone
AROUND = 2_000  # characters shown before and after each of those
_LABEL = 90  # characters of a passage in the list of passages
_FRAGMENT_WORDS = 5  # at either end of a passage: enough for a browser to find it in a page


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a document's text; `start` is where it begins there."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class CitedText:
    """What the page of a source shows of its document: everything, or what stands around cited passages."""

    source: Source
    excerpts: tuple[Excerpt, ...]
    corrections: tuple[Correction, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """An entry in the page's list of passages; `original` leads to the words in the publisher's own page."""

    id: str
    kind: str
    words: str
    pages: str  # "p. 4", empty where the document has no pages
    printed_in: tuple[tuple[str, str], ...]  # (anchor, title) of sections of the brief
    original: str | None


def cited_texts(checked: CheckedBrief, documents: Mapping[str, Document]) -> tuple[CitedText, ...]:
    """What is to be shown of each cited document, in the order of their numbers.

    InputError where a page would take the name of the brief's own.
    """
    given = [documents[source.id] for source in checked.sources if source.id in documents]
    for document in given:
        if page_name(document.id) == f"{checked.name}.html":
            message = f"the page of the source {document.id} has the name of the brief's own page"
            raise InputError([Problem(message, hint="give the brief another name")])
    return tuple(_cited_text(checked, document) for document in given)


def _cited_text(brief: Brief, document: Document) -> CitedText:
    spans = [Span(0, len(document.text))]
    if is_long := len(document.text) > MAX_WHOLE:
        spans = _around(item.cited.span for item in _evidence_of(brief, document.id))
    return CitedText(
        document.source,
        tuple(Excerpt(span.start, span.of(document.text)) for span in spans),
        tuple(c for c in document.corrections if any(span.covers(c.span) for span in spans)),
        not is_long,
    )


def _around(cited: Iterable[Span]) -> list[Span]:
    """The cited ranges with what stands around them, in order, joined where they meet."""
    joined: list[Span] = []
    for span in sorted(cited):
        wider = Span(max(span.start - AROUND, 0), span.end + AROUND)
        if joined and wider.start <= joined[-1].end:
            wider = Span(joined[-1].start, max(joined.pop().end, wider.end))
        joined.append(wider)
    return joined


def render(checked: CheckedBrief, look: Look, cited: CitedText) -> bytes:
    """The page as UTF-8; InputError where a template fails or makes what no page of a brief may hold."""
    evidence = _evidence_of(checked, cited.source.id)
    made = fill(look, PAGE, _filters(checked, look, cited, evidence), _values(checked, look, cited, evidence))
    found = faults(made, [item.id for item in evidence], pages=[f"{checked.name}.html"])
    if found:
        raise InputError([Problem(fault, template_place(PAGE)) for fault in found])
    return made.encode()


def _evidence_of(brief: Brief, document: str) -> list[Evidence]:
    """What the brief takes from a document, in the order of its text."""
    taken = (item for item in brief.evidence.values() if item.cited.document == document)
    return sorted(taken, key=lambda item: (item.cited.start, -item.cited.end, item.id))


def _values(
    checked: CheckedBrief, look: Look, cited: CitedText, evidence: list[Evidence]
) -> Mapping[str, object]:
    source = cited.source
    number = checked.number(source.id)
    home = f"{checked.name}.html"
    style = font_faces(look, page_faces(look, WEB_CUTS)) + "".join(look.text(name) for name in STYLES)
    return {
        "brief": checked,
        "masthead": checked.masthead,
        "words": look.words,
        "style": style_markup(style + page_style(look) + _targets(evidence)),
        "logo": logo_html(look.house.logo),
        "source": source,
        "number": number,
        "foreign": other_language(source, checked),
        "entry": _entry(checked, source.id),
        "facts": tuple(_facts(source, look.words)),
        "home": home,
        "back": f"{home}#source-{number}" if has_source_list(checked) else f"{home}#page-main",
        "passages": _passages(checked, source, evidence),
        "cited": cited,
    }


def _targets(evidence: list[Evidence]) -> str:
    """Rules that show all parts of the passage that an address leads to: its id stands at the first alone."""
    return "".join(
        f':root:has([id="{item.id}"]:target) mark[data-evidence~="{item.id}"]{{background:var(--target)}}\n'
        for item in evidence
    )


def _filters(
    checked: CheckedBrief, look: Look, cited: CitedText, evidence: list[Evidence]
) -> Mapping[str, Callable[..., Any]]:
    marked = [Marked(item.id, piece) for item in evidence for piece in item.slices]
    return {
        "inlines": lambda content: inlines_html(content, checked, linked=False),
        "text": text_html,
        "bound": lambda text: bind_numbers(printable(text), look.language),
        "safe_url": safe_url,
        "untouched": lambda excerpt: _text_of(excerpt, marked, cited, look.words),
        "slip": lambda correction: _slip(correction, cited),
    }


def _text_of(excerpt: Excerpt, marked: list[Marked], cited: CitedText, words: Words) -> Markup:
    return passages_html(excerpt.text, excerpt.start, marked, cited.corrections, words["read_as"])


def _slip(correction: Correction, cited: CitedText) -> str:
    """The characters of the source that a declared reading stands for."""
    span = correction.span
    return next(
        printable(Span(span.start - e.start, span.end - e.start).of(e.text))
        for e in cited.excerpts
        if Span(e.start, e.start + len(e.text)).covers(span)
    )


def _entry(brief: Brief, document: str) -> SourceEntry | None:
    """The document's entry in the brief's list of sources, if it has one."""
    blocks = (block for section in brief.sections for block in section.blocks)
    lists = (block for block in blocks if isinstance(block, SourceList))
    return next((entry for made in lists for entry in made.entries if entry.source.id == document), None)


def _facts(source: Source, words: Words) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is known about a source, each with its label; what is not known is left out."""
    told = {
        "author": source.author,
        "container_title": (source.container_title,),
        "publisher": (source.publisher if source.publisher != source.container_title else None,),
        "issued": (source.issued.edtf if source.issued else None,),
        "issued_basis": (source.issued_basis,),
        "narrator": (source.narrator, source.narrator_role),
        "narrator_basis": (source.narrator_basis,),
        "occasion": (source.occasion,),
        "venue": (source.venue,),
        "part_of": (source.part_of,),
        "reliability": (source.reliability,),
        "outside": tuple(
            f"{_label(name, words)}{words['colon']}{why}" for name, why in sorted(source.outside.items())
        ),
        "id": (source.id,),
        "sha256": (source.sha256,),
    }
    for name, values in told.items():
        if known := tuple(value for value in values if value):
            yield _label(name, words), known


def _label(field: str, words: Words) -> str:
    return words.get(f"source.{field.replace('-', '_')}", field)


def _passages(brief: Brief, source: Source, evidence: list[Evidence]) -> tuple[Passage, ...]:
    printed = _printed_in(brief)
    return tuple(
        Passage(
            item.id,
            f"evidence.{item.type.value}",
            _shortened(item),
            say_pages(item.fields, language_of(brief.language)),
            printed.get(item.id, ()),
            text_fragment(source.url, item.source_text),
        )
        for item in evidence
    )


def _shortened(item: Evidence) -> str:
    """The first words of a passage, as many as a line of a list has room for; a figure with its measure."""
    measure = item.fields.get("measure") if item.type is EvidenceType.FIGURE else None
    words = f"{item.printed_text}: {measure}" if measure else item.printed_text
    if len(words) <= _LABEL:
        return words
    return words[:_LABEL].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _printed_in(brief: Brief) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Where the brief prints each evidence: its sections in order."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for section in brief.sections:
        for name in _named(section):
            found.setdefault(name, {})[anchor(section), section.title] = None
    return {name: tuple(sections) for name, sections in found.items()}


def _named(value: object) -> Iterator[str]:
    """The evidence that anything made of blocks names."""
    if isinstance(value, Verbatim) and value.evidence:
        yield value.evidence
    elif isinstance(value, Row):
        yield from value.evidence
    if isinstance(value, tuple):
        for part in value:
            yield from _named(part)
    elif is_dataclass(value) and not isinstance(value, (Source, type)):
        for field in fields(value):
            yield from _named(getattr(value, field.name))


def text_fragment(url: str | None, words: str) -> str | None:
    """The address of a web page with these words marked in it; None for what is no web page.

    `#:~:text=first words,last words`, https://wicg.github.io/scroll-to-text-fragment/
    """
    safe = safe_url(url)
    if safe is None or safe.lower().startswith("mailto:"):
        return None
    parts = words.split()
    ends = (
        [parts] if len(parts) <= 2 * _FRAGMENT_WORDS else [parts[:_FRAGMENT_WORDS], parts[-_FRAGMENT_WORDS:]]
    )
    text = ",".join(quote(" ".join(end), safe="", errors="replace").replace("-", "%2D") for end in ends)
    return f"{safe}{'' if '#' in safe else '#'}:~:text={text}"
