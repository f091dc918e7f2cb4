"""JSON that is safe to print."""

from __future__ import annotations

import json

from briefgen.places.visible import CONTROLS


def to_json(value: object, *, indent: int | None = None) -> str:
    """JSON with the letters of every language as they are, and control characters as `\\u001b`."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
