"""What an edition must print and tell, worked out from the model of the play and from nothing else."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from play_corpus import World


@dataclass(frozen=True)
class Printed:
    """What one edition prints: claims with the documents that report them, and what it knew and was asked."""

    claims: dict[str, frozenset[str]]
    values: dict[str, int]  # of the figures among them
    known: frozenset[str]  # documents in the corpus on its day
    looks: tuple[object, ...]  # title, language, and what the cited documents are called and say

    @property
    def cited(self) -> frozenset[str]:
        return frozenset().union(*self.claims.values())


def months_before(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 - months
    return date(month // 12, month % 12 + 1, day.day)


def eligible(world: World, day: date) -> dict[str, frozenset[str]]:
    """Every claim that the brief could print, whatever its length."""
    since = months_before(day, world.months) if world.months else date.min
    claims: dict[str, frozenset[str]] = {}
    for paper in world.papers.values():
        if not since <= paper.issued <= day or paper.added > day:
            continue
        for key in paper.on_theme() - world.dropped:
            if key.split()[0] + "s" in world.kinds:
                claims[key] = claims.get(key, frozenset()) | {paper.id}
    return claims


def printed(world: World, day: date, quotes: AbstractSet[str]) -> Printed:
    """The edition of a day. Where fewer quotations than there are were asked for, `quotes` says which it took."""
    claims = eligible(world, day)
    there = {key for key in claims if key.startswith("quote")}
    assert len(quotes) == min(world.most, len(there)), "as many as were asked for"
    assert quotes <= there and world.pinned & there <= quotes
    claims = {key: claims[key] for key in claims if key in quotes or key.startswith("figure")}
    papers = {id_: paper for id_, paper in world.papers.items() if paper.added <= day}
    cited = frozenset().union(*claims.values())
    return Printed(
        claims,
        {key: papers[f"report-{_number(key):02}"].value for key in claims if key.startswith("figure")},
        frozenset(papers),
        (
            world.brief.get("title"),
            world.brief.get("language"),
            frozenset((papers[id_].title, papers[id_].text) for id_ in cited),
        ),
    )


def changes(world: World, before: Printed, after: Printed, day: date) -> list[str]:
    """What must be told, each in a line: `gone withdrawn: quote 7`."""
    new = after.claims.keys() - before.claims.keys()
    lines = [f"new: {key}" for key in new]
    for key in after.claims.keys() & before.claims.keys():
        respects = ["value"] if before.values.get(key) != after.values.get(key) else []
        # Of equal reports the one that is first by its id is cited with the words.
        respects += ["source"] if min(before.claims[key]) != min(after.claims[key]) else []
        kinds = ["revised"] if respects else []
        match len(before.claims[key]), len(after.claims[key]):
            case 1, 2:
                kinds.append("second-sourced")
            case 2, 1:
                kinds.append("single-sourced")
        if kinds:
            lines.append(f"{' '.join([*kinds, *respects])}: {key}")
    lines += [
        f"gone {_why(world, key, new, day)}: {key}" for key in before.claims.keys() - after.claims.keys()
    ]
    return sorted(lines)


def _why(world: World, key: str, new: AbstractSet[str], day: date) -> str:
    paper = world.papers.get(f"report-{_number(key):02}")
    if paper is None:
        return "withdrawn"
    if key not in paper.claims:
        return "corrected"
    if key in world.dropped:
        return "dropped"
    if world.months and paper.issued < months_before(day, world.months):
        return "out-of-period"
    if key in paper.untagged:
        return "untagged"
    if key.split()[0] + "s" not in world.kinds:
        return "section-gone"
    return "outranked" if any(key.split()[0] == other.split()[0] for other in new) else "edited"


def new_sources(before: Printed, after: Printed) -> set[str]:
    return set(after.cited - before.known - before.cited)


def _number(key: str) -> int:
    return int(key.split()[1])
