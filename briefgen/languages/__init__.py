"""The languages that a brief may be printed in: one table of words each, the same keys in all.

What stands in a source is never translated; what an editor writes is in the editor's language. Error messages
and everything on the command line are English.
"""

from __future__ import annotations

from collections.abc import Mapping

import briefgen.languages.english as english
import briefgen.languages.french as french
import briefgen.languages.german as german
import briefgen.languages.italian as italian
from briefgen.languages.language import Language

LANGUAGES: Mapping[str, Language] = {
    language.tag: language
    for language in (
        Language("en", "English", "en_GB", ("“", "”"), english.WORDS, english.CONTRACTIONS),
        Language("fr", "français", "fr", ("«\u202f", "\u202f»"), french.WORDS, french.CONTRACTIONS),
        Language("de", "Deutsch", "de", ("„", "“"), german.WORDS, german.CONTRACTIONS),
        Language("it", "italiano", "it", ("«", "»"), italian.WORDS, italian.CONTRACTIONS),
    )
}

__all__ = ["LANGUAGES", "Language", "language_of"]


def language_of(tag: str) -> Language:
    """The language of a BCP 47 tag; KeyError for one that has no table."""
    return LANGUAGES[tag]
