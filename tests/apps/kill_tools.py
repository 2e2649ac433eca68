"""Starting, hearing out and killing the processes of `tests.apps.killed`, and checking what they leave."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests import server as servers
from tests.apps.case_scenes import faults
from yici.database.launcher import Running
from yici.database.url import django_database
from yici.ledger import keys
from yici.ledger.receipts import receipt_of, verify_receipt

PATIENCE = 60


class Zygote:
    """The process that forks those who are killed. `heard` keeps every line of every child, in order."""

    def __init__(self) -> None:
        environment = servers.environment(servers.PLACEHOLDER, servers.PLACEHOLDER)
        environment["PYTHONPATH"] = os.pathsep.join([environment["PYTHONPATH"], str(servers.CHECKOUT)])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.apps.killed"], env=environment, cwd=servers.CHECKOUT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._lines: queue.Queue[str] = queue.Queue()
        self._database = ""
        self.heard: list[dict[str, Any]] = []
        self.children: list[int] = []
        threading.Thread(target=self._listen, daemon=True).start()
        self.hear(1)

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._lines.put(line)

    def end(self) -> None:
        """End it in peace."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        self._process.stdout.close()

    @contextmanager
    def at(self, database: Running) -> Iterator["Zygote"]:
        """Have children work on a database; whoever still lives at the end is killed."""
        self._database = database.app_url
        self.heard.clear()
        try:
            yield self
        finally:
            self.kill()

    def order(self, do: str, **order: Any) -> None:
        """Have a child do something."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": do, "database": self._database, **order}) + "\n")
        self._process.stdin.flush()

    def hear(self, count: int) -> None:
        """Wait until children have said so many more lines, and note who was forked meanwhile."""
        while count:
            line = json.loads(self._lines.get(timeout=PATIENCE))
            if "child" in line:
                self.children.append(line["child"])
            else:
                self.heard.append(line)
                count -= 1

    def kill(self) -> None:
        """Kill every child at once, and take down what they had said before."""
        for pid in self.children:
            kill(pid)
        self.children.clear()
        time.sleep(0.05)
        while not self._lines.empty():
            self.hear(1)

    @property
    def acknowledged(self) -> dict[str, dict[str, Any]]:
        """What was answered to each request; the same request always got the same answer."""
        answers: dict[str, dict[str, Any]] = {}
        for line in self.heard:
            if "key" in line:
                assert answers.setdefault(line["key"], line["answer"]) == line["answer"]
        return answers

    @property
    def errors(self) -> list[str]:
        return [line["told"] for line in self.heard if "error" in line]


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """One for all tests of this process: to load everything anew for each of them is what takes the time."""
    made = Zygote()
    yield made
    made.end()


def kill(pid: int) -> None:
    """Kill one of our own children at once; one that is gone already is fine."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


@contextmanager
def connected(database: Running) -> Iterator[None]:
    """Point this process's connection to another database."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(django_database(database.app_url))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def alone() -> None:
    """Wait until the server has noticed that those who were killed are gone, and rolled back what they had begun."""
    until = time.monotonic() + PATIENCE
    while rows("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"):
        assert time.monotonic() < until, "somebody is still connected"
        time.sleep(0.01)


def rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def check_record(acknowledged: dict[str, dict[str, Any]]) -> None:
    """Hold the record to its promises: it verifies, what was acknowledged is there, no request was done twice."""
    assert faults() == []
    public = keys.public_keys()
    for name, answer in acknowledged.items():
        stream = next(answer[kind] for kind in ("case", "licence", "project") if kind in answer)
        stored = receipt_of(UUID(stream), answer["seq"])
        assert stored, f"{name} was acknowledged and is gone"
        assert stored["statement"] == answer["receipt"]["statement"], name
        assert verify_receipt(answer["receipt"], public).valid, name
    kept = dict(rows("SELECT key, response::jsonb->>'case' FROM ledger_answer"))
    assert acknowledged.keys() <= kept.keys()
    submitted = [case for name, case in kept.items() if name.endswith("-submit")]
    [(cases,)] = rows("SELECT count(*) FROM cases_case")
    assert len(submitted) == len(set(submitted)) == cases
    check_once()
    check_numbers()


def check_once() -> None:
    """No event is there twice: none says the same of the same case as another."""
    same = "SELECT stream, kind FROM ledger_event GROUP BY stream, kind, at, content::jsonb->'body' HAVING count(*) > 1"
    assert rows(same) == []


def check_numbers() -> None:
    """Nothing that was rolled back left a gap, nothing was numbered twice."""
    [(given,)] = rows("SELECT coalesce(sum(last), 0) FROM cases_counter")
    [(used,)] = rows("SELECT (SELECT count(*) FROM cases_case) + (SELECT count(*) FROM cases_approval)")
    assert given == used
