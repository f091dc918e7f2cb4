"""What models say in code and not in types: which keys go together, what lists hold; and words for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefgen.corpus.description import CSL_TYPES
from briefgen.fields import SCALAR
from briefgen.schema.words import DESCRIPTIONS
from briefgen.spec.models import DEFAULT_OUTPUTS, MAX_ITEMS, OUTPUTS
from briefgen.spec.parts import KIND_WITH_PARTS, PART
from briefgen.spec.values import LATEST_DAY, WEEKDAYS

_TEXT = {"type": SCALAR}
_SHA256 = {"type": "string", "pattern": "^[0-9a-fA-F]{64}$"}
_DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_SEVERAL = {"type": "array", "minItems": 1, "maxItems": MAX_ITEMS, "uniqueItems": True}


def _items(name: str, *others: Any) -> dict[str, Any]:
    item = {"$ref": f"#/$defs/{name}"}
    return {"type": ["array", "null"], "items": {"anyOf": [item, *others]} if others else item}


# Of a model, keys whose type does not tell what may stand there.
_KEYS: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "BriefModel": {
        "themes": {**_SEVERAL, "items": {"type": SCALAR}},
        "output": {**_SEVERAL, "items": {"enum": list(OUTPUTS)}, "default": list(DEFAULT_OUTPUTS)},
    },
    "ScheduleModel": {
        "on": {"enum": [*WEEKDAYS, *range(1, LATEST_DAY + 1), *map(str, range(1, LATEST_DAY + 1)), None]}
    },
    "Between": {"between": {"minItems": 2, "maxItems": 2}},
    "FigurePin": {"measure": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "maxItems": 2}]}},
    "FiguresOptions": {"columns": {"uniqueItems": True, "contains": {"const": "value"}}},
    "Description": {
        "sha256": {"anyOf": [_SHA256, {"type": "null"}]},
        "author": {"anyOf": [{"type": "array", "items": _TEXT}, _TEXT, {"type": "null"}]},
        "issued": {
            "type": ["string", "integer", "null"],
            "examples": ["2023-12", "2025-10/2025-12", "2025~"],
        },
        "type": {"enum": [*sorted(CSL_TYPES), None]},
        "added": {"anyOf": [_DAY, {"type": "null"}]},
        "furniture": _items("Debris", _TEXT),
        "corrections": _items("Corrected"),
        "tags": _items("Decided"),
        "untag": _items("Decided"),
    },
    "Original": {"sha256": _SHA256},
}
_REPLACED = {
    ("FigurePin", "measure"),
    ("Description", "author"),
    ("Description", "type"),
    ("ScheduleModel", "on"),
}


def _when(key: str, values: list[str], then: dict[str, Any]) -> dict[str, Any]:
    """A condition on the value of a key, which must stand there."""
    return {"if": {"properties": {key: {"enum": values}}, "required": [key]}, "then": then}


def _has(*keys: str) -> dict[str, Any]:
    """A condition: these keys say something. An empty value says nothing."""
    return {"required": list(keys), "properties": {key: {"not": {"type": "null"}} for key in keys}}


def _not(*keys: str) -> dict[str, Any]:
    return {"not": {"anyOf": [_has(key) for key in keys]}}


_DAY_OF_MONTH = {"enum": [*range(1, LATEST_DAY + 1), *map(str, range(1, LATEST_DAY + 1)), None]}
# Of a model as a whole.
_TOGETHER: Mapping[str, Mapping[str, Any]] = {
    "BriefModel": {
        "if": {"not": {"properties": {"kind": {"const": KIND_WITH_PARTS}}, "required": ["kind"]}},
        "then": {
            "properties": {"sections": {"items": {"not": {"type": "object", "required": [PART]}}}},
        },
    },
    "PeriodModel": {
        "oneOf": [
            {**_has("last"), **_not("since", "until")},
            {"anyOf": [_has("since"), _has("until")], **_not("last")},
        ]
    },
    "ScheduleModel": {
        "allOf": [
            _when("every", ["day", "weekday"], {"properties": {"on": {"type": "null"}}}),
            _when("every", ["week"], {"properties": {"on": {"enum": [*WEEKDAYS, None]}}}),
            _when("every", ["month"], {"properties": {"on": _DAY_OF_MONTH}}),
        ]
    },
    "RuleForm": {"anyOf": [_has("any"), _has("all"), _has("under")]},
    "RoleForm": {
        "allOf": [
            {"anyOf": [_has("document", "basis"), _not("document", "basis")]},
            {"if": {"anyOf": [_has("since"), _has("until")]}, "then": _has("outside")},
        ],
        "anyOf": [_has("basis"), _has("outside")],
    },
    "Debris": {"oneOf": [{**_has("exact"), **_not("from", "to")}, {**_has("from", "to"), **_not("exact")}]},
}


def completed(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a model with all that is known of it beside its types."""
    for key, known in _KEYS.get(name, {}).items():
        written = {} if (name, key) in _REPLACED else schema["properties"][key]
        schema["properties"][key] = {**written, **known}
    for key, told in DESCRIPTIONS.get(name, {}).items():
        if key in schema.get("properties", {}):
            schema["properties"][key] = {"description": told, **schema["properties"][key]}
    return {**schema, **_TOGETHER.get(name, {})}
