"""Scanning uploads beside the worker: in a thread of its own, so that no deadline waits for a scanner."""

import logging
import threading

from django.db import DatabaseError, connections

from yici.files.scanning import files_scan, files_waiting
from yici.people.present import now

_log = logging.getLogger(__name__)


class Scans:
    """The thread that scans, if there is one. What it is at when the worker ends is scanned again after its lease."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    def look(self) -> None:
        """This will begin to scan when a file waits and nobody is at it."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._thread = None
        if files_waiting(now=now()):
            self._thread = threading.Thread(target=self._scan, name="scans", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """This will wait until what is being scanned is done."""
        if self._thread is not None:
            self._thread.join()

    def _scan(self) -> None:
        try:
            while files_scan(now=now()):
                pass
        except DatabaseError as fault:
            _log.warning("the database failed (%s); what waits is scanned later", type(fault).__name__)
        finally:
            connections.close_all()
