"""A brief as CommonMark with tables and footnotes: reads well as it is and pastes well."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, assert_never

from briefgen.languages import language_of
from briefgen.model.brief import (
    Brief,
    CheckedBrief,
    Cite,
    Emphasis,
    Inlines,
    Link,
    Strong,
    Text,
    Title,
    Verbatim,
)
from briefgen.render.content import (
    by_part,
    close_up,
    has_source_list,
    heading_level,
    is_mail,
    numbers,
    safe_url,
    steady_blocks,
)
from briefgen.render.environment import fill
from briefgen.render.escape import escape_line_start, escape_markdown, printable
from briefgen.render.look import Look
from briefgen.render.typography import as_printed, typeset
from briefgen.render.words import kind_name, long_date

PAGE = "brief.md.j2"


def render(checked: CheckedBrief, look: Look) -> bytes:
    """The brief as UTF-8 text with one newline at its end; InputError where a template fails."""
    values = {
        "brief": checked,
        "masthead": checked.masthead,
        "body": by_part(checked.sections),
        "has_method": any(section.kind == "method" for section in checked.sections),
        "words": look.words,
    }
    lines = fill(look, PAGE, _filters(checked, look), values).splitlines()
    return (_single_spaced(lines) + "\n").encode()


def _single_spaced(lines: list[str]) -> str:
    """The lines without spaces at their ends and with one empty line where a template left several."""
    kept: list[str] = []
    for line in (line.rstrip() for line in lines):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).rstrip("\n")


def _filters(checked: CheckedBrief, look: Look) -> Mapping[str, Callable[..., Any]]:
    noted = has_source_list(checked)
    return {
        "inlines": lambda content: inlines_markdown(content, checked, noted=noted),
        "paragraph": lambda content: escape_line_start(inlines_markdown(content, checked, noted=noted)),
        "prose": lambda prose: escape_line_start(
            inlines_markdown(as_printed(prose, checked.language), checked, noted=noted)
        ),
        "typeset": lambda content: typeset(content, checked.language),
        "cell": lambda content: inlines_markdown(content, checked, noted=noted) or " ",
        "md": escape_markdown,
        "line": lambda text: escape_line_start(escape_markdown(text)),
        "long_date": lambda day: long_date(day, look.words),
        "kind_name": lambda kind: kind_name(kind, look.words),
        "safe_url": safe_url,
        "address": _address,
        "contact": _contact,
        "blocks": steady_blocks,
        "level": heading_level,
    }


def inlines_markdown(content: Inlines, brief: Brief, *, noted: bool = True) -> str:
    """Inline content on one line; `noted` is False where there are no footnotes for the citations."""
    out = ""
    for part in close_up(content):
        piece = _inline(part, brief, noted=noted)
        if out.endswith("!") and piece.startswith("["):
            out = out[:-1] + "\\!"  # else it would be an image
        out += piece
    return out.strip()


def _inline(
    part: Text | Emphasis | Strong | Link | Verbatim | Cite | Title, brief: Brief, *, noted: bool
) -> str:
    match part:
        case Text(text):
            return escape_markdown(text)
        case Title(text):
            return _wrapped("*", escape_markdown(text))
        case Emphasis(inner):
            return _wrapped("*", inlines_markdown(inner, brief, noted=noted))
        case Strong(inner):
            return _wrapped("**", inlines_markdown(inner, brief, noted=noted))
        case Link(url, inner):
            words = inlines_markdown(inner, brief, noted=noted)
            return f"[{words}]({_address(url)})" if safe_url(url) and words else words
        case Verbatim(text=text, marks=marks):
            words = escape_markdown(text)
            return language_of(brief.language).quoted(words) if marks else words
        case Cite():
            mark = "[^{}]" if noted else "\\[{}\\]"
            return "".join(mark.format(number) for number in numbers(brief, part))
        case _:
            assert_never(part)


def _wrapped(mark: str, words: str) -> str:
    words = words.strip()
    return f"{mark}{words}{mark}" if words else ""


def _address(url: str) -> str:
    """A link's address between angle brackets, where nothing in it can end it."""
    plain = printable(url)
    for sign, code in (("\\", "%5C"), ("<", "%3C"), (">", "%3E"), (" ", "%20"), ("|", "%7C"), ("\ufffd", "")):
        plain = plain.replace(sign, code)
    return f"<{plain}>"


def _contact(text: str) -> str:
    """A mail address as a link, anything else as words."""
    return f"<{text}>" if is_mail(text) else escape_markdown(text)
