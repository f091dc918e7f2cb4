"""The sandbox in which templates run, and their faults in plain words.

A project may bring templates of its own: they see values, never the machine, and what they print is bounded.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefgen.errors import InputError, Place, Problem
from briefgen.render.dress import paper_colours, paper_families
from briefgen.render.look import Look, packaged_templates, template_place

MAX_PAGE_CHARACTERS = 4_000_000  # a dossier of 200 sheets has under one million

_ESCAPED = (".html.j2", ".html", ".svg.j2", ".xml.j2")


class _OwnOrPackaged(jinja2.BaseLoader):
    """Loads a template from the first folder of a look that has it; nothing outside those folders."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        path = self._look.find(template)
        if path is None:
            raise jinja2.TemplateNotFound(template)
        return self._look.text(template), str(path), None


class _Compiled(jinja2.BytecodeCache):
    """Templates that this process has compiled, by name, file and text: every page needs them again."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def _environment(look: Look, filters: Mapping[str, Callable[..., Any]]) -> jinja2.Environment:
    """A sandbox for the templates of a look, escaping whatever goes into `*.html.j2`."""
    made = ImmutableSandboxedEnvironment(
        loader=_OwnOrPackaged(look),
        undefined=jinja2.StrictUndefined,
        autoescape=lambda name: name is not None and name.endswith(_ESCAPED),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=(),
        bytecode_cache=_COMPILED,
    )
    made.filters.update(filters)
    made.globals |= {"colours": paper_colours(look), "families": paper_families(look)}
    made.tests["of_kind"] = lambda value, name: type(value).__name__ == name
    return made


def fill(
    look: Look, name: str, filters: Mapping[str, Callable[..., Any]], values: Mapping[str, object]
) -> str:
    """What a template makes of the values; InputError with the template's name and line for its faults.

    An unexpected exception in a packaged template is a bug of ours and goes on as it is.
    """
    env = _environment(look, filters)
    try:
        return _bounded(env.get_template(name).generate(**values), name)
    except InputError:
        raise
    except jinja2.TemplateSyntaxError as error:
        at = look.find(error.name or name)
        place = look.place(at, error.lineno) if at else template_place(name, error.lineno)
        raise _fault(place, str(error.message)) from error
    except Exception as error:
        message = _in_plain_words(error)
        path, line = _innermost(error, look)
        if message is None and (path is None or path.is_relative_to(packaged_templates())):
            raise
        place = look.place(path, line) if path else template_place(name, line)
        raise _fault(place, message or f"{type(error).__name__}: {error}") from error


def _bounded(pieces: Iterable[str], name: str) -> str:
    """The pieces as one text, or InputError once they are longer than any page."""
    kept: list[str] = []
    left = MAX_PAGE_CHARACTERS
    for piece in pieces:
        left -= max(len(piece), 1)
        if left < 0:
            message = f"makes a page of more than {MAX_PAGE_CHARACTERS} characters"
            place = template_place(name)
            raise InputError([Problem(message, place, "look for a loop that does not end")])
        kept.append(piece)
    return "".join(kept)


def _in_plain_words(error: Exception) -> str | None:
    """What a foreseen fault means to the template's author; None for any other."""
    match error:
        case jinja2.TemplateNotFound():
            return f"there is no template '{error.name}'"
        case SecurityError():
            return f"not allowed in a template: {error}"
        case jinja2.UndefinedError():
            return str(error)
        case OverflowError():
            return f"too big: {error}"
        case RecursionError():
            return "includes or calls itself without an end"
        case MemoryError():
            return "needs more memory than a page may use"
        case _:
            return None


def _innermost(error: Exception, look: Look) -> tuple[Path | None, int | None]:
    """The last template and line that an exception passed through (Jinja writes them into the traceback)."""
    at: tuple[Path | None, int | None] = (None, None)
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        if any(path.is_relative_to(folder) for folder in look.folders):
            at = (path, line)
    return at


def _fault(place: Place, message: str) -> InputError:
    return InputError([Problem(" ".join(message.split()), place)])
