"""Advisory file locks: they vanish with the last process that holds them, however it ends."""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yici.domain.error import Conflict, Refused

_PAUSE = 0.02


@contextmanager
def held(path: Path, patience: float) -> Iterator[int]:
    """This will hold the lock, waiting up to `patience` seconds, and give its descriptor.

    Raises Conflict when somebody else keeps it, Refused where the folder cannot hold locks.
    """
    descriptor = open_lock(path)
    try:
        deadline = time.monotonic() + patience
        while not take(descriptor):
            if time.monotonic() > deadline:
                remedy = (
                    "Another process has been starting or stopping this database for long: look at pg.log, then repeat"
                )
                raise Conflict("database.busy", remedy=remedy, lock=str(path))
            time.sleep(_PAUSE)
        yield descriptor
    finally:
        os.close(descriptor)


def open_lock(path: Path) -> int:
    """This will open a lock file, creating it if needed. Raises Refused where this user may not."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except PermissionError as error:
        remedy = "Start as the user who owns the home folder, or name another one"
        raise Refused("database.not_owner", remedy=remedy, path=str(path)) from error


def take(descriptor: int, *, shared: bool = False) -> bool:
    """This will try to lock without waiting and tell whether it could."""
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno in (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS):
            remedy = "This file system cannot lock files: put the home folder on a local disk"
            raise Refused("database.no_locks", remedy=remedy) from error
        raise
    return True


def is_free(path: Path) -> bool:
    """This will tell whether nobody holds the lock. A lock file that does not exist is free."""
    if not path.exists():
        return True
    descriptor = open_lock(path)
    try:
        return take(descriptor, shared=True)
    finally:
        os.close(descriptor)
