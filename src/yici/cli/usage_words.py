"""What is wrong with a command as it was typed, in Chinese; click's own English follows it."""

from typing import Final

import click

USAGE: Final[dict[str, str]] = {
    "NoSuchCommand": "没有这个命令，请核对拼写；yici --help 列出全部命令。",
    "NoSuchOption": "没有选项 {name}，请核对拼写，或加 --help 看有哪些。",
    "MissingParameter": "缺少 {name}，请写上；加 --help 看写法。",
    "BadParameter": "{name} 的值不对，请改正；英文说明在最后一行。",
    "BadOptionUsage": "选项 {name} 的用法不对，请加 --help 看写法。",
    "BadArgumentUsage": "参数的用法不对，请加 --help 看写法。",
    "NoArgsIsHelpError": "请写明要做什么：",
    "FileError": "不能读写 {name}，请核对路径和权限。",
    "UsageError": "命令写得不对，请照下面的写法改。",
    "ClickException": "命令没有完成，请看下面的说明。",
}
"""By the class of click's error; each has a sentence of its own."""


def usage(error: click.ClickException) -> str:
    """This will say what is wrong with a command and what to do."""
    kind = next(one.__name__ for one in type(error).__mro__ if one.__name__ in USAGE)
    return USAGE[kind].replace("{name}", _name(error))


def _name(error: click.ClickException) -> str:
    if isinstance(error, click.FileError):
        return error.ui_filename
    named = getattr(error, "option_name", "")
    param = getattr(error, "param", None)
    hint = getattr(error, "param_hint", None) or (param.get_error_hint(error.ctx) if param else "")  # type: ignore[attr-defined]
    return str(named or hint or "有一项").replace("'", "")
