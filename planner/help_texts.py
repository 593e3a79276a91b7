"""The command line's own words in Chinese: headings of the help, and what is wrong with a command."""

from __future__ import annotations

from typing import Any

import typer
from typer import core, rich_utils

rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.REQUIRED_LONG_STRING = "[必填]"
rich_utils.DEFAULT_STRING = "[默认：{}]"


class _Chinese:
    """Help whose usage line and help option read Chinese."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def get_help_option(self, ctx: Any) -> Any:
        """Return the help option."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示本说明。"
        return option


class Command(_Chinese, core.TyperCommand):
    """A command of `planner`."""


class Group(_Chinese, core.TyperGroup):
    """`planner` itself."""


class CommandLineError(typer.TyperException):
    """A command line that cannot be carried out, said in Chinese."""


def usage_line(error: typer.TyperException) -> str:
    """Return a command-line error in Chinese, with the help to ask for."""
    context = getattr(error, "ctx", None)
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return error.message
    parameter = getattr(error, "param", None)
    name = (getattr(parameter, "metavar", None) or parameter.opts[-1]) if parameter else ""
    option = getattr(error, "option_name", "")
    words = {
        "NoSuchOption": f"没有选项 {option}",
        "BadOptionUsage": f"选项 {option} 缺少值",
        "MissingParameter": f"缺少 {_option(parameter)}{name}",
        "BadParameter": f"{_option(parameter)}{name} 的值不对（{error.message}）",
    }
    what = words.get(kind, error.message)
    if what.startswith("No such command"):
        what = f"没有命令 {what.removeprefix('No such command').strip(' .')}"
    elif what.startswith("Got unexpected extra argument"):
        what = f"多出了参数 {what.rpartition('(')[2].rstrip(').')}"
    command = context.command_path if context else "planner"
    return f"命令行有误：{what.rstrip('。.')}。用法见 {command} --help"


def _option(parameter: Any) -> str:
    """Return an option's name before its value's, nothing for an argument."""
    name = parameter.opts[-1] if parameter is not None else ""
    return f"{name} " if name.startswith("-") else ""
