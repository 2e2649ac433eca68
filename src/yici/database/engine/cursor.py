"""Cursors that are used again for the same statement: the driver then knows already how its values are written and
read, and Django builds nothing for it."""

from typing import Any

from django.db.backends.utils import CursorWrapper


class Spares:
    """The driver's cursors of one connection that wait for their statement to be sent again: so many at most."""

    MOST = 32
    ROWS = 200
    """A cursor holds its last answer until it is used again: one with more rows than this is not kept."""

    def __init__(self) -> None:
        self._waiting: dict[Any, tuple[Any, Any]] = {}

    def take(self, sql: Any, connection: Any) -> tuple[Any, Any]:
        """This will give the cursor of a statement, and the statement as that knows it: by the very same text."""
        text, cursor = self._waiting.pop(sql, (sql, None))
        return (text, cursor) if cursor is not None and cursor.connection is connection else (sql, None)

    def leave(self, sql: Any, cursor: Any) -> None:
        """This will keep a cursor for the next time; the one that waited longest goes where there are too many."""
        if cursor.rowcount > self.ROWS:
            return
        self._waiting[sql] = (sql, cursor)
        if len(self._waiting) > self.MOST:
            del self._waiting[next(iter(self._waiting))]


class Kept(CursorWrapper):
    """Django's cursor on a driver's that is used again; whoever listens to statements hears them all."""

    def __init__(self, db: Any) -> None:
        self.db = db
        self.sql: Any = None
        self.closed = False

    def execute(self, sql: Any, params: Any = None) -> Any:
        """This will send one statement. Raises what Django raises."""
        if self.db.execute_wrappers:
            return super().execute(sql, params)
        return self._execute(sql, params)

    def _execute(self, sql: Any, params: Any, *_: Any) -> Any:
        self.db.validate_no_broken_transaction()
        with self.db.wrap_database_errors:
            if "cursor" not in self.__dict__ and not self.closed:
                sql, found = self.db.spares.take(sql, self.db.connection)
                self.cursor = found or self.db.create_cursor()
            self.sql = sql
            return self.cursor.execute(sql, params)

    def fetchone(self) -> Any:
        """This will give the next row; None behind the last."""
        with self.db.wrap_database_errors:
            return self.cursor.fetchone()

    def fetchall(self) -> Any:
        """This will give all rows that are left."""
        with self.db.wrap_database_errors:
            return self.cursor.fetchall()

    def close(self) -> None:
        """This will leave the driver's cursor to the same statement; this one can do nothing any more."""
        self.closed = True
        if (cursor := self.__dict__.pop("cursor", None)) and isinstance(self.sql, str):
            self.db.spares.leave(self.sql, cursor)

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:
        if name != "cursor":
            return super().__getattr__(name)
        if self.closed:
            raise self.db.Database.InterfaceError("the cursor is closed")
        self.cursor = self.db.create_cursor()
        return self.cursor
