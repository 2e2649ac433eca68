"""Calling other systems when something is recorded: ids only, signed after Standard Webhooks, as CloudEvents 1.0.

Whoever is called fetches what it may see by the API. `webhook-id` stays the same however often a call is repeated.
"""

import base64
import hmac
import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from yici.domain.error import Conflict, Invalid, NotFound
from yici.ledger.keyring import keyring
from yici.ledger.values import Stored
from yici.notices.channels import WEBHOOK
from yici.notices.models import Endpoint, Outgoing
from yici.notices.providers.http import post
from yici.notices.providers.provider import NotSent, Receipt
from yici.notices.store import Waiting, queue
from yici.notices.webhook_store import EndpointRow, active_endpoints, endpoint_named, replayed, secret_of
from yici.people.ids import new_id

PREFIX: Final = "whsec_"
SECRET_BYTES: Final = 32
LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
TYPE: Final = "org.yici."
"""What stands before the kind of an event in the type of a call."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A new endpoint. `secret` is shown this once; here it is kept wrapped by the operator's key."""

    id: UUID
    secret: str

    def __repr__(self) -> str:
        return f"Registered(id={self.id})"


def endpoint_add(
    *,
    endpoint_id: UUID,
    name: str,
    url: str,
    kinds: Sequence[str],
    now: datetime,
    chance: Callable[[int], bytes] = secrets.token_bytes,
) -> Registered:
    """This will register a system that is called from now on, for some kinds of events or (none named) for all.

    Raises Invalid("webhook.url"): only https, and http on this machine; Conflict("webhook.name_taken").
    """
    told = urlsplit(url)
    if not told.hostname or not (told.scheme == "https" or (told.scheme == "http" and told.hostname in LOCAL)):
        raise Invalid("webhook.url", remedy="write an address with https")
    secret = chance(SECRET_BYTES)
    wrapped = keyring().wrap(secret, endpoint_id.bytes)
    made = Endpoint(id=endpoint_id, name=name, url=url, secret=wrapped, kinds=sorted(set(kinds)), made_at=now)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict("webhook.name_taken", name=name, remedy="choose another name") from error
    return Registered(endpoint_id, PREFIX + base64.b64encode(secret).decode())


def endpoint_end(*, name: str) -> None:
    """This will call a system no more; what waits for it is not sent either. Raises NotFound("webhook.unknown")."""
    if not Endpoint.objects.filter(name=name, active=True).update(active=False):
        raise _unknown(name)


def endpoint_begin(*, name: str) -> None:
    """This will call a system again that was ended. Raises NotFound("webhook.unknown")."""
    if not Endpoint.objects.filter(name=name, active=False).update(active=True):
        raise _unknown(name)


@transaction.atomic
def calls_replay(*, name: str, since: datetime, now: datetime) -> int:
    """This will call a system again for all that was queued for it since a moment, under the same ids, and say how many
    calls that are. Raises NotFound("webhook.unknown")."""
    found = endpoint_named(name)
    if found is None:
        raise _unknown(name)
    return replayed(found.id, since, now)


def calls_queue(events: list[Stored], *, now: datetime) -> None:
    """This will let the calls wait that some events lead to, in the transaction of the feed: none is lost or doubled,
    also when the feed is read again."""
    queue(_calls(events, active_endpoints(), now))


def call(claimed: Waiting, now: datetime) -> Receipt:
    """This will make one call. Raises `NotSent`: for good where the other side says that it is gone (410)."""
    found = secret_of(claimed.endpoint) if claimed.endpoint else None
    if found is None:
        raise NotSent("ended", for_good=True)
    url, wrapped = found
    secret = keyring().unwrap(wrapped, claimed.endpoint.bytes if claimed.endpoint else b"")[1]
    headers = {"Content-Type": "application/cloudevents+json; charset=utf-8", "User-Agent": "Yici-Webhooks/1"}
    try:
        post(url, claimed.content, headers | signed(claimed.id, claimed.content, secret, now))
    except NotSent as fault:
        # Whatever else is refused may be mended over there; only "gone" means that nobody wants it any more.
        raise NotSent(fault.reason, for_good=fault.reason == "410") from fault
    return Receipt(str(claimed.id), "delivered")


def signed(message_id: UUID, body: bytes, secret: bytes, now: datetime) -> dict[str, str]:
    """This will give the headers of Standard Webhooks: HMAC-SHA256 over id, time and body."""
    at = str(int(now.timestamp()))
    digest = hmac.digest(secret, b".".join((str(message_id).encode(), at.encode(), body)), "sha256")
    signature = base64.b64encode(digest).decode()
    return {"webhook-id": str(message_id), "webhook-timestamp": at, "webhook-signature": f"v1,{signature}"}


def _calls(events: Iterable[Stored], endpoints: Sequence[EndpointRow], now: datetime) -> Iterable[Outgoing]:
    for event in events:
        body = json.dumps(_envelope(event), ensure_ascii=False, separators=(",", ":")).encode()
        for one in endpoints:
            if not one.kinds or event.kind in one.kinds:
                yield Outgoing(
                    id=new_id(), channel=WEBHOOK, kind=event.kind, endpoint=one.id, content=body, ready_at=now,
                    made_at=now, once=f"{WEBHOOK} {one.id} {event.stream} {event.seq}",
                )  # fmt: skip


def _envelope(event: Stored) -> dict[str, Any]:
    """CloudEvents 1.0 in JSON. The id is that of the event in the record; `subject` is its stream."""
    return {
        "specversion": "1.0",
        "id": f"{event.stream}/{event.seq}",
        "source": settings.YICI_URL or "urn:yici",
        "type": TYPE + event.kind,
        "time": event.recorded_at.isoformat().replace("+00:00", "Z"),
        "subject": str(event.stream),
        "datacontenttype": "application/json",
        "data": {"stream": str(event.stream), "seq": event.seq, "kind": event.kind},
    }


def _unknown(name: str) -> NotFound:
    return NotFound("webhook.unknown", name=name, remedy="choose one from `yici webhooks list`")
