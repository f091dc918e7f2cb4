"""What every format asks of a brief: plain words, citation numbers, addresses, headings in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import assert_never

from briefgen.languages import Language, language_of
from briefgen.model.brief import (
    Block,
    Brief,
    Cite,
    Emphasis,
    Inlines,
    Link,
    Part,
    Section,
    SourceList,
    Strong,
    Subheading,
    Text,
    Title,
    Verbatim,
)
from briefgen.model.text import Source

SAFE_SCHEMES = ("https://", "http://", "mailto:")
_MAIL = re.compile(r"[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def plain_words(content: Inlines, language: str = "en") -> str:
    """The words alone: no emphasis and no citations; quotation marks stay."""
    return "".join(_words(content, language_of(language))).strip()


def _words(content: Inlines, language: Language) -> Iterator[str]:
    for part in content:
        match part:
            case Text(text) | Title(text):
                yield text
            case Verbatim(text=text, marks=marks):
                yield language.quoted(text) if marks else text
            case Emphasis(inner) | Strong(inner) | Link(content=inner):
                yield from _words(inner, language)
            case Cite():
                pass
            case _:
                assert_never(part)


def close_up(content: Inlines) -> Inlines:
    """The same content without the space before a citation: its mark stands at the word it belongs to."""
    following = (*content[1:], None)
    return tuple(
        replace(part, text=part.text.rstrip(" "))
        if isinstance(part, Text) and isinstance(after, Cite)
        else part
        for part, after in zip(content, following, strict=True)
    )


def numbers(brief: Brief, cite: Cite) -> tuple[int, ...]:
    """The printed numbers of the cited documents, each once, in rising order."""
    return tuple(sorted({brief.number(document) for document in cite.documents}))


def foreign_language(brief: Brief, evidence: str | None) -> str | None:
    """The language of some words of a source, where it is known and not that of the brief."""
    item = brief.evidence.get(evidence or "")
    if item is None:
        return None
    return other_language(brief.sources[brief.number(item.cited.document) - 1], brief)


def other_language(source: Source, brief: Brief) -> str | None:
    """The language of a source, where it is known and not that of the brief: `en-GB` is English."""
    tag = source.language or brief.language
    return tag if tag.partition("-")[0].lower() != brief.language else None


def safe_url(url: str | None) -> str | None:
    """An address that a page may link to; None for any other scheme."""
    return url if url and url.lower().startswith(SAFE_SCHEMES) else None


def is_mail(text: str) -> bool:
    """Whether a text is a mail address and nothing else."""
    return bool(_MAIL.fullmatch(text))


def has_source_list(brief: Brief) -> bool:
    """Whether citations have something to point at."""
    return any(isinstance(block, SourceList) for section in brief.sections for block in section.blocks)


def by_part(sections: Iterable[Section]) -> tuple[tuple[Part | None, tuple[Section, ...]], ...]:
    """The sections of a brief as its parts hold them; under None what stands in no part."""
    groups = groupby(sections, key=lambda section: section.part)
    return tuple((part, tuple(held)) for part, held in groups)


def heading_level(section: Section) -> int:
    """1 is the brief's title; a part's title stands between it and those of its sections."""
    return 3 if section.part else 2


def steady_blocks(section: Section) -> tuple[Block, ...]:
    """The blocks of a section with subheadings that go down one level at a time, from its own."""
    top = level = heading_level(section)
    steady: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Subheading):
            level = min(max(block.level + top - 2, top + 1), level + 1, 6)
            block = replace(block, level=level)
        steady.append(block)
    return tuple(steady)


def page_name(document: str) -> str:
    """The file of a document's own page; ids are safe as names of files."""
    return f"source-{document}.html"


def anchor(section: Section) -> str:
    """The id of a section in the page; the list of sources is always `sources`."""
    return "sources" if section.kind == "sources" else section.anchor
