"""Every command of `yici`. Each prints for people, or JSON with --json.

A command is loaded when it is asked for: all of them together take a second to load, and some hold dictionaries that no
server should.
"""

from importlib import import_module
from typing import Final

import click

from yici import __version__ as yici_version

PLACES: Final[dict[str, str]] = {
    "check": "definitions:check",
    "compare": "comparing:compare",
    "deadline": "limits:deadline",
    "decline": "proposing:decline",
    "demo": "demonstration:demo",
    "documents": "documents:documents",
    "drafts": "working:drafts",
    "effects-run": "working_effects:effects_run_all",
    "erase": "erasing:erase",
    "erase-requests": "erasing:erase_requests",
    "import": "importing:import_",
    "load-calendar": "loading:load_calendar",
    "load-list": "loading:load_list",
    "load-places": "loading:load_places",
    "mandates": "mandates:mandates",
    "match": "matching:match",
    "migrate": "serving:migrate",
    "new": "new:new",
    "notices": "notices:notices",
    "people": "people:people",
    "plan": "planning:plan",
    "proposals": "proposing:proposals",
    "publish": "definitions:publish",
    "rebuild": "record:rebuild",
    "receipt": "record:receipt",
    "release": "proposing:release",
    "run": "serving:run",
    "schema": "definitions:schema",
    "seals": "seals:seals",
    "search": "search:search",
    "stop": "stopping:stop",
    "texts": "texts:texts",
    "token": "tokens:token",
    "verify": "record:verify",
    "webhooks": "notices:webhooks_",
    "whatif": "whatif:whatif",
    "whatif-run": "trials:whatif_run",
    "withdraw": "proposing:withdraw",
    "worker": "serving:worker",
}
"""Where each command stands: its module beside this one, and its name there."""


class Commands(click.Group):
    """Commands that are loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """This will name all commands."""
        return sorted(PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """This will load a command, if there is one of this name."""
        if cmd_name not in PLACES:
            return None
        module, _, name = PLACES[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"yici.cli.{module}"), name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(yici_version, message="%(version)s")
def yici() -> None:
    """一次 Yici: say it once, be asked once, come at most once."""
