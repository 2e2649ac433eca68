"""Sending messages beside the worker: a thread for each channel, so that none waits for another one's gateway."""

import logging
import threading

from django.db import DatabaseError, connections

from yici.domain.error import YiciError
from yici.notices.sending import channels_waiting, message_carry
from yici.people.present import now

_log = logging.getLogger(__name__)


class Outbox:
    """The threads that send. What they are at when the worker ends is sent again after its lease."""

    def __init__(self) -> None:
        self._threads: dict[str, threading.Thread] = {}

    def look(self) -> None:
        """This will begin to send where something waits and nobody is at it."""
        self._threads = {name: one for name, one in self._threads.items() if one.is_alive()}
        for name in channels_waiting(now=now()):
            if name not in self._threads:
                thread = threading.Thread(target=_carry, args=(name,), name=f"outbox {name}", daemon=True)
                self._threads[name] = thread
                thread.start()

    def wait(self) -> None:
        """This will wait until what can be sent now is sent."""
        for thread in list(self._threads.values()):
            thread.join()


def _carry(name: str) -> None:
    try:
        while message_carry(channel_name=name, now=now()) is not None:
            pass
    except (DatabaseError, YiciError) as fault:
        _log.warning("sending by %s stopped (%s); what waits is sent later", name, type(fault).__name__)
    finally:
        connections.close_all()
