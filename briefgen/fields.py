"""Field types that the models of every YAML file share: how a written text becomes a value.

It stands low (above `places` and `model` only), so that corpus, codebook, sections and spec may use it.
All scalars arrive as texts (`places`), so nothing is guessed: `yes` is a flag only where a flag is asked for.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from briefgen.model.text import PartialDate, Period
from briefgen.model.wording import quotation_mark
from briefgen.places.visible import CONTROLS, code_point, shown

MAX_COUNT = 200  # of anything that a section prints
MAX_WORDS = 300  # characters of a title or a name
MAX_STANDFIRST = 600  # characters
MAX_PROSE = 20_000  # characters of one text of an editor


class Model(BaseModel):
    """What every model of a YAML file is: unknown keys are faults, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


def fault(
    message: str, hint: str | None = None, *, key: str | None = None, offset: int | None = None
) -> PydanticCustomError:
    """A fault that `fit` prints as it stands.

    `key` names the key of a model that is to blame, `offset` the character of a text.
    """
    context = {"message": message, "hint": hint, "key": key, "offset": offset}
    return PydanticCustomError("fault", "{message}", {k: v for k, v in context.items() if v is not None})


def control_fault(text: str) -> PydanticCustomError | None:
    """The fault of a text with a character that steers a terminal or turns the direction of writing."""
    control = CONTROLS.search(text)
    if control is None:
        return None
    message = f"the text holds a control character ({code_point(control[0])})"
    return fault(message, "remove it", offset=control.start())


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise fault(f"expected a text, found {shown(value)}")
    return value


def _whole_number(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value  # a default, or a model made in code
    if not isinstance(value, str) or not value.isascii() or not value.isdigit():
        raise fault(f"{shown(value)} is not a whole number")
    if len(value) > 9:
        raise fault(f"{shown(value)} is too large")
    if len(value) > 1 and value.startswith("0"):
        raise fault(f"{shown(value)} begins with a zero", f"write {value.lstrip('0') or '0'}")
    return int(value)


def _count(value: Any) -> int:
    number = _whole_number(value)
    if not 1 <= number <= MAX_COUNT:
        raise fault(f"{shown(value)} is not between 1 and {MAX_COUNT}")
    return number


_FLAGS = {"true": True, "yes": True, "false": False, "no": False}


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value not in _FLAGS:
        raise fault(f"{shown(value)} is neither true nor false", "write true or false")
    return _FLAGS[value]


def _clean(value: Any) -> str:
    """A text without characters that steer a terminal or turn the direction of writing."""
    text = _text(value)
    if control := control_fault(text):
        raise control
    if not text.strip():
        raise fault("the text is empty")
    return text


def _line(value: Any) -> str:
    text = _clean(value).strip(" \n")
    if "\n" in text or "\t" in text:
        raise fault("the text has a line break or a tab", "write it on one line")
    return text


def at_most(limit: int, text: str) -> str:
    """`text` if it is no longer than `limit` characters."""
    if len(text) > limit:
        raise fault(f"the text is longer than {limit} characters ({len(text)})", "shorten it")
    return text


def _prose(value: Any) -> str:
    return at_most(MAX_PROSE, _clean(value))


def _standfirst(value: Any) -> str:
    return at_most(MAX_STANDFIRST, _clean(value))


def _words(value: Any) -> str:
    return at_most(MAX_WORDS, _line(value))


def _unquoted(text: str) -> str:
    """Words without quotation marks: in a brief they stand around words of a source alone."""
    if mark := quotation_mark(text):
        raise fault("a quotation mark stands here", "leave the marks out", offset=mark.start())
    return text


def _folded(text: str) -> str:
    return " ".join(text.split())


def _partial_date(value: Any) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    text = _text(value)
    hint = "write 2023, 2023-12 or 2023-12-17"
    try:
        period = Period.parse(text)
    except ValueError:
        raise fault(f"{shown(text)} is not a date", hint) from None
    if "/" in text or period.start is None:
        raise fault(f"{shown(text)} is a period, not a date", hint)
    return period.start


# Beside each type, what an editor's YAML mode may know of it (JSON Schema): there `5` is a number, here every
# scalar is a text.
SCALAR = ["string", "number", "boolean"]
_SCHEMAS: dict[str, dict[str, Any]] = {
    "count": {
        "type": ["integer", "string"],
        "minimum": 1,
        "maximum": MAX_COUNT,
        "pattern": "^(?:[1-9][0-9]?|1[0-9]{2}|200)$",
    },
    "flag": {"enum": [True, False, *_FLAGS]},
    "words": {
        "type": SCALAR,
        "pattern": rf"^[ \n]*[^ \n\t](?:[^\n\t]{{0,{MAX_WORDS - 2}}}[^ \n\t])?[ \n]*$",
    },
    "prose": {"type": SCALAR, "pattern": r"\S", "maxLength": MAX_PROSE},
    "standfirst": {"type": SCALAR, "pattern": r"\S", "maxLength": MAX_STANDFIRST},
    "date": {
        "type": ["string", "integer"],
        "pattern": "^[^/]+$",
        "examples": ["2023", "2023-12", "2023-12-17"],
    },
}

Count = Annotated[int, PlainValidator(_count), WithJsonSchema(_SCHEMAS["count"])]  # 1 to MAX_COUNT
Flag = Annotated[bool, PlainValidator(_flag), WithJsonSchema(_SCHEMAS["flag"])]  # true false yes no
# One line of at most MAX_WORDS characters.
Words = Annotated[str, PlainValidator(_words), WithJsonSchema(_SCHEMAS["words"])]
# An editor's text, with line breaks.
Prose = Annotated[str, PlainValidator(_prose), WithJsonSchema(_SCHEMAS["prose"])]
# An editor's text of at most MAX_STANDFIRST.
Standfirst = Annotated[str, PlainValidator(_standfirst), WithJsonSchema(_SCHEMAS["standfirst"])]
OwnWords = Annotated[Words, AfterValidator(_unquoted)]  # Words without quotation marks
Imprint = Annotated[Standfirst, AfterValidator(_unquoted), AfterValidator(_folded)]  # a sentence or two
# A date: 2023, 2023-12, 2023-12-17.
EdtfDate = Annotated[PartialDate, PlainValidator(_partial_date), WithJsonSchema(_SCHEMAS["date"])]
