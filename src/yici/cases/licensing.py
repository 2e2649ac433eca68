"""What a case does to licences, in its own transaction: gives them, asks for their renewal, renews and revokes them.

Its own head is locked before theirs, so that two services never wait for each other.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from yici.domain.case import Approval, Case, CaseEvent, Context, Submit
from yici.domain.case import events as e
from yici.domain.case.renewing import application
from yici.domain.case.states import ApprovalStatus
from yici.domain.clock import legal_day
from yici.domain.error import Conflict
from yici.domain.licence import Ended, EndRenewal, Issue, Renew, RevokeLicence
from yici.ledger.values import Begun
from yici.licences import numbers
from yici.licences.asking import Answer
from yici.licences.queries import Shown, ids_of_approval, licences_shown, recorded
from yici.licences.services import Held, licence_record, licences_held, licences_issue, licences_settled
from yici.people.ids import id_at

UNDECIDED: Final[frozenset[ApprovalStatus]] = frozenset(
    {"received", "correcting", "waiting", "handling", "suspended", "prepared"}
)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
ENDED: Final[dict[type, Ended]] = {
    e.ApprovalRefused: "refused", e.ApprovalNotAccepted: "not_accepted", e.ApprovalWithdrawn: "withdrawn",
    e.ApprovalLapsed: "lapsed",
}  # fmt: skip
ANSWERED: Final[frozenset[type]] = frozenset({e.ApprovalGranted, *ENDED})
"""What answers an application for renewal."""


def renewed(case: Case) -> list[UUID]:
    """This will name the licences that a case is to renew and has not decided on."""
    return [UUID(a.renews) for a in case.approvals if a.renews and a.status in UNDECIDED]


def held(case: Case, now: datetime) -> dict[str, Held]:
    """This will lock the licences that a case is to renew; nothing is asked where there is none.

    Raises Conflict("case.stale") when the law has decided on one at a moment behind `now`: somebody with a later clock
    was first.
    """
    found = licences_held(renewed(case))
    for one in found.values():
        period = one.licence.period
        if period.by_silence and period.case == case.id and period.since > legal_day(now):
            raise Conflict("case.stale", remedy="load the case again and look at what changed")
    return found


def knowing(ctx: Context, held: Mapping[str, Held]) -> Context:
    """This will give a context that knows the licences that are held."""
    return replace(ctx, licences={name: one.licence for name, one in held.items()}) if held else ctx


def seen(case: Case, ctx: Context) -> Context:
    """This will give a context that knows the licences a case is to renew, for whoever only looks.

    As recorded, as the service locks them: the case is settled before they are.
    """
    wanted = renewed(case)
    return replace(ctx, licences=recorded(wanted)) if wanted else ctx


def shown(case: Case, now: datetime) -> list[Shown]:
    """This will give the licences that a case gave, or is to renew, for whoever was given it; nothing is asked while it
    can have none."""
    renewing = [UUID(a.renews) for a in case.approvals if a.renews]
    if not renewing and all(a.outcome is None for a in case.approvals):
        return []
    return licences_shown(UUID(case.id), renewing, now=now)


def apply(command: Submit, held: Mapping[str, Held], ctx: Context) -> None:
    """This will record with each licence that its renewal is asked for."""
    for item, name in command.renews.items():
        asked = application(command, ctx.planned(item))
        licence_record(held[name], asked, actor=ctx.actor, at=ctx.now, now=ctx.now)


def answers(case: Case, item: str, events: Sequence[CaseEvent], ctx: Context) -> list[Answer]:
    """This will give what events of a case mean for the licence that an item is to renew, each as of its moment."""
    return [
        (event.at, _answer(case, event, ctx))
        for event in events
        if type(event) in ANSWERED and getattr(event, "item", None) == item
    ]


def _answer(case: Case, event: Any, ctx: Context) -> Renew | EndRenewal:
    ended = ENDED.get(type(event))
    return EndRenewal(case=case.id, reason=ended) if ended else _renewal(case, event, ctx)


def follow(
    case: Case, events: Sequence[CaseEvent], held: dict[str, Held], ctx: Context
) -> tuple[dict[str, Held], list[Begun]]:
    """This will do to licences what was decided on a case: all new ones in one go, the others one by one.

    It gives the licences that are held as they are then, and the streams of the new ones, to begin with the case's own
    append.
    """
    issued: list[tuple[datetime, Issue]] = []
    for event in events:
        if isinstance(event, e.ApprovalGranted):
            issued += [(event.at, one) for one in _issued(case, event, held, ctx)]
        if type(event) in ANSWERED:
            held = _answered(case, event, _answer(case, event, ctx), held, ctx)
        elif isinstance(event, e.ApprovalRevoked):
            _revoked(case, event, ctx)
    return held, licences_issue(issued)


def _issued(case: Case, event: e.ApprovalGranted, held: Mapping[str, Held], ctx: Context) -> list[Issue]:
    """A licence that waits for just this is renewed instead; one that is over gets a successor."""
    standing = _asked_for(case.approval(event.item), case, held)
    kept = standing.licence.type if standing else None
    return [issue(case, event, kind, ctx) for kind in event.licences if kind != kept]


def _answered(
    case: Case, event: Any, command: Renew | EndRenewal, held: dict[str, Held], ctx: Context
) -> dict[str, Held]:  # fmt: skip
    found = _asked_for(case.approval(event.item), case, held)
    if found is None:
        return held
    return {**held, found.licence.id: licence_record(found, command, actor=ctx.actor, at=event.at, now=ctx.now)}


def issue(case: Case, event: e.ApprovalGranted, kind: str, ctx: Context) -> Issue:
    """This will say which licence of a type a grant makes: its id and number follow from the approval."""
    planned, approval = ctx.planned(event.item), case.approval(event.item)
    return Issue(
        id=str(licence_id(case.id, event.item, kind, event.at)), number=numbers.number(approval.number, kind),
        type=kind, subject=case.subject, holder=case.applicant, agency=approval.agency, place=case.place_of(approval),
        case=case.id, item=event.item, term=planned.term, rule=planned.renewal, remedies=planned.remedies,
        until=event.valid_until,
    )  # fmt: skip


def licence_id(case: str, item: str, kind: str, granted_at: datetime) -> UUID:
    """This will give the id of a licence: of the moment of its grant, the rest told by what gave it."""
    chance = hashlib.sha256(f"{case}\n{item}\n{kind}".encode()).digest()[:9]
    return id_at((granted_at - EPOCH) // timedelta(milliseconds=1), int.from_bytes(chance))


def _renewal(case: Case, event: e.ApprovalGranted, ctx: Context) -> Renew:
    planned = ctx.planned(event.item)
    return Renew(case=case.id, item=event.item, term=planned.term, rule=planned.renewal, until=event.valid_until)


def _asked_for(approval: Approval, case: Case, held: Mapping[str, Held]) -> Held | None:
    found = held.get(approval.renews) if approval.renews else None
    asked = found.licence.asked if found else None
    return found if asked is not None and (asked.case, asked.item) == (case.id, approval.item) else None


def _revoked(case: Case, event: e.ApprovalRevoked, ctx: Context) -> None:
    """What rests on the approval goes with it; what has ended already stays as it is."""
    approval = case.approval(event.item)
    wanted = {*ids_of_approval(UUID(case.id), event.item), *([UUID(approval.renews)] if approval.renews else [])}
    for one in licences_settled(licences_held(wanted), now=ctx.now).values():
        if one.licence.holds and one.licence.rests_on(case.id, event.item):
            licence_record(one, broken(event), actor=ctx.actor, at=ctx.now, now=ctx.now)


def broken(event: e.ApprovalRevoked) -> RevokeLicence:
    """This will revoke a licence with the approval that it rests on."""
    return RevokeLicence(grounds=("commitment_broken",), note=event.private.get("note", ""))
