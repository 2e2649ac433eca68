"""An instance of its own for measuring: a server in a temporary home, definitions, accounts, tokens, filled with cases.

The moment is fixed (a Monday morning whose calendar is loaded), so that a run of another day does the same work.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from bench import floor
from bench.startup import PROGRAM, free_port
from yici.database import launcher, roles
from yici.database.launcher import Running

START = datetime(2026, 3, 2, 1, tzinfo=UTC)
PLACE = "330800000000"
COUNTED = "pg_stat_statements"


@dataclass(frozen=True, slots=True)
class Instance:
    """Where it is: home, the database server, and the port of the web server."""

    home: Path
    database: Running
    port: int
    server: subprocess.Popen[bytes] | None = None

    def superuser(self) -> psycopg.Connection[tuple[Any, ...]]:
        """This will connect to the instance's database as the superuser."""
        return roles.superuser(self.database.socket, self.database.port, database=roles.DATABASE)


@contextmanager
def instance() -> Iterator[Instance]:
    """This will make an empty, migrated instance and set this process up for it; everything goes at the end."""
    with tempfile.TemporaryDirectory(prefix="yici-bench-") as folder:
        home = Path(folder) / "home"
        try:
            _environment(home)
            database = _counting_server(home)
            _prepare()
            yield Instance(home, database, free_port())
        finally:
            launcher.stop(home)


def _environment(home: Path) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "YICI_SECRET_KEY", "YICI_KEYS", "YICI_DEBUG"):
        os.environ.pop(name, None)
    offset = START - datetime.now(UTC)
    os.environ |= {"YICI_HOME": str(home), "YICI_OFFSET_SECONDS": str(offset.total_seconds()), "YICI_PLACE": PLACE}
    os.environ["YICI_SECOND_FACTOR"] = "optional"


def _counting_server(home: Path) -> Running:
    """The counter of statements is loaded, and counts nothing until it is asked to."""
    first = launcher.start(home)
    with roles.superuser(first.socket, first.port) as connection:
        connection.execute(f"alter system set shared_preload_libraries = {COUNTED}")
        connection.execute(f"alter system set {COUNTED}.track = none")
    launcher.stop(home)
    database = launcher.start(home)
    with roles.superuser(database.socket, database.port, database=roles.DATABASE) as connection:
        connection.execute("create schema bench")
        connection.execute(f"create extension {COUNTED} schema bench")
    return database


def _prepare() -> None:
    # The command reads its arguments when it is imported, sets the environment and then Django up.
    sys.argv = ["yici", "migrate"]
    from yici.cli.instance import prepare_instance  # noqa: PLC0415

    list(prepare_instance())


@contextmanager
def serving(made: Instance, workers: int = 2) -> Iterator[Instance]:
    """This will serve the instance as `yici run` does, one thread a worker, until the block ends."""
    command = [sys.executable, "-c", PROGRAM, "run", "--port", str(made.port), "--workers", str(workers)]
    with _running(made, made.port, command, "/api/v1/keys") as live:
        yield live


@contextmanager
def serving_floor(made: Instance) -> Iterator[Instance]:
    """This will serve the bare application of `bench.floor` over the same database until the block ends."""
    with made.superuser() as superuser:
        for statement in (floor.TABLE, f"grant usage on schema bench to {roles.APPLICATION}",
                          f"grant select, insert on bench.floor to {roles.APPLICATION}"):  # fmt: skip
            superuser.execute(statement)
    port = free_port()
    with _running(made, port, [sys.executable, "-m", "bench.floor", str(port)], "/floor/1") as live:
        yield live


@contextmanager
def _running(made: Instance, port: int, command: list[str], page: str) -> Iterator[Instance]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _until_it_answers(f"http://127.0.0.1:{port}{page}", process)
        yield Instance(made.home, made.database, port, process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def _until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=30):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server does not answer")
