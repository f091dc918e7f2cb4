"""Commands whose unused `--help` costs nothing, and groups that are read when they are looked into.

Typer gives its help option no default, and looks for one with pydantic: a tenth of a second on every run.
"""

from __future__ import annotations

import importlib
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

_OF_COMPLETION = ("install_completion", "show_completion")


class LightCommand(TyperCommand):
    def get_help_option(self, ctx: Any) -> Any:
        return _with_default(super().get_help_option(ctx))


class LightGroup(TyperGroup):
    def get_help_option(self, ctx: Any) -> Any:
        return _with_default(super().get_help_option(ctx))

    def get_params(self, ctx: Any) -> Any:
        """The same for the options that install completion."""
        params = super().get_params(ctx)
        return [_with_default(param) if param.name in _OF_COMPLETION else param for param in params]


def group_of(module: str) -> type[LightGroup]:
    """A group whose commands are those of the `app` in a module: it costs nothing until it is looked into."""

    class Group(LightGroup):
        _commands: Any = None

        @property
        def commands(self) -> Any:
            if not self._commands:
                app = importlib.import_module(module).app
                self._commands = get_group(app).commands
            return self._commands

        @commands.setter
        def commands(self, commands: Any) -> None:
            self._commands = commands

    return Group


def _with_default(option: Any) -> Any:
    if option is not None and option.default is None:
        option.default = False
    return option
