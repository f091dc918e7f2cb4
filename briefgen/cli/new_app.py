"""The commands below `new` and their help; what they do is imported when they run."""

from __future__ import annotations

from typing import Annotated

import typer

from briefgen.cli import completion
from briefgen.cli.light import LightCommand

app = typer.Typer(rich_markup_mode=None)  # how it stands in the program, `cli/app.py` says


@app.command("brief", cls=LightCommand, epilog="Example:  briefgen new brief shore-power --theme shore-power")
def new_brief(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of its file, without .yaml.")],
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Its title.")] = None,
    themes: Annotated[
        list[str] | None,
        typer.Option(
            "--theme",
            metavar="ID",
            help="A theme; all of the codebook if none.",
            autocompletion=completion.themes,
        ),
    ] = None,
) -> int:
    """Write a brief to begin with."""
    from briefgen.cli.new import new_brief_command

    return new_brief_command(name, title=title, themes=themes or [])


@app.command("theme", cls=LightCommand, epilog="Example:  briefgen new theme noise --word 'noise*'")
def new_theme(
    theme: Annotated[str, typer.Argument(metavar="ID", help="Its id in the codebook.")],
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What briefs call it.")] = None,
    definition: Annotated[
        str | None, typer.Option("--definition", metavar="TEXT", help="What belongs to it.")
    ] = None,
    words: Annotated[
        list[str] | None, typer.Option("--word", metavar="TERM", help="What its first rule looks for.")
    ] = None,
) -> int:
    """Add a theme to the codebook; what stands there is left as it is."""
    from briefgen.cli.new import new_theme_command

    return new_theme_command(theme, title=title, definition=definition, terms=words or [])
