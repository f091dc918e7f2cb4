"""`why`: why a brief prints what it prints, and why not something else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from briefgen.cli import terminal
from briefgen.cli.build import edition_day
from briefgen.cli.json_text import to_json
from briefgen.cli.terminal import Paint
from briefgen.errors import InputError, Level, MisuseError
from briefgen.ingest import ingest
from briefgen.model.brief import Vocabulary
from briefgen.paths import find_project
from briefgen.places.fitting import did_you_mean
from briefgen.places.visible import shown
from briefgen.sections import KINDS, assemble
from briefgen.sections.reasons import Log
from briefgen.spec.load import load_brief
from briefgen.spec.names import brief_path
from briefgen.spec.project import load_settings
from briefgen.store import open_store
from briefgen.why import Account, Answer, of_document, of_item, overview


def why_command(name: str, item: str | None, *, as_of: str | None, as_json: bool) -> int:
    """Put the brief together as a build does, with what its sections write down, and tell it."""
    with _account(name, as_of) as account:
        answers = list(_answers(account, item))
    if as_json:
        terminal.write(to_json([asdict(answer) for answer in answers], indent=2) + "\n")
    else:
        _print(answers)
    return 0


@contextmanager
def _account(name: str, as_of: str | None) -> Iterator[Account]:
    project = find_project(Path.cwd())
    path, day = brief_path(project, name), edition_day(as_of, project)
    settings = load_settings(project)
    with open_store(settings.store) as store:
        corpus = ingest(project, store)
        documents = frozenset(entry.document.id for entry in corpus.catalogue.entries)
        themes = frozenset(theme.id for theme in store.themes())
        loaded = load_brief(path, Vocabulary(themes, documents))
        if loaded.spec is None or any(problem.level is Level.ERROR for problem in loaded.problems):
            raise InputError(loaded.problems)
        spec, log = loaded.spec, Log()
        scope = spec.scope(day, settings.language)
        standfirst = (spec.standfirst, spec.locator) if spec.standfirst else None
        assembled = assemble(spec.sections, KINDS, scope, store, standfirst=standfirst, log=log)
        yield Account.of(scope, store, assembled, log.considered)


def _answers(account: Account, item: str | None) -> Iterator[Answer]:
    if item is None:
        yield from overview(account)
    elif source := account.source(item):
        yield from of_document(account, source)
    else:
        try:
            yield from of_item(account, item)
        except ValueError:
            raise MisuseError(
                f"{shown(item)} names neither a document nor an item ({_hint(account, item)})"
            ) from None


def _hint(account: Account, item: str) -> str:
    near = did_you_mean(item, [source.id for source in account.store.sources()])
    return near if near.startswith("did") else "`briefgen search` tells the ids of items"


def _print(answers: list[Answer]) -> None:
    for at, answer in enumerate(answers):
        if at:
            terminal.out("")
        terminal.out_painted((Paint.STRONG, answer.title))
        for line in answer.lines:
            words = f"  {line.words}" if line.words else ""
            terminal.out_painted("  ", line.head, (Paint.FAINT, f"  {line.id}" if line.id else ""), words)
            for reason in line.reasons:
                terminal.out_painted("      ", reason)
