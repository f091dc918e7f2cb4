"""`search`: where some words stand in the corpus, by document, with the words standing out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from briefgen.cli import terminal
from briefgen.cli.json_lines import figure_fields, quote_fields
from briefgen.cli.json_text import to_json
from briefgen.cli.terminal import Paint, Painted
from briefgen.errors import MisuseError
from briefgen.ingest import ingest
from briefgen.model.facts import Figure, Quote
from briefgen.model.text import Passage, Period, Source, Span
from briefgen.model.verbatim import fold
from briefgen.paths import find_project
from briefgen.places.fitting import did_you_mean
from briefgen.places.visible import shown
from briefgen.search import Found, Sort, Wish, find, near_name, near_words, read_terms, speakers_called
from briefgen.sections.evidence import without_gaps
from briefgen.spec.project import load_settings
from briefgen.store import Store, open_store

LONGEST = 600  # characters of a passage that is shown whole
_MOST = 10_000  # finds that may be asked for


def search_command(
    words: Sequence[str],
    *,
    themes: Sequence[str],
    speaker: str | None,
    since: str | None,
    kind: str | None,
    most: str,
    as_json: bool,
) -> int:
    """Print what is found on stdout, and on stderr how much of it is not shown."""
    wish = Wish(
        read_terms(words), tuple(themes), speaker, _day(since), _sort(kind, has_speaker=speaker is not None)
    )
    if not (wish.terms or themes or speaker):
        raise MisuseError("say what to look for: words, --theme or --speaker")
    limit = _number(most)
    with open_store(load_settings(find_project(Path.cwd())).store) as store:
        ingest(find_project(Path.cwd()), store)
        _check_themes(store, themes)
        found = list(find(store, wish))
        nothing = None if found else _nothing(store, wish)
        if as_json:
            fields = [_fields(store, one) for one in found[:limit]]
            terminal.write(to_json({"count": len(found), "found": fields}, indent=2) + "\n")
            return 0
        _print(found[:limit])
    if nothing:
        terminal.talk(nothing)
    elif len(found) > limit:
        terminal.talk(f"{len(found) - limit} more: --max {len(found)} shows them all")
    return 0


def _sort(kind: str | None, *, has_speaker: bool) -> Sort:
    """What is looked for; who names a speaker and no kind looks for quotations."""
    if kind is None:
        return Sort.QUOTE if has_speaker else Sort.PASSAGE
    if kind not in list(Sort):
        raise MisuseError(
            f"there is no kind {shown(kind)} ({did_you_mean(kind, [str(one) for one in Sort])})"
        )
    if kind == Sort.PASSAGE and has_speaker:
        raise MisuseError("a passage has no speaker: say --kind quote or figure")
    return Sort(kind)


def _day(written: str | None) -> date | None:
    """The first day of a date: 2023, 2023-12 or 2023-12-17."""
    if written is None:
        return None
    try:
        period = Period.parse(written)
    except ValueError:
        period = None
    if period is None or period.start is None or "/" in written:
        raise MisuseError(f"--since {shown(written)} is not a date (write 2023, 2023-12 or 2023-12-17)")
    return period.start.first()


def _number(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) <= 5 and 1 <= int(written) <= _MOST):
        raise MisuseError(f"--max {shown(written)} is not a number from 1 to {_MOST}")
    return int(written)


def _check_themes(store: Store, themes: Sequence[str]) -> None:
    known = [theme.id for theme in store.themes()]
    for theme in themes:
        if theme not in known:
            raise MisuseError(f"there is no theme {shown(theme)} ({did_you_mean(theme, known)})")


def _nothing(store: Store, wish: Wish) -> str:
    """That nothing is found, and what may have been meant."""
    if wish.speaker is not None and not any(find(store, Wish(speaker=wish.speaker, sort=Sort.QUOTE))):
        names = speakers_called(store)
        near = near_name(wish.speaker, names)
        hint = f"did you mean '{near}'?" if near else did_you_mean("", names)
        return f"nobody is quoted whose name is {shown(wish.speaker)} ({hint})"
    for term in wish.terms:
        if meant := near_words(store, term):
            return f"nothing is found: '{term.written}' stands nowhere (did you mean '{meant}'?)"
    closed = next((term for term in wish.terms if not term.is_open), None)
    hint = f" (`{closed.written}*` finds every word that begins so)" if closed else ""
    together = ": nothing holds all of these words" if len(wish.terms) > 1 else ""
    return f"nothing is found{together}{hint}"


# Printing -------------------------------------------------------------------------------------------


def _print(found: Sequence[Found]) -> None:
    for at, (_, group) in enumerate(groupby(found, key=lambda one: one.source.id)):
        hits = list(group)
        if at:
            terminal.out("")
        terminal.out_painted(*_head(hits[0].source))
        for one in hits:
            terminal.out_painted("  ", (Paint.FAINT, one.id), *_about(one))
            terminal.out_painted("    ", *_marked(one))


def _head(source: Source) -> Iterator[Painted]:
    yield (Paint.STRONG, source.id)
    yield f"  {source.issued.edtf if source.issued else 'undated'}  {source.title or '(untitled)'}"


def _about(found: Found) -> Iterator[Painted]:
    """What is known of a find beside its words."""
    fact = found.hit.fact
    if isinstance(fact, Passage):
        yield f"  {fact.kind}"
    if isinstance(fact, Quote):
        yield f"  {fact.kind}  {found.speaker or 'unattributed'}"
    if isinstance(fact, Figure):
        yield f"  {fact.kind}  {fact.period.edtf if fact.period else 'period not stated'}"
    if found.hit.themes:
        yield (Paint.FAINT, f"  [{', '.join(sorted(found.hit.themes))}]")


def _marked(found: Found) -> Iterator[Painted]:
    """The words of a find on one line; of a long passage the sentences that hold what was looked for."""
    spans = [found.span]
    if len(found.text) > LONGEST and found.places:
        sentences = found.hit.passage.sentences
        spans = [one for one in sentences if any(one.overlaps(place) for place in found.places)] or spans
    pieces = [piece for span in spans for piece in without_gaps(found.hit.passage, span)]
    last = found.span.start
    for piece in pieces:
        if piece.start > last + 1:
            yield " … "
        yield from _pieces(found, piece)
        last = piece.end
    if last < found.span.end:
        yield " …"


def _pieces(found: Found, span: Span) -> Iterator[Painted]:
    at = span.start
    for place in found.places:
        if not place.overlaps(span) or place.start < at:
            continue
        yield _line(found, at, place.start)
        yield (Paint.HIT, _line(found, place.start, place.end))
        at = place.end
    yield _line(found, at, span.end)


def _line(found: Found, start: int, end: int) -> str:
    """A slice of the document on one line; white space at its ends stays one space."""
    text = found.text[start - found.span.start : end - found.span.start]
    folded = fold(text)
    before = " " if folded and text[:1].isspace() else ""
    after = " " if text[-1:].isspace() else ""
    return f"{before}{folded}{after}"


def _fields(store: Store, found: Found) -> dict[str, Any]:
    fact, source = found.hit.fact, found.source
    own: dict[str, Any] = {}
    if isinstance(fact, Quote):
        own = quote_fields(fact) | {"actor": found.hit.actor.id if found.hit.actor else None}
    if isinstance(fact, Figure):
        own = figure_fields(store.document(source.id), fact)
    if isinstance(fact, Passage):
        own = {"kind": str(fact.kind)}
    return {
        "id": found.id,
        "type": str(found.sort),
        "document": source.id,
        "title": source.title,
        "issued": source.issued.edtf if source.issued else None,
        "start": found.span.start,
        "end": found.span.end,
        "text": found.text,
        "hits": [[place.start, place.end] for place in found.places],
        "themes": sorted(found.hit.themes),
        **own,
    }
