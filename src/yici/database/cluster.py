"""Makes the data folder of the embedded database, whole or not at all."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from yici.database import binaries as programs
from yici.database.binaries import Binaries
from yici.database.identity import Identity, give, run
from yici.database.place import Place
from yici.database.spawn import CANNOT_BECOME, CANNOT_RUN
from yici.domain.error import Refused

SUPERUSER = "postgres"
_BUILTIN_LOCALES_FROM = 17
_GIB = 1024**3

# Local connections are trusted because only the server's own user can enter the socket's folder.
_ACCESS = """\
local all all trust
host all yici,yici_app 127.0.0.1/32 scram-sha-256
host all yici,yici_app ::1/128 scram-sha-256
"""
_SETTINGS = """\
# Written by Yici when the data folder was made. Your own settings go below this file's include line in postgresql.conf.
fsync = on
synchronous_commit = on
full_page_writes = on
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
shared_buffers = {shared_buffers}
random_page_cost = 1.1
jit = off
# The event feed reads only what is older than the oldest open transaction: a forgotten one must not hold it up.
idle_in_transaction_session_timeout = '10min'
# Statements and error details carry personal data: they go back to the client, never into this log.
log_min_messages = 'log'
log_min_error_statement = 'panic'
log_error_verbosity = 'terse'
log_checkpoints = off
log_line_prefix = '%m [%p] '
"""


def open_cluster(place: Place, identity: Identity, environ: Mapping[str, str], keep: int) -> Binaries:
    """This will make the data folder if there is none and give the programs that fit it.

    `keep` is a descriptor that initdb inherits: the lock behind it stays held until initdb has ended, even if this
    process is killed meanwhile. Raises Refused with what initdb said.
    """
    if place.data.exists():
        return programs.find(environ, _major_of(place))
    found = programs.find(environ)
    _initdb(place, identity, found, keep)
    _configure(place.unfinished, identity)
    place.unfinished.rename(place.data)
    return found


def _major_of(place: Place) -> int:
    try:
        return int((place.data / "PG_VERSION").read_text().strip())
    except (OSError, ValueError):
        remedy = f"Move {place.data} away, or name another home folder"
        raise Refused("database.not_a_data_folder", remedy=remedy) from None


def _initdb(place: Place, identity: Identity, found: Binaries, keep: int) -> None:
    if place.unfinished.exists():
        shutil.rmtree(place.unfinished)
    place.unfinished.mkdir(mode=0o700)
    give(identity, place.unfinished)
    line = [found.program("initdb"), "--pgdata", str(place.unfinished), "--username", SUPERUSER, "--auth", "trust"]
    line += ["--data-checksums", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-instructions"]
    line += ["--locale-provider", "builtin"] if found.major >= _BUILTIN_LOCALES_FROM else []
    ended = run(identity, place.unfinished, line, pass_fds=[keep])
    if ended.returncode:
        raise _failed(place, identity, ended.returncode, ended.stdout)


def _failed(place: Place, identity: Identity, code: int, said: str) -> Refused:
    words = " ".join(said.split()[-60:])
    if code in (CANNOT_BECOME, CANNOT_RUN) and identity.steps_down:
        remedy = (
            f"PostgreSQL must not run as root, and user {identity.uid} may not enter {place.home} or its programs: "
            f"start Yici as an ordinary user, choose a home folder that this user may enter, or set DATABASE_URL"
        )
        return Refused("database.unreachable_for_service_user", remedy=remedy, said=words)
    remedy = "Remove the cause that PostgreSQL names and repeat; nothing was left behind"
    return Refused("database.initdb_failed", remedy=remedy, said=words)


def _configure(data: Path, identity: Identity) -> None:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    buffers = "256MB" if memory >= 4 * _GIB else "64MB"
    _write(data / "yici.conf", _SETTINGS.format(shared_buffers=buffers), identity)
    _write(data / "pg_hba.conf", _ACCESS, identity)
    with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("\ninclude = 'yici.conf'\n")


def _write(path: Path, text: str, identity: Identity) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    give(identity, path)
