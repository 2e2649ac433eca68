"""The one place that knows the rows of messages. What waits to go out is claimed and noted in one statement each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Count

from yici.notices.models import Agreed, Choice, Message, Outgoing

WAITING, SENT, DELIVERED, FAILED = "waiting", "sent", "delivered", "failed"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One outgoing message that was claimed: `attempts` counts this one and is what the claim is held by."""

    id: UUID
    channel: str
    kind: str
    endpoint: UUID | None
    subject: UUID | None
    content: bytes
    attempts: int
    expires_at: datetime | None


def queue(rows: Iterable[Outgoing]) -> None:
    """This will let messages wait to go out; what is queued already (`once`) stays as it is."""
    Outgoing.objects.bulk_create(rows, ignore_conflicts=True)


def tell(rows: Iterable[Message]) -> None:
    """This will keep messages in the product; whoever was told already is not told again."""
    Message.objects.bulk_create(rows, ignore_conflicts=True)


def channels_ready(now: datetime) -> list[str]:
    """This will name the channels for which something may go out now."""
    found = Outgoing.objects.filter(state=WAITING, ready_at__lte=now).order_by().values_list("channel", flat=True)
    return sorted(set(found.distinct()))


_CLAIM = """
UPDATE notices_outgoing SET ready_at = %s, attempts = attempts + 1 WHERE id = (
    SELECT id FROM notices_outgoing WHERE channel = %s AND state = 'waiting' AND ready_at <= %s
    ORDER BY urgent DESC, ready_at LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING id, channel, kind, endpoint, subject, content, attempts, expires_at
"""


def claim(channel: str, *, now: datetime, until: datetime) -> Waiting | None:
    """This will lease the next message of a channel until a moment, what is urgent first; None when nothing waits."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [until, channel, now])
        row = cursor.fetchone()
    if row is None:
        return None
    message, channel_name, kind, endpoint, subject, content, attempts, expires_at = row
    return Waiting(message, channel_name, kind, endpoint, subject, bytes(content), attempts, expires_at)


def done(claimed: Waiting, *, state: str, receipt: str, reason: str, content: bytes, now: datetime) -> bool:
    """This will note how a message ended and what of it is still kept; False when somebody else holds it by now."""
    held = Outgoing.objects.filter(id=claimed.id, attempts=claimed.attempts, state=WAITING)
    ended = {"state": state, "receipt": receipt, "reason": reason, "content": content}
    return bool(held.update(ready_at=None, done_at=now, **ended))


def put_off(claimed: Waiting, *, ready_at: datetime, reason: str) -> bool:
    """This will let a message wait for another attempt; False when somebody else holds it by now."""
    held = Outgoing.objects.filter(id=claimed.id, attempts=claimed.attempts, state=WAITING)
    return bool(held.update(ready_at=ready_at, reason=reason))


def reported(channel: str, receipt: str, *, state: str, reason: str) -> bool:
    """This will note what a provider says later of a message that it took; False when it took none such."""
    taken = Outgoing.objects.filter(channel=channel, receipt=receipt, state__in=(SENT, DELIVERED))
    return bool(taken.update(state=state, reason=reason))


def queue_state() -> list[tuple[str, str, str, int]]:
    """This will count messages by channel, state and reason."""
    grouped = Outgoing.objects.values_list("channel", "state", "reason").annotate(count=Count("id"))
    return list(grouped.order_by("channel", "state", "reason"))


_TIDY = """
DELETE FROM notices_outgoing WHERE id IN (
    SELECT id FROM notices_outgoing WHERE done_at < %s ORDER BY done_at LIMIT %s FOR UPDATE SKIP LOCKED)
"""


def forget(before: datetime, limit: int) -> int:
    """This will delete what was done with before a moment, some at a time, and say how many."""
    with connection.cursor() as cursor:
        cursor.execute(_TIDY, [before, limit])
        return int(cursor.rowcount)


def choices_of(users: Iterable[UUID]) -> dict[tuple[UUID, str], list[str]]:
    """This will read what people chose: channels by account and kind."""
    rows = Choice.objects.filter(user__in=set(users)).values_list("user", "kind", "channels")
    return {(user, kind): channels for user, kind, channels in rows}


_CHOOSE = """
INSERT INTO notices_choice (\"user\", kind, channels) SELECT %s, kind, string_to_array(channels, ' ')
FROM unnest(%s::text[], %s::text[]) AS n (kind, channels)
ON CONFLICT (\"user\", kind) DO UPDATE SET channels = excluded.channels
"""


def choose(user: UUID, wanted: dict[str, Sequence[str]]) -> None:
    """This will keep what somebody chose, kind by kind."""
    with connection.cursor() as cursor:
        cursor.execute(_CHOOSE, [user, list(wanted), [" ".join(one) for one in wanted.values()]])


def agree(stream: UUID, subject: UUID, sealed: bytes, now: datetime) -> None:
    """This will keep that somebody without an account agreed to be told; the first time counts."""
    told = {"subject": subject, "sealed": sealed, "agreed_at": now}
    Agreed.objects.get_or_create(stream=stream, defaults=told)


def agreed(streams: Iterable[UUID]) -> dict[UUID, tuple[UUID, bytes]]:
    """This will read, for some streams, who agreed to be told, still sealed."""
    rows = Agreed.objects.filter(stream__in=set(streams)).values_list("stream", "subject", "sealed")
    return {stream: (subject, bytes(sealed)) for stream, subject, sealed in rows}


MOST_COUNTED: Final = 100
"""Beyond this many unread messages nobody counts on."""
_UNREAD: Final = """
SELECT r.id, (SELECT count(*) FROM (
    SELECT FROM notices_message m WHERE m.reader = r.id AND m.read_at IS NULL LIMIT %s) c)
FROM unnest(%s::uuid[]) AS r (id)
"""


def unread(readers: list[UUID]) -> dict[UUID, int]:
    """This will count what each of some people has not read, up to a hundred."""
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [MOST_COUNTED, readers])
        return dict(cursor.fetchall())


READ: Final = ("id", "kind", "stream", "item", "subject", "sealed", "made_at", "read_at")


def page(reader: UUID, before: UUID | None, limit: int) -> list[tuple[Any, ...]]:
    """This will read somebody's messages, the newest first, from behind one on."""
    found = Message.objects.filter(reader=reader)
    older = found if before is None else found.filter(id__lt=before)
    return list(older.order_by("-id").values_list(*READ)[:limit])


def one(reader: UUID, message: UUID) -> tuple[Any, ...] | None:
    """This will read one message of somebody; None where they have none such."""
    return Message.objects.filter(reader=reader, id=message).values_list(*READ).first()


def read(reader: UUID, messages: Sequence[UUID] | None, now: datetime) -> int:
    """This will mark messages of somebody as read, or all of them, and say how many were not."""
    unseen = Message.objects.filter(reader=reader, read_at=None)
    return (unseen if messages is None else unseen.filter(id__in=messages)).update(read_at=now)
