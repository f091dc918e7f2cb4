"""The commands below `editions` and their help; what they do is imported when they run."""

from __future__ import annotations

from typing import Annotated

import typer

from briefgen.cli import completion
from briefgen.cli.light import LightCommand

app = typer.Typer(rich_markup_mode=None)  # how it stands in the program, `cli/app.py` says
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
Brief = Annotated[
    str, typer.Argument(metavar="NAME", help="The name of a brief.", autocompletion=completion.briefs)
]
Output = Annotated[str | None, typer.Option("--output", metavar="DIR", help="Where the editions are.")]


@app.command("list", cls=LightCommand, epilog="Example:  briefgen editions list returns")
def editions_list(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="A brief; all if none.", autocompletion=completion.briefs),
    ] = None,
    output: Output = None,
    json: Json = False,
) -> int:
    """List editions, and whether each still stands as it was published."""
    from briefgen.cli.editions import list_command

    return list_command(name, output=output, as_json=json)


@app.command("show", cls=LightCommand, epilog="Example:  briefgen editions show returns 2026-W47")
def editions_show(
    name: Brief,
    edition: Annotated[str | None, typer.Argument(metavar="EDITION", help="The last if none.")] = None,
    output: Output = None,
    json: Json = False,
) -> int:
    """Show what an edition was made from, whether it is whole, and what changed."""
    from briefgen.cli.editions import show_command

    return show_command(name, edition, output=output, as_json=json)


@app.command("diff", cls=LightCommand, epilog="Example:  briefgen editions diff returns 2026-W46 2026-W47")
def editions_diff(
    name: Brief,
    one: Annotated[
        str | None, typer.Argument(metavar="A", help="The earlier; the one before B if none.")
    ] = None,
    other: Annotated[str | None, typer.Argument(metavar="B", help="The later; the last if none.")] = None,
    output: Output = None,
    json: Json = False,
) -> int:
    """Show what changed between two editions, claim by claim."""
    from briefgen.cli.editions import diff_command

    return diff_command((name, one, other), output=output, as_json=json)
