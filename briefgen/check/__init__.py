"""The gate before rendering: every printed quotation and figure is compared with its source again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen.check.blocks import check_references, check_shapes
from briefgen.check.charts import check_charts
from briefgen.check.claims import check_age, check_origins
from briefgen.check.figures import check_figures
from briefgen.check.periods import check_periods
from briefgen.check.prose import check_prose
from briefgen.check.speakers import check_attributions
from briefgen.check.tables import check_tables
from briefgen.check.verbatim import check_evidence, check_words
from briefgen.check.wording import check_wording
from briefgen.errors import InputError, Level, Problem
from briefgen.model.brief import Brief, CheckedBrief
from briefgen.model.text import Document


def check(
    brief: Brief,
    documents: Mapping[str, Document],
    *,
    uncited: Level | None = Level.ERROR,
    single_source: Level | None = Level.WARNING,
    stale: Level | None = Level.WARNING,
    stale_after_days: int | None = 180,
) -> CheckedBrief:
    """The brief, fit to be rendered, with all warnings in its `problems`; nothing else makes one.

    `documents` are read anew from their files, not from the store. A level says how a doubt counts; None
    leaves it out. Raises InputError with every problem of the brief, those found before among them, as
    soon as one is an error.
    """
    problems = [
        *brief.problems,
        *_faults(brief, documents),
        *check_prose(brief, documents, uncited),
        *(check_origins(brief, single_source) if single_source else ()),
        *(check_age(brief, stale, stale_after_days) if stale and stale_after_days is not None else ()),
    ]
    found = tuple(dict.fromkeys(problems))
    if any(problem.level is Level.ERROR for problem in found):
        raise InputError(found)
    return CheckedBrief(replace(brief, problems=found))


def _faults(brief: Brief, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """What no setting can allow."""
    yield from check_evidence(brief, documents)
    yield from check_words(brief, documents)
    yield from check_attributions(brief, documents)
    yield from check_figures(brief, documents)
    yield from check_periods(brief, documents)
    yield from check_tables(brief, documents)
    yield from check_charts(brief, documents)
    yield from check_wording(brief)
    yield from check_references(brief, documents)
    yield from check_shapes(brief)
