"""What no page of a brief may hold, whoever wrote its template: scripts, frames, anything from elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from html.parser import HTMLParser

_RUNS_OR_LOADS = frozenset({"script", "iframe", "frame", "frameset", "object", "embed", "applet", "portal"})
_FORBIDDEN = _RUNS_OR_LOADS | {"base", "form", "link", "audio", "video", "source", "track"}
_ADDRESSES = frozenset(
    {"src", "srcset", "href", "xlink:href", "poster", "data", "action", "formaction", "background", "ping"}
)
_LINK_SCHEMES = ("http:", "https:", "mailto:")


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
    if not reader.has_policy:
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
        self.has_policy = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.evidence.update(given.get("data-evidence", "").split())
        if tag in _FORBIDDEN:
            self.found.append(f"a brief page holds no <{tag}>")
        if tag == "meta":
            self._read_meta(given)
        for name, value in given.items():
            self._read_attribute(tag, name, value)

    handle_startendtag = handle_starttag

    def _read_meta(self, given: dict[str, str]) -> None:
        kind = given.get("http-equiv", "").lower()
        if kind == "refresh":
            self.found.append("a brief page does not send its reader elsewhere")
        if kind == "content-security-policy" and "default-src 'none'" in given.get("content", ""):
            self.has_policy = True

    def _read_attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on"):
            self.found.append(f"a brief page holds no event handler ({name})")
        if name not in _ADDRESSES:
            return
        address = "".join(value.split()).lower()
        if tag == "a" and name == "href":
            allowed = address.startswith(("#", *_LINK_SCHEMES)) or value.partition("#")[0] in self.pages
        else:
            allowed = address.startswith(("#", "data:"))
        if not allowed:
            self.found.append(f"<{tag} {name}> points outside the page")
