"""`text`: the editor's own Markdown, with citations."""

from __future__ import annotations

from briefgen.fields import Prose
from briefgen.places import Locator
from briefgen.sections.kind import Context, Kind, Made, Options
from briefgen.sections.prose import read_prose


class TextOptions(Options):
    body: Prose


def _select(options: TextOptions, locator: Locator, context: Context) -> Made:
    prose = read_prose(options.body, locator, ("body",), context)
    return Made(prose.blocks, prose.evidence, prose.taken, prose.problems)


KIND = Kind("text", TextOptions, select=_select)
