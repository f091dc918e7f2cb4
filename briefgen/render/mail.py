"""A brief as an e-mail: what leads it, in a page that mail programs show, and the same as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, assert_never

from briefgen.errors import InputError, Problem
from briefgen.languages import language_of
from briefgen.model.brief import (
    CheckedBrief,
    Cite,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Strong,
    Text,
    Title,
    Verbatim,
)
from briefgen.model.house import LIGHT, PACKAGED
from briefgen.render.content import close_up, numbers, safe_url, steady_blocks
from briefgen.render.environment import fill
from briefgen.render.escape import printable
from briefgen.render.gate import faults
from briefgen.render.html import inlines_html, text_html
from briefgen.render.look import Look, template_place
from briefgen.render.mail_digest import Digest, digest, evidence_of, first_words, item_count
from briefgen.render.typography import as_printed, typeset
from briefgen.render.words import bind_numbers, kind_name, long_date

PAGE, PLAIN = "mail.html.j2", "mail.txt.j2"
MAX_BYTES = 100_000  # Gmail cuts a mail off at 102 kB
WIDTH = 72  # letters a line of plain text, RFC 3676
_READABLE = (".html", ".pdf", ".docx", ".md")  # of the files beside the mail, those for readers


def render(checked: CheckedBrief, look: Look) -> bytes:
    """The page as UTF-8; InputError where it cannot be made, or holds what no mail may."""
    found, page = _fitting(checked, look)
    problems = [
        Problem(fault, template_place(PAGE)) for fault in faults(page, evidence_of(checked, found.sections))
    ]
    if len(page.encode()) > MAX_BYTES:
        problems.append(Problem(f"makes a mail of more than {MAX_BYTES} bytes", template_place(PAGE)))
    if problems:
        raise InputError(problems)
    return page.encode()


def render_plain(checked: CheckedBrief, look: Look) -> bytes:
    """The same items in plain text, for programs that show no page."""
    found, _ = _fitting(checked, look)
    lines = fill(look, PLAIN, _plain_filters(checked, look), _values(checked, look, found)).splitlines()
    return ("\n".join(_single_spaced(lines)).strip("\n") + "\n").encode()


def _fitting(checked: CheckedBrief, look: Look) -> tuple[Digest, str]:
    """As many items as a mail has room for, and their page."""
    found = digest(checked)
    page = _page(checked, look, found)
    most = item_count(found.sections)
    while len(page.encode()) > MAX_BYTES and most > 1:
        most = most * 3 // 4
        found = digest(checked, most)
        page = _page(checked, look, found)
    return found, page


def _page(checked: CheckedBrief, look: Look, found: Digest) -> str:
    colours = look.house.colours.get(LIGHT, PACKAGED[LIGHT])
    dark = look.house.colours.get("dark", PACKAGED["dark"])
    values = _values(checked, look, found) | {
        "preheader": first_words(found, checked.language) or checked.masthead.standfirst,
        "c": {role.replace("-", "_"): colour for role, colour in colours.items()},
        "d": {role.replace("-", "_"): colour for role, colour in dark.items()},
    }
    return fill(look, PAGE, _page_filters(checked, look), values).strip() + "\n"


def _values(checked: CheckedBrief, look: Look, found: Digest) -> dict[str, object]:
    attached = _READABLE if look.attached is None else look.attached
    beside = [name for name in look.files if name.removeprefix(checked.name) in attached]
    return {
        "brief": checked,
        "masthead": checked.masthead,
        "digest": found,
        "address": safe_url(checked.masthead.address),
        "attached": beside,
        "sources_title": next((s.title for s in checked.sections if s.kind == "sources"), ""),
        "words": look.words,
    }


def _common_filters(look: Look) -> Mapping[str, Callable[..., Any]]:
    return {
        "long_date": lambda day: long_date(day, look.words),
        "kind_name": lambda kind: kind_name(kind, look.words),
        "safe_url": safe_url,
        "blocks": steady_blocks,
        "typeset": lambda content: typeset(content, look.language),
        "bound": lambda text: bind_numbers(printable(text), look.language),
    }


def _page_filters(checked: CheckedBrief, look: Look) -> Mapping[str, Callable[..., Any]]:
    return {
        **_common_filters(look),
        "inlines": lambda content: inlines_html(content, checked),
        "prose": lambda prose: inlines_html(as_printed(prose, checked.language), checked),
        "text": text_html,
        "slice": lambda words: inlines_html((replace(words, marks=False),), checked),
    }


def _plain_filters(checked: CheckedBrief, look: Look) -> Mapping[str, Callable[..., Any]]:
    return {
        **_common_filters(look),
        "plain": lambda content: _plain(content, checked),
        "prose": lambda prose: _plain(as_printed(prose, checked.language), checked),
        "text": printable,
        "lines": _wrapped,
        "underlined": _underlined,
    }


def _plain(content: Inlines, brief: CheckedBrief) -> str:
    return "".join(_plain_part(part, brief) for part in close_up(content))


def _plain_part(part: Inline, brief: CheckedBrief) -> str:
    match part:
        case Text(text):
            return bind_numbers(printable(text), brief.language)
        case Title(text):
            return printable(text)
        case Verbatim(text=text, marks=marks):
            words = printable(text)
            return language_of(brief.language).quoted(words) if marks else words
        case Emphasis(inner) | Strong(inner):
            return _plain(inner, brief)
        case Link(url, inner):
            words = _plain(inner, brief)
            return f"{words} <{printable(url)}>" if safe_url(url) else words
        case Cite():
            return f" [{', '.join(map(str, numbers(brief, part)))}]"
        case _:
            assert_never(part)


def _wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    """Text in lines of a length that every program shows; addresses stay whole."""
    rest = " " * len(first) if rest is None else rest
    filled = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(filled)


def _underlined(text: str, sign: str = "-") -> str:
    lines = _wrapped(printable(text))
    return f"{lines}\n{sign * min(max(map(len, lines.splitlines()), default=0), WIDTH)}"


def _single_spaced(lines: list[str]) -> Iterator[str]:
    before = ""
    for line in (line.rstrip() for line in lines):
        if line or before:
            yield line
        before = line
