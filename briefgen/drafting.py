"""From the desk to a brief behind the gate: assemble → compare → check, again where an item is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from briefgen import one_page
from briefgen.check import check
from briefgen.compare import Reasons, comparing
from briefgen.desk import Desk, spec_of
from briefgen.errors import InputError, Level, Problem
from briefgen.languages import Language, language_of
from briefgen.model.brief import Brief, CheckedBrief, Masthead
from briefgen.model.edition import edition_name
from briefgen.model.text import Span
from briefgen.sections import KINDS, Assembled, Wanted, assemble
from briefgen.sections.counts import count_evidence, say_coverage
from briefgen.spec.load import Loaded
from briefgen.spec.models import Spec
from briefgen.store import Reading
from briefgen.store.without import Without

MOST_REFUSED = 50  # extracted items that the gate may refuse before a build gives up


def checked_brief(
    desk: Desk, loaded: Loaded, edition: Callable[[str], str]
) -> tuple[CheckedBrief | None, tuple[Problem, ...]]:
    """The brief behind the gate, or every problem of its spec, pins and prose in one list.

    `edition` says what an edition of a period is called.
    """
    if loaded.spec is None:
        return None, desk.problems + loaded.problems
    called = edition(edition_name(loaded.spec.rhythm, desk.as_of))
    checked, problems = _past_the_gate(desk, loaded, called)
    if has_errors(loaded.problems):  # what the gate says of no place in particular follows from these
        problems = tuple(problem for problem in problems if problem.place)
    return checked, desk.problems + problems


def _past_the_gate(
    desk: Desk, loaded: Loaded, edition: str
) -> tuple[CheckedBrief | None, tuple[Problem, ...]]:
    """The brief without the extracted items that the gate refuses: they are told, and not printed."""

    def attempt(store: Reading) -> tuple[CheckedBrief | None, tuple[Problem, ...]]:
        return _behind_the_gate(desk, loaded, edition, store)

    checked, problems = attempt(desk.store)
    refused: dict[str, Problem] = {}
    while checked is None and len(refused) < MOST_REFUSED and (blamed := _extracted(problems)):
        refused |= blamed
        checked, after = attempt(Without(desk.store, map(_address, refused)))
        if checked is None and not _extracted(after):
            break  # an editor pinned it: the first problem says why it cannot be printed
        problems = after
    left_out = (
        replace(problem, message=f"left out: {problem.message}", level=Level.WARNING)
        for problem in (refused.values() if checked else ())
    )
    return checked, (*problems, *left_out)


def on_one_page(
    desk: Desk, loaded: Loaded, whole: CheckedBrief, count: Callable[[CheckedBrief], int]
) -> tuple[CheckedBrief | None, tuple[Problem, ...]]:
    """As much of the brief as one page holds; InputError where no page can be laid out."""
    spec = loaded.spec
    assert spec is not None

    def attempt(wanted: Sequence[Wanted]) -> tuple[CheckedBrief | None, tuple[Problem, ...]]:
        shorter = Loaded(replace(spec, sections=tuple(wanted)), loaded.problems)
        return _past_the_gate(desk, shorter, whole.masthead.edition)

    fitted = one_page.fit_on_one_page(whole, spec.sections, spec.locator, attempt, count)
    return fitted.brief, fitted.problems


def _behind_the_gate(
    desk: Desk, loaded: Loaded, edition: str, store: Reading
) -> tuple[CheckedBrief | None, tuple[Problem, ...]]:
    """Assemble and check; None where something is wrong, in the file or in what was made of it."""
    if loaded.spec is None:
        return None, loaded.problems
    brief = _assemble(desk, loaded.spec, edition, store)
    checks = loaded.spec.checks
    try:
        checked = check(
            replace(brief, problems=loaded.problems + brief.problems),
            desk.documents,
            uncited=checks.uncited,
            single_source=checks.single_source,
            stale_after_days=checks.stale_after_days,
        )
    except InputError as error:
        return None, error.problems
    return checked, checked.problems


def _extracted(problems: Sequence[Problem]) -> dict[str, Problem]:
    """The evidence that is to blame, by id, if nothing else is wrong: the first problem of each."""
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    blamed = {problem.evidence: problem for problem in reversed(errors) if problem.evidence}
    return blamed if all(problem.evidence for problem in errors) else {}


def _address(evidence: str) -> tuple[str, Span]:
    """The document, and the stretch of it, that an id of evidence names."""
    document, start, end = evidence.split("-", 1)[1].rsplit("-", 2)
    return document, Span(int(start), int(end))


def _assemble(desk: Desk, spec: Spec, edition: str, store: Reading) -> Brief:
    scope = spec.scope(desk.as_of, desk.settings.language)
    standfirst = (spec.standfirst, spec.locator) if spec.standfirst else None
    compare = None
    if desk.earlier is not None:
        is_edited = desk.earlier.made_without(spec_of(desk, spec))
        reasons = Reasons(spec.sections, scope, store, desk.untagged, is_edited)
        compare = comparing(desk.earlier, reasons)
    assembled = assemble(spec.sections, KINDS, scope, store, standfirst=standfirst, compare=compare)
    return Brief(
        name=spec.name,
        language=scope.language,
        masthead=_masthead(spec, desk, edition, assembled, language_of(scope.language)),
        sections=assembled.sections,
        evidence=assembled.evidence,
        sources=assembled.sources,
        problems=assembled.problems,
        changes=assembled.changes,
    )


def _masthead(spec: Spec, desk: Desk, edition: str, assembled: Assembled, language: Language) -> Masthead:
    """The head of a brief: the publisher's words, and counts of what is printed."""
    titles = {theme.id: theme.title for theme in desk.store.themes()}
    address = desk.settings.address
    return Masthead(
        title=spec.title,
        kind=spec.kind,
        edition=edition,
        as_of=desk.as_of,
        standfirst=assembled.standfirst,
        marking=desk.words.marking,
        coverage=say_coverage(assembled.sources, language),
        counts=(
            language.say("count.source", count=len(assembled.sources)),
            *count_evidence(assembled.evidence.values(), language),
        ),
        publisher=desk.words.publisher,
        contact=desk.words.contact,
        series=desk.words.series,
        imprint=desk.words.imprint,
        themes=tuple(titles[theme] for theme in spec.themes),
        address=f"{address}/{spec.name}/{edition}/{spec.name}.html" if address else None,
    )


def has_errors(problems: Sequence[Problem]) -> bool:
    return any(problem.level is Level.ERROR for problem in problems)
