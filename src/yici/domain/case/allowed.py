"""What somebody can do with a case now: state, law and rights together, by the rules that decide.

`decide` looks again when it is asked; this tells a face beforehand, so that nobody is offered what would be refused.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from yici.domain.authority import Grants
from yici.domain.case import allowed_hearings as hearings
from yici.domain.case import beside_commands as x
from yici.domain.case import commands as c
from yici.domain.case.allowed_opinions import ask_opinions, confirm_notice, correct_opinion, give_opinion
from yici.domain.case.allowed_together import (
    answer_invitation,
    call_off_meeting,
    convene,
    deliver_together,
    record_meeting,
    urge,
)
from yici.domain.case.allowing import Desk, Offer
from yici.domain.case.examine import repair_end
from yici.domain.case.granting import Obstacle, at_once, obstacles
from yici.domain.case.hearing import hearing_open
from yici.domain.case.inspecting import MOST_VISITS
from yici.domain.case.intake import awaited
from yici.domain.case.kinds import Command
from yici.domain.case.parts import Defect, Visit
from yici.domain.case.state import Approval, Case
from yici.domain.case.states import EDGES, EXAMINED
from yici.domain.case.talking import askable, repliable
from yici.domain.case.watching import cardable, ratable
from yici.domain.clock import ending_day, legal_day
from yici.domain.plan import Plan

NOBODY_AHEAD: Final[Mapping[str, tuple[str, ...]]] = {}
PREPARED: Final = "decision.prepared_already"


def allowed(
    case: Case, plan: Plan, grants: Grants, now: datetime, actor: str = "",
    ahead: Mapping[str, tuple[str, ...]] = NOBODY_AHEAD,
) -> tuple[Offer, ...]:  # fmt: skip
    """This will list everything that `actor` may do with this case now, what is usual first: what these grants allow,
    and what is the applicant's own. The case must be settled up to `now`; `ahead` is as in `Desk`."""
    desk = Desk(case, plan, grants, legal_day(now), actor, ahead)
    found = (offer for find in (*FINDERS, _rate, _ask) for offer in find(desk))
    return tuple(offer for offer in found if desk.takes_part(offer))


def _accept(desk: Desk) -> Iterator[Offer]:
    if items := desk.those(lambda item: c.Accept(items=(item,)), "approval.accepted"):
        yield Offer("accept", items)


def _correct(desk: Desk) -> Iterator[Offer]:
    def ask(item: str) -> Command:
        return c.RequestCorrection(defects=(Defect(item, "", ""),))

    if items := desk.those(ask, "case.correction_requested"):
        yield Offer("correct", items)


def _withdraw_correction(desk: Desk) -> Iterator[Offer]:
    correcting = _correcting(desk.case)
    if correcting and desk.may(c.WithdrawCorrection()):
        yield Offer("withdraw_correction", correcting)


def _correcting(case: Case) -> tuple[str, ...]:
    return tuple(a.item for a in case.approvals if a.status == "correcting")


def _supply_correction(desk: Desk) -> Iterator[Offer]:
    correcting = _correcting(desk.case)
    if desk.case.defects and correcting and desk.may(c.SupplyCorrection()):
        yield Offer("supply_correction", correcting)


def _supply_paper(desk: Desk) -> Iterator[Offer]:
    # A paper that comes later belongs to the case: the right is asked for each of its approvals.
    if awaited(desk.case, desk.plan) and desk.may(c.SupplyPaper(papers=())):
        yield Offer("supply_paper", tuple(a.item for a in desk.case.approvals))


def _decline(desk: Desk) -> Iterator[Offer]:
    for item in desk.those(lambda item: c.DeclineAcceptance(item=item, reason=""), "approval.not_accepted"):
        yield Offer("decline", (item,), on=item)


def _plan_inspection(desk: Desk) -> Iterator[Offer]:
    """A visit as the plan joins it: whole to whoever may set it, else each department's own items."""
    for visit in desk.plan.schedule.visits if len(desk.case.visits) < MOST_VISITS else ():
        on = free_visit(desk.case, visit.id)
        if items := desk.together(_planning(desk, on), _to_visit(desk.case, visit.items)):
            yield Offer("plan_inspection", items, on=on)


def _planning(desk: Desk, visit: str) -> Callable[[tuple[str, ...]], Command]:
    return lambda items: c.PlanInspection(visit=visit, items=items, on=desk.today, officers=())


def _to_visit(case: Case, items: tuple[str, ...]) -> tuple[str, ...]:
    """Those of these items that are examined now, wait for no visit and were not found in order in one."""
    waiting = {item for visit in case.visits for item in case.pending(visit)}
    in_order: dict[str, bool] = {}
    for visit in case.visits:
        failed = {point.partition(":")[0] for point in visit.failed}
        # Whoever is looked at again is judged by the last time.
        in_order |= {item: item not in failed for item in (visit.items if visit.recorded else visit.seen)}
    wanted = set(items) - waiting - {item for item, passed in in_order.items() if passed}
    return tuple(a.item for a in case.approvals if a.item in wanted and a.status in EXAMINED)


def free_visit(case: Case, wanted: str) -> str:
    """This will give an id for a visit that no planned or recorded one has, so that none is overwritten."""
    taken = {visit.id for visit in case.visits}
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 2))
    return next((one for one in (wanted, *numbered) if one not in taken), wanted)


def _move_inspection(desk: Desk) -> Iterator[Offer]:
    for visit in desk.case.visits:
        items = desk.case.pending(visit)
        if items and desk.may(_planning(desk, visit.id)(items)):
            yield Offer("move_inspection", items, on=visit.id)


def _record_inspection(desk: Desk) -> Iterator[Offer]:
    for visit in desk.case.visits:
        if items := desk.together(_recording(visit), desk.case.pending(visit) if visit.on <= desk.today else ()):
            yield Offer("record_inspection", items, on=visit.id)


def _recording(visit: Visit) -> Callable[[tuple[str, ...]], Command]:
    return lambda items: c.RecordInspection(visit=visit.id, items=items, officers=())


def _decide(desk: Desk) -> Iterator[Offer]:
    for approval in desk.case.approvals:
        if _decidable(desk, approval) and desk.may(c.Decide(item=approval.item, grant=True)):
            planned, ahead = desk.planned[approval.item], desk.ahead.get(approval.item, ())
            found = tuple(obstacles(desk.case, approval, planned, desk.plan, ahead))
            hindered = _hindered(desk, approval, found)
            yield Offer("decide", (approval.item,), on=approval.item, hindered=hindered, obstacles=found)


def _decidable(desk: Desk, approval: Approval) -> bool:
    if approval.status == "prepared":
        # It may still be refused; it becomes formal by itself.
        return len(desk.planned[approval.item].outcomes) > 1
    if hearing_open(approval):
        return False
    if approval.status in EDGES["approval.granted"].origins:
        return True
    return at_once(approval, desk.planned[approval.item])


def _hindered(desk: Desk, approval: Approval, found: Iterable[Obstacle]) -> tuple[str, ...]:
    """The codes of what keeps a grant from being given whatever is said: nothing that a note can answer."""
    own = [PREPARED] if approval.status == "prepared" else []
    if approval.proposal and approval.proposal.grant and approval.proposal.by == desk.actor:
        own.append("decision.second_needed")
    return tuple(dict.fromkeys([*own, *(one.code for one in found if not one.spoken)]))


def _suspend(desk: Desk) -> Iterator[Offer]:
    for item in desk.those(lambda item: c.Suspend(item=item, cause="", days=0), "approval.suspended"):
        if desk.planned[item].stop_causes or desk.planned[item].local_causes:
            yield Offer("suspend", (item,), on=item)


def _resume(desk: Desk) -> Iterator[Offer]:
    for item in desk.those(lambda item: c.Resume(item=item), "approval.resumed"):
        yield Offer("resume", (item,), on=item)


def _extend(desk: Desk) -> Iterator[Offer]:
    def ask(item: str) -> Command:
        return c.ExtendDecision(item=item, days=0, approver="", note="")

    for item in desk.those(ask, "approval.extended"):
        if desk.planned[item].extension and extendable(desk.case.approval(item)):
            yield Offer("extend", (item,), on=item)


def extendable(approval: Approval) -> bool:
    """This will say whether a legal limit runs that was not extended yet."""
    return not approval.extended and any(d.name == "legal" and not d.missed for d in approval.deadlines)


def _deliver(desk: Desk) -> Iterator[Offer]:
    for item in desk.those(lambda item: c.Deliver(item=item, way=""), "approval.delivered"):
        yield Offer("deliver", (item,), on=item)


def _withdraw(desk: Desk) -> Iterator[Offer]:
    if items := desk.those(lambda item: c.Withdraw(items=(item,)), "approval.withdrawn"):
        yield Offer("withdraw", items)


def _promises(command: str, make: Callable[[str], Command], standing: str) -> Callable[[Desk], Iterator[Offer]]:
    def find(desk: Desk) -> Iterator[Offer]:
        for approval in desk.case.approvals:
            if approval.verification == standing and desk.may(make(approval.item)):
                yield Offer(command, (approval.item,), on=approval.item)

    return find


def _revoke(desk: Desk) -> Iterator[Offer]:
    """What was ordered to be put right is not revoked before its day is over."""
    for offer in _promises("revoke", lambda item: c.Revoke(item=item, grounds=()), "broken")(desk):
        end = repair_end(desk.case.approval(offer.on))
        if end is None or ending_day(end) < desk.today:
            yield offer


def _issue_card(desk: Desk) -> Iterator[Offer]:
    for approval in desk.case.approvals:
        if cardable(approval) and desk.may(x.IssueCard(item=approval.item, about="")):
            yield Offer("issue_card", (approval.item,), on=approval.item)


def _answer_card(desk: Desk) -> Iterator[Offer]:
    for approval in desk.case.approvals:
        for card in approval.cards:
            if card.deadline and desk.may(x.AnswerCard(item=approval.item, card=card.id, note="")):
                yield Offer("answer_card", (approval.item,), on=f"{approval.item}/{card.id}")


def _reply(desk: Desk) -> Iterator[Offer]:
    for approval in desk.case.approvals:
        if repliable(approval) and desk.may(x.Reply(item=approval.item, note="")):
            yield Offer("reply", (approval.item,), on=approval.item)


def _ask(desk: Desk) -> Iterator[Offer]:
    for approval in desk.case.approvals:
        if desk.is_applicant and askable(approval):
            yield Offer("ask_office", (approval.item,), on=approval.item)


def _recuse(desk: Desk) -> Iterator[Offer]:
    """Oneself, or anybody by whoever may."""
    for approval in desk.case.approvals:
        if approval.running and desk.may(x.Recuse(item=approval.item, officer=desk.actor, reason="")):
            yield Offer("recuse", (approval.item,), on=approval.item)


def _rate(desk: Desk) -> Iterator[Offer]:
    if desk.is_applicant and ratable(desk.case):
        yield Offer("rate", tuple(a.item for a in desk.case.approvals))


FINDERS: tuple[Callable[[Desk], Iterator[Offer]], ...] = (
    _accept,
    _correct,
    _decline,
    _supply_correction,
    _withdraw_correction,
    _supply_paper,
    _plan_inspection,
    _record_inspection,
    _resume,
    give_opinion,
    ask_opinions,
    confirm_notice,
    hearings.request_hearing,
    hearings.set_hearing,
    hearings.hold_hearing,
    hearings.hear_interested,
    record_meeting,
    answer_invitation,
    _decide,
    deliver_together,
    _deliver,
    _move_inspection,
    _promises("verify", lambda item: c.VerifyCommitment(item=item, kept=True, officers=()), "due"),
    _promises("confirm_repair", lambda item: c.ConfirmRepair(item=item), "broken"),
    _revoke,
    _suspend,
    _extend,
    hearings.offer_hearing,
    hearings.tell_interested,
    correct_opinion,
    _recuse,
    _withdraw,
    _reply,
    _answer_card,
    urge,
    convene,
    call_off_meeting,
    _issue_card,
)
"""What staff are offered, each by the form of one command."""
