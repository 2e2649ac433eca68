"""Writes: an idempotency key on each, and the version that the caller saw where a case is changed."""

import hashlib
import re
from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.http import HttpRequest, HttpResponse

from yici.api.answers import Answer
from yici.api.v1.receipt_shapes import Written
from yici.domain.error import Conflict, YiciError
from yici.ledger.repeated import Key
from yici.ledger.services import InFlight, replay

KEY, VERSION = "Idempotency-Key", "If-Match"
_KEY: Final = re.compile(r'"?([!#-\[\]-~]{1,200})"?', re.ASCII)
_VERSION: Final = re.compile(r'"(\d{1,9})"', re.ASCII)
REPLAYED: Final = "Idempotency-Replayed"


class KeyMissing(YiciError):
    """A write without an idempotency key."""

    code = "idempotency.key_missing"


class HeaderMissing(YiciError):
    """A command that does not say which version of the case it was decided on (RFC 6585, 3)."""

    code = "header.missing"
    status = 428


class HeaderInvalid(YiciError):
    """A header that cannot be read."""

    code = "header.invalid"


def idempotency_key(request: HttpRequest, user: str) -> Key:
    """This will read the key of a write. Raises KeyMissing, HeaderInvalid."""
    given = request.headers.get(KEY, "").strip()
    if not given:
        raise KeyMissing(header=KEY, remedy="send a new UUID with each new request, the same one when you repeat it")
    read = _KEY.fullmatch(given)
    if read is None:
        raise HeaderInvalid(header=KEY, remedy="send 1 to 200 printable ASCII characters without spaces")
    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.body).digest()
    return Key(f"api:{user}", read[1], digest)


def version_seen(request: HttpRequest) -> int:
    """This will read If-Match, so that nobody decides on what they did not see. Raises HeaderMissing, HeaderInvalid."""
    given = request.headers.get(VERSION, "").strip()
    if not given:
        raise HeaderMissing(header=VERSION, remedy="send the ETag of the case as you read it")
    read = _VERSION.fullmatch(given)
    if read is None:
        raise HeaderInvalid(header=VERSION, remedy='send one ETag exactly as it came, with its quotes: "3"')
    return int(read[1])


def once(key: Key, act: Callable[[], dict[str, Any]]) -> tuple[dict[str, Any], bool]:
    """This will act on a new request and answer a repeated one as the first time, and say whether it was repeated.

    The answer is kept in the transaction of the act, so of two at once one acts. It is looked for only when the act is
    refused: a repeated one always is, by its own key if by nothing else.
    """
    try:
        return act(), False
    except YiciError as refused:
        kept = replay(key.scope, key.key, key.request_hash)
        if kept is not None:
            return kept, True
        if isinstance(refused, InFlight):
            raise Conflict("idempotency.in_flight", remedy="send the same request again in a moment") from refused
        raise


W = TypeVar("W", bound=Written)


def written(answer: Answer[W], value: W, repeated: bool, **headers: str) -> HttpResponse:
    """This will answer a write with its new version as ETag, and say when it only repeats what was answered before."""
    more = {REPLAYED: "true"} if repeated else {}
    return answer(value, ETag=f'"{value.version}"', **headers, **more)
