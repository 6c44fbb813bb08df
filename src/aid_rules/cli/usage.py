"""What is wrong with a command line that could not be read? In Chinese, above what the parser says in English."""

from __future__ import annotations

import re
from typing import Any

import typer

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What the parser raises. typer does not name it: it comes from click, or from a copy of click within typer."""


def said(error: Any) -> str:
    """One line; empty where nothing was asked for and the help is shown instead."""
    match type(error).__name__:
        case "NoArgsIsHelpError":
            return ""
        case "NoSuchOption":
            near = f"；相近的有 {'、'.join(error.possibilities)}" if error.possibilities else ""
            return f"没有选项 {error.option_name}{near}"
        case "MissingParameter":
            return f"缺少 {_name(error)}"
        case "BadParameter":
            choices = "、".join(re.findall(r"'([^']*)'", error.message.partition(" is not one of ")[2]))
            return f"{_name(error)} 的值不对" + (f"；可用 {choices}" if choices else "")
        case "BadOptionUsage":
            return f"选项 {error.option_name} 缺少值，或不应有值"
    commands = getattr(getattr(error.ctx, "command", None), "commands", None)
    return f"没有这个命令；有：{'、'.join(commands)}" if commands else "命令写得不对"


def tidied(error: Any) -> Any:
    """Without what a validator beneath the parser puts before its words."""
    error.message = error.message.removeprefix("Value error, ")
    return error


def _name(error: Any) -> str:
    """The option or argument, as it stands in the help."""
    parameter = error.param
    if parameter is None:
        return str(error.param_hint or "参数")
    options = [name for name in parameter.opts if name.startswith("-")]
    return " / ".join(options) or str(parameter.metavar or parameter.name)
