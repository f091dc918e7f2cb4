"""Where templates, style sheets and fonts come from: the project, then the look, then the package."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath

from briefgen.errors import InputError, Place, Problem
from briefgen.model.house import HouseStyle
from briefgen.render.words import Words, words_for

MAX_TEMPLATE_BYTES = 1024 * 1024  # a page template has some ten kB; more is a mistake or an attack
MAX_FONT_BYTES = 4 * 1024 * 1024
# `{% extends "packaged/brief.html.j2" %}` reaches the packaged file of a name, and `look/…` that of the look,
# or the packaged one where the look has none.
PACKAGED, OF_LOOK = "packaged/", "look/"
_SAFE_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@cache
def packaged_templates() -> Path:
    """The templates that come with briefgen: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


@dataclass(frozen=True, slots=True)
class Look:
    """How a brief is dressed: folders in order of precedence, the house style, and the words of its language.

    `source_pages` are the documents that have a page of their own beside that of the brief, `paper` is the
    size of a sheet by its name in CSS. `files` are the names of the formats that are made together;
    `attached` are the suffixes of those that go with a mail, None where that is not for us to decide.
    """

    folders: tuple[Path, ...] = ()
    language: str = "en"
    words: Words = field(default_factory=lambda: words_for("en"))
    source_pages: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()
    attached: tuple[str, ...] | None = None
    paper: str = "A4"
    house: HouseStyle = field(default_factory=HouseStyle)

    @classmethod
    def of(cls, own: Path | None = None, language: str = "en", house: HouseStyle | None = None) -> Look:
        """The packaged look, under a house style, under the files of a project's own `templates/` folder."""
        house = house or HouseStyle()
        wanted = (own if own is not None and own.is_dir() else None, house.folder, packaged_templates())
        folders = tuple(dict.fromkeys(folder for folder in wanted if folder is not None))
        return cls(folders, language, words_for(language), house=house)

    def find(self, name: str) -> Path | None:
        """The file that a name means; None when no folder has it. It never lies outside its folder."""
        return next(self._all(name), None)

    def _all(self, name: str) -> Iterator[Path]:
        """Every file that a name may mean, the one that wins first."""
        folders = self.folders
        if name.startswith(PACKAGED):
            folders, name = (packaged_templates(),), name.removeprefix(PACKAGED)
        elif name.startswith(OF_LOOK):
            known = (self.house.folder, packaged_templates())
            folders = tuple(folder for folder in known if folder is not None)
            name = name.removeprefix(OF_LOOK)
        parts = PurePosixPath(name).parts
        if not parts or not all(_SAFE_PART.fullmatch(part) for part in parts):
            return
        for folder in folders:
            path = folder.joinpath(*parts)
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                yield path

    def place(self, path: Path, line: int | None = None) -> Place:
        """Where a file of one of the folders stands, as a person names it."""
        house = self.house.folder
        if house is not None and path.is_relative_to(house):
            return Place(f"{self.house.name}/{path.relative_to(house).as_posix()}", line)
        inside = (path.relative_to(folder) for folder in self.folders if path.is_relative_to(folder))
        return template_place(next(inside, Path(path.name)).as_posix(), line)

    def read(self, name: str, limit: int = MAX_TEMPLATE_BYTES) -> bytes:
        """The bytes of a template, style sheet or font; InputError when it is missing or too big."""
        path = self.find(name)
        if path is None:
            raise InputError([Problem("there is no such file", template_place(name))])
        return self._content(path, limit)

    def text(self, name: str) -> str:
        """A template or style sheet; InputError where it is not UTF-8."""
        path = self.find(name)
        if path is None:
            raise InputError([Problem("there is no such file", template_place(name))])
        return self._text(path)

    def additions(self, name: str) -> str:
        """Style sheets that are added and do not replace each other: the look's, then the project's."""
        return "".join(f"{self._text(path)}\n" for path in reversed([*self._all(name)]))

    def _text(self, path: Path) -> str:
        try:
            return self._content(path, MAX_TEMPLATE_BYTES).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError([Problem("is not UTF-8 text", self.place(path), "save it as UTF-8")]) from error

    def _content(self, path: Path, limit: int) -> bytes:
        try:
            with path.open("rb") as file:
                content = file.read(limit + 1)
        except OSError as error:
            raise InputError([Problem(f"cannot be read: {error.strerror}", self.place(path))]) from error
        if len(content) > limit:
            raise InputError([Problem(f"is longer than {limit} bytes", self.place(path))])
        return content


def template_place(name: str, line: int | None = None) -> Place:
    """Where a template stands, as a person names it."""
    return Place(f"templates/{name.removeprefix(PACKAGED).removeprefix(OF_LOOK)}", line)
