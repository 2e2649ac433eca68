"""Every command of `yici`. Each prints for people, or JSON with --json.

Commands are loaded when one of their kind is asked for: all of them together take a second to load, and some hold
dictionaries that no server should.
"""

from collections.abc import Callable, Sequence
from typing import Final

import click

from yici import __version__ as yici_version

Loading = Callable[[], Sequence[click.Command]]


def _demonstration() -> Sequence[click.Command]:
    from yici.cli.demonstration import demo

    return [demo]


def _serving() -> Sequence[click.Command]:
    from yici.cli.serving import migrate, run, worker
    from yici.cli.stopping import stop
    from yici.cli.trials import whatif_run
    from yici.cli.working_effects import effects_run_all

    return [effects_run_all, migrate, run, stop, whatif_run, worker]


def _definitions() -> Sequence[click.Command]:
    from yici.cli.comparing import compare
    from yici.cli.definitions import check, publish, schema
    from yici.cli.importing import import_
    from yici.cli.new import new
    from yici.cli.texts import texts

    return [check, compare, import_, new, publish, schema, texts]


def _releases() -> Sequence[click.Command]:
    from yici.cli.proposing import decline, proposals, release, withdraw
    from yici.cli.working import drafts

    return [decline, drafts, proposals, release, withdraw]


def _places() -> Sequence[click.Command]:
    from yici.cli.limits import deadline
    from yici.cli.loading import load_calendar, load_list, load_places

    return [deadline, load_calendar, load_list, load_places]


def _plans() -> Sequence[click.Command]:
    from yici.cli.matching import match
    from yici.cli.planning import plan
    from yici.cli.search import search
    from yici.cli.whatif import whatif

    return [match, plan, search, whatif]


def _people() -> Sequence[click.Command]:
    from yici.cli.mandates import mandates
    from yici.cli.notices import notices, webhooks_
    from yici.cli.people import people
    from yici.cli.tokens import token

    return [mandates, notices, people, token, webhooks_]


def _record() -> Sequence[click.Command]:
    from yici.cli.documents import documents
    from yici.cli.erasing import erase, erase_requests
    from yici.cli.record import rebuild, receipt, verify
    from yici.cli.seals import seals

    return [documents, erase, erase_requests, rebuild, receipt, seals, verify]


KINDS: Final[dict[str, Loading]] = {
    "demo": _demonstration,
    **dict.fromkeys(("effects-run", "migrate", "run", "stop", "whatif-run", "worker"), _serving),
    **dict.fromkeys(("check", "compare", "import", "new", "publish", "schema", "texts"), _definitions),
    **dict.fromkeys(("decline", "drafts", "proposals", "release", "withdraw"), _releases),
    **dict.fromkeys(("deadline", "load-calendar", "load-list", "load-places"), _places),
    **dict.fromkeys(("match", "plan", "search", "whatif"), _plans),
    **dict.fromkeys(("mandates", "notices", "people", "token", "webhooks"), _people),
    **dict.fromkeys(
        ("documents", "erase", "erase-requests", "rebuild", "receipt", "seals", "verify"), _record
    ),
}  # fmt: skip
"""What loads each command."""


class Commands(click.Group):
    """Commands that are loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """This will name all commands."""
        return sorted(KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """This will load a command, if there is one of this name."""
        return next((one for one in KINDS[cmd_name]() if one.name == cmd_name), None) if cmd_name in KINDS else None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(yici_version, message="%(version)s")
def yici() -> None:
    """一次 Yici: say it once, be asked once, come at most once."""
