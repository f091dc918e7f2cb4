"""How reasons are said: in plain words, with the numbers that decided."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.sections.reasons import (
    RECENCY,
    SAID_AGAIN,
    SOURCE_AGAIN,
    THEME,
    VOICE_AGAIN,
    Considered,
    Held,
    Merit,
    Unfit,
    Weighed,
)
from briefgen.why.account import Account, Section, score

# What the bonus of each sort is for.
_BONUS = {"quote": "how it is reported, and who speaks", "figure": "how clear it is", "event": "its date"}


def why_chosen(one: Considered, section: Section) -> Iterator[str]:
    """Why a section prints it, and what it beat."""
    weighed = _weighed(one)
    if weighed.is_pinned:
        yield "the brief pins it: it is printed whatever its merit"
        return
    yield f"merit {weighed.score:.2f}: {_parts(weighed.merit, one.sort)}"
    yield from _losses(weighed)
    if section.next:
        best = section.next[0]
        yield f"the best of {len(section.next)} that it beat: {score(best):.2f}  {best.id}"


def why_left(one: Considered, account: Account, section: Section) -> Iterator[str]:
    """Why a section that has looked at it does not print it."""
    if isinstance(one.came, Unfit):
        elsewhere = account.printing(one) if one.came in (Unfit.ELSEWHERE, Unfit.OTHER_REPORT) else []
        yield one.came + (f" ({', '.join(elsewhere)})" if elsewhere else "")
        return
    weighed = one.came
    if weighed.is_pinned:
        yield "the brief pins it, but pins more than `max` allows"
        return
    if weighed.held is not None:
        yield weighed.held
        if weighed.held is Held.SPEAKER:
            return
    chosen = [item for item in section.chosen if not _weighed(item).is_pinned]
    if chosen:
        least = min(chosen, key=score)
        yield f"merit {weighed.score:.2f}; the last one chosen has {score(least):.2f}  {least.id}"
    else:
        yield (
            f"merit {weighed.score:.2f}; pins fill the section"
            if section.chosen
            else "no room in the section"
        )
    yield _parts(weighed.merit, one.sort)
    yield from _losses(weighed)


def summary(one: Considered) -> str:
    """The same in a few words, for a list."""
    if isinstance(one.came, Unfit):
        return str(one.came)
    if one.came.is_pinned:
        return "pinned"
    lost = ", ".join(_losses(one.came))
    held = f"; {one.came.held}" if one.came.held else ""
    return f"merit {one.came.score:.2f}{f' ({lost})' if lost else ''}{held}"


def _parts(merit: Merit, sort: str) -> str:
    parts = [
        f"theme {THEME * merit.theme:.2f}",
        f"what it tells {merit.tells:.2f}",
        f"recency {RECENCY * merit.recency:.2f}",
    ]
    if merit.bonus:
        parts.append(f"{_BONUS.get(sort, 'bonus')} {merit.bonus:+.2f}")
    return ", ".join(parts)


def _losses(weighed: Weighed) -> Iterator[str]:
    loss = weighed.loss
    if loss.voice:
        yield f"-{VOICE_AGAIN * loss.voice:.2f} as its speaker is printed {_times(loss.voice)} already"
    if loss.source:
        yield f"-{SOURCE_AGAIN * loss.source:.2f} as its source is printed {_times(loss.source)} already"
    if loss.again:
        yield f"-{SAID_AGAIN * loss.again:.2f} as much of it is said already"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _weighed(one: Considered) -> Weighed:
    if not isinstance(one.came, Weighed):
        raise TypeError(f"{one.id} was not weighed")
    return one.came
