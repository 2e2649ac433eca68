"""Several processes that make the days of a history side by side: who is done with one gets the next."""

import json
import os
import subprocess
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from threading import Event, Lock, Thread
from typing import Any

from yici import parent
from yici.demo.history.day import Made
from yici.demo.history.spec import Spec, spec_text
from yici.domain.error import Refused, YiciError

EVERY = 0.2
"""Seconds after which whoever waits for the others looks whether somebody wants to stop."""
PATIENCE = 30
TOLD: type[YiciError] = Refused
"""A refusal that another process met, with its code."""
Told = Callable[[Made], object]
Process = subprocess.Popen[str]


class Crew:
    """The processes of one fill. `command` starts one that does as `worker.make_days`."""

    def __init__(self, spec: Spec, days: Mapping[date, int], command: Sequence[str], told: Told) -> None:
        self._spec, self._told = spec_text(spec), told
        self._command = command
        self._days = deque(days.items())
        self._lock, self._stop = Lock(), Event()
        self._fault: YiciError | None = None

    def work(self, jobs: int) -> None:
        """This will make every day. Raises what stopped a process; what is whole in the database by then stays."""
        env = {**os.environ, parent.NAMED: str(os.getpid())}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": env}
        processes = [subprocess.Popen(self._command, **pipes) for _ in range(jobs)]  # type: ignore[call-overload] # noqa: S603
        threads = [Thread(target=self._drive, args=(one,), daemon=True) for one in processes]
        try:
            for thread in threads:
                thread.start()
            for thread in threads:
                while thread.is_alive():
                    thread.join(EVERY)
        finally:
            self._stop.set()
            for process, thread in zip(processes, threads, strict=True):
                _end(process, thread)
        if self._fault is not None:
            raise self._fault

    def _drive(self, process: Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            _say(process, self._spec)
            while not self._stop.is_set() and (found := self._next()) is not None:
                _say(process, json.dumps([found[0].isoformat(), found[1]]))
                while (line := _heard(process)) is not None:
                    self._hear(line)
        except (OSError, ValueError, YiciError) as error:
            self._fail(error)

    def _next(self) -> tuple[date, int] | None:
        with self._lock:
            return self._days.popleft() if self._days else None

    def _hear(self, line: dict[str, Any]) -> None:
        if "code" in line:
            raise TOLD(line["code"], remedy=line["remedy"], **line["params"])
        with self._lock:
            self._told(Made(line["cases"], line["events"], tuple(line["refused"])))

    def _fail(self, error: Exception) -> None:
        """The first fault counts: the others only stop because of it."""
        with self._lock:
            if self._fault is None and not self._stop.is_set():
                known = isinstance(error, YiciError)
                remedy = "look at what it wrote above, then fill again with another --seed"
                self._fault = error if known else Refused("fill.process_ended", remedy=remedy)  # type: ignore[assignment]
            self._stop.set()


def _end(process: Process, thread: Thread) -> None:
    """What it was in the middle of is rolled back."""
    process.terminate()
    process.wait(PATIENCE)
    if thread.ident is not None:
        thread.join(PATIENCE)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _say(process: Process, line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()


def _heard(process: Process) -> dict[str, Any] | None:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise OSError("the process ended")
    found: dict[str, Any] | None = json.loads(line)
    return found
