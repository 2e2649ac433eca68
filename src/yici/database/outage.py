"""A database that does not answer: how it is told from other faults, and one line in the log for each time it happens.

Every request meets the same outage; the traceback of each says nothing more, and would name addresses and sockets.
"""

import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import Final

import psycopg
from django.db.utils import Error as DjangoError
from django.db.utils import InterfaceError, OperationalError

QUIET: Final = 60.0
"""Seconds without a failing request after which the next one is a new outage."""
GONE: Final = ("08", "57P", "53", "3D")
"""Classes of PostgreSQL's codes: connection, shutdown and start, resources, no such database."""
SAID: Final = "The database does not answer (%s); requests are answered as not possible until it does"


def state_of(error: BaseException) -> str:
    """This will give PostgreSQL's code of a fault; empty when nobody answered. Django keeps the driver's as cause."""
    driver = error if isinstance(error, psycopg.Error) else error.__cause__
    return getattr(driver, "sqlstate", None) or ""


def is_outage(error: BaseException | None) -> bool:
    """This will tell a database that does not answer from one that answered with a refusal."""
    if not isinstance(error, DjangoError | psycopg.Error):
        return False
    if not isinstance(error, OperationalError | InterfaceError | psycopg.OperationalError | psycopg.InterfaceError):
        return False
    state = state_of(error)
    return not state or state.startswith(GONE)


class OneLine(logging.Filter):
    """Lets one line through for each outage, in place of a traceback for each request; all else as it is."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._last = -QUIET
        self._lock = Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        """This will say whether a record is to be written, shortened if it tells of an outage."""
        error = record.exc_info[1] if record.exc_info else None
        # Who asked for more than errors gets it whole.
        if record.levelno < logging.ERROR or not is_outage(error):
            return True
        record.msg, record.args = SAID, (type(error).__name__,)
        record.exc_info = record.exc_text = None
        return self._is_new()

    def _is_new(self) -> bool:
        moment = self._clock()
        with self._lock:
            before, self._last = self._last, moment
        return moment - before >= QUIET
