"""A cursor that is used again: what the driver learnt of types stays learnt, and nothing is built for one statement."""

from typing import Any

from django.db.backends.utils import CursorWrapper


class Kept(CursorWrapper):
    """Django's cursor without what it builds anew for each statement; whoever listens to statements hears them all.

    Closing it leaves the driver's cursor to the next statement of this connection.
    """

    def execute(self, sql: Any, params: Any = None) -> Any:
        """This will send one statement. Raises what Django raises."""
        if self.db.execute_wrappers:
            return super().execute(sql, params)
        self.db.validate_no_broken_transaction()
        with self.db.wrap_database_errors:
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
        """This will leave the driver's cursor to the next one; this one can do nothing any more."""
        if "cursor" in self.__dict__:
            self.db.spare = self.__dict__.pop("cursor")

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:
        if name == "cursor":
            raise self.db.Database.InterfaceError("the cursor is closed")
        return super().__getattr__(name)
