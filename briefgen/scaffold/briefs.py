"""The text of a new brief: its keys in the order in which an editor decides on them, each with a comment."""

from __future__ import annotations

import json
from collections.abc import Sequence

_BRIEF = """\
# yaml-language-server: $schema=../schemas/brief.json
title: {title}
# standfirst: >-              # the sentences under the title
#   What a reader should know before the first line.
kind: briefing                # or at-a-glance (one page), dossier (any length)
themes: [{themes}]
# period: {{last: 12 months}}   # which documents, by their date; or {{since: 2026-01, until: 2026-06}}
# schedule: {{every: week, on: monday, at: "06:00", timezone: Europe/Brussels}}   # for `briefgen run-due`

sections:                     # in the order of printing
  - key-points: {{max: 5}}      # sentences of the documents; `points:` are your own, each with its [@ID]
  - changes                   # what is new since the last edition
  # - text:
  #     title: Background
  #     body: |
  #       Your own prose, each sentence with its source [@ID]. What stands in quotation marks, and every
  #       number, is compared with that source [@ID].
  - quotes:
      max: 8
      per_speaker: 2
      # pin:                  # printed in any case: some of the words, as they stand in the document
      #   - {{document: ID, exact: some of the words}}
      # drop:                 # never printed
      #   - {{document: ID, exact: other words}}
  - figures: {{max: 8}}         # `chart: auto` draws those that may be compared
  - timeline
  - disagreements
  - actors
  - limits
  - sources
  - method

# output: [markdown, html, pdf, json]                    # also docx and mail
# check: {{single_source: warn, stale_after: 180 days}}    # what you are warned of
"""


def brief_text(title: str, themes: Sequence[str]) -> str:
    """A brief on some themes of the codebook."""
    return _BRIEF.format(title=json.dumps(title, ensure_ascii=False), themes=", ".join(themes))


def title_of(name: str) -> str:
    """A title to begin with, from the name of a brief or the id of a theme: `shore-power`, Shore power."""
    words = " ".join(name.replace("_", "-").split("-")).strip()
    return words[:1].upper() + words[1:]
