"""Cursors: opaque to clients, plain inside. A page begins behind the last row of the page before, so that rows that
come in meanwhile move nothing; no page counts anything."""

import base64
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, Final, TypeVar

from ninja import Query

from yici.domain.error import Invalid

LARGEST = 2**31 - 1
MOST: Final = 100
LONGEST: Final = 400
Cursor = Annotated[str | None, Query(None, max_length=LONGEST, description="`next` of the page before")]
Limit = Annotated[int, Query(MOST, ge=1, le=MOST, description="rows of one page")]
Row = TypeVar("Row")


def write_cursor(*key: Any) -> str:
    """This will write the key of a page's last row as a cursor."""
    return base64.urlsafe_b64encode(json.dumps([str(part) for part in key]).encode()).rstrip(b"=").decode()


def read_cursor(cursor: str | None, *kinds: Callable[[str], Any]) -> list[Any] | None:
    """This will read a cursor back, each part by its kind; None without one. Raises Invalid("cursor.invalid")."""
    if not cursor:
        return None
    try:
        parts = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        if not isinstance(parts, list) or len(parts) != len(kinds) or "\0" in "".join(parts):
            raise ValueError
        return [kind(part) for kind, part in zip(kinds, parts, strict=True)]
    except (ValueError, TypeError, RecursionError) as error:
        raise Invalid("cursor.invalid", remedy="take the cursor from the answer before, or leave it out") from error


def read_whole(text: str) -> int:
    """This will read a number of a row. Raises ValueError."""
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= number <= LARGEST:
        raise ValueError(text)
    return number


def read_moment(text: str) -> datetime:
    """This will read a moment with its zone, of a row. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def following(rows: Sequence[Row], limit: int, key: Callable[[Row], tuple[Any, ...]]) -> str | None:
    """This will give the cursor of the next page: None when this page is not full, so that nothing is behind it."""
    return write_cursor(*key(rows[-1])) if len(rows) == limit else None
