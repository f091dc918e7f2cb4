"""JSON Schema 2020-12 of pydantic models, for YAML as editors read it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema
from pydantic_core import core_schema

from briefgen.fields import SCALAR

Schema = dict[str, Any]


class _Generator(GenerateJsonSchema):
    """Without titles made from keys, and with defaults only where they can be written in YAML."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        made: Schema = self.generate_inner(schema["schema"])
        match schema.get("default"):
            case bool() | int() | float() | str() as value:
                return {**made, "default": value.value if hasattr(value, "value") else value}
            case tuple() as values if values and all(isinstance(value, str) for value in values):
                return {**made, "default": list(values)}
        return made

    def str_schema(self, schema: core_schema.StringSchema) -> Schema:
        return {**super().str_schema(schema), "type": SCALAR}

    def float_schema(self, schema: core_schema.FloatSchema) -> Schema:
        return {**super().float_schema(schema), "type": ["number", "string"], "pattern": "^[ 0-9.eE+-]+$"}


def schemas_of(*models: type[BaseModel]) -> dict[str, Schema]:
    """Each model, and those that it is made of, by name."""
    _, made = models_json_schema([(model, "validation") for model in models], schema_generator=_Generator)
    definitions: dict[str, Schema] = made["$defs"]
    for one in definitions.values():
        one.pop("title", None)
        one.pop("description", None)  # of the class: for those who read the code
    return definitions
