"""The commands below `corpus` and their help; what they do is imported when they run."""

from __future__ import annotations

from typing import Annotated

import typer

from briefgen.cli import completion
from briefgen.cli.light import LightCommand

app = typer.Typer(rich_markup_mode=None)  # how it stands in the program, `cli/app.py` says
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


@app.command("list", cls=LightCommand, epilog="Example:  briefgen corpus list --json")
def corpus_list(json: Json = False) -> int:
    """List the documents of the project with date and title."""
    from briefgen.cli.corpus import list_command

    return list_command(as_json=json)


@app.command("show", cls=LightCommand, epilog="Example:  briefgen corpus show united24-2025-08")
def corpus_show(
    document: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a document.", autocompletion=completion.documents)
    ],
    at: Annotated[
        str | None,
        typer.Option(
            "--at", metavar="PLACE", help="There: some of its words, 564-797, or the id of an item."
        ),
    ] = None,
    json: Json = False,
) -> int:
    """Show what is known about a document, and what was found in it; or what stands at one place."""
    if at is not None:
        from briefgen.cli.excerpt import excerpt_command

        return excerpt_command(document, at, as_json=json)
    from briefgen.cli.corpus import show_command

    return show_command(document, as_json=json)


@app.command(
    "add", cls=LightCommand, epilog="Example:  briefgen corpus add report.pdf https://example.org/news"
)
def corpus_add(
    given: Annotated[list[str], typer.Argument(metavar="FILE|URL|FOLDER", help="What to add.")],
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="The id; made of author and date if none.")
    ] = None,
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="Where a saved file came from.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Of a plain text, where it is known.")
    ] = None,
    attachments: Annotated[
        bool, typer.Option("--attachments", help="Add those of a message as well.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Add what is in the corpus already.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print sidecar and text, and write nothing.")
    ] = False,
) -> int:
    """Add web pages, PDFs, Word and OpenDocument files, mail and texts, each with a sidecar to confirm."""
    from briefgen.acquire.adding import Wanted
    from briefgen.cli.add import add_command

    return add_command(given, Wanted(id_, url, encoding, again, dry_run, attachments))


@app.command(
    "sidecar",
    cls=LightCommand,
    epilog="Example:  briefgen corpus sidecar seeds/letter.txt > seeds/letter.yaml",
)
def corpus_sidecar(
    path: Annotated[str, typer.Argument(metavar="PATH", help="A document without a sidecar.")],
) -> int:
    """Print a sidecar to begin with: what the text itself says about its date and author."""
    from briefgen.cli.sidecar import sidecar_command

    return sidecar_command(path)
