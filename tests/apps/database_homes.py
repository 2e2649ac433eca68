"""Homes with a server of their own, for tests that start, kill and damage servers."""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

from yici.database import binaries, launcher, postmaster
from yici.database.binaries import Binaries
from yici.database.launcher import Running
from yici.database.place import Place

ALL_BINARIES = binaries.find_all({})
_idle: dict[Binaries, list[Path]] = {}
_numbers = count()
SOURCES = Path(launcher.__file__).resolve().parents[2]


@contextmanager
def new_home(path: Path, *, made: bool = True, programs: Binaries = ALL_BINARIES[0]) -> Iterator[Path]:
    """A home in which nothing runs, with or without data. Whatever runs there at the end is stopped.

    Making and copying data folders is what takes the time, so they go from test to test: name your tables differently.
    """
    if made:
        path.mkdir(mode=0o700, parents=True)
        shutil.move(_data(programs), path / "pg")
    try:
        yield path
    finally:
        launcher.stop(path)
        _keep(path / "pg", programs)
        shutil.rmtree(path, ignore_errors=True)


def _data(programs: Binaries) -> Path:
    if idle := _idle.get(programs):
        return idle.pop()
    home = _folder() / f"home{next(_numbers)}"
    launcher.start(home, environ={"YICI_PG_BIN": str(programs.path)})
    launcher.stop(home)
    _keep(home / "pg", programs)
    return _idle[programs].pop()


def _keep(data: Path, programs: Binaries) -> None:
    if data.exists() and data.stat().st_uid == os.geteuid():
        # killing processes loses nothing that the system has taken; the test of this setting makes its own data
        (data / "postgresql.auto.conf").write_text("fsync = off\n")
        _idle.setdefault(programs, []).append(Path(shutil.move(data, _folder() / f"pg{next(_numbers)}")))


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="yici-data-"))
    atexit.register(shutil.rmtree, folder)
    return folder


def command(*arguments: str | Path, python: tuple[str, ...] = ("-m", "yici.database")) -> subprocess.Popen[str]:
    """A process of its own that runs `python -m yici.database ...`."""
    return subprocess.Popen(
        [sys.executable, *python, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCES), *sys.path])},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def output_of(process: subprocess.Popen[str]) -> str:
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    return said


def kill_server(server: Running) -> None:
    os.kill(server.pid, signal.SIGKILL)


def wait_until(true: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.005)


def has_vanished(home: Path) -> bool:
    place = Place.of(home)
    return not postmaster.lives(place) and not postmaster.settled(place)
