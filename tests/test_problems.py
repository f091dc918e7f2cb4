"""Ten briefs written in a hurry, and every message that their editor reads: one run names all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.model.brief import Vocabulary
from briefgen.spec.load import load_brief

KNOWN = Vocabulary(
    frozenset({"libya-engagement", "returns", "russian-hybrid-threat"}),
    frozenset({"ec-news-blog-2021-06-06"}),
)

WRONG_SPELLING = """\
Title: EU engagement with Libya
thmes: [libya-engagement]
sections:
  - qoutes: {maximum: 8, per_speeker: 2}
  - timline
"""

WRONG_VALUES = """\
title: Returns
themes: [returns]
kind: breefing
sections:
  - key-points: {max: five}
  - quotes: {max: 1_000, per_speaker: 0, kinds: [indirect]}
  - figures: {columns: [measure, worth]}
output: pdf
"""

UNQUOTED_COLON = """\
title: Libya: the deal
themes: [libya-engagement]
sections: [quotes]
"""

OPEN_QUOTATION = """\
title: "EU engagement with Libya
themes: [libya-engagement]
sections: [quotes]
"""

TAB = """\
title: Returns
themes: [returns]
sections:
  - quotes:
\t  max: 5
"""

WRONG_INDENTATION = """\
title: Returns
themes: [returns]
sections:
  - quotes:
    title: What they said
    max: 5
  - text:
    body: In June.
"""

TWICE = """\
title: Returns
themes: [returns, returns]
period:
  since: 2021-01-01
  since: 2022-01-01
title: Return and readmission
sections: [quotes]
"""

DATES = """\
title: Returns
themes: [returns]
period: {since: 2023-02-30, until: next year}
schedule: {every: week, on: 1, at: 6.30, timezone: Brussels}
sections: [quotes]
check: {stale_after: half a year}
"""

PASTED = """\
title: "Returns\u202e and readmission"
themes: [NO, returns]
standfirst: |
  One line.
  Another\u200f line.
sections:
  - text: {title: "A\\tB", body: "x"}
  - quotes: {pin: [{dokument: ec-news-blog-2021-06-06, exact: "a top priority"}]}
"""

LATER = """\
title: Returns
themes: [returns]
sections:
  - chnges
  - quotes
  - [sources]
colour: blue
"""

KNOWN_THEMES = "known: libya-engagement, returns, russian-hybrid-threat"

CASES = [
    (WRONG_SPELLING, [
        "1:1: unknown key 'Title' (did you mean 'title'?)",
        "2:1: unknown key 'thmes' (did you mean 'themes'?)",
        "4:5: unknown section kind 'qoutes' (did you mean 'quotes'?)",
        "5:5: unknown section kind 'timline' (did you mean 'timeline'?)",
    ]),
    (WRONG_VALUES, [
        "3:7: 'breefing' is not one of at-a-glance, briefing, dossier",
        "5:23: 'five' is not a whole number",
        "6:19: '1_000' is not a whole number",
        "6:39: '0' is not between 1 and 200",
        "6:50: 'indirect' is not one of direct, partial, statement",
        "7:34: 'worth' is not one of measure, value, period, place, source",
        "8:9: expected a list, found 'pdf' (write it as '- item' lines or in [ ])",
    ]),
    (UNQUOTED_COLON, ["1:13: a colon and a space inside an unquoted text (put the text in quotation marks)"]),
    (OPEN_QUOTATION, ["1:8: a quotation mark that opens here is never closed (close it at the end of the text)"]),
    (TAB, ["5:1: a tab indents this line: use spaces"]),
    (WRONG_INDENTATION, [
        "5:5: 'title' stands beside 'quotes', not in it"
        " (indent it under 'quotes', or begin a new section with '- ')",
        "8:5: 'body' stands beside 'text', not in it (indent it under 'text', or begin a new section with '- ')",
    ]),
    (TWICE, [
        "5:3: duplicate key 'since' (first on line 4: keep one)",
        "6:1: duplicate key 'title' (first on line 1: keep one)",
    ]),
    (DATES, [
        "3:17: '2023-02-30' is not a date (write 2023, 2023-12 or 2023-12-17)",
        "3:36: 'next year' is not a date (write 2023, 2023-12 or 2023-12-17)",
        "4:36: '6.30' is not a time of day (write hours and minutes: \"06:00\")",
        "4:52: 'Brussels' is not a time zone (did you mean 'Europe/Brussels'?)",
        "6:22: 'half a year' is not a length of time (write 180 days, 8 weeks or 12 months)",
    ]),
    (PASTED, [
        "1:16: the text holds a control character (U+202E) (remove it)",
        f"2:10: unknown theme 'NO' ({KNOWN_THEMES})",
        "5:10: the text holds a control character (U+200F) (remove it)",
        "7:19: the text has a line break or a tab (write it on one line)",
        "8:21: unknown key 'dokument' (did you mean 'document'?)",
    ]),
    (LATER, [
        "4:5: unknown section kind 'chnges' (did you mean 'changes'?)",
        "6:5: expected a section, found a list (write '- quotes')",
        "7:1: unknown key 'colour' (known: check, contact, kind, language, look, marking, notify, output, paper,"
        " period, publisher, schedule, sections, series, standfirst, themes, title, when_unchanged)",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_every_problem_of_a_brief_is_placed_and_said_in_one_run(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    path = tmp_path / "briefs" / "hurry.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    problems = load_brief(path, KNOWN).problems
    assert [str(problem) for problem in problems] == [f"briefs/hurry.yaml:{line}" for line in expected]
