"""What a person begins with: the files of a new project, the text of a new brief, a new theme."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_PROJECT = Path(__file__).parent / "project"
# Under their own names they would hold for the files of this package.
_DOTTED = {"gitattributes": ".gitattributes", "gitignore": ".gitignore"}
_LANGUAGE = "language: en "


def project_files(language: str = "en") -> Iterator[tuple[str, bytes]]:
    """The files of a new project by their paths in it; `language` is what its briefs are printed in."""
    for path in sorted(file for file in _PROJECT.rglob("*") if file.is_file()):
        name = path.relative_to(_PROJECT).as_posix()
        content = path.read_bytes()
        if name == "briefgen.yaml":
            content = content.replace(_LANGUAGE.encode(), f"language: {language} ".encode())
        yield _DOTTED.get(name, name), content
