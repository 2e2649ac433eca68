"""How a record of a visit ends: everybody who was there confirms it with their own account, and the last one records it
by that; or one of them sends it back, or its maker takes it back."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yici.cases import queries
from yici.cases.models import Onsite
from yici.cases.onsite import CHANNEL, DECLINED, DONE, WAITING, OnsiteRow, mark_of, rows_shown, visit_in
from yici.cases.services import case_act
from yici.domain.authority import Grants
from yici.domain.case import Case, RecordInspection, permits, role_for
from yici.domain.error import Conflict, Invalid, NotFound, Refused
from yici.people.actor import actor_for
from yici.people.queries import User, grants_of_staff, same_person, user_with


def onsite_confirm(*, record_id: UUID, user: User, grants: Grants, now: datetime) -> OnsiteRow:
    """This will confirm a record for its reader; the last one who was there records the visit by it.

    Raises NotFound("onsite.unknown") for whoever was not there, Refused("onsite.over") when it is done or declined, and
    what recording raises: then it goes on waiting.
    """
    with transaction.atomic():
        row = _locked(record_id, user)
        if row.state == DONE and str(user.id) in row.confirmed:
            return rows_shown([row])[0]
        if row.state != WAITING:
            raise Refused("onsite.over", state=row.state, remedy="look at the visit")
        _same_person(row, user)
        confirmed = sorted({*row.confirmed, str(user.id)})
        state = WAITING
        if set(confirmed) >= set(row.needed):
            _record(row, confirmed, user, grants, now)
            state = DONE
        row.confirmed, row.state = confirmed, state
        row.ended_at = now if state == DONE else None
        row.save(update_fields=["confirmed", "state", "ended_at"])
    return rows_shown([row])[0]


def _same_person(row: Onsite, user: User) -> None:
    """Two accounts of one person are one person, whoever signs."""
    for other in row.confirmed:
        if other != str(user.id) and same_person(other, str(user.id)):
            raise Invalid("inspection.same_person", remedy="let another person confirm, not another account of theirs")


def _record(row: Onsite, confirmed: Collection[str], user: User, grants: Grants, now: datetime) -> None:
    """Record it in the right of one who was there: of the last who confirmed if it is theirs, else of its maker or of
    another. Whoever went for another department confirms what they saw, and need no right on these items for that."""
    finding = rows_shown([row])[0].finding
    if finding is None:
        raise Refused("onsite.over", state="erased", remedy="look at the visit")
    view = queries.case_to_print(row.case, now)
    if mark_of(view.case, visit_in(view.case, row.visit), finding.items) != row.mark:
        raise Conflict("onsite.changed", remedy="let its maker look at the visit again and send anew")
    command = finding.command(row.visit)
    who, held = _entitled(view.case, command, (str(user.id), str(row.by), *confirmed), {str(user.id): grants}, now)
    actor = actor_for(who or user, role=role_for(view.case, command, held, str((who or user).id)), channel=CHANNEL)
    case_act(
        case_id=row.case, command=command, actor=actor, grants=held, now=now, version=view.seq, confirmed=confirmed
    )  # fmt: skip


def _entitled(
    case: Case, command: RecordInspection, people: Iterable[str], known: Mapping[str, Grants], now: datetime
) -> tuple[User | None, Grants]:
    """The first of these people who may record it, with what they hold; nobody, with what the first one holds."""
    ordered = list(dict.fromkeys(people))
    held = {**grants_of_staff(ordered, now), **known}
    one = next((one for one in ordered if permits(case, command, held.get(one, Grants()), one)), None)
    return (user_with(UUID(one)), held[one]) if one else (None, held.get(ordered[0], Grants()))


def onsite_decline(*, record_id: UUID, user: User, now: datetime) -> OnsiteRow:
    """This will end a record that somebody who was there does not confirm, or its maker takes back."""
    with transaction.atomic():
        row = _locked(record_id, user)
        if row.state == DONE:
            raise Refused("onsite.over", state=row.state, remedy="look at the visit")
        row.state, row.ended_at = DECLINED, row.ended_at or now
        row.save(update_fields=["state", "ended_at"])
    return rows_shown([row])[0]


def _locked(record_id: UUID, user: User) -> Onsite:
    row = Onsite.objects.select_for_update().filter(id=record_id, needed__contains=[str(user.id)]).first()
    if row is None:
        raise NotFound("onsite.unknown", remedy="choose one from the list of visits")
    return row
