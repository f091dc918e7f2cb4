"""A page as a browser shows it: what it asks for, what it complains of, how wide it is, what can be read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LARGE = 24.0  # px, from which WCAG 2.2 asks 3:1 (1.4.3); bold text from 18.66 px
# Every stretch of visible text with its colour, the first opaque background behind it, its size and weight.
_TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement, style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (!node.data.trim() || !box.width || box.right < 0 || style.visibility === 'hidden') continue;
    let behind = element, background = 'rgba(0, 0, 0, 0)';
    while (behind && /, 0\\)$/.test(background)) {
      background = getComputedStyle(behind).backgroundColor;
      behind = behind.parentElement;
    }
    found.push([node.data.trim().slice(0, 40), style.color, background, parseFloat(style.fontSize), +style.fontWeight]);
  }
  return found;
}"""
# Elements that reach over the right edge, those apart that only a screen reader meets or that scroll in a box
# of their own, which the keyboard reaches.
_TOO_WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(e => getComputedStyle(e).clipPath === 'none' && !e.closest('thead') || innerWidth > 640)
  .filter(e => !e.parentElement.closest('.plot[tabindex="0"]'))
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(e => `<${e.tagName.toLowerCase()} class="${e.className}"> ${e.textContent.trim().slice(0, 40)}`)"""


@dataclass
class Shown:
    """A page that is open, with everything it asked for and complained of since."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def too_wide(self) -> list[str]:
        scroll = self.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return [*(["the page scrolls sideways"] if scroll > 0 else []), *self.page.evaluate(_TOO_WIDE)]

    def hard_to_read(self) -> list[str]:
        """Text whose contrast is below what WCAG 2.2 AA asks."""
        return [
            f"{contrast(ink, paper):.2f}: {words!r}"
            for words, ink, paper, size, weight in self.page.evaluate(_TEXTS)
            if contrast(ink, paper) < (3.0 if size >= LARGE or (size >= 18.66 and weight >= 600) else 4.5)
        ]

    def asked_elsewhere(self) -> list[str]:
        return [url for url in self.requests if url != self.page.url and not url.startswith("data:")]


@contextmanager
def open_browser() -> Iterator[Browser]:
    """The browser of this machine; the test fails where there is none, and says what to install."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail(
            "no browser shows the pages: install one with 'apt-get install chromium' (make test does)"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@contextmanager
def show(browser: Browser, path: Path, width: int = 1280, scheme: str = "light") -> Iterator[Shown]:
    """The page of a file in a window of that width, in px."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    shown = Shown(context.new_page())
    shown.page.on("request", lambda request: shown.requests.append(request.url))
    shown.page.on("console", lambda said: shown.complaints.append(f"{said.type}: {said.text}"))
    shown.page.on("pageerror", lambda error: shown.complaints.append(str(error)))
    shown.page.on("dialog", lambda dialog: (shown.complaints.append("a dialog"), dialog.dismiss()))
    shown.page.goto(path.as_uri())
    shown.page.evaluate("() => document.fonts.ready.then(() => null)")
    yield shown
    context.close()


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two CSS colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [float(part) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
