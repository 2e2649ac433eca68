"""Typing the `yici` command, in this process."""

from click.testing import CliRunner, Result

from yici.cli.commands import yici


def run(*arguments: str) -> Result:
    """This will run the command with these arguments and give what it said."""
    return CliRunner().invoke(yici, list(arguments))
