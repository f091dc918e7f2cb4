"""At a glance: as much of a brief as one page holds. The laid-out page decides, in every format alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from briefgen.errors import Level, Problem
from briefgen.model.brief import CheckedBrief
from briefgen.places import Locator
from briefgen.sections import Wanted
from briefgen.sections.fewer import Cut, fewer_and_fewer, fuller

KIND = "at-a-glance"
MOST_TRIES = 12  # to put an item back where a section that went has left room for it

# The brief of some sections behind the gate, or what is wrong with it; and how many sheets one takes.
Attempt = Callable[[Sequence[Wanted]], tuple[CheckedBrief | None, tuple[Problem, ...]]]
Count = Callable[[CheckedBrief], int]


@dataclass(frozen=True, slots=True)
class Fitted:
    """What fits; None with the problems that say why nothing does."""

    brief: CheckedBrief | None
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Trial:
    """Ways to print a brief, each tried once: a layout takes a quarter of a second."""

    attempt: Attempt
    count: Count
    tried: list[tuple[CheckedBrief, bool]] = field(default_factory=list)

    def of(self, cut: Cut) -> tuple[CheckedBrief | None, tuple[Problem, ...]]:
        """The brief where it fits, with its problems; without it where the gate or the page refuses it."""
        brief, problems = self.attempt(cut.sections)
        return (brief, problems) if brief and self.fits(brief) else (None, problems)

    def fits(self, brief: CheckedBrief) -> bool:
        known = next((fits for other, fits in self.tried if other.sections == brief.sections), None)
        if known is None:
            known = self.count(brief) <= 1
            self.tried.append((brief, known))
        return known


def fit_on_one_page(
    whole: CheckedBrief, wanted: Sequence[Wanted], locator: Locator, attempt: Attempt, count: Count
) -> Fitted:
    """The fullest of the shorter ways to print `wanted` that takes one page; warnings say what is missed.

    Raises InputError where a page cannot be laid out at all.
    """
    trial = _Trial(attempt, count)
    if trial.fits(whole):
        return Fitted(whole, ())
    cuts = fewer_and_fewer(wanted)
    found = _first_that_fits(cuts, trial)
    if found is None:
        left = ", ".join(dict.fromkeys(one.kind for one in cuts[-1].sections))
        message = f"the brief does not fit on one page: too long are {left}"
        hint = "shorten the standfirst and the texts, or choose the kind 'briefing'"
        return Fitted(None, (Problem(message, locator.place("kind"), hint),))
    cut, brief, problems = _filled(found, wanted, trial)
    return Fitted(brief, (*problems, _told(whole, brief, locator), *cut.missed))


_Found = tuple[Cut, CheckedBrief, tuple[Problem, ...]]


def _first_that_fits(cuts: Sequence[Cut], trial: _Trial) -> _Found | None:
    """By halves: what is shorter than something that fits, fits as well."""
    found: _Found | None = None
    low, high = 1, len(cuts)
    while low < high:
        middle = (low + high) // 2
        brief, problems = trial.of(cuts[middle])
        if brief:
            found, high = (cuts[middle], brief, problems), middle
        else:
            low = middle + 1
    return found


def _filled(found: _Found, wanted: Sequence[Wanted], trial: _Trial) -> _Found:
    """With items that a section which went has left room for, the first section's before others."""
    tries = 0
    while tries < MOST_TRIES:
        for fullest in fuller(wanted, found[0]):
            tries += 1
            brief, problems = trial.of(fullest)
            if brief and brief.sections != found[1].sections:
                found = (fullest, brief, problems)
                break
        else:
            break
    return found


def _told(whole: CheckedBrief, brief: CheckedBrief, locator: Locator) -> Problem:
    left_out = len(whole.evidence.keys() - brief.evidence.keys())
    message = f"to fit on one page, {left_out} of {len(whole.evidence)} facts are left out"
    hint = "give it fewer sections and shorter texts, or choose the kind 'briefing'"
    return Problem(message, locator.place("kind"), hint, level=Level.WARNING)
