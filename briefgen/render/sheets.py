"""A page laid out on sheets of paper: its style, its fonts, and how closely it is set.

WeasyPrint is imported when something is laid out and no earlier: it costs a second.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint import Document, Page
    from weasyprint.urls import URLFetcher

SHIPPED = "shipped:"  # the scheme of the fonts: they are handed over, not written into the style sheet
END = "page-end"  # the id of what ends a page
HEAD, TEXT = 0.08, 0.84  # of a sheet's height: its upper margin, and what is printed on
STRAY = 1 / 3  # of a sheet's text: a last sheet with less on it looks forgotten
CLOSEST = 0.915  # of the size of everything; below it letters are too small to read at ease
_SHRINKS = 1.75  # a page that is set at s of its size is s ** 1.75 as long: lines are lower, and hold more
_SLACK = 0.02  # of the text: what breaks in other places may cost
_NO_OPTIONS: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Setting:
    """What is laid out: a page, its style sheet, and the files that this names as `shipped:NAME`."""

    page: str
    style: str
    shipped: Mapping[str, bytes]

    @property
    def digest(self) -> bytes:
        """Names it: the same for the same input."""
        files = (name.encode() + b"\0" + content for name, content in self.shipped.items())
        parts = (self.page.encode(), self.style.encode(), *files)
        return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).digest()


def lay_out(setting: Setting, options: Mapping[str, Any] = _NO_OPTIONS) -> Document:
    """The sheets of a page; set once more and closer where that saves an almost empty last one."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fetcher, fonts = nothing_but(setting.shipped), FontConfiguration()
    sheets = [CSS(string=setting.style, url_fetcher=fetcher, font_config=fonts)]
    page = HTML(string=setting.page, url_fetcher=fetcher)
    document = page.render(font_config=fonts, stylesheets=sheets, **options)
    for size in _sizes_that_may_save_a_sheet(document):
        style = CSS(string=f":root {{ --size: {size} }}", url_fetcher=fetcher, font_config=fonts)
        closer = page.render(font_config=fonts, stylesheets=[*sheets, style], **options)
        if len(closer.pages) < len(document.pages):
            return closer
    return document


def _sizes_that_may_save_a_sheet(document: Document) -> Iterator[float]:
    """How much smaller everything must be for the last sheet's text to find room before it, and the most.

    None where the last sheet is full enough, or where letters would become too small.
    """
    last = document.pages[-1]
    whole = len(document.pages) - 1
    stray = (_end_of(last) / last.height - HEAD) / TEXT
    if not whole or stray >= STRAY:
        return
    length = whole / (whole + stray) - _SLACK
    size = round(length ** (1 / _SHRINKS), 3)
    if size >= CLOSEST:
        yield size
        yield CLOSEST


def _end_of(sheet: Page) -> float:
    """How far down the text of the last sheet comes, in its units; to the foot where nothing says so."""
    if END not in sheet.anchors:
        return float(sheet.height)
    _, top, _, bottom = sheet.anchors[END]
    return float(max(top, bottom))


def nothing_but(shipped: Mapping[str, bytes]) -> URLFetcher:
    """A fetcher that reads these files and `data:` addresses, and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Shipped(URLFetcher):  # type: ignore[misc]  # WeasyPrint bears no types
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            if url.startswith(SHIPPED) and (content := shipped.get(url.removeprefix(SHIPPED))):
                return URLFetcherResponse(url, content)
            return super().fetch(url, headers)

    return Shipped(allowed_protocols=("data",), allow_redirects=False)
