"""What a command takes: the authority that staff need for it, and which commands are the applicant's own.

`required` is the one place that says it; `permits`, `check_permitted` and `role_for` hold it against grants.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yici.domain.authority import Grants
from yici.domain.case import beside_commands as x
from yici.domain.case import commands as c
from yici.domain.case.kinds import Command
from yici.domain.case.receiving import is_receiving
from yici.domain.case.state import Approval, Case, Task

ACTIONS: dict[type, str] = {
    c.Submit: "case.receive",
    c.RequestCorrection: "case.correct",
    c.WithdrawCorrection: "case.correct",
    c.SupplyCorrection: "case.receive",
    c.SupplyPaper: "case.receive",
    c.Accept: "case.accept",
    c.DeclineAcceptance: "case.decline",
    c.PlanInspection: "approval.inspect",
    c.RecordInspection: "approval.inspect",
    c.Suspend: "approval.suspend",
    c.Resume: "approval.suspend",
    c.ExtendDecision: "approval.extend",
    c.Decide: "approval.decide",
    c.Deliver: "case.deliver",
    c.DeliverTogether: "case.deliver",
    c.Withdraw: "case.withdraw",
    c.VerifyCommitment: "approval.verify",
    c.ConfirmRepair: "approval.verify",
    c.Revoke: "approval.revoke",
    x.AskOpinions: "approval.consult",
    x.ConfirmNotice: "approval.consult",
    x.GiveOpinion: "approval.opine",
    x.OfferHearing: "approval.hear",
    x.RequestHearing: "case.receive",
    x.SetHearing: "approval.hear",
    x.HoldHearing: "approval.hear",
    x.TellInterested: "approval.hear",
    x.HearInterested: "approval.hear",
    x.Recuse: "approval.recuse",
    x.IssueCard: "card.issue",
    x.Urge: "approval.urge",
    x.AnswerCard: "card.answer",
    x.Convene: "approval.convene",
    x.AnswerInvitation: "approval.opine",
    x.RecordMeeting: "approval.convene",
    x.CallOffMeeting: "approval.convene",
    x.Rate: "case.rate",
    x.Ask: "case.ask",
    x.Reply: "case.reply",
}
"""The action of `yici.domain.authority` that each command takes, on every item that it concerns."""

RECUSE_OTHERS = "approval.recuse_others"
"""Held by a lead: it takes another officer off an item; `approval.recuse` alone takes off oneself."""

COORDINATE = "approval.coordinate"
"""Held for one department that takes part, it lets somebody set and record the visit of several."""

OPINE = "approval.opine"
"""Held for a department that was asked, it lets somebody sign for the question and answer it."""

APPLICANT: frozenset[type] = frozenset(
    {c.Submit, c.SupplyCorrection, c.SupplyPaper, c.Withdraw, x.RequestHearing, x.Rate, x.Ask}
)
"""What applicants may do with their own case."""

TURNS: dict[Task, frozenset[str]] = {
    "accept": frozenset({"case.accept"}),
    "decide": frozenset({"approval.decide", "approval.inspect"}),
    "resume": frozenset({"approval.suspend"}),
    "deliver": frozenset({"case.deliver"}),
    "verify": frozenset({"approval.verify"}),
    "repair": frozenset({"approval.verify", "approval.revoke"}),
    "end": frozenset({"case.decline"}),
    "opine": frozenset({"approval.opine"}),
    "answer": frozenset({"card.answer"}),
    "reply": frozenset({"case.reply"}),
}
"""Whose turn a task is: whoever may do one of these. What waits for the applicant or another approval is no turn."""


@dataclass(frozen=True, slots=True)
class Required:
    """One authority that a command takes: an action on an item of an agency (or organisation) at a place."""

    action: str
    agency: str
    place: str
    item: str


Way = tuple[Required, ...]


def required(case: Case, command: Command, actor: str = "") -> tuple[Way, ...]:
    """This will list the ways to be allowed a command: staff need every authority of one of them.

    The first way is the usual one: the command's action on each approval that it concerns. `actor` is the id of whoever
    asks: taking oneself off an item needs less than taking off somebody else.
    """
    action = ACTIONS[type(command)]
    if isinstance(command, x.Recuse) and command.officer != actor:
        action = RECUSE_OTHERS
    usual = tuple(Required(action, _whose(command, a), case.place_of(a), a.item) for a in concerned(case, command))
    return (usual, *_coordinating(case, command), *_taking_in(case, command), *_signing(case, command))


def may(action: str, case: Case, grants: Grants, items: frozenset[str] | None = None) -> bool:
    """This will say whether staff may do something with a case: for an approval that they handle, or for one that was
    handed in at their window. `items` (None: all) are those that it is about."""
    named = [a for a in case.approvals if items is None or a.item in items]
    handling = (Required(action, a.agency, case.place_of(a), a.item) for a in named)
    return any(_held(line, grants) for line in handling) or may_at_window(action, case, grants, items)


def may_at_window(action: str, case: Case, grants: Grants, items: frozenset[str] | None = None) -> bool:
    """This will say whether staff may do something with a case because their window took it in."""
    named = (a for a in case.approvals if items is None or a.item in items)
    return any(_held(line, grants) for line in _at_the_window(action, case, named))


def may_as_asked(
    action: str, case: Case, grants: Grants, items: frozenset[str] | None = None, *, owing: bool = False
) -> bool:  # fmt: skip
    """This will say whether staff may do something with a case because their department was asked about it; `owing`:
    only as long as it owes its opinion."""
    named = (a for a in case.approvals if items is None or a.item in items)
    asked = ((a, one) for a in named for one in (a.owing if owing else a.opinions))
    return any(_held(Required(action, one.agency, case.place_of(a), a.item), grants) for a, one in asked)


def _taking_in(case: Case, command: Command) -> tuple[Way, ...]:
    way = _at_the_window(ACTIONS[type(command)], case, concerned(case, command))
    return (way,) if way else ()


def _at_the_window(action: str, case: Case, approvals: Iterable[Approval]) -> Way:
    """What the window that took the case in needs of its own; empty where it may not."""
    if case.received is None or not is_receiving(case, action):
        return ()
    window = case.received
    return tuple(Required(action, window.organisation, window.place, a.item) for a in approvals)


def _whose(command: Command, approval: Approval) -> str:
    """Whose authority it takes: of the body which decides; of the department asked, of the unit that got the card."""
    if isinstance(command, x.GiveOpinion | x.AnswerInvitation):
        return command.agency
    if isinstance(command, x.AnswerCard):
        return next((card.agency for card in approval.cards if card.id == command.card), approval.agency)
    return approval.agency


def is_of(case: Case, actor: str, grants: Grants) -> bool:
    """This will say whether a case is somebody's own: of their account, or of a firm for which they act now. What was
    handed in for a firm is the firm's, and no more that of the account that did, once it acts for it no more."""
    if case.firm is not None:
        return case.firm in grants.firms
    return bool(actor) and case.applicant == actor


def permits(case: Case, command: Command, grants: Grants, actor: str = "") -> bool:
    """This will say whether grants open one of the ways to a command."""
    return any(all(_held(line, grants) for line in way) for way in required(case, command, actor))


def check_permitted(case: Case, command: Command, grants: Grants, actor: str = "") -> None:
    """This will pass when `permits` is true. Raises Forbidden("authority.missing") naming what the usual way lacks."""
    if not permits(case, command, grants, actor):
        for line in required(case, command, actor)[0]:
            grants.check(line.action, line.agency, line.place, line.item)


def role_for(case: Case, command: Command, grants: Grants, actor: str = "") -> str | None:
    """This will name the role in which somebody acts: of the first grant that permits the command by itself."""
    return next((grant.role for grant in grants.held if permits(case, command, Grants((grant,)), actor)), None)


def _held(line: Required, grants: Grants) -> bool:
    return grants.may(line.action, line.agency, line.place, line.item)


def _coordinating(case: Case, command: Command) -> tuple[Way, ...]:
    together = _together(case, command)
    if len({approval.agency for approval in together}) < 2:
        return ()
    return tuple((Required(COORDINATE, a.agency, case.place_of(a), a.item),) for a in together)


def _signing(case: Case, command: Command) -> tuple[Way, ...]:
    """A department that was asked signs itself for the question that reached it."""
    if not isinstance(command, x.ConfirmNotice):
        return ()
    asked = [a for a in concerned(case, command) if any(one.agency == command.agency for one in a.opinions)]
    return tuple((Required(OPINE, command.agency, case.place_of(a), a.item),) for a in asked)


def _together(case: Case, command: Command) -> tuple[Approval, ...]:
    """The approvals of the visit that a command is about; of the meeting; of the whole case for who is to urge: the
    lead of any department that takes part sees to it that all go on."""
    if isinstance(command, x.Urge):
        return case.approvals
    if isinstance(command, x.Convene | x.RecordMeeting | x.CallOffMeeting):
        return concerned(case, command)
    if isinstance(command, c.PlanInspection):
        return _approvals(case, {*command.items, *_visited(case, command.visit)})
    if isinstance(command, c.RecordInspection):
        return _approvals(case, _visited(case, command.visit))
    return ()


def concerned(case: Case, command: Command) -> tuple[Approval, ...]:
    """This will give the approvals that a command is about; all of them when it names none."""
    return _approvals(case, _named(case, command)) or case.approvals


def _approvals(case: Case, items: Iterable[str]) -> tuple[Approval, ...]:
    named = frozenset(items)
    return tuple(a for a in case.approvals if a.item in named)


def _visited(case: Case, visit: str) -> set[str]:
    return {item for one in case.visits if one.id == visit for item in one.items}


def _pending(case: Case, visit: str) -> set[str]:
    return {item for one in case.visits if one.id == visit for item in case.pending(one)}


def _met(case: Case, command: x.AnswerInvitation | x.RecordMeeting | x.CallOffMeeting) -> set[str]:
    """The items of a meeting; for who answers, the one that its department is called for."""
    meeting = next((one for one in case.meetings if one.id == command.meeting), None)
    if meeting is None:
        return set()
    if isinstance(command, x.AnswerInvitation):
        return {one.item for one in meeting.invited if one.agency == command.agency}
    return set(meeting.items)


def _named(case: Case, command: Command) -> set[str]:
    if isinstance(command, c.RequestCorrection):
        return {defect.item for defect in command.defects}
    if isinstance(command, c.WithdrawCorrection):
        return {defect.item for defect in case.defects}
    if isinstance(command, c.PlanInspection):
        # Moving a visit concerns those, too, whom it was planned for.
        return {*command.items, *_pending(case, command.visit)}
    if isinstance(command, c.RecordInspection):
        return set(command.items) or _pending(case, command.visit) or _visited(case, command.visit)
    if isinstance(command, x.AnswerInvitation | x.RecordMeeting | x.CallOffMeeting):
        return _met(case, command)
    if isinstance(command, c.DeliverTogether):
        return set(command.items) or {a.item for a in case.approvals if a.status == "decided"}
    if isinstance(command, c.Accept):
        return set(command.items) or {a.item for a in case.approvals if a.status == "received"}
    items = getattr(command, "items", None)
    return set(items) if items is not None else {getattr(command, "item", "")}
