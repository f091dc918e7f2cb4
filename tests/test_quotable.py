"""Which sentences a section may choose: those that the check will take as they stand."""

from __future__ import annotations

import pytest

from briefgen.model.text import Document, Passage, PassageKind, Source, Span
from briefgen.sections.evidence import is_quotable


@pytest.mark.parametrize(
    ("before", "gap", "after", "may"),
    [
        ("The coast guard stopped", "", " nobody.", True),
        (
            "The coast guard treats all with dig-",
            "\n\n- 2 -\n\n",
            "nity.",
            False,
        ),  # a page number that nobody declared
        ("The coast guard treats all with dig-", "\n\n", "nity.", True),  # a new page, in lower case
        ("The coast guard met", " | 12 | ", "the minister.", True),  # another column
        ("The coast guard met", "\n\nAnother story begins.\n\n", "The minister went.", False),
        ("The coast guard \u202estopped", "", " nobody.", False),
        ("The coast guard\u200b stopped", "", " nobody.", False),
    ],
)
def test_a_sentence_is_quotable_unless_it_hides_something(
    before: str, gap: str, after: str, may: bool
) -> None:
    document = Document(Source("a", "0" * 64), before + gap + after)
    gaps = (Span(len(before), len(before + gap)),) if gap else ()
    whole = Span(0, len(document.text))
    passage = Passage(document.cite(whole), 0, PassageKind.PARAGRAPH, (whole,), gaps=gaps)
    assert is_quotable(document, passage, whole) is may


def test_a_sentence_goes_on_after_declared_debris() -> None:
    text = "The coast guard met\n\n- 2 -\n\nTripoli's minister."
    debris = Span(text.index("- 2"), text.index("\n\nTripoli"))
    document = Document(Source("a", "0" * 64), text, furniture=(debris,))
    whole = Span(0, len(text))
    gaps = (Span(debris.start - 2, debris.end + 2),)
    passage = Passage(document.cite(whole), 0, PassageKind.PARAGRAPH, (whole,), gaps=gaps)
    assert is_quotable(document, passage, whole)
