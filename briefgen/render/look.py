"""Where templates, style sheets and fonts come from: a project's own file wins over the packaged one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath

from briefgen.errors import InputError, Place, Problem
from briefgen.render.words import Words, words_for

MAX_TEMPLATE_BYTES = 1024 * 1024  # a page template has some ten kB; more is a mistake or an attack
MAX_FONT_BYTES = 4 * 1024 * 1024
PACKAGED = "packaged/"  # `{% extends "packaged/brief.html.j2" %}` reaches the packaged file of a name
_SAFE_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@cache
def packaged_templates() -> Path:
    """The templates that come with briefgen: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


@dataclass(frozen=True, slots=True)
class Look:
    """How a brief is dressed: folders in order of precedence, and the words of its language.

    `source_pages` are the documents that have a page of their own beside that of the brief.
    """

    folders: tuple[Path, ...] = ()
    language: str = "en"
    words: Words = field(default_factory=lambda: words_for("en"))
    source_pages: frozenset[str] = frozenset()

    @classmethod
    def of(cls, own: Path | None = None, language: str = "en") -> Look:
        """The packaged look, under the files of a project's own `templates/` folder."""
        packaged = packaged_templates()
        folders = (own, packaged) if own is not None and own.is_dir() else (packaged,)
        return cls(tuple(dict.fromkeys(folders)), language, words_for(language))

    def find(self, name: str) -> Path | None:
        """The file that a name means; None when no folder has it. It never lies outside its folder."""
        folders = (packaged_templates(),) if name.startswith(PACKAGED) else self.folders
        parts = PurePosixPath(name.removeprefix(PACKAGED)).parts
        if not parts or not all(_SAFE_PART.fullmatch(part) for part in parts):
            return None
        for folder in folders:
            path = folder.joinpath(*parts)
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return path
        return None

    def read(self, name: str, limit: int = MAX_TEMPLATE_BYTES) -> bytes:
        """The bytes of a template, style sheet or font; InputError when it is missing or too big."""
        path = self.find(name)
        if path is None:
            raise InputError([Problem("there is no such file", template_place(name))])
        try:
            with path.open("rb") as file:
                content = file.read(limit + 1)
        except OSError as error:
            raise InputError([Problem(f"cannot be read: {error.strerror}", template_place(name))]) from error
        if len(content) > limit:
            raise InputError([Problem(f"is longer than {limit} bytes", template_place(name))])
        return content

    def text(self, name: str) -> str:
        """A template or style sheet; InputError where it is not UTF-8."""
        try:
            return self.read(name).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError(
                [Problem("is not UTF-8 text", template_place(name), "save it as UTF-8")]
            ) from error


def template_place(name: str, line: int | None = None) -> Place:
    """Where a template stands, as a person names it."""
    return Place(f"templates/{name.removeprefix(PACKAGED)}", line)
