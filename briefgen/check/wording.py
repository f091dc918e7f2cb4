"""The words around the quotations: nothing in them may look like a quotation, a slip or an order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.check.blocks import plain_words, runs
from briefgen.errors import Place, Problem
from briefgen.model.brief import Brief, Text, Title
from briefgen.model.verbatim import fold
from briefgen.model.wording import FORBIDDEN, quotation_mark, slip

_GAP = re.compile(r"\s+(?=[.,;:!?](?:\s|$))")


def check_wording(brief: Brief) -> Iterator[Problem]:
    """The program's words and every title, caption and count; editor's prose has a check of its own."""
    titles = {source.title or source.id for source in brief.sources}
    for run in runs(brief):
        for inline in run.leaves():
            if isinstance(inline, Title) and inline.text not in titles:
                yield Problem(f"{short(inline.text)!r} is not the title of a cited source", run.place)
            if isinstance(inline, (Text, Title)):
                yield from _check_visible(inline.text, run.section, run.place)
            if isinstance(inline, Text) and not run.is_editors:
                yield from _check_own(inline.text, run.place)
    for words in plain_words(brief):
        yield from _check_visible(words, FORBIDDEN.sub("", words), None)
        yield from _check_own(words, None)


def _check_own(words: str, place: Place | None) -> Iterator[Problem]:
    if quotation_mark(words):
        hint = "leave the marks out: what stands in them must be quoted from a source"
        yield Problem(f"{short(words)!r} holds quotation marks", place, hint)
    if missing := slip(words):
        yield Problem(f"{short(words)!r} holds {missing[0]!r}, which says nothing to a reader", place)


def _check_visible(words: str, where: str, place: Place | None) -> Iterator[Problem]:
    if found := FORBIDDEN.search(words):
        message = f"{where!r} holds the invisible character U+{ord(found[0]):04X}"
        yield Problem(message, place, "remove it")


def short(text: str) -> str:
    """The beginning of some words, as a message shows them: no gap where a citation stood."""
    words = _GAP.sub("", fold(text)).split()
    return " ".join(words) if len(words) <= 8 else " ".join(words[:8]) + " …"


def stands_in(text: str, words: str) -> bool:
    """Whether some words stand in a text, whatever its line breaks, capitals and kind of apostrophe."""
    parts = (re.escape(part).replace("'", "’").replace("’", "['’]") for part in words.split())
    return re.search(r"\s+".join(parts), text, re.IGNORECASE) is not None
