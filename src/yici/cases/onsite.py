"""Records of visits made on site, perhaps without a connection: sent once, confirmed by everybody who was there with
their own account, and only then recorded.

Two people at least look at premises (Administrative Licensing Law Art. 34), and nobody signs for another: what one of
them sends stays a record in waiting until the others said the same. The name of a record is made by the phone, so that
a record that is sent twice is one. What of the visit it was made for goes along: was that changed meanwhile, nothing is
recorded until its maker has looked again.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from yici.cases import context, queries
from yici.cases.models import Onsite
from yici.cases.people import check_people
from yici.cases.queries import View
from yici.cases.services import case_act
from yici.domain.authority import Grants
from yici.domain.case import Case, RecordInspection, Visit, decide, role_for
from yici.domain.case.allowed import allowed
from yici.domain.case.allowing import Offer
from yici.domain.error import Conflict, Invalid, NotFound, Refused
from yici.domain.event import Actor
from yici.ledger import keys
from yici.ledger.values import Erased
from yici.people.actor import actor_for
from yici.people.queries import User, same_person

CHANNEL: Final = "onsite"
WAITING, DONE, DECLINED = "waiting", "done", "declined"
MOST: Final = 100
RECORD: Final = "record_inspection"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: items looked at, who was there, points that failed, words about points and about the whole, and
    the digests of the photographs."""

    items: tuple[str, ...]
    officers: tuple[str, ...]
    failed: tuple[str, ...] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    evidence: tuple[str, ...] = ()

    def command(self, visit: str) -> RecordInspection:
        """This will give the command that records it."""
        return RecordInspection(
            visit=visit, items=self.items, officers=self.officers, failed=self.failed, evidence=self.evidence,
            note=self.note, remarks=dict(self.remarks),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OnsiteRow:
    """One record: of which visit, how far it is, who has confirmed it; `needed` are the accounts of who was there."""

    id: UUID
    case: UUID
    visit: str
    by: UUID
    state: str
    needed: tuple[str, ...]
    confirmed: tuple[str, ...]
    made_at: datetime
    sent_at: datetime
    finding: Finding | None

    @property
    def missing(self) -> tuple[str, ...]:
        """Who has not confirmed it yet."""
        return tuple(one for one in self.needed if one not in self.confirmed)


def mark_of(case: Case, visit: Visit) -> str:
    """This will name what of a visit a record is made for: its day, who goes, what is still to be looked at."""
    told = repr((visit.id, visit.on.isoformat(), sorted(visit.officers), sorted(case.pending(visit))))
    return hashlib.sha256(told.encode()).hexdigest()


def visit_in(case: Case, visit_id: str) -> Visit:
    """This will give a visit of a case. Raises NotFound("onsite.unknown")."""
    found = next((one for one in case.visits if one.id == visit_id), None)
    if found is None:
        raise NotFound("onsite.unknown", remedy="choose one from the list of visits")
    return found


def recordable(view: View, visit_id: str, grants: Grants, now: datetime, actor: str) -> Offer | None:
    """This will give the offer to record a visit, None where it may not be recorded now or by this person."""
    offers = allowed(view.case, view.plan, grants, now, actor)
    return next((one for one in offers if one.command == RECORD and one.on == visit_id), None)


def onsite_send(
    *, record_id: UUID, case_id: UUID, visit: str, mark: str, finding: Finding, made_at: datetime, user: User,
    grants: Grants, now: datetime,
) -> OnsiteRow:  # fmt: skip
    """This will take a record in, once however often it is sent, confirmed by its sender alone.

    Raises NotFound for a case or visit that is not theirs, Conflict("onsite.changed", mark=…) when the visit was
    changed since the record was begun, Invalid and Refused as recording it would.
    """
    known = Onsite.objects.filter(id=record_id).first()
    if known is not None:
        return _same(known, user)
    actor = _actor(user)
    view = queries.case_view(case_id=case_id, actor=actor, grants=grants, now=now)
    found = visit_in(view.case, visit)
    if mark_of(view.case, found) != mark or recordable(view, visit, grants, now, actor.id) is None:
        raise Conflict("onsite.changed", mark=mark_of(view.case, found), remedy="look at the visit again, then send")
    _check(view, finding, visit, user, grants, now)
    subject = UUID(view.case.subject)
    sealed = keys.seal(subject, {"finding": asdict(finding)})
    with transaction.atomic():
        row, _ = Onsite.objects.get_or_create(
            id=record_id,
            defaults={
                "case": case_id, "visit": visit, "by": user.id, "mark": mark, "sealed": sealed, "subject": subject,
                "needed": sorted(set(finding.officers)), "confirmed": [str(user.id)], "made_at": min(made_at, now),
                "sent_at": now,
            },
        )  # fmt: skip
    return _same(row, user)


def _actor(user: User) -> Actor:
    return actor_for(user, role=None, channel=CHANNEL)


def _same(row: Onsite, user: User) -> OnsiteRow:
    """What was sent before under this name; nobody learns of a record of somebody else's."""
    if row.by != user.id:
        raise Conflict("idempotency.key_reused", remedy="send a new key with a new request")
    return _shown(row)


def _check(view: View, finding: Finding, visit: str, user: User, grants: Grants, now: datetime) -> None:
    """Whether it would be recorded as it is: the domain is asked, and who was there is looked up; nothing is kept."""
    if str(user.id) not in finding.officers:
        raise Invalid("onsite.not_there", remedy="name yourself among those who were there")
    command = finding.command(visit)
    actor = actor_for(user, role=role_for(view.case, command, grants, str(user.id)), channel=CHANNEL)
    check_people(view.case, command, actor.id, now)
    decide(view.case, command, context.of_case(view.case, actor=actor, now=now))


def onsite_confirm(*, record_id: UUID, user: User, grants: Grants, now: datetime) -> OnsiteRow:
    """This will confirm a record for its reader; the last one who was there records the visit by it.

    Raises NotFound("onsite.unknown") for whoever was not there, Refused("onsite.over") when it is done or declined, and
    what recording raises: then it goes on waiting.
    """
    with transaction.atomic():
        row = _locked(record_id, user)
        if row.state != WAITING:
            raise Refused("onsite.over", state=row.state, remedy="look at the visit")
        _same_person(row, user)
        confirmed = sorted({*row.confirmed, str(user.id)})
        state = WAITING
        if set(confirmed) >= set(row.needed):
            _record(row, user, grants, now)
            state = DONE
        row.confirmed, row.state = confirmed, state
        row.ended_at = now if state == DONE else None
        row.save(update_fields=["confirmed", "state", "ended_at"])
    return _shown(row)


def _same_person(row: Onsite, user: User) -> None:
    """Two accounts of one person are one person, whoever signs."""
    for other in row.confirmed:
        if other != str(user.id) and same_person(other, str(user.id)):
            raise Invalid("inspection.same_person", remedy="let another person confirm, not another account of theirs")


def _record(row: Onsite, user: User, grants: Grants, now: datetime) -> None:
    finding = _finding(row)
    if finding is None:
        raise Refused("onsite.over", state="erased", remedy="look at the visit")
    view = queries.case_view(case_id=row.case, actor=_actor(user), grants=grants, now=now)
    if mark_of(view.case, visit_in(view.case, row.visit)) != row.mark:
        raise Conflict("onsite.changed", remedy="let its maker look at the visit again and send anew")
    command = finding.command(row.visit)
    actor = actor_for(user, role=role_for(view.case, command, grants, str(user.id)), channel=CHANNEL)
    case_act(case_id=row.case, command=command, actor=actor, grants=grants, now=now, version=view.seq)


def onsite_decline(*, record_id: UUID, user: User, now: datetime) -> OnsiteRow:
    """This will end a record that somebody who was there does not confirm, or its maker takes back."""
    with transaction.atomic():
        row = _locked(record_id, user)
        if row.state != WAITING:
            raise Refused("onsite.over", state=row.state, remedy="look at the visit")
        row.state, row.ended_at = DECLINED, now
        row.save(update_fields=["state", "ended_at"])
    return _shown(row)


def _locked(record_id: UUID, user: User) -> Onsite:
    row = Onsite.objects.select_for_update().filter(id=record_id, needed__contains=[str(user.id)]).first()
    if row is None:
        raise NotFound("onsite.unknown", remedy="choose one from the list of visits")
    return row


def onsite_waiting(user: User, limit: int = MOST) -> list[OnsiteRow]:
    """This will list the records in waiting of visits where somebody was, the oldest first."""
    rows = Onsite.objects.filter(state=WAITING, needed__contains=[str(user.id)]).order_by("id")
    return _all_shown(list(rows[:limit]))


def onsite_of(record_ids: Collection[UUID], user: User) -> list[OnsiteRow]:
    """This will give those of some records that somebody made, however far they are."""
    return _all_shown(list(Onsite.objects.filter(id__in=list(record_ids)[:MOST], by=user.id)))


def _shown(row: Onsite) -> OnsiteRow:
    return _all_shown([row])[0]


def _all_shown(rows: list[Onsite]) -> list[OnsiteRow]:
    opened = keys.open_many([(row.subject, bytes(row.sealed)) for row in rows]) if rows else []
    return [
        OnsiteRow(
            row.id, row.case, row.visit, row.by, row.state, tuple(row.needed), tuple(row.confirmed), row.made_at,
            row.sent_at, None if isinstance(told, Erased) else _read(told["finding"]),
        )
        for row, told in zip(rows, opened, strict=True)
    ]  # fmt: skip


def _finding(row: Onsite) -> Finding | None:
    [told] = keys.open_many([(row.subject, bytes(row.sealed))])
    return None if isinstance(told, Erased) else _read(told["finding"])


def _read(data: dict[str, Any]) -> Finding:
    names = ("items", "officers", "failed", "evidence")
    return Finding(remarks=dict(data["remarks"]), note=data["note"], **{name: tuple(data[name]) for name in names})
