"""`yici migrate`, `yici run`, `yici worker`: what an instance is made of."""

import gc
import logging
import os
import signal
import threading
from pathlib import Path

import click
from django.db import DatabaseError, connections
from django.urls import get_resolver
from django.utils import timezone
from granian.constants import Interfaces
from granian.server import Server

from yici import parent
from yici.cases.batch_running import batch_run
from yici.cases.batches import batches_forget
from yici.cases.guesses import guesses_forget
from yici.cases.recounting import cases_recount
from yici.cases.standing import standings_add_up
from yici.catalogue.working.effects import effects_run
from yici.cli.batches import Batches
from yici.cli.environment import EMBEDDED
from yici.cli.instance import prepare_instance
from yici.cli.outbox import Outbox
from yici.cli.port import HIGHEST, USUAL, Port, kept
from yici.cli.scans import Scans
from yici.cli.seals_job import Seals, seal_all
from yici.cli.trials import Trials
from yici.cli.working_effects import Effects
from yici.database import launcher
from yici.domain.error import YiciError
from yici.files.arriving import uploads_forget
from yici.files.scanning import files_scan
from yici.intake.services import drafts_forget
from yici.ledger.checkpoints import checkpoint
from yici.ledger.feed import deliver_all
from yici.ledger.services import prune_answers
from yici.ledger.timers import fire_due
from yici.notices.sending import messages_forget
from yici.oversight.services import trial_run, trials_forget
from yici.people.present import now
from yici.people.sessions import sessions_forget
from yici.people.sign_in_codes import codes_forget

_log = logging.getLogger(__name__)
TICK = 1.0
"""Seconds between two looks of the worker."""
CHECKPOINT_EVERY = 60
TIDY_EVERY = 3600
ADD_UP_EVERY = 15
STOP_WITHIN = 10
"""Seconds that a web worker has to stop; one that was told so while it was still starting would never."""


@click.command()
def migrate() -> None:
    """Bring the database, the rights in it and the static files up to date; running it again changes nothing."""
    for line in prepare_instance():
        click.echo(line)


@click.command()
@click.option("--host", default="127.0.0.1")
@click.option("--port", type=click.IntRange(1, HIGHEST), default=USUAL, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=lambda: os.cpu_count() or 1, show_default="one a core")
def run(host: str, port: int, workers: int) -> None:
    """Serve the pages and the API; refused where somebody else listens."""
    with kept(host, port) as ours:
        serve(ours, workers)


def serve(port: Port, workers: int) -> None:
    """This will serve until it is told to stop: one thread a worker, each with one database connection that stays."""
    parent.lead()
    _load()
    # Workers are forked: a connection that two of them share would mix their answers.
    connections.close_all()
    Server(
        "yici.wsgi:application", address=port.address, port=port.number, interface=Interfaces.WSGI, workers=workers,
        blocking_threads=1, websockets=False, log_access=False, respawn_failed_workers=True,
        workers_kill_timeout=STOP_WITHIN,
    ).serve()  # fmt: skip


def _load() -> None:
    """Load everything before the workers are forked, so that they share it, and keep the collector from copying it."""
    len(get_resolver().url_patterns)
    gc.collect()
    gc.freeze()


@click.command()
@click.option("--once", is_flag=True, help="do what is due now and stop")
def worker(once: bool) -> None:
    """Settle what falls due, feed the readers of the record, sign checkpoints."""
    if once:
        click.echo(f"{tick(0)} 项到期。")
        while files_scan(now=now()):
            pass
        outbox = Outbox()
        outbox.look()
        outbox.wait()
        while trial_run(now=now()) is not None:
            pass
        for run in (batch_run, effects_run):
            while run(now=now()) is not None:
                pass
        deliver_all(now=now())
        seal_all(now=now())
        return
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    work(stop)


def work(stop: threading.Event) -> None:
    """This will tick until it is told to stop. A database that went away is waited for, and started if it is ours."""
    beat, lost, trials, effects = 0, False, Trials(), Effects()
    beside = (trials, Scans(), Outbox(), Seals(), Batches(), effects)
    while not stop.is_set():
        try:
            tick(beat)
            for one in beside:
                one.look()
            lost = False
        except DatabaseError as fault:
            if not lost:
                _log.warning("the database failed (%s); the worker waits and tries again", type(fault).__name__)
            lost = True
            connections.close_all()
            revive()
        beat += 1
        stop.wait(TICK)
    trials.end()
    effects.end()


def revive() -> None:
    """This will start the home's own server if it was killed; a server of somebody else's is waited for."""
    if os.environ.get(EMBEDDED):
        try:
            launcher.start(Path(os.environ["YICI_HOME"]))
        except YiciError as refusal:
            _log.warning("the database could not be started: %s", refusal.code)


def tick(beat: int) -> int:
    """This will do one round: 1. settle what is due, 2. count ends again if a calendar changed, 3. feed the readers,
    4. now and then add up what is due, sign and tidy."""
    fired = fire_due(now=now()).count
    cases_recount(now=now())
    deliver_all(now=now())
    for every, chore in ((ADD_UP_EVERY, standings_add_up), (CHECKPOINT_EVERY, _sign), (TIDY_EVERY, _tidy)):
        if beat % every == 0:
            chore()
    return fired


def _sign() -> None:
    checkpoint(now=now())


def _tidy() -> None:
    prune_answers(now=now())
    drafts_forget(now=now())
    uploads_forget(now=now())
    guesses_forget(now=now())
    codes_forget(now=now())
    trials_forget(now=now())
    messages_forget(now=now())
    batches_forget(now=now())
    sessions_forget(now=timezone.now())  # cookies run out on the real clock, in a demonstration too
