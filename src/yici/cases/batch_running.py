"""Doing what a batch asks for: line by line, each in a transaction of its own, by whoever holds its lease.

A batch that a process left half done is gone on with: a line and what it did are recorded together, so nothing is done
twice.
"""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from yici.cases import queries, services
from yici.cases.batches import DONE, REFUSED, RUNNING, WAITING, told_from
from yici.cases.models import Batch, BatchLine
from yici.cases.queries import View
from yici.domain.authority import Grants
from yici.domain.case import Command, role_for
from yici.domain.case.allowed import allowed
from yici.domain.case.allowing import Desk
from yici.domain.case.beside_events import OpinionsAsked
from yici.domain.case.together import DEEDS, Deed, command_of, hinders, offered
from yici.domain.clock import legal_day
from yici.domain.error import Conflict, NotFound, YiciError
from yici.domain.event import Actor
from yici.people.actor import actor_for
from yici.people.queries import User, grants_of

LEASE: Final = timedelta(minutes=2)
CHANNEL: Final = "desk"


def batches_to_do(*, now: datetime) -> bool:
    """This will say whether a batch waits, or was left by a process that died."""
    return bool(_left(now).exists())


def _left(now: datetime) -> Any:
    return Batch.objects.filter(Q(state=WAITING) | Q(state=RUNNING, leased_until__lte=now))


def batch_run(*, now: datetime, batch_id: UUID | None = None) -> UUID | None:
    """This will do one batch, a named one or the oldest that waits, to its end or until it is stopped, and name it.

    1. Lease it. 2. Do each line that waits in a transaction of its own; what is refused is noted with its code. 3. Note
    the end. None when there is nothing to do, or somebody else is at it.
    """
    row = _leased(now, batch_id)
    if row is None:
        return None
    user = User.objects.filter(id=row.by, is_active=True).first()
    numbers = BatchLine.objects.filter(batch=row.id, state=WAITING).order_by("number").values_list("number", flat=True)
    for number in list(numbers):
        if user is None or not _go_on(row.id, now):
            break
        _do(row, number, user, now)
    _end(row.id, now)
    return row.id


@transaction.atomic
def _leased(now: datetime, batch_id: UUID | None) -> Batch | None:
    rows = _left(now).select_for_update(skip_locked=True)
    row: Batch | None = (rows.filter(id=batch_id) if batch_id else rows.order_by("asked_at")).first()
    if row is not None:
        Batch.objects.filter(id=row.id).update(state=RUNNING, leased_until=now + LEASE)
    return row


def _go_on(batch_id: UUID, now: datetime) -> bool:
    """Whether nobody stopped it."""
    return bool(Batch.objects.filter(id=batch_id, state=RUNNING).update(leased_until=now + LEASE))


def _do(row: Batch, number: int, user: User, now: datetime) -> None:
    try:
        with transaction.atomic():
            line = BatchLine.objects.select_for_update().get(batch=row.id, number=number)
            if line.state != WAITING:
                return
            after = _act(row, line, user, now)
            _mark(row.id, number, state=DONE, after=after)
    except YiciError as error:
        params = {name: value for name, value in error.params.items() if isinstance(value, str | int | list)}
        _mark(row.id, number, state=REFUSED, code=error.code, params=params)


def _mark(batch_id: UUID, number: int, **values: Any) -> None:
    if BatchLine.objects.filter(batch=batch_id, number=number, state=WAITING).update(**values):
        done = BatchLine.objects.filter(batch=batch_id).exclude(state=WAITING).count()
        Batch.objects.filter(id=batch_id).update(done=done)


def _act(row: Batch, line: BatchLine, user: User, now: datetime) -> int:
    """Do one line with the rights that its asker has now, and give the version of the case after it."""
    grants, deed = grants_of(user.id, now), _deed(row.deed)
    reader = actor_for(user, role=None, channel=CHANNEL)
    view = queries.case_views([line.case], actor=reader, grants=grants, now=now).get(line.case)
    if view is None:
        raise NotFound("case.unknown", remedy="check the number")
    command = _command(row, line, view, deed, reader, grants, now)
    actor = actor_for(user, role=role_for(view.case, command, grants, str(user.id)), channel=CHANNEL)
    version = _version(row.id, line)
    outcome = services.case_act(
        case_id=line.case, command=command, actor=actor, grants=grants, now=now, version=version
    )  # fmt: skip
    return outcome.seq


def _deed(text: str) -> Deed:
    return next(one for one in DEEDS if one == text)


def _command(
    row: Batch, line: BatchLine, view: View, deed: Deed, reader: Actor, grants: Grants, now: datetime
) -> Command:
    desk = Desk(view.case, view.plan, grants, legal_day(now), reader.id)
    offers = allowed(view.case, view.plan, grants, now, reader.id)
    if code := hinders(desk, offers, deed, line.item):
        raise Conflict(code, item=line.item, remedy="look at the case by itself")
    told, offer = told_from(row.told), offered(offers, deed, line.item)
    proof = _signature(line, offer.on.partition(":")[2]) if deed == "confirm_notice" and offer else ""
    return command_of(desk, offers, deed, line.item, on=told.on, officers=told.officers, proof=proof)


def _signature(line: BatchLine, agency: str) -> str:
    """What a department signs for: the record of the question, by its hash."""
    found = (
        told.stored.hash.hex()
        for told in reversed(queries.case_history(line.case))
        if isinstance(told.event, OpinionsAsked) and told.event.item == line.item
        and any(one.agency == agency for one in told.event.asked)
    )  # fmt: skip
    return f"signed:{next(found, '')}"


def _version(batch_id: UUID, line: BatchLine) -> int | None:
    """The version that the line was chosen at, or that another line of this batch led the case to."""
    own = BatchLine.objects.filter(batch=batch_id, case=line.case, state=DONE).order_by("-after")
    return own.values_list("after", flat=True).first() or (line.seq if line.seq >= 0 else None)


def _end(batch_id: UUID, now: datetime) -> None:
    Batch.objects.filter(id=batch_id, state=RUNNING).update(state=DONE, leased_until=None, ended_at=now)
