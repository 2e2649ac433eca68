"""A command typed wrongly is told in Chinese before click's own English, whatever is wrong with it."""

import inspect
import sys

import click
import pytest
from click import exceptions

from yici.cli import environment
from yici.cli.commands import yici
from yici.cli.usage_words import USAGE, usage


def test_every_error_of_the_command_line_has_its_sentence() -> None:
    kinds = {
        name for name, one in inspect.getmembers(exceptions, inspect.isclass) if issubclass(one, click.ClickException)
    }
    assert kinds <= USAGE.keys()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["impotr"], "没有这个命令"),
        (["import", "a.xlsx", "--uot", "b"], "没有选项 --uot"),
        (["import"], "缺少 FILE"),
        (["import", "a.xlsx"], "请写 --out 文件夹"),
        (["import", "a.xlsx", "--out"], "选项 --out 的用法不对"),
        (["plan", "x", "--lang", "fr"], "没有选项 --lang"),
        (["check", "no-such-folder"], "PATH 的值不对"),
    ],
)
def test_a_command_typed_wrongly(
    typed: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["yici", *typed])
    assert environment.run(yici) == 2
    assert said in capsys.readouterr().err


def test_an_error_of_another_kind_is_told_by_what_it_is_made_of() -> None:
    class Odd(click.UsageError):
        pass

    assert usage(Odd("x")) == USAGE["UsageError"]
