"""The commands below `schedule` and their help; what they do is imported when they run."""

from __future__ import annotations

from typing import Annotated

import typer

from briefgen.cli import completion
from briefgen.cli.light import LightCommand

app = typer.Typer(rich_markup_mode=None)  # how it stands in the program, `cli/app.py` says
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="TIME", help="Take this for now: 2026-11-22, or with T06:00.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


@app.command("show", cls=LightCommand, epilog="Example:  briefgen schedule show returns")
def schedule_show(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Briefs; all if none.", autocompletion=completion.briefs),
    ] = None,
    as_of: AsOf = None,
    json: Json = False,
) -> int:
    """Show when the next five editions of each brief are due."""
    from briefgen.cli.due import show_command

    return show_command(names or [], as_of=as_of, as_json=json)


@app.command("install", cls=LightCommand, epilog="Example:  briefgen schedule install --systemd --print")
def schedule_install(
    systemd: Annotated[bool, typer.Option("--systemd", help="Units for this user.")] = False,
    cron: Annotated[bool, typer.Option("--cron", help="A line for your crontab, on stdout.")] = False,
    github: Annotated[bool, typer.Option("--github", help="A workflow for GitHub Actions.")] = False,
    only_print: Annotated[bool, typer.Option("--print", help="Print it, and write nothing.")] = False,
) -> int:
    """Have this machine, or GitHub, build what is due."""
    from briefgen.cli.due import install_command

    return install_command(systemd=systemd, cron=cron, github=github, only_print=only_print)
