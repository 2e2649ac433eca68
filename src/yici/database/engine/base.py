"""The module that Django asks an engine for."""

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that asks the server whether it lives only when its socket has something to say.

    A server that stops or is killed closes its sockets, and a closed socket is readable: as long as nothing is, the
    question would cost each request a statement for nothing. A network that fell silent is found by TCP keep-alive.
    """

    def is_usable(self) -> bool:
        """This will tell a living connection from one that must be opened anew."""
        connection = self.connection
        if connection is not None and _at_ease(connection) and not _readable(connection.fileno()):
            return True
        return bool(super().is_usable())


def _at_ease(connection: Any) -> bool:
    return not connection.closed and connection.pgconn.transaction_status != TransactionStatus.INERROR


def _readable(socket: int) -> bool:
    waiting = select.poll()
    waiting.register(socket, select.POLLIN)
    return bool(waiting.poll(0))
