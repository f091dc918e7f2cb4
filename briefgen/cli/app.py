"""The commands and their help; what they do is imported when they run.

Annotations are no strings here (`from __future__ import annotations`): Typer would evaluate each three times.
"""

from typing import Annotated

import typer

from briefgen import __version__
from briefgen.cli import completion
from briefgen.cli.light import LightCommand, LightGroup, group_of

app = typer.Typer(
    cls=LightGroup,
    help="Policy briefs in which every quotation and every figure is checked against its source.",
    epilog="Example:  briefgen build libya-engagement",
    no_args_is_help=True,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for _name, _help, _example in (
    ("corpus", "The source documents of a project.", "corpus show ec-news-blog-2021-06-06"),
    (
        "editions",
        "The published editions of a project, and what changed between them.",
        "editions diff returns",
    ),
    ("schedule", "When briefs are due.", "schedule show"),
    ("notify", "Who is told of new editions, by mail and webhook.", "notify status"),
    ("new", "A new brief or theme, to be filled in.", "new brief shore-power --theme shore-power"),
):
    _group = typer.Typer(
        cls=group_of(f"briefgen.cli.{_name}_app"),
        help=_help,
        epilog=f"Example:  briefgen {_example}",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    app.add_typer(_group, name=_name)

AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="TIME", help="Take this for now: 2026-11-22, or with T06:00.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


def _version(wanted: bool) -> None:
    if wanted:
        from briefgen.cli import terminal

        terminal.out(f"briefgen {__version__}")
        raise typer.Exit(0)


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command(cls=LightCommand, epilog="Example:  briefgen init my-briefs")
def init(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="A new folder, or one without a project.")],
    language: Annotated[
        str,
        typer.Option(
            "--language",
            metavar="TAG",
            help="Print briefs in it: en, fr, de or it.",
            autocompletion=completion.languages,
        ),
    ] = "en",
) -> int:
    """Make a project that builds: one brief, two documents, a codebook, with comments that teach."""
    from briefgen.cli.init import init_command

    return init_command(folder, language=language)


@app.command(cls=LightCommand, epilog="Example:  briefgen doctor")
def doctor(json: Json = False) -> int:
    """Look whether all is there that briefs need, and say how to get what is not."""
    from briefgen.cli.doctor import doctor_command

    return doctor_command(as_json=json)


@app.command(cls=LightCommand, epilog="Example:  briefgen schema --output schemas")
def schema(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="brief, themes, actors, sidecar or project.",
            autocompletion=completion.schemas,
        ),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", metavar="DIR", help="Write it, or all, into this folder.")
    ] = None,
) -> int:
    """Print the JSON Schema of a YAML file, for editors that complete and check."""
    from briefgen.cli.schema import schema_command

    return schema_command(name, output=output)


@app.command(cls=LightCommand, epilog="Example:  briefgen build libya-engagement --format html,pdf")
def build(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Briefs to build.", autocompletion=completion.briefs),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Build every brief of the project.")] = False,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="NAMES",
            help="Only these: md,html,pdf,json,docx,mail. Goes to a preview.",
            autocompletion=completion.formats,
        ),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="The edition of that day, as 2026-11-22.")
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", metavar="DIR", help="Write editions there, not to output/.")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="FOLDER", help="Count changes since that edition, or `none`."),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why it is made; kept in the manifest.")
    ] = None,
    workers: Annotated[
        str | None, typer.Option("--workers", metavar="N", help="Processes that read new documents.")
    ] = None,
    announce: Annotated[
        bool, typer.Option("--notify", help="Announce the new editions by mail and webhook.")
    ] = False,
) -> int:
    """Build briefs: every quotation and figure is checked, then each edition is published whole."""
    from briefgen.cli.build import build_command

    return build_command(
        names or [],
        every=every,
        formats=formats,
        as_of=as_of,
        output=output,
        against=against,
        reason=reason,
        workers=workers,
        announce=announce,
    )


@app.command("run-due", cls=LightCommand, epilog="Example:  briefgen run-due --catch-up each")
def run_due(
    as_of: AsOf = None,
    catch_up: Annotated[
        str, typer.Option("--catch-up", metavar="WHICH", help="Missed editions: latest, each or none.")
    ] = "latest",
    quiet: Annotated[bool, typer.Option("--no-notify", help="Announce nothing.")] = False,
) -> int:
    """Build the briefs that are due, once: for a timer that asks as often as it likes."""
    from briefgen.cli.due import run_due_command

    return run_due_command(as_of=as_of, catch_up=catch_up, announce=not quiet)


@app.command(cls=LightCommand, epilog="Example:  briefgen status --json")
def status(as_of: AsOf = None, json: Json = False) -> int:
    """Show how each scheduled brief stands; fails when one is overdue."""
    from briefgen.cli.due import status_command

    return status_command(as_of=as_of, as_json=json)


@app.command(cls=LightCommand, epilog="Example:  briefgen archive")
def archive() -> int:
    """Make the page of all editions anew, and the feeds; each build does it too."""
    from briefgen.cli.shelve import archive_command

    return archive_command()


@app.command("list", cls=LightCommand, epilog="Example:  briefgen list --json")
def list_briefs(json: Json = False) -> int:
    """List the briefs of the project with their titles."""
    from briefgen.cli.listing import list_command

    return list_command(as_json=json)


@app.command(cls=LightCommand, epilog="Example:  briefgen check libya-engagement")
def check(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Briefs; all if none.", autocompletion=completion.briefs),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="FOLDER", help="Count changes since that edition, or `none`."),
    ] = None,
    json: Json = False,
) -> int:
    """Check briefs, themes, actors and documents, and publish nothing."""
    from briefgen.cli.check import check_command

    return check_command(names or [], against=against, as_json=json)


@app.command(cls=LightCommand, epilog="Example:  briefgen search 'eastern Libya' 'return*' --kind quote")
def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help="All of them; 'two words' stand together, return* goes on."),
    ] = None,
    themes: Annotated[
        list[str] | None,
        typer.Option(
            "--theme", metavar="ID", help="Only what speaks on this theme.", autocompletion=completion.themes
        ),
    ] = None,
    speaker: Annotated[
        str | None, typer.Option("--speaker", metavar="NAME", help="Only what this person says.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Only documents from then on.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind", metavar="KIND", help="passage, quote or figure.", autocompletion=completion.sorts
        ),
    ] = None,
    most: Annotated[str, typer.Option("--max", metavar="N", help="Show so many at most.")] = "20",
    json: Json = False,
) -> int:
    """Find words in the documents of the project."""
    from briefgen.cli.search import search_command

    return search_command(
        words or [], themes=themes or [], speaker=speaker, since=since, kind=kind, most=most, as_json=json
    )


@app.command(cls=LightCommand, epilog="Example:  briefgen why returns united24-2025-08")
def why(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The name of a brief.", autocompletion=completion.briefs)
    ],
    item: Annotated[
        str | None,
        typer.Argument(
            metavar="ID",
            help="A document, or an item as `search` names it; all if none.",
            autocompletion=completion.documents,
        ),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="The edition of that day, as 2026-11-22.")
    ] = None,
    json: Json = False,
) -> int:
    """Tell why a brief prints an item, what it beat, and why a document contributes nothing."""
    from briefgen.cli.why import why_command

    return why_command(name, item, as_of=as_of, as_json=json)


@app.command(cls=LightCommand, epilog="Example:  briefgen extract seeds/ --jsonl > facts.jsonl")
def extract(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Documents, or folders of them.")],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON line a document (the only form).")] = True,
    themes: Annotated[
        str | None, typer.Option("--themes", metavar="FILE", help="Tag passages by this codebook.")
    ] = None,
    workers: Annotated[
        str | None, typer.Option("--workers", metavar="N", help="Processes; by default as many as help.")
    ] = None,
) -> int:
    """Print quotations, figures, passages and dates of any text, without a project."""
    from briefgen.cli.extract import extract_command

    return extract_command(paths, themes=themes, workers=workers)


@app.command(cls=LightCommand, epilog="Example:  briefgen verify output/returns/latest draft.docx")
def verify(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help="Briefs or other texts, or editions.")],
    json: Json = False,
) -> int:
    """Check finished or edited texts: is each quotation verbatim, each number in the source that it cites?"""
    from briefgen.cli.verify import verify_command

    return verify_command(paths, as_json=json)


@app.command(cls=LightCommand, epilog="Example:  briefgen export sources --format bibtex > sources.bib")
def export(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT", help="sources, quotes, figures or evidence.", autocompletion=completion.exports
        ),
    ],
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="NAME", help="csl-json, bibtex, ris, csv, jsonl or webannotation."),
    ] = None,
    brief: Annotated[
        str | None, typer.Option("--brief", metavar="NAME", help="Only what an edition of it prints.")
    ] = None,
    edition: Annotated[
        str | None, typer.Option("--edition", metavar="EDITION", help="Another edition than the latest.")
    ] = None,
    themes: Annotated[
        list[str] | None,
        typer.Option(
            "--theme", metavar="ID", help="Only what speaks on this theme.", autocompletion=completion.themes
        ),
    ] = None,
) -> int:
    """Print sources, quotations, figures or evidence for other programs."""
    from briefgen.cli.export import export_command

    return export_command(what, form=form, brief=brief, edition=edition, themes=themes or [])
