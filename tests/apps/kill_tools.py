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
from types import TracebackType
from typing import Any
from uuid import UUID

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

    def __init__(self, database: Running) -> None:
        environment = servers.environment(database.app_url, database.url)
        environment["PYTHONPATH"] = os.pathsep.join([environment["PYTHONPATH"], str(servers.CHECKOUT)])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.apps.killed"], env=environment, cwd=servers.CHECKOUT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.heard: list[dict[str, Any]] = []
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> "Zygote":
        self.hear(1)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for pid in {line["pid"] for line in self.heard} - {self._process.pid}:
            kill(pid)
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        self._process.stdout.close()

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._lines.put(line)

    def order(self, do: str, **order: Any) -> None:
        """Have a child do something."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": do, **order}) + "\n")
        self._process.stdin.flush()

    def hear(self, count: int) -> list[dict[str, Any]]:
        """Wait for so many more lines."""
        told = [json.loads(self._lines.get(timeout=PATIENCE)) for _ in range(count)]
        self.heard += told
        return told

    def hear_out(self) -> list[dict[str, Any]]:
        """Take what was said already and not listened to yet."""
        told = []
        while not self._lines.empty():
            told.append(json.loads(self._lines.get()))
        self.heard += told
        return told

    @property
    def children(self) -> set[int]:
        """Everybody who ever said anything."""
        return {line["pid"] for line in self.heard} - {self._process.pid}

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
    """Hold the record to what was promised: it verifies, every acknowledged event is there, no request was done twice."""
    assert faults() == []
    public = keys.public_keys()
    for name, answer in acknowledged.items():
        stored = receipt_of(UUID(answer["case"]), answer["seq"])
        assert stored, f"{name} was acknowledged and is gone"
        assert stored["statement"] == answer["receipt"]["statement"], name
        assert verify_receipt(answer["receipt"], public).valid, name
    kept = dict(rows("SELECT key, response::jsonb->>'case' FROM ledger_answer"))
    assert acknowledged.items() >= set() and acknowledged.keys() <= kept.keys()
    submitted = [case for name, case in kept.items() if name.endswith("-submit")]
    [(cases,)] = rows("SELECT count(*) FROM cases_case")
    assert len(submitted) == len(set(submitted)) == cases
    assert (
        rows("SELECT kind FROM ledger_event GROUP BY stream, kind HAVING count(*) > 1 AND kind <> 'deadline.missed'")
        == []
    )
    check_numbers()


def check_numbers() -> None:
    """Nothing that was rolled back left a gap, nothing was numbered twice."""
    [(given,)] = rows("SELECT coalesce(sum(last), 0) FROM cases_counter")
    [(used,)] = rows("SELECT (SELECT count(*) FROM cases_case) + (SELECT count(*) FROM cases_approval)")
    assert given == used
