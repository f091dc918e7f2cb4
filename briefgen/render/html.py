"""A brief as one self-contained page: style and fonts inside, no script, nothing fetched."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import takewhile
from typing import Any, assert_never

from markupsafe import Markup, escape

from briefgen.errors import InputError, Problem
from briefgen.languages import language_of
from briefgen.model.brief import (
    Brief,
    CheckedBrief,
    Cite,
    Emphasis,
    Inlines,
    Link,
    Quotation,
    Row,
    Section,
    Strong,
    Text,
    Title,
    Verbatim,
)
from briefgen.render.charts import lay_out
from briefgen.render.content import (
    anchor,
    by_part,
    close_up,
    foreign_language,
    has_source_list,
    heading_level,
    is_mail,
    numbers,
    other_language,
    page_name,
    plain_words,
    safe_url,
    steady_blocks,
)
from briefgen.render.dress import logo_html, page_faces, page_style
from briefgen.render.environment import fill
from briefgen.render.escape import printable
from briefgen.render.gate import faults
from briefgen.render.look import MAX_FONT_BYTES, Look, template_place
from briefgen.render.metadata import data_hash, linked_data, og_locale
from briefgen.render.typography import as_printed, typeset
from briefgen.render.words import bind_numbers, kind_name, long_date, marks_style

PAGE = "brief.html.j2"
STYLE = "css/brief.css"
# What the page is set in: four cuts, 95 kB of it.
WEB_CUTS = (
    ("text", 400, "normal"),
    ("text", 400, "italic"),
    ("headings", 400, "normal"),
    ("headings", 600, "normal"),
)
# A word with a hyphen in it, short enough for the narrowest screen.
_HYPHENATED = re.compile(r"(?<!\S)(\S{1,20}[-\u2010](?=\S{1,12}(?!\S))\S+)")
_BOUND = re.compile(r"\S+(?:\u00a0\S+)+")  # words between which no line ends
_WHOLE = Markup('<span class="whole">{}</span>')
# Longer than any word of a language that is written here (web addresses, slips): it may break anywhere.
_LONG = re.compile(r"(\S{40,})")
OPENING_KINDS = ("key-points", "changes")  # stand beside the contents on the first page
MANY_SECTIONS = 18  # a list of more of them is longer than what stands beside it


def render(checked: CheckedBrief, look: Look) -> bytes:
    """The page as UTF-8; InputError where a template fails or makes what a brief page must not hold."""
    faces = font_faces(look, page_faces(look, WEB_CUTS))
    style = faces + marks_style(look.language) + look.text(STYLE) + page_style(look)
    return page(checked, look, style).encode()


def page(checked: CheckedBrief, look: Look, style: str) -> str:
    """The page with a style sheet inside it; none for the PDF, which brings its own."""
    made = fill(look, PAGE, page_filters(checked, look), _values(checked, look, style))
    pages = [page_name(document) for document in look.source_pages]
    problems = [Problem(fault, template_place(PAGE)) for fault in faults(made, checked.evidence, pages)]
    if problems:
        raise InputError(problems)
    return made


def font_faces(look: Look, cuts: Iterable[tuple[str, int, str, str]]) -> str:
    """`@font-face` rules that hold the fonts themselves."""
    return faces(cuts, lambda file: font_url(look, file))


def faces(cuts: Iterable[tuple[str, int, str, str]], address: Callable[[str], str]) -> str:
    """`@font-face` rules for cuts of fonts, each file at its address."""
    return "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};font-display:swap;'
        f"src:url({address(file)})}}\n"
        for family, weight, style, file in cuts
    )


def font_url(look: Look, file: str) -> str:
    """An unmodified font file as a `data:` address."""
    kind = file.rsplit(".", 1)[-1]
    return f"data:font/{kind};base64,{base64.b64encode(look.read(file, MAX_FONT_BYTES)).decode()}"


def _values(checked: CheckedBrief, look: Look, style: str) -> Mapping[str, object]:
    opening = _opening(checked)
    return {
        "brief": checked,
        "masthead": checked.masthead,
        "opening": opening,
        "body": by_part(checked.sections[len(opening) :]),
        "contents": () if checked.masthead.kind == "at-a-glance" else by_part(checked.sections),
        "has_method": any(section.kind == "method" for section in checked.sections),
        "has_long_contents": len(checked.sections) > MANY_SECTIONS,
        "words": look.words,
        "style": style_markup(style),
        "logo": logo_html(look.house.logo),
        "linked_data": (said := linked_data(checked)),
        "data_hash": data_hash(said),
        "locale": og_locale(checked.language),
    }


def style_markup(style: str) -> Markup:
    """A style sheet that cannot end its element."""
    return Markup(style.replace("</", "<\\/"))  # noqa: S704 - nothing else is markup in a style sheet


def _opening(brief: Brief) -> tuple[Section, ...]:
    """The sections that lead a brief, up to the first of another kind or in a part."""
    return tuple(takewhile(lambda s: s.kind in OPENING_KINDS and s.part is None, brief.sections))


def page_filters(checked: CheckedBrief, look: Look) -> Mapping[str, Callable[..., Any]]:
    linked = has_source_list(checked)
    return {
        "inlines": lambda content: inlines_html(content, checked, linked=linked, look=look),
        "cell": lambda content: inlines_html(content, checked, linked=linked),
        "number": lambda row: _number(row, checked),
        "contact": _contact,
        "in_context": lambda block: _in_context(block, checked, look),
        "source_page": lambda document: page_name(document) if document in look.source_pages else None,
        "prose": lambda prose: inlines_html(
            as_printed(prose, checked.language), checked, linked=linked, look=look
        ),
        "typeset": lambda content: typeset(content, checked.language),
        "words_of": lambda content: printable(plain_words(content, look.language)),
        "text": text_html,
        "slice": lambda text: _slice(text, checked.language),
        "bound": lambda text: bind_numbers(printable(text), look.language),
        "long_date": lambda day: bind_numbers(long_date(day, look.words), look.language),
        "kind_name": lambda kind: kind_name(kind, look.words),
        "safe_url": safe_url,
        "anchor": anchor,
        "blocks": steady_blocks,
        "level": heading_level,
        "labels": lambda section: _labels(section, checked),
        "drawing": lambda chart: lay_out(chart, look.words),
        "foreign": lambda evidence: foreign_language(checked, evidence),
        "source_url": lambda evidence: _source_url(checked, evidence, linked=linked),
    }


def inlines_html(content: Inlines, brief: Brief, *, linked: bool = True, look: Look | None = None) -> Markup:
    """Inline content as HTML; `linked` is False where the page has no list of sources to point at.

    With a look, words of a source lead to their place in its page, where it has one.
    """
    return Markup("").join(_inline(part, brief, linked, look) for part in close_up(content))


def _inline(
    part: Text | Emphasis | Strong | Link | Verbatim | Cite | Title,
    brief: Brief,
    linked: bool,
    look: Look | None,
) -> Markup:
    match part:
        case Text(text):
            return _breakable(bind_numbers(printable(text), brief.language))
        case Title(text):
            return _title(text, brief)
        case Emphasis(inner):
            return Markup("<em>{}</em>").format(inlines_html(inner, brief, linked=linked, look=look))
        case Strong(inner):
            return Markup("<strong>{}</strong>").format(inlines_html(inner, brief, linked=linked, look=look))
        case Link(url, inner):
            words = inlines_html(inner, brief, linked=linked)  # no link inside a link
            safe = safe_url(url)
            return Markup('<a href="{}">{}</a>').format(printable(safe), words) if safe else words
        case Verbatim():
            return _verbatim(part, brief) + (_context_link(part.evidence, brief, look) if look else "")
        case Cite():
            return _citation(numbers(brief, part), linked=linked)
        case _:
            assert_never(part)


def text_html(text: str) -> Markup:
    """Text with nothing in it that is markup."""
    return escape(printable(text))


def _slice(text: str, language: str) -> Markup:
    """Words of a source, a number and its unit held on one line by an element: no character is another."""
    text = printable(text)
    pieces: list[Markup] = []
    at = 0
    for run in _BOUND.finditer(bind_numbers(text, language)):
        held = text[run.start() : run.end()]
        if held != run[0]:  # else its spaces are the source's own
            pieces += (_hyphenated(text[at : run.start()]), _WHOLE.format(held))
            at = run.end()
    return Markup("").join((*pieces, _hyphenated(text[at:])))


def _hyphenated(text: str) -> Markup:
    """Each word with a hyphen held on one line: copied from a PDF it would lose the hyphen."""
    parts = _HYPHENATED.split(text)
    return Markup("").join(
        _WHOLE.format(part) if at % 2 else _breakable(part) for at, part in enumerate(parts)
    )


def _breakable(text: str) -> Markup:
    """A word that no line can hold may break: in a cell it would push the others off the page."""
    parts = _LONG.split(text)
    return Markup("").join(
        Markup('<span class="long">{}</span>').format(part) if at % 2 else escape(part)
        for at, part in enumerate(parts)
    )


def _verbatim(words: Verbatim, brief: Brief) -> Markup:
    """The slice in an element of its own that names its evidence; the marks stand outside it."""
    slice_ = (
        Markup('<span data-evidence="{}"{}>{}</span>').format(
            words.evidence, _lang(foreign_language(brief, words.evidence)), _slice(words.text, brief.language)
        )
        if words.evidence
        else _slice(words.text, brief.language)
    )
    opening, closing = language_of(brief.language).marks
    return Markup("{}{}{}").format(opening, slice_, closing) if words.marks else slice_


def _title(text: str, brief: Brief) -> Markup:
    """The title of a source, in the language of the source."""
    named = (source for source in brief.sources if (source.title or source.id) == text)
    language = next((other_language(source, brief) for source in named), None)
    return Markup("<cite{}>{}</cite>").format(_lang(language), _breakable(printable(text)))


def _lang(language: str | None) -> Markup:
    return Markup(' lang="{}"').format(language) if language else Markup("")


def _contact(text: str) -> Markup:
    """A mail or web address as a link, anything else as words."""
    address = f"mailto:{text}" if is_mail(text) else safe_url(text)
    return Markup('<a href="{}">{}</a>').format(address, printable(text)) if address else text_html(text)


def _labels(section: Section, brief: Brief) -> str:
    """The ids of the headings that name a section to those who hear the page; none where two share them."""
    alike = [one for one in brief.sections if (one.part, one.title) == (section.part, section.title)]
    anchors = ((section.part.anchor,) if section.part else ()) + (anchor(section),)
    return " ".join(f"{name}-title" for name in anchors) if len(alike) == 1 else ""


def _number(row: Row, brief: Brief) -> Markup:
    """The value of a figure that is set large, with what qualifies it set small: "nearly", "increase"."""
    small = Markup('<span class="qualifier">{}</span>')
    pieces: list[Markup] = []
    for part in row.cells[0]:
        if not isinstance(part, Verbatim):
            pieces.append(small.format(inlines_html((part,), brief)))
            continue
        qualifier = str(brief.evidence[part.evidence or ""].fields.get("qualifier") or "")
        if not qualifier or not part.text.startswith(f"{qualifier} "):
            pieces.append(inlines_html((part,), brief))
            continue
        rest = _slice(part.text.removeprefix(qualifier), brief.language)
        pieces.append(
            Markup('<span data-evidence="{}"{}>{}{}</span>').format(
                part.evidence,
                _lang(foreign_language(brief, part.evidence)),
                small.format(qualifier),
                rest,
            )
        )
    return Markup("").join(pieces)


def _in_context(block: Quotation | Row, brief: Brief, look: Look) -> Markup:
    """Links to the passages that a quotation or a row of a table prints, one a document."""
    found = (block.words.evidence or "",) if isinstance(block, Quotation) else block.evidence
    first: dict[str, str] = {}
    for name in found:
        if name in brief.evidence:
            first.setdefault(brief.evidence[name].cited.document, name)
    return Markup("").join(_context_link(name, brief, look) for name in first.values())


def _context_link(evidence: str | None, brief: Brief, look: Look) -> Markup:
    """To the passage in the page of its source; the style sheet prints a sign, so no word is added."""
    item = brief.evidence.get(evidence or "")
    if item is None or item.cited.document not in look.source_pages:
        return Markup("")
    document = item.cited.document
    source = f"{look.words['source_within']} {brief.number(document)}"
    name = f"{look.words['in_context']}{look.words['colon']}{source}"
    link = Markup('<a class="context" href="{}#{}" aria-label="{}"></a>')
    return link.format(page_name(document), item.id, name)


def _citation(cited: tuple[int, ...], *, linked: bool) -> Markup:
    if not cited:
        return Markup("")
    one = Markup('<a href="#source-{0}">{0}</a>') if linked else Markup("{0}")
    marks = Markup(", ").join(one.format(number) for number in cited)
    return Markup('<sup class="cite">[{}]</sup>').format(marks)


def _source_url(brief: Brief, evidence: str | None, *, linked: bool) -> str | None:
    """Where a quotation was taken from: the document's address, else its place in the list of sources."""
    if evidence is None or evidence not in brief.evidence:
        return None
    number = brief.number(brief.evidence[evidence].cited.document)
    return safe_url(brief.sources[number - 1].url) or (f"#source-{number}" if linked else None)
