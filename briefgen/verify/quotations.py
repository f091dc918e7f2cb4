"""Quotations of a draft: verbatim, altered, not found, from another source, or by another speaker."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from briefgen.extract.analyse import analyse
from briefgen.extract.marks import pair_marks
from briefgen.model.text import Document, Source, Span
from briefgen.model.verbatim import fold
from briefgen.verify.draft import Block, Statement
from briefgen.verify.findings import Finding
from briefgen.verify.findings import Kind as Found
from briefgen.verify.library import Library, Shelf

FEWEST = 3  # words between marks; fewer without a citation may be a term, a title or irony
MOST_SHOWN = 3  # differences of one quotation that are told
_ELISION = re.compile(r"\s*(?:[\[(](?:…|\.{3}|\. \. \.)[\])]|(?<=\s)(?:…|\.{3})(?=\s))\s*")
_LETTER = re.compile(r"\[(\w)\](?=\w)")  # [T]he
_INSERTED = re.compile(r"\s*\[[^\]]{1,80}\]\s*")
_EDGE = ".,;:!?…–— "


@dataclass(frozen=True, slots=True)
class Quoted:
    """Some words of a draft in marks, or set off, with what is said of them."""

    words: str
    place: str
    documents: tuple[str, ...]  # that the citation names
    speaker: str | None  # whom the draft names under it, or in its sentence
    is_signed: bool = False  # the name stands in a line of its own: it is nobody else's


def quoted_in(text: str) -> Iterator[tuple[int, str]]:
    """What stands between quotation marks, whatever their style: where it begins, and the words."""
    (pairs,) = pair_marks(text, [Span(0, len(text))])
    for pair in pairs:
        if pair.opened and pair.closed and (words := pair.inner.of(text).strip()):
            yield pair.inner.start, words


def without_marks(words: str) -> str:
    """A quotation that is set off, without the marks that may stand around the whole of it."""
    found = list(quoted_in(words))
    is_whole = len(found) == 1 and len(found[0][1]) >= len(words.strip()) - 4
    return found[0][1] if is_whole else words.strip()


def check_quotation(quoted: Quoted, library: Library) -> Iterator[Finding]:
    """What is wrong with one quotation; nothing where it stands in what it cites, said by whom it says."""
    holding = _holding(quoted, library)
    if not holding:
        yield _unlike(quoted, library)
        return
    cited = [(shelf, places) for shelf, places in holding if shelf.document.id in quoted.documents]
    if quoted.documents and not cited:
        yield Finding(
            Found.WRONG_SOURCE,
            quoted.place,
            f"these words do not stand in {_listed(quoted.documents)} but in "
            f"{_listed([shelf.document.id for shelf, _ in holding])}",
            quoted.words,
            documents=quoted.documents,
            found_in=tuple(shelf.document.id for shelf, _ in holding),
        )
        return
    yield from _check_speaker(quoted, cited or holding, library.people)


Holding = Sequence[tuple[Shelf, tuple[tuple[Span, ...], ...]]]


def _holding(quoted: Quoted, library: Library) -> Holding:
    """The documents with these words, in the first reading of their brackets and dots that any has."""
    for words in _readings(quoted.words):
        if found := list(library.holding(words)):
            return found
    return []


def _readings(words: str) -> Iterator[str]:
    """As they stand; without a comma drawn inside the marks; with dots and brackets as cuts."""
    yield words
    bare = words.strip(_EDGE)
    yield bare
    cut = _ELISION.sub(" […] ", bare)
    yield cut
    yield _LETTER.sub(lambda match: match[1].lower(), cut)
    yield _LETTER.sub(lambda match: match[1].upper(), cut)
    yield _INSERTED.sub(" […] ", cut).removeprefix(" […] ").removesuffix(" […] ")


def _unlike(quoted: Quoted, library: Library) -> Finding:
    """No document has the words: what is most like them, and how it differs."""
    like = library.most_like(quoted.words, quoted.documents)
    if like is None:
        where = (
            f"in {_listed(quoted.documents)} nor elsewhere in the corpus"
            if quoted.documents
            else "in the corpus"
        )
        message = f"these words are not found {where}"
        return Finding(Found.NOT_FOUND, quoted.place, message, quoted.words, documents=quoted.documents)
    told = differences(quoted.words, like.words)[:MOST_SHOWN] or ["in its signs"]
    message = f"differs from {like.document}: {'; '.join(told)}"
    return Finding(
        Found.ALTERED, quoted.place, message, quoted.words, like.words, quoted.documents, (like.document,)
    )


def differences(printed: str, source: str) -> list[str]:
    """How two wordings differ, word by word: what is printed, and what the source has."""
    told = []
    for tag, here, there in _compared(printed, source):
        match tag:
            case "replace":
                told.append(f"“{here}” for “{there}”")
            case "delete":
                told.append(f"“{here}” is added")
            case "insert":
                told.append(f"“{there}” is left out")
            case _:
                pass
    return told


def _compared(printed: str, source: str) -> Iterator[tuple[str, str, str]]:
    """What the two have word by word; without what the source has around the words, where none of them is."""
    one, other = fold(printed).strip(_EDGE).split(), fold(source).strip(_EDGE).split()
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    inner = steps[int(steps[0][0] == "insert") : -1 if steps[-1][0] == "insert" else None]
    for tag, start, end, start_there, end_there in inner:
        yield tag, " ".join(one[start:end]), " ".join(other[start_there:end_there])


def _check_speaker(quoted: Quoted, holding: Holding, people: Collection[str]) -> Iterator[Finding]:
    """The documents name speakers, and none of them is the one that the draft names."""
    said = [one for shelf, places in holding for place in places for one in shelf.sayers(place)]
    if quoted.speaker is None or not said or any(_is_called(one.names, quoted.speaker) for one in said):
        return
    if not quoted.is_signed and not _is_called(people, quoted.speaker):
        return  # "The Commission …" in a sentence may be whose office the speaker holds
    names = list(dict.fromkeys(one.name for one in said))
    yield Finding(
        Found.WRONG_SPEAKER,
        quoted.place,
        f"said by {_listed(names)}, not by {quoted.speaker}",
        quoted.words,
        documents=quoted.documents,
        found_in=tuple(shelf.document.id for shelf, _ in holding),
    )


def _is_called(names: Collection[str], name: str) -> bool:
    """Whether a name may be one of those: one has all the words of the other."""
    words = set(re.findall(r"[^\W_]+", name.casefold()))
    return any(words and (words <= (known := set(one.split())) or known <= words) for one in names)


def speaker_of(attribution: str) -> str | None:
    """The name that an attribution begins with: up to its first comma or dash."""
    name = re.split(r",|\s[–—-]\s|\s\(|:", attribution.strip().lstrip("–—-~ "), maxsplit=1)[0].strip()
    is_nobody = name.casefold() in UNATTRIBUTED or not re.search(r"[^\W\d_]", name)
    return None if is_nobody or len(name.split()) > 8 else name


UNATTRIBUTED = {
    "unattributed",
    "non attribué",
    "sans attribution",
    "ohne zuordnung",
    "non attribuito",
    "senza attribuzione",
}


def in_marks(block: Block, statement: Statement) -> Iterator[tuple[int, str]]:
    """The quotations in marks that begin inside a statement of a block."""
    for at, words in quoted_in(block.text):
        if statement.start <= at < statement.end:
            yield at, words


def speakers_in(text: str) -> dict[int, str]:
    """Who a paragraph reports to have said what it quotes: where the words begin, and the name."""
    analysis = analyse(Document(Source("draft", ""), text))
    return {
        quote.cited.start: quote.speaker.name
        for quote in analysis.quotes
        if quote.speaker and quote.speaker.is_named and quote.cue
    }


def is_claim(words: str, is_cited: bool) -> bool:
    """Whether words between marks claim to be somebody's: long enough, or cited."""
    return is_cited or len(words.split()) >= FEWEST


def _listed(names: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(names))
