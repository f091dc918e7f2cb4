"""The commands below `notify` and their help; what they do is imported when they run."""

from __future__ import annotations

from typing import Annotated

import typer

from briefgen.cli.light import LightCommand

app = typer.Typer(rich_markup_mode=None)  # how it stands in the program, `cli/app.py` says
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


@app.command("status", cls=LightCommand, epilog="Example:  briefgen notify status --all")
def status(
    everything: Annotated[bool, typer.Option("--all", help="What was sent or dropped as well.")] = False,
    json: Json = False,
) -> int:
    """Show what waits in the outbox, what failed, and what may have arrived or not."""
    from briefgen.cli.notify import status_command

    return status_command(everything=everything, as_json=json)


@app.command("send", cls=LightCommand, epilog="Example:  briefgen notify send 3f2a9c01 --again")
def send(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help="Messages; what is due if none.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Also what failed, or may have arrived already.")
    ] = False,
) -> int:
    """Send what is due in the outbox, or some messages at once."""
    from briefgen.cli.notify import send_command

    return send_command(ids or [], again=again)


@app.command("queue", cls=LightCommand, epilog="Example:  briefgen notify queue returns 2026-W47")
def queue(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of a brief.")],
    edition: Annotated[
        str | None, typer.Argument(metavar="EDITION", help="One of its editions; the last if none.")
    ] = None,
) -> int:
    """Announce an edition that stands to everybody who has not got it; `send` sends it."""
    from briefgen.cli.notify import queue_command

    return queue_command(name, edition)


@app.command("drop", cls=LightCommand, epilog="Example:  briefgen notify drop 3f2a9c01")
def drop(ids: Annotated[list[str], typer.Argument(metavar="ID", help="Messages of the outbox.")]) -> int:
    """Send messages no more."""
    from briefgen.cli.notify import drop_command

    return drop_command(ids)


@app.command("test", cls=LightCommand, epilog="Example:  briefgen notify test returns --to me@example.org")
def test(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A brief to mail, with --to.")] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="ADDRESS", help="Mail its last edition there, as a test.")
    ] = None,
) -> int:
    """Try server and webhooks: certificate, login, hosts, secrets. Without --to, nothing is sent."""
    from briefgen.cli.notify import test_command

    return test_command(name, to)
