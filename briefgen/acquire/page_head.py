"""What a web page says of itself in its head: JSON-LD, meta tags, times and the canonical address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from briefgen.acquire.taken import Guess, one_line

Guesses = dict[str, tuple[Guess, ...]]

_MOST_JSON = 500_000  # characters of one script
_MOST_NODES = 2_000
# Meta tags by key of the sidecar, the most telling first: Highwire, Dublin Core, Open Graph, common CMSs.
_TAGS: Mapping[str, tuple[str, ...]] = {
    "title": ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title"),
    "author": (
        "citation_author", "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author",
    ),
    "issued": (
        "article:published_time", "citation_publication_date", "citation_date", "datepublished",
        "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "parsely-pub-date", "pubdate",
        "publish-date", "sailthru.date", "date",
    ),
    "container-title": ("citation_journal_title", "og:site_name", "application-name"),
    "publisher": ("citation_publisher", "dc.publisher", "dcterms.publisher"),
    "language": ("citation_language", "dc.language", "content-language", "og:locale"),
    "modified": ("article:modified_time", "og:updated_time", "dcterms.modified", "last-modified"),
}  # fmt: skip
_ARTICLES = {
    "newsarticle": "article-newspaper",
    "reportagenewsarticle": "article-newspaper",
    "opinionnewsarticle": "article-newspaper",
    "analysisnewsarticle": "article-newspaper",
    "blogposting": "post-weblog",
    "report": "report",
    "scholarlyarticle": "article-journal",
    "article": "webpage",
    "webpage": "webpage",
}
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_SITE_IN_TITLE = re.compile(r"\s+[|–—·•:-]\s+")


def read_head(tree: Any, url: str | None) -> Guesses:
    """Guesses by key of the sidecar, the most trusted first; `modified` is no key but worth telling."""
    found: dict[str, list[Guess]] = {}
    for key, guess in (*_from_json(tree), *_from_tags(tree), *_from_page(tree, url)):
        values = tuple(dict.fromkeys(words for value in guess.values if (words := one_line(value))))
        if key == "author":
            values = tuple(value for value in values if not _ADDRESS.match(value))
        if values:
            found.setdefault(key, []).append(Guess(values, guess.where))
    return {key: tuple(guesses) for key, guesses in found.items()}


def _from_json(tree: Any) -> Iterator[tuple[str, Guess]]:
    article = next(iter(sorted(_articles(tree), key=_rank)), None)
    if article is None:
        return
    where = "the page's JSON-LD"
    for key, name in (("title", "headline"), ("issued", "datePublished"), ("modified", "dateModified")):
        if words := _text(article.get(name)):
            yield key, Guess((words,), f"{where}, {name}")
    if authors := _names(article.get("author")):
        yield "author", Guess(authors, f"{where}, author")
    if publisher := _names(article.get("publisher")):
        yield "publisher", Guess(publisher[:1], f"{where}, publisher")
    if whole := _names(article.get("isPartOf")):
        yield "container-title", Guess(whole[:1], f"{where}, isPartOf")
    if language := _text(article.get("inLanguage")):
        yield "language", Guess((language,), f"{where}, inLanguage")
    for sort in _sorts(article):
        yield "type", Guess((_ARTICLES[sort],), f"{where}, {sort}")


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """Objects of JSON-LD that describe an article or page."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        written = (script.text or "").strip()
        if len(written) > _MOST_JSON:
            continue
        try:
            stack = [json.loads(written, strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MOST_NODES):
            if not stack:
                break
            node = stack.pop()
            if isinstance(node, list):
                stack += node
            elif isinstance(node, dict):
                stack += [node[key] for key in ("@graph", "mainEntity") if key in node]
                if _sorts(node):
                    yield node


def _sorts(node: Mapping[str, Any]) -> list[str]:
    sort = node.get("@type")
    names = sort if isinstance(sort, list) else [sort]
    return [name.lower() for name in names if isinstance(name, str) and name.lower() in _ARTICLES]


def _rank(node: Mapping[str, Any]) -> int:
    return min(list(_ARTICLES).index(sort) for sort in _sorts(node))


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("@value") or value.get("name")
    return value if isinstance(value, str) else ""


def _names(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    names = (_text(item.get("name")) if isinstance(item, Mapping) else _text(item) for item in items)
    return tuple(name for name in names if name)


def _from_tags(tree: Any) -> Iterator[tuple[str, Guess]]:
    said: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or ""
        if content := (tag.get("content") or "").strip():
            said.setdefault(name.strip().lower(), []).append(content)
    for key, names in _TAGS.items():
        for name in names:
            if name in said:
                values = tuple(said[name]) if key == "author" else (said[name][0],)
                yield key, Guess(values, f"the meta tag {name}")


def _from_page(tree: Any, url: str | None) -> Iterator[tuple[str, Guess]]:
    root = tree.getroottree().getroot()
    if language := root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"):
        yield "language", Guess((language,), "the page's lang attribute")
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            address = _joined(url, link.get("href").strip())
            if address and _may_be_canonical(address, url):
                yield "url", Guess((address,), "the page's canonical link")
    for time in tree.iter("time"):
        marked = (time.get("itemprop") or "").lower() == "datepublished" or time.get("pubdate") is not None
        if time.get("datetime") and marked:
            yield "issued", Guess((time.get("datetime"),), "the page's time element")
    heads = [head for element in tree.iter("h1") if (head := one_line(element.text_content()))]
    title = next((one_line(title.text_content()) for title in tree.iter("title")), "")
    if len(heads) == 1 and _is_headline(heads[0], title):
        yield "title", Guess((heads[0],), "the page's h1")
    if title:
        yield "title", Guess((_SITE_IN_TITLE.split(title)[0],), "the page's title element")
    yield "type", Guess(("webpage",), "it is a web page")


def _is_headline(head: str, title: str) -> bool:
    """A page's one h1 is its headline, unless the title names it last: then it is the site."""
    if head.casefold() in title.casefold():
        return title.casefold().startswith(head.casefold())
    return len(head) > len(title)


def _joined(base: str | None, address: str) -> str:
    try:
        return urljoin(base or "", address)
    except ValueError:
        return ""


def _may_be_canonical(address: str, url: str | None) -> bool:
    """A page may name its own address, not one of another site, nor the front page for every page."""
    try:
        own, parts = urlsplit(url or address), urlsplit(address)
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return False
    same = (own.hostname or "").removeprefix("www.") == parts.hostname.removeprefix("www.")
    is_front = parts.path in ("", "/") and own.path not in ("", "/")
    return same and not is_front
