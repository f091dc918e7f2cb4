"""Fitting data to a pydantic model: every fault placed and in plain words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from briefgen.errors import InputError, Place, Problem
from briefgen.places.visible import shown, visible
from briefgen.places.written import Path, Yaml

if TYPE_CHECKING:  # pydantic costs a tenth of a second: only those who fit pay for it
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails, PydanticCustomError

M = TypeVar("M", bound="BaseModel")


def fit(yaml: Yaml, model: type[M], *, at: Path = ()) -> M:
    """The value at `at` as `model`. Raises InputError with every fault, each at its place.

    Keys that begin with `x-` are the user's own and are left out, wherever they stand.
    """
    return fit_value(yaml, yaml.at(at), model, at=at)


def fit_value(yaml: Yaml, value: Any, model: type[M], *, at: Path = ()) -> M:
    """`value` as `model`, its faults placed as if it stood at `at`: `{}` where a file leaves options out."""
    from pydantic import ValidationError

    value = without_own_keys(value)
    if value is None and not at:
        raise InputError([Problem("the file is empty", Place(yaml.file, 1, 1), _needed(model))])
    if not isinstance(value, dict):
        # A whole file that is one text may be anything, a password file too: it is not repeated.
        found = shown(value) if at or not isinstance(value, str) else "a text"
        message = f"expected 'key: value' lines, found {found}"
        raise InputError([Problem(message, yaml.place(*at), _needed(model))])
    try:
        return model.model_validate(value)
    except ValidationError as error:
        details = _without_misspelt(model, error.errors(include_url=False))
        problems = dict.fromkeys(_problem(yaml, model, at, detail) for detail in details)
        raise InputError(sorted(problems, key=in_reading_order)) from None


def as_problem(yaml: Yaml, path: Path, fault: PydanticCustomError) -> Problem:
    """A fault of `briefgen.fields` in the value at `path`."""
    context = fault.context or {}
    return Problem(fault.message(), yaml.place(*path, offset=context.get("offset")), context.get("hint"))


def without_own_keys(value: Any) -> Any:
    """The value without the keys that begin with `x-`."""
    match value:
        case dict():
            return {key: without_own_keys(v) for key, v in value.items() if not key.startswith("x-")}
        case list():
            return [without_own_keys(item) for item in value]
    return value


def did_you_mean(word: str, known: list[str]) -> str:
    """The hint for an unknown word: the nearest known one, or all of them."""
    if near := _nearest(word, known):
        return f"did you mean '{near}'?"
    return f"known: {', '.join(sorted(known))}" if known else "none is known"


def _nearest(word: str, known: Iterable[str]) -> str | None:
    simple = "".join(char for char in word.casefold() if char.isalnum() or char in "-_")
    by_case = {name.casefold(): name for name in sorted(known)}
    near = difflib.get_close_matches(simple, by_case, n=1, cutoff=0.6)
    return by_case[near[0]] if near else None


def in_reading_order(problem: Problem) -> tuple[int, int, str]:
    """Sorts problems as they stand in their file."""
    place = problem.place
    return ((place.line or 0), (place.column or 0), problem.message) if place else (0, 0, problem.message)


def _needed(model: type[BaseModel]) -> str | None:
    names = [field.alias or name for name, field in model.model_fields.items() if field.is_required()]
    return f"write {', '.join(f'{name}: …' for name in names)}" if names else None


def _without_misspelt(model: type[BaseModel], details: list[ErrorDetails]) -> list[ErrorDetails]:
    """The faults without keys that are missing only because they are misspelt."""
    misspelt = {
        (detail["loc"][:-1], _nearest(str(detail["loc"][-1]), _known_keys(model, detail["loc"][:-1])))
        for detail in details
        if detail["type"] == "extra_forbidden"
    }
    return [
        detail
        for detail in details
        if detail["type"] != "missing" or (detail["loc"][:-1], detail["loc"][-1]) not in misspelt
    ]


def _problem(yaml: Yaml, model: type[BaseModel], at: Path, detail: ErrorDetails) -> Problem:
    context = detail.get("ctx", {})
    blamed = (context["key"],) if "key" in context else ()
    loc = _existing(yaml, at, (*detail["loc"], *blamed))
    key = shown(str(detail["loc"][-1])) if detail["loc"] else "it"
    match detail["type"]:
        case "missing":
            return Problem(f"{key} is missing", yaml.place(*loc) if loc else Place(yaml.file, 1, 1))
        case "extra_forbidden":
            known = list(_known_keys(model, detail["loc"][:-1]))
            meant = did_you_mean(str(detail["loc"][-1]), known)
            return Problem(f"unknown key {key}", yaml.key_place(*loc), meant)
    message, hint = _plain(detail)
    return Problem(message, yaml.place(*loc, offset=context.get("offset")), hint)


def _plain(detail: ErrorDetails) -> tuple[str, str | None]:
    """(message, hint) of one of pydantic's faults."""
    found, context = shown(detail["input"]), detail.get("ctx", {})
    match detail["type"]:
        case "string_type":
            return f"expected a text, found {found}", None
        case "list_type" | "tuple_type" | "set_type":
            return f"expected a list, found {found}", "write it as '- item' lines or in [ ]"
        case "dict_type" | "model_type" | "model_attributes_type" | "mapping_type":
            return f"expected 'key: value', found {found}", None
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return f"{found} is not a whole number", None
        case "bool_parsing" | "bool_type":
            return f"{found} is neither true nor false", None
        case "greater_than_equal" | "greater_than":
            return f"{found} is too small", f"at least {context.get('ge', context.get('gt'))}"
        case "less_than_equal" | "less_than":
            return f"{found} is too large", f"at most {context.get('le', context.get('lt'))}"
        case "literal_error" | "enum":
            return f"{found} is not one of {_choices(str(context.get('expected', '')))}", None
        case "string_too_long":
            return f"the text is longer than {context['max_length']} characters", "shorten it"
        case "too_short" | "string_too_short":
            return "it is empty", None
        case "too_long":
            return f"more than {context['max_length']} items", None
        case "value_error":
            return visible(str(context["error"])), None
    hint = context.get("hint")
    return visible(detail["msg"]), str(hint) if hint else None


def _choices(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")


def _existing(yaml: Yaml, at: Path, loc: tuple[str | int, ...]) -> Path:
    """pydantic's location as a path into the file: it also names branches of unions, which are no keys."""
    path = at
    for step in loc:
        if (*path, step) in yaml.values:
            path = (*path, step)
    return path


def _known_keys(model: type[BaseModel], loc: tuple[str | int, ...]) -> Iterator[str]:
    """The keys that the model beneath `loc` takes."""
    models = [model]
    for step in loc:
        if isinstance(step, int):
            continue  # an item of a list: its model was found with the list
        for known in models:
            field = next((f for n, f in known.model_fields.items() if step in (n, f.alias)), None)
            if field is not None:
                models = list(_models_in(field.annotation)) or models
                break
    for known in models:
        for name, field in known.model_fields.items():
            yield field.alias or name


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models in an annotation such as `tuple[Pin, ...] | None`."""
    from pydantic import BaseModel

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
