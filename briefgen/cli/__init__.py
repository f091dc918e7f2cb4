"""The command line. Nothing heavy is imported before a command needs it: `--help` must be instant."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefgen.cli import terminal
from briefgen.errors import BriefgenError, InputError, StorageError

if TYPE_CHECKING:
    from typer.exceptions import TyperException

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
        terminal.talk(f"briefgen: {_in_one_line(misuse)} ({_where_to_look(misuse)})")
        return misuse.exit_code
    except Abort:
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _in_one_line(misuse: TyperException) -> str:
    """`no such option: --formt, did you mean --format?`, without capitals and full stops."""
    meant = getattr(misuse, "possibilities", None)
    message = misuse.message if meant else misuse.format_message()
    plain = re.sub(r"\. Did you mean", ", did you mean", message.rstrip("."))
    return f"{plain[:1].lower()}{plain[1:]}" + (f", did you mean {meant[0]}?" if meant else "")


def _where_to_look(misuse: Exception) -> str:
    context = getattr(misuse, "ctx", None)
    return f"see '{context.command_path if context else 'briefgen'} --help'"


def _say(error: BriefgenError) -> int:
    if isinstance(error, InputError):
        terminal.report(error.problems)
    else:
        terminal.talk(f"briefgen: {error}")
    return error.exit_code
