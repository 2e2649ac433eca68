"""Scenes that many tests play in: set by the services once a process, and from then on by copying in what they wrote.

To publish the real definitions takes the services a third of a second, and their rows a twentieth. What the services
do when a scene is set is the matter of tests of their own. Between tests that play in the same scene one after another
it is left standing (`tests.standing_plugin`): each is undone to where it was set.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.db import connection, transaction
from psycopg import Cursor, sql

from yici.catalogue import services

Given = TypeVar("Given")
EMPTY = (0, None)


@dataclass(frozen=True, slots=True)
class Scene:
    """What setting it wrote: a COPY statement and its rows, in binary, for each table; and what setting it gave."""

    rows: tuple[tuple[sql.Composed, bytes], ...]
    given: object


_scenes: dict[Hashable, Scene] = {}
_standing: list[tuple[Hashable, transaction.Atomic]] = []
"""The scene that is left standing, and the transaction that it stands in; one at most."""
asked: list[Hashable] = []
"""The scenes that were asked for since somebody emptied this."""


def set_once(name: Hashable, setting: Callable[[], Given]) -> Given:
    """This will set a scene on migrated tables: by `setting` at first, by copying what that wrote from then on.

    `setting` must write the same whenever it is called, into tables that the migrations left empty, and give something
    that nobody changes. A scene is set at most once in a database. Lists are indexed only for some tests: with them it
    is another scene.
    """
    name = (name, services.listed_entries.__name__)
    asked.append(name)
    if name in (standing for standing, _ in _standing):
        return cast("Given", _scenes[name].given)
    with transaction.atomic(), connection.cursor() as django:
        if name not in _scenes:
            return _set(name, setting, django.cursor)
        _copy(_scenes[name], django.cursor)
    return cast("Given", _scenes[name].given)


def leave_standing(name: Hashable) -> None:
    """This will see to it that, until it is called again, this scene stands and no other; or none, where it was not set
    yet. Whatever a test does is a part of a transaction that is rolled back then at the latest."""
    if _standing and (_standing[0][0] != name or connection.closed_in_transaction):
        transaction.set_rollback(True)
        _standing.pop()[1].__exit__(None, None, None)
    if name in _scenes and not _standing:
        block = transaction.atomic()
        # As if it had been a test of Django's own: what must stand alone may.
        block._from_testcase = True  # type: ignore[attr-defined]
        block.__enter__()
        _standing.append((name, block))
        with connection.cursor() as django:
            _copy(_scenes[name], django.cursor)


def _copy(scene: Scene, cursor: Cursor[Any]) -> None:
    for statement, rows in scene.rows:
        with cursor.copy(statement) as copying:
            copying.write(rows)


def _set(name: Hashable, setting: Callable[[], Given], cursor: Cursor[Any]) -> Given:
    before = contents(cursor)
    given = setting()
    changed = [table for table, state in contents(cursor).items() if state != before[table]]
    # Where a test has written something beforehand, its rows would be copied in with the scene: then it is not kept.
    if all(before[table] == EMPTY for table in changed):
        _scenes[name] = Scene(tuple(_taken(table, cursor) for table in changed), given)
    return given


def contents(cursor: Cursor[Any]) -> dict[str, tuple[int, int | None]]:
    """This will say how many rows each table has, and a number that is another one when the rows are others."""
    counting = sql.SQL("select {}, count(*), sum(hashtextextended(t::text, 0)) from {} t")
    tables = cursor.execute("select tablename from pg_tables where schemaname = 'public' order by 1").fetchall()
    each = [counting.format(sql.Literal(name), sql.Identifier(name)) for (name,) in tables]
    return {name: (count, state) for name, count, state in cursor.execute(sql.SQL(" union all ").join(each))}


def _taken(table: str, cursor: Cursor[Any]) -> tuple[sql.Composed, bytes]:
    """This will read a table, and give the statement that puts the rows in again."""
    # What the server computes cannot be written.
    found = cursor.execute(
        "select column_name from information_schema.columns"
        " where table_schema = 'public' and table_name = %s and is_generated = 'NEVER' order by ordinal_position",
        [table],
    )
    columns = sql.SQL(", ").join(sql.Identifier(name) for (name,) in found.fetchall())
    named = {"table": sql.Identifier(table), "columns": columns}
    with cursor.copy(sql.SQL("copy {table} ({columns}) to stdout (format binary)").format(**named)) as copying:
        rows = b"".join(bytes(part) for part in copying)
    return sql.SQL("copy {table} ({columns}) from stdin (format binary)").format(**named), rows
