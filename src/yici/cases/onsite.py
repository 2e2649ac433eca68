"""Records of visits made on site, perhaps without a connection: sent once, confirmed by everybody who was there with
their own account, and only then recorded.

Two people at least look at premises (Administrative Licensing Law Art. 34), and nobody signs for another: what one of
them sends stays a record in waiting until the others said the same. The name of a record is made by the phone, so that
a record that is sent twice is one. What of the visit it was made for goes along: was that changed meanwhile, nothing is
recorded until its maker has looked again. How one ends stands in `yici.cases.confirming`.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from yici.cases import context, queries
from yici.cases.models import Onsite
from yici.cases.people import check_people
from yici.cases.queries import View
from yici.domain.authority import Grants
from yici.domain.case import Case, RecordInspection, Visit, check_permitted, decide, role_for
from yici.domain.case.allowed import allowed
from yici.domain.case.allowing import Offer
from yici.domain.error import Conflict, Invalid, NotFound
from yici.domain.event import Actor
from yici.ledger import keys
from yici.ledger.values import Erased
from yici.people.actor import actor_for
from yici.people.queries import User

CHANNEL: Final = "onsite"
WAITING, DONE, DECLINED = "waiting", "done", "declined"
MOST: Final = 100
RECORD: Final = "record_inspection"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: items looked at, who was there, points that failed, words about points and about the whole, the
    digests of the photographs, and the papers that were received there."""

    items: tuple[str, ...]
    officers: tuple[str, ...]
    failed: tuple[str, ...] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    evidence: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()

    def command(self, visit: str) -> RecordInspection:
        """This will give the command that records it."""
        return RecordInspection(
            visit=visit, items=self.items, officers=self.officers, failed=self.failed, evidence=self.evidence,
            note=self.note, remarks=dict(self.remarks), papers=self.papers,
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


def mark_of(case: Case, visit: Visit, items: Collection[str]) -> str:
    """This will name what of a visit a record is made for: its day, who goes, which of these items are still to be
    looked at. What the other departments of a joint visit record meanwhile changes nothing."""
    pending = sorted(set(items) & set(case.pending(visit)))
    told = repr((visit.id, visit.on.isoformat(), sorted(visit.officers), pending))
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
    found, offer = visit_in(view.case, visit), recordable(view, visit, grants, now, actor.id)
    newest = mark_of(view.case, found, offer.items if offer else ())
    if offer is None or newest != mark:
        raise Conflict("onsite.changed", mark=newest, remedy="look at the visit again, then send")
    _check(view, finding, visit, user, grants, now)
    return _same(_kept(record_id, view, found, finding, min(made_at, now), user, now), user)


def onsite_tell(
    *, record_id: UUID, case_id: UUID, command: RecordInspection, version: int, user: User, grants: Grants,
    now: datetime,
) -> OnsiteRow:  # fmt: skip
    """This will take a record in that was written on a case as it was seen, its `version`: at a desk, or by a program
    for the person whose token it has. It waits for the others like one that was made on site.

    Raises Conflict("case.stale"), Conflict("idempotency.key_reused") for another record under the same name, and what
    recording it would.
    """
    known = Onsite.objects.filter(id=record_id).first()
    if known is not None:
        return _equal(known, command, user)
    # Whoever may see the case and not record the visit has not read it by asking.
    for case in queries.standing_for([case_id], actor=_actor(user), grants=grants).values():
        check_permitted(case, command, grants, str(user.id))
    view = queries.case_view(case_id=case_id, actor=_actor(user), grants=grants, now=now)
    if version != view.seq:
        remedy = "load the case again and look at what changed"
        raise Conflict("case.stale", version=version, newest=view.seq, remedy=remedy)
    _check(view, _finding(command), command.visit, user, grants, now)
    visit = visit_in(view.case, command.visit)
    # What was meant by all is what is there now: whoever confirms later reads it.
    finding = _finding(replace(command, items=command.items or view.case.pending(visit)))
    return _equal(_kept(record_id, view, visit, finding, now, user, now), command, user)


def _finding(command: RecordInspection) -> Finding:
    return Finding(
        command.items, command.officers, command.failed, command.remarks, command.note, command.evidence, command.papers
    )


def _equal(row: Onsite, command: RecordInspection, user: User) -> OnsiteRow:
    shown, told = _same(row, user), _finding(command)
    kept = shown.finding if command.items or shown.finding is None else replace(shown.finding, items=())
    if (shown.visit, kept) != (command.visit, told):
        raise Conflict("idempotency.key_reused", remedy="send a new key with a new request")
    return shown


def _kept(
    record_id: UUID, view: View, visit: Visit, finding: Finding, made_at: datetime, user: User, now: datetime
) -> Onsite:
    """The row of a record that waits, as it was first sent under its name."""
    subject = UUID(view.case.subject)
    told = {
        "case": UUID(view.case.id), "visit": visit.id, "by": user.id, "mark": mark_of(view.case, visit, finding.items),
        "sealed": keys.seal(subject, {"finding": asdict(finding)}), "subject": subject,
        "needed": sorted(set(finding.officers)), "confirmed": [str(user.id)], "made_at": made_at, "sent_at": now,
    }  # fmt: skip
    with transaction.atomic():
        return Onsite.objects.get_or_create(id=record_id, defaults=told)[0]


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


def onsite_waiting(user: User, limit: int = MOST) -> list[OnsiteRow]:
    """This will list the records in waiting of visits where somebody was, the oldest first."""
    rows = Onsite.objects.filter(state=WAITING, needed__contains=[str(user.id)]).order_by("id")
    return rows_shown(list(rows[:limit]))


def onsite_to_confirm(user: User) -> int:
    """This will count, up to 100, the records in waiting that somebody has still to confirm."""
    rows = Onsite.objects.filter(state=WAITING, needed__contains=[str(user.id)])
    return rows.exclude(confirmed__contains=[str(user.id)])[:MOST].count()


def onsite_open(case_id: UUID, visit: str) -> list[OnsiteRow]:
    """This will list the records of one visit that wait, for whoever was given the case."""
    return rows_shown(list(Onsite.objects.filter(case=case_id, visit=visit, state=WAITING).order_by("id")[:MOST]))


def _shown(row: Onsite) -> OnsiteRow:
    return rows_shown([row])[0]


def rows_shown(rows: list[Onsite]) -> list[OnsiteRow]:
    """This will open what was sealed; a finding is None once its person was erased."""
    opened = keys.open_many([(row.subject, bytes(row.sealed)) for row in rows]) if rows else []
    return [
        OnsiteRow(
            row.id, row.case, row.visit, row.by, row.state, tuple(row.needed), tuple(row.confirmed), row.made_at,
            row.sent_at, None if isinstance(told, Erased) else _read(told["finding"]),
        )
        for row, told in zip(rows, opened, strict=True)
    ]  # fmt: skip


def _read(data: dict[str, Any]) -> Finding:
    names = ("items", "officers", "failed", "evidence", "papers")
    lists = {name: tuple(data.get(name, ())) for name in names}
    return Finding(remarks=dict(data["remarks"]), note=data["note"], **lists)
