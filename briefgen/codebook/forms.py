"""What a codebook and a list of actors look like in YAML."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_TERM_SCHEMA = {"type": ["string", "number", "boolean"]}  # how an editor's YAML mode may see a text
_TERMS_SCHEMA = {"anyOf": [{"type": "array", "items": _TERM_SCHEMA}, _TERM_SCHEMA]}
Terms = Annotated[list[str], BeforeValidator(_one_or_many), WithJsonSchema(_TERMS_SCHEMA)]


class RuleForm(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    any: Terms | None = None
    all: list[Terms] | None = None
    unless: Terms = Field(default_factory=list)
    under: Terms | None = None
    document: Terms | None = None
    share: float | None = Field(default=None, gt=0, le=1)
    within: str = "sentence"
    strength: float = Field(default=1.0, gt=0, le=1)


class ThemeForm(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str
    definition: str
    include: Terms = Field(default_factory=list)
    exclude: Terms = Field(default_factory=list)
    ignore: Terms = Field(default_factory=list)
    rules: list[RuleForm] = Field(min_length=1)


class CodebookForm(BaseModel):
    """The whole file: theme ids are its keys, besides `lists`."""

    model_config = ConfigDict(extra="allow")

    lists: dict[str, Terms] = Field(default_factory=dict)


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _day(value: object) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("expected a day such as 2024-12-01; leave the key out where the day is not known")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"there is no day {value}") from None


_DAY_SCHEMA = {"type": "string", "pattern": f"^{_DAY.pattern}$", "examples": ["2024-12-01"]}
Day = Annotated[date, PlainValidator(_day), WithJsonSchema(_DAY_SCHEMA)]


class RoleForm(BaseModel):
    """An office, with what shows it: words of a document, or how it is known from outside."""

    model_config = ConfigDict(extra="forbid")

    title: str
    since: Day | None = None
    until: Day | None = None
    document: str | None = None
    basis: str | None = None
    outside: str | None = None

    @model_validator(mode="after")
    def _is_shown(self) -> RoleForm:
        if (self.document is None) != (self.basis is None):
            raise ValueError(
                "'document' and 'basis' belong together: the id, and its words that name the role"
            )
        if self.basis is None and self.outside is None:
            raise ValueError(
                "nothing shows this role: add 'document' and 'basis', or 'outside' and how it is known"
            )
        if (self.since or self.until) and self.outside is None:
            raise ValueError("nothing shows the dates: add 'outside' and how they are known")
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"ends on {self.until}, before it begins on {self.since}")
        return self


class ActorForm(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1)
    kind: Literal["person", "organisation"] = "person"
    aliases: Terms = Field(default_factory=list)
    roles: list[RoleForm] = Field(default_factory=list)


class ActorsForm(BaseModel):
    """The whole file: actor ids are its keys."""

    model_config = ConfigDict(extra="allow")
