"""A theme is added to a codebook at its end; nothing that stands there is touched, or nothing is written."""

from __future__ import annotations

import json

from briefgen.errors import InputError, Place, Problem
from briefgen.places import parse_yaml
from briefgen.scaffold.briefs import title_of

_HEAD = "# yaml-language-server: $schema=../schemas/themes.json\n"
_THEME = """
{id}:
  title: {title}
  definition: {definition}
  # include: []               # examples that belong to it, for people
  # exclude: []               # examples that do not
  rules:                      # a passage has the theme when one of them holds
    - name: {rule}
      any: [{terms}]
    # - name: two things in one sentence
    #   all: [[ship*, ferry], [power, electric*]]
    #   unless: [sport*]
"""
TO_WRITE = "What belongs to it, and what does not."


def theme_text(theme: str, title: str | None, definition: str | None, terms: tuple[str, ...]) -> str:
    """The entry of a theme; without terms, its rule looks for the words of its id."""
    terms = terms or (f"{title_of(theme).lower()}*",)
    return _THEME.format(
        id=theme,
        title=json.dumps(title or title_of(theme), ensure_ascii=False),
        definition=json.dumps(definition or TO_WRITE, ensure_ascii=False),
        rule=json.dumps(f"{title_of(theme).lower()}, by its words", ensure_ascii=False),
        terms=", ".join(json.dumps(term, ensure_ascii=False) for term in terms),
    )


def with_theme(codebook: str, entry: str, theme: str, file: str) -> str:
    """The text of a codebook with an entry at its end.

    Read again, it holds what it held and the new theme, else InputError: a file in braces, or one that ends
    with `...`, has no place for it.
    """
    old = parse_yaml(codebook, file).data if codebook.strip() else None
    breaks = "\r\n" if "\r\n" in codebook else "\n"
    ended = codebook if codebook.endswith("\n") or not codebook else codebook + breaks
    text = (ended or _HEAD) + entry.replace("\n", breaks)
    fault = InputError(
        [Problem("a theme cannot be added at the end of this file", Place(file), "write it there yourself")]
    )
    if old is not None and not isinstance(old, dict):
        raise fault
    try:
        new = parse_yaml(text, file).data
    except InputError:
        raise fault from None
    if not isinstance(new, dict) or {key: value for key, value in new.items() if key != theme} != (old or {}):
        raise fault
    return text
