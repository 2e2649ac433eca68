"""What a session holds sealed for some minutes: what may not lie about in a table of sessions."""

import base64
import json
import time
from typing import Any

from django.http import HttpRequest

from yici.domain.error import YiciError
from yici.ledger.keyring import keyring


def keep(request: HttpRequest, key: str, bound: bytes, held: dict[str, Any]) -> None:
    """This will keep plain values under a key of the session, bound to what they are for; `at` is when they came."""
    request.session[key] = base64.b64encode(keyring().wrap(json.dumps(held).encode(), bound)).decode()


def kept(request: HttpRequest, key: str, bound: bytes, lives: int) -> dict[str, Any] | None:
    """This will give what was kept; None where nothing was, or more than `lives` seconds ago: then it is forgotten."""
    sealed = request.session.get(key)
    if not isinstance(sealed, str):
        return None
    try:
        held: dict[str, Any] = json.loads(keyring().unwrap(base64.b64decode(sealed), bound)[1])
    except (YiciError, ValueError):
        return None
    if time.time() - held["at"] > lives:
        request.session.pop(key, None)
        return None
    return held
