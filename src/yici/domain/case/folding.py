"""Folding what happens beside the course of an approval."""

from collections.abc import Callable
from typing import Any

from yici.domain.case import beside_events as b
from yici.domain.case import events as e
from yici.domain.case import interested_events as i
from yici.domain.case.parts import (
    AskedOpinion,
    Card,
    Deadline,
    Hearing,
    HearingStage,
    Interested,
    Invited,
    Meeting,
    Proposal,
)
from yici.domain.case.state import Approval, Case
from yici.domain.case.states import EDGES
from yici.domain.case.talking import asked, replied
from yici.domain.changing import changed

Change = Callable[[Deadline], Deadline]


def with_approval(case: Case, item: str, **changes: Any) -> Case:
    """This will give the case with one approval changed."""
    return changed(case, approvals=tuple([changed(a, **changes) if a.item == item else a for a in case.approvals]))


def redated(approval: Approval, name: str, of: str | None, change: Change) -> dict[str, Any]:
    """This will give the fields of an approval in which one of its ends is changed, wherever it stands."""

    def redone(standing: Deadline | None) -> Deadline | None:
        hit = standing is not None and standing.name == name and standing.of == of
        return change(standing) if standing is not None and hit else standing

    found: dict[str, Any] = {"deadlines": tuple([redone(d) for d in approval.deadlines])}
    if approval.suspension:
        held = tuple([redone(d) for d in approval.suspension.held])
        found["suspension"] = changed(approval.suspension, held=held)
    if approval.opinions:
        found["opinions"] = tuple([changed(one, deadline=redone(one.deadline)) for one in approval.opinions])
    if approval.hearing:
        found["hearing"] = changed(approval.hearing, deadline=redone(approval.hearing.deadline))
    if approval.cards:
        found["cards"] = tuple([changed(card, deadline=redone(card.deadline)) for card in approval.cards])
    if approval.talk and approval.talk.open:
        found["talk"] = changed(approval.talk, open=redone(approval.talk.open))
    return found


def _asked(case: Case, event: b.OpinionsAsked) -> Case:
    before = {one.agency: one for one in case.approval(event.item).opinions}
    asked = tuple(_again(one, before.pop(one.agency, None)) for one in event.asked)
    return with_approval(case, event.item, opinions=(*before.values(), *asked))


def _again(asked: AskedOpinion, before: AskedOpinion | None) -> AskedOpinion:
    """Who was against it before stays so on the record until it says otherwise itself."""
    if before is None:
        return asked
    return changed(asked, against_at=before.given_at if before.stance == "disagreed" else before.against_at)


def _opinion(case: Case, item: str, agency: str, **changes: Any) -> Case:
    def answered(one: AskedOpinion) -> AskedOpinion:
        return changed(one, **changes) if one.agency == agency else one

    return with_approval(case, item, opinions=tuple(answered(one) for one in case.approval(item).opinions))


def _noticed(case: Case, event: b.OpinionNoticed) -> Case:
    told = {"noticed_at": event.at, "proof": event.proof, "deadline": event.deadline}
    return _opinion(case, event.item, event.agency, **told)


def _given(case: Case, event: b.OpinionGiven) -> Case:
    said = "agreed" if event.agrees else "disagreed"
    # What comes afterwards is kept and takes no consent back.
    told = {"afterwards" if event.late else "stance": said, "given_at": event.at, "deadline": None}
    return _opinion(case, event.item, event.agency, **told)


def _absent(case: Case, event: b.OpinionAbsent) -> Case:
    told = {"law": event.law, "article": event.article, "absent_at": event.at, "deadline": event.deadline}
    return _opinion(case, event.item, event.agency, stance="absent", **told)


def _prepared(case: Case, event: b.ApprovalPrepared) -> Case:
    case = with_approval(case, event.item, status=EDGES[event.kind].to, proposal=None, valid_until=event.valid_until)
    return changed(
        case, approvals=tuple(_beside(a, event.item) if a.item in event.opens else a for a in case.approvals)
    )


def _unprepared(case: Case, event: b.PreparationLapsed) -> Case:
    return with_approval(case, event.item, status=EDGES[event.kind].to, proposal=None, valid_until=None)


def _beside(approval: Approval, item: str) -> Approval:
    """What waited for an item goes on beside it and is decided with it."""
    needs = tuple(one for one in approval.needs if one != item)
    return changed(approval, needs=needs, joins=tuple(dict.fromkeys((*approval.joins, item))))


def _proposed(case: Case, event: b.DecisionProposed) -> Case:
    proposal = Proposal(event.by, event.grant, event.grounds, event.valid_until)
    return with_approval(case, event.item, proposal=proposal)


def _recused(case: Case, event: b.OfficerRecused) -> Case:
    approval = case.approval(event.item)
    # What somebody proposed who has no part in it is no half of a decision.
    kept = None if approval.proposal and approval.proposal.by == event.officer else approval.proposal
    return with_approval(case, event.item, recused=(*approval.recused, event.officer), proposal=kept)


def _hearing(stage: HearingStage) -> Callable[[Case, Any], Case]:
    def folded(case: Case, event: Any) -> Case:
        before = case.approval(event.item).hearing
        # Until it is held, the end by which it must be stands.
        kept = before.deadline if before and stage == "set" else None
        on = getattr(event, "on", None)
        return with_approval(case, event.item, hearing=Hearing(stage, getattr(event, "deadline", kept), on))

    return folded


def _told(case: Case, event: i.InterestedTold) -> Case:
    one = Interested(event.interested, event.at, event.until)
    return with_approval(case, event.item, interested=(*case.approval(event.item).interested, one))


def _heard(case: Case, event: i.InterestedHeard) -> Case:
    return _of_one(case, event, answer=event.answer, heard_at=event.at)


def _called(case: Case, event: i.InterestedSummoned) -> Case:
    return _of_one(case, event, called=event.on)


def _of_one(case: Case, event: i.InterestedHeard | i.InterestedSummoned, **values: Any) -> Case:
    parties = case.approval(event.item).interested
    found = tuple(changed(one, **values) if one.id == event.interested else one for one in parties)
    return with_approval(case, event.item, interested=found)


def _card_issued(case: Case, event: b.CardIssued) -> Case:
    return with_approval(case, event.item, cards=(*case.approval(event.item).cards, event.card))


def _card_answered(case: Case, event: b.CardAnswered) -> Case:
    def answered(card: Card) -> Card:
        told = {"deadline": None, "answered_at": event.at, "expected": event.expected}
        return changed(card, **told) if card.id == event.card else card

    return with_approval(case, event.item, cards=tuple(answered(card) for card in case.approval(event.item).cards))


def _convened(case: Case, event: b.MeetingConvened) -> Case:
    return changed(case, meetings=(*case.meetings, event.meeting))


def _meeting(case: Case, name: str, change: Callable[[Meeting], Meeting]) -> Case:
    return changed(case, meetings=tuple(change(one) if one.id == name else one for one in case.meetings))


def _invited(meeting: Meeting, change: Callable[[Invited], Invited], **changes: Any) -> Meeting:
    return changed(meeting, invited=tuple(change(one) for one in meeting.invited), **changes)


def _invitation_answered(case: Case, event: b.InvitationAnswered) -> Case:
    told = {"answer": "accepted" if event.comes else "declined", "answered_at": event.at}

    def answered(one: Invited) -> Invited:
        return changed(one, **told) if one.agency == event.agency else one

    return _meeting(case, event.meeting, lambda meeting: _invited(meeting, answered))


def _meeting_held(case: Case, event: b.MeetingHeld) -> Case:
    def came(one: Invited) -> Invited:
        return changed(one, came=one.agency in event.attended)

    return _meeting(case, event.meeting, lambda m: _invited(m, came, result=event.result, held_at=event.at))


def _called_off(case: Case, event: b.MeetingCalledOff) -> Case:
    return _meeting(case, event.meeting, lambda meeting: changed(meeting, called_off=True))


def _rated(case: Case, event: b.Rated) -> Case:
    return changed(case, rating=event.level, rated_at=event.at, rated_by_name=event.named)


def _message_asked(case: Case, event: b.MessageAsked) -> Case:
    return with_approval(case, event.item, talk=asked(case.approval(event.item), event))


def _message_replied(case: Case, event: b.MessageReplied) -> Case:
    return with_approval(case, event.item, talk=replied(case.approval(event.item)))


def _near(case: Case, event: b.DeadlineNear) -> Case:
    approval = case.approval(event.item)
    return with_approval(case, event.item, **redated(approval, event.name, event.of, lambda d: changed(d, warned=True)))


def _window_counted(case: Case, event: b.WindowCounted) -> Case:
    approval = case.approval(event.item)
    since = event.answered.window.since
    rest = tuple(one for one in approval.answered if (one.window.since, one.at) != (since, event.answered.at))
    if event.accepted_at is None:
        return with_approval(case, event.item, answered=rest)
    stood = approval.suspension
    return with_approval(
        case, event.item, answered=(), accepted_at=event.accepted_at, by_silence=True, deadlines=event.deadlines,
        suspension=changed(stood, held=event.held) if stood else None,
    )  # fmt: skip


BESIDE: dict[type[e.CaseEvent], Callable[[Case, Any], Case]] = {
    b.OpinionsAsked: _asked,
    b.OpinionNoticed: _noticed,
    b.OpinionGiven: _given,
    b.OpinionAbsent: _absent,
    b.ApprovalPrepared: _prepared,
    b.PreparationLapsed: _unprepared,
    b.DecisionProposed: _proposed,
    b.OfficerRecused: _recused,
    b.HearingOffered: _hearing("offered"),
    b.HearingRequested: _hearing("requested"),
    b.HearingSet: _hearing("set"),
    b.HearingHeld: _hearing("held"),
    b.HearingWaived: _hearing("waived"),
    i.InterestedTold: _told,
    i.InterestedHeard: _heard,
    i.InterestedSummoned: _called,
    b.CardIssued: _card_issued,
    b.CardAnswered: _card_answered,
    b.MeetingConvened: _convened,
    b.InvitationAnswered: _invitation_answered,
    b.MeetingHeld: _meeting_held,
    b.MeetingCalledOff: _called_off,
    b.Rated: _rated,
    b.MessageAsked: _message_asked,
    b.MessageReplied: _message_replied,
    b.DeadlineNear: _near,
    b.WindowCounted: _window_counted,
}
