"""What no page of a brief may hold, whoever wrote its template: scripts, frames, anything from elsewhere.

Two things look like it and are let through in one form each: JSON-LD, which a browser does not run, and the
canonical address, which it does not follow.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from html.parser import HTMLParser

from briefgen.render.metadata import CONTEXT, LINKED_DATA, data_hash

_RUNS_OR_LOADS = frozenset({"script", "iframe", "frame", "frameset", "object", "embed", "applet", "portal"})
_FORBIDDEN = _RUNS_OR_LOADS | {"base", "form", "link", "audio", "video", "source", "track"}
_ADDRESSES = frozenset(
    {"src", "srcset", "href", "xlink:href", "poster", "data", "action", "formaction", "background", "ping"}
)
_LINK_SCHEMES = ("http:", "https:", "mailto:")
# What a style sheet would fetch; escapes are read first, since they may hide any of it.
_FETCHES = re.compile(
    r"""
      @import
    | image-set\s*\(
    | \b(?:src|url)\s*\(\s*(?!["']?\s*(?:data:|\#))  # an address that is neither inside nor in the page
    """,
    re.VERBOSE | re.IGNORECASE,
)
# https://www.w3.org/TR/css-syntax-3/#consume-escaped-code-point
_ESCAPE = re.compile(r"\\(?:(?P<hex>[0-9a-fA-F]{1,6})\s?|(?P<itself>.))", re.DOTALL)


def faults(page: str, evidence: Collection[str], pages: Collection[str] = ()) -> tuple[str, ...]:
    """What is wrong with a page, each fault once: it must print every evidence address and stay closed.

    `pages` are the files beside it that it may link to.
    """
    reader = _Reader(pages)
    reader.feed(page)
    reader.close()
    return tuple(
        dict.fromkeys((*reader.found, *_evidence_faults(reader.evidence, evidence), *_policy(reader)))
    )


def _policy(reader: _Reader) -> Iterator[str]:
    """One policy must forbid all that it does not name, and name no script but the data in the page."""
    allowed = {"'none'", reader.data_hash}
    for policy in reader.policies:
        directives: dict[str, str] = {}
        for directive in policy.split(";"):
            name, _, value = directive.strip().partition(" ")
            directives.setdefault(name.lower(), value.strip())  # the first of a name is the one that holds
        scripts = {value for name, value in directives.items() if name.startswith("script-src")}
        if directives.get("default-src") == "'none'" and scripts <= allowed:
            return
    yield "the page has no Content-Security-Policy that forbids scripts"


def _evidence_faults(printed: Collection[str], wanted: Collection[str]) -> Iterator[str]:
    missing, unknown = sorted(set(wanted) - set(printed)), sorted(set(printed) - set(wanted))
    if missing:
        yield f"the page does not name the evidence {_some(missing)}"
    if unknown:
        yield f"the page names evidence that the brief does not have: {_some(unknown)}"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


class _Reader(HTMLParser):
    """Collects what a page names and what it must not hold."""

    def __init__(self, pages: Collection[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.pages = frozenset(pages)
        self.found: list[str] = []
        self.evidence: set[str] = set()
        self.policies: list[str] = []
        self.data_hash: str | None = None
        self._inside: str | None = None  # the element whose raw text is being read
        self._raw: list[str] = []
        self._scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.evidence.update(given.get("data-evidence", "").split())
        if tag in ("script", "style"):
            self._inside, self._raw = tag, []
        if tag in _FORBIDDEN and not _is_data(tag, attrs) and not _is_canonical(tag, attrs):
            self.found.append(f"a brief page holds no <{tag}>")
        if tag == "meta":
            self._read_meta(given)
        for name, value in given.items():
            self._read_attribute(tag, name, value)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self.found.append(f"<{tag}> does not end where it begins")
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._raw.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside == "script":
            self._scripts += 1
            self.data_hash = data_hash("".join(self._raw))
            self.found += _linked_data_faults("".join(self._raw), self._scripts)
        if tag == self._inside == "style":
            self._read_style("".join(self._raw))
        self._inside = None

    def _read_style(self, style: str) -> None:
        if asked := _FETCHES.search(_ESCAPE.sub(_unescaped, style)):
            self.found.append(f"a style sheet asks for something from elsewhere ({asked[0].strip()})")

    def _read_meta(self, given: dict[str, str]) -> None:
        kind = given.get("http-equiv", "").lower()
        if kind == "refresh":
            self.found.append("a brief page does not send its reader elsewhere")
        if kind == "content-security-policy":
            self.policies.append(given.get("content", ""))

    def _read_attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on"):
            self.found.append(f"a brief page holds no event handler ({name})")
        if name == "style":
            self._read_style(value)
        if name not in _ADDRESSES or tag == "link":  # a link that is not canonical is refused as it is
            return
        address = "".join(value.split()).lower()
        if tag == "a" and name == "href":
            allowed = address.startswith(("#", *_LINK_SCHEMES)) or value.partition("#")[0] in self.pages
        else:
            allowed = address.startswith(("#", "data:"))
        if not allowed:
            self.found.append(f"<{tag} {name}> points outside the page")


def _unescaped(escape: re.Match[str]) -> str:
    if escape["hex"] is None:
        return escape["itself"]
    code = int(escape["hex"], 16)
    return chr(code) if 0 < code <= 0x10FFFF else "\ufffd"


def _is_data(tag: str, attrs: list[tuple[str, str | None]]) -> bool:
    """Whether it is the one script that a browser does not run: its type, and nothing else."""
    return tag == "script" and attrs == [("type", LINKED_DATA)]


def _is_canonical(tag: str, attrs: list[tuple[str, str | None]]) -> bool:
    """Whether it is the link that says where the page is published."""
    match tag, sorted(attrs):
        case "link", [("href", str(address)), ("rel", "canonical")]:
            return address.startswith(("https://", "http://"))
    return False


def _linked_data_faults(text: str, count: int) -> Iterator[str]:
    """What is wrong with the data in a script element: it must be one object of schema.org, without `<`."""
    if count > 1:
        yield "a brief page holds one piece of JSON-LD"
    if "<" in text:
        yield "the JSON-LD holds a '<'"
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        yield "the JSON-LD is no JSON"
        return
    if not isinstance(said, dict) or said.get("@context") != CONTEXT:
        yield f"the JSON-LD is not said in the words of {CONTEXT}"
