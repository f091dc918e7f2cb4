"""Changes from one edition to another, as JSON: each claim by the ids of its evidence."""

from __future__ import annotations

from typing import Any

from briefgen.model.edition import Against, Change, Changes, Claim


def changes_as_json(changes: Changes, *, with_words: bool = False) -> dict[str, Any]:
    """`with_words` adds what each claim says, for readers who have no edition at hand."""
    against = changes.against
    is_compared = isinstance(against, Against)
    return {
        "against": _against(against) if isinstance(against, Against) else None,
        "none_because": None if is_compared else str(against),
        "new_sources": list(changes.new_sources),
        "unchanged": changes.unchanged,
        "items": [_change(change, with_words) for change in changes.items],
    }


def _against(against: Against) -> dict[str, Any]:
    return {"edition": against.edition, "as_of": against.as_of.isoformat(), "sha256": against.sha256}


def _change(change: Change, with_words: bool) -> dict[str, Any]:
    return {
        "kind": str(change.kind),
        "also": [str(kind) for kind in change.also],
        "revised": [str(respect) for respect in change.revised],
        "why": str(change.why) if change.why else None,
        "before": _claim(change.before, with_words),
        "after": _claim(change.after, with_words),
        "opponents": [claim.main.id for claim in change.opponents],
    }


def _claim(claim: Claim | None, with_words: bool) -> dict[str, Any] | None:
    if claim is None:
        return None
    said: dict[str, Any] = {"text": claim.main.printed_text} if with_words else {}
    return said | {
        "evidence": claim.main.id,
        "type": claim.main.type.value,
        "document": claim.main.cited.document,
        "reports": [report.id for report in claim.reports],
        "origins": claim.origins,
    }
