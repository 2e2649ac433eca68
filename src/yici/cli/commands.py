"""Every command of `yici`. Each prints for people, or JSON with --json."""

import click

from yici import __version__ as yici_version
from yici.cli.comparing import compare
from yici.cli.definitions import check, publish, schema
from yici.cli.demonstration import demo
from yici.cli.documents import documents
from yici.cli.erasing import erase, erase_requests
from yici.cli.importing import import_
from yici.cli.limits import deadline
from yici.cli.loading import load_calendar, load_list, load_places
from yici.cli.mandates import mandates
from yici.cli.matching import match
from yici.cli.new import new
from yici.cli.notices import notices, webhooks_
from yici.cli.people import people
from yici.cli.planning import plan
from yici.cli.proposing import decline, proposals, release, withdraw
from yici.cli.record import rebuild, receipt, verify
from yici.cli.seals import seals
from yici.cli.search import search
from yici.cli.serving import migrate, run, worker
from yici.cli.stopping import stop
from yici.cli.texts import texts
from yici.cli.tokens import token
from yici.cli.trials import whatif_run
from yici.cli.whatif import whatif
from yici.cli.working import drafts
from yici.cli.working_effects import effects_run_all


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(yici_version, message="%(version)s")
def yici() -> None:
    """一次 Yici: say it once, be asked once, come at most once."""


for command in (
    check, compare, deadline, decline, demo, documents, drafts, effects_run_all, erase, erase_requests, import_,
    load_calendar, load_list, load_places, mandates, match, migrate, new, notices, people, plan, proposals, publish,
    rebuild, receipt, release, run, schema, seals, search, stop, texts, token, verify, webhooks_, whatif, whatif_run,
    withdraw, worker,
):  # fmt: skip
    yici.add_command(command)
