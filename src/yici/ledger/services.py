"""The door of the ledger for the apps above: lock, append, replay, erase, and the values that go in and out."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from yici.domain.error import Conflict, Invalid, NotFound, Refused
from yici.domain.event import Actor
from yici.ledger import erasure, keys, recording
from yici.ledger.models import INSERT_ONLY_TABLES
from yici.ledger.queries import histories, history
from yici.ledger.store import appending, subjects
from yici.ledger.store.beginning import Beginning
from yici.ledger.values import ERASED, Answer, Begun, Entry, Erased, Head, InFlight, Recorded, Stored, Subject

__all__ = [
    "ERASED",
    "INSERT_ONLY_TABLES",
    "Actor",
    "Answer",
    "Begun",
    "Entry",
    "Erased",
    "Head",
    "InFlight",
    "Recorded",
    "Stored",
    "Subject",
    "append",
    "erase",
    "histories",
    "history",
    "lock",
    "new_head",
    "prune_answers",
    "replay",
]


def lock(streams: Iterable[UUID]) -> dict[UUID, Head]:
    """Lock the heads of streams, in order of kind and id, until the transaction ends.

    Raises `NotFound` when a stream has no head, `Refused` outside a transaction (the lock would end at once).
    """
    if not appending.in_transaction():
        raise Refused("ledger.no_transaction", remedy="wrap the service in transaction.atomic()")
    wanted = set(streams)
    found = appending.lock(wanted)
    if len(found) < len(wanted):
        raise NotFound("ledger.no_stream", stream=str(min(wanted - set(found))), remedy="check the address")
    return found


def new_head(stream: UUID, kind: str) -> Head:
    """Give the head of a stream that begins now; its first `append` fails if somebody else began it."""
    return recording.origin(stream, kind)


def append(
    head: Head,
    entries: Sequence[Entry],
    *,
    actor: Actor,
    now: datetime,
    due: datetime | None,
    cause: str | None = None,
    answer: Answer | None = None,
    begun: Sequence[Begun] = (),
) -> tuple[Head, list[Recorded]]:
    """Record entries at the end of a stream, in one statement (two when a sealed part's key must be read first).

    `due` is the stream's earliest open deadline from now on; None clears its timer. `cause` is the id of what led to
    this (a command, another event). `answer` keeps the response for the same idempotency key. `begun` are streams that
    begin with it, by the same actor; nothing sealed can stand in them.
    Raises `Conflict` ("ledger.stale_head") when the head has moved, or one of `begun` was begun before, and `InFlight`
    when the answer's key is taken: leave the transaction on both. Raises `Invalid` for an empty list or a body that has
    no canonical form.
    """
    if not entries:
        raise Refused("ledger.nothing_to_record", remedy="a change of state needs at least one event")
    held = keys.load_subjects(recording.unread_subjects(entries))
    new, rows, recorded = recording.record(head, entries, actor=actor, now=now, cause=cause, held=held)
    moved = appending.append(
        head,
        new,
        rows,
        algorithm=recorded[0].algorithm,
        actor=actor.id,
        cause=cause,
        now=now,
        due=due,
        answer=_kept(answer, recorded),
        beginning=_beginning(begun, actor, now, cause),
    )
    if not moved:
        raise Conflict("ledger.stale_head", stream=str(head.stream), seq=head.seq, remedy="load it again and retry")
    return new, recorded


def _beginning(begun: Sequence[Begun], actor: Actor, now: datetime, cause: str | None) -> list[Beginning]:
    made = []
    for one in begun:
        if any(entry.sealed is not None for entry in one.entries):
            raise Invalid("ledger.sealed_at_once", kind=one.head.kind, remedy="append what is sealed")
        new, rows, _ = recording.record(one.head, one.entries, actor=actor, now=now, cause=cause, held={})
        made.append(Beginning(new, rows, one.due))
    return made


def _kept(answer: Answer | None, recorded: list[Recorded]) -> appending.KeptAnswer | None:
    if answer is None:
        return None
    response = answer.response if isinstance(answer.response, dict) else answer.response(recorded)
    return appending.KeptAnswer(answer.scope, answer.key, answer.request_hash, response)


def replay(scope: str, key: str, request_hash: bytes) -> dict[str, Any] | None:
    """Find the response already given to this idempotency key, None when the request is new.

    Raises `Conflict` ("idempotency.key_reused") when the key came with another request body.
    """
    found = appending.answered(scope, key)
    if found is None:
        return None
    if found[0] != request_hash:
        raise Conflict("idempotency.key_reused", remedy="use a new key for a new request")
    return found[1]


def erase(subject: UUID, *, actor: Actor, now: datetime, ground: str) -> Recorded:
    """Destroy a subject's key and blind index, and record it with its ground (a code such as "retention_over").

    The chain still verifies; what was sealed reads as `ERASED` from now on. Old versions of the key's row vanish with
    the next vacuum, old copies of the key table with their own retention.
    Raises `NotFound` for an unknown subject and `Conflict` ("subject.already_erased").
    """
    with transaction.atomic():
        keys.load_subjects([subject])
        if not subjects.destroy(subject, now):
            raise Conflict("subject.already_erased", subject=str(subject), remedy="nothing is left to do")
        head = new_head(subject, erasure.KIND)
        entry = Entry(erasure.ERASED_EVENT, now, {"ground": ground})
        _, [recorded] = append(head, [entry], actor=actor, now=now, due=None)
    return recorded


def prune_answers(*, now: datetime, days: int = 7, limit: int = 10_000) -> int:
    """Forget answers older than `days`, up to `limit` at a time, and say how many were forgotten."""
    return appending.prune_answers(now - timedelta(days=days), limit)
