"""Finds a folder for the server's socket that only its user can enter and whose path is short enough."""

import re
import socket
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from yici.database.identity import Identity, give
from yici.database.place import Place
from yici.domain.error import Refused

# sun_path holds 103 bytes everywhere; the longest name put into the folder is /.s.PGSQL.65535
_LONGEST = 103 - len("/.s.PGSQL.65535")
_PLAIN = re.compile(r"[A-Za-z0-9_./-]+")
_ATTEMPTS = 10


def socket_folder(place: Place, identity: Identity) -> Path:
    """This will give a folder of mode 0700 for the socket: in the home, else in the folder for temporary files.

    The same home gets the same folder again, so that clients find the server after a crash. Raises Refused.
    """
    for folder in _candidates(place, identity):
        if _fits(folder) and _belongs(folder, identity) and _holds_sockets(folder):
            return folder
    remedy = "Use a home folder with a shorter path in plain letters, or make room in the folder for temporary files"
    raise Refused("database.no_socket_folder", remedy=remedy)


def _candidates(place: Place, identity: Identity) -> Iterator[Path]:
    yield place.sockets
    for base in dict.fromkeys((tempfile.gettempdir(), "/tmp")):  # noqa: S108 - ownership and mode are checked
        for attempt in range(_ATTEMPTS):
            yield Path(base) / f"{place.name}-{identity.uid}{f'-{attempt}' if attempt else ''}"


def _fits(folder: Path) -> bool:
    return bool(_PLAIN.fullmatch(str(folder))) and len(str(folder)) <= _LONGEST


def _belongs(folder: Path, identity: Identity) -> bool:
    """In a folder that everybody may write, somebody else may have made this name first: that one is never used."""
    try:
        folder.mkdir(mode=0o700)
        give(identity, folder)
    except FileExistsError:
        pass
    except OSError:
        return False
    status = folder.lstat()
    return stat.S_ISDIR(status.st_mode) and status.st_uid == identity.uid and not status.st_mode & 0o077


def _holds_sockets(folder: Path) -> bool:
    probe = folder / "probe"
    probe.unlink(missing_ok=True)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(probe))
    except OSError:  # some network and shared file systems know no sockets
        return False
    finally:
        probe.unlink(missing_ok=True)
    return True
