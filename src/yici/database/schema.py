"""The schema of one instance and what the application's role may do in it.

Two roles are the rule: one owns the tables, the other has just the rights given here. Where an operator has one role
only, its own rights to change insert-only tables are revoked: that stops mistakes and injected SQL short of a GRANT.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import psycopg
from psycopg import errors, sql

from yici.database.url import connect, parse
from yici.domain.error import Invalid, Refused

_Connection = psycopg.Connection[tuple[Any, ...]]


class Protection(StrEnum):
    """How far the insert-only tables are protected from the application."""

    ROLES = "roles"  # another role owns them: the application cannot change that
    REVOKED = "revoked"  # the application's role owns them, but has taken the rights from itself
    NONE = "none"  # the application's role is a superuser, or has the owner's rights in another way


def prepare_schema(owner_url: str, app_url: str) -> None:
    """This will create the schema named in the URLs if it is missing, and let the application's role see it.

    Raises Invalid when the two URLs disagree, Refused when the owner may not create what is needed.
    """
    name = _common_schema(owner_url, app_url)
    app_role = _role(app_url)
    with connect(owner_url) as connection:
        _create_schema(connection, name)
        if not _scalar(connection, "select has_schema_privilege(%s, 'CREATE')", name):
            raise Refused("database.schema_not_owned", remedy=_schema_remedy(connection, name), schema=name)
        if app_role != _scalar(connection, "select current_user"):
            statement = sql.SQL("grant usage on schema {} to {}")
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(app_role)))


def grant(owner_url: str, app_url: str, insert_only: Sequence[str]) -> Protection:
    """This will give the application's role its rights after a migration, all in one transaction.

    It may read and write every table and use every sequence of the schema, but only read and insert in the tables named
    in `insert_only` and their partitions. Gives how far that protects them. Raises Invalid for a table that does not
    exist, Refused where revoking would break foreign keys.
    """
    name = _common_schema(owner_url, app_url)
    app_role = _role(app_url)
    with connect(owner_url) as connection:
        tables = _with_partitions(connection, name, insert_only)
        alone = app_role == _scalar(connection, "select current_user")
        if alone:
            _refuse_references(connection, tables)
        else:
            _grant_all(connection, name, app_role)
        for table in tables:
            statement = sql.SQL("revoke update, delete, truncate on {} from {}")
            connection.execute(statement.format(sql.Identifier(name, table), sql.Identifier(app_role)))
        return _protection(connection, name, tables, app_role, alone)


def _common_schema(owner_url: str, app_url: str) -> str:
    owner, app = parse(owner_url), parse(app_url)
    if (owner.schema, owner.parameters["dbname"]) != (app.schema, app.parameters["dbname"]):
        remedy = "Name the same database and schema in the owner's and the application's URL"
        raise Invalid("database.schemas_differ", remedy=remedy, app=app.schema, owner=owner.schema)
    return app.schema


def _role(url: str) -> str:
    with connect(url) as connection:
        return str(_scalar(connection, "select current_user"))


def _create_schema(connection: _Connection, name: str) -> None:
    # looked up first, because "if not exists" asks for the right to create even where nothing is created
    if _scalar(connection, "select exists(select from pg_namespace where nspname = %s)", name):
        return
    try:
        with connection.transaction():
            connection.execute(sql.SQL("create schema {}").format(sql.Identifier(name)))
    except errors.InsufficientPrivilege:
        raise Refused("database.schema_not_created", remedy=_schema_remedy(connection, name), schema=name) from None
    except (errors.DuplicateSchema, errors.UniqueViolation):  # another process was quicker
        return


def _schema_remedy(connection: _Connection, name: str) -> str:
    statement = sql.SQL(
        "create schema if not exists {schema} authorization {role}; grant all on schema {schema} to {role}"
    )
    role = str(_scalar(connection, "select current_user"))
    line = statement.format(schema=sql.Identifier(name), role=sql.Identifier(role)).as_string(connection)
    return f"Let the administrator of the database run: {line}"


def _grant_all(connection: _Connection, name: str, role: str) -> None:
    for statement in (
        "grant usage on schema {schema} to {role}",
        "grant select, insert, update, delete on all tables in schema {schema} to {role}",
        "grant usage, select, update on all sequences in schema {schema} to {role}",
    ):
        connection.execute(sql.SQL(statement).format(schema=sql.Identifier(name), role=sql.Identifier(role)))


def _with_partitions(connection: _Connection, name: str, tables: Sequence[str]) -> list[str]:
    """Rights on a partitioned table do not reach its partitions when these are named directly."""
    found = connection.execute(
        """
        with recursive tree(id, wanted) as (
            select c.oid, c.relname from pg_class c
            where c.relnamespace = %(schema)s::regnamespace and c.relname = any(%(tables)s) and c.relkind in ('r', 'p')
            union
            select i.inhrelid, null from pg_inherits i join tree on i.inhparent = tree.id
        )
        select c.relname, tree.wanted from tree join pg_class c on c.oid = tree.id
        where c.relnamespace = %(schema)s::regnamespace order by 1
        """,
        {"schema": name, "tables": list(tables)},
    ).fetchall()
    missing = sorted(set(tables) - {wanted for _, wanted in found})
    if missing:
        raise Invalid("database.no_table", remedy="Run the migrations first", tables=", ".join(missing))
    return sorted({table for table, _ in found})


def _refuse_references(connection: _Connection, tables: Sequence[str]) -> None:
    """A foreign key locks the row it names with the owner's rights, for which PostgreSQL wants the right to update."""
    found = connection.execute(
        """
        select distinct k.conrelid::regclass::text from pg_constraint k join pg_class c on c.oid = k.confrelid
        where k.contype = 'f' and c.relname = any(%s) and c.relnamespace = current_schema()::regnamespace order by 1
        """,
        [list(tables)],
    ).fetchall()
    if found:
        remedy = "Give the application a role of its own: set DATABASE_OWNER_URL to the role that owns the tables"
        names = ", ".join(name for (name,) in found)
        raise Refused("database.insert_only_referenced", remedy=remedy, referenced_by=names)


def _protection(connection: _Connection, name: str, tables: Sequence[str], role: str, alone: bool) -> Protection:
    # asked of the server: superusers and members of the owner's role keep every right
    for table in tables:
        question = "select has_table_privilege(%s, %s, 'update, delete, truncate')"
        if _scalar(connection, question, role, sql.Identifier(name, table).as_string(connection)):
            return Protection.NONE
    return Protection.REVOKED if alone else Protection.ROLES


def _scalar(connection: _Connection, query: str, *values: object) -> object:
    row = connection.execute(query, values).fetchone()
    return row[0] if row else None
