"""Looking for words in the corpus: passages, quotations or figures, with the places of the words in them."""

from briefgen.search.found import Found, Sort, Wish, find, near_name, near_words, speakers_called
from briefgen.search.terms import Term, places_of, read_terms

__all__ = [
    "Found",
    "Sort",
    "Term",
    "Wish",
    "find",
    "near_name",
    "near_words",
    "places_of",
    "read_terms",
    "speakers_called",
]
