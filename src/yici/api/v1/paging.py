"""Cursors: opaque to clients, plain inside. No page counts anything."""

import base64
import binascii
import json
from typing import Any

from yici.domain.error import Invalid


def write_cursor(*key: Any) -> str:
    """This will write the key of a page's last row as a cursor."""
    return base64.urlsafe_b64encode(json.dumps([str(part) for part in key]).encode()).rstrip(b"=").decode()


def read_cursor(cursor: str | None, parts: int) -> list[str] | None:
    """This will read a cursor back; None without one. Raises Invalid("cursor.invalid")."""
    if not cursor:
        return None
    try:
        read = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error):
        read = None
    if not isinstance(read, list) or len(read) != parts or not all(isinstance(part, str) for part in read):
        raise Invalid("cursor.invalid", remedy="take the cursor from the answer before, or leave it out")
    return read
