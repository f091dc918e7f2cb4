"""The kinds of section: one file each, and one line in `KINDS`."""

from __future__ import annotations

from typing import Any

from briefgen.sections import (
    actors,
    changes,
    disagreements,
    figures,
    key_points,
    limits,
    method,
    quotes,
    sources,
    text,
    timeline,
)
from briefgen.sections.assemble import Assembled, assemble
from briefgen.sections.kind import Kind, Options, Wanted

KINDS: dict[str, Kind[Any]] = {
    kind.name: kind
    for kind in (
        changes.KIND,
        key_points.KIND,
        text.KIND,
        quotes.KIND,
        figures.KIND,
        timeline.KIND,
        actors.KIND,
        disagreements.KIND,
        limits.KIND,
        sources.KIND,
        method.KIND,
    )
}

__all__ = ["KINDS", "Assembled", "Kind", "Options", "Wanted", "assemble"]
