"""The roles and databases inside the embedded server."""

from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from yici.database.cluster import SUPERUSER
from yici.database.url import database_url

OWNER, APPLICATION, DATABASE = "yici", "yici_app", "yici"
_CONNECT_TIMEOUT = 10


def superuser(sockets: Path, port: int, *, database: str = "postgres") -> psycopg.Connection[tuple[Any, ...]]:
    """This will connect as the superuser, which only the server's own user (and root) can. Raises OperationalError."""
    return psycopg.connect(
        host=str(sockets),
        port=port,
        user=SUPERUSER,
        dbname=database,
        autocommit=True,
        connect_timeout=_CONNECT_TIMEOUT,
    )


def socket_urls(sockets: Path, port: int, name: str = DATABASE) -> tuple[str, str]:
    """This will be the owner's and the application's URL over the unix socket."""
    owner = database_url(name, user=OWNER, host=str(sockets), port=port)
    return owner, database_url(name, user=APPLICATION, host=str(sockets), port=port)


def furnish(connection: psycopg.Connection[tuple[Any, ...]]) -> None:
    """This will make the two roles and the database where they are missing: a start may have been cut short."""
    roles = {name for (name,) in connection.execute("select rolname from pg_roles")}
    if OWNER not in roles:
        connection.execute(sql.SQL("create role {} login createdb").format(sql.Identifier(OWNER)))
    if APPLICATION not in roles:
        connection.execute(sql.SQL("create role {} login").format(sql.Identifier(APPLICATION)))
    if not connection.execute("select from pg_database where datname = %s", [DATABASE]).rowcount:
        create(connection, DATABASE)


def create(connection: psycopg.Connection[tuple[Any, ...]], name: str, template: str | None = None) -> None:
    """This will make a database that the owner role owns and the application role may connect to."""
    source = sql.SQL(" template {}").format(sql.Identifier(template)) if template else sql.SQL("")
    target, owner, application = sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(APPLICATION)
    connection.execute(sql.SQL("create database {} owner {}").format(target, owner) + source)
    connection.execute(sql.SQL("revoke all on database {} from public").format(target))
    connection.execute(sql.SQL("grant connect, temporary on database {} to {}").format(target, application))


def drop(connection: psycopg.Connection[tuple[Any, ...]], name: str) -> None:
    """This will drop a database if it exists, ending its connections."""
    connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
