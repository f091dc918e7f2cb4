"""What rendering must not do twice: counted, for times differ from machine to machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from briefs_for_tests import paragraph, plain_brief, rich_brief

from briefgen.model.brief import CheckedBrief
from briefgen.render import Look, pdf, sheets

# WeasyPrint leaves its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")

WITHOUT_A_STRAY_SHEET = plain_brief(*[paragraph("Text. " * 80)] * 28)
LONG = plain_brief(*[paragraph("Text. " * 80)] * 90)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How often WeasyPrint parses a page, lays out all sheets and one sheet."""
    import weasyprint
    from weasyprint.layout import page

    counted: Counter[str] = Counter()

    def counting(owner: object, name: str, what: str) -> None:
        original = getattr(owner, name)

        def called(*arguments: object, **named: object) -> object:
            counted[what] += 1
            return original(*arguments, **named)

        monkeypatch.setattr(owner, name, called)

    counting(weasyprint.HTML, "__init__", "pages parsed")
    counting(weasyprint.HTML, "render", "layouts")
    counting(page, "make_page", "sheets laid out")
    return counted


def test_a_brief_is_laid_out_once_and_each_of_its_sheets_once(done: Counter[str]) -> None:
    printed = len(pdf.laid_out(WITHOUT_A_STRAY_SHEET, Look.of()).pages)
    assert printed > 2
    assert done == {"pages parsed": 1, "layouts": 1, "sheets laid out": printed}


def test_a_brief_that_is_set_closer_is_laid_out_once_more(done: Counter[str]) -> None:
    printed = len(pdf.laid_out(rich_brief(), Look.of()).pages)
    assert done == {"pages parsed": 1, "layouts": 2, "sheets laid out": printed + 1 + printed}


@pytest.mark.parametrize("brief", [rich_brief(), WITHOUT_A_STRAY_SHEET, LONG], ids=["rich", "plain", "long"])
def test_contents_are_numbered_as_weasyprint_does(
    brief: CheckedBrief, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = pdf.render(brief, Look.of())
    monkeypatch.setattr(sheets, "MANY_CHARACTERS", 0)
    assert made == pdf.render(brief, Look.of())


def test_weasyprint_numbers_where_its_boxes_are_others(monkeypatch: pytest.MonkeyPatch) -> None:
    made = pdf.render(rich_brief(), Look.of())
    monkeypatch.setattr(sheets, "_numbers", lambda document: iter(()))
    assert made == pdf.render(rich_brief(), Look.of())


def test_a_stream_is_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    import zlib

    import pydyf

    counted: Counter[bytes] = Counter()
    original = zlib.compressobj

    class Counting:
        def __init__(self, level: int) -> None:
            self.packed = original(level)

        def compress(self, content: bytes) -> bytes:
            counted[content] += 1
            return self.packed.compress(content)

        def flush(self) -> bytes:
            return self.packed.flush()

    monkeypatch.setattr(pydyf.zlib, "compressobj", Counting)
    pdf.render(CheckedBrief(replace(rich_brief(), name="another")), Look.of())
    twice = [content for content, times in counted.items() if times > 1]
    assert len(counted) > 10 and len(twice) <= 1  # pydyf makes the last one itself, of small objects
