"""JSON Schemas of the YAML files, made from the models that read them: editors complete and check by them.

Whatever a schema refuses, the loader refuses as well. The loader knows more: which themes and documents there
are, whether words stand in a source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping

from pydantic import BaseModel

from briefgen.codebook.forms import ActorForm, ActorsForm, CodebookForm, ThemeForm
from briefgen.corpus.description import Corrected, Debris, Decided, Description
from briefgen.schema.generate import Schema, schemas_of
from briefgen.schema.rules import completed
from briefgen.sections import KINDS
from briefgen.spec.models import BriefModel
from briefgen.spec.parts import PART, PartModel
from briefgen.spec.project import SettingsModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"
OWN_KEYS = "^x-"  # the user's: the program leaves them alone


def _brief() -> Schema:
    options = {name: kind.options for name, kind in KINDS.items()}
    whole = _document(BriefModel, *options.values(), PartModel)
    items = {name: _of_kind(model) for name, model in options.items()}
    items[PART] = whole["$defs"]["PartModel"]["properties"]["part"]
    alone = [name for name, model in options.items() if not _required(model)]
    whole["$defs"].pop("PartModel")
    whole["properties"]["sections"] |= {
        "type": "array",
        "minItems": 1,
        "maxItems": 50,
        "items": {
            "anyOf": [
                {"enum": alone},
                {
                    "type": "object",
                    "properties": items,
                    "patternProperties": {OWN_KEYS: {}},
                    "additionalProperties": False,
                    "oneOf": [{"required": [name]} for name in items],
                },
            ]
        },
    }
    return whole


def _of_kind(model: type[BaseModel]) -> Schema:
    """What stands behind the name of a kind; nothing will do where no option is required."""
    options = {"$ref": f"#/$defs/{model.__name__}"}
    return options if _required(model) else {"anyOf": [options, {"type": "null"}]}


def _required(model: type[BaseModel]) -> bool:
    return any(field.is_required() for field in model.model_fields.values())


def _themes() -> Schema:
    whole = _document(CodebookForm, ThemeForm)
    whole["additionalProperties"] = {"$ref": "#/$defs/ThemeForm"}
    whole["propertyNames"] = {"pattern": "^(?:x-.*|[a-z0-9][a-z0-9_-]*)$"}
    return whole


def _actors() -> Schema:
    whole = _document(ActorsForm, ActorForm)
    whole["additionalProperties"] = {"$ref": "#/$defs/ActorForm"}
    whole["propertyNames"] = {"pattern": "^(?:x-.*|[a-z0-9][a-z0-9_-]*)$"}
    return whole | {"type": ["object", "null"]}


def _sidecar() -> Schema:
    return _document(Description, Debris, Corrected, Decided)


def _project() -> Schema:
    return _document(SettingsModel) | {"type": ["object", "null"]}


SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "brief": _brief,
    "themes": _themes,
    "actors": _actors,
    "sidecar": _sidecar,
    "project": _project,
}
_TITLES = {
    "brief": "A brief of briefgen: briefs/NAME.yaml",
    "themes": "The codebook of briefgen: seeds/themes.yaml",
    "actors": "People and organisations of briefgen: seeds/actors.yaml",
    "sidecar": "A sidecar of briefgen: what is known about a document",
    "project": "The settings of a project of briefgen: briefgen.yaml",
}


def schema_of(name: str) -> Schema:
    """The schema of a file; KeyError for a name that is not in SCHEMAS."""
    made = SCHEMAS[name]()
    used = _used(made)
    definitions = {name: one for name, one in sorted(made.pop("$defs").items()) if name in used}
    return {"$schema": DIALECT, "title": _TITLES[name], **made, "$defs": definitions}


def _used(schema: Schema) -> set[str]:
    """The definitions that a schema leads to."""
    definitions = schema["$defs"]
    used: set[str] = set()
    ahead: Iterable[str] = _references({key: value for key, value in schema.items() if key != "$defs"})
    while ahead := set(ahead) - used:
        used |= ahead
        ahead = {name for one in ahead for name in _references(definitions[one])}
    return used


def _references(schema: Schema) -> list[str]:
    return re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema))


def _document(root: type[BaseModel], *others: type[BaseModel]) -> Schema:
    """The schema of a file whose top level is `root`, with the others among its definitions."""
    definitions = {name: completed(name, made) for name, made in schemas_of(root, *others).items()}
    for made in definitions.values():
        if made.get("type") == "object" and "properties" in made:
            made["patternProperties"] = {OWN_KEYS: {}}
    top = definitions.pop(root.__name__)
    return {**top, "$defs": definitions}
