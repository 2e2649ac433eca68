"""The `yici` command. Environment first, because Django reads it when it is imported; then the commands."""

import sys

from yici.cli import environment

environment.prepare(sys.argv)

from yici.cli.commands import yici  # noqa: E402


def main() -> int:
    """This will run one command and give its exit code; a refusal is a sentence on standard error."""
    return environment.run(yici)
