"""The command line. Nothing heavy is imported before a command needs it: `--help` must be instant."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from briefgen.cli import terminal
from briefgen.errors import BriefgenError, InputError, StorageError

INTERRUPTED = 130  # 128 + SIGINT, as shells have it


def main() -> None:
    """The entry point of `briefgen`."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit code: 0 done, 1 problems found, 2 misuse, 74 input/output, 75 busy."""
    terminal.prepare()
    try:
        code = _run(arguments)
        terminal.flush()
    except terminal.ClosedError:
        code = terminal.ClosedError.exit_code  # whoever read the output has gone: nothing to say
    except BriefgenError as error:
        code = _say(error)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        code = _say(StorageError(f"{where}{(error.strerror or str(error)).lower()}"))
    terminal.close()
    return code


def _run(arguments: Sequence[str]) -> int:
    from typer.exceptions import Abort, TyperException

    from briefgen.cli.app import app

    try:
        code = app(args=list(arguments), prog_name="briefgen", standalone_mode=False)
    except TyperException as misuse:
        message = misuse.format_message().rstrip(".")
        terminal.talk(f"briefgen: {message[:1].lower()}{message[1:]} ({_where_to_look(misuse)})")
        return misuse.exit_code
    except Abort:
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _where_to_look(misuse: Exception) -> str:
    context = getattr(misuse, "ctx", None)
    return f"see '{context.command_path if context else 'briefgen'} --help'"


def _say(error: BriefgenError) -> int:
    if isinstance(error, InputError):
        terminal.report(error.problems)
    else:
        terminal.talk(f"briefgen: {error}")
    return error.exit_code
