"""Random but repeatable work on several cases: commands that make sense, commands that do not, at growing times."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from tests.apps.case_scenes import LARGE, PROMISED, SMALL
from yici.domain.case import Case, Command, Defect, Paper
from yici.domain.case import beside_commands as x
from yici.domain.case import commands as c
from yici.domain.clock import legal_day

ANSWERS = (SMALL, LARGE, PROMISED)
OFFICERS = ("officer-1", "officer-2", "officer-3")
REASONS = ("condition.not_met", "papers.untrue", "prohibited", "paper.unclear")
"""Grounds of a refusal, and what is none."""
ITEMS = ("individual-registration", "food-licence", "food-licence", "fire-check", "nothing")
"""Asked for more often than others: what the rest waits for, and what most can be done with."""
NAMED = ("food_safety_rules", "premises.address")
"""What a request for correction names: a paper and a field that most items ask for."""
PAUSES = (timedelta(minutes=7), timedelta(hours=3), timedelta(days=1), timedelta(days=4), timedelta(days=11))


@dataclass(slots=True)
class Chance:
    """One run: the same seed gives the same commands."""

    seed: int
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    def pause(self) -> timedelta:
        """This will say how long it takes until something happens again."""
        return self.random.choices(PAUSES, weights=(40, 30, 20, 8, 2))[0]

    def command(self, case: Case, now: datetime) -> Command:
        """This will give any command at all, on items of the case, or once in a while on none that it has."""
        return self.random.choice(COMMANDS)(self, case, now)

    def item(self, case: Case) -> str:
        return self.random.choice([*(approval.item for approval in case.approvals), *ITEMS])

    def items(self, case: Case) -> tuple[str, ...]:
        """One item, several, or none, which means all."""
        return tuple(dict.fromkeys(self.item(case) for _ in range(self.random.randrange(3))))

    def people(self) -> tuple[str, ...]:
        return tuple(self.random.sample(OFFICERS, self.random.choices((1, 2, 3), weights=(1, 8, 2))[0]))

    def note(self) -> str:
        return self.random.choice(("", "李四的铺面有油烟", "无"))

    def reasons(self) -> tuple[str, ...]:
        return tuple(self.random.sample(REASONS, self.random.choice((0, 1, 1, 2))))


def _request_correction(chance: Chance, case: Case, _: datetime) -> Command:
    wanted = [Defect(chance.item(case), chance.random.choice(NAMED), "paper.unclear") for _ in range(2)]
    return c.RequestCorrection(defects=tuple(dict.fromkeys(wanted)), notes={NAMED[0]: "看不清"})


def _supply_correction(chance: Chance, case: Case, _: datetime) -> Command:
    targets = {defect.target for defect in case.defects} | set(chance.random.sample(("a", "b", "c"), 1))
    if chance.random.random() < 0.7:
        targets = {defect.target for defect in case.defects}
    return c.SupplyCorrection(
        papers=tuple(Paper(material=one) for one in sorted(targets)), form={"applicant.name": "新"}
    )


def _supply_paper(chance: Chance, case: Case, _: datetime) -> Command:
    owed = [owed.material for owed in case.owed] or ["rules"]
    return c.SupplyPaper(papers=(Paper(material=chance.random.choice(owed)),))


def _plan_inspection(chance: Chance, case: Case, now: datetime) -> Command:
    on = legal_day(now) + timedelta(days=chance.random.randrange(-1, 9))
    visit = chance.random.choice("vw")
    return c.PlanInspection(visit=visit, items=chance.items(case), on=on, officers=chance.people())


def _record_inspection(chance: Chance, case: Case, _: datetime) -> Command:
    papers = tuple(owed.material for owed in case.owed) if chance.random.random() < 0.5 else ()
    return c.RecordInspection(
        visit=chance.random.choice("vw"),
        items=chance.items(case),
        officers=chance.people(),
        papers=papers,
        note=chance.note(),
    )


def _decide(chance: Chance, case: Case, _: datetime) -> Command:
    grant = chance.random.random() < 0.75
    return c.Decide(
        item=chance.item(case),
        grant=grant,
        grounds=() if grant and chance.random.random() < 0.8 else chance.reasons(),
        note=chance.note(),
    )


def _suspend(chance: Chance, case: Case, _: datetime) -> Command:
    cause = chance.random.choice(("testing", "expert_review", "no cause"))
    return c.Suspend(item=chance.item(case), cause=cause, days=chance.random.randrange(6), note=chance.note())


def _extend(chance: Chance, case: Case, _: datetime) -> Command:
    days = chance.random.choice((1, 3, 10, 20))
    return c.ExtendDecision(item=chance.item(case), days=days, approver="head", note=chance.note() or "why")


def _opinion(chance: Chance, case: Case, _: datetime) -> Command:
    """Most items need none: refused by name, with nothing changed."""
    item, agency = chance.item(case), chance.random.choice(("urban_management", "fire_rescue", "nobody"))
    return chance.random.choice(
        (
            x.AskOpinions(item=item),
            x.AskOpinions(item=item, agencies=(agency,)),
            x.ConfirmNotice(item=item, agency=agency, proof=chance.random.choice(("", "signed:1", "signed:2"))),
            x.GiveOpinion(item=item, agency=agency, agrees=True, note=chance.note()),
            x.GiveOpinion(item=item, agency=agency, agrees=False, grounds=chance.reasons(), note=chance.note()),
        )
    )


def _set_hearing(chance: Chance, case: Case, now: datetime) -> Command:
    on = legal_day(now) + timedelta(days=chance.random.randrange(0, 20))
    return x.SetHearing(item=chance.item(case), on=on, note=chance.note())


def _recuse(chance: Chance, case: Case, _: datetime) -> Command:
    officer, reason = chance.random.choice(OFFICERS), chance.random.choice(("relative", ""))
    return x.Recuse(item=chance.item(case), officer=officer, reason=reason)


def _verify(chance: Chance, case: Case, now: datetime) -> Command:
    kept = chance.random.random() < 0.4
    repair_by = None if kept or chance.random.random() < 0.2 else legal_day(now) + timedelta(days=10)
    return c.VerifyCommitment(
        item=chance.item(case), kept=kept, officers=chance.people(), findings=() if kept else chance.reasons(),
        repair_by=repair_by,
        note=chance.note(),
    )  # fmt: skip


def _submit_again(_: Chance, case: Case, __: datetime) -> Command:
    return c.Submit(id=case.id, numbers=("1",), plan=case.plan, subject=case.subject, papers=())


def _issue_card(chance: Chance, case: Case, _: datetime) -> Command:
    about = chance.random.choice(("conduct", "late", "Not a code"))
    return x.IssueCard(item=chance.item(case), about=about, red=chance.random.random() < 0.5, note=chance.note())


def _answer_card(chance: Chance, case: Case, now: datetime) -> Command:
    waiting = [(a.item, card.id) for a in case.approvals for card in a.cards if card.deadline]
    item, card = chance.random.choice(waiting) if waiting else (chance.item(case), "late-1")
    expected = chance.random.choice((None, legal_day(now), legal_day(now) + timedelta(days=3)))
    return x.AnswerCard(item=item, card=card, note=chance.note(), expected=expected)


def _urge(chance: Chance, case: Case, _: datetime) -> Command:
    about = chance.random.choice(("late", "due_soon", "Not a code"))
    return x.Urge(item=chance.item(case), about=about, agency=chance.random.choice(("", "fire_rescue")))


def _convene(chance: Chance, case: Case, now: datetime) -> Command:
    at = now + timedelta(hours=chance.random.choice((-2, 4, 40)))
    items = chance.random.choice(((), (chance.item(case),)))
    return x.Convene(about="joint_review", at=at, where=chance.note(), items=items)


def _answer_invitation(chance: Chance, case: Case, _: datetime) -> Command:
    called = [(one.id, unit.agency) for one in case.meetings for unit in one.invited]
    meeting, agency = chance.random.choice(called) if called else ("meeting-1", "fire_rescue")
    comes = chance.random.random() < 0.6
    return x.AnswerInvitation(meeting=meeting, agency=agency, comes=comes, note=chance.note())


def _record_meeting(chance: Chance, case: Case, _: datetime) -> Command:
    open_ones = [one for one in case.meetings if one.open]
    meeting = chance.random.choice(open_ones).id if open_ones else "meeting-1"
    return x.RecordMeeting(meeting=meeting, attended=(), result="agreed", record=chance.note())


def _tell_interested(chance: Chance, case: Case, now: datetime) -> Command:
    """Somebody with a major interest is told: of ever another id, as a face makes them, and at times of one again."""
    before = [one.id for approval in case.approvals for one in approval.interested]
    who = chance.random.choice([str(UUID(int=chance.random.getrandbits(100))), *before])
    until = (now + timedelta(days=chance.random.choice((0, 1, 9, 20)))).date()
    return x.TellInterested(
        item=chance.item(case), interested=who, until=until, name="吴邻", address="3 幢", note=chance.note()
    )


def _hear_interested(chance: Chance, case: Case, _: datetime) -> Command:
    told = [(approval.item, one.id) for approval in case.approvals for one in approval.interested]
    item, who = chance.random.choice(told) if told else (chance.item(case), str(UUID(int=1)))
    answer = chance.random.choice(("views", "hearing", "silent"))
    proof = chance.random.choice(("", "signed:1"))
    return x.HearInterested(
        item=item, interested=who, answer=answer, minutes="a" * 64, proof=proof, record=chance.note()
    )


COMMANDS: tuple[Callable[[Chance, Case, datetime], Command], ...] = (
    lambda chance, case, _: c.Accept(items=chance.items(case)),
    lambda chance, case, _: c.Accept(),
    lambda chance, case, _: c.Withdraw(items=(chance.item(case),)),
    lambda chance, case, _: c.WithdrawCorrection(),
    lambda chance, case, _: c.Deliver(
        item=chance.item(case), way=chance.random.choice(("window", "courier", "pigeon"))
    ),
    lambda chance, case, _: c.ConfirmRepair(item=chance.item(case)),
    lambda chance, case, _: c.Revoke(
        item=chance.item(case),
        grounds=chance.random.choice(((), ("commitment.broken",), ("no reason",))),
        note=chance.note(),
    ),
    lambda chance, case, _: c.DeclineAcceptance(
        item=chance.item(case), reason=chance.random.choice(("", "other", "not_entitled")), note=chance.note()
    ),
    _request_correction,
    _supply_correction,
    _supply_paper,
    _plan_inspection,
    _record_inspection,
    _decide,
    _decide,
    _decide,
    _suspend,
    lambda chance, case, _: c.Resume(item=chance.item(case)),
    _extend,
    _opinion,
    lambda chance, case, _: x.OfferHearing(item=chance.item(case), note=chance.note()),
    lambda chance, case, _: x.RequestHearing(item=chance.item(case)),
    _set_hearing,
    lambda chance, case, _: x.HoldHearing(item=chance.item(case), minutes="a" * 64, record=chance.note()),
    _tell_interested,
    _hear_interested,
    _recuse,
    _verify,
    _submit_again,
    _issue_card,
    _answer_card,
    _urge,
    _convene,
    _answer_invitation,
    _record_meeting,
    lambda chance, case, _: x.CallOffMeeting(meeting=f"meeting-{chance.random.randrange(1, 4)}"),
    lambda chance, case, _: c.DeliverTogether(way=chance.random.choice(("window", "pigeon"))),
    lambda chance, case, _: x.Ask(item=chance.item(case), note=chance.note()),
    lambda chance, case, _: x.Reply(item=chance.item(case), note=chance.note()),
    lambda chance, case, _: x.Rate(level=chance.random.randrange(0, 7), note=chance.note()),
)
