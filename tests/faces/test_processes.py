"""The processes of an instance: they share what they load, and nobody outlives the main one.

They are killed for real, and all that they started is gone soon after.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests import server as servers
from tests.apps.database_homes import wait_until
from yici import parent
from yici.cli import trials
from yici.cli.port import kept
from yici.database.launcher import Running
from yici.domain.error import Refused

pytestmark = pytest.mark.kill
PROGRAM = "import sys; from yici.cli import main; sys.exit(main())"
SOON = 2.0
# One that starts another as the demonstration does, says its number, and waits to be killed.
STARTER = """
import subprocess, sys, time
from yici import parent
parent.lead()
child = subprocess.Popen([sys.executable, "-c", sys.argv[1], *sys.argv[2:]])
print(child.pid, flush=True)
time.sleep(600)
"""
FOLLOWER = """
import sys, time
from yici import parent
if sys.argv[1] == "portable":
    parent._ask_kernel = lambda: None
parent.follow()
print("ready", flush=True)
time.sleep(600)
"""


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


def children_of(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in found.split()]


def kill_and_wait(process: subprocess.Popen[str], followers: list[int]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    killed = time.monotonic()
    try:
        wait_until(lambda: not any(map(lives, followers)), seconds=30)
        assert time.monotonic() - killed < SOON
    finally:
        for pid in filter(lives, followers):
            os.kill(pid, signal.SIGKILL)


@contextmanager
def running(*command: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", *command], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("way", ["kernel", "portable"])
def test_a_follower_ends_when_its_parent_was_killed(way: str) -> None:
    environment = servers.environment(servers.PLACEHOLDER, servers.PLACEHOLDER)
    with running(STARTER, FOLLOWER, way, environment=environment) as process:
        assert process.stdout is not None
        follower = int(process.stdout.readline())
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.6)
        assert lives(follower)
        kill_and_wait(process, [follower])


@pytest.mark.parametrize("before", ["", "parent.lead(); "])
def test_who_was_not_told_to_follow_and_who_leads_stays(before: str) -> None:
    plain = {name: value for name, value in os.environ.items() if name != "YICI_PARENT"}
    program = f"from yici import parent; {before}parent.follow(); import threading; print(threading.active_count())"
    done = subprocess.run(
        [sys.executable, "-c", program], env={**plain, "PYTHONPATH": str(servers.CHECKOUT / "src")},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "1\n"


def test_a_job_worker_ends_with_the_demonstration_that_started_it(database: Running) -> None:
    environment = servers.environment(database.app_url, database.url)
    with running(STARTER, PROGRAM, "worker", environment=environment) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        wait_until(lambda: watches(worker))
        kill_and_wait(process, [worker])


def watches(pid: int) -> bool:
    """Besides its one thread for the work it has one that watches."""
    return len(list(Path(f"/proc/{pid}/task").iterdir())) > 1


@pytest.mark.usefixtures("static_files")
def test_server_workers_end_with_the_server_that_was_killed(database: Running) -> None:
    number = some_port()
    environment = servers.environment(database.app_url, database.url)
    arguments = ("run", "--workers", "2", "--port", str(number))
    with running(PROGRAM, *arguments, environment=environment) as process:
        wait_until(lambda: answers(number), seconds=60)
        workers = children_of(process.pid)
        assert len(workers) >= 2
        kill_and_wait(process, workers)
    # The last of a worker's threads closes what it held; connections that linger must not matter.
    wait_until(lambda: is_free(number), seconds=SOON)


def is_free(number: int) -> bool:
    try:
        with kept("127.0.0.1", number):
            return True
    except Refused:
        return False


FRESH_MEGABYTES = 85
"""What a worker may cost beside the others; one that loads everything for itself takes a hundred."""


@pytest.mark.usefixtures("static_files")
def test_workers_share_what_they_have_loaded(database: Running) -> None:
    number = some_port()
    environment = servers.environment(database.app_url, database.url)
    arguments = ("run", "--workers", "2", "--port", str(number))
    with running(PROGRAM, *arguments, environment=environment) as process:
        wait_until(lambda: answers(number), seconds=60)
        assert max(map(megabytes, children_of(process.pid))) < FRESH_MEGABYTES
        process.terminate()
        process.wait(timeout=30)


def megabytes(pid: int) -> int:
    """The proportional share of a process in the memory that is used."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) // 1024


def some_port() -> int:
    """One that the system does not give to anybody else soon: tests beside this one look for theirs, too."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answers(number: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{number}/api/v1/keys", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


TRIED = """
import os, time
from pathlib import Path
from yici import parent
parent.follow()
time.sleep(1.2)
Path(os.environ["TRIED_AT"]).write_text("ran")
"""


def test_a_trial_follows_the_worker_that_started_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker follows the demonstration, whose name stands in its environment; a trial is no child of that one."""
    monkeypatch.setenv(parent.NAMED, str(os.getppid()))
    monkeypatch.setenv("TRIED_AT", str(tmp_path / "ran"))
    monkeypatch.setattr(trials, "PROGRAM", TRIED)
    monkeypatch.setattr(trials, "to_run", lambda _: True)
    running = trials.Trials()
    running.look()
    running.look()
    wait_until((tmp_path / "ran").exists)
    running.end()
    monkeypatch.setattr(trials, "to_run", lambda _: False)
    running.look()
    assert running._process is None
