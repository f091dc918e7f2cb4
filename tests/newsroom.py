"""A small project that lives from week to week: documents come, are corrected and withdrawn, briefs are edited."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from briefgen.build import Outcome, Status, build_briefs
from briefgen.compare import Wish
from briefgen.paths import Project

THEMES = """\
libya:
  title: Libya
  definition: What anybody says about Libya.
  rules:
    - name: named
      any: [Libya*]
"""
BRIEF: dict[str, Any] = {
    "title": "Talks with Libya",
    "themes": ["libya"],
    "schedule": {"every": "week"},
    "sections": ["changes", "quotes", "figures", "timeline", "disagreements", "limits"],
    "output": ["json", "markdown"],
    "check": {"single_source": "off", "stale_after": "off"},
}


class Newsroom:
    """A project in a folder, with one brief called `libya`."""

    def __init__(self, root: Path) -> None:
        (root / "seeds").mkdir(parents=True)
        (root / "briefs").mkdir()
        (root / "seeds" / "themes.yaml").write_text(THEMES)
        self.project = Project.at(root)
        self.home = root / "output" / "libya"
        self.edit()

    def edit(self, **keys: object) -> None:
        """The brief with some keys written anew."""
        brief = BRIEF | keys
        # JSON is YAML, and has no anchors for what stands there twice.
        (self.project.briefs / "libya.yaml").write_text(json.dumps(brief, indent=1))

    def enter(self, document: str, text: str, **sidecar: object) -> None:
        """A document and what is known of it, in the place of an earlier version."""
        path = self.project.seeds / f"{document}.txt"
        path.write_text(text)
        known = {"id": document, "sha256": hashlib.sha256(text.encode()).hexdigest(), **sidecar}
        path.with_suffix(".yaml").write_text(yaml.safe_dump(known, sort_keys=False))

    def withdraw(self, document: str) -> None:
        for suffix in (".txt", ".yaml"):
            (self.project.seeds / f"{document}{suffix}").unlink()

    def build(self, day: date, **options: Any) -> Outcome:
        (outcome,) = build_briefs(self.project, ["libya"], as_of=day, **options)
        assert outcome.status in (Status.BUILT, Status.UNCHANGED), [str(p) for p in outcome.problems]
        return outcome

    def changes(self, day: date, against: Wish = None) -> list[str]:
        """What the edition of a day tells of changes, each in a line: `gone withdrawn: "We must talk"`."""
        record = self.record(self.build(day, against=against))
        return [_told(item) for item in record["changes"]["items"]]

    def record(self, outcome: Outcome) -> dict[str, Any]:
        assert outcome.folder is not None
        record: dict[str, Any] = json.loads((outcome.folder / "libya.json").read_bytes())
        return record

    def told(self, outcome: Outcome) -> str:
        """The Markdown of the section that tells changes."""
        assert outcome.folder is not None
        text = (outcome.folder / "libya.md").read_text()
        return text.partition("## What has changed\n\n")[2].partition("\n## ")[0].strip()


def _told(item: dict[str, Any]) -> str:
    claim = item["after"] or item["before"]
    kinds = [item["kind"], *item["also"], *item["revised"], *([item["why"]] if item["why"] else [])]
    return f"{' '.join(kinds)}: {claim['type']} {claim['document']}"
