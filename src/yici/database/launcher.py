"""Starts, joins and stops the embedded PostgreSQL server of one home folder.

One server per home: whoever comes first starts it, all others join it. It outlives the process that started it.
"""

import os
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg

from yici.database import identity as identities
from yici.database import postmaster, roles
from yici.database.cluster import open_cluster
from yici.database.lock import held, open_lock, take
from yici.database.place import Place
from yici.database.postmaster import Postmaster
from yici.database.roles import socket_urls
from yici.database.sockets import socket_folder
from yici.database.tcp import LOOPBACK, choose_port, set_passwords, tcp_urls
from yici.domain.error import Conflict, Refused

PATIENCE = 180.0
_LOCK_PATIENCE = PATIENCE + 60
_PAUSE = 0.01
_USUAL_PORT = 5432
_LOG_LIMIT = 10 * 1024 * 1024
# What PostgreSQL says while remains of a killed server, or a port's last user, are still going away.
_PASSING = ("already exists", "still in use", "Address already in use", "could not bind")
_ATTEMPTS, _RETRY_PAUSE = 10, 0.5


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers: the owner's URL, the application role's URL, and where it listens.

    `socket` is the folder of the unix socket; `started` says whether this very call started the server.
    """

    url: str
    app_url: str
    port: int
    socket: Path
    pid: int
    log: Path
    started: bool = False


def start(
    home: Path, *, tcp: bool = False, patience: float = PATIENCE, environ: Mapping[str, str] | None = None
) -> Running:
    """This will start the home's server, or join the one that runs, and wait until it answers.

    `tcp` adds a port of its own on the loopback address, with passwords. Raises Refused, Conflict or Invalid, each with
    its remedy.
    """
    try:
        return _start(Place.of(home), tcp, patience, os.environ if environ is None else environ)
    except OSError as error:
        remedy = f"Make room for the home folder and let this user write it, or name another one ({error.strerror})"
        raise Refused("database.home_not_usable", remedy=remedy, path=str(error.filename or home)) from error


def stop(home: Path, *, patience: float = 60.0) -> bool:
    """This will stop the home's server and tell whether one ran. Raises Conflict when it does not end in time."""
    place = Place.of(home)
    if not place.start_lock.exists():
        return False
    with held(place.start_lock, _LOCK_PATIENCE):
        if not postmaster.settled(place):
            return False
        found = postmaster.read(place)
        _end(place, patience)
        if found:
            postmaster.clear(place, found.sockets)
            _remove_folder(found.sockets)
    return True


def running(home: Path, *, tcp: bool = False) -> Running | None:
    """This will describe the home's server if it runs and is ready; it starts nothing."""
    place = Place.of(home)
    found = postmaster.read(place) if postmaster.lives(place) else None
    return _running(place, found, tcp) if found and found.ready else None


def _start(place: Place, tcp: bool, patience: float, environ: Mapping[str, str]) -> Running:
    if not place.home.is_dir():
        # a service user must be able to pass through, but needs to see nothing
        mode = 0o711 if identities.choose(place, environ).steps_down else 0o700
        place.home.parent.mkdir(parents=True, exist_ok=True)
        place.home.mkdir(mode=mode, exist_ok=True)
    with held(place.start_lock, _LOCK_PATIENCE) as lock:
        joined = _ready(place, patience)
        found = joined or _launch_until_ready(place, tcp, environ, lock, patience)
        found = _furnished(place, found, tcp, patience)
        return replace(_running(place, found, tcp), started=joined is None)


def _launch_until_ready(place: Place, tcp: bool, environ: Mapping[str, str], lock: int, patience: float) -> Postmaster:
    for attempt in range(1, _ATTEMPTS + 1):
        offset = _launch(place, tcp, environ, lock)
        if found := _ready(place, patience):
            return found
        said = _log_since(place, offset)
        if attempt == _ATTEMPTS or not any(word in said for word in _PASSING):
            break
        time.sleep(_RETRY_PAUSE)
    remedy = f"Remove the cause that PostgreSQL names, then repeat; the whole log is {place.log}"
    raise Refused("database.not_started", remedy=remedy, said=" ".join(said.split()[-60:]))


def _launch(place: Place, tcp: bool, environ: Mapping[str, str], lock: int) -> int:
    """Starts the server and gives the size that its log had before."""
    identity = identities.choose(place, environ)
    programs = open_cluster(place, identity, environ, lock)
    sockets = socket_folder(place, identity)
    postmaster.clear(place, sockets)
    port = choose_port(place) if tcp else _USUAL_PORT
    line = [programs.program("postgres"), "-D", str(place.data), "-p", str(port), "-k", str(sockets)]
    line += ["-c", f"listen_addresses={LOOPBACK if tcp else ''}", "-c", f"cluster_name={place.name}"]
    log = _open_log(place)
    offset = os.fstat(log).st_size
    alive = open_lock(place.alive_lock)
    try:
        _take_soon(alive)
        # the server and all its children inherit the lock: it is free again when the last of them has ended
        identities.detach(identity, place.data, line, log=log, pass_fds=[alive])
    finally:
        os.close(alive)
        os.close(log)
    return offset


def _take_soon(alive: int) -> None:
    # whoever just looks whether the lock is free holds it for a moment
    while not take(alive):
        time.sleep(_PAUSE)


def _ready(place: Place, patience: float) -> Postmaster | None:
    """Waits until the server answers; None when there is none, or it has ended instead."""
    deadline = time.monotonic() + patience
    while postmaster.settled(place):
        found = postmaster.read(place)
        if found and found.ready and _answers(found):
            return found
        if found and found.ready and not found.socket.exists():
            # Whoever clears old files away took it: nobody can join any more, and only a restart makes it again.
            _end(place, patience)
            return None
        if time.monotonic() > deadline:
            break
        time.sleep(_PAUSE)
    else:
        return None
    remedy = "The server is still recovering from a crash: wait, look at its log, then repeat"
    raise Conflict("database.not_ready", remedy=remedy, log=str(place.log))


def _answers(found: Postmaster) -> bool:
    try:
        roles.superuser(found.sockets, found.port).close()
    except psycopg.OperationalError:
        return False
    return True


def _furnished(place: Place, found: Postmaster, tcp: bool, patience: float) -> Postmaster:
    """A connection killed just before is noticed only now: the server answered, and recovers a moment later."""
    try:
        _furnish(place, found, tcp)
    except psycopg.OperationalError:
        again = _ready(place, patience)
        if again is None:
            raise
        _furnish(place, again, tcp)
        return again
    return found


def _furnish(place: Place, found: Postmaster, tcp: bool) -> None:
    if tcp and not found.tcp:
        remedy = "The server runs without a TCP port: stop it, then start it with one"
        raise Conflict("database.runs_without_tcp", remedy=remedy)
    with roles.superuser(found.sockets, found.port) as connection:
        roles.furnish(connection)
        if tcp:
            set_passwords(connection, place)


def _running(place: Place, found: Postmaster, tcp: bool) -> Running:
    owner, application = socket_urls(found.sockets, found.port)
    if tcp and found.tcp:
        owner, application = tcp_urls(place, found.port)
    return Running(owner, application, found.port, found.sockets, found.pid, place.log)


def _end(place: Place, patience: float) -> None:
    deadline = time.monotonic() + patience
    asked = 0
    while postmaster.settled(place):
        found = postmaster.read(place)
        if found and found.pid != asked:
            # fast shutdown: ends the connections, writes a checkpoint
            postmaster.signal_process(found.pid, signal.SIGINT)
            asked = found.pid
        if time.monotonic() > deadline:
            remedy = "The server is still writing its data: wait and repeat; its log tells more"
            raise Conflict("database.still_stopping", remedy=remedy, log=str(place.log))
        time.sleep(_PAUSE)


def _remove_folder(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:  # somebody put a file there: it is theirs
        return


def _open_log(place: Place) -> int:
    if place.log.exists() and place.log.stat().st_size > _LOG_LIMIT:
        place.log.replace(place.log.with_name("pg.log.1"))
    return os.open(place.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)


def _log_since(place: Place, offset: int) -> str:
    with place.log.open("rb") as file:
        file.seek(offset)
        return file.read(_LOG_LIMIT).decode("utf-8", "replace")
