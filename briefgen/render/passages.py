"""A document's text as markup, untouched, with every cited passage marked where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from briefgen.model.text import Correction, Span

# No text format may hold these: controls but white space, lone surrogates, what Unicode calls no character.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_WHITE_SPACE = str.maketrans("\r\x0b\x0c\x85\x1c\x1d\x1e\x1f", "\n\n\n\n    ")
_JOINED = "\x00"  # stands for the CR of a CR LF, so that offsets stay; no text holds it by then
# The end of a line with the empty lines after it.
_BREAK = re.compile(rf"{_JOINED}?\n(?:[^\S\n]*{_JOINED}?\n)*")


@dataclass(frozen=True, slots=True)
class Marked:
    """Characters of a document that evidence rests on."""

    evidence: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of text that the same evidence covers; `begins` are the evidence that starts here."""

    text: str
    is_break: bool
    evidence: tuple[str, ...]
    begins: tuple[str, ...]
    reading: str | None


def shown(text: str) -> str:
    """The text as a page can hold it: each line end as LF, what is unprintable as U+FFFD."""
    return _steady(text).replace(_JOINED, "")


def passages_html(
    text: str, start: int, marked: Sequence[Marked], corrections: Sequence[Correction], read_as: str
) -> Markup:
    """Each line as a paragraph; passages that overlap are cut, and each part names all its evidence.

    `start` is where `text` begins in its document. The first part of each evidence carries its id.
    """
    out: list[Markup] = []
    is_open, follows_gap = False, False
    for stretch in _stretches(text, start, marked, corrections):
        if stretch.is_break and is_open:
            out.append(Markup("</p>"))
            is_open = False
        elif not stretch.is_break and not is_open:
            out.append(Markup('<p class="gap">') if follows_gap else Markup("<p>"))
            is_open, follows_gap = True, False
        if stretch.is_break:
            follows_gap = follows_gap or stretch.text.count("\n") > 1
        out.append(_stretch_html(stretch, read_as))
    if is_open:
        out.append(Markup("</p>"))
    return Markup("").join(out)


def _stretch_html(stretch: _Stretch, read_as: str) -> Markup:
    words = escape(stretch.text)
    if stretch.reading is not None and not stretch.is_break:
        title = f"{read_as} {shown(stretch.reading)}"
        words = Markup('<span class="corrected" title="{}">{}</span>').format(title, words)
    if not stretch.evidence:
        return words
    first, *others = stretch.begins or ("",)
    anchors = Markup("").join(Markup('<span id="{}"></span>').format(name) for name in others)
    id_ = Markup(' id="{}"').format(first) if first else Markup("")
    names = " ".join(stretch.evidence)
    return Markup('<mark{} data-evidence="{}">{}{}</mark>').format(id_, names, anchors, words)


_Cover = Marked | Correction | None  # None: the end of a line


def _stretches(
    text: str, start: int, marked: Sequence[Marked], corrections: Iterable[Correction]
) -> Iterator[_Stretch]:
    """The text cut wherever evidence, a corrected slip or the end of a line begins or ends."""
    steady = _steady(text)
    covers: list[tuple[Span, _Cover]] = [(m.span, m) for m in marked]
    covers += [(c.span, c) for c in corrections]
    covers += [(Span(start + b.start(), start + b.end()), None) for b in _BREAK.finditer(steady)]
    begun: set[str] = set()
    for piece, over in _sweep(Span(start, start + len(text)), covers):
        evidence = tuple(dict.fromkeys(m.evidence for m in over if isinstance(m, Marked)))
        begins = tuple(name for name in evidence if name not in begun)
        begun.update(begins)
        reading = next((c.reading for c in over if isinstance(c, Correction)), None)
        words = steady[piece.start - start : piece.end - start].replace(_JOINED, "")
        yield _Stretch(words, None in over, evidence, begins, reading)


def _sweep(whole: Span, covers: Sequence[tuple[Span, _Cover]]) -> Iterator[tuple[Span, tuple[_Cover, ...]]]:
    """`whole` in pieces, each with all that cover it, in the order of `covers`."""
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for order, (span, _) in enumerate(covers):
        start, end = max(span.start, whole.start), min(span.end, whole.end)
        if start < end:
            starts.setdefault(start, []).append(order)
            ends.setdefault(end, []).append(order)
    over: set[int] = set()
    for here, end in pairwise(sorted({whole.start, whole.end, *starts, *ends})):
        over.difference_update(ends.get(here, ()))
        over.update(starts.get(here, ()))
        yield Span(here, end), tuple(covers[order][1] for order in sorted(over))


def _steady(text: str) -> str:
    """The same text, as long as before: characters that no page can hold are replaced one by one."""
    return _UNPRINTABLE.sub("\ufffd", text).replace("\r\n", f"{_JOINED}\n").translate(_WHITE_SPACE)
