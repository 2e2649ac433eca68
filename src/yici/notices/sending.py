"""Sending what waits: beside the requests, one message at a time, each leased for as long as it may take.

A worker that dies leaves its message to the next one when the lease ends. Had the provider taken it already, it goes
out again under the same key: it arrives once where the provider heeds keys (`Provider.keyed`), else perhaps twice.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings

from yici.domain.error import YiciError
from yici.ledger import keys
from yici.ledger.values import ERASED
from yici.notices import store, webhooks
from yici.notices.channels import WEBHOOK, channel, setup
from yici.notices.kinds import KINDS
from yici.notices.providers.choosing import provider_of
from yici.notices.providers.provider import Letter, NotSent, Provider, Receipt
from yici.notices.store import Waiting
from yici.notices.texts import worded
from yici.notices.values import spoken

LEASE: Final = timedelta(minutes=2)
"""How long others leave a message alone that is being sent: longer than any provider may take."""
PAUSES: Final = tuple(timedelta(minutes=m) for m in (0.5, 2, 10, 30, 120, 360, 720))
"""How long a message waits after each failure; after one more it has failed for good, a day after the first."""
KEPT: Final = timedelta(days=90)
_log = logging.getLogger(__name__)


def channels_waiting(*, now: datetime) -> list[str]:
    """This will name the channels for which a message may go out now."""
    return store.channels_ready(now)


def message_carry(*, channel_name: str, now: datetime, chosen: Callable[[Any], Provider] = provider_of) -> bool | None:
    """This will send the next message of a channel: True when it is done with, False when it waits for another attempt,
    None when nothing waits."""
    claimed = store.claim(channel_name, now=now, until=now + LEASE)
    if claimed is None:
        return None
    try:
        if claimed.expires_at and claimed.expires_at <= now:
            raise NotSent("too_late", for_good=True)
        receipt = _sent(claimed, now, chosen)
    except NotSent as fault:
        return _failed(claimed, fault, now)
    except YiciError as fault:  # the channel was switched off, or its set-up is broken: the operator mends it
        return _failed(claimed, NotSent(fault.code), now)
    store.done(claimed, state=receipt.state, receipt=receipt.id, reason="", content=_left(claimed), now=now)
    receipt.farewell()
    return True


def messages_forget(*, now: datetime) -> int:
    """This will forget what was done with three months ago, and say how many; receipts are kept until then."""
    return store.forget(now - KEPT, limit=5000)


def _sent(claimed: Waiting, now: datetime, chosen: Callable[[Any], Provider]) -> Receipt:
    if claimed.channel == WEBHOOK:
        return webhooks.call(claimed, now)
    return chosen(channel(claimed.channel)).send(_letter(claimed))


def _letter(claimed: Waiting) -> Letter:
    if claimed.subject is None or claimed.kind not in KINDS:
        raise NotSent("kind", for_good=True)
    [content] = keys.open_many([(claimed.subject, claimed.content)])
    if content is ERASED:
        raise NotSent("erased", for_good=True)
    language = content["language"]
    values = spoken(content["values"], language) | site_values()
    said = worded(claimed.kind, language, values)
    told = (claimed.kind, language, said.title, said.text, said.short)
    return Letter(str(claimed.id), content["address"], *told, parameters=values)


def site_values() -> dict[str, str]:
    """This will give what every message may say of the site: its name, and where people read on."""
    return {"site": settings.YICI_SITE, "link": f"{settings.YICI_URL}/messages/" if settings.YICI_URL else ""}


def _failed(claimed: Waiting, fault: NotSent, now: datetime) -> bool:
    _log.warning("a message by %s was not taken: %s", claimed.channel, fault.reason)
    if fault.for_good or claimed.attempts > len(PAUSES):
        store.done(claimed, state=store.FAILED, receipt="", reason=fault.reason, content=_left(claimed), now=now)
        return True
    later = now + PAUSES[claimed.attempts - 1]
    quiet = claimed.channel == WEBHOOK or KINDS[claimed.kind].urgent
    store.put_off(claimed, ready_at=later if quiet else setup().quiet.after(later), reason=fault.reason)
    return False


def _left(claimed: Waiting) -> bytes:
    """A call of a webhook names nobody and may be made again; of a message to somebody only the receipt is left."""
    return claimed.content if claimed.channel == WEBHOOK else b""
