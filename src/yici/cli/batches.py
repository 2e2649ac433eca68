"""Doing batches beside the worker: in a thread of its own, so that no deadline waits for two hundred cases."""

import logging
import threading

from django.db import DatabaseError, connections

from yici.cases.batch_running import batch_run, batches_to_do
from yici.people.present import now

_log = logging.getLogger(__name__)


class Batches:
    """The thread that does batches, if there is one. What it is at when the worker ends is gone on with later."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    def look(self) -> None:
        """This will begin when a batch waits and nobody is at it."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._thread = None
        if batches_to_do(now=now()):
            self._thread = threading.Thread(target=self._do, name="batches", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """This will wait until what is being done is done."""
        if self._thread is not None:
            self._thread.join()

    def _do(self) -> None:
        try:
            while batch_run(now=now()) is not None:
                pass
        except DatabaseError as fault:
            _log.warning("the database failed (%s); what waits is done later", type(fault).__name__)
        finally:
            connections.close_all()
