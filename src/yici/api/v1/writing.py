"""Writes: an idempotency key on each, and the version that the caller saw where a case is changed."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from yici.cases.services import Key
from yici.domain.error import YiciError
from yici.ledger.services import InFlight, replay

LONGEST_KEY = 200


class HeaderMissing(YiciError):
    """A header that every write needs is not there."""

    code = "header.missing"
    status = 428


def idempotency_key(request: HttpRequest, user: str) -> Key:
    """This will read the key of a write. Raises HeaderMissing without one."""
    given = request.headers.get("Idempotency-Key", "")
    if not 1 <= len(given) <= LONGEST_KEY:
        raise HeaderMissing(header="Idempotency-Key", remedy="send a new UUID for each new request")
    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.body).digest()
    return Key(f"api:{user}", given, digest)


def version_seen(request: HttpRequest) -> int:
    """This will read If-Match. Raises HeaderMissing without it, so that nobody decides on what they did not see."""
    given = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not given.isdigit():
        raise HeaderMissing(header="If-Match", remedy="send the ETag of the case as you read it")
    return int(given)


def once(key: Key, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """This will answer a repeated request as the first time, and act on a new one; of two at once, one acts."""
    answered = replay(key.scope, key.key, key.request_hash)
    if answered is not None:
        return answered
    try:
        return act()
    except InFlight:
        return replay(key.scope, key.key, key.request_hash) or {}
