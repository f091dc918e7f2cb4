"""The page on which evidence stands, as an attribution gives it."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.languages.language import Language


def say_pages(fields: Mapping[str, object], language: Language) -> str:
    """`p. 4`, `pp. 4–5`; empty where the document has no pages."""
    first, last = fields.get("page"), fields.get("page_end")
    if first is None:
        return ""
    if last is None:
        return language.say("attribution.page", page=str(first))
    return language.say("attribution.pages", page=str(first), end=str(last))
