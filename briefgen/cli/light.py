"""Commands whose unused `--help` costs nothing.

Typer gives its help option no default, and looks for one with pydantic: a tenth of a second on every run.
"""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup


class LightCommand(TyperCommand):
    def get_help_option(self, ctx: Any) -> Any:
        return _with_default(super().get_help_option(ctx))


class LightGroup(TyperGroup):
    def get_help_option(self, ctx: Any) -> Any:
        return _with_default(super().get_help_option(ctx))


def _with_default(option: Any) -> Any:
    if option is not None and option.default is None:
        option.default = False
    return option
