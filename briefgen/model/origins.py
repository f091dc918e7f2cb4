"""Where a claim comes from: claims count by origin, not by file.

Two reports of one interview are one origin, and so are a letter and its annex.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefgen.model.text import Source


def origin(source: Source, venue: str | None, sources: Mapping[str, Source]) -> str:
    """What a claim goes back to: the outlet or occasion where it was made, else the whole document.

    `venue` is that of the claim; a document that repeats another outlet's words names it for all of them.
    """
    if said := venue or source.venue:
        return f"venue {said.casefold()}"
    seen = [source.id]
    while source.part_of and source.part_of not in seen:
        seen.append(source.part_of)
        if source.part_of not in sources:
            break
        source = sources[source.part_of]
    return f"document {seen[-1]}"


def count_origins(claims: Iterable[tuple[Source, str | None]], sources: Mapping[str, Source]) -> int:
    """How many origins some reports of one claim have."""
    return len({origin(source, venue, sources) for source, venue in claims})
