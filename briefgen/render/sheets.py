"""A page laid out on sheets of paper: its style, its fonts, and how closely it is set.

WeasyPrint is imported when something is laid out and no earlier: it costs a second.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

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
CONTENTS = "contents"  # the class of what names sections and their sheets
MANY_CHARACTERS = 150_000  # of a page that takes more than nine sheets: its numbers have two digits
PLACE_OF_NUMBER = "0"  # digits of the contents are equally wide
_NUMBERED_LATER = f':root {{ --page: "{PLACE_OF_NUMBER}" }}'
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
    page = HTML(string=setting.page, url_fetcher=fetcher)
    given = CSS(string=setting.style, url_fetcher=fetcher, font_config=fonts)
    links = page.etree_element.findall(f".//*[@class='{CONTENTS}']//a")

    def laid_out(*rules: str) -> Document:
        more = [CSS(string=rule, url_fetcher=fetcher, font_config=fonts) for rule in rules]
        return page.render(font_config=fonts, stylesheets=[given, *more], **options)

    def numbered(*rules: str) -> Document:
        """The same, with the numbers of the contents written in afterwards."""
        made = laid_out(*rules, _NUMBERED_LATER)
        return made if write_numbers(made, links) else laid_out(*rules)

    set_at = numbered if links and len(setting.page) < MANY_CHARACTERS else laid_out
    document = set_at()
    for size in _sizes_that_may_save_a_sheet(document):
        closer = set_at(f":root {{ --size: {size} }}")
        if len(closer.pages) < len(document.pages):
            return closer
    return document


def write_numbers(document: Document, links: Sequence[Element]) -> bool:
    """Print in the contents on which sheet each section begins; False where that takes another layout.

    WeasyPrint does it by laying the first sheet out three times, a third of all its work. Here a digit stands
    in place of each number, so nine sheets can be told. Its boxes are not public: where they are not as they
    were in version 70, it is asked to number by itself.
    """
    begins: dict[str, int] = {}
    for number, sheet in enumerate(document.pages, 1):
        for anchor in sheet.anchors:  # what goes on over a sheet has its anchor there again
            begins.setdefault(anchor, number)
    wanted = [begins.get(link.get("href", "").removeprefix("#"), 0) for link in links]
    if not all(0 < number < 10 for number in wanted):
        return False
    found = list(_numbers(document))
    if [box.element for box in found] != list(links):
        return False
    for box, number in zip(found, wanted, strict=True):
        box.text = box.pango_layout.text = str(number)
    return True


def _numbers(document: Document) -> Iterator[Any]:
    """The boxes of text that stand where numbers are to come."""
    for sheet in document.pages:
        page = getattr(sheet, "_page_box", None)
        for box in page.descendants() if page else ():
            if box.element_tag == "a::after" and getattr(box, "text", None) == PLACE_OF_NUMBER:
                yield box


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
