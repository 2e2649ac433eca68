"""Work beside the worker in a thread of its own, so that no deadline waits for it."""

import logging
import threading

from django.db import DatabaseError, connections

_log = logging.getLogger(__name__)


class Aside:
    """A thread that works while something waits. What it is at when the worker ends is gone on with after its lease."""

    name = ""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    def waits(self) -> bool:
        """This will say whether there is anything to do."""
        raise NotImplementedError

    def run(self) -> None:
        """This will do all that waits."""
        raise NotImplementedError

    def look(self) -> None:
        """This will begin when something waits and nobody is at it."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._thread = None
        if self.waits():
            self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """This will wait until what is being done is done."""
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            self.run()
        except DatabaseError as fault:
            _log.warning("%s: the database failed (%s); what waits is done later", self.name, type(fault).__name__)
        finally:
            connections.close_all()
