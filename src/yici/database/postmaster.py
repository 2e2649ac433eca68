"""What is left or alive of a server: its pid file, its main process, its orphans.

The pid file alone proves nothing: it survives kill -9, and its number may belong to another process by now. A server
lives when the process it names is a PostgreSQL process at work in this very data folder.
"""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yici.database.lock import is_free
from yici.database.place import Place
from yici.domain.error import Conflict

_PROC = Path("/proc")
_PAUSE = 0.02
# After the main process was killed its children notice at their next wait; a busy one must be told. No data can be
# lost: what was acknowledged is in the write-ahead log.
_ORPHAN_SIGNALS = ((10.0, signal.SIGKILL), (5.0, signal.SIGQUIT), (2.0, signal.SIGTERM))
_ORPHANS_GONE_AFTER = 30.0


@dataclass(frozen=True, slots=True)
class Postmaster:
    """The content of postmaster.pid: the main process, where it listens, and whether it says that it is ready."""

    pid: int
    port: int
    sockets: Path
    tcp: bool
    ready: bool

    @property
    def socket(self) -> Path:
        """The file through which it is reached."""
        return self.sockets / f".s.PGSQL.{self.port}"


def read(place: Place) -> Postmaster | None:
    """This will read the pid file of a server that is up, or give None while a part of it is missing."""
    lines = _lines(place)
    if len(lines) < 8 or not lines[0].isdigit() or not lines[3].isdigit():
        return None
    return Postmaster(
        pid=int(lines[0]),
        port=int(lines[3]),
        sockets=Path(os.fsdecode(lines[4])),
        tcp=bool(lines[5].strip()),
        ready=lines[7].strip() == b"ready",
    )


def lives(place: Place) -> bool:
    """This will tell whether the process named in the pid file is this data folder's server."""
    # a minus stands before the number of a server in single-user mode
    word = _lines(place)[:1] or [b""]
    number = word[0].lstrip(b"-")
    if not number.isdigit():
        return False
    if _PROC.joinpath("self").exists():
        return _works_in(int(number), place) and not _is_child(int(number))
    return not is_free(place.alive_lock) and _exists(int(number))


def settled(place: Place) -> bool:
    """This will wait until the server either lives (True) or has vanished wholly (False), ending orphans on the way.

    Raises Conflict when something goes on holding the data that cannot be seen from here.
    """
    began = time.monotonic()
    while not lives(place):
        if is_free(place.alive_lock):
            return False
        waited = time.monotonic() - began
        if waited > _ORPHANS_GONE_AFTER:
            remedy = "A server that this process cannot see uses the data, perhaps in another container: stop it there"
            raise Conflict("database.held_elsewhere", remedy=remedy, data=str(place.data))
        _end_orphans(place, waited)
        time.sleep(_PAUSE)
    return True


def signal_process(pid: int, number: int) -> None:
    """This will send a signal to a process that may have ended already."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def clear(place: Place, sockets: Path) -> None:
    """This will remove the pid and socket files of a server that has vanished: PostgreSQL would believe them."""
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    for left in sockets.glob(".s.PGSQL.*"):
        left.unlink(missing_ok=True)


def _lines(place: Place) -> list[bytes]:
    try:
        return (place.data / "postmaster.pid").read_bytes().split(b"\n")
    except (FileNotFoundError, NotADirectoryError):
        return []


def _end_orphans(place: Place, waited: float) -> None:
    number = next((number for after, number in _ORPHAN_SIGNALS if waited > after), None)
    for pid in _processes_in(place) if number else ():
        if _is_child(pid):
            signal_process(pid, number or signal.SIGTERM)


def _processes_in(place: Place) -> Iterator[int]:
    for entry in _PROC.iterdir() if _PROC.is_dir() else ():
        if entry.name.isdigit() and _works_in(int(entry.name), place):
            yield int(entry.name)


def _works_in(pid: int, place: Place) -> bool:
    process = _PROC / str(pid)
    try:
        name, _, rest = (process / "stat").read_text(errors="replace").partition("(")[2].rpartition(")")
        if name != "postgres" or rest.split()[0] in ("Z", "X"):
            return False
        return (process / "cwd").samefile(place.data)
    except PermissionError:
        # root in a container may not look into a service user's process, but may read its command line
        line = _command_line(pid)
        return os.fsencode(place.data) in line or line[0].startswith(f"postgres: {place.name}: ".encode())
    except OSError:  # gone meanwhile
        return False


def _is_child(pid: int) -> bool:
    return _command_line(pid)[0].startswith(b"postgres: ")


def _command_line(pid: int) -> list[bytes]:
    """The program and its arguments, or the title that the process gave itself; never empty."""
    try:
        return (_PROC / str(pid) / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return [b""]


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
