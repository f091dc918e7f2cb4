"""`schema`: what editors complete and check YAML files by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefgen.cli import terminal
from briefgen.cli.json_text import to_json
from briefgen.errors import MisuseError
from briefgen.places.fitting import did_you_mean
from briefgen.places.visible import shown
from briefgen.schema import SCHEMAS, schema_of

FOLDER = "schemas"  # of a project, where the files that `init` writes look for them


def schema_command(name: str | None, *, output: str | None) -> int:
    """Print the schema of one file, or write those of all, or of one, into a folder."""
    if name is not None and name not in SCHEMAS:
        raise MisuseError(f"there is no schema of {shown(name)} ({did_you_mean(name, list(SCHEMAS))})")
    if output is None:
        if name is None:
            raise MisuseError(f"name one of {', '.join(SCHEMAS)}, or write all with --output {FOLDER}")
        terminal.write(to_json(schema_of(name), indent=2) + "\n")
        return 0
    folder = Path(output)
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in schema_files([name] if name else list(SCHEMAS)):
        (folder / file).write_bytes(content)
        terminal.out(str(folder / file))
    return 0


def schema_files(names: list[str]) -> Iterator[tuple[str, bytes]]:
    """The files of some schemas: they are made anew by every version of the program."""
    for name in names:
        yield f"{name}.json", (to_json(schema_of(name), indent=2) + "\n").encode()
