"""The optional TCP side of the embedded server: a port of its own on the loopback address, and passwords.

Any user of the machine can reach a TCP port, so here, unlike on the socket, roles need passwords.
"""

import secrets
import socket
from contextlib import closing
from typing import Any

import psycopg
from psycopg import sql

from yici.database.place import Place
from yici.database.roles import APPLICATION, DATABASE, OWNER
from yici.database.url import database_url
from yici.domain.error import Refused

LOOPBACK = "127.0.0.1"


def choose_port(place: Place) -> int:
    """This will give last time's port if it is free, so that clients find the server again; else another one."""
    for port in (_last_port(place), 0):
        with closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            chosen = int(probe.getsockname()[1])
        place.tcp_port.write_text(f"{chosen}\n", encoding="ascii")
        return chosen
    raise Refused("database.no_port", remedy="No free TCP port was found: start without TCP")


def set_passwords(connection: psycopg.Connection[tuple[Any, ...]], place: Place) -> None:
    """This will give both roles the passwords kept in the home folder, making them first if there are none."""
    for role, password in zip((OWNER, APPLICATION), _passwords(place), strict=True):
        # hashed here, so that the server never sees the password
        verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
        statement = sql.SQL("alter role {} password {}").format(sql.Identifier(role), sql.Literal(verifier))
        connection.execute(statement)


def tcp_urls(place: Place, port: int) -> tuple[str, str]:
    """This will be the owner's and the application's URL over TCP, with their passwords."""
    owner, application = _passwords(place)
    return (
        database_url(DATABASE, user=OWNER, password=owner, host=LOOPBACK, port=port),
        database_url(DATABASE, user=APPLICATION, password=application, host=LOOPBACK, port=port),
    )


def _last_port(place: Place) -> int:
    try:
        return int(place.tcp_port.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return 0


def _passwords(place: Place) -> tuple[str, str]:
    if not place.passwords.exists():
        unfinished = place.passwords.with_suffix(".unfinished")
        unfinished.touch(mode=0o600)
        unfinished.write_text(f"{secrets.token_urlsafe(24)}\n{secrets.token_urlsafe(24)}\n", encoding="ascii")
        unfinished.rename(place.passwords)
    owner, application = place.passwords.read_text(encoding="ascii").split()
    return owner, application
