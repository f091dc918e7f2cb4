"""The archive: a page on which everything published is browsed, and a feed of each brief's editions."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from briefgen.errors import InputError, Problem
from briefgen.languages import Language, language_of
from briefgen.model.shelf import ChangeLine, Shelf, ShelvedBrief, ShelvedEdition
from briefgen.render.dress import logo_html, page_faces, page_style
from briefgen.render.environment import fill
from briefgen.render.gate import faults
from briefgen.render.html import STYLE as BRIEF_STYLE
from briefgen.render.html import WEB_CUTS, font_faces, style_markup, text_html
from briefgen.render.look import Look, template_place
from briefgen.render.typography import set_words
from briefgen.render.words import long_date, marks_style

PAGE, FEED, SCRIPT, STYLE = "archive.html.j2", "feed.xml.j2", "archive.js", "css/archive.css"
MOST_ENTRIES = 60  # editions in a feed: a year of weeks, with revisions


def render_page(shelf: Shelf, look: Look) -> bytes:
    """The page as UTF-8; InputError where a template fails or makes what no page may hold.

    It has one script, which hides claims that a reader does not look for; its hash stands in the policy.
    """
    script = look.text(SCRIPT).strip()
    style = "".join(
        (
            font_faces(look, page_faces(look, WEB_CUTS)),
            marks_style(look.language),
            look.text(BRIEF_STYLE),
            look.text(STYLE),
            page_style(look),
        )
    )
    values = {
        "shelf": shelf,
        "words": look.words,
        "style": style_markup(style),
        "logo": logo_html(look.house.logo),
        "script": Markup(script),  # noqa: S704 - our own, and a project's own
        "script_hash": _hash(script),
        "claims": sum(len(brief.claims) for brief in shelf.briefs),
    }
    made = fill(look, PAGE, _filters(look), values)
    without = made.replace(f"<script>{script}</script>", "").replace(f"; script-src '{_hash(script)}'", "")
    problems = [Problem(fault, template_place(PAGE)) for fault in faults(without, (), _pages(shelf))]
    if "</" in script or "<!--" in script:
        problems.append(Problem("ends its own element", template_place(SCRIPT)))
    if problems:
        raise InputError(problems)
    return made.encode()


def render_feed(brief: ShelvedBrief, shelf: Shelf, look: Look) -> bytes:
    """The Atom feed (RFC 4287) of a brief's editions, the newest first."""
    home = f"{shelf.address.rstrip('/')}/" if shelf.address else ""
    values = {
        "brief": brief,
        "shelf": shelf,
        "words": look.words,
        "home": home,
        "feed": feed_name(brief),
        "entries": brief.editions[:MOST_ENTRIES],
        "id": _urn(brief.name),
    }
    return fill(look, FEED, _filters(look), values).encode()


def _filters(look: Look) -> Mapping[str, Callable[..., Any]]:
    language = language_of(look.language)
    return {
        "text": text_html,
        "long_date": lambda day: long_date(day, look.words),
        "change_name": lambda kind: language.say(f"changes.{kind}"),
        "changes": lambda edition: _say_changes(edition, language),
        "prose": lambda text, tag: text_html(_set(text, language_of(tag))),
        "counted": lambda number, what: language.say(f"archive.{what}", count=number),
        "format_name": lambda name: language.say(f"archive.format.{name}"),
        "type_name": lambda name: language.say(f"evidence.{name}"),
        "urn": lambda edition, brief: _urn(f"{brief}/{edition}"),
        "grouped": lambda changes: list(_grouped(changes)),
    }


def _set(text: str, language: Language) -> str:
    """An editor's words as a printer sets them; where they quote, nothing is touched."""
    return text if language.marks[0] in text else set_words(text, language.tag)


def _say_changes(edition: ShelvedEdition, language: Language) -> str:
    """`3 new, 1 revised`; what an edition says of itself where it has nothing to compare with."""
    if edition.changes is None:
        return ""
    counts = Counter(change.kind for change in edition.changes)
    said = [language.say(f"changes.count.{kind}", count=number) for kind, number in counts.items()]
    text = language.join(said) if said else language.say("changes.none")
    return text[:1].upper() + text[1:]


def _grouped(changes: tuple[ChangeLine, ...]) -> Iterator[tuple[str, list[ChangeLine]]]:
    for kind in dict.fromkeys(change.kind for change in changes):
        yield kind, [change for change in changes if change.kind == kind]


def _pages(shelf: Shelf) -> set[str]:
    """The files that the page may lead to."""
    files = {
        f"{brief.name}/{edition.name}/{file}"
        for brief in shelf.briefs
        for edition in brief.editions
        for _, file in edition.files
    }
    files |= {claim.href.partition("#")[0] for brief in shelf.briefs for claim in brief.claims if claim.href}
    return files | {feed_name(brief) for brief in shelf.briefs}


def feed_name(brief: ShelvedBrief) -> str:
    """The file of a brief's feed, beside the page: a brief's folder holds editions alone."""
    return f"{brief.name}.atom.xml"


def _hash(script: str) -> str:
    """The source of a script in a Content-Security-Policy (CSP level 3)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def _urn(name: str) -> str:
    """An id that an edition keeps for ever, whatever address it has."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:briefgen:{name}").urn
