"""What a page says of itself to machines: schema.org as JSON-LD, for search engines and reference managers.

https://schema.org/Report; nothing is said there that the brief does not print or its JSON does not hold.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from markupsafe import Markup

from briefgen.model.brief import Brief, CheckedBrief, Evidence, EvidenceType
from briefgen.model.text import Period, Source
from briefgen.render.content import has_source_list, page_name, plain_words, safe_url
from briefgen.render.escape import printable

CONTEXT = "https://schema.org"
LINKED_DATA = "application/ld+json"
# Nothing in a script element may look like markup; as escapes of JSON these characters stay what they are.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
# Open Graph asks for a territory beside the language; one that a tag does not name is that of most readers.
_TERRITORIES = {"en": "GB", "fr": "FR", "de": "DE", "it": "IT"}


def linked_data(brief: CheckedBrief) -> Markup:
    """The report, what it quotes and what it cites, as JSON without `<`."""
    text = json.dumps(_known(_report(brief)), ensure_ascii=False, sort_keys=True)
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - nothing in it is markup any more


def data_hash(said: str) -> str:
    """The source expression by which a Content-Security-Policy names this data, and so forbids any other.

    https://www.w3.org/TR/CSP3/#match-element-to-source-list
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(said.encode()).digest()).decode()}'"


def og_locale(language: str) -> str:
    """`en_GB` for a language tag: en, en-GB."""
    tag, _, territory = language.partition("-")
    territory = territory.upper() or _TERRITORIES.get(tag, "")
    return f"{tag}_{territory}" if territory else tag


def _report(brief: Brief) -> dict[str, Any]:
    head = brief.masthead
    return {
        "@context": CONTEXT,
        "@type": "Report",
        "@id": head.address,
        "url": head.address,
        "name": head.title,
        "abstract": plain_words(head.standfirst, brief.language),
        "datePublished": head.as_of.isoformat(),
        "version": head.edition,
        "inLanguage": brief.language,
        "keywords": list(head.themes),
        "publisher": _named("Organization", head.publisher),
        "isPartOf": _named("CreativeWorkSeries", head.series),
        "citation": [_work(brief, source) for source in brief.sources],
        "hasPart": [_quotation(brief, item) for item in quoted(brief)],
    }


def quoted(brief: Brief) -> list[Evidence]:
    """What a brief quotes, in the order of its JSON: a figure is named, not quoted."""
    items = (item for item in brief.evidence.values() if item.type is not EvidenceType.FIGURE)
    return sorted(items, key=lambda item: (item.cited.document, item.cited.start, item.cited.end, item.id))


def _quotation(brief: Brief, item: Evidence) -> dict[str, Any]:
    return {
        "@type": "Quotation",
        "identifier": item.id,
        "text": item.printed_text,
        "spokenByCharacter": item.fields.get("speaker"),
        "isBasedOn": {"@id": _address(brief, item.cited.document)},
    }


def _work(brief: Brief, source: Source) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "@id": _address(brief, source.id),
        "identifier": source.id,
        "name": source.title,
        "author": list(source.author),
        "publisher": _named("Organization", source.publisher),
        "isPartOf": _named("CreativeWork", source.container_title),
        "datePublished": iso_date(source.issued),
        "inLanguage": source.language,
        "url": safe_url(source.url),
        "encoding": {"@type": "MediaObject", "sha256": source.sha256},
    }


def _address(brief: Brief, document: str) -> str:
    """The source in the page's own list; a page without one has the document's name."""
    return f"#source-{brief.number(document)}" if has_source_list(brief) else page_name(document)


def iso_date(issued: Period | None) -> str | None:
    """A year, month or day of EDTF as ISO 8601; None for what that cannot say: about, between, before."""
    if issued is None or issued.start is None or not issued.is_single or issued.start.approximate:
        return None
    return issued.start.edtf


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _known(value: Any) -> Any:
    """The same without what is not known, and without what no page can print."""
    match value:
        case dict():
            return {key: _known(inner) for key, inner in value.items() if inner not in (None, "", [])}
        case list():
            return [_known(inner) for inner in value]
        case str():
            return printable(value)
    return value
