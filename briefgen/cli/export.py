"""`export`: sources, quotations, figures, or the evidence of an edition, for other programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from briefgen.cli import terminal
from briefgen.cli.json_lines import figure_fields, quote_fields
from briefgen.editions.archive import LATEST, read_edition
from briefgen.errors import MisuseError
from briefgen.export import OF_PASSAGES, OF_RECORDS, OF_SOURCES, Record
from briefgen.export.records import around
from briefgen.ingest import ingest
from briefgen.model.facts import Figure, Quote
from briefgen.model.text import Document, Source, Span
from briefgen.paths import Project, find_project, is_safe_name
from briefgen.places.fitting import did_you_mean
from briefgen.places.visible import shown
from briefgen.spec.project import load_settings
from briefgen.store import Hit, Query, Store, open_store

Form = Callable[[Sequence[Any]], str]
_EDITION = re.compile(r"latest|\d{4}-[W\d][\d-]{1,4}(?:\.\d{1,6})?")
_TYPES = {"quotes": "quote", "figures": "figure"}
_ADDRESS = ("id", "type", "document", "sha256", "start", "end", "source_text")
FORMS: Mapping[str, Mapping[str, Form]] = {
    "sources": OF_SOURCES,
    "quotes": OF_PASSAGES,
    "figures": OF_RECORDS,
    "evidence": OF_PASSAGES,
}


def export_command(
    what: str, *, form: str | None, brief: str | None, edition: str | None, themes: Sequence[str]
) -> int:
    """Print what is asked for on stdout."""
    write = _form(what, form)
    project = find_project(Path.cwd())
    if what == "evidence" and brief is None:
        raise MisuseError("evidence is that of an edition: name its brief with --brief")
    if brief is not None and themes:
        raise MisuseError("--theme asks the corpus, --brief an edition: keep one of them")
    recorded = _edition(project, brief, edition) if brief is not None else None
    with ExitStack() as stack:
        store = stack.enter_context(open_store(load_settings(project).store))
        ingest(project, store)
        query = Query(themes=_known_themes(themes, store))
        match what:
            case "sources":
                found: list[Any] = list(_sources(store, query, recorded))
            case "quotes" if recorded is None:
                found = list(_quotes(store, query))
            case "figures" if recorded is None:
                found = list(_figures(store, query))
            case _:
                found = list(_evidence(recorded or {}, store, _TYPES.get(what)))
    terminal.write(write(found))
    return 0


def _form(what: str, form: str | None) -> Form:
    if what not in FORMS:
        raise MisuseError(f"there is no export of {shown(what)}: {did_you_mean(what, list(FORMS))}")
    forms = FORMS[what]
    if form is not None and form not in forms:
        raise MisuseError(f"{what} are not exported as {shown(form)}: {did_you_mean(form, list(forms))}")
    return forms[form] if form else next(iter(forms.values()))


def _edition(project: Project, brief: str, edition: str | None) -> dict[str, Any]:
    """The JSON of an edition. Raises MisuseError where there is none, StorageError where it was changed."""
    if not is_safe_name(brief) or (edition is not None and not _EDITION.fullmatch(edition)):
        raise MisuseError(f"{shown(brief)} {shown(edition) if edition else ''} names no edition")
    folder = load_settings(project).output / brief / (edition or LATEST)
    if not folder.is_dir():
        raise MisuseError(
            f"there is no edition {edition or LATEST} of {brief}: `briefgen editions list` names them"
        )
    recorded: dict[str, Any] = json.loads(read_edition(folder, f"{brief}.json"))
    return recorded


def _known_themes(themes: Sequence[str], store: Store) -> tuple[str, ...]:
    known = [theme.id for theme in store.themes()]
    for theme in themes:
        if theme not in known:
            raise MisuseError(f"there is no theme {shown(theme)}: {did_you_mean(theme, known)}")
    return tuple(themes)


def _sources(store: Store, query: Query, recorded: Mapping[str, Any] | None) -> Iterator[Source]:
    """The corpus, or what speaks on some themes; or what an edition cites, in its order."""
    known = {source.id: source for source in store.sources(query)}
    if recorded is None:
        yield from known.values()
        return
    for cited in recorded["sources"]:
        if cited["id"] in known:
            yield known[cited["id"]]
        else:
            terminal.talk(f"{cited['id']} has left the corpus since: it is not exported")


def _quotes(store: Store, query: Query) -> Iterator[Record]:
    for hit in store.quotes(query):
        fields = {"actor": hit.actor.id if hit.actor else None, **quote_fields(hit.fact)}
        yield _record("quote", hit, store, fields)


def _figures(store: Store, query: Query) -> Iterator[Record]:
    for hit in store.figures(query):
        yield _record("figure", hit, store, figure_fields(store.document(hit.source.id), hit.fact))


def _record(type_: str, hit: Hit[Quote] | Hit[Figure], store: Store, fields: Mapping[str, object]) -> Record:
    document = store.document(hit.source.id)
    span = hit.fact.cited.span
    id_ = f"{type_}-{document.id}-{span.start}-{span.end}"
    themes = {"themes": sorted(hit.themes)}
    return _placed(id_, type_, document, span, span.of(document.text), {**fields, **themes})


def _evidence(recorded: Mapping[str, Any], store: Store, type_: str | None) -> Iterator[Record]:
    """What an edition prints, as it was printed; documents that have changed since lend no surroundings."""
    known = {source.id: source for source in store.sources()}
    cited = {source["id"]: source for source in recorded["sources"]}
    for item in recorded["evidence"]:
        if type_ not in (None, item["type"]):
            continue
        span = Span(item["start"], item["end"])
        fields = {name: value for name, value in item.items() if name not in _ADDRESS}
        now = known.get(item["document"])
        if now is not None and now.sha256 == item["sha256"]:
            document = store.document(now.id)
            yield _placed(item["id"], item["type"], document, span, item["source_text"], fields)
        else:
            told = cited.get(item["document"], {})
            yield Record(
                item["id"], item["type"], item["document"], item["sha256"], span, item["source_text"], fields,
                told.get("title"), told.get("issued"), told.get("url"),
            )  # fmt: skip


def _placed(
    id_: str, type_: str, document: Document, span: Span, text: str, fields: Mapping[str, object]
) -> Record:
    source = document.source
    issued = source.issued.edtf if source.issued else None
    return Record(
        id_, type_, document.id, source.sha256, span, text, fields,
        source.title, issued, source.url, *around(document.text, span),
    )  # fmt: skip
