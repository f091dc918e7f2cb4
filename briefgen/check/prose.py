"""What an editor writes: it is cited, its numbers stand in what it cites, its quotations are quotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from sentencex import get_sentence_boundaries

from briefgen.check.blocks import Run, runs
from briefgen.check.months import months_of, months_said
from briefgen.check.numbers import Number, read_numbers, stands_in
from briefgen.check.translated import read_numbers_in
from briefgen.check.wording import short
from briefgen.errors import Level, Problem
from briefgen.model.brief import Brief, Cite, Emphasis, Link, Strong, Text, Title, Verbatim
from briefgen.model.text import Document
from briefgen.model.wording import quotation_mark

# Stand for a citation and for a quotation in the text whose sentences are found; neither ends one.
_CITED, _QUOTED = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that one citation covers: back to the citation before it, or to the start of the paragraph.

    `words` are the editor's own; `documents` is empty where no citation follows.
    """

    words: str
    documents: tuple[str, ...]


def check_prose(
    brief: Brief, documents: Mapping[str, Document], uncited: Level | None = Level.ERROR
) -> Iterator[Problem]:
    """`uncited` is the level at which a sentence without a citation is a problem; None lets it pass.

    What frames the brief (standfirst, openings, limits) needs no citations, but its numbers stand in the
    brief's sources.
    """
    numbers = _Numbers(documents)
    everything = tuple(source.id for source in brief.sources)
    for run in runs(brief):
        if not run.is_editors:
            continue
        yield from _check_marks(run)
        for statement in statements(run, brief.language):
            is_covered = run.is_frame or bool(statement.documents)
            if not is_covered and uncited is not None:
                yield _uncited(statement, run, uncited)
            if is_covered or uncited is not Level.ERROR:
                yield from _check_numbers(statement, run, numbers, everything, brief.language)
                yield from _check_months(statement, run, numbers, everything, brief.language)


def statements(run: Run, language: str = "en") -> Iterator[Statement]:
    """The parts of a paragraph, each with the documents that its citation names.

    What follows the last citation inside its own sentence ("Johansson [@a] wrote that …") belongs to it.
    """
    words = ""
    cited: Statement | None = None
    for inline in run.leaves():
        match inline:
            case Text() | Title():
                words += inline.text
            case Verbatim():
                words += _QUOTED
            case Cite() if cited is not None and not words.strip():
                cited = Statement(cited.words, cited.documents + inline.documents)
            case Cite():
                if cited is not None:
                    yield cited
                cited, words = Statement(words, inline.documents), ""
            case Link() | Emphasis() | Strong():
                pass  # their content comes next
            case _:
                assert_never(inline)
    if cited is not None:
        rest = _rest_of_sentence(cited.words, words, language)
        yield Statement(cited.words + words[:rest], cited.documents)
        words = words[rest:]
    for sentence in _sentences(words, language):
        yield Statement(sentence, ())


def _rest_of_sentence(before: str, after: str, language: str) -> int:
    """How many characters of `after` still belong to the sentence that the citation stands in."""
    if before.rstrip().endswith((".", "!", "?")):
        return 0
    head = before[-200:] + _CITED
    first_end = next(
        (end for _, end in _boundaries(head + after, language) if end > len(head)), len(head + after)
    )
    return first_end - len(head)


def _sentences(words: str, language: str) -> Iterator[str]:
    for start, end in _boundaries(words, language):
        if any(character.isalnum() or character == _QUOTED for character in words[start:end]):
            yield words[start:end]


def _boundaries(words: str, language: str) -> list[tuple[int, int]]:
    return [(found["start_index"], found["end_index"]) for found in get_sentence_boundaries(language, words)]


def _check_marks(run: Run) -> Iterator[Problem]:
    """Marks around words of a source were read as quotations; what is left are marks without a partner."""
    for inline in run.leaves():
        if isinstance(inline, Text) and (found := quotation_mark(inline.text)):
            yield Problem(
                f"a quotation mark in the editor's text: {short(inline.text[found.start() :])!r}",
                run.place,
                "quote a source between “ and ” and cite it, or leave the marks out",
            )


def _check_numbers(
    statement: Statement, run: Run, numbers: _Numbers, everything: tuple[str, ...], language: str
) -> Iterator[Problem]:
    cited = statement.documents or everything
    for number in read_numbers_in(statement.words, language):
        is_pronoun = number.text.casefold() == "one"
        if not is_pronoun and not any(stands_in(number, numbers.of(document)) for document in cited):
            yield _missing(number.text, statement, run)


def _check_months(
    statement: Statement, run: Run, numbers: _Numbers, everything: tuple[str, ...], language: str
) -> Iterator[Problem]:
    cited = statement.documents or everything
    for month in months_said(statement.words, language):
        if not any(month.number in numbers.months(document) for document in cited):
            yield _missing(month.text, statement, run)


def _missing(words: str, statement: Statement, run: Run) -> Problem:
    where = ", ".join(statement.documents) or "any source of this brief"
    return Problem(f"{words!r} does not stand in {where}", run.place, f"in “{_shown(statement)}”")


def _uncited(statement: Statement, run: Run, level: Level) -> Problem:
    return Problem(
        f"a sentence without a citation: “{_shown(statement)}”",
        run.place,
        "name the document that says so before its full stop: [@id]",
        level,
    )


def _shown(statement: Statement) -> str:
    return short(statement.words.replace(_QUOTED, "…"))


class _Numbers:
    """The numbers and months of each document, with those of its date: read once, when first asked for."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._read: dict[str, tuple[Number, ...]] = {}
        self._months: dict[str, frozenset[int]] = {}

    def of(self, id_: str) -> tuple[Number, ...]:
        if id_ not in self._read:
            document = self._documents.get(id_)
            self._read[id_] = tuple(_numbers_of(document)) if document else ()
        return self._read[id_]

    def months(self, id_: str) -> frozenset[int]:
        if id_ not in self._months:
            document = self._documents.get(id_)
            self._months[id_] = months_of(document) if document else frozenset()
        return self._months[id_]


def _numbers_of(document: Document) -> Iterator[Number]:
    """As English reads them, and as the language of the document does where it is known."""
    yield from read_numbers(_with_date(document))
    language = (document.source.language or "en").partition("-")[0]
    if language != "en":
        yield from read_numbers_in(document.text, language)


def _with_date(document: Document) -> str:
    issued = document.source.issued
    dates = (date for date in (issued.start, issued.end) if date) if issued else ()
    return " ; ".join([document.text, *(str(part) for d in dates for part in (d.year, d.day) if part)])
