"""Put a brief together in two passes: sections that select, then those that tell about the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefgen.errors import Problem
from briefgen.languages import Language, language_of
from briefgen.model.brief import Evidence, Inlines, Paragraph, Part, Scope, Section
from briefgen.model.content import cited_documents, contents, with_opening
from briefgen.model.edition import Changes, Compare, Selected
from briefgen.model.text import Document, Source
from briefgen.places import Locator
from briefgen.sections.evidence import merged
from briefgen.sections.kind import Context, Kind, Made, Taken, Told, Wanted
from briefgen.sections.prose import Prose, read_line
from briefgen.sections.reasons import Log
from briefgen.store import Reading

# Anchors that pages use themselves: of the source list, of a source, of the page's own parts.
_RESERVED = re.compile(r"sources?(?:-\d+)?|part-\d+|page(?:-.*)?|top|evidence(?:-.*)?")


@dataclass(frozen=True, slots=True)
class Assembled:
    """Sections in the order of the spec, their evidence by id, and the cited sources in order of citation."""

    standfirst: Inlines
    sections: tuple[Section, ...]
    evidence: Mapping[str, Evidence]
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    changes: Changes | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A section on its way: `section` is None until its pass has come."""

    wanted: Wanted
    kind: Kind[Any]
    anchor: str
    title: str
    part: Part | None = None
    section: Section | None = None
    evidence: tuple[Evidence, ...] = ()
    problems: tuple[Problem, ...] = ()


def assemble(
    wanted: Sequence[Wanted],
    kinds: Mapping[str, Kind[Any]],
    scope: Scope,
    store: Reading,
    *,
    standfirst: tuple[str, Locator] | None = None,
    compare: Compare | None = None,
    log: Log | None = None,
) -> Assembled:
    """Make every section; a brief always has its sources, whether its spec asks for them or not.

    `compare` says what has changed since an earlier edition; it is asked once all that select have selected.
    In `log` sections write down what they looked at, and why they print what they print.
    """
    read: dict[str, Document] = {}
    opening = _standfirst(standfirst, Context(scope, store, "top", read=read))
    drafts = _drafts(wanted, kinds, language_of(scope.language))
    taken = Taken()
    for at, draft in sorted(enumerate(drafts), key=lambda d: not d[1].kind.comes_first):
        if draft.kind.select:
            context = Context(scope, store, draft.anchor, taken, read, log)
            made = draft.kind.select(draft.wanted.options, draft.wanted.locator, context)
            taken = taken.adding(made, draft.anchor, draft.title)
            drafts[at] = _finished(draft, made, context)
    changes = compare(_selected(drafts, opening, store)) if compare else None
    for at, draft in sorted(enumerate(drafts), key=_order_of_telling):
        if draft.kind.tell:
            told = replace(_told(drafts, scope, store, draft.anchor, opening), changes=changes)
            made = draft.kind.tell(draft.wanted.options, draft.wanted.locator, told)
            drafts[at] = _finished(draft, made, Context(scope, store, draft.anchor, taken, read))
    sections = tuple(draft.section for draft in drafts if draft.section)
    evidence = [*opening.evidence, *(item for draft in drafts for item in draft.evidence)]
    problems = [*opening.problems, *(problem for draft in drafts for problem in draft.problems)]
    standing = _line(opening)
    sources = _cited(standing, sections, store)
    return Assembled(standing, sections, merged(evidence), sources, tuple(problems), changes)


def _order_of_telling(draft: tuple[int, _Draft]) -> tuple[bool, bool]:
    """What prints words of its own before what counts, and the list of all that is cited last."""
    kind = draft[1].kind
    return (kind.name == "sources", not kind.comes_first)


def _selected(drafts: Sequence[_Draft], opening: Prose, store: Reading) -> Selected:
    made = [draft for draft in drafts if draft.section]
    sections = tuple(draft.section for draft in made if draft.section)
    evidence = merged([*opening.evidence, *(item for draft in made for item in draft.evidence)])
    standing = _line(opening)
    return Selected(standing, sections, evidence, _cited(standing, sections, store))


def _standfirst(standfirst: tuple[str, Locator] | None, context: Context) -> Prose:
    if standfirst is None:
        return Prose(())
    text, locator = standfirst
    return read_line(text, locator, ("standfirst",), context, is_frame=True)


def _line(prose: Prose) -> Inlines:
    """The content of a one-paragraph text; nothing of an empty one."""
    return next((block.content for block in prose.blocks if isinstance(block, Paragraph)), ())


def _drafts(wanted: Sequence[Wanted], kinds: Mapping[str, Kind[Any]], language: Language) -> list[_Draft]:
    drafts: list[_Draft] = []
    anchors: set[str] = set()
    parts = _parts(wanted)
    for one in wanted:
        kind = kinds[one.kind]
        name = _slug(one.options.title or "") if one.kind == "text" and one.options.title else one.kind
        anchor, count = name, 1
        while anchor in anchors:
            count += 1
            anchor = f"{name}-{count}"
        anchors.add(anchor)
        title = one.options.title or kind.title_in(language)
        drafts.append(_Draft(one, kind, anchor, title, parts.get(one.part)))
    if "sources" not in anchors and wanted:
        kind = kinds["sources"]
        own = Wanted("sources", kind.options(), wanted[-1].locator)
        drafts.append(_Draft(own, kind, "sources", kind.title_in(language), drafts[-1].part))
    return drafts


def _parts(wanted: Sequence[Wanted]) -> Mapping[str | None, Part]:
    """The parts by their titles, numbered as they come."""
    titles = dict.fromkeys(one.part for one in wanted if one.part)
    return {title: Part(title, f"part-{number}") for number, title in enumerate(titles, start=1)}


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")
    return f"text-{slug}".strip("-") if not slug or _RESERVED.fullmatch(slug) else slug


def _finished(draft: _Draft, made: Made, context: Context) -> _Draft:
    options = draft.wanted.options
    opening = None
    evidence, problems = made.evidence, made.problems
    if options.opening:
        prose = read_line(options.opening, draft.wanted.locator, ("opening",), context, is_frame=True)
        opening = next((block for block in prose.blocks if isinstance(block, Paragraph)), None)
        evidence, problems = prose.evidence + evidence, prose.problems + problems
    section = Section(draft.kind.name, draft.title, draft.anchor, made.blocks, opening, draft.part)
    return replace(draft, section=section, evidence=evidence, problems=problems)


def _told(drafts: Sequence[_Draft], scope: Scope, store: Reading, anchor: str, opening: Prose) -> Told:
    sections = tuple(draft.section for draft in drafts if draft.section)
    evidence = merged([*opening.evidence, *(item for draft in drafts for item in draft.evidence)])
    standing = _line(opening)
    cited_in: dict[str, list[tuple[str, str]]] = {}
    for section in sections:
        for document in dict.fromkeys(_documents(section)):
            cited_in.setdefault(document, []).append((section.anchor, section.title))
    return Told(
        scope=scope,
        store=store,
        sections=sections,
        evidence=tuple(evidence.values()),
        cited=_cited(standing, sections, store),
        cited_in={document: tuple(places) for document, places in cited_in.items()},
        anchor=anchor,
    )


def _cited(standfirst: Inlines, sections: Iterable[Section], store: Reading) -> tuple[Source, ...]:
    """The cited sources in reading order; one that is not in the corpus is left to the check."""
    order = [
        *cited_documents(standfirst),
        *(document for section in sections for document in _documents(section)),
    ]
    known = {source.id: source for source in store.sources()}
    return tuple(known[document] for document in dict.fromkeys(order) if document in known)


def _documents(section: Section) -> Iterator[str]:
    for block in with_opening(section):
        for content in contents(block):
            yield from cited_documents(content)
